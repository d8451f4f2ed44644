# restrictions: keeps or shows what people restrict for this fleet (a freeze, hosts that are out), so that every machine learns of it.
# values: path line counter
# line is what a coordinator signed; empty shows what is kept and changes nothing. It needs no lease and takes no lock: a freeze has to
# reach a host on which a rollout works. A line that is kept with a higher counter stays.
# Rows when it shows: hex, 64 KiB at most. Answers state=kept or state=newer when it keeps.
# shellcheck shell=sh

need line counter
kept=.sluice/restrictions.json
case $v_counter in '' | *[!0-9]* | ??????????????????*) fail usage counter "$v_counter" ;; esac
[ ${#v_line} -le 65536 ] || fail usage line too-long

show() {
    [ -d "$v_path" ] || answer
    enter_base
    [ -f "$kept" ] && [ ! -L "$kept" ] || answer
    head -c 65536 "$kept" | od -An -v -tx1 | awk -v row="$nonce ROW hex=" '
        { gsub(/ /, ""); text = text $0 }
        NR % 256 == 0 { print row text; text = "" }
        END { if (text != "") print row text }'
    answer
}

counter_there() {
    there=0
    [ -f "$kept" ] && [ ! -L "$kept" ] || return 0
    there=$(head -c 65536 "$kept" | sed -n 's/^{"v":[0-9]*,.*"counter":\([0-9]\{1,17\}\),.*/\1/p')
    [ -n "$there" ] || there=0
}

[ -n "$v_line" ] || show
enter_base
[ -d .sluice ] && [ ! -L .sluice ] || fail no-path path "$v_path/.sluice"
counter_there
[ "$v_counter" -ge "$there" ] || answer state newer
doing="writing $kept"
litter=$PWD/$kept.$$
printf '%s\n' "$v_line" >"$litter"
sync_file "$litter"
mv -f "$litter" "$kept"
litter=''
answer state kept
