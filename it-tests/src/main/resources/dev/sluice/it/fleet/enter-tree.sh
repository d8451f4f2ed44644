#!/bin/sh
# Becomes a program inside of a tree, with the process id that this has: unshare --mount enter-tree TREE SHARED PROGRAM ARGUMENT...
# SHARED is the same directory inside and outside. The tree itself is read-only, so that it stays as it was made; what is mounted
# here ends with the program and its children.
set -eu

tree=$1 shared=$2
shift 2
here=$PWD
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
export PATH

mkdir -p "$tree$shared"
mount --bind "$tree" "$tree"
mount -o remount,bind,ro "$tree"
mount --rbind /proc "$tree/proc"
mount --rbind /dev "$tree/dev"
mount -t tmpfs -o mode=755 tmpfs "$tree/run"
mount --bind "$shared" "$tree$shared"
# What Debian makes when its service starts.
mkdir "$tree/run/sshd"

# A new root for the namespace, not for the process alone: paths in /proc are then the same seen from outside.
cd "$tree"
pivot_root . mnt
umount -l /mnt
exec env --chdir="$here" "$@"
