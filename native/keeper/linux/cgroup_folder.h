#pragma once

namespace reeve::keeper {

// Removes the job's cgroup and those that the job made below it, unless a process lives in one of them: then none is
// touched. Also leaves what lies more than 32 levels deep, which a later reeve at this place removes.
void remove_cgroup(const char* path);

}  // namespace reeve::keeper
