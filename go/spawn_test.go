package reeve

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
)

func TestSpawnInGroup(t *testing.T) {
	t.Setenv("REEVE_GO_GIVEN", "inherited")
	job, err := SpawnInGroup(SpawnInGroupConfig{
		Argv:  []string{"sh", "-c", `read word; echo "$GREETING, $word $REEVE_GO_GIVEN ${HOME-none} $0"; pwd >&2`, "\xe9"},
		Env:   &map[string]*string{"GREETING": Ptr("hello=there"), "HOME": nil},
		Cwd:   Ptr("/"),
		Stdin: Pipe(), Stdout: Pipe(), Stderr: Pipe(),
	})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, job.SpawnInGroupResult)
	if _, err := io.WriteString(job.Stdin, "world\n"); err != nil {
		t.Error(err)
	}
	job.Stdin.Close()
	output, _ := io.ReadAll(job.Stdout)
	complaint, _ := io.ReadAll(job.Stderr)
	if string(output) != "hello=there, world inherited none \xe9\n" || string(complaint) != "/\n" {
		t.Errorf("%q %q", output, complaint)
	}
	job.Stdout.Close()
	job.Stderr.Close()
	ended, err := WaitPID(context.Background(), job, nil)
	if err != nil || ended.ExitCode == nil || *ended.ExitCode != 0 {
		t.Errorf("%+v %v", ended, err)
	}
	if strings.Contains(mustJSON(t, job), "Stdin") {
		t.Error("JSON shows the pipes")
	}
}

func TestStreamsOfFiles(t *testing.T) {
	path := t.TempDir() + "/out"
	for _, stream := range []*Stream{File(path), Append(path)} {
		job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"echo", "line"}, Stdout: stream})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := WaitPID(context.Background(), job, nil); err != nil {
			t.Error(err)
		}
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"cat"}, Stdin: FD(file.Fd()), Stdout: Pipe()})
	if err != nil {
		t.Fatal(err)
	}
	defer job.Stdout.Close()
	if output, _ := io.ReadAll(job.Stdout); string(output) != "line\nline\n" {
		t.Errorf("%q", output)
	}
	if _, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"true"}, Stdin: FD(1 << 40)}); !errors.Is(err, ErrInvalidArgument) {
		t.Error(err)
	}
}

func TestRotatedLogs(t *testing.T) {
	path := t.TempDir() + "/out.log"
	log := File(path).Rotated(4096, 100).Timestamped()
	job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"seq", "1000"}, Stdout: log, Stderr: log})
	if errors.Is(err, ErrUnsupported) {
		t.Skip(err)
	} else if err != nil {
		t.Fatal(err)
	}
	// Over once its keeper says so, which is when it has written all.
	if end, err := WaitPID(context.Background(), job, nil); err != nil || end.ExitCode == nil || *end.ExitCode != 0 {
		t.Errorf("%+v %v", end, err)
	}
	if ended, err := TerminateTree(context.Background(), job, nil); err != nil || !ended.Exited {
		t.Errorf("%+v %v", ended, err)
	}
	text, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(text), "Z 1000\n") {
		t.Errorf("%v %q", err, text)
	}
	if _, err := os.Stat(path + ".1"); err != nil {
		t.Error(err)
	}
	for _, wrong := range []*Stream{File(path).Rotated(4095, 1), File(path).Rotated(0, 1), File(path).Rotated(-1, 1),
		File(path).Rotated(5000, 0), File(path).Rotated(5000, 1001), File(path).Rotated(5000, -1)} {
		if _, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"true"}, Stdout: wrong}); !errors.Is(err, ErrInvalidArgument) {
			t.Error(wrong, err)
		}
	}
}

func TestManyGoroutines(t *testing.T) {
	var all sync.WaitGroup
	for worker := 0; worker < 8; worker++ {
		all.Add(1)
		go func(code int) {
			defer all.Done()
			for round := 0; round < 10; round++ {
				job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"sh", "-c", "exit " + itoa(code)}})
				if err != nil {
					t.Error(err)
					return
				}
				ctx, cancel := context.WithCancel(context.Background())
				go cancel()
				if ended, err := WaitPID(ctx, job, nil); err == nil && *ended.ExitCode != int64(code) {
					t.Errorf("%+v", ended)
				}
				ended, err := WaitPID(context.Background(), job, nil)
				if err != nil || *ended.ExitCode != int64(code) {
					t.Errorf("%+v %v", ended, err)
				}
			}
		}(worker)
	}
	all.Wait()
}
