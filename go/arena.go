package reeve

/*
#include <stdlib.h>
#include <stdint.h>
#include <reeve.h>
*/
import "C"

import (
	"math"
	"strings"
	"unsafe"
)

// arena is the C memory of one call's arguments, freed at once. The first text that C can't hold is kept as err.
type arena struct {
	blocks []unsafe.Pointer
	err    error
}

func (a *arena) keep(block unsafe.Pointer) unsafe.Pointer {
	a.blocks = append(a.blocks, block)
	return block
}

func (a *arena) free() {
	for _, block := range a.blocks {
		C.free(block)
	}
}

func (a *arena) text(name, text string) *C.char {
	if strings.IndexByte(text, 0) >= 0 {
		a.refuse(name + " contains a NUL byte, which no program can be given")
	}
	return (*C.char)(a.keep(unsafe.Pointer(C.CString(text))))
}

// A nil is a NULL.
func (a *arena) optional(name string, text *string) *C.char {
	if text == nil {
		return nil
	}
	return a.text(name, *text)
}

// With a NULL behind the last one.
func (a *arena) texts(name string, texts []string) **C.char {
	list := (**C.char)(a.keep(C.calloc(C.size_t(len(texts)+1), C.size_t(unsafe.Sizeof((*C.char)(nil))))))
	cells := unsafe.Slice(list, len(texts)+1)
	for index, text := range texts {
		cells[index] = a.text(name, text)
	}
	return list
}

func (a *arena) numbers(name string, numbers []int64) *C.uint32_t {
	list := (*C.uint32_t)(a.keep(C.calloc(C.size_t(len(numbers)+1), 4)))
	cells := unsafe.Slice(list, len(numbers)+1)
	for index, number := range numbers {
		if number < 0 || number > 4294967294 {
			a.refuse(name + " has a number that is not from 0 to 4294967294")
		}
		cells[index] = C.uint32_t(number)
	}
	return list
}

func (a *arena) pids(name string, pids []int) *C.int32_t {
	list := (*C.int32_t)(a.keep(C.calloc(C.size_t(len(pids)+1), 4)))
	cells := unsafe.Slice(list, len(pids)+1)
	for index, pid := range pids {
		if pid < 1 || pid > math.MaxInt32 {
			a.refuse(name + " holds what is no pid")
			continue
		}
		cells[index] = C.int32_t(pid)
	}
	return list
}

func (a *arena) ref(ref Ref) C.reeve_ref {
	if ref == nil {
		a.refuse("a process is named by its pid or by a record with one")
		return C.reeve_ref{}
	}
	return C.reeve_ref{record: a.text("a record", ref.Ref().text)}
}

// With an empty one behind the last, so that there is a first in any case.
func (a *arena) refs(refs []Ref) []C.reeve_ref {
	named := make([]C.reeve_ref, len(refs)+1)
	for index, ref := range refs {
		named[index] = a.ref(ref)
	}
	return named
}

// The first fault stays.
func (a *arena) refuse(message string) {
	if a.err == nil {
		a.err = invalidArgument(message)
	}
}
