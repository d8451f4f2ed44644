# What is at the shared paths: added to the script that inspects and to the one that links them into a release. A shared path that exists may be
# anything: a link whose mount is away, a file in place of a directory, a directory on a file system that became read-only.
# shellcheck shell=sh

# mounted_read_only PATH: no account may write there. Only asked about what this account may not write, where the shell knows: busybox's judges by modes
# and does not ask the kernel.
mounted_read_only() {
    # shellcheck disable=SC3013 # dash, bash and busybox have it
    [ ! -w "$1" ] || [ "/proc/$$/exe" -ef /bin/busybox ] || return 1
    [ -r /proc/mounts ] || return 1
    point=$(df -P "$1" 2>/dev/null) || return 1
    point=${point##*' '}
    options=''
    while read -r _ mounted _ how _; do
        [ "$mounted" != "$point" ] || options=$how # the last one covers those before it
    done </proc/mounts
    case ,$options, in *,ro,*) return 0 ;; esac
    return 1
}

kind_of() {
    if [ -d "$1" ]; then
        kind='directory'
    elif [ -f "$1" ]; then
        kind='file'
    else
        kind=special
    fi
}

# judge_shared directory|file PATH: $unfit is empty, or what prevents its use, and $at the part of the path that it is about. A path that does not
# exist is fit if it can be made; a file that does not exist is reported by others.
judge_shared() {
    unfit='' at=shared up=. ahead=$2/
    while :; do
        if [ ! -x "$up" ]; then
            unfit=closed at=$up
            return 0
        fi
        if [ ! -e "$at" ]; then
            if [ -L "$at" ]; then
                unfit=dangling
            elif [ "$1" = directory ] && mounted_read_only "$up"; then
                unfit=read-only at=$up
            elif [ "$1" = directory ] && [ ! -w "$up" ]; then
                unfit=unwritable at=$up
            fi
            return 0
        fi
        kind_of "$at"
        if [ -z "$ahead" ]; then
            [ "$kind" = "$1" ] || unfit=$kind
            break
        fi
        if [ "$kind" != directory ]; then
            unfit=$kind
            return 0
        fi
        up=$at
        at=$at/${ahead%%/*}
        ahead=${ahead#*/}
    done
    [ -n "$unfit" ] || [ "$1" != directory ] || ! mounted_read_only "$at" || unfit=read-only
}

# leads_to PATH: $leads, the text of a link; empty for what is no link.
leads_to() {
    leads=''
    [ ! -L "$1" ] || leads=$(readlink "$1") || leads=''
}
