# convert: a plain directory, which a web server serves as it is, receives releases/ID, with a copy of its files, and current, a link to that copy.
# Nothing that is served changes: the web server's root is changed afterwards, and may be changed back.
# What is shared stays where it is: shared/PATH is a link to ../PATH, so that an upload is in one place before, during and after the change of the root.
# values: path verb docroot shared (directories and files that survive releases, one a line) writable (one a line), and by verb
#   check                                          changes nothing; answers state=plain|converted|absent id kib free shared (those that exist)
#   convert  rollout token release umask group, and those of writers.sh        answers id, digest
#   undo     rollout token                         removes what convert made; answers id
# shellcheck shell=sh

need path verb docroot shared writable

# lines LIST FUNCTION: calls it with every line.
lines() {
    while IFS= read -r item; do
        [ -z "$item" ] || "$2" "$item"
    done <<LIST
$1
LIST
}

# read_conversion: $made, the release that convert made or began; empty when there is none.
read_conversion() {
    made=''
    [ ! -f .sluice/converted ] || read -r made <.sluice/converted || :
    case $made in *[!A-Za-z0-9._-]* | [!A-Za-z0-9]*) fail damaged-state file .sluice/converted ;; esac
}

# is_empty DIRECTORY, or one that is missing.
is_empty() {
    [ -e "$1" ] || [ -L "$1" ] || return 0
    [ -d "$1" ] && [ ! -L "$1" ] && [ -z "$(ls -A "$1")" ]
}

# The names of the layout belong to it. A directory of the site with one of them would become a part of it.
check_plain() {
    case $link in absent) ;; *) fail not-plain found current ;; esac
    is_empty releases || [ -n "$made" ] || fail not-plain found releases
    # Files that are shared may have been put there before.
    [ -f .sluice/host.json ] || is_empty shared || fail not-plain found shared
    check_docroot
    lines "$v_shared$nl$v_writable" check_inside
    lines "$v_shared" check_unshared
    check_mounts
}

check_docroot() {
    case $v_docroot in '' | .) return 0 ;; esac
    check_inside "$v_docroot"
    [ -d "$v_docroot" ] || fail no-docroot docroot "$v_docroot"
}

# check_unshared PATH: what is in use is not in shared as well, except as the link that share makes.
check_unshared() {
    [ -e "$1" ] || [ -L "$1" ] || return 0
    [ -e "shared/$1" ] || [ -L "shared/$1" ] || return 0
    way_up "$1"
    [ -L "shared/$1" ] && [ "$(readlink "shared/$1")" = "../$up$1" ] || fail not-plain found "shared/$1"
}

