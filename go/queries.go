package reeve

/*
#include <reeve.h>
*/
import "C"

// What the library takes about many processes. A nil pointer is a part that is not given.

func (f *ProcessFilter) toC(memory *arena) C.reeve_process_filter {
	filter := C.reeve_filter_defaults()
	if f == nil {
		return filter
	}
	filter.name_contains = memory.optional("NameContains", f.NameContains)
	filter.name_equals = memory.optional("NameEquals", f.NameEquals)
	filter.user_equals = memory.optional("UserEquals", f.UserEquals)
	if f.StateIn != nil {
		filter.state_in = memory.texts("StateIn", *f.StateIn)
	}
	if f.PIDIn != nil {
		filter.pid_in = memory.pids("PIDIn", *f.PIDIn)
		filter.pid_count = C.size_t(len(*f.PIDIn))
	}
	setNumber(&filter.ppid, f.PPID)
	setShare(&filter.cpu_above, "CPUAbove", f.CPUAbove, memory)
	setShare(&filter.memory_above_kb, "MemoryAboveKB", f.MemoryAboveKB, memory)
	setShare(&filter.running_for_at_least_secs, "RunningForAtLeastSecs", f.RunningForAtLeastSecs, memory)
	return filter
}

// What is negative means something else to C.
func setShare(field *C.double, name string, given *float64, memory *arena) {
	if given == nil {
		return
	}
	if *given < 0 {
		memory.refuse(name + " must not be negative")
	}
	*field = C.double(*given)
}

func (f *PortFilter) toC(memory *arena) C.reeve_port_filter {
	filter := C.reeve_port_filter_defaults()
	if f == nil {
		return filter
	}
	filter.protocol = memory.optional("Protocol", f.Protocol)
	filter.local_addr = memory.optional("LocalAddr", f.LocalAddr)
	filter.host = memory.optional("Host", f.Host)
	if f.PIDIn != nil {
		filter.pid_in = memory.pids("PIDIn", *f.PIDIn)
		filter.pid_count = C.size_t(len(*f.PIDIn))
	}
	setNumber(&filter.local_port, f.LocalPort)
	return filter
}

// What the options of all lists have in common.
type listWish struct {
	fields            *[]string
	env, cwd, threads *bool
	mode              *string
	sample            *int
	levels            *int64
}

const usualSample = 250

func (w listWish) toC(memory *arena) C.reeve_list_options {
	options := C.reeve_list_defaults()
	if w.fields != nil {
		options.fields = memory.texts("Fields", *w.fields)
	}
	if isSet(w.env) {
		options.wanted |= C.REEVE_WITH_ENV
	}
	if isSet(w.cwd) {
		options.wanted |= C.REEVE_WITH_CWD
	}
	if isSet(w.threads) {
		options.wanted |= C.REEVE_WITH_THREADS
	}
	setNumber(&options.max_levels, w.levels)
	switch {
	case w.mode != nil && *w.mode == "monitor":
		options.sample_duration_ms = usualSample
		setNumber(&options.sample_duration_ms, w.sample)
	case w.mode != nil && *w.mode != "lifetime":
		memory.refuse("CPUMode must be lifetime or monitor, not '" + *w.mode + "'")
	case w.sample != nil:
		memory.refuse("SampleDurationMS is for CPUMode monitor")
	}
	return options
}

func (o *ListProcessesOptions) wish() listWish {
	if o == nil {
		return listWish{}
	}
	return listWish{o.Fields, o.IncludeEnv, o.IncludeCwd, o.IncludeThreads, o.CPUMode, o.SampleDurationMS, nil}
}

func (o *DescendantsOptions) wish() listWish {
	if o == nil {
		return listWish{}
	}
	return listWish{o.Fields, o.IncludeEnv, o.IncludeCwd, o.IncludeThreads, o.CPUMode, o.SampleDurationMS, o.MaxLevels}
}

func (o *AncestorsOptions) wish() listWish {
	if o == nil {
		return listWish{}
	}
	return listWish{o.Fields, o.IncludeEnv, o.IncludeCwd, o.IncludeThreads, nil, nil, o.MaxLevels}
}

func (o *ListeningPortsOptions) wish() listWish {
	if o == nil {
		return listWish{}
	}
	return listWish{o.Fields, o.IncludeEnv, o.IncludeCwd, o.IncludeThreads, nil, nil, nil}
}
