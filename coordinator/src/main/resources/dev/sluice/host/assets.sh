# assets: while a fleet is mixed, files that a page of one host names are requested from another one, so those of both releases answer here.
# values: path rollout token release umask group
#         directories (inside a release) earlier (release ids)   (each a list, one a line)
# Files that the manifest of the new release names and the live one lacks are copied into the live one; files that the manifests of the live one
# and the earlier ones name and the new one lacks are copied into the new one. An existing name keeps its content. A file is copied only with the
# digest that its manifest has: changed or replaced files are left out, as are links and their targets.
# Added files are listed in .sluice/assets/<id>; no manifest names them, so they are not passed on to the next release.
# Answers live, to_live and to_new: how many files were added.
# shellcheck shell=sh

need release umask group directories earlier
check_id "$v_release"
check_modes

check_lists() {
    while IFS= read -r item; do
        [ -z "$item" ] || check_inside "${item%/}"
    done <<LIST
$v_directories
LIST
    while IFS= read -r item; do
        [ -z "$item" ] || check_id "$item"
    done <<LIST
$v_earlier
LIST
}

# plain TREE PATH: a directory that no link leads to.
plain() {
    way=$1 ahead=${2%/}/
    while [ -n "$ahead" ]; do
        way=$way/${ahead%%/*}
        ahead=${ahead#*/}
        [ -d "$way" ] && [ ! -L "$way" ] || return 1
    done
}

# names_below ID TEST ...: `./path` of what find's tests choose in its directories. One line is one name: the others are left out.
names_below() {
    tree=releases/$1
    shift
    while IFS= read -r item; do
        [ -n "$item" ] && plain "$tree" "$item" || continue
        (cd "$tree" && find "./${item%/}" -path "*$nl*" -prune -o "$@" -print)
    done <<LIST
$v_directories
LIST
}

# without FILE: the lines on standard input that are not in it.
without() {
    awk 'FILENAME == ARGV[1] { no[$0]; next } !($0 in no)' "$1" -
}

# within FILE: those that are.
within() {
    awk 'FILENAME == ARGV[1] { yes[$0]; next } $0 in yes' "$1" -
}

# named ID: `sha256 ./path` of the files in its directories that its manifest names; none when that is not the manifest of its marker.
named() {
    [ -d "releases/$1" ] && [ ! -L "releases/$1" ] && [ -f ".sluice/manifests/$1" ] || return 0
    read_marker "releases/$1"
    sha256_of ".sluice/manifests/$1"
    [ "$sum" = "$marker_digest" ] || return 0
    names_below "$1" -type f | awk "$unescape"'
        FILENAME == ARGV[1] { if ($1 == "f") sum["./" plain($5)] = $4; next }
        $0 in sum { print sum[$0], $0 }' ".sluice/manifests/$1" -
}

# by_directory LIST FUNCTION: calls it with each directory of the list, and the files of it in $scratch/group.
by_directory() {
    directory=''
    : >"$scratch/group"
    while IFS= read -r file; do
        if [ "${file%/*}" != "$directory" ]; then
            [ -z "$directory" ] || "$2" "$directory"
            directory=${file%/*}
            : >"$scratch/group"
        fi
        printf '%s\n' "$file" >>"$scratch/group"
    done <"$1"
    [ -z "$directory" ] || "$2" "$directory"
}

# gather FROM: copies those of its files that are in neither list, to where no visitor sees them.
gather() {
    named "$1" | sort -u >"$scratch/named"
    cut -d ' ' -f 2- "$scratch/named" | without "$scratch/gathered" | without "$scratch/there" >"$scratch/list"
    from=$1
    by_directory "$scratch/list" copy_group
    keep_the_same
}

# Between the check of a name and its copy another account may have replaced it: only files with the right digest are gathered.
keep_the_same() {
    doing="comparing files of $from with its manifest"
    (cd "$into" && find . -type f) | within "$scratch/list" | hash_files "$into" | within "$scratch/named" | cut -d ' ' -f 2- >"$scratch/same"
    without "$scratch/same" <"$scratch/list" >"$scratch/other"
    (cd "$into" && tr '\n' '\0' | xargs -0 -r rm -rf) <"$scratch/other"
    cat "$scratch/same" >>"$scratch/gathered"
}

copy_group() {
    doing="copying files of $from"
    mkdir -p "$into/$1"
    if ! said=$(cd "releases/$from" && tr '\n' '\0' <"$base/$scratch/group" | xargs -0 -r sh -c "$each" sh cp -pPR "$base/$into/$1" 2>&1); then
        last_lines "$said"
        ! about_space "$said" || fail disk-full log "$lines"
        fail failed doing "$doing" log "$lines"
    fi
}

# collect ID NAME FROM ...: in $scratch/NAME the files of the others that it lacks, with the modes of a release.
collect() {
    names_below "$1" ! -name . >"$scratch/there"
    into=$scratch/$2
    mkdir "$into"
    : >"$scratch/gathered"
    shift 2
    for source in "$@"; do
        gather "$source"
    done
    mv "$scratch/gathered" "$into.list"
    doing='setting modes'
    find "$into" -type d -exec chmod "$program_mode" {} +
    find "$into" -type f -exec chmod "$file_mode" {} +
    [ -z "$v_group" ] || chgrp -hR "$v_group" "$into" 2>/dev/null || fail group group "$v_group"
    sync_tree "$into"
}

# settle ID NAME: moves them into place, each by a rename: a visitor receives the whole file or none. The list first: an entry too many does no harm.
settle() {
    doing="adding files to $1"
    [ -s "$scratch/$2.list" ] || return 0
    [ -d .sluice/assets ] || mkdir -m 700 .sluice/assets
    list=.sluice/assets/$1
    [ -f "$list" ] || : >"$list"
    sort -u "$list" "$scratch/$2.list" >"$scratch/list"
    sync_file "$scratch/list"
    mv -f "$scratch/list" "$list"
    into=$scratch/$2 to=$1
    sort "$into.list" >"$scratch/sorted"
    by_directory "$scratch/sorted" move_group
    sync_tree "releases/$1"
}

move_group() {
    make_way "releases/$to" "$1" || return 0
    (cd "$into" && tr '\n' '\0' <"$base/$scratch/group" | xargs -0 -r sh -c "$each" sh mv -f "$base/releases/$to/$1")
    settled=$((settled + $(wc -l <"$scratch/group")))
}

look() {
    guarded
    look_at_link
    find_live
    live=${live:-$inside}
    read_marker "releases/$v_release"
    [ "$marker_id" = "$v_release" ] && [ -n "$marker_digest" ] || fail no-marker target "releases/$v_release" found "$marker_id"
}

# each PROGRAM OPTION DIRECTORY FILE ...
# shellcheck disable=SC2016
each='do=$1; how=$2; to=$3; shift 3; "$do" "$how" "$@" "$to"/'
check_lists
enter_base
base=$v_path
look
was=$live
# Copying takes a while, and the lease is renewed meanwhile.
leave
make_scratch
unset IFS
# shellcheck disable=SC2086 # ids: letters, digits, dots, dashes
collect "$v_release" new $live $v_earlier
: >"$scratch/live.list"
[ -z "$live" ] || [ "$live" = "$v_release" ] || collect "$live" live "$v_release"

look
[ "$live" = "$was" ] || fail moved expected "$was" found "$live"
settled=0
settle "$v_release" new
to_new=$settled settled=0
[ -z "$live" ] || settle "$live" live
answer live "$live" to_live "$settled" to_new "$to_new"
