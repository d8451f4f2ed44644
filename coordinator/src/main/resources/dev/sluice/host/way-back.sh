# way-back: whether a release is still as it was staged: its marker, and all that its manifest names, by type and size. Changes nothing.
# values: path release without (paths inside the release that may differ, one a line)
# Answers state=whole|absent|unmarked|no-manifest|other-manifest|changed, digest, and for changed: count, names (up to three).
# Other files do not matter: prepare tasks and files of other releases' assets add to a tree.
# shellcheck shell=sh

need release without
check_id "$v_release"

# The part of the awk programs below that knows what may differ; a line `W path` names it, before all others: a
# file's name may have a line feed, and go on like one.
# shellcheck disable=SC2016 # awk's own names
excepted='
    function excepted(path) {
        while (path != ".") {
            if (path in without) return 1
            sub("/[^/]*$", "", path)
        }
        return 0
    }
    !past_exceptions && /^W / { without["./" substr($0, 3)]; next }
    { past_exceptions = 1 }'

# without_lines: `W path` of what may differ.
without_lines() {
    printf '%s\n' "$v_without" | sed '/^$/d; s,/*$,,; s,^,W ,'
}

# sized TREE: `F size ./path` for its files.
sized() {
    if stat -c %s . >/dev/null 2>&1; then
        find . -type f -exec stat -c 'F %s %n' {} +
    else
        find . -type f -exec stat -f 'F %z %N' {} +
    fi
}

both() {
    without_lines
    sed 's/^/M /' ".sluice/manifests/$v_release"
    cd "releases/$v_release"
    find . -type d | sed 's/^/D 0 /'
    find . -type l | sed 's/^/L 0 /'
    sized
}

# `count`, and the first names, one a line.
compare() {
    awk "$unescape$excepted"'
        $1 == "M" { path = "./" plain($6); if (!excepted(path)) wanted[path] = $2 " " $4; next }
        { path = substr($0, index($0, " ./") + 1); found[path] = tolower($1) " " $2 }
        END {
            for (path in wanted) if (wanted[path] != found[path]) { n++; if (n <= 3) names = names "\n" substr(path, 3) }
            print n + 0 names
        }'
}

# unchanged: all that this host recorded of the release when it was staged is still so, but for what may differ. Then nothing else has to be compared. Of
# directories the times do not count: files that are not the release's come and go there.
unchanged() {
    [ -s ".sluice/listings/$v_release" ] || return 1
    {
        without_lines
        list_tree "releases/$v_release"
    } | awk "$excepted"'
        FILENAME != ARGV[2] && /^\/\/d/ { directory[substr($0, index($0, "\t") + 1)]; next }
        FILENAME != ARGV[2] { found[$0]; next }
        /^\/\/d/ && (substr($0, index($0, "\t") + 1) in directory) { next }
        ($0 in found) || excepted(substr($0, index($0, "\t") + 1)) { next }
        { changed = 1; exit }
        END { exit changed }' - ".sluice/listings/$v_release"
}

enter_base
doing="checking releases/$v_release"
[ -d "releases/$v_release" ] && [ ! -L "releases/$v_release" ] || answer state absent digest ''
read_marker "releases/$v_release"
[ "$marker_id" = "$v_release" ] && [ -n "$marker_digest" ] || answer state unmarked digest ''
[ -f ".sluice/manifests/$v_release" ] && [ -r ".sluice/manifests/$v_release" ] || answer state no-manifest digest "$marker_digest"
sha256_of ".sluice/manifests/$v_release"
[ "$sum" = "$marker_digest" ] || answer state other-manifest digest "$marker_digest"
! unchanged || answer state whole digest "$marker_digest"
said=$(both | compare)
count=${said%%"$nl"*}
[ "$count" != 0 ] || answer state whole digest "$marker_digest"
answer state changed digest "$marker_digest" count "$count" names "${said#*"$nl"}"
