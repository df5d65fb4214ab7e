#!/bin/sh
# launch.sh FOLDER SIGNAL COMMAND...: becomes the command, with FOLDER as its working directory. supervisord has made us a
# process group of our own; it is noted there, so that whatever becomes of the supervisor its processes are found again.
# If the supervisor is killed the kernel sends SIGNAL.
here=$(dirname "$0")
folder=$1 signal=$2
shift 2
"$here/end-leftovers.sh" "$folder" "$signal"
cd "$folder" || exit 1
echo $$ >group
echo $$ >>starts
exec setpriv --pdeathsig "$signal" "$@"
