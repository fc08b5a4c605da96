package reeve

/*
#include <reeve.h>
#include <stdint.h>
*/
import "C"

import "runtime/cgo"

// What the library's threads call. Each handle is called once at most, and holds a channel with room for its one result,
// so that nobody is held up.

type ended struct {
	failed *C.reeve_error
	ending *C.reeve_ending
}

type told struct {
	failed *C.reeve_error
	text   *C.reeve_text
}

//export reeveGoText
func reeveGoText(number C.uintptr_t, failed *C.reeve_error, text *C.reeve_text) {
	handle := cgo.Handle(number)
	box := handle.Value().(chan told)
	handle.Delete()
	box <- told{failed, text}
}

//export reeveGoExit
func reeveGoExit(number C.uintptr_t, exit *C.reeve_exit) {
	handle := cgo.Handle(number)
	box := handle.Value().(chan *C.reeve_exit)
	handle.Delete()
	box <- exit
}

//export reeveGoEnding
func reeveGoEnding(number C.uintptr_t, failed *C.reeve_error, ending *C.reeve_ending) {
	handle := cgo.Handle(number)
	box := handle.Value().(chan ended)
	handle.Delete()
	box <- ended{failed, ending}
}
