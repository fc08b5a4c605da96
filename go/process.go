package reeve

/*
#include <reeve.h>
*/
import "C"

import "unsafe"

// GetProcessOptions say what of a process is told beyond the usual.
type GetProcessOptions struct {
	// IncludeEnv: the environment, as Env.
	IncludeEnv bool
	// IncludeCwd: the working directory, as Cwd.
	IncludeCwd bool
	// OmitCmdline: no arguments. Their read can hang with a process that hangs in the kernel.
	OmitCmdline bool
}

// GetProcess is what the system tells of one process, read through a pin, so that all of it is of the same process. What
// may not be read is nil. A zombie is told of. options may be nil.
//
// ErrNotFound when nobody has the pid; ErrReused when the record's process has ended and another has its pid.
func GetProcess(ref Ref, options *GetProcessOptions) (*ProcessInfo, error) {
	memory := new(arena)
	defer memory.free()
	handle, named, err := prepare(ref, memory)
	if err != nil {
		return nil, err
	}
	var wanted C.uint32_t
	if options != nil && options.IncludeEnv {
		wanted |= C.REEVE_WITH_ENV
	}
	if options != nil && options.IncludeCwd {
		wanted |= C.REEVE_WITH_CWD
	}
	if options != nil && options.OmitCmdline {
		wanted |= C.REEVE_WITHOUT_CMDLINE
	}
	// Environment and working directory stand in the text alone; for the rest the fields are enough, in half the time.
	fromText := wanted&(C.REEVE_WITH_ENV|C.REEVE_WITH_CWD) != 0
	if !fromText {
		wanted |= C.REEVE_WITHOUT_JSON
	}
	var result *C.reeve_process
	if err := take(C.reeve_get_process(handle, named, wanted, &result)); err != nil {
		return nil, err
	}
	if fromText {
		info := new(ProcessInfo)
		return info, decode(unsafe.Pointer(result), result.json, result.json_length, info)
	}
	defer C.reeve_free(unsafe.Pointer(result))
	return infoOf(result), nil
}

func infoOf(from *C.reeve_process) *ProcessInfo {
	return &ProcessInfo{
		SchemaID:        urn + ProcessInfo{}.SchemaName(),
		Timestamp:       C.GoString(from.timestamp),
		Platform:        C.GoString(from.platform),
		PID:             int(from.pid),
		PPID:            idOrNil(from.ppid),
		PGID:            idOrNil(from.pgid),
		SID:             idOrNil(from.sid),
		Name:            textOrNil(from.name),
		ExePath:         textOrNil(from.exe_path),
		Cmdline:         textsOrNil(from.cmdline),
		User:            textOrNil(from.user),
		UID:             numberOrNil(from.uid),
		State:           C.GoString(from.state),
		StartTimeUnixMS: numberOrNil(from.start_time_unix_ms),
		Identity:        textOrNil(from.identity),
		MemoryKB:        numberOrNil(from.memory_kb),
		CPUPercent:      shareOrNil(from.cpu_percent),
		ElapsedSeconds:  shareOrNil(from.elapsed_seconds),
		ThreadCount:     numberOrNil(from.thread_count),
		Warnings:        textsOrNil(from.warnings),
	}
}

func textOrNil(text *C.char) *string {
	if text == nil {
		return nil
	}
	return Ptr(C.GoString(text))
}

func textsOrNil(list **C.char) []string {
	if list == nil {
		return nil
	}
	texts := []string{}
	for ; *list != nil; list = (**C.char)(unsafe.Add(unsafe.Pointer(list), unsafe.Sizeof(*list))) {
		texts = append(texts, C.GoString(*list))
	}
	return texts
}

func idOrNil(id C.int32_t) *int64 {
	if id < 0 {
		return nil
	}
	return Ptr(int64(id))
}

func numberOrNil(number C.int64_t) *int64 {
	if number == C.REEVE_NOT_GIVEN {
		return nil
	}
	return Ptr(int64(number))
}

func shareOrNil(share C.double) *float64 {
	if share < 0 {
		return nil
	}
	return Ptr(float64(share))
}

// CheckIdentity tells whether the process on record still is the one that has its pid: "same", "reused", "gone" (a zombie
// is gone too) or "unknown" (alive, with nothing to compare). The answer is as old as the call: to act, give the record to
// the function that acts.
func CheckIdentity(ref Ref) (*IdentityCheckResult, error) {
	memory := new(arena)
	defer memory.free()
	handle, named, err := prepare(ref, memory)
	if err != nil {
		return nil, err
	}
	var result *C.reeve_identity_check
	if err := take(C.reeve_check_identity(handle, named, &result)); err != nil {
		return nil, err
	}
	check := new(IdentityCheckResult)
	return check, decode(unsafe.Pointer(result), result.json, result.json_length, check)
}

// GetCapabilities is what this machine can do, found out by doing it once.
func GetCapabilities() (*Capabilities, error) {
	handle, err := theRuntime()
	if err != nil {
		return nil, err
	}
	var result *C.reeve_text
	if err := take(C.reeve_capabilities(handle, &result)); err != nil {
		return nil, err
	}
	capabilities := new(Capabilities)
	return capabilities, decode(unsafe.Pointer(result), result.json, result.json_length, capabilities)
}
