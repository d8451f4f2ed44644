# prune: removes releases that are no longer needed, and incomplete ones.
# values: path rollout token keep (release ids, one a line) back (the id of the rollback target, or empty); at the end of a rollout also
#         good (the release that is marked as good) left (the one that a rollback left, or empty) actor
# Never removed: what `current` leads to, `back`, kept releases, and directories that Sluice did not make. Rows: id, removed=yes|no.
# Best effort: a file that is still open somewhere (NFS) is no reason to fail; the next prune tries again.
# At the end of a rollout the lease is released, too, and no one waits for files: what is removed is renamed, and its files go after the answer.
# shellcheck shell=sh

need keep back
ends=''
if [ -n "${v_good-}" ]; then
    need left actor
    check_id "$v_good"
    [ -z "$v_left" ] || check_id "$v_left"
    ends=yes
fi

check_ids() {
    while IFS= read -r id; do
        [ -z "$id" ] || check_id "$id"
    done <<LIST
$v_keep
$v_back
LIST
}

needed() {
    case $nl$v_keep$nl$v_back$nl$inside$nl in
        *"$nl$1$nl"*) return 0 ;;
    esac
    return 1
}

remove() {
    if { [ -n "$ends" ] && hide "$1"; } || { [ -z "$ends" ] && discard "$1" && [ ! -e "$1" ]; }; then
        row id "${1##*/}" removed yes
    else
        row id "${1##*/}" removed no
    fi
}

# hide PATH: out of the way.
hide() {
    mv "$1" "releases/.removing-${1##*/}-$$" 2>/dev/null
}

prune_release() {
    id=${1##*/}
    ! needed "$id" || return 0
    [ -d "$1" ] && [ ! -L "$1" ] || return 0
    read_marker "$1"
    # Another tool's directory, or a person's.
    [ "$marker_id" = "$id" ] || return 0
    remove "$1"
    rm -f ".sluice/manifests/$id" ".sluice/listings/$id" ".sluice/assets/$id"
}

mark() {
    [ -z "$1" ] || remember event marked release "$1" state "$2" actor "$v_actor"
}

remove_leftovers() {
    for path in releases/.incoming-* releases/.removing-*; do
        [ -e "$path" ] || continue
        if rm -rf "$path" 2>/dev/null; then
            row id "${path##*/}" removed yes
        else
            row id "${path##*/}" removed no
        fi
    done
}

hide_leftovers() {
    for path in releases/.incoming-*; do
        [ ! -e "$path" ] || remove "$path"
    done
}

# The channel ends with the answer, as nothing of it is open here; nor is the lock of the critical section. Where this is killed, the next prune removes
# the rest. It gives way to whatever else runs on this host.
remove_hidden() {
    set --
    for path in releases/.removing-*; do
        [ ! -e "$path" ] || set -- "$@" "$path"
    done
    [ $# -gt 0 ] || return 0
    (
        trap '' HUP
        ! have nice || exec nice -n 19 rm -rf "$@"
        exec rm -rf "$@"
    ) </dev/null >/dev/null 2>&1 9>&- &
}

check_ids
enter_base
guarded
if [ -n "$ends" ]; then
    doing='writing .sluice/history.log'
    mark "$v_good" good
    mark "$v_left" left
fi
look_at_link
find_live
# A link that leads nowhere, or that is not a link, must be resolved by an operator: its release may be here.
[ "$link" = link ] || [ "$link" = absent ] || fail not-a-link kind "$link"
doing='removing releases'
set +f # the only names that are searched here are our own
for path in releases/*; do
    prune_release "$path"
done
if [ -n "$ends" ]; then hide_leftovers; else remove_leftovers; fi
# Files that tasks of earlier rollouts left: only one rollout at a time works on a host.
for path in .sluice/tasks/*; do
    [ "${path##*/}" = "$v_rollout" ] || rm -rf "$path" 2>/dev/null || :
done
if [ -n "$ends" ]; then
    remove_hidden
    give_back
fi
set -f
answer live "$live"
