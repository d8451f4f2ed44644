# record-read: shows the copies of records that are kept here. Changes nothing and takes no lock.
# values: path rollout, and without a rollout nothing more: lists them. With one:
#   file   plan.json, journal.jsonl or head.json, which a copy of an older Sluice does not have: it is empty then
#   from   how many bytes of it to skip
# Rows: rollout plan journal (sizes in bytes), or hex: the next 4 MiB at most. Answers bytes: the size of the file.
# shellcheck shell=sh

need rollout file from
records=.sluice/rollouts

size_of() {
    size=0
    [ ! -f "$1" ] || size=$(wc -c <"$1")
    size=$((size)) # some put blanks before it
}

list_records() {
    [ -d "$v_path/$records" ] || return 0
    enter_base
    set +f # the only names that are searched here are our own
    for directory in "$records"/r-*; do
        [ -d "$directory" ] && [ ! -L "$directory" ] || continue
        size_of "$directory/plan.json"
        plan=$size
        size_of "$directory/journal.jsonl"
        row rollout "${directory##*/}" plan "$plan" journal "$size"
    done
    set -f
}

# A record contains quotation marks and more that would be sent as %HH; two digits a byte are less, and need one process for many bytes.
show_part() {
    tail -c "+$((v_from + 1))" "$1" | head -c 4194304 | od -An -v -tx1 | awk -v row="$nonce ROW hex=" '
        { gsub(/ /, ""); text = text $0 }
        NR % 256 == 0 { print row text; text = "" }
        END { if (text != "") print row text }'
}

if [ -z "$v_rollout" ]; then
    list_records
    answer
fi
case $v_rollout in *[!A-Za-z0-9._-]* | [!A-Za-z0-9]*) fail usage rollout "$v_rollout" ;; esac
case $v_file in plan.json | journal.jsonl | head.json) ;; *) fail usage file "$v_file" ;; esac
case $v_from in '' | *[!0-9]*) fail usage from "$v_from" ;; esac
enter_base
[ -f "$records/$v_rollout/plan.json" ] || fail no-record rollout "$v_rollout"
[ -f "$records/$v_rollout/$v_file" ] || answer bytes 0
size_of "$records/$v_rollout/$v_file"
bytes=$size
show_part "$records/$v_rollout/$v_file"
answer bytes "$bytes"
