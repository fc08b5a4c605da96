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
	handle, named, free, err := prepare(ref)
	if err != nil {
		return nil, err
	}
	defer free()
	memory := new(arena)
	defer memory.free()
	var kind *C.char
	if options != nil {
		kind = memory.optional("Kind", options.Kind)
	}
	if memory.err != nil {
		return nil, memory.err
	}
	var result *C.reeve_text
	failed := C.reeve_list_fds(handle, named, kind, &result)
	return record[FdList](failed, result)
}
