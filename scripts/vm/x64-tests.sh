#!/bin/sh
# The second program of the x64 machine: runs the tests and switches the machine off.
# Usage: x64-tests.sh <root of the checkout> <node> <how many times slower than usual> [--all | --user | part of a name]...
# Without names all but those in x64-left-out.txt. --user: only those that are run as a user without rights.
root=$1 node=$2
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp CI=1 NO_COLOR=1
export REEVE_TEST_SLOWNESS=$3 REEVE_TEST_OWN_MACHINE=1
shift 3
nobody=65534
left_out=scripts/vm/x64-left-out.txt
# What a user's own rights and a cgroup that was handed to that user are enough for.
users='test/smoke test/terminate-tree test/linux/cgroup- test/linux/spawn-limits'

mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs shm /dev/shm
mount -t tmpfs tmp /tmp
chmod 1777 /tmp /dev/shm
mount -t cgroup2 cgroup /sys/fs/cgroup
ulimit -n 20000
cd "$root" || exit

run() {
  user=$1
  shift
  echo "as $user: ${*:-all}"
  set -- "$node" node_modules/vitest/vitest.mjs run --project processes --reporter verbose --no-isolate "$@"
  [ "$user" = root ] || set -- setpriv --reuid $nobody --regid $nobody --clear-groups "$@"
  "$@"
  echo "the tests of $user ended with $?"
}

# A folder as systemd makes one for a user with Delegate=yes, and this program's place in it.
enter_users_cgroup() {
  slice=/sys/fs/cgroup/user.slice
  mkdir -p $slice/user-$nobody.slice/user@$nobody.service/app
  for folder in /sys/fs/cgroup $slice $slice/user-$nobody.slice; do
    echo '+memory +pids +cpu +io' > $folder/cgroup.subtree_control
  done
  service=$slice/user-$nobody.slice/user@$nobody.service
  for folder in $service $service/app; do
    chown $nobody:$nobody $folder $folder/cgroup.procs $folder/cgroup.subtree_control $folder/cgroup.threads
  done
  echo $$ > $service/app/cgroup.procs
}

# On a line of its own: what starts a machine leaves the cursor anywhere.
echo
echo "kernel $(uname -r), cgroup controllers: $(cat /sys/fs/cgroup/cgroup.controllers)"
as_user=
case $1 in
  '')
    grep -v '^#' $left_out | sed 's/^/left out: /'
    run root $(ls test/*.test.ts test/linux/*.test.ts | grep -vxF "$(sed 's/ *#.*//; /^$/d' $left_out)")
    as_user=yes
    ;;
  --all)
    run root
    as_user=yes
    ;;
  --user) as_user=yes ;;
  *) run root "$@" ;;
esac
if [ -n "$as_user" ]; then
  enter_users_cgroup
  # Where vitest keeps what it makes of its settings.
  mkdir -p node_modules/.vite-temp node_modules/.vite
  chown -R $nobody:$nobody node_modules/.vite-temp node_modules/.vite
  run nobody $users
fi
echo done
echo o > /proc/sysrq-trigger
while :; do sleep 1; done
