package reeve

import (
	"context"
	"errors"
	"net"
	"os"
	"testing"
	"time"
)

func listen(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	return listener.Addr().(*net.TCPAddr).Port
}

func TestListeningPorts(t *testing.T) {
	port := listen(t)
	filter := &PortFilter{Protocol: Ptr("tcp"), LocalPort: &port, LocalAddr: Ptr("127.0.0.1"), Host: Ptr("127.0.0.1"), PIDIn: &[]int{os.Getpid()}}
	ports, err := ListeningPorts(filter, &ListeningPortsOptions{Fields: &[]string{"name"}})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *ports)
	if len(ports.Bindings) != 1 || *ports.Bindings[0].PID != os.Getpid() || ports.Bindings[0].FD == nil {
		t.Fatalf("%+v", ports)
	}
	if check, err := CheckIdentity(ports.Bindings[0]); err != nil || check.Status != "same" {
		t.Errorf("%+v %v", check, err)
	}
	owners, err := FindByPort(port, nil)
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *owners)
	if !owners.Listening || len(owners.Processes) != 1 || owners.Processes[0].PID != os.Getpid() {
		t.Errorf("%+v", owners)
	}
	free, err := FindByPort(port, &FindByPortOptions{Protocol: Ptr("udp"), Host: Ptr("::1")})
	if err != nil || free.Listening || len(free.Processes) != 0 {
		t.Errorf("%+v %v", free, err)
	}
	all, err := ListeningPorts(nil, &ListeningPortsOptions{Fields: &[]string{"pid"}})
	if err != nil || len(all.Bindings) == 0 {
		t.Errorf("%+v %v", all, err)
	}
	fds, err := ListFds(PID(os.Getpid()), &ListFdsOptions{Kind: Ptr("socket")})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *fds)
	found := false
	for _, fd := range fds.Fds {
		found = found || fd.FD == *ports.Bindings[0].FD && *fd.Socket.LocalPort == port
	}
	if !found {
		t.Errorf("%+v", fds)
	}
}

func TestWaitForPort(t *testing.T) {
	port := listen(t)
	job := start(t, "exec sleep 600")
	ours, err := WaitForPort(context.Background(), PID(os.Getpid()), port, &WaitForPortOptions{Scope: Ptr("process"), Host: Ptr("127.0.0.1")})
	if err != nil {
		t.Fatal(err)
	}
	isValid(t, *ours)
	if len(ours.Bindings) != 1 || *ours.Bindings[0].PID != os.Getpid() {
		t.Errorf("%+v", ours)
	}
	if anybody, err := WaitForPort(context.Background(), nil, port, nil); err != nil || anybody.LocalPort != port {
		t.Errorf("%+v %v", anybody, err)
	}
	// Never for a stranger who has it: us.
	_, late := WaitForPort(context.Background(), job, port, &WaitForPortOptions{Timeout: Ptr(time.Millisecond)})
	if !errors.Is(late, ErrTimedOut) {
		t.Error(late)
	}
	ctx, cancel := context.WithCancel(context.Background())
	over := make(chan error, 2)
	go func() { _, err := WaitForPort(ctx, job, port, nil); over <- err }()
	cancel()
	if err := <-over; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	go func() { _, err := WaitForPort(context.Background(), job, port, nil); over <- err }()
	if _, err := ForceKill(job); err != nil {
		t.Error(err)
	}
	if err := <-over; !errors.Is(err, ErrEnded) && !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}
