package reeve

/*
#cgo pkg-config: reeve-static
#include <reeve.h>
*/
import "C"

import (
	"encoding/json"
	"fmt"
	"sync"
	"unsafe"
)

// Opened with the first use and kept for the life of the program: who started a job is who hears of its end.
var (
	opening sync.Once
	opened  *C.reeve_runtime
	closed  error
)

func theRuntime() (*C.reeve_runtime, error) {
	opening.Do(func() {
		if version := C.reeve_abi_version(); version != C.REEVE_ABI_VERSION {
			closed = fmt.Errorf("reeve: the library has interface %d, this package needs %d", version, C.REEVE_ABI_VERSION)
			return
		}
		closed = take(C.reeve_open(&opened))
	})
	return opened, closed
}

// Version is the library's, such as "0.1.0".
func Version() string { return C.GoString(C.reeve_version()) }

// The error that a function of the library came back with, which is freed; nil for success.
func take(failed *C.reeve_error) error {
	if failed == nil {
		return nil
	}
	defer C.reeve_free(unsafe.Pointer(failed))
	return errorOf([]byte(C.GoString(failed.json)))
}

// The record of a result, which is freed.
func decode(block unsafe.Pointer, text *C.char, size C.size_t, record any) error {
	defer C.reeve_free(block)
	given := C.GoBytes(unsafe.Pointer(text), C.int(size))
	inspect(given, record)
	return json.Unmarshal(given, record)
}

// What a function that gives nothing but a record came back with.
func record[T any](failed *C.reeve_error, result *C.reeve_text) (*T, error) {
	if err := take(failed); err != nil {
		return nil, err
	}
	read := new(T)
	return read, decode(unsafe.Pointer(result), result.json, result.json_length, read)
}

// The tests look at every record as the library gave it out.
var inspect = func(text []byte, record any) {}

// What every function on one process begins with.
func prepare(ref Ref, memory *arena) (*C.reeve_runtime, C.reeve_ref, error) {
	handle, err := theRuntime()
	if err != nil {
		return nil, C.reeve_ref{}, err
	}
	named := memory.ref(ref)
	return handle, named, memory.err
}

// What is asked of the library where the answer is a record and nothing else.
type question func(handle *C.reeve_runtime, answer **C.reeve_text) *C.reeve_error

// Asks what was put together in C's memory, unless something of it can't be given to C.
func ask[T any](put func(memory *arena) question) (*T, error) {
	handle, err := theRuntime()
	if err != nil {
		return nil, err
	}
	memory := new(arena)
	defer memory.free()
	asked := put(memory)
	if memory.err != nil {
		return nil, memory.err
	}
	var answer *C.reeve_text
	failed := asked(handle, &answer)
	return record[T](failed, answer)
}
