#!/bin/sh
# end-leftovers.sh FOLDER SIGNAL: ends what is left of the process group that launch.sh noted in the part's folder: what
# a killed supervisor or a killed nginx master left behind. A number may belong to somebody else by now, so a process
# counts only if it works in that folder too. It has 5 s to end by the signal.
folder=$(cd "$1" 2>/dev/null && pwd -P) || exit 0
group=$(cat "$folder/group" 2>/dev/null) || exit 0

members() {
  find /proc -maxdepth 2 -name cwd \( -lname "$folder" -o -lname "$folder/*" \) 2>/dev/null | while read -r link; do
    # After the name in brackets: state, parent, group.
    set -- $(sed 's/.*) //' "${link%cwd}stat" 2>/dev/null)
    [ "$3" = "$group" ] && basename "${link%/cwd}"
  done
}

until=$(($(date +%s) + 5))
signal=$2
while pids=$(members) && [ -n "$pids" ]; do
  [ "$(date +%s)" -gt "$until" ] && signal=KILL
  [ -n "$signal" ] && kill -s "$signal" $pids 2>/dev/null
  signal=
  sleep 0.1
done
rm -f "$folder/group"
