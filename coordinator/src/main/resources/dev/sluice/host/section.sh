# The critical section, the fence and the lease: added to every script that changes something.
#
# critical   one script at a time changes anything; seconds long, and it ends with its script
# fence      a number that only grows; a rollout that takes the lease receives the next one as its token
# lease      who works on this host, until when
# A script acts only when its token is the fence, so that a command that was still in transit when another coordinator took over does nothing.
# shellcheck shell=sh

# Entered by flock(1), whose lock the kernel drops with the script. Without flock by a link that names its owner: made by one system
# call, and stale only when this host has booted since or that process is gone.
enter() {
    doing='waiting for the critical section'
    if have flock; then
        exec 9>>.sluice/critical
    else
        name_ourselves
    fi
    try_to_enter || wait_to_enter
}

wait_to_enter() {
    now
    deadline=$((seconds + 20)) pause=0.02 # most sections last milliseconds
    until try_to_enter; do
        now
        [ "$seconds" -lt "$deadline" ] || fail busy owner "$owner"
        sleep "$pause" 2>/dev/null || sleep 1 # not every sleep accepts fractions
        pause=0.2
    done
}

try_to_enter() {
    owner=''
    if have flock; then
        flock -n 9
        return
    fi
    if ln -s "$ourselves" .sluice/critical.link 2>/dev/null; then
        link_lock=yes
        return 0
    fi
    owner=$(readlink .sluice/critical.link) || return 1
    ! alive "$owner" || return 1
    remove_stale "$owner"
    return 1
}

# Two scripts may find the same dead owner: one of them removes its link, and only if it is still that one. A script that dies between
# these two lines leaves .sluice/critical.stale behind, to be removed by hand.
remove_stale() {
    ln -s "$ourselves" .sluice/critical.stale 2>/dev/null || return 0
    [ "$(readlink .sluice/critical.link)" != "$1" ] || rm -f .sluice/critical.link
    rm -f .sluice/critical.stale
}

name_ourselves() {
    boot_id
    start_of $$
    ourselves=$boot:$$:$start
}

# start_of PID: when it started, in ticks since boot, which distinguishes it from a later process with its number.
start_of() {
    start=unknown
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
    # A process that has ended and was not waited for yet does nothing any more.
    case ${stat##*) } in [ZX]*) return 0 ;; esac
    # shellcheck disable=SC2086 # its fields, from the state on
    set -- ${stat##*) }
    start=${20:-unknown}
}

# alive BOOT:PID:START
alive() {
    boot_id
    [ "${1%%:*}" = "$boot" ] || return 1
    pid=${1#*:}
    pid=${pid%%:*}
    if [ -d /proc/self ]; then
        start_of "$pid"
        [ "$start" != unknown ] && [ "$start" = "${1##*:}" ]
        return
    fi
    kill -0 "$pid" 2>/dev/null
}

leave() {
    if [ -n "$link_lock" ]; then
        link_lock=''
        rm -f .sluice/critical.link
    else
        exec 9>&-
    fi
}

# read_lease: $fence, and $lease_rollout (empty: none), $lease_token, $lease_owner (encoded), $lease_coordinator, $lease_ttl,
# $lease_at.
read_lease() {
    fence=0 lease_rollout='' lease_token='' lease_owner='' lease_coordinator='' lease_ttl=0 lease_at=0
    [ ! -f .sluice/fence ] || read -r fence <.sluice/fence || :
    case $fence in '' | *[!0-9]*) fail damaged-state file .sluice/fence ;; esac
    [ -f .sluice/lease ] || return 0
    while IFS='=' read -r name value; do
        case $name in
            rollout) lease_rollout=$value ;;
            token) lease_token=$value ;;
            owner) lease_owner=$value ;;
            coordinator) lease_coordinator=$value ;;
            ttl) lease_ttl=$value ;;
            at) lease_at=$value ;;
        esac
    done <.sluice/lease
    case $lease_ttl$lease_at in *[!0-9]*) fail damaged-state file .sluice/lease ;; esac
}

# examine_lease: $lease_age in seconds and $lease_owner in plain text besides. A script that only acts under a lease needs neither, and a renewal must
# start few processes for hosts with many sites.
examine_lease() {
    read_lease
    lease_age=0
    [ -n "$lease_rollout" ] || return 0
    name_owner
    now
    lease_age=$((seconds - lease_at))
    # A clock that was set back does not make a lease younger than new.
    [ "$lease_age" -ge 0 ] || lease_age=0
}

name_owner() {
    decode "$lease_owner"
    lease_owner=$decoded
}

# Time to live 0 is a lease without end.
lease_alive() {
    [ -n "$lease_rollout" ] || return 1
    [ "$lease_ttl" -eq 0 ] || [ "$lease_age" -le "$lease_ttl" ]
}

# guarded: in the critical section, and still allowed to act.
guarded() {
    need rollout token
    [ -d .sluice ] || fail fenced fence 0 token "$v_token" lease ''
    enter
    doing='checking the fence'
    read_lease
    if [ "$v_token" != "$fence" ] || [ "$lease_rollout" != "$v_rollout" ]; then
        name_owner
        fail fenced fence "$fence" token "$v_token" lease "$lease_rollout" owner "$lease_owner"
    fi
}

# give_back: ends a lease that is ours. The output of tasks may contain secrets, and was collected. Their results stay until the next rollout prunes: none is ever started twice.
give_back() {
    doing='releasing the lease'
    set +f # the only names that are searched here are our own
    rm -f .sluice/tasks/"$v_rollout"/*/output
    set -f
    rm -f .sluice/lease
}

# remember key value ...: appends one line to the host's own history, so that nothing depends on one coordinator's disk.
remember() {
    now
    record="at=$seconds rollout=$v_rollout token=$v_token"
    while [ $# -gt 0 ]; do
        encode "$2"
        record="$record $1=$encoded"
        shift 2
    done
    printf '%s\n' "$record" >>.sluice/history.log && sync_file .sluice/history.log
}
