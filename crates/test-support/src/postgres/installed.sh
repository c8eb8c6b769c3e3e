# Runs a PostgreSQL server in a new folder until standard input is closed, then removes both. $1 is
# the folder of the programs and $2 the port. The first line of input is the password. Prints
# `ready`, or the reason for a failure and exits.
trap '' PIPE
trap exit HUP INT TERM
umask 077
programs=$1
port=$2
IFS= read -r password
if ! folder=$(mktemp -d "${TMPDIR:-/tmp}/errand-postgres-XXXXXX"); then
    echo "there is no temporary folder"
    exit 1
fi
end() {
    "$programs/pg_ctl" stop --pgdata="$folder/data" --mode=immediate >/dev/null 2>&1
    cd / && rm -rf "$folder"
}
trap end EXIT
cd "$folder" || exit 1
echo "$password" >password

# Durability does not matter here. The password keeps other users of the machine out.
init() {
    "$programs/initdb" --pgdata=data --username=errand --pwfile=password --auth=password \
        --encoding=UTF8 --no-locale --no-sync "$@" >messages 2>&1
}

# If possible it sorts linguistically, like most real servers, so a query that needs the order of
# code points must say so.
if { init --locale-provider=icu --icu-locale=en-US || init; } &&
    "$programs/pg_ctl" start --pgdata=data --log=messages --silent --wait --timeout=60 --options="\
        -c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
    " >>messages 2>&1
then
    echo ready
    while read -r _; do :; done
else
    tail -n 5 messages
fi
