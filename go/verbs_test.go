package reeve

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Whatever comes from the library is valid, also where no test looks.
func TestMain(m *testing.M) {
	inspect = func(text []byte, record any) {
		value, err := parse(text)
		if err == nil {
			err = check(schemaOf(urn+record.(Record).SchemaName()), value, "")
		}
		if err != nil {
			panic(err.Error() + " in " + string(text))
		}
	}
	os.Exit(m.Run())
}

func start(t *testing.T, script string) *Job {
	t.Helper()
	job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"sh", "-c", script}, Stdout: Ignore(), Stderr: Ignore()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ended, err := TerminateTree(context.Background(), job, &TerminateTreeConfig{GraceTimeoutMS: Ptr(0)})
		if err != nil && !errors.Is(err, ErrReused) || err == nil && !ended.Exited {
			t.Errorf("a job was left: %v", err)
		}
	})
	return job
}

func isValid[T Record](t *testing.T, record T) {
	t.Helper()
	text, err := json.Marshal(record)
	if err == nil {
		_, err = Decode[T](text)
	}
	if err != nil {
		t.Errorf("%v\n%s", err, text)
	}
}

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
	if _, err := WaitPID(context.Background(), job, nil); err != nil {
		t.Fatal(err)
	}
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

func itoa(number int) string {
	text, _ := json.Marshal(number)
	return string(text)
}

func mustJSON(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

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
	const many = 500
	for range make([]struct{}, many) {
		waits.Add(1)
		go func() {
			defer waits.Done()
			ended, err := WaitPID(context.Background(), job, nil)
			if err != nil || !ended.Exited || ended.Signal == nil {
				t.Errorf("%+v %v", ended, err)
			}
		}()
	}
	for {
		if runtime.NumGoroutine() >= many {
			break
		}
		runtime.Gosched()
	}
	if more := threads() - before; more > 50 {
		t.Errorf("%d threads for %d waits", more, many)
	}
	if _, err := TerminateTree(context.Background(), job, nil); err != nil {
		t.Error(err)
	}
	waits.Wait()
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
	ended, err := TerminateTree(context.Background(), job, &TerminateTreeConfig{Signal: Ptr(Signal("1")), KillSignal: Ptr(Signal("KILL")), GraceTimeoutMS: Ptr(0)})
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
