// Package reeve starts, looks at, waits for and ends processes and whole trees of them, and never acts on the wrong one.
//
// Every result is a record: a struct made from the JSON schemas that all languages share. Keep it, in memory or as JSON,
// and give it to the function that acts: it names one process for ever, and a function refuses it with ErrReused once
// its pid belongs to another. A bare number, PID(4711), names whoever has it right now.
//
// Expected outcomes (a time-out, a survivor, a process that is gone) are in results; a refused or failed operation is an
// *Error, to be asked with errors.Is. A context ends the waiting, never the process, but for the one of RunWithTimeout.
//
// The package needs cgo and the C library, which it finds by pkg-config as reeve-static. All functions may be called from
// any goroutine. One thread of the library hears of all ends; no thread or goroutine is held for a wait but the caller's
// own goroutine.
package reeve
