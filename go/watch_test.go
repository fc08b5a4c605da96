package reeve

import (
	"context"
	"errors"
	"testing"
	"time"
)

func TestWatchProcess(t *testing.T) {
	job := start(t, "while :; do :; done")
	watch, err := WatchProcess(context.Background(), PID(job.PID), &WatchOptions{Interval: Ptr(20 * time.Millisecond)})
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for sample := range watch.Samples {
		isValid(t, sample)
		percent, ok := sample.CPUPercent.Get()
		if ok != (count > 0) || ok && percent < 0 || *sample.Identity != job.Identity {
			t.Errorf("%d: %v %v", count, percent, ok)
		}
		if count++; count == 3 {
			if _, err := ForceKill(job); err != nil {
				t.Error(err)
			}
		}
	}
	if watch.Err() != nil || count < 3 {
		t.Errorf("%d samples, %v", count, watch.Err())
	}
	if _, err := WaitPID(context.Background(), job, nil); err != nil {
		t.Fatal(err)
	}
	again, err := WatchProcess(context.Background(), job, nil)
	if err != nil && !errors.Is(err, ErrNotFound) && !errors.Is(err, ErrReused) {
		t.Error(err)
	}
	if err == nil { // not reaped yet
		for range again.Samples {
			t.Error("a sample of what has ended")
		}
		if again.Err() != nil {
			t.Error(again.Err())
		}
	}
}

func TestWatchIsLeft(t *testing.T) {
	job, _ := startFamily(t)
	// One sample at once, and no other before the test is over.
	tree := WatchOptions{ProcessStatsOptions: ProcessStatsOptions{Scope: Ptr("tree")}, Interval: Ptr(time.Hour)}
	watch, err := WatchProcess(context.Background(), job, &tree)
	if err != nil {
		t.Fatal(err)
	}
	if sample := <-watch.Samples; sample.ProcessCount != 3 {
		t.Errorf("%+v", sample)
	}
	watch.Stop()
	watch.Stop()
	if _, more := <-watch.Samples; more || watch.Err() != nil {
		t.Errorf("%v %v", more, watch.Err())
	}
	ctx, cancel := context.WithCancel(context.Background())
	cut, err := WatchProcess(ctx, job, &tree)
	if err != nil {
		t.Fatal(err)
	}
	<-cut.Samples
	cancel()
	for range cut.Samples {
		t.Error("a sample after the end")
	}
	if !errors.Is(cut.Err(), context.Canceled) {
		t.Error(cut.Err())
	}
	if _, err := WatchProcess(ctx, job, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
