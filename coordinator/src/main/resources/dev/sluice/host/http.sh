# http: sends one request by curl, for hosts whose sshd forwards no connections.
# values: most (bytes of the answer)
#         authorities   PEM with commas in place of line ends, which curl finds at /dev/fd/5; empty for those that it trusts here
#         revealing     a configuration without secrets, for a second connection that shows the site's key when TLS failed; may be empty
# What follows the values is curl's own configuration, and is passed to curl unchanged: header and body, which may contain secrets, are in no
# argument, no variable and no file. Rows: hex, a part of the answer, header and body, unchanged; the last bytes may be cut off.
# Answers: exit, curl's own exit status; key, as curl shows a public key, when the site's certificate was refused.
# shellcheck shell=sh

need most
case $v_most in
    '' | *[!0-9]*) fail usage most "$v_most" ;;
esac
have curl || fail no-curl
doing='running curl'
if [ -n "${v_authorities-}" ]; then
    exec 5<<PEM
$(printf '%s' "$v_authorities" | tr , '\n')
PEM
fi

# A full answer closes the pipe, and curl reports an error: that is not a failure, and its status is passed by fd 3, past the pipe.
ask() {
    { curl --disable --config - || printf 'exit %s\n' "$?" >&3; } | head -c "$v_most" | od -An -v -tx1 | tr -d ' \n' | fold -w 8192
    echo
}

# Rows are passed to the coordinator (fd 4) while curl's status is caught.
exec 4>&1
status=$({ ask | sed -n "s/^..*\$/$nonce ROW hex=&/p" >&4; } 3>&1)
exec 4>&-
status=${status#exit }

# curl shows a key only among the details of a connection, which may contain secrets: so of one that has none.
show_key() {
    key=$(printf '%s\n' "$v_revealing" | curl --disable --verbose --config - 2>&1 | sed -n 's/.*public key hash: \(sha256[^ ]*\).*/\1/p' | head -n 1)
}

key=''
case $status in
    51 | 60 | 90) [ -z "${v_revealing-}" ] || show_key ;;
esac
answer exit "$status" key "$key"
