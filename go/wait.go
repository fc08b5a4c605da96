package reeve

/*
#include <reeve.h>

extern void reeveGoExit(uintptr_t handle, reeve_exit *exit);

// A handle is a small number, which Go must not take for a pointer.
static void reeve_go_on_exit(void *data, reeve_exit *exit) { reeveGoExit((uintptr_t)data, exit); }

static reeve_error *reeve_go_start_wait(reeve_runtime *runtime, reeve_ref ref, int64_t timeout, uintptr_t handle,
                                        uint64_t *wait, reeve_exit **known) {
	return reeve_start_wait(runtime, ref, timeout, reeve_go_on_exit, (void *)handle, wait, known);
}
*/
import "C"

import (
	"context"
	"os"
	"runtime/cgo"
	"time"
	"unsafe"
)

// WaitOptions bound a wait.
type WaitOptions struct {
	// Timeout: give up after this time, with TimedOut in the result. Counted in milliseconds, begun ones whole; nil: never.
	Timeout *time.Duration
}

func (o *WaitOptions) millis() (C.int64_t, error) {
	if o == nil || o.Timeout == nil {
		return C.REEVE_NOT_GIVEN, nil
	}
	if *o.Timeout < 0 {
		return 0, invalidArgument("Timeout must not be negative")
	}
	return C.int64_t((*o.Timeout + time.Millisecond - 1) / time.Millisecond), nil
}

// WaitPID waits until the process has ended, whoever its parent is. The exit code of a job is always known, also to a
// second asker long after; of others where the kernel tells, else ExitCodeSource is "unknown" and ExitCode nil. A record
// whose process has ended long ago is a result, not an error. options may be nil.
//
// The end of ctx ends the wait, not the process: ctx.Err(). ErrNotFound for a bare pid that nobody has.
func WaitPID(ctx context.Context, ref Ref, options *WaitOptions) (*WaitPidResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	timeout, err := options.millis()
	if err != nil {
		return nil, err
	}
	memory := new(arena)
	defer memory.free()
	handle, named, err := prepare(ref, memory)
	if err != nil {
		return nil, err
	}
	if timeout == C.REEVE_NOT_GIVEN && ctx.Done() == nil && ref.Ref() == PID(os.Getpid()).Ref() {
		return nil, invalidArgument("waiting for this process itself would never end: give a time-out or a context with an end")
	}
	box := make(chan *C.reeve_exit, 1)
	callback := cgo.NewHandle(box)
	var wait C.uint64_t
	var known *C.reeve_exit
	failed := take(C.reeve_go_start_wait(handle, named, timeout, C.uintptr_t(callback), &wait, &known))
	if failed != nil || known != nil {
		callback.Delete()
	}
	if failed != nil {
		return nil, failed
	}
	if known == nil {
		select {
		case known = <-box:
		case <-ctx.Done():
			if C.reeve_cancel_wait(handle, wait) {
				callback.Delete()
				return nil, ctx.Err()
			}
			known = <-box // it ended at this very moment
		}
	}
	result := new(WaitPidResult)
	return result, decode(unsafe.Pointer(known), known.json, known.json_length, result)
}
