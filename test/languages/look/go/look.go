// Prints the record of one question about processes: look QUESTION NUMBER... The same in C stands beside this folder.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strconv"

	"reeve"
)

func ask(question string, numbers []int) (any, error) {
	ref := reeve.PID(numbers[0])
	switch question {
	case "list":
		return reeve.ListProcesses(&reeve.ProcessFilter{PIDIn: &numbers}, nil)
	case "descendants":
		return reeve.Descendants(ref, nil)
	case "ancestors":
		return reeve.Ancestors(ref, nil)
	case "stats":
		return reeve.GetProcessStats(ref, &reeve.ProcessStatsOptions{Scope: reeve.Ptr("tree")})
	case "fds":
		return reeve.ListFds(ref, nil)
	case "port":
		return reeve.FindByPort(numbers[0], nil)
	case "terminate":
		return reeve.Terminate(ref)
	}
	return nil, fmt.Errorf("there is no question %s", question)
}

func main() {
	var numbers []int
	for _, text := range os.Args[2:] {
		number, _ := strconv.Atoi(text)
		numbers = append(numbers, number)
	}
	answer, err := ask(os.Args[1], numbers)
	if err != nil {
		var failed *reeve.Error
		if errors.As(err, &failed) {
			json.NewEncoder(os.Stderr).Encode(failed.ErrorRecord)
		}
		os.Exit(1)
	}
	json.NewEncoder(os.Stdout).Encode(answer)
}
