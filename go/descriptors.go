package reeve

/*
#include <reeve.h>
*/
import "C"

// ListFds is what a process has open, by ascending descriptor: files with path, flags and position, sockets with their
// addresses, pidfds with their process. What the system does not tell is nil. With Kind only descriptors of that kind, which
// costs less. A zombie has nothing open. options may be nil.
//
// ErrNotFound or ErrReused when the process is gone; ErrPermission for one that we may not look into.
func ListFds(ref Ref, options *ListFdsOptions) (*FdList, error) {
	if options == nil {
		options = new(ListFdsOptions)
	}
	return ask[FdList](func(memory *arena) question {
		named, kind := memory.ref(ref), memory.optional("Kind", options.Kind)
		return func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error {
			return C.reeve_list_fds(handle, named, kind, answer)
		}
	})
}
