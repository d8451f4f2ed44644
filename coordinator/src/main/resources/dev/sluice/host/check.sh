# check: runs the command of a health check in the live release's directory, and reports how it ended. Takes no lease and writes nothing.
# values: path run limit (whole seconds, from 1)
# Answers status, over=yes when it was ended because of the limit, and output: the last 2000 bytes of what it wrote.
# shellcheck shell=sh

need run limit
case $v_limit in '' | *[!0-9]* | 0*) fail usage limit "$v_limit" ;; esac

# Its text is in no argument, which every user of this host could read.
# shellcheck disable=SC2016
begin='run=$SLUICE_RUN; unset SLUICE_RUN; eval "$run"'

# A session of its own is a group of its own: what the command starts ends with it.
start_command() {
    umask 022 # files of the command have their usual mode: they may be for the web server
    SLUICE_RUN=$v_run
    export SLUICE_RUN
    if have setsid; then
        setsid /bin/sh -c "$begin" </dev/null &
    else
        /bin/sh -c "$begin" </dev/null &
    fi
    child=$!
    unset SLUICE_RUN
}

# Without setsid there is no such group, and the command itself is all that can be named.
signal_all() {
    kill -s "$1" -- "-$child" 2>/dev/null || kill -s "$1" "$child" 2>/dev/null || :
}

# It has none of our descriptors, or it would delay the answer; it ends by itself within a second of the command.
watch() {
    (
        trap - EXIT
        naps=0
        while [ "$naps" -lt "$v_limit" ]; do
            sleep 1
            kill -0 "$child" 2>/dev/null || exit 0
            naps=$((naps + 1))
        done
        signal_all TERM
        sleep 1
        signal_all KILL
    ) </dev/null >/dev/null 2>&1 &
}

# The status follows the output in the same pipe, so that nothing needs to be written to this host's disk.
attempt() {
    start_command
    watch
    status=0
    wait "$child" 2>/dev/null || status=$?
    signal_all KILL
    printf '\n%s' "$status"
}

enter_base
doing='running the command'
cd current 2>/dev/null || :
now
began=$seconds
said=$(attempt 2>&1 | tail -c 2000 | tr -d '\000')
status=${said##*"$nl"}
now
over=no
[ "$status" -lt 128 ] || [ $((seconds - began)) -lt "$v_limit" ] || over=yes
output=${said%"$status"}
answer status "$status" over "$over" output "${output%"$nl"}"
