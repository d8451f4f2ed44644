# lock: takes, renews, fences anew, holds, releases or breaks the lease on this host.
# values: path verb rollout, and by verb
#   take     owner coordinator ttl project inventory former site host  answers token; ttl in seconds, 0 is without end;
#            former is an inventory that the directory may be recorded with, besides inventory
#   takeover owner coordinator ttl known                as take, for a rollout whose record knows the lease by the token known
#   renew    token ttl                             the lease is ours for ttl seconds from now; one without end stays so
#   retoken  token                                 ours as before, and answers a new token: what was sent with the old one is fenced
#   hold     token                                 ours without end: a rollout that waits for an operator
#   release  token                                 answers released=yes|no
#   break                                          an operator ends the lease of that rollout; its later commands are fenced
# shellcheck shell=sh

need path verb rollout
case $v_rollout in '' | *[!A-Za-z0-9._-]*) fail usage rollout "$v_rollout" ;; esac

# write_lease TOKEN OWNER COORDINATOR TTL, the owner encoded.
write_lease() {
    now
    put .sluice/lease '' "rollout=$v_rollout
token=$1
owner=$2
coordinator=$3
ttl=$4
at=$seconds
"
}

grant_lease() {
    doing='writing .sluice/lease'
    encode "$v_owner"
    write_lease "$token" "$encoded" "$v_coordinator" "$v_ttl"
    answer token "$token"
}

grow_fence() {
    token=$((fence + 1))
    doing='writing .sluice/fence'
    put .sluice/fence '' "$token$nl"
    # The number is on disk before it is returned, so that it survives a power cut: no number is given twice.
    sync_file .sluice
}

make_layout() {
    doing="creating $v_path"
    for directory in "$v_path" "$v_path/releases" "$v_path/shared" "$v_path/.sluice"; do
        # Visitors' files are below them.
        [ -d "$directory" ] || (umask 022 && mkdir -p "$directory" 2>/dev/null) || [ -d "$directory" ] \
            || fail not-writable path "$directory"
    done
    enter_base
    [ -w . ] && [ -w releases ] && [ -w .sluice ] || fail not-writable path "$v_path"
    [ -d .sluice/manifests ] && [ -d .sluice/listings ] || mkdir -p .sluice/manifests .sluice/listings
    close_to_others
}

