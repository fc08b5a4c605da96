package reeve

/*
#include <reeve.h>
*/
import "C"

import (
	"math"
	"os"
	"strings"
	"syscall"
	"unsafe"
)

// Job is a started job: its record, which is all of it that JSON shows, and this program's ends of its pipes.
type Job struct {
	SpawnInGroupResult
	// Stdin is where a Pipe was asked for, else nil. Closing it is the caller's.
	Stdin *os.File `json:"-"`
	// Stdout is where a Pipe was asked for, else nil. What nobody reads holds the job up once the pipe is full.
	Stdout *os.File `json:"-"`
	Stderr *os.File `json:"-"`
}

// SpawnInGroup starts a program as a job: in a process group of its own, inside the strongest containment this machine
// has, with default signal dispositions and no descriptor but the three asked for. Default streams: stdin ignored, stdout
// and stderr inherited. Argv, Env, Cwd and paths are bytes on Unix: what is no UTF-8 gets there as it is.
//
// It returns once the program runs. A program that can't be executed is an error (fs.ErrNotExist, fs.ErrPermission, ...)
// and leaves nothing behind. The job outlives this program unless OnParentExit is "kill".
func SpawnInGroup(config SpawnInGroupConfig) (*Job, error) {
	handle, err := theRuntime()
	if err != nil {
		return nil, err
	}
	memory := new(arena)
	defer memory.free()
	orders := config.toC(memory)
	if memory.err != nil {
		return nil, memory.err
	}
	var result *C.reeve_job
	if err := take(C.reeve_spawn_in_group(handle, &orders, &result)); err != nil {
		return nil, err
	}
	job := new(Job)
	job.Stdin = pipeEnd(result.std_in, "stdin")
	job.Stdout = pipeEnd(result.std_out, "stdout")
	job.Stderr = pipeEnd(result.std_err, "stderr")
	return job, decode(unsafe.Pointer(result), result.json, result.json_length, &job.SpawnInGroupResult)
}

// Read and written without holding a thread.
func pipeEnd(descriptor C.int32_t, name string) *os.File {
	if descriptor < 0 {
		return nil
	}
	_ = syscall.SetNonblock(int(descriptor), true) // where it can't be, a thread is held
	return os.NewFile(uintptr(descriptor), name)
}

func (c *SpawnInGroupConfig) toC(memory *arena) C.reeve_spawn_config {
	config := C.reeve_spawn_defaults()
	config.argv = memory.texts("Argv", c.Argv)
	config.argv0 = memory.optional("Argv0", c.Argv0)
	config.cwd = memory.optional("Cwd", c.Cwd)
	config.containment = memory.optional("Containment", c.Containment)
	config.state_dir = memory.optional("StateDir", c.StateDir)
	config.on_parent_exit = memory.optional("OnParentExit", c.OnParentExit)
	// Not C's, which a Setenv of another goroutine may be changing at this moment.
	config.base_env = memory.texts("the environment", os.Environ())
	if c.Env != nil {
		config.env = memory.texts("Env", changes(*c.Env, memory))
	}
	config.std_in = c.Stdin.toC("Stdin", memory)
	config.std_out = c.Stdout.toC("Stdout", memory)
	config.std_err = c.Stderr.toC("Stderr", memory)
	setNumber(&config.uid, c.UID)
	setNumber(&config.gid, c.GID)
	setNumber(&config.umask, c.Umask)
	setNumber(&config.nice, c.Nice)
	if c.Groups != nil {
		config.groups = memory.numbers("Groups", *c.Groups)
		config.group_count = C.size_t(len(*c.Groups))
	}
	if c.Limits != nil {
		c.Limits.toC(&config.limits, memory)
	}
	config.clear_env = isSet(c.ClearEnv)
	config.new_session = isSet(c.NewSession)
	config.limits_optional = C.bool(c.LimitsRequired != nil && !*c.LimitsRequired)
	return config
}

func (l *SpawnInGroupConfigLimits) toC(limits *C.reeve_limits, memory *arena) {
	setNumber(&limits.memory_max, l.MemoryMax)
	setNumber(&limits.memory_swap_max, l.MemorySwapMax)
	setNumber(&limits.pids_max, l.PidsMax)
	setNumber(&limits.io_weight, l.IOWeight)
	if l.CPUMax == nil {
		return
	}
	limits.cpu_max = C.double(*l.CPUMax)
	if *l.CPUMax == 0 { // means none to C
		memory.refuse("Limits.CPUMax must be from 0.01 to 4096, not 0")
	}
}

func (s *Stream) toC(name string, memory *arena) C.reeve_stream {
	switch {
	case s == nil:
		return C.reeve_stream{kind: C.REEVE_STREAM_DEFAULT}
	case s.file != nil:
		return s.file.toC(name, memory)
	case s.fd != nil && s.fd.FD > math.MaxInt32:
		return C.reeve_stream{kind: C.REEVE_STREAM_FD, fd: -1}
	case s.fd != nil:
		return C.reeve_stream{kind: C.REEVE_STREAM_FD, fd: C.int32_t(s.fd.FD)}
	case s.word == "pipe":
		return C.reeve_stream{kind: C.REEVE_STREAM_PIPE}
	case s.word == "inherit":
		return C.reeve_stream{kind: C.REEVE_STREAM_INHERIT}
	case s.word == "ignore":
		return C.reeve_stream{kind: C.REEVE_STREAM_IGNORE}
	default:
		return C.reeve_stream{kind: -1}
	}
}

func (f *fileStream) toC(name string, memory *arena) C.reeve_stream {
	stream := C.reeve_stream{kind: C.REEVE_STREAM_FILE, file: memory.text(name, f.File), append: isSet(f.Append)}
	stream.timestamps = isSet(f.Timestamps)
	if f.Rotate == nil {
		return stream
	}
	stream.max_bytes = C.int64_t(f.Rotate.MaxBytes)
	stream.keep = 1
	if f.Rotate.Keep != nil {
		stream.keep = C.int64_t(*f.Rotate.Keep)
	}
	setNumber(&stream.max_age_ms, f.Rotate.MaxAgeMs)
	// Zero means none to C.
	if stream.max_bytes == 0 || stream.keep == 0 || f.Rotate.MaxAgeMs != nil && stream.max_age_ms == 0 {
		memory.refuse(name + ": a rotation needs a size, an age if it has one, and files to keep")
	}
	return stream
}

func changes(env map[string]*string, memory *arena) []string {
	entries := make([]string, 0, len(env))
	for name, value := range env {
		if name == "" || strings.ContainsAny(name, "=") {
			memory.refuse("Env has a variable whose name is empty or contains '='")
		} else if value == nil {
			entries = append(entries, name)
		} else {
			entries = append(entries, name+"="+*value)
		}
	}
	return entries
}

func setNumber[T int | int64](field *C.int64_t, given *T) {
	if given != nil {
		*field = C.int64_t(*given)
	}
}

func isSet(flag *bool) C.bool { return C.bool(flag != nil && *flag) }
