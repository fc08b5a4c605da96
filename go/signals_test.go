package reeve

import (
	"context"
	"errors"
	"os"
	"testing"
)

func endedBy(t *testing.T, job *Job, signal string) {
	t.Helper()
	if end := awaitGone(t, job); end.Signal == nil || *end.Signal != signal {
		t.Errorf("%+v", end)
	}
}

func TestSendSignal(t *testing.T) {
	one, group := start(t, "exec sleep 600"), start(t, "exec sleep 600")
	sent, err := Terminate(one)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *sent)
	if sent.Target != "process" || *sent.Identity != one.Identity || sent.SignalSent != "SIGTERM" {
		t.Errorf("%+v", sent)
	}
	endedBy(t, one, "SIGTERM")
	toAll, err := SendSignalGroup(group, "9")
	if err != nil || toAll.Target != "group" || toAll.SignalSent != "SIGKILL" {
		t.Errorf("%+v %v", toAll, err)
	}
	endedBy(t, group, "SIGKILL")
	_, gone := ForceKill(one)
	_, ours := Terminate(PID(os.Getpid()))
	_, first := SendSignalGroup(PID(1), "SIGTERM")
	if !errors.Is(gone, ErrNotFound) && !errors.Is(gone, ErrReused) || !errors.Is(ours, ErrProtected) || !errors.Is(first, ErrProtected) {
		t.Errorf("%v, %v, %v", gone, ours, first)
	}
}

func TestSendSignalMany(t *testing.T) {
	one, other := start(t, "exec sleep 600"), start(t, "exec sleep 600")
	sent, err := ForceKillMany([]Ref{one, PID(os.Getpid()), one, other, PID(one.PID)})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *sent)
	if len(sent.Succeeded) != 2 || len(sent.Failed) != 0 || len(sent.SkippedSafety) != 1 || *sent.Succeeded[0].Identity != one.Identity {
		t.Errorf("%+v", sent)
	}
	endedBy(t, one, "SIGKILL")
	endedBy(t, other, "SIGKILL")
	again, err := TerminateMany([]Ref{one})
	if err != nil || len(again.Failed) != 1 || len(again.Succeeded) != 0 {
		t.Errorf("%+v %v", again, err)
	}
	if none, err := TerminateMany(nil); err != nil || len(none.Succeeded) != 0 {
		t.Errorf("%+v %v", none, err)
	}
}

// The shell goes on to an exit code of its own: it was not signalled itself.
func TestKillDescendants(t *testing.T) {
	job, pids := startFamily(t)
	nobody, err := KillDescendants(job, &KillDescendantsOptions{Filter: &ProcessFilter{NameEquals: Ptr("nobody")}})
	if err != nil || nobody.TotalFound != 2 || len(nobody.Succeeded) != 0 || nobody.SignalSent != "SIGTERM" {
		t.Errorf("%+v %v", nobody, err)
	}
	one := &KillDescendantsOptions{Filter: &ProcessFilter{PIDIn: &[]int{pids[1]}}, Signal: Ptr(Signal("KILL")), Cascade: Ptr(true), MaxLevels: Ptr(int64(1))}
	killed, err := KillDescendants(job, one)
	if err != nil || len(killed.Succeeded) != 1 || killed.Succeeded[0].PID != pids[1] {
		t.Errorf("%+v %v", killed, err)
	}
	rest, err := KillDescendants(job, nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *rest)
	end, err := WaitPID(context.Background(), job, nil)
	if err != nil || end.ExitCode == nil || *end.ExitCode != 7 {
		t.Errorf("%+v %v", end, err)
	}
	if _, err := KillDescendants(PID(1), nil); !errors.Is(err, ErrProtected) {
		t.Error(err)
	}
}
