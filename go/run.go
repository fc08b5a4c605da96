package reeve

import (
	"context"
	"errors"
	"io"
	"math"
	"os"
	"strings"
	"time"
)

// Run is the record of a run, and what was captured as bytes, which JSON does not show.
type Run struct {
	RunWithTimeoutResult
	// StdoutRaw is the bytes that Stdout was made from; nil when it was not captured.
	StdoutRaw []byte `json:"-"`
	// StderrRaw is the bytes that Stderr was made from; nil when it was not captured.
	StderrRaw []byte `json:"-"`
}

const (
	usualOutput = 1 << 20
	mostOutput  = 1 << 28
	// How long the exit of a first process that is dead already may take to be heard of.
	exitPatience = time.Second
)

// RunWithTimeout runs a program to its end, or to the end of its time, and gives its exit code and what it wrote. The program
// is a job of SpawnInGroup and takes the same configuration. TimeoutMS nil: no time-out. Input is bytes, which the program
// reads from its standard input; not together with Stdin.
//
// When the time is over, the whole tree is ended as by TerminateTree. When the program ends by itself, what it left running
// in the job is ended the same way, unless LeaveRest. Stdout and Stderr are captured unless told otherwise: all of it is read,
// and the last MaxOutputBytes (1 MiB) of each are kept.
//
// A time-out, an exit code other than 0, a signal and survivors are data in the result. The end of ctx before the start is
// ctx.Err(), and nothing is started; during the run the tree is ended as at a time-out, and the result says Aborted: this
// is the one function whose context ends a process. Its errors are those of SpawnInGroup, and of TerminateTree where a tree
// whose time is over could not be ended.
func RunWithTimeout(ctx context.Context, config RunWithTimeoutConfig) (*Run, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := config.check(); err != nil {
		return nil, err
	}
	began := time.Now()
	job, err := SpawnInGroup(config.spawn())
	if err != nil {
		return nil, err
	}
	most := usualOutput
	if config.MaxOutputBytes != nil {
		most = *config.MaxOutputBytes
	}
	stdout, stderr := capture("stdout", job.Stdout, most), capture("stderr", job.Stderr, most)
	if job.Stdin != nil {
		go feed(job.Stdin, *config.Input)
	}
	end, err := config.finish(ctx, job, began)
	if job.Stdin != nil {
		job.Stdin.Close()
	}
	stdout.finish()
	stderr.finish()
	if err != nil {
		return nil, err
	}
	return end.result(job, stdout.result(), stderr.result()), nil
}

// That a program ends, or closes its input, without having read all of it is its own affair and no error.
func feed(stdin *os.File, input string) {
	_, _ = io.Copy(stdin, strings.NewReader(input))
	stdin.Close()
}

func (c *RunWithTimeoutConfig) check() error {
	switch {
	case c.TimeoutMS != nil && (*c.TimeoutMS < 1 || *c.TimeoutMS > math.MaxInt32):
		return invalidArgument("TimeoutMS must be from 1 to 2147483647; nil is for no time-out")
	case c.MaxOutputBytes != nil && (*c.MaxOutputBytes < 0 || *c.MaxOutputBytes > mostOutput):
		return invalidArgument("MaxOutputBytes must be from 0 to 268435456")
	case c.Input != nil && c.Stdin != nil:
		return invalidArgument("Input and Stdin can not be given together")
	case c.Stdin != nil && c.Stdin.word == "pipe":
		return invalidArgument("Stdin Pipe would have nobody who writes to it: give Input")
	}
	// Which signals there are, the library knows. This process is always refused, and only for want of another reason.
	usable := c.ending()
	usable.DryRun = Ptr(true)
	_, err := TerminateTree(context.Background(), PID(os.Getpid()), usable)
	if errors.Is(err, ErrProtected) {
		return nil
	}
	return err
}

func (c *RunWithTimeoutConfig) ending() *TerminateTreeConfig {
	return &TerminateTreeConfig{
		Signal: c.Signal, GraceTimeoutMS: c.GraceTimeoutMS, KillSignal: c.KillSignal, KillTimeoutMS: c.KillTimeoutMS,
	}
}

func (c *RunWithTimeoutConfig) spawn() SpawnInGroupConfig {
	spawn := SpawnInGroupConfig{
		Argv: c.Argv, Argv0: c.Argv0, Cwd: c.Cwd, Env: c.Env, ClearEnv: c.ClearEnv,
		Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
		StateDir: c.StateDir, Containment: c.Containment, NewSession: c.NewSession,
		UID: c.UID, GID: c.GID, Groups: c.Groups, Umask: c.Umask, Nice: c.Nice,
		Limits: c.Limits, LimitsRequired: c.LimitsRequired, OnParentExit: c.OnParentExit,
	}
	if c.Input != nil {
		spawn.Stdin = Pipe()
	}
	if c.Stdout == nil {
		spawn.Stdout = Pipe()
	}
	if c.Stderr == nil {
		spawn.Stderr = Pipe()
	}
	return spawn
}
