package reeve_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"os"
	"time"

	"reeve"
)

// The record of a job, kept as JSON, is the guard against pid reuse: give it to whatever acts.
func Example() {
	job, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{Argv: []string{"sh", "-c", "(setsid sleep 600 &); sleep 600"}})
	if err != nil {
		log.Fatal(err)
	}
	kept, _ := json.Marshal(job)

	record, err := reeve.Decode[reeve.SpawnInGroupResult](kept)
	if err != nil {
		log.Fatal(err)
	}
	ended, err := reeve.TerminateTree(context.Background(), record, &reeve.TerminateTreeConfig{GraceTimeoutMS: reeve.Ptr(5000)})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ended.Exited, len(ended.Survivors))

	end, _ := reeve.WaitPID(context.Background(), record, nil)
	fmt.Println(*end.Signal)
	// Output:
	// true 0
	// SIGTERM
}

func ExampleSpawnInGroup() {
	job, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{
		Argv:   []string{"sh", "-c", `read word; echo "$GREETING, $word"`},
		Env:    &map[string]*string{"GREETING": reeve.Ptr("hello"), "SECRET": nil},
		Stdin:  reeve.Pipe(),
		Stdout: reeve.Pipe(),
	})
	if err != nil {
		log.Fatal(err)
	}
	defer job.Stdout.Close()
	fmt.Fprintln(job.Stdin, "world")
	job.Stdin.Close()
	output, _ := io.ReadAll(job.Stdout)
	fmt.Print(string(output))
	// Output: hello, world
}

func ExampleWaitPID() {
	job, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{Argv: []string{"sh", "-c", "read word; exit 42"}, Stdin: reeve.Pipe()})
	if err != nil {
		log.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	_, err = reeve.WaitPID(ctx, job, nil)
	fmt.Println(errors.Is(err, context.DeadlineExceeded))
	job.Stdin.Close()
	end, _ := reeve.WaitPID(context.Background(), job, nil)
	fmt.Println(*end.ExitCode)
	// Output:
	// true
	// 42
}

func ExampleListProcesses() {
	job, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{Argv: []string{"sleep", "600"}})
	if err != nil {
		log.Fatal(err)
	}
	list, err := reeve.ListProcesses(
		&reeve.ProcessFilter{PIDIn: &[]int{job.PID}},
		&reeve.ListProcessesOptions{Fields: &[]string{"identity"}},
	)
	if err != nil {
		log.Fatal(err)
	}
	// A process of a list is a ref: with its identity it is never another one.
	_, err = reeve.ForceKill(list.Processes[0])
	end, _ := reeve.WaitPID(context.Background(), job, nil)
	fmt.Println(err, *end.Signal)
	// Output: <nil> SIGKILL
}

func ExampleRunWithTimeout() {
	ran, err := reeve.RunWithTimeout(context.Background(), reeve.RunWithTimeoutConfig{
		Argv: []string{"sh", "-c", "sleep 600 & sleep 600"}, TimeoutMS: reeve.Ptr(200),
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(ran.TimedOut, ran.TreeExited)
	// Output: true true
}

func ExampleWaitForPort() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	defer listener.Close()
	port := listener.Addr().(*net.TCPAddr).Port
	found, err := reeve.WaitForPort(context.Background(), reeve.PID(os.Getpid()), port, nil)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*found.Bindings[0].PID == os.Getpid())
	// Output: true
}

func ExampleError() {
	_, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{Argv: []string{"no-such-command"}})
	var failed *reeve.Error
	fmt.Println(errors.Is(err, fs.ErrNotExist), errors.As(err, &failed), failed.Code)
	// Output: true true ENOENT
}
