# inspect: what is here. Changes nothing, creates nothing, takes no lock; works where <path> does not exist yet.
# values: path docroot shared_files shared_directories (one a line), and those of writers.sh, without which write access is not checked
# Rows: kind=release id digest age state=good|bad|unknown live=yes|no; kind=incoming|removing id age;
#       kind=part at found=link|foreign|dangling|file|special leads: parts of the layout, and directories above them, that are not what they have to be;
#       kind=shared path want=directory|file found=dangling|directory|file|special|closed|unwritable|read-only at leads: unfit shared paths.
# shellcheck shell=sh

need path docroot shared_files shared_directories

# The nearest directory that exists: where the rest would be created.
nearest() {
    near=$1
    while [ ! -d "$near" ]; do
        case $near in
            */*) near=${near%/*} ;;
            *) near=. ;;
        esac
        [ -n "$near" ] || near=/
    done
}

# free_at DIRECTORY: $kib and $inodes, empty when this host or file system does not report it.
free_at() {
    read_free "$(df -Pk "$1" 2>/dev/null)"
    kib=$free
    read_free "$(df -Pi "$1" 2>/dev/null)"
    inodes=$free
    # btrfs and others have no fixed number of inodes and report 0.
    [ "$inodes" != 0 ] || inodes=''
}

# read_free TABLE: what df prints. The number before the percentage is the free one, and names before it may contain blanks.
read_free() {
    free='' before=''
    for word in ${1##*"$nl"}; do
        case $word in
            - | [0-9]*%)
                free=$before
                [ -z "$free" ] || return 0
                ;;
            *[!0-9]*) before='' ;;
            *) before=$word ;;
        esac
    done
}

# Each part of the layout that is something else than a directory, or where a link leads nowhere because its mount is away.
show_odd_parts() {
    odd=''
    show_odd_above "$v_path"
    [ -z "$odd" ] || return 0
    for part in "$v_path/releases" "$v_path/shared" "$v_path/.sluice"; do
        show_odd "$part"
    done
    [ ! -d "$v_path/releases" ] || [ ! -L "$v_path/releases" ] || show_part "$v_path/releases" 'link'
}

# show_odd_above DIRECTORY: it, or the nearest above it that is there.
show_odd_above() {
    part=$1
    while [ -n "$part" ] && [ ! -e "$part" ] && [ ! -L "$part" ]; do
        part=${part%/*}
    done
    [ -z "$part" ] || show_odd "$part"
}

show_odd() {
    if [ -d "$1" ]; then
        if is_foreign_link "$1"; then
            show_part "$1" foreign
        elif [ "$1" = "$v_path/.sluice" ] && ! is_own "$1/."; then
            odd=$1
            row kind part at "$1" found foreign leads ''
        fi
    elif [ -e "$1" ]; then
        kind_of "$1"
        show_part "$1" "$kind"
    elif [ -L "$1" ]; then
        show_part "$1" dangling
    fi
}

show_part() {
    odd=$1
    leads_to "$1"
    row kind part at "$1" found "$2" leads "$leads"
}

list_tools() {
    tools=''
    for tool in sha256sum openssl tar gzip zstd flock; do
        ! have "$tool" || tools="$tools${tools:+,}$tool"
    done
}

# Tests it with the kernel, which also knows of read-only file systems and access lists.
find_unwritable() {
    unwritable=''
    for directory in "$v_path" "$v_path/releases" "$v_path/shared" "$v_path/.sluice"; do
        nearest "$directory"
        if [ ! -w "$near" ] || [ ! -x "$near" ]; then
            unwritable=$near
            return 0
        fi
    done
}

find_missing() {
    missing=''
    while IFS= read -r file; do
        [ -z "$file" ] || [ -e "$v_path/shared/$file" ] || missing="$missing$file$nl"
    done <<LIST
$v_shared_files
LIST
}

show_unfit() {
    while IFS= read -r shared; do
        [ -n "$shared" ] || continue
        check_inside "$shared"
        judge_shared "$1" "$shared"
        [ -n "$unfit" ] || continue
        leads_to "$at"
        row kind shared path "$shared" want "$1" found "$unfit" at "$at" leads "$leads"
    done <<LIST
$2
LIST
}

# $states has a line `id=state` for the last mark of each release.
read_history() {
    states=$nl
    [ -r .sluice/history.log ] || return 0
    states=$nl$(awk '
        / event=marked / {
            for (i = 1; i <= NF; i++) { split($i, part, "="); value[part[1]] = part[2] }
            state[value["release"]] = value["state"]
        }
        END { for (id in state) print id "=" state[id] }' .sluice/history.log)$nl
}

state_of() {
    case $states in
        *"$nl$1=good$nl"*) state=good ;;
        *"$nl$1=bad$nl"*) state=bad ;;
        *"$nl$1=left$nl"*) state=left ;;
        *) state=unknown ;;
    esac
}

# first_line FILE: one that Sluice wrote itself, all of it on one line.
first_line() {
    text=''
    [ ! -r "$1" ] || IFS= read -r text <"$1" || :
}

# member NAME JSON: $value, the first text of that name, and $rest, the JSON from that text on.
member() {
    value=''
    case $2 in *"\"$1\":\""*) ;; *) return 1 ;; esac
    rest=${2#*"\"$1\":\""}
    value=${rest%%'"'*}
}

read_identity() {
    first_line .sluice/host.json
    member id "$text" || :
    host_id=$value
    member inventory "$text" || :
    inventory=$value
    member site "$text" || :
    site=$value
    member project "$text" || :
    project=$value
    kids='' terms=''
    first_line .sluice/endpoint.json
    # What follows the keys: inventory, site, host and the addresses that may call.
    case $text in *'],'*) terms=${text#*'],'} ;; esac
    rest=$text
    while member kid "$rest"; do
        kids="$kids${kids:+,}$value"
    done
}

# It is a row of its own.
check_own_directory() {
    :
}

show_releases() {
    set +f
    for directory in releases/* releases/.incoming-* releases/.removing-*; do
        case $directory in *[[:cntrl:]]*) continue ;; esac # no tool names a release so, and no answer may have it
        [ ! -d "$directory" ] || set -- "$@" "$directory"
    done
    set -f
    [ $# -gt 0 ] || return 0
    read_times "$@"
    set +f
    small=$(find releases/*/.sluice-release -prune -size -8 2>/dev/null) || : # one process for all of them
    set -f
    for directory in "$@"; do
        age_of "$directory" # a release's own time changed last when the marker was written
        case $directory in
            releases/.*) show_leftover "${directory#releases/.}" ;;
            *) [ -L "$directory" ] || show_release "${directory#releases/}" ;;
        esac
    done
}