# A mounted file system is no part of a copy; one below a shared path stays where it is.
check_mounts() {
    base=$(pwd -P)
    [ -r /proc/self/mountinfo ] || return 0
    mounted=$(awk -v base="$base" '
        function plain(s) { gsub(/\\040/, " ", s); gsub(/\\011/, "\t", s); gsub(/\\134/, "\\", s); return s }
        { at = plain($5); if (index(at, base "/") == 1) print substr(at, length(base) + 2) }' /proc/self/mountinfo)
    lines "$mounted" check_mount
}

check_mount() {
    is_shared "$1" || fail mounted path "$1"
}

# is_shared PATH: it or a directory above it is shared, or is ours.
is_shared() {
    inner=$1
    while :; do
        case $nl$v_shared$nl in *"$nl$inner$nl"*) return 0 ;; esac
        case $inner in */*) inner=${inner%/*} ;; *) break ;; esac
    done
    case $1 in .sluice/* | releases/* | shared/*) return 0 ;; esac
    return 1
}

find_existing() {
    if [ -e "$1" ] || [ -L "$1" ]; then
        existing=$existing$1$nl
    fi
}

check() {
    [ -d "$v_path" ] || answer state absent id '' kib 0 free '' shared ''
    enter_base
    read_conversion
    look_at_link
    find_live
    [ -z "$made" ] || [ "$live" != "$made" ] || answer state converted id "$made" kib 0 free '' shared ''
    check_plain
    existing=''
    lines "$v_shared" find_existing
    kib=$(du -sk . 2>/dev/null | awk '{ print $1 }') || kib=''
    free=$(df -Pk . 2>/dev/null | awk 'END { print $(NF - 2) }') || free=''
    answer state plain id '' kib "${kib:-0}" free "$free" shared "$existing"
}

# manifest_here FILE: of the plain directory, without what is shared, writable or ours.
manifest_here() {
    doing='reading the directory'
    printf '%s\n' releases current shared .sluice "$v_shared" "$v_writable" | sed '/^$/d' | manifest_of . >"$1"
    [ ! -s "$scratch/odd" ] || fail odd-name path "$(cat "$scratch/odd")"
    [ ! -s "$scratch/unread" ] || fail unreadable path "$(cat "$scratch/unread")"
}

check_kinds() {
    special=$(grep '^other ' "$scratch/names" | head -n 1) || :
    [ -z "$special" ] || fail special-file path "${special#other ./}"
    # A link that leads out of the copy would lead to the old files, or to another site's. Into what is shared it may lead by its whole path.
    leaving=$(awk -v base="$(pwd -P)" -v given="$v_path" -v shared="$v_shared" '
        BEGIN { FS = "\t"; count = split(shared, list, "\n") }
        function kept(target,   i) {
            for (i = 1; i <= count; i++) {
                if (list[i] == "") continue
                if (index(target "/", base "/" list[i] "/") == 1 || index(target "/", given "/" list[i] "/") == 1) return 1
            }
            return 0
        }
        function leaves(path, target,   parts, n, i, depth) {
            if (substr(target, 1, 1) == "/") return !kept(target)
            depth = split(path, parts, "/") - 2
            n = split(target, parts, "/")
            for (i = 1; i <= n; i++) {
                if (parts[i] == "..") depth--
                else if (parts[i] != "." && parts[i] != "") depth++
                if (depth < 0) return 1
            }
            return 0
        }
        leaves($1, $2) { print substr($1, 3) " -> " $2; exit }' "$scratch/links")
    [ -z "$leaving" ] || fail leaving-link path "$leaving"
}

# copy_below DIRECTORY: its entries, but not what is shared or ours. A directory above something shared is made, and its entries are copied one by one.
# In a subshell, which has variables of its own.
copy_below() (
    below=$1
    set +f
    for entry in "$below"/* "$below"/.[!.]* "$below"/..?*; do
        [ -e "$entry" ] || [ -L "$entry" ] || continue
        name=${entry#./}
        case $name in releases | current | shared | .sluice) continue ;; esac
        case $nl$v_shared$nl in
            *"$nl$name$nl"*) continue ;;
            *"$nl$name/"*)
                mkdir "$incoming/$name"
                copy_below "$entry"
                ;;
            *) cp -RPp "$entry" "$incoming/$name" ;;
        esac
    done
)

copy_all() {
    doing='copying the files'
    if ! complaint=$(copy_below . 2>&1); then
        last_lines "$complaint"
        ! about_space "$complaint" || fail disk-full log "$lines"
        fail unreadable path "$complaint"
    fi
}

set_modes() {
    doing='setting modes'
    if [ -n "$v_group" ] && ! said=$(chgrp -hR "$v_group" "$incoming" 2>&1); then
        last_lines "$said"
        fail group group "$v_group" log "$lines"
    fi
    find "$incoming" -type f ! -perm "$file_mode" -exec chmod "$file_mode" {} +
    (cd "$incoming" && tr '\n' '\0' | xargs -0 -r chmod "$program_mode") <"$scratch/programs"
    find "$incoming" -depth -type d ! -perm "$program_mode" -exec chmod "$program_mode" {} +
}

# way_up PATH: $up, the way from its directory to the one that PATH is relative to, such as ../ for a/b.
way_up() {
    up='' ahead=$1
    while :; do
        case $ahead in */*) ;; *) return 0 ;; esac
        up=../$up
        ahead=${ahead#*/}
    done
}

