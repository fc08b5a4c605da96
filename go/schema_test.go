package reeve

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const examples = "../schemas/examples"

// Reads a record strictly, and writes it again.
type reader func(text []byte) ([]byte, error)

func read[T Record](text []byte) ([]byte, error) {
	record, err := Decode[T](text)
	if err != nil {
		return nil, err
	}
	return json.Marshal(record)
}

var readers = map[string]reader{
	"ancestors-options":        read[AncestorsOptions],
	"ancestors-result":         read[AncestorsResult],
	"descendants-options":      read[DescendantsOptions],
	"descendants-result":       read[DescendantsResult],
	"fd-entry":                 read[FdEntry],
	"fd-list":                  read[FdList],
	"find-by-port-options":     read[FindByPortOptions],
	"kill-descendants-options": read[KillDescendantsOptions],
	"kill-descendants-result":  read[KillDescendantsResult],
	"list-fds-options":         read[ListFdsOptions],
	"list-processes-options":   read[ListProcessesOptions],
	"listening-ports-options":  read[ListeningPortsOptions],
	"port-binding":             read[PortBinding],
	"port-bindings":            read[PortBindings],
	"port-filter":              read[PortFilter],
	"port-owners":              read[PortOwners],
	"process-entry":            read[ProcessEntry],
	"process-filter":           read[ProcessFilter],
	"process-list":             read[ProcessList],
	"process-stats":            read[ProcessStats],
	"process-stats-list":       read[ProcessStatsList],
	"process-stats-options":    read[ProcessStatsOptions],
	"self-group":               read[SelfGroup],
	"signal-many-result":       read[SignalManyResult],
	"signal-result":            read[SignalResult],
	"wait-for-port-result":     read[WaitForPortResult],
	"capabilities":             read[Capabilities],
	"containment":              read[Containment],
	"error":                    read[ErrorRecord],
	"identity-check":           read[IdentityCheckResult],
	"kept-exit":                read[KeptExit],
	"kept-job":                 read[KeptJob],
	"process-info":             read[ProcessInfo],
	"process-ref":              read[ProcessRef],
	"run-with-timeout-config":  read[RunWithTimeoutConfig],
	"run-with-timeout-result":  read[RunWithTimeoutResult],
	"spawn-in-group-config":    read[SpawnInGroupConfig],
	"spawn-in-group-result":    read[SpawnInGroupResult],
	"terminate-tree-config":    read[TerminateTreeConfig],
	"terminate-tree-result":    read[TerminateTreeResult],
	"wait-pid-result":          read[WaitPidResult],
}

func values(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func TestExamplesOfEveryMessage(t *testing.T) {
	for name := range schemaTexts {
		if message := strings.TrimPrefix(name, urn); readers[message] == nil {
			t.Errorf("nothing reads %s", message)
		}
	}
	for message, readIt := range readers {
		for _, kind := range []string{"valid", "invalid"} {
			files, _ := filepath.Glob(filepath.Join(examples, message, kind, "*.json"))
			if len(files) < 2 {
				t.Errorf("%s has too few %s examples", message, kind)
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				again, err := readIt(text)
				if (err == nil) != (kind == "valid") {
					t.Errorf("%s: %v", file, err)
				}
				if err == nil && !reflect.DeepEqual(values(t, again), values(t, text)) {
					t.Errorf("%s came back as %s", file, again)
				}
			}
		}
	}
}

// Every keyword of the schemas is one that check knows or that only describes.
func TestKeywords(t *testing.T) {
	var look func(node any)
	look = func(node any) {
		rules, isObject := node.(schema)
		if !isObject {
			return
		}
		for word, rule := range rules {
			if keywords[word] == nil && !remarks[word] {
				t.Errorf("nothing checks %q", word)
			}
			switch word {
			case "properties":
				for _, property := range rule.(schema) {
					look(property)
				}
			case "items", "if", "then", "else", "additionalProperties", "propertyNames":
				look(rule)
			case "allOf", "anyOf", "oneOf":
				for _, one := range rule.([]any) {
					look(one)
				}
			case "format":
				if rule != "date-time" {
					t.Errorf("nothing checks the format %q", rule)
				}
			}
		}
	}
	for name := range schemaTexts {
		look(schemaOf(name))
	}
}

func TestWhatIsNoJSON(t *testing.T) {
	for _, text := range []string{"", "{", "4711 4711", "{}x", "nul"} {
		if _, err := Decode[ProcessInfo]([]byte(text)); err == nil || !strings.Contains(err.Error(), "process-info") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
