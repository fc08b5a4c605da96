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
	handle, err := theRuntime()
	if err != nil {
		return nil, err
	}
	memory := new(arena)
	defer memory.free()
	meant, how := filter.toC(memory), options.wish().toC(memory)
	if memory.err != nil {
		return nil, memory.err
	}
	var result *C.reeve_text
	failed := C.reeve_list_processes(handle, &meant, &how, &result)
	return record[ProcessList](failed, result)
}

// Descendants is what descends from a process, level by level: its children, their children, and so on, as parents stand
// now. An orphan descends from whoever took it in; to end everything of a job, orphans too, use TerminateTree. The filter
// decides who is told of, not how far it looks. options may be nil.
//
// ErrNotFound or ErrReused when the process itself is gone.
func Descendants(ref Ref, options *DescendantsOptions) (*DescendantsResult, error) {
	handle, named, free, err := prepare(ref)
	if err != nil {
		return nil, err
	}
	defer free()
	memory := new(arena)
	defer memory.free()
	var filter *ProcessFilter
	if options != nil {
		filter = options.Filter
	}
	meant, how := filter.toC(memory), options.wish().toC(memory)
	if memory.err != nil {
		return nil, memory.err
	}
	var result *C.reeve_text
	failed := C.reeve_descendants(handle, named, &meant, &how, &result)
	return record[DescendantsResult](failed, result)
}

// Ancestors is the parents of a process, the nearest first, up to the first process of the system or container. options may
// be nil.
//
// ErrNotFound or ErrReused when the process itself is gone.
func Ancestors(ref Ref, options *AncestorsOptions) (*AncestorsResult, error) {
	handle, named, free, err := prepare(ref)
	if err != nil {
		return nil, err
	}
	defer free()
	memory := new(arena)
	defer memory.free()
	how := options.wish().toC(memory)
	if memory.err != nil {
		return nil, memory.err
	}
	var result *C.reeve_text
	failed := C.reeve_ancestors(handle, named, &how, &result)
	return record[AncestorsResult](failed, result)
}

// GetSelfGroup is the process group and session that this program is in, and whether it leads them. A program that does not
// lead its group shares it with others, often with the shell that started it: never signal that group.
func GetSelfGroup() (*SelfGroup, error) {
	handle, err := theRuntime()
	if err != nil {
		return nil, err
	}
	var result *C.reeve_text
	failed := C.reeve_self_group(handle, &result)
	return record[SelfGroup](failed, result)
}
