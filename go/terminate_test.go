package reeve

import (
	"context"
	"errors"
	"testing"
)

func TestTerminateTree(t *testing.T) {
	job := start(t, "trap '' TERM; (setsid sleep 600 &); sleep 600 & while :; do sleep 1; done")
	look, err := TerminateTree(context.Background(), job, &TerminateTreeConfig{DryRun: Ptr(true)})
	if err != nil || look.Exited || !look.DryRun || len(look.Survivors) == 0 {
		t.Fatalf("%+v %v", look, err)
	}
	isValid(t, *look)
	if _, err := GetProcess(look.Survivors[0], nil); err != nil {
		t.Error(err)
	}
	ended, err := TerminateTree(context.Background(), job, &TerminateTreeConfig{Signal: Ptr(Signal("1")), KillSignal: Ptr(Signal("KILL")), GraceTimeoutMS: Ptr(0), KillTimeoutMS: Ptr(60000)})
	if err != nil || !ended.Exited || len(ended.Survivors) != 0 || *ended.SignalSent != "SIGHUP" {
		t.Errorf("%+v %v", ended, err)
	}
	isValid(t, *ended)
}

func TestTerminateTreeGoesOnWithoutItsContext(t *testing.T) {
	job := start(t, "trap '' TERM; while :; do sleep 1; done")
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error)
	go func() {
		_, err := TerminateTree(ctx, job, &TerminateTreeConfig{GraceTimeoutMS: Ptr(50)})
		over <- err
	}()
	cancel()
	if err := <-over; err != nil && !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := TerminateTree(context.Background(), job, &TerminateTreeConfig{GraceTimeoutMS: Ptr(50)}); err != nil {
		t.Error(err)
	}
	if ended, err := WaitPID(context.Background(), job, nil); err != nil || !ended.Exited {
		t.Errorf("%+v %v", ended, err)
	}
}
