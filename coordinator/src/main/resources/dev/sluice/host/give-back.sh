# Ends a lease that is ours: added to the scripts that do so, in the critical section.
# shellcheck shell=sh

# The output of tasks may contain secrets, and was collected. Their results stay until the next rollout prunes: none is ever started twice.
give_back() {
    doing='releasing the lease'
    set +f # the only names that are searched here are our own
    rm -f .sluice/tasks/"$v_rollout"/*/output
    set -f
    rm -f .sluice/lease
}
