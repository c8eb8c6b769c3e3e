# Runs a PostgreSQL in a new folder for as long as its standard input is held open, and removes both
# then. $1: the folder of the programs; $2: the port. The first line of input is the password.
# Says `ready`, or the reason why it cannot be, and ends.
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

# Nothing here is worth a wait for the disk. The password keeps other users of the machine out.
init() {
    "$programs/initdb" --pgdata=data --username=errand --pwfile=password --auth=password \
        --encoding=UTF8 --no-locale --no-sync "$@" >messages 2>&1
}

# Where it can, it sorts as people do, like most servers out there: what shall be sorted by code
# point must say so.
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
