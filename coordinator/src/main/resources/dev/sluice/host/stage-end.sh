# stage-end: checks what was unpacked, links what is shared, and makes it a release by one rename.
# values: path rollout token release umask group docroot config endpoint_sha256
#         shared_directories shared_files writable   (each a list, one path a line)   payload: the endpoint's PHP file, or nothing
# shellcheck shell=sh

need release umask group docroot config endpoint_sha256 shared_directories shared_files writable
check_id "$v_release"
check_modes
staging=releases/.incoming-$v_release
incoming=$staging/$v_release

# each LIST FUNCTION: calls it with every line.
each() {
    while IFS= read -r item; do
        [ -z "$item" ] || "$2" "$item"
    done <<LIST
$1
LIST
}

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

# The deepest first: a directory becomes accessible when everything in it is in its final state.
set_modes() {
    if [ -n "$v_group" ]; then
        doing="giving files to the group $v_group"
        if ! said=$(chgrp -hR "$v_group" "$incoming" 2>&1); then
            last_lines "$said"
            fail group group "$v_group" log "$lines"
        fi
    fi
    doing='setting modes'
    find "$incoming" -type f ! -perm "$file_mode" -exec chmod "$file_mode" {} +
    (cd "$incoming" && tr '\n' '\0' | xargs -0 -r chmod "$program_mode") <"$scratch/programs"
    find "$incoming" -depth -type d ! -perm "$program_mode" -exec chmod "$program_mode" {} +
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

enter_base
guarded
[ -d "$incoming" ] && [ -f ".sluice/manifests/$v_release" ] || fail not-begun release "$v_release"
missing=''
each "$v_shared_directories" check_shared_directory
each "$v_shared_files" check_shared_file
[ -z "$missing" ] || fail shared-missing files "$missing"
leave

make_scratch
receive "$scratch/endpoint"
sha256_of "$scratch/endpoint"
[ "$sum" = "$v_endpoint_sha256" ] || fail damaged changed endpoint expected "$v_endpoint_sha256" found "$sum"
read_manifest ".sluice/manifests/$v_release"
verify_tree "$incoming"
set_modes
doing='syncing the files to disk'
sync_tree "$incoming" # most of it now, outside of the section

guarded
sweep_seeds
each "$v_shared_directories" share_directory
each "$v_shared_files" share_file
each "$v_writable" make_writable
if [ -s "$scratch/endpoint" ]; then
    place_endpoint "$incoming" "$scratch/endpoint" "$staging"
    place_config
fi
[ ! -e "releases/$v_release" ] && [ ! -L "releases/$v_release" ] || fail other-content release "$v_release" found ''
sha256_of ".sluice/manifests/$v_release"
write_marker "$incoming" "$v_release" "$sum" "$staging"
doing='syncing the release to disk'
sync_tree "$incoming"
mv "$incoming" releases/
sync_tree releases
rm -rf "$staging"
answer state staged digest "$sum"