show_release() {
    read_marker "releases/$1"
    state_of "$1"
    here=no
    [ "$1" != "$live" ] || here=yes
    row kind release id "$1" digest "$marker_digest" age "$age" state "$state" live "$here"
}

show_leftover() {
    row kind "${1%%-*}" id "${1#*-}" age "$age"
}

show_endpoint() {
    endpoint=absent
    [ -n "$live" ] || return 0
    case $v_docroot in '' | .) ;; *) check_inside "$v_docroot" ;; esac
    file=current/${v_docroot:-.}/_sluice.php
    [ -f "$file" ] && [ -r "$file" ] || return 0 # a FIFO would hold it up
    sha256_of "$file"
    endpoint=$sum
}

now
boot_id
list_tools
find_unwritable
find_missing
nearest "$v_path"
free_at "$near"
show_odd_parts
user=$(id -un 2>/dev/null) || user=$(id -u) # without a name id prints the number, and fails
set -- boot "$boot" clock "$seconds" kib "$kib" inodes "$inodes" tools "$tools" user "$user" \
    unwritable "$unwritable" shared_missing "$missing"
[ -d "$v_path" ] || answer path absent link absent "$@"

enter_base
look_at_link
find_live
read_marker "releases/$live"
[ -n "$live" ] || marker_digest=''
live_digest=$marker_digest
examine_lease
read_history
read_identity
show_endpoint
mounts=1
[ ! -d releases ] || [ ! -d .sluice ] || count_mounts . releases .sluice
show_releases
show_unfit directory "$v_shared_directories"
show_unfit file "$v_shared_files"
open_at='' open_to=''
if [ -n "${v_code-}" ]; then
    at=.
    [ ! -d releases ] || at=releases/$live
    find_writer "$at"
fi
answer path present link "$link" target "$target" live "$live" digest "$live_digest" endpoint "$endpoint" kids "$kids" terms "$terms" \
    fence "$fence" lease "$lease_rollout" lease_token "$lease_token" lease_owner "$lease_owner" lease_age "$lease_age" lease_ttl "$lease_ttl" \
    host_id "$host_id" inventory "$inventory" site "$site" project "$project" \
    filesystems "$mounts" open_at "$open_at" open_to "$open_to" "$@"
