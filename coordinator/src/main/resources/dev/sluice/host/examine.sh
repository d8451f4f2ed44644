# examine: what doctor and explain read besides inspect. Changes nothing, creates nothing, takes no lock; works where <path> does not
# exist yet. What this user may not see is left out.
# values: path, and shared_directories shared_files (one a line), without which what PHP may do there is not checked
# Rows: kind=directory name owner mode; kind=pool name user workers; kind=master pid config timeout; kind=pass address; kind=root variable;
#       kind=denied user right=read|write|enter|make path: what an account that runs PHP may not do in shared.
# shellcheck shell=sh

: "${v_shared_directories=}" "${v_shared_files=}"

list_more_tools() {
    tools=''
    for tool in curl ps; do
        ! have "$tool" || tools="$tools${tools:+,}$tool"
    done
}

show_directory() {
    listed=$(ls -ld "$1/." 2>/dev/null) || return 0
    directory=$1
    # Mode, links and owner contain no blanks; the name, which may, is not read.
    # shellcheck disable=SC2086
    set -- $listed
    row kind directory name "$directory" owner "$3" mode "$1"
}

# Without -e this shows one terminal's processes or, on busybox, all; a user's name is cut to eight bytes by default.
processes() {
    ps -eww -o pid,user:32,args 2>/dev/null || ps -eww -o pid,user,args 2>/dev/null || ps -o pid,user,args 2>/dev/null || :
}

# FPM's process_control_timeout, as set in a configuration; 0, the default, where it is not set; nothing where the configuration is not readable.
control_timeout() {
    [ -r "$1" ] || return 0
    timeout=$(sed -n 's/^[[:space:]]*process_control_timeout[[:space:]]*=[[:space:]]*\([^;[:space:]]*\).*/\1/p' "$1" | tail -n 1)
    printf '%s' "${timeout:-0}"
}

show_php() {
    while read -r what first second third; do
        case $what in
            pool) row kind pool name "$third" user "$second" workers "$first" ;;
            master) row kind master pid "$first" config "$second$third" timeout "$(control_timeout "$second$third")" ;;
        esac
    done <<LIST
$(processes | awk '
    $3 == "php-fpm:" && $4 == "pool" { n[$2 " " $5]++ }
    $3 == "php-fpm:" && $4 == "master" { config = $6; gsub(/[()]/, "", config); print "master", $1, config }
    END { for (pool in n) print "pool", n[pool], pool }')
LIST
}

# Where nginx passes requests on to, and under which root, where its configuration is readable.
show_nginx() {
    set +f # these names are the distributions'
    set -- /etc/nginx/nginx.conf /etc/nginx/conf.d/* /etc/nginx/http.d/* /etc/nginx/sites-enabled/*
    set -f
    while IFS= read -r found; do
        [ -z "$found" ] || row kind pass address "$found"
    done <<LIST
$(cat "$@" 2>/dev/null | sed -n 's/^[[:blank:]]*fastcgi_pass[[:blank:]]\{1,\}\([^;[:blank:]]\{1,\}\);.*/\1/p' | sort -u | head -n 5)
LIST
    # shellcheck disable=SC2016 # these dollars are nginx's
    while IFS= read -r found; do
        [ -z "$found" ] || row kind root variable "$found"
    done <<LIST
$(cat "$@" 2>/dev/null | sed -n 's/.*SCRIPT_FILENAME[[:blank:]]\{1,\}\(\$[a-z_]*\)\$fastcgi_script_name.*/\1/p' | sort -u | head -n 5)
LIST
}

# denied r|w|x PATH: whether the account $uid of the groups $gids lacks that right, by owner, group and mode. An access list may grant it, so that
# nothing is reported where there is one.
denied() {
    # shellcheck disable=SC2046 # mode, links, owner and group contain no blanks
    set -- "$1" $(ls -ldnL "$2/." 2>/dev/null || ls -ldnL "$2" 2>/dev/null)
    [ $# -ge 5 ] && [ "$uid" != 0 ] || return 1
    case $2 in *+) return 1 ;; esac
    rights=${2#???????}
    case " $gids " in *" $5 "*) rights=${2#????} ;; esac
    [ "$4" != "$uid" ] || rights=${2#?}
    case $1$rights in r[!r]* | w?[!w]* | x??[!xst]*) return 0 ;; esac
    return 1
}

# show_denied directory|file PATH: the first thing on the way to the shared path, and there, that $user may not do.
show_denied() {
    right='' at=shared ahead=$2/
    while [ -n "$ahead" ]; do
        ! denied x "$at" || right=enter
        [ -z "$right" ] && [ -e "$at/${ahead%%/*}" ] || break
        at=$at/${ahead%%/*} ahead=${ahead#*/}
    done
    if [ -z "$right" ] && [ "$1" = directory ]; then
        # What does not exist is made by the first release, for this account.
        if [ -n "$ahead" ]; then
            [ "$uid" = "$own" ] || right='make' at=shared/$2
        elif denied w "$at" || denied x "$at"; then
            right='write'
        fi
    elif [ -z "$right" ] && [ -z "$ahead" ] && denied r "$at"; then
        right='read'
    fi
    [ -z "$right" ] || row kind denied user "$user" right "$right" path "$at"
}

# Of the accounts that run PHP: those of FPM's pools, or of Apache where there is none.
show_all_denied() {
    own=$(id -u)
    while IFS= read -r user; do
        uid=$(id -u "$user" 2>/dev/null) && gids=$(id -G "$user" 2>/dev/null) || continue
        while read -r kind shared; do
            [ -z "$shared" ] || show_denied "$kind" "$shared"
        done <<SHARED
$(printf '%s\n' "$v_shared_directories" | sed 's/^/directory /')
$(printf '%s\n' "$v_shared_files" | sed 's/^/file /')
SHARED
    done <<LIST
$(processes | awk '
    $3 == "php-fpm:" && $4 == "pool" { pool[$2] = 1; pools = 1 }
    $3 ~ /(^|\/)(apache2|httpd)$/ && $2 != "root" { apache[$2] = 1 }
    END { if (pools) { for (user in pool) print user } else for (user in apache) print user }' | head -n 20)
LIST
}

file_system=''
for directory in "$v_path" "$v_path/releases" "$v_path/shared" "$v_path/.sluice" "$v_path/current"; do
    [ -d "$directory" ] || continue
    show_directory "$directory"
    [ -n "$file_system" ] || file_system=$(stat -f -c %T "$directory" 2>/dev/null) || file_system=''
done
list_more_tools
show_php
show_nginx
if [ -n "$v_shared_directories$v_shared_files" ] && cd "$v_path" 2>/dev/null; then
    show_all_denied
fi
answer shell "${SHELL:-}" tools "$tools" file_system "$file_system"
