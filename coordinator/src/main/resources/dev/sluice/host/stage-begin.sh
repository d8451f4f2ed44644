# stage-begin: prepares the directory of a release that is not visible yet, and puts into it what this host already has of the release.
# values: path rollout token release digest umask group compression endpoint_bytes endpoint_sha256
#         recycle   releases that may become this one, one id a line, the best first: they are not needed any more
#         copy      releases whose files may be copied, likewise
#         link      yes: hard links in place of copies
# payload, compressed: the endpoint's PHP file, then the manifest's text
# Answers state=present when the release exists already, else state=ready with an empty or partly filled releases/.incoming-<id>/<id>: no other account
# may enter the outer directory, so that the tree in it can have its modes before it is a release. Besides: way=none|resume|recycle|copy|link, base (the
# release that was used), needed (the lines of the manifest that have to be sent, such as 1-3,8), and rows id, why: releases that were passed over.
# shellcheck shell=sh

need release digest umask group compression endpoint_bytes endpoint_sha256 recycle copy 'link'
check_id "$v_release"
check_modes
case $v_digest in '' | *[!0-9a-f]*) fail usage digest "$v_digest" ;; esac
check_compression
each "$v_recycle" check_id
each "$v_copy" check_id
case $v_endpoint_bytes in '' | *[!0-9]*) fail usage endpoint_bytes "$v_endpoint_bytes" ;; esac
staging=releases/.incoming-$v_release
incoming=$staging/$v_release
work=$staging/.work

look_for_release() {
    [ -e "releases/$v_release" ] || [ -L "releases/$v_release" ] || return 0
    read_marker "releases/$v_release"
    [ "$marker_id" = "$v_release" ] && [ "$marker_digest" = "$v_digest" ] || fail other-content release "$v_release" found "$marker_digest"
    answer state present
}

# receive_parts: $scratch/endpoint and $scratch/manifest.
receive_parts() {
    receive "$scratch/received" unpack
    head -c "$v_endpoint_bytes" "$scratch/received" >"$scratch/endpoint"
    tail -c +$((v_endpoint_bytes + 1)) "$scratch/received" >"$scratch/manifest"
    sha256_of "$scratch/endpoint"
    [ "$sum" = "$v_endpoint_sha256" ] || fail damaged changed endpoint expected "$v_endpoint_sha256" found "$sum"
    sha256_of "$scratch/manifest"
    [ "$sum" = "$v_digest" ] || fail damaged changed manifest expected "$v_digest" found "$sum"
}

make_room() {
    doing='making room for the release'
    mkdir "$staging"
    chmod go-rwx "$staging" # whatever an access list of releases/ allows
    mkdir "$work"
    mv "$scratch/endpoint" "$work/endpoint"
    cp "$scratch/manifest" "$work/manifest"
    mv -f "$scratch/manifest" ".sluice/manifests/$v_release"
}

# use ID WAY
use() {
    base=$1 way=$2
}

pass_over() {
    row id "$1" why "$2"
}

# is_sound ID: a release that Sluice staged, whose manifest is the one that it was staged from.
is_sound() {
    [ -d "releases/$1" ] && [ ! -L "releases/$1" ] || return 1
    read_marker "releases/$1"
    [ "$marker_id" = "$1" ] && [ -n "$marker_digest" ] && [ -f ".sluice/manifests/$1" ] || return 1
    sha256_of ".sluice/manifests/$1"
    [ "$sum" = "$marker_digest" ]
}

