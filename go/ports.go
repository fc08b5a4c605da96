package reeve

/*
#include <reeve.h>

extern void reeveGoText(uintptr_t handle, reeve_error *error, reeve_text *text);

static void reeve_go_on_text(void *data, reeve_error *error, reeve_text *text) {
	reeveGoText((uintptr_t)data, error, text);
}

static reeve_error *reeve_go_start_wait_for_port(reeve_runtime *runtime, reeve_ref owner, _Bool owned,
                                                 reeve_port_wait_config config, uintptr_t handle, uint64_t *wait) {
	return reeve_start_wait_for_port(runtime, owned ? &owner : NULL, &config, reeve_go_on_text, (void *)handle, wait);
}
*/
import "C"

import (
	"context"
	"math"
	"runtime/cgo"
	"time"
)

// ListeningPorts is the sockets that wait at a port, of TCP and UDP, IPv4 and IPv6, with the processes that have them open:
// one binding for each pair. A binding is a Ref; of a socket whose process may not be seen PID is nil, and then it names
// nobody. Nobody there is an empty list. filter and options may be nil.
func ListeningPorts(filter *PortFilter, options *ListeningPortsOptions) (*PortBindings, error) {
	return ask[PortBindings](func(memory *arena) question {
		meant, how := filter.toC(memory), options.wish().toC(memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_listening_ports(handle, &meant, &how, answer)
		}
	})
}

// FindByPort is the processes that listen at one port (Protocol: "tcp"), each once. Listening says whether anybody does:
// true without a process means that none of them may be seen. An answer about this moment: a port that is free now may be
// taken by the time it is used. options may be nil.
func FindByPort(port int, options *FindByPortOptions) (*PortOwners, error) {
	if options == nil {
		options = new(FindByPortOptions)
	}
	return ask[PortOwners](func(memory *arena) question {
		protocol, host := memory.optional("Protocol", options.Protocol), memory.optional("Host", options.Host)
		number := portToC(port, memory)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_find_by_port(handle, number, protocol, host, answer)
		}
	})
}

func portToC(port int, memory *arena) C.int32_t {
	if port < 1 || port > math.MaxUint16 {
		memory.refuse("a port is a number from 1 to 65535")
	}
	return C.int32_t(port & math.MaxUint16)
}

// WaitForPortOptions say what to wait for.
type WaitForPortOptions struct {
	// Protocol is "tcp" or "udp"; nil: "tcp".
	Protocol *string
	// Host is an IP address: wait for who gets what is sent there; nil: whatever address it listens at.
	Host *string
	// Scope says who is to listen: "process", itself, or "tree", it or any process of its tree or job; nil: "tree".
	Scope *string
	// Timeout: give up after this time, with ErrTimedOut. Counted in milliseconds, begun ones whole; nil: never.
	Timeout *time.Duration
}

func (o *WaitForPortOptions) toC(port int, owned bool, memory *arena) C.reeve_port_wait_config {
	config := C.reeve_port_wait_defaults()
	config.port = portToC(port, memory)
	if o == nil {
		return config
	}
	config.protocol = memory.optional("Protocol", o.Protocol)
	config.host = memory.optional("Host", o.Host)
	timeout, err := (&WaitOptions{Timeout: o.Timeout}).millis()
	if err != nil && memory.err == nil {
		memory.err = err
	}
	config.timeout_ms = timeout
	if o.Scope == nil {
		return config
	}
	config.process_only = *o.Scope == "process"
	if *o.Scope != "process" && *o.Scope != "tree" {
		memory.refuse("Scope must be process or tree, not '" + *o.Scope + "'")
	} else if !owned {
		memory.refuse("Scope is of a process: name one")
	}
	return config
}

// WaitForPort waits until the owner, or one of its tree, is the one that listens at the port: never for a stranger who has
// it. The tree of a job's record is all of the job. owner may be nil: anybody will do; and so may options. It holds the
// goroutine and no thread. What is not answered is whether it serves already: connect, or ask it.
//
// ErrEnded as soon as nothing of the owner is left, ErrTimedOut when the time is over: both say who has the port. ErrNotFound
// or ErrReused when it is gone before. The end of ctx ends the wait: ctx.Err().
func WaitForPort(ctx context.Context, owner Ref, port int, options *WaitForPortOptions) (*WaitForPortResult, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	memory := new(arena)
	defer memory.free()
	config := options.toC(port, owner != nil, memory)
	handle, err := theRuntime()
	if err != nil {
		return nil, err
	}
	var named C.reeve_ref
	if owner != nil {
		named = memory.ref(owner)
	}
	if memory.err != nil {
		return nil, memory.err
	}
	box := make(chan told, 1)
	callback := cgo.NewHandle(box)
	var wait C.uint64_t
	started := C.reeve_go_start_wait_for_port(handle, named, C._Bool(owner != nil), config, C.uintptr_t(callback), &wait)
	if err := take(started); err != nil {
		callback.Delete()
		return nil, err
	}
	select {
	case done := <-box:
		return record[WaitForPortResult](done.failed, done.text)
	case <-ctx.Done():
		if C.reeve_cancel_wait(handle, wait) {
			callback.Delete()
			return nil, ctx.Err()
		}
		done := <-box // it was answered at this very moment
		return record[WaitForPortResult](done.failed, done.text)
	}
}
