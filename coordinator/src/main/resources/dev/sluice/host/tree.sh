# Trees of files and their manifests: added to the scripts that stage and adopt.
# A manifest has one line an entry, `type mode size sha256 path target`, sorted by path; its digest is the SHA-256 of that text. In path and
# target a blank, %, \ and all that is not printable ASCII are %HH. Names with control characters are never in a manifest, so one line is one name
# here. A handful of processes does all of it, for any number of files.
# shellcheck shell=sh

# The part of the awk programs below that turns %HH back into bytes.
unescape='
    BEGIN { for (i = 0; i < 256; i++) byte[sprintf("%02X", i)] = i }
    function plain(s,   out, i) {
        while ((i = index(s, "%")) > 0) {
            out = out substr(s, 1, i - 1) sprintf("%c", byte[substr(s, i + 1, 2)])
            s = substr(s, i + 3)
        }
        return out s
    }'

make_scratch() {
    scratch=.sluice/work.$$
    mkdir -m 700 "$scratch"
}

# each LIST FUNCTION: calls it with every line.
each() {
    while IFS= read -r item; do
        [ -z "$item" ] || "$2" "$item"
    done <<LIST
$1
LIST
}

# list_tree TREE: `//MODE UID GID SIZE TIMES INODE TAB ./path` of all that is below it; the mode as ls prints it. No path has two slashes, so a line
# that does not begin with them is the rest of a name with a line feed. A host whose tools list names only has - in place of the numbers, which
# is the same as nothing anywhere.
list_tree() (
    cd "$1"
    tab=$(printf '\t')
    if find . -prune -printf '' 2>/dev/null; then
        find . ! -name . -printf '//%M %U %G %s %T@ %C@ %i\t%p\n'
    elif stat -c %s . >/dev/null 2>&1; then
        TZ=UTC0 find . ! -name . -exec stat -c "//%A %u %g %s %Y %z %i$tab%n" {} +
    elif stat -f %z . >/dev/null 2>&1; then
        find . ! -name . -exec stat -f "//%Sp %u %g %z %Fm %Fc %i$tab%N" {} +
    else
        names_in . | sed "s,^\\([a-z]\\)[a-z]* \\./,//\\1 - - - - -$tab./,"
    fi 2>/dev/null || : # what cannot be read is missing
)

# names_in TREE: `type ./path` of everything below it; what is neither file, directory nor link has type `other`.
names_in() (
    cd "$1"
    set +e # what cannot be read is missing below
    {
        echo //d
        find . ! -name . -type d
        echo //f
        find . -type f
        echo //l
        find . -type l
        echo //other
        find . ! -type d ! -type f ! -type l
    } | awk '/^\/\// { type = substr($0, 3); next } { print type, $0 }' # no name leads to two slashes
)

# hash_files TREE: `sha256 ./path` for the paths on standard input. sha256sum marks a name with a backslash and doubles that.
hash_files() (
    cd "$1"
    if have sha256sum; then
        tr '\n' '\0' | xargs -0 -r sha256sum | sed -e '/^\\/{' -e 's/^\\//' -e 's/\\\\/\\/g' -e '}' -e 's/^\([0-9a-f]*\) [ *]/\1 /'
    else
        tr '\n' '\0' | xargs -0 -r openssl dgst -sha256 -r | sed 's/^\([0-9a-f]*\) [ *]/\1 /'
    fi
)

# link_texts TREE: `./path TAB target` for the links on standard input.
link_texts() (
    cd "$1"
    while IFS= read -r path; do
        printf '%s\t%s\n' "$path" "$(readlink "$path")"
    done
)

# only_in FIRST SECOND: up to ten lines that the first file has and the second has not.
only_in() {
    awk 'FILENAME == ARGV[1] { have[$0]; next } !($0 in have) && ++n <= 10' "$2" "$1"
}

