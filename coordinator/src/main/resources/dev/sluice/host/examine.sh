# examine: what doctor and explain read besides inspect. Changes nothing, creates nothing, takes no lock; works where <path> does not
# exist yet. What this user may not see is left out.
# values: path
# Rows: kind=directory name owner mode; kind=pool name user workers; kind=master pid config timeout; kind=pass address; kind=root variable.
# shellcheck shell=sh

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

file_system=''
for directory in "$v_path" "$v_path/releases" "$v_path/shared" "$v_path/.sluice" "$v_path/current"; do
    [ -d "$directory" ] || continue
    show_directory "$directory"
    [ -n "$file_system" ] || file_system=$(stat -f -c %T "$directory" 2>/dev/null) || file_system=''
done
list_more_tools
show_php
show_nginx
answer shell "${SHELL:-}" tools "$tools" file_system "$file_system"