# PHP finds endpoint.json in .sluice by name, and can list nothing. All else is for this account only, whatever an access list or an earlier version
# set: an account that can open .sluice/critical can lock it, too.
close_to_others() {
    ! have flock || : >>.sluice/critical
    [ -L .sluice ] || chmod 711 .sluice
    set +f # the only names that are searched here are our own
    for name in .sluice/*; do
        [ "$name" = .sluice/endpoint.json ] || [ -L "$name" ] || set -- "$@" "$name"
    done
    set -f
    # What another account owns, or what a running script has removed by now, is no reason to stop.
    chmod go-rwx "$@" 2>/dev/null || :
}

json() {
    case $1 in
        *[[:cntrl:]]*) fail usage text "$1" ;;
        *[\\\"]*) quoted=$(printf '%s' "$1" | sed 's/[\\"]/\\&/g') ;;
        *) quoted=$1 ;;
    esac
}

# One directory belongs to one site of one inventory: staging must never be released over production. With the id of the same project, the site may
# have been renamed, and an inventory that was renamed is confirmed by a person. A directory without an id receives that of the first that comes with
# its names.
write_host() {
    check_project
    json "$v_inventory"
    inventory=$quoted
    json "$v_former"
    former=$quoted
    json "$v_site"
    site=$quoted
    json "$v_host"
    host=$quoted
    id=''
    if [ -s .sluice/host.json ]; then
        read -r whole <.sluice/host.json || :
        known="\"host\":\"$host\",\"inventory\":\"$inventory\",\"site\":\"$site\"${v_project:+,\"project\":\"$v_project\"}}"
        case $whole in *"$known") return 0 ;; esac
        is_ours || fail other-site found "$whole" inventory "$v_inventory" site "$v_site"
        rest=${whole#*'"id":"'}
        [ "$rest" = "$whole" ] || id=${rest%%'"'*}
    fi
    [ -n "$id" ] || id=$(od -An -v -tx1 -N 16 /dev/urandom | tr -d ' \n')
    put .sluice/host.json '' "{\"v\":1,\"id\":\"$id\",\"host\":\"$host\",\"inventory\":\"$inventory\",\"site\":\"$site\"${v_project:+,\"project\":\"$v_project\"}}$nl"
}

check_project() {
    case $v_project in *[!A-Za-z0-9._-]*) fail usage project "$v_project" ;; esac
}

# is_ours: the directory is recorded for this project in $whole.
is_ours() {
    case $whole in
        *'"project":"'*)
            case $whole in *"\"project\":\"$v_project\""*) ;; *) return 1 ;; esac
            case $whole in *"\"inventory\":\"$inventory\","* | *"\"inventory\":\"$former\","*) return 0 ;; esac
            ;;
        *"\"inventory\":\"$inventory\",\"site\":\"$site\""*) return 0 ;;
    esac
    return 1
}

check_values() {
    case $v_ttl in '' | *[!0-9]*) fail usage ttl "$v_ttl" ;; esac
    case $v_coordinator in *[!0-9a-f]*) fail usage coordinator "$v_coordinator" ;; esac
}

# Only one process of a coordinator works on a fleet.
lease_is_ours() {
    [ -n "$v_coordinator" ] && [ "$lease_coordinator" = "$v_coordinator" ]
}

take() {
    need owner coordinator ttl project inventory former site host
    check_values
    make_layout
    enter
    write_host
    examine_lease
    if lease_alive && [ "$lease_rollout" != "$v_rollout" ]; then
        fail held rollout "$lease_rollout" owner "$lease_owner" age "$lease_age" ttl "$lease_ttl"
    fi
    grow_fence
    grant_lease
}

# Two coordinators that continue one rollout have the same record: the first one takes the lease, and the other finds another token than it knows. An
# expired lease has no holder; one that the same coordinator took is its own, whose process ended before it could record the token.
take_over() {
    need owner coordinator ttl known
    check_values
    enter_base
    [ -d .sluice ] || fail fenced fence 0 token "$v_known" lease ''
    close_to_others
    enter
    examine_lease
    if lease_alive && { [ "$lease_rollout" != "$v_rollout" ] || { [ "$fence" != "$v_known" ] && ! lease_is_ours; }; }; then
        fail held rollout "$lease_rollout" owner "$lease_owner" age "$lease_age" ttl "$lease_ttl"
    fi
    grow_fence
    grant_lease
}

hold() {
    enter_base
    guarded
    write_lease "$v_token" "$lease_owner" "$lease_coordinator" 0
    answer token "$v_token"
}

# A renewal that arrives after a later hold does not undo it.
renew() {
    need ttl
    case $v_ttl in '' | *[!0-9]*) fail usage ttl "$v_ttl" ;; esac
    enter_base
    guarded
    [ "$lease_ttl" -ne 0 ] || v_ttl=0
    write_lease "$v_token" "$lease_owner" "$lease_coordinator" "$v_ttl"
    answer token "$v_token"
}

# In the critical section: a script that was sent before has ended, or is refused.
retoken() {
    enter_base
    guarded
    grow_fence
    doing='writing .sluice/lease'
    write_lease "$token" "$lease_owner" "$lease_coordinator" "$lease_ttl"
    answer token "$token"
}

release() {
    need token
    enter_base
    [ -d .sluice ] || answer released no
    enter
    read_lease
    [ "$lease_rollout" = "$v_rollout" ] && [ "$lease_token" = "$v_token" ] || answer released no
    give_back
    answer released yes
}

break_lease() {
    enter_base
    [ -d .sluice ] || answer released no
    enter
    read_lease
    # The id prevents an operator from breaking a newer lease than the one that was shown.
    [ "$lease_rollout" = "$v_rollout" ] || answer released no rollout "$lease_rollout"
    grow_fence
    rm -f .sluice/lease
    answer released yes
}

case $v_verb in
    take) take ;;
    takeover) take_over ;;
    renew) renew ;;
    retoken) retoken ;;
    hold) hold ;;
    release) release ;;
    break) break_lease ;;
    *) fail usage verb "$v_verb" ;;
esac