# manifest_of TREE, with the paths to leave out on standard input, one a line: the manifest's text, on standard output. In scratch, `odd` has the
# path of what no manifest can name, and `unread` that of a file that cannot be read; both are empty where all is well.
manifest_of() {
    sed 's,^,./,' >"$scratch/without"
    : >"$scratch/odd"
    names_in "$1" | awk -v odd="$scratch/odd" '
        FILENAME == ARGV[1] { without[$0]; next }
        {
            whole = path = substr($0, index($0, " ") + 1)
            # What is no path below the tree is the rest of a name with a line feed; the line before has its beginning.
            if (substr(path, 1, 2) != "./") {
                if (!out && odd_path == "") odd_path = last
                next
            }
            out = 0
            last = whole
            while (path != ".") {
                if (path in without) { out = 1; next }
                sub("/[^/]*$", "", path) # a text: busybox reads [^\/] in slashes as "neither \ nor /"
            }
            if (whole ~ "[\001-\037\177]" && odd_path == "") odd_path = whole
            print
        }
        END { if (odd_path != "") print odd_path >odd }' "$scratch/without" - >"$scratch/names"
    : >"$scratch/unread"
    [ ! -s "$scratch/odd" ] || return 0
    grep '^f ' "$scratch/names" | cut -d ' ' -f 2- >"$scratch/files" || :
    hash_files "$1" <"$scratch/files" >"$scratch/sums" 2>/dev/null || :
    cut -d ' ' -f 2- "$scratch/sums" | awk 'FILENAME == ARGV[1] { read[$0]; next } !($0 in read) && !n++' - "$scratch/files" >"$scratch/unread"
    [ ! -s "$scratch/unread" ] || return 0
    (cd "$1" && tr '\n' '\0' | xargs -0 -r wc -c) <"$scratch/files" >"$scratch/sizes"
    (cd "$1" && find . -type f -perm -0100) >"$scratch/programs"
    grep '^l ' "$scratch/names" | cut -d ' ' -f 2- | link_texts "$1" >"$scratch/links" || :
    join_manifest | sort | cut -f 2
}

# `path TAB line`: a tab sorts before every byte that a name may have, so the lines sort as their paths do.
join_manifest() {
    awk '
        BEGIN {
            for (i = 33; i < 127; i++) printable[sprintf("%c", i)]
            for (i = 1; i < 256; i++) code[sprintf("%c", i)] = sprintf("%%%02X", i)
        }
        function escaped(s,   out, i, c) {
            if (s == "") return "-"
            if (s == "-") return "%2D"
            if (s ~ "^[A-Za-z0-9._/-]+$") return s
            for (i = 1; i <= length(s); i++) {
                c = substr(s, i, 1)
                out = out ((c in printable) && c != "%" && c != "\\" ? c : code[c])
            }
            return out
        }
        function line(type, mode, size, sum, path, target) {
            print path "\t" type, mode, size, sum, escaped(substr(path, 3)), escaped(target)
        }
        { path = substr($0, index($0, " ") + 1) }
        FILENAME ~ "/sums$" { sum[path] = $1 }
        FILENAME ~ "/sizes$" { count = $1; sub(/^ *[0-9]+ /, ""); size[$0] = count }
        FILENAME ~ "/programs$" { program[$0] }
        FILENAME ~ "/links$" { i = index($0, "\t"); target[substr($0, 1, i - 1)] = substr($0, i + 1) }
        FILENAME ~ "/names$" {
            if ($1 == "d") line("d", "0755", 0, "-", path, "")
            if ($1 == "f") line("f", (path in program) ? "0755" : "0644", size[path], sum[path], path, "")
            if ($1 == "l") line("l", "0777", 0, "-", path, target[path])
        }' "$scratch/sums" "$scratch/sizes" "$scratch/programs" "$scratch/links" "$scratch/names"
}

# Is this error about space? Quotas have messages of their own.
about_space() {
    case $1 in
        *'No space left'* | *'isk quota exceeded'* | *'disk full'*) return 0 ;;
    esac
    return 1
}

check_compression() {
    case $v_compression in none | gzip | zstd) ;; *) fail usage compression "$v_compression" ;; esac
}

# unpack: the payload, uncompressed.
unpack() {
    case $v_compression in
        none) cat ;;
        gzip) gzip -dc ;;
        zstd) zstd -dcq ;;
    esac
}

# receive FILE [unpack]: the payload, as it is or uncompressed.
receive() {
    doing="writing $1"
    if ! complaint=$("${2-cat}" 2>&1 >"$1"); then
        last_lines "$complaint"
        ! about_space "$complaint" || fail disk-full log "$lines"
        fail failed doing "$doing" log "$lines"
    fi
}

