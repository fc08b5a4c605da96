package reeve

import (
	"errors"
	"io"
	"os"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"
)

// tail is the last bytes of what was written to it, in one piece of memory that is never larger than most, however small
// the pieces are that it is written in.
type tail struct {
	most  int
	total int64
	ring  []byte
	start int // where the oldest byte lies
	kept  int
}

func (t *tail) truncated() bool { return t.total > int64(t.kept) }

func (t *tail) write(chunk []byte) {
	t.total += int64(len(chunk))
	if len(chunk) > t.most {
		chunk = chunk[len(chunk)-t.most:]
	}
	if len(chunk) == 0 {
		return
	}
	t.makeRoom(t.kept + len(chunk))
	at := (t.start + t.kept) % len(t.ring)
	copy(t.ring, chunk[copy(t.ring[at:], chunk):])
	if over := t.kept + len(chunk) - t.most; over > 0 {
		t.start = (t.start + over) % len(t.ring)
		t.kept -= over
	}
	t.kept += len(chunk)
}

// The ring grows only while nothing was overwritten, so it begins at 0.
func (t *tail) makeRoom(wanted int) {
	if wanted > t.most {
		wanted = t.most
	}
	if wanted <= len(t.ring) {
		return
	}
	size := 2 * len(t.ring)
	if size < wanted {
		size = wanted
	}
	if size > t.most {
		size = t.most
	}
	larger := make([]byte, size)
	copy(larger, t.ring[:t.kept])
	t.ring = larger
}

// What is kept, as a copy.
func (t *tail) bytes() []byte {
	kept := make([]byte, 0, t.kept)
	if t.start+t.kept <= len(t.ring) {
		return append(kept, t.ring[t.start:t.start+t.kept]...)
	}
	kept = append(kept, t.ring[t.start:]...)
	return append(kept, t.ring[:t.kept-len(kept)]...)
}

// UTF-8 as text. Where the beginning is missing, the rest of a character that was cut goes with it.
func textOf(bytes []byte, truncated bool) string {
	for cut := 0; truncated && cut < utf8.UTFMax-1 && len(bytes) > 0 && !utf8.RuneStart(bytes[0]); cut++ {
		bytes = bytes[1:]
	}
	var text strings.Builder
	for _, letter := range string(bytes) {
		text.WriteRune(letter)
	}
	return text.String()
}

// output is read to its end, whatever of it is kept, so that who writes to it is never held up.
type output struct {
	name string
	file *os.File
	tail tail
	done chan struct{}
	err  error // nil: the end was seen
}

// nil for no pipe.
func capture(name string, file *os.File, most int) *output {
	if file == nil {
		return nil
	}
	captured := &output{name: name, file: file, tail: tail{most: most}, done: make(chan struct{})}
	go captured.read()
	return captured
}

const pieceSize = 65536

func (o *output) read() {
	defer close(o.done)
	piece := make([]byte, pieceSize)
	for {
		size, err := o.file.Read(piece)
		o.tail.write(piece[:size])
		if err == io.EOF {
			return
		}
		if err != nil {
			o.err = err
			return
		}
	}
}

// How long a pipe is read on when somebody outside the job holds its other end.
const patience = 100 * time.Millisecond

// A pipe holds no more than this.
const mostInPipe = 1 << 20

// For a job that has ended: lets the output come to its end and closes it. Where somebody still holds it open it is closed
// before its end; what the job itself had written is in the pipe by then, and is read.
func (o *output) finish() {
	if o == nil {
		return
	}
	defer o.file.Close()
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case <-o.done:
		return
	case <-late.C:
	}
	if o.file.SetReadDeadline(time.Now()) != nil {
		o.file.Close()
	}
	<-o.done
	if errors.Is(o.err, os.ErrDeadlineExceeded) {
		o.err = errHeldOpen
		o.drain()
	}
}

var errHeldOpen = errors.New("a process still had it open")

// Reads what is there, and waits for nothing more.
func (o *output) drain() {
	raw, err := o.file.SyscallConn()
	if err != nil || o.file.SetReadDeadline(time.Time{}) != nil {
		return
	}
	piece := make([]byte, pieceSize)
	for read := 0; read < mostInPipe; {
		size := 0
		_ = raw.Read(func(descriptor uintptr) bool {
			size, err = syscall.Read(int(descriptor), piece)
			return true
		})
		if size == 0 && err == nil {
			o.err = nil
		}
		if size <= 0 {
			return
		}
		o.tail.write(piece[:size])
		read += size
	}
}

// What of a run's record is told of it.
type captured struct {
	raw              []byte
	text             *string
	bytes            *int64
	truncated, ended *bool
	warnings         []string
}

func (o *output) result() captured {
	if o == nil {
		return captured{}
	}
	raw, truncated := o.tail.bytes(), o.tail.truncated()
	told := captured{raw: raw, text: Ptr(textOf(raw, truncated)), bytes: &o.tail.total, truncated: &truncated, ended: Ptr(o.err == nil)}
	if o.err != nil {
		told.warnings = []string{o.name + " was closed before its end: " + o.err.Error()}
	}
	return told
}
