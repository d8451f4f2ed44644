# stage-end: checks what was unpacked, links what is shared, and makes it a release by one rename.
# values: path rollout token release umask group docroot config endpoint_sha256
#         shared_directories shared_files writable   (each a list, one path a line)   payload: the endpoint's PHP file, or nothing
# shellcheck shell=sh

need release umask group docroot config endpoint_sha256 shared_directories shared_files writable
check_id "$v_release"
check_modes
incoming=releases/.incoming-$v_release

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
    [ -e "shared/$1" ] || missing="$missing$1$nl"
}

# check_way PATH: no link on the way to it, or what is done there would be done somewhere else, perhaps in shared data.
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

# link_shared PATH: a link that says ../../shared/PATH from wherever it is, and so survives a move of the whole site.
link_shared() {
    check_way "$1"
    up=../..
    ahead=$1
    while :; do
        case $ahead in */*) ;; *) break ;; esac
        up=$up/..
        ahead=${ahead#*/}
        mkdir -p "$incoming/${1%/*}"
    done
    rm -rf "${incoming:?}/$1"
    ln -s "$up/shared/$1" "$incoming/$1"
}

# A shared directory begins with what the first release that has it brings along.
share_directory() {
    check_inside "$1"
    check_way "$1"
    doing="sharing $1"
    if [ ! -e "shared/$1" ]; then
        case $1 in */*) mkdir -p "shared/${1%/*}" ;; esac
        if [ -d "$incoming/$1" ] && [ ! -L "$incoming/$1" ]; then
            mv "$incoming/$1" "shared/.seed.$$"
        else
            mkdir "shared/.seed.$$"
        fi
        mv "shared/.seed.$$" "shared/$1"
    fi
    link_shared "$1"
}

share_file() {
    doing="sharing $1"
    link_shared "$1"
}

set_modes() {
    doing='setting modes'
    find "$incoming" -type d ! -perm "$program_mode" -exec chmod "$program_mode" {} +
    find "$incoming" -type f ! -perm "$file_mode" -exec chmod "$file_mode" {} +
    (cd "$incoming" && tr '\n' '\0' | xargs -0 -r chmod "$program_mode") <"$scratch/programs"
    [ -n "$v_group" ] || return 0
    doing="giving files to the group $v_group"
    if ! said=$(chgrp -hR "$v_group" "$incoming" 2>&1); then
        last_lines "$said"
        fail group group "$v_group" log "$lines"
    fi
}

make_writable() {
    check_inside "$1"
    check_way "$1"
    doing="making $1 writable"
    # A directory that is shared has its own permissions, which are not ours.
    [ ! -L "$incoming/$1" ] || return 0
    if [ ! -e "$incoming/$1" ]; then
        mkdir -p "$incoming/$1"
        [ -z "$v_group" ] || chgrp "$v_group" "$incoming/$1"
    fi
    find "$incoming/$1" ! -type l -exec chmod g+w {} +
}

enter_base
guarded
[ -d "$incoming" ] && [ -f ".sluice/manifests/$v_release" ] || fail not-begun release "$v_release"
missing=''
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
each "$v_shared_directories" share_directory
each "$v_shared_files" share_file
each "$v_writable" make_writable
if [ -s "$scratch/endpoint" ]; then
    place_endpoint "$incoming" "$scratch/endpoint"
    place_config
fi
[ ! -e "releases/$v_release" ] && [ ! -L "releases/$v_release" ] || fail other-content release "$v_release" found ''
sha256_of ".sluice/manifests/$v_release"
write_marker "$incoming" "$v_release" "$sum"
doing='syncing the release to disk'
sync_tree "$incoming"
mv "$incoming" "releases/$v_release"
sync_tree releases
answer state staged digest "$sum"
