package reeve

/*
#include <reeve.h>
*/
import "C"

const (
	termSignal = Signal("SIGTERM")
	killSignal = Signal("SIGKILL")
)

// SendSignal sends one signal to the process the ref names, or to nobody. It is pinned, compared and signalled through the
// pin. There is no signal 0: CheckIdentity tells whether a process is there.
//
// ErrNotFound when it has ended (a zombie has), ErrReused, ErrIdentityUnknown, ErrPermission, and ErrProtected for pid 1,
// this process and its ancestors.
func SendSignal(ref Ref, signal Signal) (*SignalResult, error) {
	return ask[SignalResult](func(memory *arena) question {
		named, name := memory.ref(ref), memory.text("the signal", string(signal))
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_send_signal(handle, named, name, answer)
		}
	})
}

// SendSignalGroup signals all members of a process group at once, which no fork escapes. A PID names whatever group has the
// number now; a record only the group which that very process leads. ErrProtected for group 1 and for any group that this
// program or an ancestor is in.
func SendSignalGroup(leader Ref, signal Signal) (*SignalResult, error) {
	return ask[SignalResult](func(memory *arena) question {
		named, name := memory.ref(leader), memory.text("the signal", string(signal))
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_send_signal_group(handle, named, name, answer)
		}
	})
}

// SendSignalMany sends one signal to many processes, each once however often it is named, and says what became of each:
// Succeeded, Failed with the error that SendSignal would have given, or SkippedSafety (pid 1, this process, its ancestors).
// What can't name a process at all refuses the whole call, and nothing is sent.
func SendSignalMany(refs []Ref, signal Signal) (*SignalManyResult, error) {
	return ask[SignalManyResult](func(memory *arena) question {
		named, name := memory.refs(refs), memory.text("the signal", string(signal))
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_send_signal_many(handle, &named[0], C.size_t(len(refs)), name, answer)
		}
	})
}

// Terminate is SendSignal with SIGTERM: it asks one process to end. For it and all that descends from it: TerminateTree.
func Terminate(ref Ref) (*SignalResult, error) { return SendSignal(ref, termSignal) }

// ForceKill is SendSignal with SIGKILL: it ends one process.
func ForceKill(ref Ref) (*SignalResult, error) { return SendSignal(ref, killSignal) }

// TerminateMany is SendSignalMany with SIGTERM.
func TerminateMany(refs []Ref) (*SignalManyResult, error) { return SendSignalMany(refs, termSignal) }

// ForceKillMany is SendSignalMany with SIGKILL.
func ForceKillMany(refs []Ref) (*SignalManyResult, error) { return SendSignalMany(refs, killSignal) }

// KillDescendants signals (SIGTERM) the descendants of a process that fit the filter, not the process itself. Each is pinned,
// compared and signalled once, and it looks again until nobody new is found; with SIGKILL everybody is stopped first, so that
// none has children behind its back. Cascade takes along whatever descends from one that fits. options may be nil.
//
// Nothing is waited for, and an orphan is no descendant any more: to end a tree for good use TerminateTree. ErrProtected for
// pid 1; ErrNotFound or ErrReused when the process itself is gone.
func KillDescendants(ref Ref, options *KillDescendantsOptions) (*KillDescendantsResult, error) {
	if options == nil {
		options = new(KillDescendantsOptions)
	}
	return ask[KillDescendantsResult](func(memory *arena) question {
		named, meant, how := memory.ref(ref), options.Filter.toC(memory), C.reeve_kill_defaults()
		if options.Signal != nil {
			how.signal = memory.text("Signal", string(*options.Signal))
		}
		setNumber(&how.max_levels, options.MaxLevels)
		how.cascade = isSet(options.Cascade)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_kill_descendants(handle, named, &meant, &how, answer)
		}
	})
}
