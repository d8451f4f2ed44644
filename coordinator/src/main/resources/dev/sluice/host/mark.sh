# mark: writes into this host's history that a release is good, bad, or was left by a rollback. Only a good one is chosen automatically.
# values: path rollout token release state (good | bad | left) actor
# shellcheck shell=sh

need release state actor
check_id "$v_release"
case $v_state in
    good | bad | left) ;;
    *) fail usage state "$v_state" ;;
esac
enter_base
guarded
doing='writing .sluice/history.log'
remember event marked release "$v_release" state "$v_state" actor "$v_actor"
answer state "$v_state"
