# record-keep: keeps a copy of a rollout's record here, so that another machine can continue the rollout.
# values: path rollout token plan_lines plan_sha256 journal_sha256 head keep   payload: plan.json, then journal.jsonl
# head is the line that the coordinator signed, empty where it has no key; it is kept as head.json.
# Answers state=kept, or state=longer when the existing copy is longer. Copies of the newest rollouts stay, `keep` with this one.
# shellcheck shell=sh

need plan_lines plan_sha256 journal_sha256 head keep
records=.sluice/rollouts

check_values() {
    # shellcheck disable=SC2154
    case $v_rollout in '' | *[!A-Za-z0-9._-]* | [!A-Za-z0-9]*) fail usage rollout "$v_rollout" ;; esac
    for number in "$v_plan_lines" "$v_keep"; do
        case $number in '' | 0* | *[!0-9]*) fail usage number "$number" ;; esac
    done
}

size_of() {
    size=$(wc -c <"$1")
    size=$((size)) # some put blanks before it
}

split_payload() {
    mkdir "$scratch/copy"
    head -n "$v_plan_lines" "$scratch/payload" >"$scratch/copy/plan.json"
    tail -n "+$((v_plan_lines + 1))" "$scratch/payload" >"$scratch/copy/journal.jsonl"
    sha256_of "$scratch/copy/plan.json"
    [ "$sum" = "$v_plan_sha256" ] || fail damaged changed plan.json
    sha256_of "$scratch/copy/journal.jsonl"
    [ "$sum" = "$v_journal_sha256" ] || fail damaged changed journal.jsonl
    # shellcheck disable=SC2154
    printf '%s' "$v_head" >"$scratch/copy/head.json"
    sync_file "$scratch/copy/plan.json" "$scratch/copy/journal.jsonl" "$scratch/copy/head.json"
    size_of "$scratch/copy/journal.jsonl"
    offered=$size
}

# The plan never changes, and the journal only grows: what is shorter is older. The journal comes first: it may contain more than its head covers, and
# never less.
keep_copy() {
    there=$records/$v_rollout
    doing="writing $there"
    [ -d "$records" ] || mkdir -m 700 "$records"
    if [ ! -d "$there" ]; then
        mv "$scratch/copy" "$there"
    else
        cmp -s "$scratch/copy/plan.json" "$there/plan.json" || fail other-record rollout "$v_rollout"
        size_of "$there/journal.jsonl"
        [ "$offered" -ge "$size" ] || answer state longer
        mv -f "$scratch/copy/journal.jsonl" "$there/journal.jsonl"
        mv -f "$scratch/copy/head.json" "$there/head.json"
    fi
    sync_file "$there" "$records"
}

# A directory's time is that of the last copy into it.
forget_old() {
    kept=1
    # shellcheck disable=SC2012
    ls -t "$records" | while IFS= read -r name; do
        case $name in "$v_rollout" | [!A-Za-z0-9]*) continue ;; esac
        kept=$((kept + 1))
        [ "$kept" -le "$v_keep" ] || rm -rf "${records:?}/$name"
    done
}

# Like guarded, but the rollout may be over and its lease given back: while its token is the fence, no other rollout came after it.
nobody_since() {
    need token
    [ -d .sluice ] || fail fenced fence 0 token "$v_token" lease ''
    enter
    doing='checking the fence'
    read_lease
    case $lease_rollout in
        '' | "$v_rollout") [ "$v_token" != "$fence" ] || return 0 ;;
    esac
    name_owner
    fail fenced fence "$fence" token "$v_token" lease "$lease_rollout" owner "$lease_owner"
}

check_values
enter_base
nobody_since
leave
make_scratch
receive "$scratch/payload"
split_payload

nobody_since
keep_copy
forget_old
answer state kept
