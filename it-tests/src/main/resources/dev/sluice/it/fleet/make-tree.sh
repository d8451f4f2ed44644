#!/bin/sh
# Makes a Debian of another suite in a directory, once: make-tree SUITE TREE MIRROR KEYRING PACKAGES. Beside it are its log and its
# lock, which is kept until the last process of an installation has ended, so that no second one works in the same directory.
set -eu

suite=$1 tree=$2 mirror=$3 keyring=$4 packages=$5
made_with=$tree/.made-with

mkdir -p "$(dirname "$tree")"
exec 9>"$tree.lock"
flock 9
if [ -e "$made_with" ] && [ "$(cat "$made_with")" = "$packages" ]; then
    exit 0
fi
if [ -e "$tree" ] && [ ! -e "$made_with" ]; then
    printf '%s is in the way: it was not made by these tests\n' "$tree" >&2
    exit 1
fi

# Whole before it has its name. What is mounted in it for the installation is gone with the installation.
rm -rf --one-file-system "$tree.part"
unshare --mount --propagation private debootstrap --variant=minbase --force-check-gpg --keyring="$keyring" \
    --include="$packages" "$suite" "$tree.part" "$mirror" >"$tree.log" 2>&1 || {
    tail -n 20 "$tree.log" >&2
    exit 1
}
cp /etc/hosts "$tree.part/etc/hosts"
rm -f "$tree.part"/var/cache/apt/archives/*.deb
printf '%s\n' "$packages" >"$tree.part/.made-with"
rm -rf --one-file-system "$tree"
mv "$tree.part" "$tree"
