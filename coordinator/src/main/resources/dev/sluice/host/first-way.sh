# first-way: lets `current` lead, for seconds, to a directory with nothing but the endpoint in it, so that the way from the web server to PHP can be
# tried before the first release is served. Only where there is no `current` at all: no visitor is served anything else meanwhile.
# values: path rollout token release docroot umask group name text (a file with that text, which the web server can send by itself)
# Sends READY when the link exists, and removes it when an answer comes, or none for half a minute. What a power cut leaves behind is no link
# (common.sh), and its directory goes with the next prune.
# shellcheck shell=sh

need release docroot umask group name text
check_id "$v_release"
check_id "$v_name"
check_modes
way=releases/.incoming-way-$$

remove_way() {
    if [ -L current ] && [ "$(readlink current)" = "$way" ]; then
        rm -f current
    fi
    rm -rf "$way"
}

make_tree() {
    doing='preparing the way to the endpoint'
    from=releases/$v_release at=$way
    case $v_docroot in
        '' | .) ;;
        *)
            check_inside "$v_docroot"
            from=$from/$v_docroot at=$way/$v_docroot
            ;;
    esac
    [ -f "$from/_sluice.php" ] || fail no-release target "releases/$v_release"
    mkdir -p "$at"
    cp -p "$from/_sluice.php" "$at/"
    printf '%s' "$v_text" >"$at/$v_name"
    [ -z "$v_group" ] || chgrp -hR "$v_group" "$way" || fail group group "$v_group"
    find "$way" -type f -exec chmod "$file_mode" {} +
    find "$way" -type d -exec chmod "$program_mode" {} +
}

# The link is made and removed by us alone: whoever makes one meanwhile keeps it.
watch_way() {
    (
        trap - EXIT
        naps=0
        while [ "$naps" -lt 30 ] && [ -d "$way" ]; do
            sleep 1
            naps=$((naps + 1))
        done
        [ -d "$way" ] || exit 0
        remove_way
        kill -TERM $$
    ) </dev/null >/dev/null 2>&1 9>&- &
}

enter_base
guarded
look_at_link
[ "$link" = absent ] || answer tried no
trap 'remove_way; ended' EXIT
make_tree
if [ -L current ]; then
    case $(readlink current) in releases/.incoming-way-*) rm -f current ;; esac # a power cut ended that attempt
fi
ln -s "$way" current || fail moved expected '' found current
watch_way
say READY
IFS= read -r word || word=''
remove_way
answer tried yes
