// The Go module beside Go's own package os, with samples in microseconds, as the floors print theirs:
//
//	go get-process PID COUNT                  reeve.GetProcess
//	go find-process PID COUNT                 os.FindProcess, which tells nothing but that there is one
//	go wait STAMP FILE COUNT DELAY            from a child's stamp to the return of reeve.WaitPID
//	go process-wait STAMP FILE COUNT DELAY    the same of os.Process.Wait
package main

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
	"unsafe"

	"reeve"
)

const warmUp = 20

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func number(text string) int {
	found, err := strconv.Atoi(text)
	must(err)
	return found
}

func held(count int, call func() error) []float64 {
	var samples []float64
	for at := -warmUp; at < count; at++ {
		before := time.Now()
		must(call())
		if taken := time.Since(before); at >= 0 {
			samples = append(samples, float64(taken.Nanoseconds())/1e3)
		}
	}
	return samples
}

// The clock that the stamp is taken by, which time.Now does not show.
func monotonic() float64 {
	const clockMonotonic = 1
	var now syscall.Timespec
	_, _, failed := syscall.Syscall(syscall.SYS_CLOCK_GETTIME, clockMonotonic, uintptr(unsafe.Pointer(&now)), 0)
	if failed != 0 {
		must(failed)
	}
	return float64(now.Nano()) / 1e3
}

func byReeve(argv []string) error {
	job, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{
		Argv: argv, Stdout: reeve.Ignore(), Stderr: reeve.Ignore(), Containment: reeve.Ptr("group"),
	})
	if err != nil {
		return err
	}
	_, err = reeve.WaitPID(context.Background(), job, nil)
	return err
}

func byGo(argv []string) error {
	child, err := os.StartProcess(argv[0], argv, &os.ProcAttr{})
	if err != nil {
		return err
	}
	_, err = child.Wait()
	return err
}

func waits(given []string, wait func(argv []string) error) []float64 {
	var samples []float64
	for at := -warmUp / 4; at < number(given[2]); at++ {
		must(wait([]string{given[0], given[1], given[3]}))
		seen := monotonic()
		stamp, err := os.ReadFile(given[1])
		must(err)
		if at >= 0 {
			samples = append(samples, seen-float64(binary.LittleEndian.Uint64(stamp))/1e3)
		}
	}
	return samples
}

func main() {
	var samples []float64
	given := os.Args[2:]
	switch os.Args[1] {
	case "get-process":
		pid := reeve.PID(number(given[0]))
		samples = held(number(given[1]), func() error {
			_, err := reeve.GetProcess(pid, nil)
			return err
		})
	case "find-process":
		pid := number(given[0])
		samples = held(number(given[1]), func() error {
			found, err := os.FindProcess(pid)
			if err == nil {
				err = found.Release()
			}
			return err
		})
	case "wait":
		samples = waits(given, byReeve)
	case "process-wait":
		samples = waits(given, byGo)
	}
	must(json.NewEncoder(os.Stdout).Encode(samples))
}