# last_live ID: $last, when it was last switched to or from, in seconds since 1970; 0 when it never was.
last_live() {
    last=0
    [ -f .sluice/history.log ] || return 0
    last=$(awk -v id="$1" '
        { at = ""; found = 0 }
        {
            for (i = 1; i <= NF; i++) {
                if ($i ~ "^at=[0-9]+$") at = substr($i, 4)
                if ($i ~ "^(from|to)=" && index($i "/", "releases/" id "/")) found = 1
            }
            if (found && at + 0 > last) last = at + 0
        }
        END { printf "%d", last }' .sluice/history.log)
}

# in_use ID: a process of this account, or of any that this account may see, works in it.
in_use() {
    tree=$(cd -P "releases/$1" && pwd -P)
    set +f # the only names that are searched here are the kernel's
    used=$(ls -l /proc/[0-9]*/cwd 2>/dev/null) || :
    set -f
    case $used$nl in *"-> $tree/"* | *"-> $tree$nl"*) return 0 ;; esac
    return 1
}

# recycle ID: a request that began in a release may still read its files, and such a release must stay whole: requests take less than an hour.
recycle() {
    [ -z "$way" ] || return 0
    if [ "$1" = "$live" ] || [ "$1" = "$inside" ]; then
        pass_over "$1" live
    elif ! is_sound "$1"; then
        pass_over "$1" unsound
    elif last_live "$1" && now && [ $((seconds - last)) -lt 3600 ]; then
        pass_over "$1" young
    elif in_use "$1"; then
        pass_over "$1" used
    elif ! mv "releases/$1" "$incoming" 2>/dev/null; then
        pass_over "$1" fixed
    else
        mv ".sluice/manifests/$1" "$work/base"
        mv ".sluice/listings/$1" "$work/record" 2>/dev/null || :
        rm -f ".sluice/assets/$1"
        use "$1" recycle
    fi
}

copy_of() {
    [ -z "$way" ] || return 0
    if is_sound "$1"; then
        cp ".sluice/manifests/$1" "$work/base"
        cp ".sluice/listings/$1" "$work/record" 2>/dev/null || :
        use "$1" copy
        [ "$v_link" != yes ] || way='link'
    else
        pass_over "$1" unsound
    fi
}

# What an interrupted staging of this release left. A transfer that was lost may continue to write into the old directory, so what is whole there is linked
# into a new one.
find_started() {
    started=''
    [ -d "$incoming" ] && [ ! -L "$staging" ] || return 0
    started=releases/.removing-$v_release-$$
    mv "$staging" "$started"
}

choose_base() {
    way='' base=''
    : >"$work/base"
    : >"$work/record"
    if [ -n "$started" ]; then
        use "$v_release" resume
        return 0
    fi
    each "$v_recycle" recycle
    each "$v_copy" copy_of
    [ -n "$way" ] || way=none
}

# $needed
fill() {
    case $way in
        recycle)
            examine_tree "$incoming" "$work/base" "$work/record"
            if [ "$needed" = unfit ]; then
                pass_over "$base" unfit
                way=none base=''
                mv "$incoming" "$work/unfit"
            else
                remove_dropped "$incoming"
                return 0
            fi
            ;;
        copy | link | resume)
            source=releases/$base
            [ "$way" != resume ] || source=$started/$v_release
            examine_tree "$source" "$work/base" "$work/record"
            mkdir "$incoming"
            if [ "$needed" = unfit ]; then
                pass_over "$base" unfit
            elif copy_kept "$source" "$incoming" "$way" 2>"$scratch/complaint"; then
                return 0
            else
                last_lines "$(cat "$scratch/complaint")"
                ! about_space "$lines" || fail disk-full log "$lines"
                pass_over "$base" uncopied
                rm -rf "$incoming"
            fi
            way=none base=''
            ;;
    esac
    [ -d "$incoming" ] || mkdir "$incoming"
    nothing_here
}

enter_base
guarded
look_for_release
# The section is not held during the transfer: the lease is renewed meanwhile.
leave
make_scratch
receive_parts
group_id
symbols "$file_mode"
file_symbols=$symbols
symbols "$program_mode"
program_symbols=$symbols

guarded
look_for_release
look_at_link
find_live
find_started
discard "$staging" || :
make_room
choose_base
leave
fill
[ -z "$started" ] || rm -rf "$started" 2>/dev/null || :
answer state ready way "$way" base "$base" needed "$needed"
