# site-logs: what was written to the site's logs last, or since a position. Changes nothing; never reads more than it is asked for.
# values: path logs known (see log-positions.sh), bytes (most of one log)
#         from=end: the last bytes; from=switch: since the last switch of `current`; else lines `device:inode:offset name`, as answered before
# Rows: kind=log file state=absent|no-file|unreadable|unmarked; or state=read|rotated position cut=yes|no lines=… rest=… left=N
#   rotated   the rest of a log that has another name by now, or of its copy where it was emptied since the switch
#   cut       there is more before these lines, and the first of them may be half a line
#   lines     whole ones; rest: what follows the last line break, left bytes of it
#   position  behind lines
# shellcheck shell=sh

need logs known bytes from
case $v_bytes in '' | *[!0-9]* | 0* | ????????*) fail usage bytes "$v_bytes" ;; esac

# give_text: standard input as lines= and rest=. NUL and CR are blanks, which keeps the number of bytes.
give_text() {
    {
        tr '\000\r' '  '
        echo .
    } | awk '
        function give(text) { gsub("%", "%25", text); gsub(" ", "%20", text); printf "%s", text }
        BEGIN { printf " lines=" }
        NR > 1 { give(last); printf "%%0A" }
        { last = $0 }
        END {
            last = substr(last, 1, length(last) - 1)
            printf " rest="
            give(last)
            printf " left=%d\n", length(last)
        }'
}

# give STATE NAME PLACE IDENTITY OFFSET SIZE: the part of PLACE from the offset on, as much as is asked for from its end.
give() {
    start=$5 cut=no
    if [ $(($6 - start)) -gt "$v_bytes" ]; then
        start=$(($6 - v_bytes)) cut=yes
    fi
    encode "$2"
    printf '%s ROW kind=log file=%s state=%s position=%s:%s cut=%s' "$nonce" "$encoded" "$1" "$4" "$6" "$cut"
    # By dd to the block before it: busybox's tail begins nowhere behind two gigabytes.
    dd if="$3" bs=65536 skip=$((start / 65536)) 2>/dev/null | tail -c "+$((start % 65536 + 1))" | head -c "$(($6 - start))" | give_text
}

# give_rotated NAME IDENTITY OFFSET: the rest of the file that had the name when the position was taken, if it is beside it under a longer name.
give_rotated() {
    set +f
    others=$(measure "$1"?*)
    set -f
    while read -r measured other; do
        [ "${measured%:*}" = "$2" ] && [ -r "$other" ] || continue
        [ "${measured##*:}" -gt "$3" ] || return 0
        give rotated "$1" "$other" "$2" "$3" "${measured##*:}"
        return 0
    done <<OTHERS
$others
OTHERS
}

# give_copied NAME IDENTITY OFFSET: the rest of a log that was copied and emptied since the switch, if the copy is beside it under a longer name. An
# older copy is of another time, and a compressed one has other offsets.
give_copied() {
    [ "$v_from" = switch ] || return 0
    set +f
    copies=$(find "$1"?* -prune -type f -newer .sluice/log-positions ! -name '*.gz' ! -name '*.bz2' ! -name '*.xz' ! -name '*.zst' 2>/dev/null) || :
    set -f
    while IFS= read -r copy; do
        [ -r "$copy" ] || continue
        measured=$(measure "$copy")
        measured=${measured%% *}
        [ "${measured##*:}" -gt "$3" ] || continue
        give rotated "$1" "$copy" "$2" "$3" "${measured##*:}"
        return 0
    done <<COPIES
$copies
COPIES
}

# give_moved NAME: the rest of a log that has another name since the switch, and whose successor does not exist yet.
give_moved() {
    [ "$v_from" = switch ] || return 0
    position_of "$1" "$marks"
    [ -z "$position" ] || give_rotated "$1" "${position%:*}" "${position##*:}"
}

# position_of NAME LINES: $position, empty when no line has the name.
position_of() {
    position=''
    while read -r measured named; do
        [ "$named" != "$1" ] || position=$measured
    done <<LINES
$2
LINES
}

show_log() {
    if [ ! -e "$1" ]; then
        give_moved "$1"
        row kind log file "$1" state absent
        return 0
    elif [ ! -f "$1" ]; then
        row kind log file "$1" state no-file
        return 0
    elif [ ! -r "$1" ]; then
        row kind log file "$1" state unreadable
        return 0
    fi
    position_of "$1" "$measures"
    here=$position
    size=${here##*:}
    case $size in '' | *[!0-9]*) fail no-positions file "$1" ;; esac
    offset=0
    if [ "$v_from" != end ]; then
        if [ -z "$marks" ]; then
            row kind log file "$1" state unmarked
            return 0
        fi
        position_of "$1" "$marks"
        offset=${position##*:}
        case $position in
            '') offset=0 ;; # it did not exist then
            "${here%:*}":*)
                # A log that became shorter was emptied, and all of it is new.
                if [ "$offset" -gt "$size" ]; then
                    give_copied "$1" "${position%:*}" "$offset"
                    offset=0
                fi
                ;;
            *)
                give_rotated "$1" "${position%:*}" "$offset"
                offset=0
                ;;
        esac
    fi
    give read "$1" "$1" "${here%:*}" "$offset" "$size"
}

enter_base
doing='reading the logs'
find_logs
measure_logs
case $v_from in
    end) marks='' ;;
    switch)
        marks=''
        [ ! -r .sluice/log-positions ] || marks=$(cat .sluice/log-positions)
        ;;
    *) marks=$v_from ;;
esac
while IFS= read -r log; do
    [ -z "$log" ] || show_log "$log"
done <<LOGS
$logs
LOGS
answer read yes
