package reeve

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
)

// Ptr is for options, which are pointers because absent is not the same as empty: Ptr(true), Ptr("/tmp").
func Ptr[T any](value T) *T { return &value }

// Asked is a field that is there only when it was asked for, and may be null then.
type Asked[T any] []*T

// Get is the value; ok is false where it was not asked for or could not be read.
func (a Asked[T]) Get() (value T, ok bool) {
	if len(a) == 0 || a[0] == nil {
		return value, false
	}
	return *a[0], true
}

func (a Asked[T]) orNil() *T {
	if len(a) == 0 {
		return nil
	}
	return a[0]
}

// MarshalJSON is the value, or null.
func (a Asked[T]) MarshalJSON() ([]byte, error) {
	if len(a) == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(a[0])
}

// UnmarshalJSON keeps null, too.
func (a *Asked[T]) UnmarshalJSON(text []byte) error {
	var value *T
	if err := json.Unmarshal(text, &value); err != nil {
		return err
	}
	*a = Asked[T]{value}
	return nil
}

// Signal is a signal's name, with or without SIG, or its number in digits.
type Signal string

// MarshalJSON is a number for digits and a text for a name.
func (s Signal) MarshalJSON() ([]byte, error) {
	if _, err := strconv.Atoi(string(s)); err == nil {
		return []byte(s), nil
	}
	return json.Marshal(string(s))
}

// UnmarshalJSON takes both.
func (s *Signal) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte(`"`)) {
		return json.Unmarshal(text, (*string)(s))
	}
	var number int
	if err := json.Unmarshal(text, &number); err != nil {
		return err
	}
	*s = Signal(strconv.Itoa(number))
	return nil
}

// Stream is what a standard stream of a job becomes: one of Ignore, Inherit and Pipe, or a File or FD.
type Stream struct {
	word string
	file *fileStream
	fd   *fdStream
}

type fileStream struct {
	File       string    `json:"file"`
	Append     *bool     `json:"append,omitempty"`
	Rotate     *rotation `json:"rotate,omitempty"`
	Timestamps *bool     `json:"timestamps,omitempty"`
}

type rotation struct {
	MaxBytes int64  `json:"max_bytes"`
	MaxAgeMs *int64 `json:"max_age_ms,omitempty"`
	Keep     *int   `json:"keep,omitempty"`
}

type fdStream struct {
	FD int `json:"fd"`
}

// Ignore is nothing: the end of file, or where nobody listens.
func Ignore() *Stream { return &Stream{word: "ignore"} }

// Inherit is this program's own stream.
func Inherit() *Stream { return &Stream{word: "inherit"} }

// Pipe is a pipe, whose other end is in the Job.
func Pipe() *Stream { return &Stream{word: "pipe"} }

// File is a file, opened relative to this program's folder. An output is made where it is missing and emptied first.
func File(path string) *Stream { return &Stream{file: &fileStream{File: path}} }

// Append is a file that is written to at its end.
func Append(path string) *Stream { return &Stream{file: &fileStream{File: path, Append: Ptr(true)}} }

// Rotated makes of a File one that the job's keeper writes, and begins anew at the end of the line that makes it maxBytes
// long; so many files before it are kept. Other streams stay as they are.
func (s *Stream) Rotated(maxBytes int64, keep int) *Stream {
	if s.file == nil {
		return s
	}
	file := *s.file
	file.Rotate = &rotation{MaxBytes: maxBytes, Keep: &keep}
	return &Stream{file: &file}
}

// RotatedEvery is Rotated, and lets a file begin with the first line after so long too, a second or more.
func (s *Stream) RotatedEvery(age time.Duration, maxBytes int64, keep int) *Stream {
	rotated := s.Rotated(maxBytes, keep)
	if rotated.file != nil {
		rotated.file.Rotate.MaxAgeMs = Ptr(age.Milliseconds())
	}
	return rotated
}

// Timestamped makes of a File one in which the job's keeper writes the time before each line.
func (s *Stream) Timestamped() *Stream {
	if s.file == nil {
		return s
	}
	file := *s.file
	file.Timestamps = Ptr(true)
	return &Stream{file: &file}
}

// FD is a descriptor of this program, which keeps it: File.Fd() of an *os.File, say.
func FD(number uintptr) *Stream { return &Stream{fd: &fdStream{FD: int(number)}} }

// MarshalJSON is as the schema has it.
func (s Stream) MarshalJSON() ([]byte, error) {
	if s.file != nil {
		return json.Marshal(s.file)
	}
	if s.fd != nil {
		return json.Marshal(s.fd)
	}
	return json.Marshal(s.word)
}

// UnmarshalJSON takes the three forms of the schema.
func (s *Stream) UnmarshalJSON(text []byte) error {
	if bytes.HasPrefix(text, []byte(`"`)) {
		return json.Unmarshal(text, &s.word)
	}
	var keys map[string]json.RawMessage
	if err := json.Unmarshal(text, &keys); err != nil {
		return err
	}
	if _, isFD := keys["fd"]; isFD {
		s.fd = new(fdStream)
		return json.Unmarshal(text, s.fd)
	}
	s.file = new(fileStream)
	return json.Unmarshal(text, s.file)
}
