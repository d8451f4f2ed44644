# changes: what another manifest adds to a release, changes in it and leaves out of it. Changes nothing.
# values: path release other (the id of a release whose manifest is the other one; empty: the payload is)
# Answers state=known|unknown, and for known: added changed removed (numbers of files and links), and of each kind the first ten names, one a
# line: names_added names_changed names_removed.
# shellcheck shell=sh

need release other
check_id "$v_release"
[ -z "$v_other" ] || check_id "$v_other"

# other_manifest: the payload is read to its end in any case, because the coordinator sends all of it.
other_manifest() {
    if [ -n "$v_other" ]; then
        cat ".sluice/manifests/$v_other" 2>/dev/null || :
    else
        cat
    fi
}

# `added changed removed`, then the first names, each after +, ~ or -.
compare() {
    awk "$unescape"'
        function note(kind, path) { if (++count[kind] <= 10) names = names "\n" kind plain(path) }
        $1 == "d" { next }
        { value = $1 " " $2 " " $4 " " $6 }
        FILENAME == ARGV[1] { before[$5] = value; order[++known] = $5; next }
        !($5 in before) { note("+", $5); next }
        { if (before[$5] != value) note("~", $5); delete before[$5] }
        END {
            for (i = 1; i <= known; i++) if (order[i] in before) note("-", order[i])
            print count["+"] + 0, count["~"] + 0, count["-"] + 0 names
        }' ".sluice/manifests/$v_release" -
}

# names KIND
names() {
    printf '%s\n' "$found" | sed -n "1d; s/^$1//p"
}

enter_base
doing='comparing manifests'
if [ ! -r ".sluice/manifests/$v_release" ] || { [ -n "$v_other" ] && [ ! -r ".sluice/manifests/$v_other" ]; }; then
    [ -n "$v_other" ] || cat >/dev/null
    answer state unknown
fi
found=$(other_manifest | compare)
read -r added changed removed <<COUNTS
$found
COUNTS
answer state known added "$added" changed "$changed" removed "$removed" \
    names_added "$(names +)" names_changed "$(names '~')" names_removed "$(names -)"
