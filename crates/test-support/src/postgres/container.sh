# Removes the container $2 with the client $1 once standard input is closed.
trap '' PIPE HUP INT TERM
while read -r _; do :; done
"$1" rm --force --volumes "$2" >/dev/null 2>&1
