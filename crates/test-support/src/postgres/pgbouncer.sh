# Runs a PgBouncer until standard input is closed. $1 is the program and $2 its
# port; $3, $4 and $5 are the host, port and user of the server; $6 is additional lines of its
# settings. The first line of input is the password. Prints `ready`, or the reason for a failure and
# exits.
trap '' PIPE
trap exit HUP INT TERM
umask 077
IFS= read -r password
if ! folder=$(mktemp -d "${TMPDIR:-/tmp}/errand-pgbouncer-XXXXXX"); then
    echo "there is no temporary folder"
    exit 1
fi
end() {
    [ -z "$process" ] || kill "$process" 2>/dev/null
    cd / && rm -rf "$folder"
}
trap end EXIT
cd "$folder" || exit 1
printf '"%s" "%s"\n' "$5" "$password" >users
cat >settings.ini <<END
[databases]
* = host=$3 port=$4
[pgbouncer]
max_client_conn = 1000
listen_addr = 127.0.0.1
listen_port = $2
unix_socket_dir = $folder
auth_type = scram-sha-256
auth_file = users
server_login_retry = 1
$6
END
"$1" settings.ini >messages 2>&1 &
process=$!
while [ ! -S ".s.PGSQL.$2" ]; do
    kill -0 "$process" 2>/dev/null || { tail -n 5 messages; exit 1; }
    sleep 0.1
done
echo ready
while read -r _; do :; done
