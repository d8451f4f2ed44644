# stage-begin: creates the directory of a release that is not visible yet.
# values: path rollout token release digest   payload: the manifest's text
# Answers state=present when the release exists already, else state=ready with an empty releases/.incoming-<id>/<id>: no other account may enter the
# outer directory, so that the tree in it can have its modes before it is a release.
# shellcheck shell=sh

need release digest
check_id "$v_release"
case $v_digest in '' | *[!0-9a-f]*) fail usage digest "$v_digest" ;; esac

look_for_release() {
    [ -e "releases/$v_release" ] || [ -L "releases/$v_release" ] || return 0
    read_marker "releases/$v_release"
    [ "$marker_id" = "$v_release" ] && [ "$marker_digest" = "$v_digest" ] || fail other-content release "$v_release" found "$marker_digest"
    answer state present
}

enter_base
guarded
look_for_release
# The section is not held during the transfer: the lease is renewed meanwhile.
leave
make_scratch
receive "$scratch/manifest"
sha256_of "$scratch/manifest"
[ "$sum" = "$v_digest" ] || fail damaged changed manifest expected "$v_digest" found "$sum"

guarded
look_for_release
doing='making room for the release'
# Renamed before it is emptied: a transfer that was lost continues to write into the old directory, not into the new one.
discard "releases/.incoming-$v_release" || :
mkdir "releases/.incoming-$v_release"
chmod go-rwx "releases/.incoming-$v_release" # whatever an access list of releases/ allows
mkdir "releases/.incoming-$v_release/$v_release"
mv -f "$scratch/manifest" ".sluice/manifests/$v_release"
answer state ready
