# task: runs one task of a playbook, or reports its result. The task outlives this script: when the coordinator disconnects it runs to its end, and a
# later call with the same key reports that.
# values: path rollout token release key run timeout user again variables, and variable_N_name, variable_N_value for N from 1
#   release    whose directory the task runs in
#   key        distinguishes this run from the others of the rollout; with the same key nothing is started twice
#   run        shell text, by intent; timeout in seconds; user: another one, by sudo, or empty
#   again      yes: a run whose end is unknown is started once more
# Sends OUT with the task's output, as it is written, and ALIVE at intervals. Answers state (ended | timeout | unknown), exit, took in seconds,
# and ran (now | attached | before).
#
# .sluice/tasks/<rollout>/<key>/ has `started` (who supervises it), `process` (the task), `ended`, and until the lease is released `output`, of which
# ten megabytes are kept. Variables may be secrets: they are in this shell's memory, in a pipe, and in the task's own
# environment, and nowhere else.
# shellcheck shell=sh

need release key run timeout user again variables
check_id "$v_release"
check_id "$v_rollout"
check_id "$v_key"
case $v_timeout in '' | 0 | *[!0-9]*) fail usage timeout "$v_timeout" ;; esac
case $v_variables in '' | *[!0-9]*) fail usage variables "$v_variables" ;; esac
case $v_user in -* | *[!A-Za-z0-9_.@-]*) fail usage user "$v_user" ;; esac
marker=.sluice/tasks/$v_rollout/$v_key
most=10485760

# What the task's shell runs: it takes the variables and the text from a pipe, so that neither is ever an argument, which every account can read. A
# value comes after its name and its number of lines; the text comes last and is called `.`. If it is truncated, nothing runs.
# SC2016: it is not this shell that expands it.
# shellcheck disable=SC2016
inner='SLUICE__n=$(printf "\nx"); SLUICE__n=${SLUICE__n%x}
while IFS=" " read -r SLUICE__k SLUICE__c && IFS= read -r SLUICE__v; do
    while [ "$SLUICE__c" -gt 1 ]; do
        IFS= read -r SLUICE__l || exit 65
        SLUICE__v=$SLUICE__v$SLUICE__n$SLUICE__l SLUICE__c=$((SLUICE__c - 1))
    done
    [ "$SLUICE__k" != . ] || break
    export "$SLUICE__k=$SLUICE__v"
done
[ "$SLUICE__k" = . ] || exit 65
exec </dev/null
set -- "$SLUICE__v"
unset SLUICE__n SLUICE__k SLUICE__c SLUICE__v SLUICE__l
eval "set --; $1"'

variable() {
    eval "name=\$v_variable_${1}_name value=\$v_variable_${1}_value"
}

check_variables() {
    number=1
    while [ "$number" -le "$v_variables" ]; do
        need "variable_${number}_name" "variable_${number}_value"
        variable "$number"
        case $name in '' | [0-9]* | *[!A-Za-z0-9_]*) fail usage variable "$name" ;; esac
        number=$((number + 1))
    done
}

# --- the task and its supervisor; they have none of our descriptors, or they would keep the connection open ---

# give NAME VALUE, to the task's shell
give() {
    lines=1 rest=$2
    while :; do
        case $rest in *"$nl"*) ;; *) break ;; esac
        rest=${rest#*"$nl"} lines=$((lines + 1))
    done
    printf '%s %s\n%s\n' "$1" "$lines" "$2"
}

feed() {
    number=1
    while [ "$number" -le "$v_variables" ]; do
        variable "$number"
        give "$name" "$value"
        number=$((number + 1))
    done
    give . "$v_run"
}

