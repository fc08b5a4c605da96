package reeve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"reflect"
	"runtime"
	"syscall"
	"testing"
	"time"
)

func TestGetProcess(t *testing.T) {
	info, err := GetProcess(PID(os.Getpid()), nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *info)
	if info.PID != os.Getpid() || info.State == "zombie" || info.Env != nil || len(info.Cmdline) == 0 {
		t.Errorf("%+v", info)
	}
	more, err := GetProcess(info, &GetProcessOptions{IncludeEnv: true, IncludeCwd: true, OmitCmdline: true})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *more)
	folder, _ := os.Getwd()
	if cwd, ok := more.Cwd.Get(); !ok || cwd != folder || more.Cmdline != nil {
		t.Errorf("%v %q", ok, cwd)
	}
	if env, ok := more.Env.Get(); !ok || env["PATH"] == "" {
		t.Errorf("%v %v", ok, env)
	}
	if *more.Identity != *info.Identity {
		t.Errorf("%s is not %s", *more.Identity, *info.Identity)
	}
}

// The fields of C and the record's text say the same.
func TestGetProcessByFieldsAndByText(t *testing.T) {
	job := start(t, "exec sleep 600")
	awaitSleep(t, job.PID)
	kernel, err := GetProcess(PID(2), nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *kernel)
	for _, ref := range []Ref{job, kernel} {
		fields, err := GetProcess(ref, nil)
		if err != nil {
			t.Fatal(err)
		}
		text, err := GetProcess(ref, &GetProcessOptions{IncludeCwd: true})
		if err != nil {
			t.Fatal(err)
		}
		// What goes on meanwhile.
		for _, info := range []*ProcessInfo{fields, text} {
			info.Timestamp, info.State, info.CPUPercent, info.ElapsedSeconds, info.MemoryKB = "", "", nil, nil, nil
		}
		text.Cwd = nil
		if !reflect.DeepEqual(fields, text) {
			t.Errorf("%s\n%s", mustJSON(t, fields), mustJSON(t, text))
		}
	}
}

func TestErrorsAreKinds(t *testing.T) {
	job := start(t, "exit 0")
	awaitGone(t, job)
	_, gone := GetProcess(PID(job.PID), nil)
	_, invalid := GetProcess(PID(-1), nil)
	_, ours := TerminateTree(context.Background(), PID(os.Getpid()), nil)
	_, missing := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"no-such-command"}})
	_, nul := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"true", "a\x00b"}})
	_, nobody := CheckIdentity(nil)
	_, empty := CheckIdentity(ProcessRef{})
	_, signal := TerminateTree(context.Background(), job, &TerminateTreeConfig{Signal: Ptr(Signal("SIGNONE"))})
	_, late := TerminateTree(context.Background(), job, &TerminateTreeConfig{GraceTimeoutMS: Ptr(-1)})
	_, forever := WaitPID(context.Background(), PID(os.Getpid()), nil)
	_, backwards := WaitPID(context.Background(), job, &WaitOptions{Timeout: Ptr(-time.Second)})
	for name, one := range map[string]struct{ err, kind error }{
		"gone": {gone, ErrNotFound}, "errno": {missing, syscall.ENOENT}, "invalid": {invalid, ErrInvalidArgument},
		"ours": {ours, ErrProtected}, "missing": {missing, fs.ErrNotExist}, "nul": {nul, ErrInvalidArgument},
		"nobody": {nobody, ErrInvalidArgument}, "empty": {empty, ErrInvalidArgument},
		"signal": {signal, ErrInvalidArgument}, "late": {late, ErrInvalidArgument},
		"forever": {forever, ErrInvalidArgument}, "backwards": {backwards, ErrInvalidArgument},
	} {
		if !errors.Is(one.err, one.kind) || errors.Is(one.err, ErrReused) || errors.Is(one.err, nil) {
			t.Errorf("%s: %v is no %v", name, one.err, one.kind)
		}
		var failed *Error
		if !errors.As(one.err, &failed) {
			t.Errorf("%s: %T", name, one.err)
			continue
		}
		isValid(t, failed.ErrorRecord)
	}
}

func TestReusedIsRefused(t *testing.T) {
	job := start(t, "exec sleep 600")
	// What stands on record of an earlier process with the job's pid.
	last := len(job.Identity) - 1
	earlier := job.Identity[:last] + itoa((int(job.Identity[last]-'0')+1)%10)
	record := refTo(refFields{PID: job.PID, Identity: &earlier})
	check, err := CheckIdentity(record)
	if err != nil || check.Status != "reused" {
		t.Errorf("%+v %v", check, err)
	}
	_, looked := GetProcess(record, nil)
	_, ended := TerminateTree(context.Background(), record, nil)
	if !errors.Is(looked, ErrReused) || !errors.Is(ended, ErrReused) {
		t.Errorf("%v, %v", looked, ended)
	}
	if check, err := CheckIdentity(job); err != nil || check.Status != "same" {
		t.Errorf("%+v %v", check, err)
	}
}

func TestCapabilities(t *testing.T) {
	capabilities, err := GetCapabilities()
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *capabilities)
	if Version() == "" || capabilities.Platform != runtime.GOOS {
		t.Errorf("%s %+v", Version(), capabilities)
	}
}
