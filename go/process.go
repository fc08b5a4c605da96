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
	handle, named, free, err := prepare(ref)
	if err != nil {
		return nil, err
	}
	defer free()
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
	var result *C.reeve_process
	if err := take(C.reeve_get_process(handle, named, wanted, &result)); err != nil {
		return nil, err
	}
	info := new(ProcessInfo)
	return info, decode(unsafe.Pointer(result), result.json, result.json_length, info)
}

// CheckIdentity tells whether the process on record still is the one that has its pid: "same", "reused", "gone" (a zombie
// is gone too) or "unknown" (alive, with nothing to compare). The answer is as old as the call: to act, give the record to
// the function that acts.
func CheckIdentity(ref Ref) (*IdentityCheckResult, error) {
	handle, named, free, err := prepare(ref)
	if err != nil {
		return nil, err
	}
	defer free()
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
