# stage-files: unpacks the files that this host lacks, checks them, links what is shared, and makes all of it a release by one rename.
# values: path rollout token release digest compression umask group docroot config endpoint_sha256
#         shared_directories shared_files writable   (each a list, one path a line)   payload, compressed: a tar
# shellcheck shell=sh

need release digest compression umask group docroot config endpoint_sha256 shared_directories shared_files writable
check_id "$v_release"
check_compression
check_modes
staging=releases/.incoming-$v_release
incoming=$staging/$v_release
work=$staging/.work

check_shared_file() {
    check_inside "$1"
    require_fit file "$1"
    [ -e "shared/$1" ] || missing="$missing$1$nl"
}

check_shared_directory() {
    check_inside "$1"
    require_fit directory "$1"
}

# A mount may have gone away since the host was inspected.
require_fit() {
    judge_shared "$1" "$2"
    [ -n "$unfit" ] || return 0
    leads_to "$at"
    fail shared-unfit path "$2" found "$unfit" at "$at" leads "$leads"
}

# What a staging that was killed has left in shared/: directories of ours by their name, never a link. Those of older versions are named by a process id
# and are removed only when they are empty.
sweep_seeds() {
    set +f
    for seed in shared/.seed.*; do
        [ -d "$seed" ] && [ ! -L "$seed" ] || continue
        case ${seed#shared/.seed.} in
            *[!0-9a-f]*) continue ;;
            ????????????????) rm -rf "$seed" ;;
            *[!0-9]*) continue ;;
            *) rmdir "$seed/new" "$seed" 2>/dev/null || : ;;
        esac
    done
    set -f
}

# check_way PATH: no link on the way to it, or the work would be done somewhere else, perhaps in shared data.
check_way() {
    way=$incoming
    ahead=$1
    while :; do
        case $ahead in */*) ;; *) return 0 ;; esac
        way=$way/${ahead%%/*}
        ahead=${ahead#*/}
        [ ! -L "$way" ] || fail bad-path path "$1"
    done
}

# link_shared PATH: a link to ../../shared/PATH relative to itself, which survives a move of the whole site.
link_shared() {
    check_way "$1"
    up=../..
    ahead=$1
    while :; do
        case $ahead in */*) ;; *) break ;; esac
        up=$up/..
        ahead=${ahead#*/}
    done
    case $1 in */*) make_way "$incoming" "${1%/*}" || fail bad-path path "$1" ;; esac
    rm -rf "${incoming:?}/$1"
    ln -s "$up/shared/$1" "$incoming/$1"
}

# A shared directory starts with the content of the first release that has it. It is renamed when it is complete; until then it is where no other
# account may enter, under a random name.
share_directory() {
    check_inside "$1"
    check_way "$1"
    doing="sharing $1"
    if [ ! -e "shared/$1" ]; then
        case $1 in */*) (umask 022 && mkdir -p "shared/${1%/*}") ;; esac
        seed=shared/.seed.$(od -An -v -tx1 -N 8 /dev/urandom | tr -d ' \n')
        litter=$seed
        mkdir "$seed"
        if [ -d "$incoming/$1" ] && [ ! -L "$incoming/$1" ]; then
            mv "$incoming/$1" "$seed/new"
        else
            (umask 022 && mkdir "$seed/new")
        fi
        mv "$seed/new" "shared/$1"
        rm -rf "$seed"
        litter=''
    fi
    link_shared "$1"
}

share_file() {
    doing="sharing $1"
    link_shared "$1"
}

# Only the outer directory's modes keep other accounts out until all of this is done.
set_modes() {
    : >"$scratch/unset"
    if [ -n "$v_group" ]; then
        doing="giving files to the group $v_group"
        cut -f 1 "$work/links" >"$scratch/links"
        for list in "$work/files" "$work/programs" "$work/made" "$scratch/links"; do
            give_group "$list"
        done
    fi
    doing='setting modes'
    set_mode "$file_mode" "$work/files"
    set_mode "$program_mode" "$work/programs"
    set_mode "$program_mode" "$work/made"
    chmod "$program_mode" "$incoming"
    [ -z "$v_group" ] || chgrp "$v_group" "$incoming"
}

give_group() {
    [ -s "$1" ] || return 0
    if ! said=$( (cd "$incoming" && tr '\n' '\0' | xargs -0 chgrp -h "$v_group") <"$1" 2>&1); then
        last_lines "$said"
        fail group group "$v_group" log "$lines"
    fi
}

# set_mode MODE LIST: what is missing has no mode, and is named by check_tree.
set_mode() {
    [ -s "$2" ] || return 0
    (cd "$incoming" && tr '\n' '\0' | xargs -0 chmod "$1") <"$2" 2>>"$scratch/unset" || :
}

