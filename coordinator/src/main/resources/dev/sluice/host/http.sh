# http: sends one request by curl, for hosts whose sshd forwards no connections.
# values: most (bytes of the answer)
# What follows the values is curl's own configuration, and is passed to curl unchanged: header and body, which may contain secrets, are in no
# argument, no variable and no file. Rows: hex, a part of the answer, header and body, unchanged; the last bytes may be cut off.
# Answers: exit, curl's own exit status.
# shellcheck shell=sh

need most
case $v_most in
    '' | *[!0-9]*) fail usage most "$v_most" ;;
esac
have curl || fail no-curl
doing='running curl'

# A full answer closes the pipe, and curl reports an error: that is not a failure, and its status is passed by fd 3, past the pipe.
ask() {
    { curl --disable --config - || printf 'exit %s\n' "$?" >&3; } | head -c "$v_most" | od -An -v -tx1 | tr -d ' \n' | fold -w 8192
    echo
}

# Rows are passed to the coordinator (fd 4) while curl's status is caught.
exec 4>&1
status=$({ ask | sed -n "s/^..*\$/$nonce ROW hex=&/p" >&4; } 3>&1)
exec 4>&-
answer exit "${status#exit }"
