# adopt: makes the live release one that answers and can be a rollback target: adds the endpoint to its docroot, and a marker.
# Works on a site that another tool or a person made. Only those two files change in the tree.
# values: path rollout token docroot config endpoint_sha256 umask group without (paths outside the digest, one a line), and those of writers.sh
# payload: the endpoint's PHP file, or nothing
# Answers id, digest, computed=yes when the digest was made here from the tree as it is, endpoint=placed|present|none.
# shellcheck shell=sh

need docroot config endpoint_sha256 umask group without
check_modes

# The whole tree as it is now, except paths that differ by host or change by themselves.
digest_tree() {
    doing="digesting releases/$live"
    own=${v_docroot%/}
    case $own in '' | .) own=_sluice.php ;; *) own=$own/_sluice.php ;; esac
    printf '%s\n%s\n%s\n' "$own" .sluice-release "$v_without" | sed '/^$/d' | manifest_of "releases/$live" >"$scratch/manifest"
    [ ! -s "$scratch/odd" ] || fail odd-name path "$(cat "$scratch/odd")"
    [ ! -s "$scratch/unread" ] || fail unreadable path "$(cat "$scratch/unread")"
    sha256_of "$scratch/manifest"
    digest=$sum
}

place_if_new() {
    [ -s "$scratch/endpoint" ] || return 0
    endpoint=present
    place_config
    there="releases/$live/$v_docroot/_sluice.php"
    if [ -f "$there" ]; then
        sha256_of "$there"
        [ "$sum" != "$v_endpoint_sha256" ] || return 0
    fi
    place_endpoint "releases/$live" "$scratch/endpoint" "$scratch"
    endpoint=placed
}

enter_base
guarded
look_at_link
[ "$link" = link ] || fail not-a-link kind "$link"
find_live
[ -n "$live" ] || fail outside target "$target"
case $live in *[!A-Za-z0-9._-]* | [!A-Za-z0-9]*) fail release-name found "$live" ;; esac
[ ${#live} -le 64 ] || fail release-name found "$live"
leave
find_writer "releases/$live"
[ -z "$open_at" ] || fail open-to-others path "$open_at" writer "$open_to"
make_scratch
receive "$scratch/endpoint"
sha256_of "$scratch/endpoint"
[ "$sum" = "$v_endpoint_sha256" ] || fail damaged changed endpoint expected "$v_endpoint_sha256" found "$sum"
read_marker "releases/$live"
digest=$marker_digest computed=no
if [ "$marker_id" != "$live" ] || [ -z "$digest" ]; then
    digest_tree
    computed=yes
fi

guarded
was=$live
look_at_link
find_live
[ "$live" = "$was" ] || fail moved expected "$was" found "$live"
endpoint=none
place_if_new
if [ "$computed" = yes ]; then
    mv -f "$scratch/manifest" ".sluice/manifests/$live"
    write_marker "releases/$live" "$live" "$digest" "$scratch"
fi
sync_tree "releases/$live"
answer id "$live" digest "$digest" computed "$computed" endpoint "$endpoint"
