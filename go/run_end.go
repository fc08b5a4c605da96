package reeve

import (
	"context"
	"errors"
	"time"
)

// How a run's program and its tree ended.
type runEnd struct {
	exit              *WaitPidResult
	timedOut, aborted bool
	took              time.Duration
	tree              *TerminateTreeResult // nil: nothing was left to be ended
	treeExited        bool
	warnings          []string
}

// Waits until the program has ended, its time is over or the run is called off, whichever is first; then ends what is left
// of its tree.
func (c *RunWithTimeoutConfig) finish(ctx context.Context, job *Job, began time.Time) (*runEnd, error) {
	var limit WaitOptions
	if c.TimeoutMS != nil {
		limit.Timeout = Ptr(time.Duration(*c.TimeoutMS) * time.Millisecond)
	}
	first, err := WaitPID(ctx, job, &limit)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	if first != nil && first.Exited {
		end := &runEnd{exit: first, took: time.Since(began)}
		end.warnings = append(end.warnings, first.Warnings...)
		end.endRest(job, c)
		return end, nil
	}
	tree, err := endJob(job, c.ending())
	if err != nil {
		return nil, err
	}
	end := &runEnd{timedOut: first != nil, aborted: first == nil, took: time.Since(began)}
	end.note(tree)
	patience := exitPatience
	if !end.treeExited {
		patience = 0
	}
	end.exit, err = WaitPID(context.Background(), job, &WaitOptions{Timeout: &patience})
	if err != nil {
		return nil, err
	}
	end.warnings = append(end.warnings, end.exit.Warnings...)
	return end, nil
}

// TerminateTree, where it is no fault that nothing is left of the job and its pid is another process' by now: nil.
func endJob(job *Job, config *TerminateTreeConfig) (*TerminateTreeResult, error) {
	ended, err := TerminateTree(context.Background(), job, config)
	if errors.Is(err, ErrReused) {
		return nil, nil
	}
	return ended, err
}

// The program has ended by itself and that is known: a look for the rest that fails must not take it away.
func (e *runEnd) endRest(job *Job, config *RunWithTimeoutConfig) {
	ending := config.ending()
	if isSet(config.LeaveRest) {
		ending = &TerminateTreeConfig{DryRun: Ptr(true)}
	}
	tree, err := endJob(job, ending)
	e.note(tree)
	if err != nil {
		e.treeExited = false
		e.warnings = append(e.warnings, "what the program left behind could not be looked for: "+err.Error())
	}
}

// What TerminateTree finds odd, that nothing was left to be ended, is how it should be here.
func (e *runEnd) note(tree *TerminateTreeResult) {
	if tree == nil || tree.Exited && tree.SignaledCount == 0 {
		e.treeExited = true
		return
	}
	e.tree, e.treeExited = tree, tree.Exited
	e.warnings = append(e.warnings, tree.Warnings...)
}

func (e *runEnd) result(job *Job, stdout, stderr captured) *Run {
	const micros = 1000
	result := RunWithTimeoutResult{
		SchemaID:            urn + RunWithTimeoutResult{}.SchemaName(),
		Timestamp:           time.Now().UTC().Format("2006-01-02T15:04:05.000Z"),
		Platform:            job.Platform,
		PID:                 job.PID,
		PGID:                job.PGID,
		Identity:            job.Identity,
		StartTimeUnixMS:     job.StartTimeUnixMS,
		ExitCode:            e.exit.ExitCode,
		Signal:              e.exit.Signal,
		ExitCodeSource:      e.exit.ExitCodeSource,
		TimedOut:            e.timedOut,
		Aborted:             e.aborted,
		DurationMS:          float64(e.took.Microseconds()) / micros,
		Stdout:              stdout.text,
		StdoutBytes:         stdout.bytes,
		StdoutTruncated:     stdout.truncated,
		StdoutEnded:         stdout.ended,
		Stderr:              stderr.text,
		StderrBytes:         stderr.bytes,
		StderrTruncated:     stderr.truncated,
		StderrEnded:         stderr.ended,
		TreeExited:          e.treeExited,
		Survivors:           []TerminateTreeResultSurvivor{},
		TreeKillReliability: job.TreeKillReliability,
		Containment:         job.Containment,
		Warnings:            []string{},
	}
	if e.tree != nil {
		result.SignalSent, result.KillSignal, result.Escalated = e.tree.SignalSent, e.tree.KillSignal, e.tree.Escalated
		result.SignaledCount, result.Survivors = e.tree.SignaledCount, e.tree.Survivors
		result.TreeKillReliability = e.tree.TreeKillReliability
	}
	for _, warnings := range [][]string{job.Warnings, e.warnings, stdout.warnings, stderr.warnings} {
		result.Warnings = append(result.Warnings, warnings...)
	}
	return &Run{RunWithTimeoutResult: result, StdoutRaw: stdout.raw, StderrRaw: stderr.raw}
}
