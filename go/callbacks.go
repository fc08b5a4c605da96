package reeve

/*
#include <reeve.h>
*/
import "C"

import (
	"runtime/cgo"
	"unsafe"
)

// What the library's threads call. Each handle is called once at most, and holds a channel with room for its one result,
// so that nobody is held up.

type ended struct {
	failed *C.reeve_error
	ending *C.reeve_ending
}

//export reeveGoExit
func reeveGoExit(data unsafe.Pointer, exit *C.reeve_exit) {
	handle := cgo.Handle(uintptr(data))
	box := handle.Value().(chan *C.reeve_exit)
	handle.Delete()
	box <- exit
}

//export reeveGoEnding
func reeveGoEnding(data unsafe.Pointer, failed *C.reeve_error, ending *C.reeve_ending) {
	handle := cgo.Handle(uintptr(data))
	box := handle.Value().(chan ended)
	handle.Delete()
	box <- ended{failed, ending}
}
