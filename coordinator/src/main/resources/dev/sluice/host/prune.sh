# prune: removes releases that are no longer needed, and incomplete ones.
# values: path rollout token keep (release ids, one a line) back (the id of the rollback target, or empty)
# Never removed: what `current` leads to, `back`, kept releases, and directories that Sluice did not make. Rows: id, removed=yes|no.
# Best effort: a file that is still open somewhere (NFS) is no reason to fail; the next prune tries again.
# shellcheck shell=sh

need keep back

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
    if discard "$1" && [ ! -e "$1" ]; then
        row id "${1##*/}" removed yes
    else
        row id "${1##*/}" removed no
    fi
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

check_ids
enter_base
guarded
look_at_link
find_live
# A link that leads nowhere, or that is not a link, must be resolved by an operator: its release may be here.
[ "$link" = link ] || [ "$link" = absent ] || fail not-a-link kind "$link"
doing='removing releases'
set +f # the only names that are searched here are our own
for path in releases/*; do
    prune_release "$path"
done
for path in releases/.incoming-* releases/.removing-*; do
    [ -e "$path" ] || continue
    if rm -rf "$path" 2>/dev/null; then
        row id "${path##*/}" removed yes
    else
        row id "${path##*/}" removed no
    fi
done
# Files that tasks of earlier rollouts left: only one rollout at a time works on a host.
for path in .sluice/tasks/*; do
    [ "${path##*/}" = "$v_rollout" ] || rm -rf "$path" 2>/dev/null || :
done
set -f
answer live "$live"
