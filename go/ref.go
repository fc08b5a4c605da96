package reeve

import (
	"encoding/json"
	"strconv"
)

// Ref names a process: a PID, or any record with one, such as *ProcessInfo, *Job or a ProcessRef.
type Ref interface {
	Ref() ProcessRef
}

// PID names whoever has the number at the moment of the call: without a guard against reuse.
type PID int

// Ref names the process.
func (p PID) Ref() ProcessRef { return ProcessRef{text: strconv.Itoa(int(p))} }

// ProcessRef is a process as some program kept it: a pid, or any record with one, whichever language made it. Get one by
// decoding the JSON text with encoding/json or Decode, or from a result.
type ProcessRef struct {
	text string
}

// Ref is itself.
func (r ProcessRef) Ref() ProcessRef { return r }

// MarshalJSON is what it was made of.
func (r ProcessRef) MarshalJSON() ([]byte, error) {
	if r.text == "" {
		return []byte("null"), nil
	}
	return []byte(r.text), nil
}

// UnmarshalJSON takes any text; whether it names a process is told by the function that it is given to.
func (r *ProcessRef) UnmarshalJSON(text []byte) error {
	r.text = string(text)
	return nil
}

// What of a record names its process.
type refFields struct {
	PID             int          `json:"pid"`
	Identity        *string      `json:"identity,omitempty"`
	StartTimeUnixMS *int64       `json:"start_time_unix_ms,omitempty"`
	Containment     *Containment `json:"containment,omitempty"`
}

// Of a record whose process may not be seen; the result names nobody, which every function says.
func pidOrNobody(pid *int) int {
	if pid == nil {
		return 0
	}
	return *pid
}

func refTo(fields refFields) ProcessRef {
	text, err := json.Marshal(fields)
	if err != nil {
		return ProcessRef{} // names nobody, which every function says
	}
	return ProcessRef{text: string(text)}
}
