# Which other account could write its own code, or its own links, where code of the site is: added to scripts that check that or write there.
# values: docroot, and code (directories inside the release besides the docroot) exempt (paths inside the release that the playbook declares writable:
# shared, writable) writers (names of accounts and groups that are expected to write; `others` is everyone), each one a line.
# Root does not count as another account, nor does the one that runs this: no mode can restrict PHP under the same account.
# shellcheck shell=sh

: "${v_code=}" "${v_exempt=}" "${v_writers=}"

# find_writer RELEASE: $open_at, the first directory that another account may write, and $open_to, that account or a group. It is one of the code
# directories or one above them; empty when there is none.
find_writer() {
    open_at='' open_to='' judged=$nl
    own=$(id -u)
    tree=$(cd -P "$1" && pwd -P)
    shared=$(cd -P shared 2>/dev/null && pwd -P) || shared=$tree
    judge_up "$tree"
    while IFS= read -r item; do
        [ -z "$open_at" ] || return 0
        [ -n "$item" ] && at=$(cd -P "$1/$item" 2>/dev/null && pwd -P) || continue
        judge_up "$at"
    done <<LIST
${v_docroot:-.}
$v_code
LIST
}

# judge_up DIRECTORY: it and those above. In a sticky directory others can create names, but not replace ours.
judge_up() {
    at=$1
    set --
    while :; do
        set -- "$@" "${at:-/}"
        [ -n "$at" ] && [ "$at" != / ] || break
        at=${at%/*}
    done
    # One process for all of them.
    listed=$(ls -ldn "$@" 2>/dev/null)$nl below=''
    for at in "$@"; do
        line_of "$listed" "$at"
        # Some tools show other characters in place of a name's own.
        [ -n "$line" ] || line=$(ls -ldn "$at/." 2>/dev/null) || line=''
        # shellcheck disable=SC2086 # mode, links, owner and group contain no blanks
        set -- $line - - - -
        case $judged in *"$nl$at$nl"*) ;; *) judge "$1" "$3" "$4" ;; esac
        [ -z "$open_to" ] || return 0
        below=$3 judged=$judged$at$nl
    done
}

# judge MODE OWNER GROUP, of $at
judge() {
    ! exempt || return 0
    [ "$2" = 0 ] || [ "$2" = "$own" ] || open_for "$(named 3)"
    case $1 in
        ?????????[tT]*) [ "$below" != 0 ] && [ "$below" != "$own" ] || return 0 ;;
    esac
    case $1 in ????????w*) open_for others ;; esac
    case $1 in
        ?????w????+*) by_list "$3" ;;
        ?????w*) by_group "$3" ;;
    esac
}

by_group() {
    ! has_others "$1" || open_for "$(named 4)"
}

# by_list GID: an access list defines whom the mode of the group covers. Where no tool on this host reads it, that may be anyone.
by_list() {
    have getfacl || open_for others
    while IFS=: read -r kind number rights; do
        case $kind:$rights in
            user:?w*) case $number in '' | 0 | "$own") ;; *) open_for "$(id -nu "$number" 2>/dev/null || echo "$number")" ;; esac ;;
            group:?w*) if [ -z "$number" ]; then by_group "$1"; elif has_others "$number"; then open_for "$number"; fi ;;
        esac
    done <<LIST
$(getfacl -cnp "$at/." 2>/dev/null)
LIST
}

# open_for NAME: unless the playbook expects it.
open_for() {
    [ -n "$1" ] || return 0
    case $nl$v_writers$nl in *"$nl$1$nl"*) return 0 ;; esac
    open_at=${open_at:-$at} open_to=${open_to:-$1}
}

exempt() {
    while IFS= read -r item; do
        item=${item%/}
        [ -n "$item" ] || continue
        case $at/ in "$tree/$item/"* | "$shared/$item/"*) return 0 ;; esac
    done <<LIST
$v_exempt
LIST
    return 1
}

# named COLUMN: of what ls shows of $at, with names for numbers.
named() {
    # shellcheck disable=SC2012 # the name, which may contain anything, is not read
    ls -ld "$at/." | awk -v column="$1" '{ print $column }'
}

# has_others GID: whether an account besides this one and root is in that group. An unknown group may be anyone's, but not our own.
has_others() {
    [ "$({
        if have getent; then
            getent passwd
            echo :
            getent group
        else
            cat /etc/passwd
            echo :
            cat /etc/group
        fi
    } 2>/dev/null | awk -F : -v gid="$1" -v own="$own" -v ours="$(id -g)" '
        function other(uid) { return uid != own && uid != 0 }
        $0 == ":" { groups = 1; next }
        !groups { uid[$1] = $3; if ($4 == gid && other($3)) found = 1 }
        groups && $3 == gid {
            known = 1
            n = split($4, member, ",")
            for (i = 1; i <= n; i++) if (!(member[i] in uid) || other(uid[member[i]])) found = 1
        }
        END { print (found || !(known || gid == ours)) ? "yes" : "no" }')" = yes ]
}
