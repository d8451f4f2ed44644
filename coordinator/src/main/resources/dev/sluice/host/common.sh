# Every script of Sluice starts with this part. It runs as the deploy user and installs nothing. Nothing of it runs after the answer, but for the
# removal of files that prune has renamed.
# A script reads lines `key=percent-encoded value` on standard input, up to a line with the nonce, and answers with lines that begin
# with the nonce, so that nothing a login shell prints can be mistaken for an answer:
#   NONCE BEGIN                      the script runs
#   NONCE ROW key=value ...          any number of them
#   NONCE READY                      all checks passed; nothing has changed yet
#   NONCE OK key=value ...           or   NONCE ERR code key=value ...
# Values only ever become shell variables (v_key); no value is ever part of a command's text.
# shellcheck shell=sh
# SC2034, SC2154: variables are set in one part and used in another. SC2317: not every script needs every function.
# SC2015: what follows || ends the script.
# shellcheck disable=SC2034,SC2154,SC2317,SC2015

set -euf # -f: no name on this host and no value is ever taken for a pattern
LC_ALL=C
export LC_ALL
# Found on Debian, Alpine, Red Hat, Arch, the BSDs and NixOS, whatever the login files set.
PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin:/run/current-system/sw/bin
export PATH
unset CDPATH TAR_OPTIONS GZIP POSIXLY_CORRECT 2>/dev/null || :
unset IFS
umask 077 # files that other accounts of this host may read have their mode set where they are made

# The one request that was sent for execution has read this script; k is its nonce, n a newline.
nonce=$k nl=$n
answered='' doing='reading the values' scratch='' litter='' link_lock=''

# --- answers ---

# replace TEXT PART OTHER: $replaced, with each such part replaced.
replace() {
    replaced='' rest=$1
    while :; do
        case $rest in *"$2"*) ;; *) break ;; esac
        replaced=$replaced${rest%%"$2"*}$3
        rest=${rest#*"$2"}
    done
    replaced=$replaced$rest
}

# Names of files may contain any byte: a blank, %, \ and all that is not printable ASCII are sent as %HH. Printable text needs
# no process.
encode() {
    case $1 in
        *[!\ -~]*)
            encoded=$(printf '%s' "$1" | od -An -v -tx1 | awk '
                BEGIN {
                    for (i = 33; i < 127; i++) plain[sprintf("%02x", i)] = sprintf("%c", i)
                    delete plain["25"]
                    delete plain["5c"]
                }
                { for (i = 1; i <= NF; i++) text = text (($i in plain) ? plain[$i] : "%" toupper($i)) }
                END { printf "%s", text }')
            ;;
        *)
            replace "$1" % %25
            replace "$replaced" "\\" %5C
            replace "$replaced" ' ' %20
            encoded=$replaced
            ;;
    esac
}

# say WORD key value key value ...
say() {
    said=$1
    shift
    while [ $# -gt 0 ]; do
        encode "$2"
        said="$said $1=$encoded"
        shift 2
    done
    # A coordinator that is gone does not read this: that is no reason to stop half-way.
    printf '%s %s\n' "$nonce" "$said" 2>/dev/null || :
}

row() {
    say ROW "$@"
}

answer() {
    leave
    answered=yes
    say OK "$@"
    exit 0
}

# Ends the critical section; the part that enters it replaces this. Scripts that only read have none.
leave() {
    :
}

# fail CODE key value ...
fail() {
    leave
    answered=yes
    code=$1
    shift
    say "ERR $code" "$@"
    exit 1
}

# Whatever ends the script: no lock, no scratch and no unanswered request is left behind.
ended() {
    set +e
    trap '' HUP INT TERM PIPE
    leave
    [ -z "$scratch" ] || rm -rf "$scratch"
    [ -z "$litter" ] || rm -rf "$litter"
    [ -n "$answered" ] || say 'ERR failed' doing "$doing"
}
trap ended EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 141' PIPE
trap 'exit 143' TERM

# The last lines of a tool's error output, for an answer.
last_lines() {
    lines=$(printf '%s\n' "$1" | tail -n 8 | cut -c 1-400)
}

# --- values ---

# Turns %HH back into bytes. One process for a value that has more of them than line feeds, none for the others.
decode() {
    replace "$1" %0A "$nl"
    decoded=$replaced
    case $decoded in *%*) ;; *) return 0 ;; esac
    rest=$decoded escaped=''
    while :; do
        case $rest in *%*) ;; *) break ;; esac
        escaped=$escaped${rest%%\%*}
        rest=${rest#*\%}
        after=${rest#??}
        digits=${rest%"$after"}
        rest=$after
        case $digits in [0-9A-Fa-f][0-9A-Fa-f]) ;; *) exit 65 ;; esac
        byte=$((0x$digits))
        escaped="$escaped\\0$((byte / 64))$((byte / 8 % 8))$((byte % 8))"
    done
    # The dot keeps newlines at the end.
    decoded=$(printf '%b.' "$escaped$rest")
    decoded=${decoded%.}
}

