# The site's logs and how far they are written: added to the script that switches, which keeps that, and to the one that reads them.
# values: logs (one a line, absolute or relative to <path>) known=yes|no: with yes those of the usual places that this account may read
# shellcheck shell=sh

# find_logs: $logs, one name a line.
find_logs() {
    logs=${v_logs-}
    [ "${v_known-}" = yes ] || return 0
    set +f
    for file in /var/log/php*-fpm.log /var/log/php-fpm/*.log /var/log/nginx/error.log /var/log/apache2/error.log /var/log/httpd/error_log; do
        [ ! -f "$file" ] || [ ! -r "$file" ] || logs=$logs${logs:+$nl}$file
    done
    set -f
}

# measure NAME ...: a line `device:inode:size name` for each file. Links are followed. What does not exist has no line.
measure() {
    stat -L -c '%d:%i:%s %n' "$@" 2>/dev/null || stat -L -f '%d:%i:%z %N' "$@" 2>/dev/null || :
}

# measure_logs: $measures, for all of $logs with one process.
measure_logs() {
    measures=''
    [ -n "$logs" ] || return 0
    set --
    while IFS= read -r file; do
        set -- "$@" "$file"
    done <<LOGS
$logs
LOGS
    measures=$(measure "$@")
}
