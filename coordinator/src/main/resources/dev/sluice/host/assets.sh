# assets: while a fleet is mixed, the files that a page of one host names are asked of another one, so those of both releases answer here.
# values: path rollout token release umask group
#         directories (inside a release) earlier (release ids)   (each a list, one a line)
# Files that the new release has and the live one lacks are copied into the live one; files that the live one and the earlier ones have and the
# new one lacks are copied into the new one. A name that is there keeps its content. Links and what they lead to are left out.
# What was added is listed in .sluice/assets/<id>: it is not that release's own, and does not go on to the next.
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

# added_to ID: what its list says, but for what its manifest has: an id may have been used before.
added_to() {
    [ -f ".sluice/assets/$1" ] || return 0
    if [ -f ".sluice/manifests/$1" ]; then
        awk "$unescape"'
            FILENAME == ARGV[1] { if ($1 == "f") own["./" plain($5)]; next }
            !($0 in own)' ".sluice/manifests/$1" ".sluice/assets/$1"
    else
        cat ".sluice/assets/$1"
    fi
}

# own ID: the files that it brought along.
own() {
    [ -d "releases/$1" ] && [ ! -L "releases/$1" ] || return 0
    added_to "$1" >"$scratch/added"
    names_below "$1" -type f | without "$scratch/added"
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

# gather FROM: copies those of its own files that are in neither list, where nobody sees them.
gather() {
    own "$1" | sort -u >"$scratch/from"
    without "$scratch/gathered" <"$scratch/from" | without "$scratch/there" >"$scratch/list"
    cat "$scratch/list" >>"$scratch/gathered"
    from=$1
    by_directory "$scratch/list" copy_group
}

copy_group() {
    doing="copying files of $from"
    mkdir -p "$into/$1"
    if ! said=$(cd "releases/$from" && tr '\n' '\0' <"$base/$scratch/group" | xargs -0 -r sh -c "$each" sh cp -p "$base/$into/$1" 2>&1); then
        last_lines "$said"
        ! about_space "$said" || fail disk-full log "$lines"
        fail failed doing "$doing" log "$lines"
    fi
}

# collect ID NAME FROM ...: in $scratch/NAME what it lacks of the others, with the modes of a release.
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
    [ -z "$v_group" ] || chgrp -R "$v_group" "$into" 2>/dev/null || fail group group "$v_group"
    sync_tree "$into"
}

# make_way TREE PATH: the directory, made where it is missing; not through a link or a file.
make_way() {
    way=$1 ahead=${2#./}/
    while [ -n "$ahead" ]; do
        way=$way/${ahead%%/*}
        ahead=${ahead#*/}
        [ ! -L "$way" ] || return 1
        if [ ! -e "$way" ]; then
            mkdir "$way"
            chmod "$program_mode" "$way"
            [ -z "$v_group" ] || chgrp "$v_group" "$way"
        fi
        [ -d "$way" ] || return 1
    done
}

# settle ID NAME: into their places, each by a rename: a visitor gets the whole file or none. The list first: what it has too much does no harm.
settle() {
    doing="adding files to $1"
    [ -s "$scratch/$2.list" ] || return 0
    [ -d .sluice/assets ] || mkdir .sluice/assets
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
