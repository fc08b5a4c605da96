package reeve

import (
	"context"
	"errors"
	"time"
)

// WatchOptions say what is sampled, and how often.
type WatchOptions struct {
	ProcessStatsOptions
	// Interval: between two samples, 10 milliseconds or more; nil: a second.
	Interval *time.Duration
}

const (
	usualInterval    = time.Second
	shortestInterval = 10 * time.Millisecond
)

// Watch is a watch that is going on: read Samples to its end, then ask Err. Stop it, or end its context, to leave earlier.
type Watch struct {
	// Samples has one for each interval, each with CPUPercent: of one processor, since the sample before; nil in the first.
	// It is closed when the process has ended, or the watch.
	Samples <-chan ProcessStats

	samples chan ProcessStats
	stop    context.CancelFunc
	err     error
	stopped chan struct{}
}

// Err is why Samples was closed: nil when the process has ended, or the watch was stopped; ctx.Err() when its context ended;
// else what went wrong. To be asked when Samples is closed.
func (w *Watch) Err() error { return w.err }

// Stop ends the watch and waits until it is over. It may be called more than once.
func (w *Watch) Stop() {
	w.stop()
	<-w.stopped
}

// WatchProcess samples a process (Scope "tree": all of it) at once and then each Interval, until it has ended: Samples is
// closed the moment it ends, not at the next sample. A PID is taken for the process that has it at the first sample, and no
// other one later. options may be nil.
//
// ErrNotFound or ErrReused when it is gone before the first sample; of a zombie there is none.
func WatchProcess(ctx context.Context, ref Ref, options *WatchOptions) (*Watch, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if options == nil {
		options = new(WatchOptions)
	}
	interval := usualInterval
	if options.Interval != nil {
		interval = *options.Interval
	}
	if interval < shortestInterval {
		return nil, invalidArgument("Interval must be 10 milliseconds or more")
	}
	wanted := options.ProcessStatsOptions
	first, err := GetProcessStats(ref, &wanted)
	if err != nil {
		return nil, err
	}
	target := ref.Ref()
	if _, bare := ref.(PID); bare {
		target = first.Ref()
	}
	own, stop := context.WithCancel(ctx)
	samples := make(chan ProcessStats)
	watch := &Watch{Samples: samples, samples: samples, stop: stop, stopped: make(chan struct{})}
	go watch.run(ctx, own, sampler{target, wanted, interval}, first)
	return watch, nil
}

type sampler struct {
	target   ProcessRef
	wanted   ProcessStatsOptions
	interval time.Duration
}

func (s sampler) isOfTree() bool { return s.wanted.Scope != nil && *s.wanted.Scope == "tree" }

// Closed when the first process ends; of a tree never, because the others may live on.
func (s sampler) endOf(ctx context.Context) <-chan struct{} {
	ended := make(chan struct{})
	if s.isOfTree() {
		return ended
	}
	go func() {
		if _, err := WaitPID(ctx, s.target, nil); err == nil {
			close(ended)
		}
	}()
	return ended
}

// nil: there is nothing left to measure.
func (s sampler) next() (*ProcessStats, error) {
	stats, err := GetProcessStats(s.target, &s.wanted)
	if errors.Is(err, ErrNotFound) || errors.Is(err, ErrReused) {
		return nil, nil
	}
	return stats, err
}

func hasEnded(stats *ProcessStats) bool {
	return stats == nil || stats.ProcessCount == 0 || stats.State == "zombie" && stats.ProcessCount == 1
}

func usedMS(stats *ProcessStats) (int64, bool) {
	if stats == nil || stats.CPUUserMS == nil || stats.CPUSystemMS == nil {
		return 0, false
	}
	return *stats.CPUUserMS + *stats.CPUSystemMS, true
}

// A tree loses what its ended processes had used, which is not less than nothing.
func percentBetween(before, now *ProcessStats, apart time.Duration) *float64 {
	earlier, known := usedMS(before)
	later, alsoKnown := usedMS(now)
	if !known || !alsoKnown || apart <= 0 {
		return nil
	}
	percent := float64(later-earlier) / (apart.Seconds() * 1000) * 100
	if percent < 0 {
		percent = 0
	}
	return &percent
}

func (w *Watch) run(ctx, own context.Context, source sampler, first *ProcessStats) {
	defer close(w.stopped)
	defer close(w.samples)
	defer w.stop()
	defer func() {
		if own.Err() != nil && w.err == nil {
			w.err = ctx.Err() // nil where Stop was called
		}
	}()
	ended := source.endOf(own)
	pause := time.NewTicker(source.interval)
	defer pause.Stop()
	var before *ProcessStats
	var took time.Time
	for stats := first; !hasEnded(stats); {
		now := time.Now()
		stats.CPUPercent = Asked[float64]{percentBetween(before, stats, now.Sub(took))}
		before, took = stats, now
		select {
		case w.samples <- *stats:
		case <-own.Done():
			return
		}
		select {
		case <-pause.C:
		case <-ended:
		case <-own.Done():
			return
		}
		var err error
		if stats, err = source.next(); err != nil {
			w.err = err
			return
		}
	}
}