whole=''
while IFS= read -r line; do
    if [ "$line" = "$nonce" ]; then
        whole=yes
        break
    fi
    name=${line%%=*}
    case $name in '' | *[!a-z0-9_]*) exit 65 ;; esac
    decode "${line#*=}"
    eval "v_$name=\$decoded" # the name was just checked; the value is not part of the text
done
# Values truncated by a lost connection are not valid: nothing may happen with a part of them.
if [ -z "$whole" ]; then
    answered=yes
    exit 65
fi
printf '\n%s BEGIN\n' "$nonce" # a newline first: what a login shell printed may not have ended with one

# need KEY ...: these values must have been given, even if empty.
need() {
    for name in "$@"; do
        eval "given=\${v_$name+yes}"
        [ -n "$given" ] || fail usage missing "$name"
    done
}

# check_id ID: what may be the name of a release, so never . or .. or an option.
check_id() {
    case $1 in
        '' | *[!A-Za-z0-9._-]* | [!A-Za-z0-9]*) fail usage release "$1" ;;
    esac
    [ ${#1} -le 64 ] || fail usage release "$1"
}

# check_inside PATH: a path that stays inside what it is relative to.
check_inside() {
    case /$1/ in
        *//* | */./* | */../* | *"$nl"*) fail bad-path path "$1" ;;
    esac
}

# A script about a site receives its directory; one that only uses the host's tools does not, and never needs it.
case ${v_path-/nowhere} in
    / | *"$nl"* | */../* | */..) fail usage path "$v_path" ;;
    /*) ;;
    *) fail usage path "$v_path" ;;
esac

# is_own PATH: of this account or root. The first test is not POSIX, and every shell has it; where one had not, the second decides.
is_own() {
    [ -O "$1" ] || has_trusted_owner "$1"
}

# has_trusted_owner PATH: this account or root owns it, a link itself and not what it leads to. No one does when this host does not report it.
has_trusted_owner() {
    # shellcheck disable=SC2046 # mode, links and owner contain no blanks
    set -- $(ls -ldn "$1" 2>/dev/null) '' '' ''
    [ "$3" = 0 ] || [ "$3" = "$(id -u)" ]
}

# is_foreign_link PATH: a link of neither this account nor root, so that another account chooses where it leads.
is_foreign_link() {
    [ -L "$1" ] && ! has_trusted_owner "$1"
}

# Whoever owns .sluice, or the link in its place, can replace what is in it.
check_own_directory() {
    [ -d .sluice ] || return 0
    ! is_foreign_link .sluice && is_own .sluice/. || fail foreign path "$v_path/.sluice"
}

# enter_base: all other names in the scripts are relative to <path>.
enter_base() {
    need path
    doing="entering $v_path"
    cd "$v_path" 2>/dev/null || fail no-path path "$v_path"
    check_own_directory
    # In place of a file of ours a FIFO would hold up whoever reads it.
    for own in critical fence lease host.json endpoint.json history.log log-positions; do
        [ ! -e ".sluice/$own" ] || [ -f ".sluice/$own" ] || fail damaged-state file ".sluice/$own"
    done
}

# --- reading ---

have() {
    command -v "$1" >/dev/null 2>&1
}

# Seconds since 1970 by this host's clock, the only one that leases and ages are measured by.
now() {
    seconds=$(date +%s)
}

# read_times NAME ...: $times, for age_of, with one process for all of them.
read_times() {
    times=$(stat -c '%Y %n' "$@" 2>/dev/null || stat -f '%m %N' "$@" 2>/dev/null || :)$nl
}

# age_of NAME: $age, the seconds since it was written; empty when this host does not report it.
age_of() {
    line_of "$times" "$1"
    age=''
    case $line in '' | *[!0-9]*) ;; *) age=$((seconds - line)) ;; esac
}

# line_of TABLE NAME: $line, what a tool printed before that name on a line of its own; empty where it is not there.
line_of() {
    line=''
    case $1 in *" $2$nl"*) ;; *) return 0 ;; esac
    line=${1%%" $2$nl"*}
    line=${line##*"$nl"}
}

boot_id() {
    { read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null || boot=unknown
}

# count_mounts DIRECTORY ...: $mounts, on how many file systems they are; 0 when df does not report it.
count_mounts() {
    mounts=0 known=$nl$nl # an empty line is known
    table=$(df -P "$@" 2>/dev/null) || :
    while IFS= read -r line; do
        at=${line##* }
        case $known in *"$nl$at$nl"*) continue ;; esac
        known=$known$at$nl
        mounts=$((mounts + 1))
    done <<TABLE
${table#"${table%%"$nl"*}"}
TABLE
}

# sha256_of FILE
sha256_of() {
    if have sha256sum; then
        sum=$(sha256sum <"$1")
        sum=${sum%% *}
    elif have openssl; then
        sum=$(openssl dgst -sha256 <"$1")
        sum=${sum##* }
    else
        fail no-sha256
    fi
}

# look_at_link: $link is absent, link, dangling, directory or file; $target the link's text, exactly as it is.
look_at_link() {
    target=''
    if [ -L current ]; then
        link='link'
        [ -e current ] || link=dangling
        target=$(
            readlink current
            printf .
        )
        target=${target%"$nl".}
        # Only first-way makes such a link, for seconds, where there was none. One that a power cut left behind is none.
        case $target in releases/.incoming-way-*) link=absent target='' ;; esac
    elif [ -d current ]; then
        link='directory'
    elif [ -e current ]; then
        link='file'
    else
        link=absent
    fi
}

# find_live: $live is the release id behind `current`, however the link is written; empty when it leads elsewhere or nowhere. $inside is the
# same for a link that leads into a release, such as releases/ID/public.
find_live() {
    live='' inside=''
    [ "$link" = link ] || return 0
    at=$(cd -P current 2>/dev/null && pwd -P) || return 0
    home=$(cd -P releases 2>/dev/null && pwd -P) || return 0
    inside=${at#"$home"/} # elsewhere it begins with a slash still
    inside=${inside%%/*}
    [ "$at" != "$home/$inside" ] || live=$inside
}

# read_marker DIRECTORY: $marker_id and $marker_digest; empty without a marker, or with one that is larger than ours are. A shell reads byte by byte.
# $small names those whose size is known, so that a script that reads many starts one process for all.
read_marker() {
    marker_id='' marker_digest=''
    [ -f "$1/.sluice-release" ] || return 0
    case $nl${small-}$nl in
        *"$nl$1/.sluice-release$nl"*) ;;
        *) [ -n "$(find "$1/.sluice-release" -size -8 2>/dev/null)" ] || return 0 ;;
    esac
    while IFS='=' read -r name value; do
        case $name in
            id) marker_id=$value ;;
            digest) marker_digest=$value ;;
        esac
    done <"$1/.sluice-release"
}

# --- writing ---

# To disk, as far as this host's tools can sync a part. Old and small ones sync everything, which has the same effect.
sync_file() {
    sync "$@" 2>/dev/null || sync
}

sync_tree() {
    sync -f "$1" 2>/dev/null || sync
}

# put FILE MODE TEXT: readers see the old file or the new one, and a power cut leaves one of them. Without a mode it is what umask leaves; with
# one it is set, because an access list of the directory may count for more than umask. Only for directories that no other account may write: the new
# file has a predictable name.
put() {
    printf '%s' "$3" >"$1.new.$$" && { [ -z "$2" ] || chmod "$2" "$1.new.$$"; } && sync_file "$1.new.$$" && mv -f "$1.new.$$" "$1"
}
