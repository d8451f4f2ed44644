# stage-files: unpacks the files of a release where they are not visible yet.
# values: path rollout token release compression (none | gzip)   payload: a tar
# shellcheck shell=sh

need release compression
check_id "$v_release"
staging=releases/.incoming-$v_release
incoming=$staging/$v_release

unpack() {
    # -o: files belong to the user that unpacks them, also for root. Both tars accept these letters.
    case $v_compression in
        none) tar -xo -C "$incoming" -f - ;;
        gzip) tar -xzo -C "$incoming" -f - ;;
    esac
}

# A clock behind the coordinator's is not a failure of tar: its warnings about the times of files are dropped.
complaints() {
    printf '%s\n' "$1" | grep -v -e '^$' -e 'in the future' -e 'implausibly old' || :
}

case $v_compression in
    none | gzip) ;;
    *) fail usage compression "$v_compression" ;;
esac
enter_base
guarded
[ -d "$incoming" ] || fail not-begun release "$v_release"
leave

doing='unpacking'
status=0
said=$(unpack 2>&1) || status=$?
if [ "$status" -ne 0 ]; then
    # What else is written there, such as a warning of the loader, is no failure: every file is compared with its digest afterwards.
    last_lines "$(complaints "$said")"
    guarded
    discard "$staging" || :
    ! about_space "$said" || fail disk-full log "$lines"
    fail tar status "$status" log "$lines"
fi
# What some tars leave of the padding at the end.
cat >/dev/null
answer state unpacked