# check_tree: nothing missing, nothing more. $scratch/record is the listing of what the manifest names: it is made before the files are read, so that what
# is written later shows in it.
check_tree() {
    doing="comparing $incoming with its manifest"
    for list in record missing extra; do
        : >"$scratch/$list"
    done
    list_tree "$incoming" | awk -v to="$scratch/" "$unescape"'
        FILENAME == ARGV[1] { type["./" plain($5)] = $1; next }
        {
            path = substr($0, index($0, "\t") + 1)
            found = substr($0, 3, 1)
            if (found == "-") found = "f"
            if (substr($0, 1, 2) == "//" && (path in type) && type[path] == found) {
                delete type[path]
                if ($2 != "-") print >(to "record")
            } else if (++extra <= 10) print found, path >(to "extra")
        }
        END { for (path in type) if (++missing <= 10) print type[path], path >(to "missing") }' "$work/manifest" -
    if [ -s "$scratch/missing" ] || [ -s "$scratch/extra" ]; then
        fail damaged missing "$(sort "$scratch/missing")" extra "$(cat "$scratch/extra")"
    fi
    [ ! -s "$scratch/unset" ] || fail failed doing 'setting modes' log "$(tail -n 8 "$scratch/unset")"
}

# check_sent: every byte that was sent is right.
check_sent() {
    sort "$work/sums" >"$scratch/sums"
    cut -d ' ' -f 2- "$scratch/sums" | hash_files "$incoming" | sort >"$scratch/found"
    if ! cmp -s "$scratch/sums" "$scratch/found"; then
        fail damaged changed "$(only_in "$scratch/sums" "$scratch/found" | cut -d ' ' -f 2-)"
    fi
    [ -s "$work/links" ] || return 0
    sort "$work/links" >"$scratch/sent"
    cut -f 1 "$scratch/sent" | link_texts "$incoming" | sort >"$scratch/found"
    if ! cmp -s "$scratch/sent" "$scratch/found"; then
        fail damaged changed "$(only_in "$scratch/sent" "$scratch/found")"
    fi
}

make_writable() {
    check_inside "$1"
    check_way "$1"
    doing="making $1 writable"
    # A directory that is shared has its own permissions, which are not ours.
    [ ! -L "$incoming/$1" ] || return 0
    [ -e "$incoming/$1" ] || make_way "$incoming" "$1" || fail bad-path path "$1"
    find "$incoming/$1" ! -type l -exec chmod g+w {} +
}

# A clock behind the coordinator's is not a failure of tar: its warnings about the times of files are dropped.
complaints() {
    printf '%s\n' "$1" | grep -v -e '^$' -e 'in the future' -e 'implausibly old' || :
}

# -o: files belong to the user that unpacks them, also for root. Every tar accepts these letters.
receive_files() {
    doing='unpacking'
    status=0
    # What some tars leave of the padding at the end is read by cat.
    said=$({ { unpack || : >"$scratch/cut"; } | { tar -xo -C "$incoming" -f - && cat >/dev/null; }; } 2>&1) || status=$?
    [ "$status" -ne 0 ] || [ -e "$scratch/cut" ] || return 0
    # What else is written there, such as a warning of the loader, is no failure: every file is compared with its digest afterwards.
    last_lines "$(complaints "$said")"
    if about_space "$said"; then
        guarded
        discard "$staging" || :
        fail disk-full log "$lines"
    fi
    # What arrived whole is not sent again.
    fail tar status "$status" log "$lines"
}

enter_base
guarded
[ -d "$incoming" ] && [ -f "$work/sums" ] || fail not-begun release "$v_release"
missing=''
each "$v_shared_directories" check_shared_directory
each "$v_shared_files" check_shared_file
[ -z "$missing" ] || fail shared-missing files "$missing"
leave

make_scratch
receive_files
set_modes
check_tree
check_sent
if [ -s "$work/sums" ]; then
    doing='syncing the files to disk'
    sync_tree "$incoming" # most of it now, outside of the section
fi

guarded
sweep_seeds
each "$v_shared_directories" share_directory
each "$v_shared_files" share_file
each "$v_writable" make_writable
if [ -s "$work/endpoint" ]; then
    place_endpoint "$incoming" "$work/endpoint" "$staging"
    place_config
fi
[ ! -e "releases/$v_release" ] && [ ! -L "releases/$v_release" ] || fail other-content release "$v_release" found ''
write_marker "$incoming" "$v_release" "$v_digest" "$staging"
doing='syncing the release to disk'
mv -f "$scratch/record" ".sluice/listings/$v_release"
sync_tree "$incoming"
mv "$incoming" releases/
sync_file releases
rm -rf "$staging" 2>/dev/null || :
answer state staged digest "$v_digest"