# discard PATH: hidden by one rename, then removed. Files that are open elsewhere may stay a while; the next prune tries again.
discard() {
    [ -e "$1" ] || [ -L "$1" ] || return 0
    away=releases/.removing-${1##*/}-$$
    mv "$1" "$away"
    rm -rf "$away" 2>/dev/null
}

# past SHA256: a time long ago, another one for other content. OPcache keeps nothing that was written in the last two seconds, and then the
# endpoint's answers would be fresher than the site's.
past() {
    number=$((0x$(printf %.6s "$1")))
    printf '2001%02d%02d%02d%02d' $((number % 12 + 1)) $((number / 12 % 28 + 1)) $((number / 336 % 24)) $((number / 8064 % 60))
}

# place_endpoint TREE FILE PRIVATE: the file by which PHP answers the coordinator. It is in the docroot, so that a request to it is as fresh or as
# stale
# as a request to the site. PRIVATE is a directory on the same file system that no other account can enter: another account may be able to write the
# docroot, and to create there, beforehand, the name of the new file. A release may be in it, which has any name but one with a leading dot.
place_endpoint() {
    doing="placing the endpoint in $1/$v_docroot"
    case $v_docroot in
        '' | .) docroot=$1 ;;
        *)
            check_inside "$v_docroot"
            docroot=$1/$v_docroot
            ;;
    esac
    [ -d "$docroot" ] || fail no-docroot docroot "$v_docroot"
    root=$(cd -P "$1" && pwd -P)
    at=$(cd -P "$docroot" && pwd -P)
    case $at/ in "$root"/*) ;; *) fail no-docroot docroot "$v_docroot" ;; esac
    [ -w "$docroot" ] || fail not-writable path "$docroot"
    mkdir -p "$3/.new"
    cp "$2" "$3/.new/_sluice.php"
    touch -t "$(past "$v_endpoint_sha256")" "$3/.new/_sluice.php"
    hand_over "$3/.new/_sluice.php" "$docroot"
}

# hand_over FILE DIRECTORY: a file of ours, from a private directory into one of a release, by one rename: a link of its name is replaced, never
# followed. Without a group it receives that of a directory with the setgid bit, like a file that is made there.
hand_over() {
    chmod "$file_mode" "$1"
    if [ -n "$v_group" ]; then
        chgrp "$v_group" "$1" || fail group group "$v_group"
    else
        # shellcheck disable=SC2046 # mode, links, owner and group contain no blanks
        set -- "$1" "$2" $(ls -ldn "$2/.")
        case $3 in ??????[sS]*) chgrp "$6" "$1" 2>/dev/null || : ;; esac
    fi
    mv -f "$1" "$2/"
}

# The endpoint's data is public, and PHP runs as another user.
place_config() {
    [ -n "$v_config" ] || return 0
    doing='writing .sluice/endpoint.json'
    put .sluice/endpoint.json 644 "$v_config"
}

# write_marker TREE ID DIGEST PRIVATE: written last, so that a tree that has it is complete. Safe to be included by PHP: two lines of plain text.
write_marker() {
    doing="writing $1/.sluice-release"
    mkdir -p "$4/.new"
    put "$4/.new/.sluice-release" '' "id=$2${nl}digest=$3$nl"
    touch -t 200101010000 "$4/.new/.sluice-release"
    hand_over "$4/.new/.sluice-release" "$1"
}

# make_way TREE PATH: the directory, made where it is missing; not through a link or a file. It is created with its mode, and a link that is created
# in its place is not followed.
make_way() {
    way=$1 ahead=${2#./}/
    while [ -n "$ahead" ]; do
        way=$way/${ahead%%/*}
        ahead=${ahead#*/}
        [ ! -L "$way" ] || return 1
        if [ ! -e "$way" ]; then
            (umask "$v_umask" && mkdir "$way")
            [ -z "$v_group" ] || chgrp -h "$v_group" "$way"
        fi
        [ -d "$way" ] || return 1
    done
}

# check_modes: from the umask, the modes of files, programs and directories of a release.
check_modes() {
    case $v_umask in [0-7][0-7][0-7] | [0-7][0-7][0-7][0-7]) ;; *) fail usage umask "$v_umask" ;; esac
    file_mode=$(printf '%04o' $((0666 & ~0$v_umask)))
    program_mode=$(printf '%04o' $((0777 & ~0$v_umask)))
}
