#pragma once

#include <optional>

#include "core/base/result.h"
#include "core/base/unique_handle.h"

namespace reeve::darwin_kernel {

// The notice of one process' end: a kqueue of its own, in which that end stays until somebody reads it, whoever reaps
// the process meanwhile. It is what a pin's handle is on macOS, and as a pidfd it becomes readable at the end.
Result<UniqueHandle> make_notice();

// Has the process' end noted. One that is ending already, or gone, counts as ended at once, without a status. The process
// is found by its number: whoever calls this reads the unique id before and after.
Status note_end(int notice, Pid pid);

// Makes the notice arrive by hand.
Status note_as_ended(int notice);

// Whether the end was noted. macOS notes it when the process runs no more and its descriptors are closed, an instant
// before the parent can reap it (proc_exit() in XNU's bsd/kern/kern_exit.c). The end of a process under a debugger that
// is not ours is noted when the debugger lets go of it.
bool has_arrived(int notice);

// The wait status word, where the kernel tells it: of children always, of others in newer kernels to those who may
// signal them (filt_procattach() in XNU's bsd/kern/kern_event.c; macOS 11 refuses). Stays readable. For one thread at a
// time.
std::optional<int> read_status(int notice);

// Whether this kernel tells NOTE_EXITSTATUS of processes that are not children. nullopt: there was no descriptor.
std::optional<bool> tells_status_of_others();

}  // namespace reeve::darwin_kernel
