package reeve

/*
#include <reeve.h>
*/
import "C"

func (o *ProcessStatsOptions) toC(memory *arena) C.uint32_t {
	var wanted C.uint32_t
	if o == nil {
		return wanted
	}
	if o.Scope != nil && *o.Scope == "tree" {
		wanted |= C.REEVE_STATS_OF_TREE
	} else if o.Scope != nil && *o.Scope != "process" {
		memory.refuse("Scope must be process or tree, not '" + *o.Scope + "'")
	}
	if o.IncludeIO != nil && !*o.IncludeIO {
		wanted |= C.REEVE_STATS_WITHOUT_IO
	}
	if isSet(o.IncludeSwitches) {
		wanted |= C.REEVE_STATS_WITH_SWITCHES
	}
	if isSet(o.IncludePSS) {
		wanted |= C.REEVE_STATS_WITH_PSS
	}
	return wanted
}

// GetProcessStats is what a process has used of processors, memory and storage, and its threads. Scope "tree" adds up all
// that descends from it; for a job in a cgroup, all that is in there, also after its first process has ended. options may
// be nil.
//
// ErrNotFound or ErrReused when it is gone.
func GetProcessStats(ref Ref, options *ProcessStatsOptions) (*ProcessStats, error) {
	return ask[ProcessStats](func(memory *arena) question {
		named, wanted := memory.ref(ref), options.toC(memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_process_stats(handle, named, wanted, answer)
		}
	})
}

// GetProcessStatsMany is the stats of many processes, in their order; those that can't be told of are in Missing, with the
// reason. What can't name a process at all refuses the whole call. options may be nil.
func GetProcessStatsMany(refs []Ref, options *ProcessStatsOptions) (*ProcessStatsList, error) {
	return ask[ProcessStatsList](func(memory *arena) question {
		named, wanted := memory.refs(refs), options.toC(memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_process_stats_many(handle, &named[0], C.size_t(len(refs)), wanted, answer)
		}
	})
}