run_task() {
    cd "releases/$v_release" || exit 126
    umask 022 # files that it makes in the release are for PHP, too
    trap - HUP PIPE INT QUIT
    user=$(id -un 2>/dev/null) || user=$(id -u)
    set -- env -i PATH="$PATH" HOME="${HOME:-/}" USER="$user" LOGNAME="$user" SHELL=/bin/sh LANG="${LANG:-C.UTF-8}"
    # sudo cleans the environment itself, and gives that of the other user.
    [ -z "$v_user" ] || [ "$v_user" = "$user" ] || set -- sudo -n -H -u "$v_user" --
    ! have setsid || set -- setsid "$@"
    exec "$@" sh -c "$inner" sh
}

# Keeps the first megabytes of the task's output and reads the rest too, so that the task is never blocked. With bs= alone dd writes what it reads at
# once.
capture() {
    size=0 before=-1
    while [ "$size" -lt "$most" ] && [ "$size" -gt "$before" ]; do
        before=$size
        dd bs=65536 count=$(((most - size) / 65536 + 1)) >>"$marker/output" || :
        size_of "$marker/output"
    done
    [ "$size" -lt "$most" ] || printf '\n(what the task wrote after ten megabytes is not kept)\n' >>"$marker/output" || :
    cat >/dev/null
    : >"$marker/captured"
}

size_of() {
    size=$(wc -c <"$1") || size=0
    size=$((size))
}

# identify PID: $identity distinguishes this process from a later one with its number.
identify() {
    boot_id
    start_of "$1"
    identity=$boot:$1:$start
}

nap() {
    sleep 0.2 2>/dev/null || sleep 1
}

# leads PID: whether it leads a process group of its own, which can be ended as a whole.
leads() {
    if stat=$(cat "/proc/$1/stat" 2>/dev/null); then
        group=$(printf '%s\n' "${stat##*) }" | cut -d ' ' -f 3)
    else
        group=$(ps -o pgid= -p "$1" 2>/dev/null) || group=0
    fi
    [ "$((group))" -eq "$1" ]
}

# Only the same user can end a process of another user.
signal() {
    kill "-$1" "$end" 2>/dev/null || { [ -n "$v_user" ] && sudo -n -u "$v_user" -- kill "-$1" "$end" 2>/dev/null; }
}

# watch PID: ends the task when its time is over.
watch() {
    naps=0
    while [ "$naps" -lt "$v_timeout" ]; do
        sleep 1
        [ ! -e "$marker/over" ] || return 0
        naps=$((naps + 1))
    done
    : >"$marker/late"
    end=$1
    ! leads "$1" || end=-$1
    signal TERM || :
    naps=0
    while signal 0; do
        [ "$naps" -lt 10 ] || { signal KILL || :; return 0; }
        sleep 1
        naps=$((naps + 1))
    done
}

# Its output goes to capture. Descriptor 3 is kept open until `started` is on disk: nothing runs before that.
perform() {
    identify "$(exec sh -c 'echo "$PPID"')"
    now
    began=$seconds
    { put "$marker/started" 600 "by=$identity${nl}at=$began$nl" && sync_file "$marker"; } 2>&3 || return 0
    exec 3>&-
    feed 2>/dev/null | run_task 2>&1 &
    task=$!
    identify "$task"
    printf '%s\n' "$identity" >"$marker/process" || :
    watch "$task" >/dev/null &
    watcher=$!
    code=0
    wait "$task" || code=$?
    : >"$marker/over"
    how=ended
    [ ! -e "$marker/late" ] || { how=timeout; wait "$watcher" || :; }
    # Processes that the task left running may keep its output open: we do not wait for them.
    exec >/dev/null
    naps=0
    until [ -e "$marker/captured" ] || [ "$naps" -ge 10 ]; do
        nap
        naps=$((naps + 1))
    done
    now
    put "$marker/ended" 600 "state=$how${nl}exit=$code${nl}took=$((seconds - began))$nl" && sync_file "$marker"
}

supervise() {
    trap - EXIT INT TERM
    trap '' HUP PIPE
    set +e
    # exec: a redirection of capture alone would keep a copy of the descriptor for later.
    perform | {
        exec 3>&-
        capture
    } &
}

