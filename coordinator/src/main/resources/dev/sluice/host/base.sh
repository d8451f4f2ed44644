# What a tree on this host already has of a manifest: added to the script that begins a staging.
#
# A file is kept without reading it only if two things are so: the manifest that it was staged from asks for the same content, and everything that this
# host records about it is as it was then, including its inode and the time of its last change, which no program can set. Every other file is read.
# shellcheck shell=sh

# symbols MODE: $symbols, the permissions as ls prints them.
symbols() {
    symbols=''
    rest=${1#"${1%???}"}
    while [ -n "$rest" ]; do
        digit=${rest%"${rest#?}"}
        rest=${rest#?}
        [ $((digit & 4)) -eq 0 ] && symbols=$symbols- || symbols=${symbols}r
        [ $((digit & 2)) -eq 0 ] && symbols=$symbols- || symbols=${symbols}w
        [ $((digit & 1)) -eq 0 ] && symbols=$symbols- || symbols=${symbols}x
    done
}

# group_id: $gid, the number of the group that files are given; empty without one.
group_id() {
    gid=''
    [ -n "$v_group" ] || return 0
    : >"$scratch/group"
    chgrp "$v_group" "$scratch/group" 2>/dev/null || fail group group "$v_group" log ''
    # shellcheck disable=SC2046 # mode, links, owner and group contain no blanks
    set -- $(ls -ln "$scratch/group")
    gid=$4
}

# find_differences LISTING BASE RECORD: $work/differences, the paths of what may not be as this release wants it: where BASE, the manifest that the tree was
# staged from, is not $work/manifest, and where the tree is not as RECORD has it, its listing of that time. Each may be empty.
# What is in one file of a pair alone is found by sorting, which takes a tenth of the time of tables in awk; no line is twice in one of them.
find_differences() {
    sort "$2" "$work/manifest" "$3" "$1" | uniq -u | awk "$unescape"'
        substr($0, 1, 2) == "//" { print substr($0, index($0, "\t") + 1); next }
        { print "./" plain($5) }' >"$work/differences"
}

# judge LISTING VERIFIED FINAL ALL: compares a listed tree with the manifest of this release, in $work/manifest. What $work/differences does not name is good
# where its mode and its owner are, and with ALL=yes nothing is taken for good that way. VERIFIED has the paths that were read since. Written to $work:
#   kept directories         paths that stay, to be copied: files and links, and directories; none where the tree itself is used
#   dropped                  paths that go, with all that is below them
#   suspects                 `sha256 ./path` of files that have to be read; none with FINAL=yes, when what was not verified goes
#   sums links               what has to be sent: `sha256 ./path` of files, `./path TAB target` of links
#   files programs made      paths that need their modes and their group: what has to be sent, and what stays and has others
# Prints the numbers of the manifest's lines that have to be sent, as ranges; `unfit` when a name has a line feed, or there are too many; `all` when only a
# run with ALL=yes can judge.
judge() {
    for list in kept directories dropped suspects sums links files programs made; do
        : >"$work/$list"
    done
    awk -v to="$work/" -v own="$own" -v gid="$gid" -v final="$3" -v all="$4" -v way="$way" \
        -v file="$file_symbols" -v program="$program_symbols" "$unescape"'
        function range() { if (first) ranges = ranges (ranges == "" ? "" : ",") first (last > first ? "-" last : "") }
        # Below something that goes?
        function is_gone(path) {
            sub("/[^/]*$", "", path)
            return path in gone
        }
        function mend(path, i) { print path >(to (kind[i] == "d" ? "made" : kind[i] == "f" ? "files" : "programs")) }
        function goes(path) {
            print path >dropped
            if (type == "d") { gone[path]; any = 1 }
        }
        function stays(path) {
            if (way != "recycle") print path >(type == "d" ? directories : kept)
        }
        # Has a path that is otherwise as it should be its mode and owner?
        function is_as_wanted(path) {
            if (type == "d") { mode = substr($0, 4, 9); gsub("s", "x", mode); return mode == program && index($0, substr($0, 1, 12) owner) == 1 }
            if (type == "l") return index($0, substr($0, 1, 12) owner) == 1
            return index($0, "//-" (path in programs ? program : file) owner) == 1
        }
        BEGIN {
            dropped = to "dropped"; kept = to "kept"; directories = to "directories"; suspects = to "suspects"
            owner = " " own " " (gid == "" ? "" : gid " ")
        }
        FILENAME == ARGV[1] { differs[$0]; next }
        FILENAME == ARGV[2] { verified[$0]; next }
        FILENAME == ARGV[3] {
            ++n
            path = "./" plain($5)
            if (!all && !(path in differs)) {
                unchanged++
                if ($2 == "0755" && $1 == "f") programs[path]
                next
            }
            name[n] = path
            number[path] = n
            kind[n] = $1 ($2 == "0755" && $1 == "f" ? "x" : "")
            line[n] = $0
            next
        }
        substr($0, 1, 2) != "//" { unfit = 1; exit }
        {
            tab = index($0, "\t")
            path = substr($0, tab + 1)
            type = substr($0, 3, 1)
            if (type == "-") type = "f"
            if (any && is_gone(path)) { if (type == "d") gone[path]; next }
            if (!all && !(path in differs)) {
                if (!is_as_wanted(path)) { again = 1; exit }
                unchanged--
                stays(path)
                next
            }
            i = (path in number) ? number[path] : 0
            split(substr($0, 3, tab - 3), at, " ")
            if (!i || substr(kind[i], 1, 1) != type || at[2] != own) { goes(path); next }
            if (type != "d" && (path in differs) && !(path in verified)) {
                split(line[i], entry, " ")
                if (type == "f" && !final && at[4] == entry[3]) print entry[4], path >suspects
                else goes(path)
                next
            }
            good[i]
            stays(path)
            if (type == "l") next
            mode = substr(at[1], 2, 9)
            if (type == "d") gsub("s", "x", mode) # from a directory above with the setgid bit
            if (mode != (kind[i] == "f" ? file : program) || (gid != "" && at[3] != gid)) mend(path, i)
        }
        END {
            if (unfit) { print "unfit"; exit }
            if (again || unchanged) { print "all"; exit }
            for (i = 1; i <= n; i++) {
                if (!(i in name) || (i in good)) continue
                if (!first || i != last + 1) { range(); first = i }
                last = i
                split(line[i], entry, " ")
                if (kind[i] == "l") print name[i] "\t" plain(entry[6]) >(to "links")
                else mend(name[i], i)
                if (entry[1] == "f") print entry[4], name[i] >(to "sums")
            }
            range()
            print (length(ranges) > 100000 ? "unfit" : ranges)
        }' "$work/differences" "$2" "$work/manifest" "$1"
}

# verify_suspects TREE: $work/verified, the paths of those that have the content that is wanted.
verify_suspects() {
    cut -d ' ' -f 2- "$work/suspects" | hash_files "$1" 2>/dev/null \
        | awk 'FILENAME == ARGV[1] { wanted[$0]; next } $0 in wanted { print substr($0, index($0, " ") + 1) }' "$work/suspects" - >"$work/verified"
}

# need_of LISTING VERIFIED FINAL: $needed, what judge prints.
need_of() {
    needed=$(judge "$1" "$2" "$3" '')
    [ "$needed" != all ] || needed=$(judge "$1" "$2" "$3" yes)
}

# examine_tree TREE BASE RECORD: judges it, and a second time when files had to be read.
examine_tree() {
    doing="comparing $1 with the release"
    own=$(id -u)
    list_tree "$1" >"$work/listing"
    find_differences "$work/listing" "$2" "$3"
    need_of "$work/listing" /dev/null ''
    [ -s "$work/suspects" ] || return 0
    verify_suspects "$1"
    need_of "$work/listing" "$work/verified" yes
}

# nothing_here: all of the manifest has to be sent.
nothing_here() {
    : >"$work/differences"
    own='' needed=$(judge /dev/null /dev/null '' yes)
}

# remove_dropped TREE: what another account owns may stay; then the directory around it is made anew without it.
remove_dropped() {
    [ -s "$work/dropped" ] || return 0
    (cd "$1" && tr '\n' '\0' | xargs -0 -r rm -rf) <"$work/dropped" 2>/dev/null || :
    (cd "$1" && while IFS= read -r path; do
        [ ! -e "$path" ] && [ ! -L "$path" ] || printf '%s\n' "${path%/*}"
    done) <"$work/dropped" | sort -u >"$work/stuck"
    aside=0
    while IFS= read -r path; do
        set_aside "$1" "$path"
    done <"$work/stuck"
}

# set_aside TREE PATH: the directory there is replaced by a new one, which receives what may stay of it.
set_aside() {
    aside=$((aside + 1))
    place=$1/$2
    [ "$2" != . ] || place=$1
    old=$work/aside.$aside
    mv "$place" "$old"
    mkdir "$place"
    printf '%s\n' "$2" >>"$work/made"
    find "$old" ! -name "aside.$aside" -prune | while IFS= read -r child; do
        grep -Fqx -e "$2/${child##*/}" "$work/dropped" || mv "$child" "$place/"
    done
}

# copy_kept FROM TO WAY: what may stay of a tree, in another one; files of both are the same file only where WAY is link.
copy_kept() {
    into=$(cd -P "$2" && pwd -P)
    (cd "$2" && tr '\n' '\0' | xargs -0 -r mkdir -p) <"$work/directories"
    cat "$work/directories" >>"$work/made" # they are new
    flags=-pP
    [ "$3" = copy ] || flags=-lP
    # A copy costs nothing where the file system lets files share blocks.
    ! cp --reflink=auto "$work/manifest" "$work/reflink" 2>/dev/null || flags="$flags --reflink=auto"
    # shellcheck disable=SC2016 # for the inner shell
    (cd "$1" && tr '\n' '\0' | xargs -0 -r sh -c 'to=$1 flags=$2; shift 2; exec cp $flags --parents "$@" "$to"' sh "$into" "$flags") <"$work/kept"
}
