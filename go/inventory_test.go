package reeve

import (
	"bufio"
	"context"
	"errors"
	"os"
	"reflect"
	"strconv"
	"sync"
	"testing"
)

// A shell that waits for two children, both of which run; with the pids of the three.
func startFamily(t *testing.T) (*Job, []int) {
	t.Helper()
	script := "sleep 600 & echo $!; sleep 601 & echo $!; wait; exit 7"
	job, err := SpawnInGroup(SpawnInGroupConfig{Argv: []string{"sh", "-c", script}, Stdout: Pipe(), Stderr: Ignore()})
	if err != nil {
		t.Fatal(err)
	}
	endAfter(t, job)
	lines := bufio.NewReader(job.Stdout)
	pids := []int{job.PID}
	for len(pids) < 3 {
		line, err := lines.ReadString('\n')
		pid, badNumber := strconv.Atoi(line[:max0(len(line)-1)])
		if err != nil || badNumber != nil {
			t.Fatal(err, badNumber)
		}
		pids = append(pids, pid)
	}
	job.Stdout.Close()
	for _, child := range pids[1:] {
		awaitSleep(t, child)
	}
	return job, pids
}

func max0(number int) int {
	if number < 0 {
		return 0
	}
	return number
}

func TestListProcesses(t *testing.T) {
	own, err := GetProcess(PID(os.Getpid()), nil)
	if err != nil {
		t.Fatal(err)
	}
	// Few fields: there may be thousands of processes, and each is checked against the schema.
	all, err := ListProcesses(nil, &ListProcessesOptions{Fields: &[]string{"pid", "identity"}})
	if err != nil {
		t.Fatal(err)
	}
	var found *ProcessEntry
	last := 0
	for index, process := range all.Processes {
		if process.PID <= last {
			t.Errorf("%d behind %d", process.PID, last)
		}
		last = process.PID
		if process.PID == own.PID {
			found = &all.Processes[index]
		}
	}
	if found == nil {
		t.Fatal("this process is not in the list")
	}
	if identity, ok := found.Identity.Get(); !ok || identity != *own.Identity || found.Name != nil {
		t.Errorf("%+v", found)
	}
	usual, err := ListProcesses(&ProcessFilter{PIDIn: &[]int{own.PID}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *usual)
	if name, ok := usual.Processes[0].Name.Get(); !ok || name != *own.Name || usual.Processes[0].Env != nil {
		t.Errorf("%+v", usual)
	}
	if check, err := CheckIdentity(*found); err != nil || check.Status != "same" {
		t.Errorf("%+v %v", check, err)
	}
}

func TestListProcessesByFilterAndFields(t *testing.T) {
	own, err := GetProcess(PID(os.Getpid()), nil)
	if err != nil {
		t.Fatal(err)
	}
	filter := &ProcessFilter{
		PIDIn: &[]int{os.Getpid(), 1}, NameEquals: own.Name, UserEquals: Ptr(strconv.Itoa(os.Getuid())), PPID: Ptr(os.Getppid()),
		StateIn: &[]string{"running", "sleeping"}, MemoryAboveKB: Ptr(0.0), RunningForAtLeastSecs: Ptr(0.0),
	}
	list, err := ListProcesses(filter, &ListProcessesOptions{Fields: &[]string{"name"}, IncludeCwd: Ptr(true), CPUMode: Ptr("monitor"), SampleDurationMS: Ptr(10)})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *list)
	if len(list.Processes) != 1 || list.CPUMode != "monitor" || *list.SampleDurationMS != 10 {
		t.Fatalf("%+v", list)
	}
	only := list.Processes[0]
	folder, _ := os.Getwd()
	if cwd, ok := only.Cwd.Get(); only.PID != os.Getpid() || only.Identity != nil || !ok || cwd != folder {
		t.Errorf("%+v", only)
	}
	for name, nobody := range map[string]ProcessFilter{
		"no pids": {PIDIn: &[]int{}}, "name": {NameEquals: Ptr("")}, "cpu": {CPUAbove: Ptr(1e9)},
	} {
		if list, err := ListProcesses(&nobody, nil); err != nil || len(list.Processes) != 0 {
			t.Errorf("%s: %v %v", name, list, err)
		}
	}
}

