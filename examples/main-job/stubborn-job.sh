# A job of several processes. The leader and the worker obey SIGTERM; one ignores it; one is a daemon: in a session of
# its own, its parent gone.
sh -c 'trap "" TERM; echo stubborn >&3; while :; do sleep 600; done' stubborn 3>&1 >/dev/null | read ignores_term &
sleep 600 &
sh -c 'setsid sleep 600 </dev/null >/dev/null 2>&1 &'
trap 'exit 0' TERM
echo ready
wait