# share PATH: the release has a link to shared/PATH, and that is one to PATH itself while it is where it always was.
share() {
    doing="sharing $1"
    way_up "$1"
    case $1 in */*) (umask 022 && mkdir -p "shared/${1%/*}" "$incoming/${1%/*}") ;; esac
    if [ -e "$1" ] || [ -L "$1" ]; then
        check_unshared "$1"
        [ -L "shared/$1" ] || ln -s "../$up$1" "shared/$1"
    fi
    ln -s "../../${up}shared/$1" "$incoming/$1"
}

open_writable() {
    [ ! -d "$incoming/$1" ] || find "$incoming/$1" ! -type l -exec chmod g+w {} +
}

convert() {
    need rollout token release umask group
    check_id "$v_release"
    check_modes
    enter_base
    guarded
    read_conversion
    look_at_link
    find_live
    if [ -n "$made" ] && [ "$live" = "$made" ]; then
        read_marker "releases/$made"
        answer id "$made" digest "$marker_digest"
    fi
    check_plain
    # A copy of an earlier attempt, which did not become live.
    [ -z "$made" ] || discard "releases/$made" || :
    rm -rf "releases/.incoming-$v_release"
    put .sluice/converted '' "$v_release$nl"
    leave
    make_scratch
    staging=releases/.incoming-$v_release
    incoming=$staging/$v_release
    mkdir "$staging" "$incoming"
    manifest_here "$scratch/manifest"
    check_kinds
    copy_all
    set_modes
    doing='comparing the copy'
    printf '%s\n' "$v_shared" "$v_writable" | sed '/^$/d' | manifest_of "$incoming" >"$scratch/copied"
    manifest_here "$scratch/again"
    for other in copied again; do
        cmp -s "$scratch/manifest" "$scratch/$other" \
            || fail changed-meanwhile found "$(only_in "$scratch/$other" "$scratch/manifest" | cut -d ' ' -f 5)"
    done
    sync_tree "$incoming"
    finish
}

finish() {
    guarded
    look_at_link
    [ "$link" = absent ] || fail not-plain found current
    lines "$v_shared" share
    lines "$v_writable" open_writable
    find_writer "$incoming"
    [ -z "$open_at" ] || fail open-to-others path "$open_at" writer "$open_to"
    sha256_of "$scratch/manifest"
    mv -f "$scratch/manifest" ".sluice/manifests/$v_release"
    write_marker "$incoming" "$v_release" "$sum" "$staging"
    mv "$incoming" releases/
    sync_tree releases
    doing='making current'
    ln -s "releases/$v_release" "$staging/.current"
    # The one step that makes it a site with releases: nothing refers to anything above before it.
    mv "$staging/.current" current
    rm -rf "$staging"
    answer id "$v_release" digest "$sum"
}

unshare() {
    way_up "$1"
    [ -L "shared/$1" ] && [ "$(readlink "shared/$1")" = "../$up$1" ] || return 0
    rm -f "shared/$1"
    case $1 in */*) (cd shared && rmdir -p "${1%/*}" 2>/dev/null) || : ;; esac
}

undo() {
    enter_base
    guarded
    read_conversion
    [ -n "$made" ] || fail not-converted
    look_at_link
    find_live
    case $link in
        absent) ;;
        *) [ "$live" = "$made" ] || fail moved expected "$made" found "$target" ;;
    esac
    doing='removing current'
    rm -f current
    discard "releases/$made" || :
    rm -rf "releases/.incoming-$made"
    lines "$v_shared" unshare
    rm -f ".sluice/manifests/$made" .sluice/converted
    rmdir releases shared 2>/dev/null || :
    answer id "$made"
}

case $v_verb in
    check) check ;;
    convert) convert ;;
    undo) undo ;;
    *) fail usage verb "$v_verb" ;;
esac