func TestDescendantsAndAncestors(t *testing.T) {
	job, pids := startFamily(t)
	down, err := Descendants(job, &DescendantsOptions{Fields: &[]string{"ppid", "identity"}})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *down)
	if len(down.Levels) != 1 || down.TotalFound != 2 || *down.Identity != job.Identity {
		t.Fatalf("%+v", down)
	}
	children := map[int]bool{}
	for _, child := range down.Levels[0].Processes {
		children[child.PID] = true
		if ppid, ok := child.PPID.Get(); !ok || ppid != int64(job.PID) {
			t.Errorf("%+v", child)
		}
		up, err := Ancestors(child, &AncestorsOptions{MaxLevels: Ptr(int64(1))})
		if err != nil {
			t.Fatal(err)
		}
		isValid(t, *up)
		if identity, _ := up.Chain[0].Identity.Get(); len(up.Chain) != 1 || identity != job.Identity {
			t.Errorf("%+v", up)
		}
	}
	if !reflect.DeepEqual(children, map[int]bool{pids[1]: true, pids[2]: true}) {
		t.Errorf("%v of %v", children, pids)
	}
	nobody, err := Descendants(job, &DescendantsOptions{Filter: &ProcessFilter{NameEquals: Ptr("nobody")}, MaxLevels: Ptr(int64(1))})
	if err != nil || nobody.TotalFound != 2 || nobody.MatchedByFilter != 0 || *nobody.MaxLevels != 1 {
		t.Errorf("%+v %v", nobody, err)
	}
	whole, err := Ancestors(job, nil)
	if err != nil || len(whole.Chain) == 0 {
		t.Errorf("%+v %v", whole, err)
	}
}

func TestGetSelfGroup(t *testing.T) {
	self, err := GetSelfGroup()
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *self)
	own, err := GetProcess(PID(os.Getpid()), nil)
	if err != nil || int64(*self.PGID) != *own.PGID || self.PID != own.PID || *self.Identity != *own.Identity {
		t.Errorf("%+v %v", self, err)
	}
}

func TestProcessStats(t *testing.T) {
	job, _ := startFamily(t)
	gone := start(t, "exit 0")
	awaitGone(t, gone)
	one, err := GetProcessStats(job, nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *one)
	if one.Source != "process" || one.ProcessCount != 1 || one.IOReadBytes == nil || one.PSSKB != nil || *one.Identity != job.Identity {
		t.Errorf("%+v", one)
	}
	tree, err := GetProcessStats(job, &ProcessStatsOptions{Scope: Ptr("tree"), IncludeIO: Ptr(false), IncludeSwitches: Ptr(true), IncludePSS: Ptr(true)})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *tree)
	if tree.ProcessCount != 3 || tree.VoluntarySwitches == nil || tree.PSSKB == nil || tree.IOReadBytes != nil {
		t.Errorf("%+v", tree)
	}
	many, err := GetProcessStatsMany([]Ref{gone, job, PID(os.Getpid())}, nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *many)
	if len(many.Processes) != 2 || len(many.Missing) != 1 || many.Missing[0].PID != gone.PID {
		t.Errorf("%+v", many)
	}
	if none, err := GetProcessStatsMany(nil, nil); err != nil || len(none.Processes) != 0 {
		t.Errorf("%+v %v", none, err)
	}
}

// Each looks on its own thread, and none waits for another.
func TestManyLookAtOnce(t *testing.T) {
	job, pids := startFamily(t)
	var looks sync.WaitGroup
	for range make([]struct{}, 8) {
		looks.Add(1)
		go func() {
			defer looks.Done()
			for range make([]struct{}, 5) {
				list, err := ListProcesses(&ProcessFilter{PIDIn: &pids}, nil)
				if err != nil || len(list.Processes) != 3 {
					t.Errorf("%+v %v", list, err)
				}
				down, err := Descendants(job, nil)
				if err != nil || down.TotalFound != 2 {
					t.Errorf("%+v %v", down, err)
				}
				stats, err := GetProcessStats(job, &ProcessStatsOptions{Scope: Ptr("tree")})
				if err != nil || stats.ProcessCount != 3 {
					t.Errorf("%+v %v", stats, err)
				}
				if _, err := ListeningPorts(&PortFilter{PIDIn: &pids}, nil); err != nil {
					t.Error(err)
				}
			}
		}()
	}
	looks.Wait()
}

