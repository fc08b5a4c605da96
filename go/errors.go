package reeve

import (
	"encoding/json"
	"syscall"
)

// Error is a refused or failed operation: the record that all languages have (schemas/v1/error.schema.json). Ask what it
// is with errors.Is, by one of the Err values below or by a syscall.Errno or an fs.Err value that fits.
type Error struct {
	ErrorRecord
}

// What an *Error may be. Each stands for one or a few codes.
var (
	// ErrNotFound: no process has the pid (ESRCH).
	ErrNotFound error = kind("no such process")
	// ErrPermission: the system does not allow it (EPERM, EACCES).
	ErrPermission error = kind("not permitted")
	// ErrReused: the pid belongs to another process than the one on record; nothing was done (ERR_PROCESS_REUSED).
	ErrReused error = kind("the pid was reused")
	// ErrProtected: pid 1, this process or an ancestor of it was to be ended (ERR_PROTECTED_PROCESS).
	ErrProtected error = kind("the process is protected")
	// ErrIdentityUnknown: nothing tells whether it is the process on record (ERR_IDENTITY_UNKNOWN).
	ErrIdentityUnknown error = kind("the identity is unknown")
	// ErrInvalidArgument: a value that no system could use (ERR_INVALID_ARG).
	ErrInvalidArgument error = kind("invalid argument")
	// ErrTimedOut: the time of WaitForPort was over; everywhere else a time-out is data (ERR_TIMED_OUT).
	ErrTimedOut error = kind("the time is over")
	// ErrEnded: nothing is left of the process or tree that WaitForPort waited for (ERR_PROCESS_ENDED).
	ErrEnded error = kind("the process has ended")
	// ErrUnsupported: this system or this version can't do it (ERR_UNSUPPORTED).
	ErrUnsupported error = kind("not supported")
)

type kind string

func (k kind) Error() string { return "reeve: " + string(k) }

var kinds = map[string]error{
	"ESRCH":                 ErrNotFound,
	"EPERM":                 ErrPermission,
	"EACCES":                ErrPermission,
	"ERR_PROCESS_REUSED":    ErrReused,
	"ERR_PROTECTED_PROCESS": ErrProtected,
	"ERR_IDENTITY_UNKNOWN":  ErrIdentityUnknown,
	"ERR_INVALID_ARG":       ErrInvalidArgument,
	"ERR_TIMED_OUT":         ErrTimedOut,
	"ERR_PROCESS_ENDED":     ErrEnded,
	"ERR_UNSUPPORTED":       ErrUnsupported,
}

// Error is the sentence for people; it may change.
func (e *Error) Error() string { return "reeve: " + e.Message }

// Is tells whether this is an error of that kind.
func (e *Error) Is(target error) bool { return target == kinds[e.Code] && target != nil }

// Unwrap is the system's own error; nil when reeve refused by itself.
func (e *Error) Unwrap() error {
	if e.Errno == nil {
		return nil
	}
	return syscall.Errno(-*e.Errno)
}

func invalidArgument(message string) error {
	return &Error{ErrorRecord{Code: "ERR_INVALID_ARG", Message: "ERR_INVALID_ARG: " + message}}
}

func errorOf(record []byte) error {
	failed := new(Error)
	if err := json.Unmarshal(record, &failed.ErrorRecord); err != nil {
		return err
	}
	return failed
}
