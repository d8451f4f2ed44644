# switch: points `current` to another release, by one rename(2): a reader sees the old link or the new one, never none.
# values: path rollout token from to restore actor event
#   from      the text of the link as it must be now; empty: there is none
#   to        the text of the link as it shall be; empty: no link
#   logs, known  of log-positions.sh; without them no positions are kept
#   restore   yes: `to` is a link that was found here earlier, and may have any form; else it is releases/<id>
# Sends READY when every check passed, and acts only after GO. Answers link (as read back), noop, history, synced.
# shellcheck shell=sh

need from to restore actor event

check_target() {
    doing="checking $v_to"
    [ -n "$v_to" ] || return 0
    if [ "$v_restore" = yes ]; then
        [ -d "$v_to" ] || fail no-release target "$v_to"
        return 0
    fi
    case $v_to in releases/*) ;; *) fail usage to "$v_to" ;; esac
    id=${v_to#releases/}
    check_id "$id"
    [ -d "releases/$id" ] && [ ! -L "releases/$id" ] || fail no-release target "$v_to"
    read_marker "releases/$id"
    [ "$marker_id" = "$id" ] && [ -n "$marker_digest" ] || fail no-marker target "$v_to" found "$marker_id"
}

check_link() {
    look_at_link
    case $link in directory | file) fail not-a-link kind "$link" ;; esac
    [ "$target" = "$v_from" ] || fail moved expected "$v_from" found "$target"
}

# Never `ln -f`: busybox and others remove the old link first. Never `mv` onto the name: it would move into the live release. A link of the
# same name, moved into the directory that contains `current`, is a plain rename everywhere.
prepare_link() {
    scratch=.sluice/switch.$$
    mkdir "$scratch"
    [ -n "$v_to" ] || return 0
    # On another file system mv would copy, which is not atomic.
    count_mounts . .sluice
    [ "$mounts" = 1 ] || fail other-filesystem
    ln -s "$v_to" "$scratch/current"
}

# A coordinator behind a dead connection never sends GO, and never closes it. The watchdog has none of our descriptors, or it would keep the
# connection open. It ends this process only, and ends by itself soon after: the scratch directory and our start time show whether it is still the
# same process. It is never ended from outside: a signal that comes before it is ready for one would be lost, or run our cleanup in it.
watch() {
    start_of $$
    began=$start
    (
        trap - EXIT
        naps=0
        while [ "$naps" -lt 30 ]; do
            sleep 1
            [ -d "$scratch" ] || exit 0
            naps=$((naps + 1))
        done
        start_of $$
        [ "$start" != "$began" ] || kill -TERM $$
    ) </dev/null >/dev/null 2>&1 9>&- &
}

await_go() {
    doing='waiting for GO'
    watch
    say READY
    word=''
    IFS= read -r word || word=''
    trap '' HUP PIPE TERM INT # from here on it runs to its end, even if the coordinator disconnects
    case $word in
        "$nonce GO") ;;
        "$nonce NO") fail declined ;;
        *) fail no-go ;;
    esac
}

act() {
    if [ -n "$v_to" ]; then
        mv -f "$scratch/current" ./
    else
        rm current
    fi
}

# How far the site's logs are written now: what follows was written by the new release, or about it. Nothing depends on it.
keep_log_positions() {
    [ -n "${v_known-}" ] || return 0
    find_logs
    measure_logs
    printf 'switch 0 %s\n%s\n' "$v_to" "$measures" 2>/dev/null >.sluice/log-positions || :
}

enter_base
guarded
look_at_link
if [ "$link" != directory ] && [ "$link" != file ] && [ "$target" = "$v_to" ]; then
    check_target
    answer link "$target" noop yes
fi
check_link
check_target
prepare_link
keep_log_positions
await_go
# Half a minute may have passed, and manual changes take no locks.
check_link
doing='replacing current'
act || :
look_at_link
[ "$target" = "$v_to" ] || fail not-switched found "$target"
# It is done: nothing from here on can make it a failure.
synced=yes
sync_file . || synced=no
history=yes
remember event "$v_event" from "$v_from" to "$v_to" actor "$v_actor" 2>/dev/null || history=no
answer link "$target" noop no synced "$synced" history "$history"