func TestQuestionsAreRefused(t *testing.T) {
	own := PID(os.Getpid())
	for name, ask := range map[string]func() error{
		"pid":   func() error { _, err := ListProcesses(&ProcessFilter{PIDIn: &[]int{0}}, nil); return err },
		"state": func() error { _, err := ListProcesses(&ProcessFilter{StateIn: &[]string{"tired"}}, nil); return err },
		"share": func() error { _, err := ListProcesses(&ProcessFilter{CPUAbove: Ptr(-1.0)}, nil); return err },
		"ppid":  func() error { _, err := ListProcesses(&ProcessFilter{PPID: Ptr(-1)}, nil); return err },
		"nul":   func() error { _, err := ListProcesses(&ProcessFilter{NameEquals: Ptr("a\x00b")}, nil); return err },
		"field": func() error {
			_, err := ListProcesses(nil, &ListProcessesOptions{Fields: &[]string{"shoe"}})
			return err
		},
		"mode": func() error { _, err := ListProcesses(nil, &ListProcessesOptions{CPUMode: Ptr("")}); return err },
		"sample": func() error {
			_, err := ListProcesses(nil, &ListProcessesOptions{SampleDurationMS: Ptr(10)})
			return err
		},
		"nobody":   func() error { _, err := Descendants(nil, nil); return err },
		"levels":   func() error { _, err := Descendants(own, &DescendantsOptions{MaxLevels: Ptr(int64(0))}); return err },
		"upwards":  func() error { _, err := Ancestors(own, &AncestorsOptions{MaxLevels: Ptr(int64(-1))}); return err },
		"scope":    func() error { _, err := GetProcessStats(own, &ProcessStatsOptions{Scope: Ptr("job")}); return err },
		"one nil":  func() error { _, err := GetProcessStatsMany([]Ref{own, nil}, nil); return err },
		"one bad":  func() error { _, err := SendSignalMany([]Ref{PID(0)}, "SIGTERM"); return err },
		"signal":   func() error { _, err := SendSignal(own, "SIGNONE"); return err },
		"nothing":  func() error { _, err := SendSignal(own, "0"); return err },
		"too much": func() error { _, err := SendSignalGroup(own, "65"); return err },
		"kill": func() error {
			_, err := KillDescendants(own, &KillDescendantsOptions{Signal: Ptr(Signal("x"))})
			return err
		},
		"port":     func() error { _, err := ListeningPorts(&PortFilter{LocalPort: Ptr(0)}, nil); return err },
		"address":  func() error { _, err := ListeningPorts(&PortFilter{Host: Ptr("localhost")}, nil); return err },
		"no port":  func() error { _, err := FindByPort(65536, nil); return err },
		"protocol": func() error { _, err := FindByPort(80, &FindByPortOptions{Protocol: Ptr("sctp")}); return err },
		"kind":     func() error { _, err := ListFds(own, &ListFdsOptions{Kind: Ptr("spoon")}); return err },
		"unseen":   func() error { _, err := CheckIdentity(PortBinding{}); return err },
		"wait":     func() error { _, err := WaitForPort(context.Background(), nil, 0, nil); return err },
		"of whom": func() error {
			_, err := WaitForPort(context.Background(), nil, 80, &WaitForPortOptions{Scope: Ptr("tree")})
			return err
		},
		"of what": func() error {
			_, err := WaitForPort(context.Background(), own, 80, &WaitForPortOptions{Scope: Ptr("job")})
			return err
		},
		"interval": func() error {
			_, err := WatchProcess(context.Background(), own, &WatchOptions{Interval: Ptr(shortestInterval - 1)})
			return err
		},
	} {
		err := ask()
		if !errors.Is(err, ErrInvalidArgument) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var failed *Error
		if errors.As(err, &failed) {
			isValid(t, failed.ErrorRecord)
		}
	}
}
