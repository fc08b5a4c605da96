#pragma once

#include <sys/types.h>

#include <vector>

namespace reeve::stepper {

// From here on every process that descends from us and loses its parent becomes our child.
void take_in_orphans();
// Reaps whoever has ended, and lets go of whom a killed process left behind under the tracer; all of our descendants
// that live.
std::vector<pid_t> living_family();
bool is_traced(pid_t pid);
// Those whose parent we are; nobody else can have reaped them.
void kill_children();

}  // namespace reeve::stepper
