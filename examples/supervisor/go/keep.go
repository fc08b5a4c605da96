// A supervisor's four moves, each in a program run of its own, so that nothing is known but the record in a file:
//
//	keep start FILE COMMAND [ARGUMENT...]   starts the job and keeps its record
//	keep status FILE                        is it still that one?
//	keep wait FILE                          until it has ended, and how
//	keep stop FILE                          ends it and all that descends from it
//
// The same in JavaScript and C stands beside this folder; each goes on with a job that another has started. Each move
// prints the record of its result. docs/integration.md tells more.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"reeve"
)

func start(file string, argv []string) (any, error) {
	// Its output goes nowhere: it outlives this program's own.
	job, err := reeve.SpawnInGroup(reeve.SpawnInGroupConfig{
		Argv: argv, Stdout: reeve.Ignore(), Stderr: reeve.Ignore(), OnParentExit: reeve.Ptr("leave"),
	})
	if err != nil {
		return nil, err
	}
	record, err := json.Marshal(job)
	if err == nil {
		err = os.WriteFile(file, record, 0o600)
	}
	if err != nil {
		// Nobody would ever find it again.
		_, ended := reeve.TerminateTree(context.Background(), job, nil)
		return nil, fmt.Errorf("%w (its end: %v)", err, ended)
	}
	return job, nil
}

func move(name, file string, argv []string) (any, error) {
	if name == "start" {
		return start(file, argv)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	record, err := reeve.Decode[reeve.SpawnInGroupResult](text)
	if err != nil {
		return nil, err
	}
	switch name {
	case "status":
		return reeve.CheckIdentity(record)
	case "wait":
		return reeve.WaitPID(context.Background(), record, nil)
	case "stop":
		return reeve.TerminateTree(context.Background(), record, &reeve.TerminateTreeConfig{GraceTimeoutMS: reeve.Ptr(10000)})
	}
	return nil, fmt.Errorf("there is no move '%s'", name)
}

func run() error {
	if len(os.Args) < 3 {
		return errors.New("usage: keep start|status|wait|stop FILE [COMMAND...]")
	}
	result, err := move(os.Args[1], os.Args[2], os.Args[3:])
	var failed *reeve.Error
	if errors.As(err, &failed) {
		text, _ := json.Marshal(failed.ErrorRecord)
		return errors.New(string(text))
	}
	if err != nil {
		return err
	}
	return json.NewEncoder(os.Stdout).Encode(result)
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintf(os.Stderr, "keep: %v\n", err)
		os.Exit(1)
	}
}
