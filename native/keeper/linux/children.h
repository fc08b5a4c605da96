#pragma once

namespace reeve::keeper {

// The keeper's own children: the job's first process, and every process of the job that lost its parent, because the
// keeper is their subreaper. Needs a kernel with children files (CONFIG_PROC_CHILDREN).
class Children {
 public:
  bool open();
  // Kills each child, and the groups that they lead. What they leave behind becomes our children in turn, so doing this
  // until there is none ends all of the job. A pid among them can't be anybody else's: only we can reap it.
  void kill_all(int job_group);

 private:
  void kill_one(int pid, int job_group);

  int file_ = -1;
  long killed_group_ = 0;  // the one killed last in this round: most children are of one
};

}  // namespace reeve::keeper
