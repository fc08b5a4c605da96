package reeve

import (
	"context"
	"encoding/json"
	"errors"
	"os"
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
	endAfter(t, job)
	return job
}

func endAfter(t *testing.T, job *Job) {
	t.Helper()
	t.Cleanup(func() {
		ended, err := TerminateTree(context.Background(), job, &TerminateTreeConfig{GraceTimeoutMS: Ptr(0), KillTimeoutMS: Ptr(60000)})
		if err != nil && !errors.Is(err, ErrReused) || err == nil && !ended.Exited {
			t.Errorf("a job was left: %v", err)
		}
	})
}

// Waits for the end and until the process was reaped too: who waits for a job hears of its end from the kernel where its
// keeper, which reaps, is given no processor for long.
func awaitGone(t *testing.T, job *Job) *WaitPidResult {
	t.Helper()
	end, err := WaitPID(context.Background(), job, nil)
	if err != nil {
		t.Fatal(err)
	}
	for {
		check, err := CheckIdentity(job)
		if err != nil {
			t.Fatal(err)
		}
		if check.Status != "same" && !check.Zombie {
			return end
		}
		time.Sleep(time.Millisecond)
	}
}

// Waits until the process runs the program `sleep`, which is what these shells become and start.
func awaitSleep(t *testing.T, pid int) {
	t.Helper()
	for {
		info, err := GetProcess(PID(pid), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(info.Cmdline) == 2 && info.Cmdline[0] == "sleep" && info.State == "sleeping" {
			return
		}
		time.Sleep(time.Millisecond)
	}
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
