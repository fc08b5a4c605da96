package reeve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestWaitPID(t *testing.T) {
	job := start(t, "exec sleep 600")
	short, err := WaitPID(context.Background(), job, &WaitOptions{Timeout: Ptr(time.Microsecond)})
	if err != nil || !short.TimedOut || short.Exited || short.ExitCode != nil {
		t.Errorf("%+v %v", short, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error)
	go func() {
		_, err := WaitPID(ctx, job, nil)
		over <- err
	}()
	cancel()
	if err := <-over; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	deadline, stop := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer stop()
	if _, err := WaitPID(deadline, job, nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Error(err)
	}
	if check, err := CheckIdentity(job); err != nil || check.Status != "same" {
		t.Errorf("a wait's end ended the process: %+v %v", check, err)
	}
}

func TestWaitForAProcessOfAnother(t *testing.T) {
	job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"sh", "-c", "sleep 600 & echo $!; read go; kill $!; wait $!"}, Stdin: Pipe(), Stdout: Pipe(), Stderr: Ignore()})
	if err != nil {
		t.Fatal(err)
	}
	defer job.Stdin.Close()
	defer job.Stdout.Close()
	var pid int
	line, _ := bufio.NewReader(job.Stdout).ReadString('\n')
	if err := json.Unmarshal([]byte(line), &pid); err != nil {
		t.Fatal(err)
	}
	other, err := GetProcess(PID(pid), nil)
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan *WaitPidResult)
	go func() {
		ended, err := WaitPID(context.Background(), other, nil)
		if err != nil {
			t.Error(err)
		}
		over <- ended
	}()
	job.Stdin.WriteString("go\n")
	if ended := <-over; ended == nil || !ended.Exited || *ended.Identity != *other.Identity {
		t.Errorf("%+v", ended)
	} else {
		isValid(t, *ended)
	}
	if _, err := WaitPID(context.Background(), job, nil); err != nil {
		t.Error(err)
	}
}

// Many waits at once, of which none holds a thread.
func TestWaitsHoldNoThreads(t *testing.T) {
	job := start(t, "exec sleep 600")
	threads := func() int { return len(list(values(t, []byte(taskList(t))))) }
	before := threads()
	var waits sync.WaitGroup
	const many, atOnce = 500, 10
	// A few at a time: each is in C for as long as it begins, and Go starts threads for whom it finds there.
	for begun := atOnce; begun <= many; begun += atOnce {
		for range make([]struct{}, atOnce) {
			waits.Add(1)
			go func() {
				defer waits.Done()
				ended, err := WaitPID(context.Background(), job, nil)
				if err != nil || !ended.Exited || ended.Signal == nil {
					t.Errorf("%+v %v", ended, err)
				}
			}()
		}
		for waiting() < begun && !t.Failed() {
			time.Sleep(time.Millisecond)
		}
	}
	if more := threads() - before; more > 50 {
		t.Errorf("%d threads for %d waits", more, many)
	}
	if _, err := TerminateTree(context.Background(), job, nil); err != nil {
		t.Error(err)
	}
	waits.Wait()
}

// How many goroutines stand in WaitPID and wait there for its word.
func waiting() int {
	stacks := make([]byte, 4<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	count := 0
	for _, stack := range strings.Split(string(stacks), "\n\n") {
		if strings.Contains(stack, " [select") && strings.Contains(stack, "reeve.WaitPID(") {
			count++
		}
	}
	return count
}

func taskList(t *testing.T) string {
	t.Helper()
	tasks, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Skip("this system has no list of a program's threads")
	}
	names := make([]string, 0, len(tasks))
	for _, task := range tasks {
		names = append(names, task.Name())
	}
	return mustJSON(t, names)
}
