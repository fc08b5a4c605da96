package reeve

/*
#include <reeve.h>
*/
import "C"

// ListProcesses is the processes that fit the filter, by ascending pid, each once. Zombies, kernel threads and processes of
// other users are among them; what may not be read is nil. Options.Fields says what to tell of each, and what is not asked
// for is not read. filter and options may be nil: all processes, and all but Env, Cwd and Threads of each.
//
// It holds its thread for as long as the look takes, which is milliseconds; with CPUMode "monitor" for SampleDurationMS.
func ListProcesses(filter *ProcessFilter, options *ListProcessesOptions) (*ProcessList, error) {
	return ask[ProcessList](func(memory *arena) question {
		meant, how := filter.toC(memory), options.wish().toC(memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_list_processes(handle, &meant, &how, answer)
		}
	})
}

// Descendants is what descends from a process, level by level: its children, their children, and so on, as parents stand
// now. An orphan descends from whoever took it in; to end everything of a job, orphans too, use TerminateTree. The filter
// decides who is told of, not how far it looks. options may be nil.
//
// ErrNotFound or ErrReused when the process itself is gone.
func Descendants(ref Ref, options *DescendantsOptions) (*DescendantsResult, error) {
	var filter *ProcessFilter
	if options != nil {
		filter = options.Filter
	}
	return ask[DescendantsResult](func(memory *arena) question {
		named, meant, how := memory.ref(ref), filter.toC(memory), options.wish().toC(memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_descendants(handle, named, &meant, &how, answer)
		}
	})
}

// Ancestors is the parents of a process, the nearest first, up to the first process of the system or container. options may
// be nil.
//
// ErrNotFound or ErrReused when the process itself is gone.
func Ancestors(ref Ref, options *AncestorsOptions) (*AncestorsResult, error) {
	return ask[AncestorsResult](func(memory *arena) question {
		named, how := memory.ref(ref), options.wish().toC(memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_ancestors(handle, named, &how, answer)
		}
	})
}

// GetSelfGroup is the process group and session that this program is in, and whether it leads them. A program that does not
// lead its group shares it with others, often with the shell that started it: never signal that group.
func GetSelfGroup() (*SelfGroup, error) {
	return ask[SelfGroup](func(*arena) question {
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_self_group(handle, answer)
		}
	})
}