# --- this script: starts it, and reports it ---

# in_marker FILE KEY: $found
in_marker() {
    found=''
    [ -f "$marker/$1" ] || return 0
    while IFS='=' read -r name value; do
        [ "$name" != "$2" ] || found=$value
    done <"$marker/$1"
}

running() {
    in_marker started by
    [ -z "$found" ] || ! alive "$found" || return 0
    [ -f "$marker/process" ] && read -r found <"$marker/process" && alive "$found"
}

begin() {
    doing='starting the task'
    [ -d .sluice/tasks ] || mkdir -m 700 .sluice/tasks
    mkdir -p "$marker"
    for file in started process ended output captured over late; do
        rm -f "$marker/$file"
    done
    : >"$marker/output"
    complaint=$(
        (
            exec 3>&1 </dev/null >/dev/null 2>&1 9>&-
            supervise
        ) &
    )
    last_lines "$complaint"
    [ -f "$marker/started" ] || fail not-started log "$lines"
}

# tell_output: what was written since $offset. A line of the answer contains many lines of output, and none of it can be mistaken for an answer.
tell_output() {
    more=$((size - offset))
    [ "$more" -le 262144 ] || more=262144
    tail -c "+$((offset + 1))" "$marker/output" | head -c "$more" >"$scratch/output"
    whole=''
    [ "$(tail -c 1 "$scratch/output" | od -An -tx1 | tr -d ' \n')" != 0a ] || whole=yes
    SLUICE_NONCE=$nonce SLUICE_WHOLE=$whole awk '
        function give(text) {
            if (!size) printf "%s OUT ", ENVIRON["SLUICE_NONCE"]
            printf "%s", text
            size += length(text)
            if (size > 30000) { print ""; size = 0 }
        }
        NR > 1 { give("%0A") }
        {
            for (i = 1; i <= length($0); i += 30000) {
                text = substr($0, i, 30000)
                gsub("%", "%25", text)
                give(text)
            }
        }
        END {
            if (ENVIRON["SLUICE_WHOLE"]) give("%0A")
            if (size) print ""
        }' "$scratch/output"
    offset=$((offset + more))
}

# Until the task has ended, or its end is unknown: $state.
follow() {
    doing='following the task'
    offset=0 polls=0
    while :; do
        state=running
        if [ -f "$marker/ended" ]; then
            state=ended
        elif ! running; then
            [ -f "$marker/ended" ] || state=unknown
        fi
        size_of "$marker/output"
        if [ "$size" -gt "$offset" ]; then
            tell_output
            continue
        fi
        [ "$state" = running ] || return 0
        polls=$((polls + 1))
        [ $((polls % 5)) -ne 0 ] || printf '%s ALIVE\n' "$nonce"
        if [ "$polls" -lt 50 ]; then nap; else sleep 1; fi
    done
}

enter_base
guarded
check_variables
[ -d "releases/$v_release" ] && [ ! -L "releases/$v_release" ] || fail no-release target "$v_release"
[ -z "$v_user" ] || [ "$v_user" != "$(id -un 2>/dev/null)" ] || v_user=''
[ -z "$v_user" ] || have sudo || fail no-sudo user "$v_user"
ran=before
if [ ! -f "$marker/started" ]; then
    ran=now
elif [ ! -f "$marker/ended" ]; then
    if running; then
        ran=attached
    elif [ "$v_again" = yes ] && [ ! -f "$marker/ended" ]; then
        ran=now
    fi
fi
[ "$ran" != now ] || begin
# Other scripts may work on this host while the task runs; it may take long.
leave
scratch=.sluice/task.$$
mkdir -m 700 "$scratch"
follow
[ "$state" != unknown ] || answer state unknown exit '' took 0 ran "$ran"
in_marker ended state
state=$found
in_marker ended exit
code=$found
in_marker ended took
answer state "$state" exit "$code" took "$found" ran "$ran"
