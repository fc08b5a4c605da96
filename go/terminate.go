package reeve

/*
#include <stdlib.h>
#include <reeve.h>

extern void reeveGoEnding(uintptr_t handle, reeve_error *error, reeve_ending *ending);

static void reeve_go_on_ending(void *data, reeve_error *error, reeve_ending *ending) {
	reeveGoEnding((uintptr_t)data, error, ending);
}

static reeve_error *reeve_go_start_terminate(reeve_runtime *runtime, reeve_ref ref, reeve_terminate_config config,
                                             uintptr_t handle) {
	return reeve_start_terminate_tree(runtime, ref, &config, reeve_go_on_ending, (void *)handle);
}
*/
import "C"

import (
	"context"
	"runtime/cgo"
	"unsafe"
)

func (c *TerminateTreeConfig) toC(memory *arena) C.reeve_terminate_config {
	config := C.reeve_terminate_defaults()
	if c == nil {
		return config
	}
	if c.Signal != nil {
		config.signal = memory.text("Signal", string(*c.Signal))
	}
	if c.KillSignal != nil {
		config.kill_signal = memory.text("KillSignal", string(*c.KillSignal))
	}
	setNumber(&config.grace_timeout_ms, c.GraceTimeoutMS)
	setNumber(&config.kill_timeout_ms, c.KillTimeoutMS)
	config.dry_run = isSet(c.DryRun)
	return config
}

// TerminateTree ends a process and all that descends from it: asks with Signal, waits or until the tree is empty, kills
// whoever is left, and looks once more. Exited is about the whole tree; who still lives is in Survivors. A tree that is
// gone already is success. config may be nil: the defaults.
//
// An end of ctx is ctx.Err() at once; the ending, once begun, goes on. Refused, with nothing signalled: ErrProtected,
// ErrReused, ErrIdentityUnknown, ErrInvalidArgument.
func TerminateTree(ctx context.Context, ref Ref, config *TerminateTreeConfig) (*TerminateTreeResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	memory := new(arena)
	defer memory.free()
	orders := config.toC(memory)
	handle, named, err := prepare(ref, memory)
	if err != nil {
		return nil, err
	}
	box := make(chan ended, 1)
	callback := cgo.NewHandle(box)
	if err := take(C.reeve_go_start_terminate(handle, named, orders, C.uintptr_t(callback))); err != nil {
		callback.Delete()
		return nil, err
	}
	select {
	case done := <-box:
		return done.result()
	case <-ctx.Done():
		go func() { // frees what nobody waits for any more
			done := <-box
			C.reeve_free(unsafe.Pointer(done.failed))
			C.reeve_free(unsafe.Pointer(done.ending))
		}()
		return nil, ctx.Err()
	}
}

func (e ended) result() (*TerminateTreeResult, error) {
	if err := take(e.failed); err != nil {
		return nil, err
	}
	result := new(TerminateTreeResult)
	return result, decode(unsafe.Pointer(e.ending), e.ending.json, e.ending.json_length, result)
}
