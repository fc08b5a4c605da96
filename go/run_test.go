package reeve

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func run(t *testing.T, ctx context.Context, config RunWithTimeoutConfig) *Run {
	t.Helper()
	ran, err := RunWithTimeout(ctx, config)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, ran.RunWithTimeoutResult)
	return ran
}

func TestRunToItsEnd(t *testing.T) {
	sorted := run(t, context.Background(), RunWithTimeoutConfig{Argv: []string{"sort"}, Input: Ptr("b\na\n")})
	if *sorted.ExitCode != 0 || *sorted.Stdout != "a\nb\n" || *sorted.StdoutBytes != 4 || !*sorted.StdoutEnded || *sorted.Stderr != "" {
		t.Errorf("%s", mustJSON(t, sorted))
	}
	odd := run(t, context.Background(), RunWithTimeoutConfig{
		Argv: []string{"sh", "-c", `printf '\377\303\244'; echo no >&2; exit 3`}, Stderr: Ignore(), Input: Ptr(strings.Repeat("x", 1<<20)),
	})
	if *odd.ExitCode != 3 || *odd.Stdout != "\uFFFD\u00E4" || !bytes.Equal(odd.StdoutRaw, []byte("\xff\xc3\xa4")) || odd.Stderr != nil || odd.TimedOut {
		t.Errorf("%s", mustJSON(t, odd))
	}
	// The last bytes are kept, and no half of a letter.
	cut := run(t, context.Background(), RunWithTimeoutConfig{
		Argv: []string{"sh", "-c", `i=0; while [ $i -lt 3000 ]; do echo 0123456789; i=$((i + 1)); done; printf 'a\303\244bc'`}, MaxOutputBytes: Ptr(3),
	})
	if *cut.Stdout != "bc" || !*cut.StdoutTruncated || *cut.StdoutBytes != 33005 || len(cut.StdoutRaw) != 3 {
		t.Errorf("%s", mustJSON(t, cut))
	}
}

func TestRunIsEnded(t *testing.T) {
	config := RunWithTimeoutConfig{Argv: []string{"sh", "-c", "echo begun; sleep 600 & sleep 600"}, TimeoutMS: Ptr(100)}
	late := run(t, context.Background(), config)
	if !late.TimedOut || late.Aborted || *late.Signal != "SIGTERM" || !late.TreeExited {
		t.Errorf("%s", mustJSON(t, late))
	}
	gate := filepath.Join(t.TempDir(), "begun")
	ctx, cancel := context.WithCancel(context.Background())
	config.TimeoutMS = nil
	config.Argv = []string{"sh", "-c", "echo begun; : >" + gate + "; sleep 600 & sleep 600"}
	go func() {
		defer cancel()
		for tries := 0; tries < 60000; tries++ {
			if _, err := os.Stat(gate); err == nil {
				return
			}
			time.Sleep(time.Millisecond)
		}
	}()
	aborted := run(t, ctx, config)
	if aborted.TimedOut || !aborted.Aborted || !aborted.TreeExited || *aborted.Stdout != "begun\n" {
		t.Errorf("%s", mustJSON(t, aborted))
	}
	if _, err := RunWithTimeout(ctx, config); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestRunAndWhatItLeaves(t *testing.T) {
	config := RunWithTimeoutConfig{Argv: []string{"sh", "-c", "sleep 600 & echo left"}, TimeoutMS: Ptr(10000)}
	swept := run(t, context.Background(), config)
	if swept.TimedOut || *swept.ExitCode != 0 || !swept.TreeExited || swept.SignaledCount != 1 || *swept.Stdout != "left\n" {
		t.Errorf("%s", mustJSON(t, swept))
	}
	config.LeaveRest = Ptr(true)
	left := run(t, context.Background(), config)
	if left.TimedOut || *left.ExitCode != 0 || left.TreeExited || len(left.Survivors) != 1 || *left.StdoutEnded || *left.Stdout != "left\n" {
		t.Errorf("%s", mustJSON(t, left))
	}
	ended, err := TerminateTree(context.Background(), left, nil)
	if err != nil || !ended.Exited || ended.SignaledCount != 1 {
		t.Errorf("%+v %v", ended, err)
	}
}

func TestRunIsRefused(t *testing.T) {
	before, _ := os.ReadDir("/proc/self/fd")
	for name, config := range map[string]RunWithTimeoutConfig{
		"no time": {TimeoutMS: Ptr(0)}, "too long": {TimeoutMS: Ptr(1 << 31)}, "output": {MaxOutputBytes: Ptr(1<<28 + 1)},
		"two inputs": {Input: Ptr(""), Stdin: Ignore()}, "no writer": {Stdin: Pipe()}, "signal": {Signal: Ptr(Signal("SIGNONE"))},
		"grace": {GraceTimeoutMS: Ptr(-1)}, "umask": {Umask: Ptr(-1)},
	} {
		config.Argv = []string{"true"}
		if _, err := RunWithTimeout(context.Background(), config); !errors.Is(err, ErrInvalidArgument) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := RunWithTimeout(context.Background(), RunWithTimeoutConfig{Argv: []string{"no-such-command"}}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	if after, _ := os.ReadDir("/proc/self/fd"); len(after) > len(before)+8 {
		t.Errorf("%d descriptors became %d", len(before), len(after))
	}
}

func TestTail(t *testing.T) {
	var all []byte
	for _, most := range []int{0, 1, 7, 4096, 5000} {
		kept := tail{most: most}
		all = all[:0]
		for size := 0; size < 200; size++ {
			piece := bytes.Repeat([]byte{byte(size)}, size*most/50)
			kept.write(piece)
			all = append(all, piece...)
			expected := all
			if len(expected) > most {
				expected = expected[len(expected)-most:]
			}
			if !bytes.Equal(kept.bytes(), expected) || kept.total != int64(len(all)) || kept.truncated() != (len(all) > most) || len(kept.ring) > most {
				t.Fatalf("most %d, piece %d", most, size)
			}
		}
	}
}
