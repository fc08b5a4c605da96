// Code generated from schemas/v1 by scripts/generate-go.mjs. DO NOT EDIT.

package reeve

// AncestorsOptions: How far up, and what is told of each.
type AncestorsOptions struct {
	// Levels to go; 1 is children (or the parent) only. Absent: all.
	MaxLevels *int64 `json:"max_levels,omitempty"`

	// Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
	Fields *[]string `json:"fields,omitempty"`

	// true: env too. Absent: false.
	IncludeEnv *bool `json:"include_env,omitempty"`

	// true: cwd too. Absent: false.
	IncludeCwd *bool `json:"include_cwd,omitempty"`

	// true: threads too, each of them. Absent: false.
	IncludeThreads *bool `json:"include_threads,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (AncestorsOptions) SchemaName() string { return "ancestors-options" }

// AncestorsResult: The parents of a process, the nearest first.
type AncestorsResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id of the process that was asked about.
	PID int `json:"pid"`

	// Identity of that process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`

	// The parent, its parent, and so on. It ends with the first process of the system, or of the container that
	// hides the rest.
	Chain []ProcessEntry `json:"chain"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r AncestorsResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (AncestorsResult) SchemaName() string { return "ancestors-result" }

// Capabilities: What works on this machine, for this process, at this moment.
type Capabilities struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Release of the running kernel as the system writes it. For people: decide by the other fields.
	Kernel string `json:"kernel"`

	// true when a process can be pinned through a pidfd. Linux only; false elsewhere.
	Pidfd bool `json:"pidfd"`

	// true when a pidfd has an inode number that is unique for a boot. Linux only; false elsewhere.
	PidfdInode bool `json:"pidfd_inode"`

	// true when the system tells an observer that is not the parent how a process ended.
	ExitInfo bool `json:"exit_info"`

	// true when the children of a process can be read without a scan of all processes.
	ChildrenFiles bool `json:"children_files"`

	// Whether jobs can have a cgroup of their own.
	Cgroup CapabilitiesCgroup `json:"cgroup"`

	// Names of the cgroup controllers that a job's cgroup would get at this moment, by which its limits are kept;
	// those among them that are not handed down yet are, once a limit needs them. null where jobs can't have a
	// cgroup.
	CgroupControllers []string `json:"cgroup_controllers"`

	// true when the orphans of a job can be made to come back to a process of it. Linux only; false elsewhere.
	Subreaper bool `json:"subreaper"`

	// Whether jobs can have a keeper.
	Keeper CapabilitiesKeeper `json:"keeper"`

	// The containment kinds that work here, strongest first.
	Containments []string `json:"containments"`

	// The kind that containment "auto" takes here; none when none works.
	DefaultContainment string `json:"default_containment"`

	// true when on_parent_exit "kill" works here.
	OnParentExitKill bool `json:"on_parent_exit_kill"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// CapabilitiesCgroup: Whether jobs can have a cgroup of their own.
type CapabilitiesCgroup struct {
	// true when jobs' folders can be made and joined here.
	Available bool `json:"available"`

	// Absolute path of the folder in which jobs' folders are made. null when not available.
	Path *string `json:"path"`

	// How a child gets in. clone_into: born inside. join: it joins before it executes the command. none: not
	// available.
	Method string `json:"method"`

	// Why it is not available, a sentence for people. null when it is.
	Reason *string `json:"reason"`
}

// CapabilitiesKeeper: Whether jobs can have a keeper.
type CapabilitiesKeeper struct {
	// true when a keeper was started here and works.
	Available bool `json:"available"`

	// Why it is not available, a sentence for people. null when it is.
	Reason *string `json:"reason"`
}

// SchemaName is the name of the schema in schemas/v1.
func (Capabilities) SchemaName() string { return "capabilities" }

// Containment: What holds the processes of one tree together, with what another process needs to find it again.
type Containment struct {
	// none: nothing but parent links. group: process group, session and environment cookie. keeper: a helper process
	// that every orphan of the tree comes back to. cgroup: a Linux control group of its own. job: a Windows job
	// object.
	Kind string `json:"kind"`

	// Process group id. null when the tree has no group of its own, and on Windows.
	PGID *int `json:"pgid"`

	// Session id. null when the tree has no session of its own, and on Windows.
	SID *int `json:"sid"`

	// The job's token: 24 hex digits in the REEVE_TREE environment variable of each of its processes. null when none
	// was set. A process can remove its own, so absence proves nothing.
	Cookie *string `json:"cookie"`

	// Absolute path of the cgroup folder as seen by the process that made the record; not promised to be the same in
	// another mount namespace. null when kind is not cgroup.
	CgroupPath *string `json:"cgroup_path"`

	// Inode number of the cgroup folder in decimal, as text because it has 64 bits; tells a folder from a later one
	// at the same path. null when kind is not cgroup.
	CgroupID *string `json:"cgroup_id"`

	// Name of the Windows job object, which another program of the same session can open. null when kind is not job.
	JobName *string `json:"job_name"`

	// The helper process that keeps the job: starts it, takes in its orphans, and ends what is left when it is asked
	// to; on Windows, holds its job object open. null when the job has none. Always there when kind is keeper.
	Keeper *ContainmentKeeper `json:"keeper"`
}

// ContainmentKeeper: undefined
type ContainmentKeeper struct {
	// Process id of the keeper; the job's own is the record's pid.
	PID int `json:"pid"`

	// Identity of the keeper, opaque as every identity.
	Identity string `json:"identity"`

	// Folder in which the keeper holds the job's lock and writes how it ended. null when it was given none.
	StateDir *string `json:"state_dir"`
}

// Ref names the process of this record.
func (r ContainmentKeeper) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: &r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (Containment) SchemaName() string { return "containment" }

// DescendantsOptions: Which descendants, what is told of each, and how.
type DescendantsOptions struct {
	// Levels to go; 1 is children (or the parent) only. Absent: all.
	MaxLevels *int64 `json:"max_levels,omitempty"`

	// Which of them are meant. The filter does not stop the walk: who descends from one that does not fit may fit.
	// Absent: all.
	Filter *ProcessFilter `json:"filter,omitempty"`

	// Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
	Fields *[]string `json:"fields,omitempty"`

	// true: env too. Absent: false.
	IncludeEnv *bool `json:"include_env,omitempty"`

	// true: cwd too. Absent: false.
	IncludeCwd *bool `json:"include_cwd,omitempty"`

	// true: threads too, each of them. Absent: false.
	IncludeThreads *bool `json:"include_threads,omitempty"`

	// How processor time is measured. lifetime: over the whole life of each process. monitor: over a sample, which
	// takes two looks. Absent: lifetime.
	CPUMode *string `json:"cpu_mode,omitempty"`

	// Milliseconds between the two looks of monitor. Absent: 250.
	SampleDurationMS *int `json:"sample_duration_ms,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (DescendantsOptions) SchemaName() string { return "descendants-options" }

// DescendantsResult: What descended from a process at one look, as parents stood then: an orphan descends from
// whoever took it in.
type DescendantsResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id of the process that was asked about.
	PID int `json:"pid"`

	// Identity of that process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`

	// How many levels were to be looked at. null: all.
	MaxLevels *int64 `json:"max_levels"`

	// How cpu_percent was measured.
	CPUMode string `json:"cpu_mode"`

	// Milliseconds between the two looks. null with cpu_mode lifetime.
	SampleDurationMS *int64 `json:"sample_duration_ms"`

	// The descendants by their distance, children first. It ends with the last level on which there was anybody,
	// fitting or not.
	Levels []DescendantsResultLevel `json:"levels"`

	// Descendants on all levels looked at, whether they fit or not.
	TotalFound int64 `json:"total_found"`

	// Those that fit, which is how many are in levels.
	MatchedByFilter int64 `json:"matched_by_filter"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r DescendantsResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// DescendantsResultLevel: One level.
type DescendantsResultLevel struct {
	// 1: children, 2: their children, and so on.
	Level int64 `json:"level"`

	// Processes on this level, whether they fit the filter or not.
	Found int64 `json:"found"`

	// Those that fit, by ascending pid.
	Processes []ProcessEntry `json:"processes"`
}

// SchemaName is the name of the schema in schemas/v1.
func (DescendantsResult) SchemaName() string { return "descendants-result" }

// ErrorRecord: A refused operation, the same in every language. An expected outcome is never an error but data
// in a result.
type ErrorRecord struct {
	// The system's name of the error (ESRCH, EPERM, ENOENT), or one of reeve's own, which begin with ERR_. The thing
	// to decide by.
	Code string `json:"code"`

	// The system's number, negative as in Node; it differs between platforms. null when no system call failed.
	Errno *int `json:"errno"`

	// Name of the system call that failed. null when none did.
	Syscall *string `json:"syscall"`

	// The process the operation was about. null when there was none, or what was given is no valid pid.
	PID *int `json:"pid"`

	// A sentence for people. The wording is not promised.
	Message string `json:"message"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ErrorRecord) SchemaName() string { return "error" }

// FdEntry: One descriptor that a process has open.
type FdEntry struct {
	// The descriptor; on Windows the value of the handle.
	FD int64 `json:"fd"`

	// What it leads to. symlink: a symbolic link itself, opened with O_PATH. device: one that is no terminal. fifo:
	// a pipe with a name. other: target says what.
	Kind string `json:"kind"`

	// Of what has a place among the files: that place, as it was when it was opened or moved last. null: it has
	// none, or it may not be read.
	Path *string `json:"path"`

	// What the system itself says it leads to, as it stands: 'socket:[4711]', 'anon_inode:[eventpoll]'. null: it
	// says nothing.
	Target *string `json:"target"`

	// true: the file at path was removed, or another is there. null: it has no path, or it is not told.
	Deleted *bool `json:"deleted"`

	// What may be done by it. path: neither, it only names a place (O_PATH). null: not told.
	Access *string `json:"access"`

	// Whether it is closed when the process starts another program. null: not told.
	CloseOnExec *bool `json:"close_on_exec"`

	// The flags it was opened with or given since, as open(2) names them (O_APPEND), without the access. null: not
	// told.
	Flags []string `json:"flags"`

	// Where the next read or write begins, in bytes. null: it has no such place, or it is not told.
	Position *int64 `json:"position"`

	// The number of the file, pipe or socket: equal ones of one kind are one. null: not told.
	Inode *string `json:"inode"`

	// Of a pidfd or a handle to a process: that process. null: it is none, or that process was reaped or can't be
	// seen.
	TargetPID *int `json:"target_pid"`

	// Of a socket: what is known of it. null: it is none.
	Socket *FdEntrySocket `json:"socket"`
}

// FdEntrySocket: undefined
type FdEntrySocket struct {
	// ipv4, ipv6, unix, netlink, packet, vsock and the like. null: not told.
	Family *string `json:"family"`

	// null: not told.
	Type *string `json:"type"`

	// tcp, udp, mptcp, udplite, icmp. null: none, or not told.
	Protocol *string `json:"protocol"`

	// unconnected: without a peer. null: it was not found among those that have a state: not bound yet, of another
	// network namespace than its process, or of a protocol that is not listed.
	State *string `json:"state"`

	// The IP address of its own end, in the form of RFC 5952. null: it has none, or it is not told.
	LocalAddr *string `json:"local_addr"`

	// The port of its own end. null: it has none, or it is not told.
	LocalPort *int `json:"local_port"`

	// The IP address of its peer. null: it has none, or it is not told.
	RemoteAddr *string `json:"remote_addr"`

	// The port of its peer. null: it has none, or it is not told.
	RemotePort *int `json:"remote_port"`

	// Of a unix socket: the file it is bound to, or with @ before it an abstract name. null: none.
	Path *string `json:"path"`
}

// SchemaName is the name of the schema in schemas/v1.
func (FdEntry) SchemaName() string { return "fd-entry" }

// FdList: What a process has open. It was this process all the while.
type FdList struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// The process.
	PID int `json:"pid"`

	// Its identity: opaque text to be compared by equality only. null where none could be made.
	Identity *string `json:"identity"`

	// By ascending number. What was opened or closed while it was looked may or may not be among them. Empty of a
	// zombie.
	Fds []FdEntry `json:"fds"`

	// Sentences for people; empty when there is nothing to say. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r FdList) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (FdList) SchemaName() string { return "fd-list" }

// FindByPortOptions: Which listeners at the port are meant.
type FindByPortOptions struct {
	// Absent: tcp.
	Protocol *string `json:"protocol,omitempty"`

	// An IP address: only what would get that which is sent there. Of several at one port that is the one bound to
	// this address, else one bound to all of its family, else an IPv6 one that takes IPv4 too.
	Host *string `json:"host,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (FindByPortOptions) SchemaName() string { return "find-by-port-options" }

// IdentityCheckResult: Whether a pid still belongs to the process a reference was made for.
type IdentityCheckResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// The pid that was asked about.
	PID int `json:"pid"`

	// same: the pid belongs to the process the reference names, and it lives. reused: it belongs to another. gone:
	// no living process has it; one that has ended and is not yet reaped (a zombie) is gone too. unknown: a living
	// process has it and nothing tells which; never to be taken as same.
	Status string `json:"status"`

	// true when the process the reference names has ended and is not yet reaped by its parent. Only together with
	// gone.
	Zombie bool `json:"zombie"`

	// What the verdict rests on. identity: the identities were compared. start_time: only the start times were,
	// which a reuse within the clock's resolution can deceive. none: nothing was compared.
	Basis string `json:"basis"`

	// Identity of the process that has the pid now, a zombie included. Opaque text to be compared by equality only,
	// never taken apart; equal means the same process, also across restarts and reboots. null when no process has
	// the pid, or none could be made.
	Identity *string `json:"identity"`
}

// Ref names the process of this record.
func (r IdentityCheckResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (IdentityCheckResult) SchemaName() string { return "identity-check" }

// KeptExit: exit.json in a job's state folder: written by the keeper when the job's first process has ended, and
// on disk before it has its name.
type KeptExit struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// Process id of the job's first process.
	PID int `json:"pid"`

	// Its identity, opaque.
	Identity string `json:"identity"`

	// Exit code: 0 to 255 on Unix, 32 bits without sign on Windows. null when a signal ended it.
	ExitCode *int64 `json:"exit_code"`

	// Name of the signal that ended it; SIG and the number for a real-time signal. null when none did, and on
	// Windows.
	Signal *string `json:"signal"`

	// Wall-clock time of its end in milliseconds since the Unix epoch.
	EndedUnixMS int64 `json:"ended_unix_ms"`

	// Processor time in user mode, its waited-for children included; on Windows without children.
	CPUUserMS int64 `json:"cpu_user_ms"`

	// Processor time in the kernel, likewise.
	CPUSystemMS int64 `json:"cpu_system_ms"`

	// The most memory that it, or the largest of its waited-for children, had resident at a time; on Windows without
	// children. KiB.
	MaxRSSKB int64 `json:"max_rss_kb"`
}

// Ref names the process of this record.
func (r KeptExit) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: &r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (KeptExit) SchemaName() string { return "kept-exit" }

// KeptJob: job.json in a job's state folder: written by the keeper before the job's program runs.
type KeptJob struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// How far the start came; whether the job still lives is told by the lock and by exit.json. starting: the first
	// process is there and has run nothing of the program's; it never will if nobody holds the lock. running: the
	// program is being executed. failed: it could not be.
	State string `json:"state"`

	// What the launcher was given: enough to wait for the job and to end it.
	Record SpawnInGroupResult `json:"record"`
}

// SchemaName is the name of the schema in schemas/v1.
func (KeptJob) SchemaName() string { return "kept-job" }

// KillDescendantsOptions: Which descendants are signalled, and with what.
type KillDescendantsOptions struct {
	// The signal. Absent: SIGTERM.
	Signal *Signal `json:"signal,omitempty"`

	// true: also whatever descends from one that fits the filter. Absent: false.
	Cascade *bool `json:"cascade,omitempty"`

	// Levels to go; 1 is children (or the parent) only. Absent: all.
	MaxLevels *int64 `json:"max_levels,omitempty"`

	// Which of them are meant. The filter does not stop the walk: who descends from one that does not fit may fit.
	// Absent: all.
	Filter *ProcessFilter `json:"filter,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (KillDescendantsOptions) SchemaName() string { return "kill-descendants-options" }

// KillDescendantsResult: What became of each descendant that was to be signalled. The process itself was not.
type KillDescendantsResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id of the process that was asked about.
	PID int `json:"pid"`

	// Identity of that process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`

	// Name of the signal.
	SignalSent string `json:"signal_sent"`

	// Those that the signal was sent to, each once.
	Succeeded []KillDescendantsResultSucceeded `json:"succeeded"`

	// Those that it could not be sent to.
	Failed []KillDescendantsResultFailed `json:"failed"`

	// Those that are never signalled: the first process, this one and its ancestors.
	SkippedSafety []KillDescendantsResultSkippedSafety `json:"skipped_safety"`

	// Different descendants seen in all looks, whether they fit or not.
	TotalFound int64 `json:"total_found"`

	// Those that fit (or, with cascade, descend from one that does) and were alive.
	MatchedByFilter int64 `json:"matched_by_filter"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r KillDescendantsResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// KillDescendantsResultSucceeded: One process that was signalled.
type KillDescendantsResultSucceeded struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`
}

// Ref names the process of this record.
func (r KillDescendantsResultSucceeded) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// KillDescendantsResultFailed: One process that was not signalled.
type KillDescendantsResultFailed struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal
	// means the same process, also across restarts and reboots. null when only its pid was given.
	Identity *string `json:"identity"`

	// Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The
	// thing to decide by.
	Code string `json:"code"`

	// A sentence for people. The wording is not promised.
	Message string `json:"message"`
}

// Ref names the process of this record.
func (r KillDescendantsResultFailed) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// KillDescendantsResultSkippedSafety: One process that was left alone.
type KillDescendantsResultSkippedSafety struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal
	// means the same process, also across restarts and reboots. null when only its pid was given.
	Identity *string `json:"identity"`

	// Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The
	// thing to decide by.
	Code string `json:"code"`

	// A sentence for people. The wording is not promised.
	Message string `json:"message"`
}

// Ref names the process of this record.
func (r KillDescendantsResultSkippedSafety) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (KillDescendantsResult) SchemaName() string { return "kill-descendants-result" }

// ListFdsOptions: What is told of.
type ListFdsOptions struct {
	// Only descriptors of this kind. Absent: all.
	Kind *string `json:"kind,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ListFdsOptions) SchemaName() string { return "list-fds-options" }

// ListProcessesOptions: What is told of each process, and how.
type ListProcessesOptions struct {
	// Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
	Fields *[]string `json:"fields,omitempty"`

	// true: env too. Absent: false.
	IncludeEnv *bool `json:"include_env,omitempty"`

	// true: cwd too. Absent: false.
	IncludeCwd *bool `json:"include_cwd,omitempty"`

	// true: threads too, each of them. Absent: false.
	IncludeThreads *bool `json:"include_threads,omitempty"`

	// How processor time is measured. lifetime: over the whole life of each process. monitor: over a sample, which
	// takes two looks. Absent: lifetime.
	CPUMode *string `json:"cpu_mode,omitempty"`

	// Milliseconds between the two looks of monitor. Absent: 250.
	SampleDurationMS *int `json:"sample_duration_ms,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ListProcessesOptions) SchemaName() string { return "list-processes-options" }

// ListeningPortsOptions: What is told of each process that listens.
type ListeningPortsOptions struct {
	// Only these fields, and pid: what is not asked for is not read. Absent: all but env, cwd and threads.
	Fields *[]string `json:"fields,omitempty"`

	// true: env too. Absent: false.
	IncludeEnv *bool `json:"include_env,omitempty"`

	// true: cwd too. Absent: false.
	IncludeCwd *bool `json:"include_cwd,omitempty"`

	// true: threads too, each of them. Absent: false.
	IncludeThreads *bool `json:"include_threads,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ListeningPortsOptions) SchemaName() string { return "listening-ports-options" }

// PortBinding: A socket that waits at a port, and one process that has it open. Several processes may have one
// socket (a server and its workers), and several sockets one port (SO_REUSEPORT): each pair is a binding. It is
// a ref where it has a pid.
type PortBinding struct {
	// What is spoken there.
	Protocol string `json:"protocol"`

	// Of the socket.
	Family string `json:"family"`

	// The IP address it is bound to, in the form of RFC 5952; 0.0.0.0 and :: stand for all of their family.
	LocalAddr string `json:"local_addr"`

	// The port.
	LocalPort int `json:"local_port"`

	// true: an IPv6 socket that gets what is sent by IPv4 too. false: it gets that of its own family alone. null:
	// not told (Linux where netlink is refused, Windows, of another user on macOS).
	DualStack *bool `json:"dual_stack"`

	// The only network interface it listens at. null: none in particular, or not told.
	Interface *string `json:"interface"`

	// listen: of tcp, it takes connections. unconnected: of udp, it takes datagrams from anybody.
	State string `json:"state"`

	// The kernel's number of the socket: bindings with the same one are several processes that have one socket open.
	// Opaque. null: not told.
	SocketID *string `json:"socket_id"`

	// The user who made the socket. null: not told.
	UID *int64 `json:"uid"`

	// A process that has the socket open. null: there is none that may be seen.
	PID *int `json:"pid"`

	// Its identity: opaque text to be compared by equality only. null with pid, or where none could be made.
	Identity *string `json:"identity"`

	// The lowest descriptor by which it has it open. null with pid, or not told.
	FD *int64 `json:"fd"`

	// What is told of the process. null with pid.
	Process *ProcessEntry `json:"process"`
}

// Ref names the process of this record.
func (r PortBinding) Ref() ProcessRef {
	return refTo(refFields{PID: pidOrNobody(r.PID), Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (PortBinding) SchemaName() string { return "port-binding" }

// PortBindings: Who listens where.
type PortBindings struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// By protocol, port, family, address and socket; those of one socket by ascending pid. Empty when nobody
	// listens, which is no error.
	Bindings []PortBinding `json:"bindings"`

	// Sentences for people, such as why some have no process; empty when there is nothing to say. The wording is not
	// promised.
	Warnings []string `json:"warnings"`
}

// SchemaName is the name of the schema in schemas/v1.
func (PortBindings) SchemaName() string { return "port-bindings" }

// PortFilter: Which listeners are told of. All given parts have to fit.
type PortFilter struct {
	// Only this one. Absent: both.
	Protocol *string `json:"protocol,omitempty"`

	// Only those at this port.
	LocalPort *int `json:"local_port,omitempty"`

	// Only those bound to just this IP address: 0.0.0.0 and :: stand for all of their family and nothing else. Any
	// way to write the address will do.
	LocalAddr *string `json:"local_addr,omitempty"`

	// An IP address: only what would get that which is sent there. Of several at one port that is the one bound to
	// this address, else one bound to all of its family, else an IPv6 one that takes IPv4 too.
	Host *string `json:"host,omitempty"`

	// Only what these processes have open, and no other process is looked at.
	PIDIn *[]int `json:"pid_in,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (PortFilter) SchemaName() string { return "port-filter" }

// PortOwners: The processes that listen at one port.
type PortOwners struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// The one that was asked for.
	Protocol string `json:"protocol"`

	// The one that was asked for.
	LocalPort int `json:"local_port"`

	// Whether anybody listens there.
	Listening bool `json:"listening"`

	// Each process that does, once, by ascending pid. Empty with listening true: none of them may be seen, and
	// warnings say why.
	Processes []ProcessEntry `json:"processes"`

	// Sentences for people; empty when there is nothing to say. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// SchemaName is the name of the schema in schemas/v1.
func (PortOwners) SchemaName() string { return "port-owners" }

// ProcessEntry: One process of a list, with the fields that were asked for. It may be passed back as a
// reference: ask for identity to have the guard.
type ProcessEntry struct {
	// Process id.
	PID int `json:"pid"`

	// Process id of the parent; 0 when the system says there is none, or none in this pid namespace. null when it
	// could not be read. It changes when the parent ends.
	PPID Asked[int64] `json:"ppid,omitempty"`

	// Process group id; 0 for kernel threads. null when it could not be read, and on Windows.
	PGID Asked[int64] `json:"pgid,omitempty"`

	// Session id; 0 for kernel threads. null when it could not be read, and on Windows.
	SID Asked[int64] `json:"sid,omitempty"`

	// The kernel's name for the process: at most 15 bytes on Linux, and a process may change its own. null when it
	// could not be read.
	Name Asked[string] `json:"name,omitempty"`

	// Absolute path of the executable. null when it could not be read (another user's process, a kernel thread, a
	// zombie). Not promised to exist still.
	ExePath Asked[string] `json:"exe_path,omitempty"`

	// The arguments, empty ones kept; an empty array when there are none (kernel threads, zombies). null when they
	// could not be read. A process may overwrite its own.
	Cmdline Asked[[]string] `json:"cmdline,omitempty"`

	// Name of the effective user. null when it could not be read or the user id has no name.
	User Asked[string] `json:"user,omitempty"`

	// Effective user id. null when it could not be read, and on Windows.
	UID Asked[int64] `json:"uid,omitempty"`

	// running: on a processor or ready for one. sleeping: waiting, can be interrupted. disk_sleep: waiting, cannot
	// be. stopped: by a signal or a debugger. zombie: ended and not yet reaped. unknown: the system did not say, or
	// said something else.
	State *string `json:"state,omitempty"`

	// Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not
	// an identity. null when it could not be read.
	StartTimeUnixMS Asked[int64] `json:"start_time_unix_ms,omitempty"`

	// Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when the system did not give enough to make one.
	Identity Asked[string] `json:"identity,omitempty"`

	// Resident memory in KiB (1024 bytes), shared pages included. null when it could not be read.
	MemoryKB Asked[int64] `json:"memory_kb,omitempty"`

	// Processor time in percent of one processor: over the whole life (cpu_mode lifetime) or over the sample
	// (monitor). May exceed 100 with several threads. null when it could not be read.
	CPUPercent Asked[float64] `json:"cpu_percent,omitempty"`

	// Seconds since the process started. null when it could not be read.
	ElapsedSeconds Asked[float64] `json:"elapsed_seconds,omitempty"`

	// Number of threads. null when it could not be read.
	ThreadCount Asked[int64] `json:"thread_count,omitempty"`

	// Environment the process was started with; later changes by the process itself are not promised to show. Only
	// there when asked for. null when it could not be read.
	Env Asked[map[string]string] `json:"env,omitempty"`

	// Working directory. Only there when asked for. null when it could not be read.
	Cwd Asked[string] `json:"cwd,omitempty"`

	// Its threads, by ascending number. Only there when asked for. null when they could not be read.
	Threads Asked[[]ProcessEntryThread] `json:"threads,omitempty"`
}

// Ref names the process of this record.
func (r ProcessEntry) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity.orNil(), StartTimeUnixMS: r.StartTimeUnixMS.orNil()})
}

// ProcessEntryThread: One thread.
type ProcessEntryThread struct {
	// Thread id.
	TID int64 `json:"tid"`

	// The thread's own name. null where threads have none.
	Name *string `json:"name"`

	// As of a process.
	State string `json:"state"`

	// Processor time it has used, in milliseconds. null when it could not be read.
	CPUMS *int64 `json:"cpu_ms"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessEntry) SchemaName() string { return "process-entry" }

// ProcessFilter: Which processes are meant: those that fit every part that is given. A process whose fact could
// not be read does not fit a part that asks for it.
type ProcessFilter struct {
	// Part of the kernel's name, whatever the case of ASCII letters.
	NameContains *string `json:"name_contains,omitempty"`

	// The kernel's name, exactly. Linux and macOS cut names to 15 bytes.
	NameEquals *string `json:"name_equals,omitempty"`

	// Name of the effective user as records show it, or its uid in digits.
	UserEquals *string `json:"user_equals,omitempty"`

	// Any of these pids. listProcesses then looks at no other process.
	PIDIn *[]int `json:"pid_in,omitempty"`

	// Pid of the parent; 0 is the kernel's.
	PPID *int `json:"ppid,omitempty"`

	// Any of these states.
	StateIn *[]string `json:"state_in,omitempty"`

	// More than this percent of one processor, measured as cpu_mode says. May exceed 100.
	CPUAbove *float64 `json:"cpu_above,omitempty"`

	// More than this many KiB of resident memory.
	MemoryAboveKB *float64 `json:"memory_above_kb,omitempty"`

	// Started at least this many seconds ago.
	RunningForAtLeastSecs *float64 `json:"running_for_at_least_secs,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessFilter) SchemaName() string { return "process-filter" }

// ProcessInfo: One process as the system showed it at one moment. What could not be read is null, never a guess.
type ProcessInfo struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id.
	PID int `json:"pid"`

	// Process id of the parent; 0 when the system says there is none, or none in this pid namespace. null when it
	// could not be read. It changes when the parent ends.
	PPID *int64 `json:"ppid"`

	// Process group id; 0 for kernel threads. null when it could not be read, and on Windows.
	PGID *int64 `json:"pgid"`

	// Session id; 0 for kernel threads. null when it could not be read, and on Windows.
	SID *int64 `json:"sid"`

	// The kernel's name for the process: at most 15 bytes on Linux, and a process may change its own. null when it
	// could not be read.
	Name *string `json:"name"`

	// Absolute path of the executable. null when it could not be read (another user's process, a kernel thread, a
	// zombie). Not promised to exist still.
	ExePath *string `json:"exe_path"`

	// The arguments, empty ones kept; an empty array when there are none (kernel threads, zombies). null when they
	// could not be read. A process may overwrite its own.
	Cmdline []string `json:"cmdline"`

	// Name of the effective user. null when it could not be read or the user id has no name.
	User *string `json:"user"`

	// Effective user id. null when it could not be read, and on Windows.
	UID *int64 `json:"uid"`

	// running: on a processor or ready for one. sleeping: waiting, can be interrupted. disk_sleep: waiting, cannot
	// be. stopped: by a signal or a debugger. zombie: ended and not yet reaped. unknown: the system did not say, or
	// said something else.
	State string `json:"state"`

	// Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not
	// an identity. null when it could not be read.
	StartTimeUnixMS *int64 `json:"start_time_unix_ms"`

	// Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when the system did not give enough to make one.
	Identity *string `json:"identity"`

	// Resident memory in KiB (1024 bytes), shared pages included. null when it could not be read.
	MemoryKB *int64 `json:"memory_kb"`

	// Processor time used divided by time lived, in percent: an average over the whole life, not the present load.
	// May exceed 100 with several threads. null when it could not be read.
	CPUPercent *float64 `json:"cpu_percent"`

	// Seconds since the process started. null when it could not be read.
	ElapsedSeconds *float64 `json:"elapsed_seconds"`

	// Number of threads. null when it could not be read.
	ThreadCount *int64 `json:"thread_count"`

	// Environment the process was started with; later changes by the process itself are not promised to show. Only
	// there with include_env. null when it could not be read.
	Env Asked[map[string]string] `json:"env,omitempty"`

	// Working directory. Only there with include_cwd. null when it could not be read.
	Cwd Asked[string] `json:"cwd,omitempty"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say.
	// Bytes that were not UTF-8 and had to be replaced are mentioned here. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r ProcessInfo) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity, StartTimeUnixMS: r.StartTimeUnixMS})
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessInfo) SchemaName() string { return "process-info" }

// ProcessList: The processes there were at one look.
type ProcessList struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// How cpu_percent was measured.
	CPUMode string `json:"cpu_mode"`

	// Milliseconds between the two looks. null with cpu_mode lifetime.
	SampleDurationMS *int64 `json:"sample_duration_ms"`

	// Those that fit, by ascending pid, each once. Processes that came or went while it was looked may or may not be
	// among them.
	Processes []ProcessEntry `json:"processes"`

	// Sentences for people, about the list or naming the processes they are about; empty when there is nothing to
	// say. Bytes that were not UTF-8 and had to be replaced are mentioned here. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessList) SchemaName() string { return "process-list" }

// SchemaName is the name of the schema in schemas/v1.
func (ProcessRef) SchemaName() string { return "process-ref" }

// ProcessStats: What a process, or a tree of them, has used so far and uses now. Numbers of two records of the
// same process may be subtracted.
type ProcessStats struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id.
	PID int `json:"pid"`

	// Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`

	// What was added up. process: it alone. descendants: it and what descends from it now. cgroup, job: all that is
	// in the job's cgroup or job object, and what has ended there where the system counts that.
	Source string `json:"source"`

	// Processes that were added up; 0 when all of a job has ended.
	ProcessCount int64 `json:"process_count"`

	// Of the process itself, as in process-info; unknown when it is gone while its job lives.
	State string `json:"state"`

	// Seconds since the process started. null when it could not be read.
	ElapsedSeconds *float64 `json:"elapsed_seconds"`

	// Processor time in user mode so far, in milliseconds. null when it could not be read.
	CPUUserMS *int64 `json:"cpu_user_ms"`

	// Processor time in the kernel so far, in milliseconds. null when it could not be read.
	CPUSystemMS *int64 `json:"cpu_system_ms"`

	// Percent of one processor since the sample before. Only there in samples of watchProcess; null in the first of
	// them, and when it could not be told.
	CPUPercent Asked[float64] `json:"cpu_percent,omitempty"`

	// Resident memory in KiB (1024 bytes); of several processes the sum, shared pages counted for each, but for a
	// cgroup that counts its memory itself. null when it could not be read.
	MemoryKB *int64 `json:"memory_kb"`

	// Proportional memory in KiB: shared pages are divided among those that share them. Only there with include_pss;
	// null when it could not be read, and where the system has no such measure (Windows, macOS).
	PSSKB Asked[int64] `json:"pss_kb,omitempty"`

	// Bytes read so far: on Linux and macOS from storage, on Windows by all means. Not there with include_io false.
	// null when it may not be read.
	IOReadBytes Asked[int64] `json:"io_read_bytes,omitempty"`

	// Bytes written so far, likewise.
	IOWrittenBytes Asked[int64] `json:"io_written_bytes,omitempty"`

	// Number of threads. null when it could not be read.
	ThreadCount *int64 `json:"thread_count"`

	// How often its threads gave the processor up by waiting. Threads that have ended are not counted. Only there
	// with include_switches; null when it could not be read.
	VoluntarySwitches Asked[int64] `json:"voluntary_switches,omitempty"`

	// How often the processor was taken from its threads. On Windows, which does not tell the two apart, null here
	// and all of them in voluntary_switches.
	InvoluntarySwitches Asked[int64] `json:"involuntary_switches,omitempty"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r ProcessStats) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessStats) SchemaName() string { return "process-stats" }

// ProcessStatsList: The stats of many processes, taken in one go.
type ProcessStatsList struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Their stats, in the order they were asked for.
	Processes []ProcessStats `json:"processes"`

	// Those that nothing could be told of.
	Missing []ProcessStatsListMissing `json:"missing"`
}

// ProcessStatsListMissing: One process that could not be measured.
type ProcessStatsListMissing struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal
	// means the same process, also across restarts and reboots. null when only its pid was given.
	Identity *string `json:"identity"`

	// Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The
	// thing to decide by.
	Code string `json:"code"`

	// A sentence for people. The wording is not promised.
	Message string `json:"message"`
}

// Ref names the process of this record.
func (r ProcessStatsListMissing) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessStatsList) SchemaName() string { return "process-stats-list" }

// ProcessStatsOptions: What is measured.
type ProcessStatsOptions struct {
	// process: it alone. tree: with all that descends from it; for a job in a cgroup or job object, all that is in
	// it. Absent: process.
	Scope *string `json:"scope,omitempty"`

	// false: without io_read_bytes and io_written_bytes, which are a read of their own on Linux. Absent: true.
	IncludeIO *bool `json:"include_io,omitempty"`

	// true: voluntary_switches and involuntary_switches, one read for each thread on Linux. Absent: false.
	IncludeSwitches *bool `json:"include_switches,omitempty"`

	// true: pss_kb, for which the kernel walks all memory of the process. Absent: false.
	IncludePSS *bool `json:"include_pss,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (ProcessStatsOptions) SchemaName() string { return "process-stats-options" }

// RunWithTimeoutConfig: How to run a command to its end, or to the end of its time.
type RunWithTimeoutConfig struct {
	// The command and its arguments. The first item is looked up in PATH unless it has a slash. No shell is
	// involved.
	Argv []string `json:"argv"`

	// What the program sees as its own name instead of the first item of argv.
	Argv0 *string `json:"argv0,omitempty"`

	// Working directory of the program. Absent: the parent's.
	Cwd *string `json:"cwd,omitempty"`

	// Changes to the environment: a text sets a variable, null removes it.
	Env *map[string]*string `json:"env,omitempty"`

	// true: start from an empty environment, not the parent's. Absent: false.
	ClearEnv *bool `json:"clear_env,omitempty"`

	// Milliseconds the program may run before its tree is ended. null: as long as it likes.
	TimeoutMS *int `json:"timeout_ms"`

	// Text to write to the standard input, as UTF-8, which ends after it. Not together with stdin.
	Input *string `json:"input,omitempty"`

	// What the program reads from when input is absent: nothing, the parent's own, a file or a descriptor of the
	// parent. Absent: ignore.
	Stdin *Stream `json:"stdin,omitempty"`

	// Where the standard output goes. Absent: pipe, which is captured.
	Stdout *Stream `json:"stdout,omitempty"`

	// Where the standard error goes. Absent: pipe, which is captured.
	Stderr *Stream `json:"stderr,omitempty"`

	// How many bytes of each captured stream are kept: the last ones. All of it is read in any case. Absent:
	// 1048576.
	MaxOutputBytes *int `json:"max_output_bytes,omitempty"`

	// What becomes of processes that the program leaves behind when it ends by itself. true: they live on. false or
	// absent: they are ended.
	LeaveRest *bool `json:"leave_rest,omitempty"`

	// The signal to ask with when the tree is to end. Absent: SIGTERM.
	Signal *Signal `json:"signal,omitempty"`

	// Milliseconds between asking and forcing; less when the tree is empty before. Absent: 10000.
	GraceTimeoutMS *int `json:"grace_timeout_ms,omitempty"`

	// The signal to force with. Absent: SIGKILL.
	KillSignal *Signal `json:"kill_signal,omitempty"`

	// Milliseconds to wait for the tree to be empty after forcing. Absent: 2000.
	KillTimeoutMS *int `json:"kill_timeout_ms,omitempty"`

	// As in spawn-in-group-config.
	StateDir *string `json:"state_dir,omitempty"`

	// As in spawn-in-group-config.
	Containment *string `json:"containment,omitempty"`

	// As in spawn-in-group-config.
	NewSession *bool `json:"new_session,omitempty"`

	// As in spawn-in-group-config.
	UID *int64 `json:"uid,omitempty"`

	// As in spawn-in-group-config.
	GID *int64 `json:"gid,omitempty"`

	// As in spawn-in-group-config.
	Groups *[]int64 `json:"groups,omitempty"`

	// As in spawn-in-group-config.
	Umask *int `json:"umask,omitempty"`

	// As in spawn-in-group-config.
	Nice *int `json:"nice,omitempty"`

	// As in spawn-in-group-config.
	Limits *SpawnInGroupConfigLimits `json:"limits,omitempty"`

	// As in spawn-in-group-config.
	LimitsRequired *bool `json:"limits_required,omitempty"`

	// As in spawn-in-group-config.
	OnParentExit *string `json:"on_parent_exit,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (RunWithTimeoutConfig) SchemaName() string { return "run-with-timeout-config" }

// RunWithTimeoutResult: How a command came out that was run with a time-out. A time-out, a signal and an exit
// code other than 0 are all results.
type RunWithTimeoutResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id that the program had.
	PID int `json:"pid"`

	// Process group the program was started in; on Windows the pid, which names its console group.
	PGID int `json:"pgid"`

	// Identity of the program. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots.
	Identity string `json:"identity"`

	// Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not
	// an identity. null when it could not be read.
	StartTimeUnixMS *int64 `json:"start_time_unix_ms"`

	// Exit code of the program: 0 to 255 on Unix, 32 bits without sign on Windows. null when it was ended by a
	// signal, has not ended, or nothing tells how it ended; never a made-up 0.
	ExitCode *int64 `json:"exit_code"`

	// Name of the signal that ended the program. null when none did or none is known, and on Windows.
	Signal *string `json:"signal"`

	// Where exit_code and signal come from. child: reeve was the parent and reaped it. keeper: the job's keeper
	// reaped it and said so, or wrote it down. kernel: the system told an observer. procfs: read from the zombie.
	// unknown: it ended, but nothing tells how. none: it has not ended.
	ExitCodeSource string `json:"exit_code_source"`

	// true when the time was over before the program had ended, so that its tree was ended.
	TimedOut bool `json:"timed_out"`

	// true when the caller called the run off before the program had ended, so that its tree was ended.
	Aborted bool `json:"aborted"`

	// Milliseconds from the start of the program to its end; to the end of its tree when that was ended because of a
	// time-out or an abort.
	DurationMS float64 `json:"duration_ms"`

	// The last of what was written to stdout, as text: what is not UTF-8 is replaced by U+FFFD. null when it was not
	// captured.
	Stdout *string `json:"stdout"`

	// How many bytes were read from stdout, kept or not. null when it was not captured.
	StdoutBytes *int64 `json:"stdout_bytes"`

	// true when more bytes were read than kept, so that the beginning is missing. null when it was not captured.
	StdoutTruncated *bool `json:"stdout_truncated"`

	// true when stdout was read to its end. false when it was closed before, because somebody still held it open
	// when the tree was gone or left. null when it was not captured.
	StdoutEnded *bool `json:"stdout_ended"`

	// The last of what was written to stderr, as text: what is not UTF-8 is replaced by U+FFFD. null when it was not
	// captured.
	Stderr *string `json:"stderr"`

	// How many bytes were read from stderr, kept or not. null when it was not captured.
	StderrBytes *int64 `json:"stderr_bytes"`

	// true when more bytes were read than kept, so that the beginning is missing. null when it was not captured.
	StderrTruncated *bool `json:"stderr_truncated"`

	// true when stderr was read to its end. false when it was closed before, because somebody still held it open
	// when the tree was gone or left. null when it was not captured.
	StderrEnded *bool `json:"stderr_ended"`

	// Name of the signal the tree, or what the program left of it, was asked to end with. null when none was sent.
	SignalSent *string `json:"signal_sent"`

	// Name of the signal the tree was forced with. null when not escalated.
	KillSignal *string `json:"kill_signal"`

	// true when the grace time ran out for any member and the kill signal was sent.
	Escalated bool `json:"escalated"`

	// How many processes were sent a signal, each counted once. Where the system signals a whole tree at once it is
	// the number found just before, not promised to be exact.
	SignaledCount int64 `json:"signaled_count"`

	// true when nothing of the tree was left at the last look; how sure that is, tree_kill_reliability says.
	TreeExited bool `json:"tree_exited"`

	// Members of the tree known to be alive at the last look: those that could not be ended, or with leave_rest
	// those that were left.
	Survivors []TerminateTreeResultSurvivor `json:"survivors"`

	// guaranteed: no process of the tree can escape its end, whatever it does. best_effort: everything that can be
	// found is ended, but a process that works at hiding may escape. Never guaranteed for containment kinds none and
	// group.
	TreeKillReliability string `json:"tree_kill_reliability"`

	// What held the tree together.
	Containment Containment `json:"containment"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say.
	// With source unknown it says why nothing is known. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r RunWithTimeoutResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: &r.Identity, StartTimeUnixMS: r.StartTimeUnixMS, Containment: &r.Containment})
}

// SchemaName is the name of the schema in schemas/v1.
func (RunWithTimeoutResult) SchemaName() string { return "run-with-timeout-result" }

// SelfGroup: The process group and session of the calling program.
type SelfGroup struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id of this program.
	PID int `json:"pid"`

	// Identity of this program. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`

	// Process group this program is in. null on Windows. 0 where it is one of another pid namespace.
	PGID *int64 `json:"pgid"`

	// Session this program is in. null on Windows. 0 where it is one of another pid namespace.
	SID *int64 `json:"sid"`

	// true when the group is its own, so that signalling the group signals nothing above it.
	IsGroupLeader bool `json:"is_group_leader"`

	// true when the session is its own.
	IsSessionLeader bool `json:"is_session_leader"`
}

// Ref names the process of this record.
func (r SelfGroup) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (SelfGroup) SchemaName() string { return "self-group" }

// SignalManyResult: What became of each of many targets of one signal.
type SignalManyResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Name of the signal.
	SignalSent string `json:"signal_sent"`

	// Those that the signal was sent to, each once.
	Succeeded []SignalManyResultSucceeded `json:"succeeded"`

	// Those that it could not be sent to.
	Failed []SignalManyResultFailed `json:"failed"`

	// Those that are never signalled: the first process, this one and its ancestors.
	SkippedSafety []SignalManyResultSkippedSafety `json:"skipped_safety"`
}

// SignalManyResultSucceeded: One process that was signalled.
type SignalManyResultSucceeded struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`
}

// Ref names the process of this record.
func (r SignalManyResultSucceeded) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SignalManyResultFailed: One process that was not signalled.
type SignalManyResultFailed struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal
	// means the same process, also across restarts and reboots. null when only its pid was given.
	Identity *string `json:"identity"`

	// Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The
	// thing to decide by.
	Code string `json:"code"`

	// A sentence for people. The wording is not promised.
	Message string `json:"message"`
}

// Ref names the process of this record.
func (r SignalManyResultFailed) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SignalManyResultSkippedSafety: One process that was left alone.
type SignalManyResultSkippedSafety struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process that was meant. Opaque text to be compared by equality only, never taken apart; equal
	// means the same process, also across restarts and reboots. null when only its pid was given.
	Identity *string `json:"identity"`

	// Why, as error has it: ESRCH (it has ended), EPERM, ERR_PROCESS_REUSED, ERR_PROTECTED_PROCESS and so on. The
	// thing to decide by.
	Code string `json:"code"`

	// A sentence for people. The wording is not promised.
	Message string `json:"message"`
}

// Ref names the process of this record.
func (r SignalManyResultSkippedSafety) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (SignalManyResult) SchemaName() string { return "signal-many-result" }

// SignalResult: One signal that was sent. A signal that could not be sent is an error.
type SignalResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// What was signalled.
	Target string `json:"target"`

	// Process id; of a group its number, which is its first leader's pid.
	PID int `json:"pid"`

	// Identity of the process, or of the group's leader. Opaque text to be compared by equality only, never taken
	// apart; equal means the same process, also across restarts and reboots. null for a group that was named by its
	// number, and when it could not be made.
	Identity *string `json:"identity"`

	// Name of the signal.
	SignalSent string `json:"signal_sent"`
}

// Ref names the process of this record.
func (r SignalResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (SignalResult) SchemaName() string { return "signal-result" }

// SpawnInGroupConfig: How to start a command as the head of a tree of its own.
type SpawnInGroupConfig struct {
	// The command and its arguments. The first item is looked up in PATH unless it has a slash. No shell is
	// involved.
	Argv []string `json:"argv"`

	// Working directory of the child. Absent: the parent's.
	Cwd *string `json:"cwd,omitempty"`

	// Changes to the environment: a text sets a variable, null removes it. The rest comes from the parent, unless
	// clear_env is true.
	Env *map[string]*string `json:"env,omitempty"`

	// true: start from an empty environment, not the parent's. Absent: false.
	ClearEnv *bool `json:"clear_env,omitempty"`

	// What the child reads from: nothing, the parent's own, a pipe, a file or a descriptor of the parent.
	Stdin *Stream `json:"stdin,omitempty"`

	// Where the child's standard output goes: nowhere, to the parent's own, to a pipe, to a file or to a descriptor
	// of the parent.
	Stdout *Stream `json:"stdout,omitempty"`

	// Where the child's standard error goes: nowhere, to the parent's own, to a pipe, to a file or to a descriptor
	// of the parent.
	Stderr *Stream `json:"stderr,omitempty"`

	// What is to hold the tree together. auto: the strongest kind that works here. cgroup, job, keeper, group: that
	// kind or an error; on Windows keeper is a job object with a keeper, and the result's kind is job. Absent: auto.
	Containment *string `json:"containment,omitempty"`

	// true: the child leads a session of its own, without a controlling terminal. Absent: false.
	NewSession *bool `json:"new_session,omitempty"`

	// What the child sees as its own name instead of the first item of argv.
	Argv0 *string `json:"argv0,omitempty"`

	// User id to run as; needs the privilege to change it. Absent: the parent's. Not on Windows.
	UID *int64 `json:"uid,omitempty"`

	// Group id to run as; needs the privilege to change it. Absent: the parent's. Not on Windows.
	GID *int64 `json:"gid,omitempty"`

	// Supplementary group ids, in place of the parent's; an empty array drops them all. Not on Windows.
	Groups *[]int64 `json:"groups,omitempty"`

	// File mode creation mask, as a number (18 is octal 022). Absent: the parent's. Not on Windows.
	Umask *int `json:"umask,omitempty"`

	// Scheduling priority to set, from -20 (most favoured) to 19; below the parent's needs a privilege. Absent: the
	// parent's.
	Nice *int `json:"nice,omitempty"`

	// What all processes of the job together may use. Kept by the kernel through the job's cgroup or job object, so
	// not for containment group.
	Limits *SpawnInGroupConfigLimits `json:"limits,omitempty"`

	// false: start without those limits that can't be kept, and say so in warnings. Absent: true, then that is an
	// error.
	LimitsRequired *bool `json:"limits_required,omitempty"`

	// An existing, empty folder, for this job alone, in which a keeper holds the job's lock for as long as the job
	// lives, its record, and how it ended. A relative path is taken from the parent's working directory. Absent:
	// nothing is written down.
	StateDir *string `json:"state_dir,omitempty"`

	// What happens to the child when the parent ends in any way. leave: it lives on. kill: it is ended. Absent:
	// leave, on Windows kill.
	OnParentExit *string `json:"on_parent_exit,omitempty"`
}

// SpawnInGroupConfigLimits: What all processes of the job together may use. Kept by the kernel through the job's
// cgroup or job object, so not for containment group.
type SpawnInGroupConfigLimits struct {
	// Bytes of memory. Linux: what goes beyond is reclaimed or ends in the kernel killing processes of the job.
	// Windows: allocations beyond fail.
	MemoryMax *int64 `json:"memory_max,omitempty"`

	// Bytes of swap, counted beside memory_max; 0: none of the job's memory goes to swap. Linux only.
	MemorySwapMax *int64 `json:"memory_swap_max,omitempty"`

	// Processes at a time; on Linux each of their threads counts. Linux: a fork beyond fails. Windows: the process
	// beyond is ended at its start.
	PidsMax *int `json:"pids_max,omitempty"`

	// CPUs: 0.5 is half the time of one, 2 is all the time of two.
	CPUMax *float64 `json:"cpu_max,omitempty"`

	// Share of a disk that others want too; everybody has 100 unless told otherwise. Acts where the disk's scheduler
	// goes by weights (io.cost or BFQ). Linux only.
	IOWeight *int `json:"io_weight,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (SpawnInGroupConfig) SchemaName() string { return "spawn-in-group-config" }

// SpawnInGroupResult: A command that was started. That this record exists means that the command was executed;
// one that could not be is an error.
type SpawnInGroupResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id of the child.
	PID int `json:"pid"`

	// Process group the child was started in; on Windows the pid, which names its console group.
	PGID int `json:"pgid"`

	// Identity of the child. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots.
	Identity string `json:"identity"`

	// Start time in milliseconds since the Unix epoch, for people; it moves when the clock is stepped, so it is not
	// an identity. null when it could not be read.
	StartTimeUnixMS *int64 `json:"start_time_unix_ms"`

	// guaranteed: no process of the tree can escape its end, whatever it does. best_effort: everything that can be
	// found is ended, but a process that works at hiding may escape. Never guaranteed for containment kinds none and
	// group.
	TreeKillReliability string `json:"tree_kill_reliability"`

	// What holds the tree together.
	Containment Containment `json:"containment"`

	// What will happen to the child when the parent ends. leave: it lives on. kill: it is ended.
	OnParentExit string `json:"on_parent_exit"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r SpawnInGroupResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: &r.Identity, StartTimeUnixMS: r.StartTimeUnixMS, Containment: &r.Containment})
}

// SchemaName is the name of the schema in schemas/v1.
func (SpawnInGroupResult) SchemaName() string { return "spawn-in-group-result" }

// TerminateTreeConfig: How to end a process and all that descends from it.
type TerminateTreeConfig struct {
	// The signal to ask with. Absent: SIGTERM.
	Signal *Signal `json:"signal,omitempty"`

	// The signal to force with once the grace time is over. Absent: SIGKILL.
	KillSignal *Signal `json:"kill_signal,omitempty"`

	// Milliseconds between asking and forcing; 0 forces right after asking. The call ends earlier, the moment the
	// tree is empty. Absent: 10000.
	GraceTimeoutMS *int `json:"grace_timeout_ms,omitempty"`

	// Milliseconds to wait for the tree to be empty after forcing. Absent: 2000.
	KillTimeoutMS *int `json:"kill_timeout_ms,omitempty"`

	// true: find and report the tree, send nothing. Absent: false.
	DryRun *bool `json:"dry_run,omitempty"`
}

// SchemaName is the name of the schema in schemas/v1.
func (TerminateTreeConfig) SchemaName() string { return "terminate-tree-config" }

// TerminateTreeResult: How the end of a tree came out. A tree that was already gone is a success.
type TerminateTreeResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id of the tree's leader.
	PID int `json:"pid"`

	// Process group of the leader. null when it has none of its own or it is not known, and on Windows.
	PGID *int `json:"pgid"`

	// Identity of the leader. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it is not known.
	Identity *string `json:"identity"`

	// Name of the signal the tree was asked with. null when none was sent: a dry run, or a tree already gone.
	SignalSent *string `json:"signal_sent"`

	// Name of the signal the tree was forced with. null when not escalated.
	KillSignal *string `json:"kill_signal"`

	// true when the grace time ran out for any member and the kill signal was sent.
	Escalated bool `json:"escalated"`

	// true when the whole tree is gone, not only its leader; how sure that is, tree_kill_reliability says.
	Exited bool `json:"exited"`

	// true when something was still alive after the kill timeout.
	TimedOut bool `json:"timed_out"`

	// true when nothing was sent because the caller asked for a dry run.
	DryRun bool `json:"dry_run"`

	// guaranteed: no process of the tree can escape its end, whatever it does. best_effort: everything that can be
	// found is ended, but a process that works at hiding may escape. Never guaranteed for containment kinds none and
	// group.
	TreeKillReliability string `json:"tree_kill_reliability"`

	// What held the tree together.
	Containment Containment `json:"containment"`

	// Members of the tree known to be alive when the call returned; in a dry run, those that would have been
	// signalled.
	Survivors []TerminateTreeResultSurvivor `json:"survivors"`

	// How many processes were sent a signal, each counted once; 0 in a dry run. Where the system signals a whole
	// tree at once it is the number found just before, not promised to be exact.
	SignaledCount int64 `json:"signaled_count"`

	// Exit code of the leader. null when it was ended by a signal, has not ended, or nothing tells how it ended;
	// never a made-up 0.
	ExitCode *int64 `json:"exit_code"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say. The
	// wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r TerminateTreeResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity, Containment: &r.Containment})
}

// TerminateTreeResultSurvivor: One process that is still alive.
type TerminateTreeResultSurvivor struct {
	// Process id.
	PID int `json:"pid"`

	// Identity of the process. Opaque text to be compared by equality only, never taken apart; equal means the same
	// process, also across restarts and reboots. null when it could not be made.
	Identity *string `json:"identity"`

	// The kernel's name for the process. null when it could not be read.
	Name *string `json:"name"`
}

// Ref names the process of this record.
func (r TerminateTreeResultSurvivor) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (TerminateTreeResult) SchemaName() string { return "terminate-tree-result" }

// WaitForPortResult: Somebody listens at the port: whoever it was to be.
type WaitForPortResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// The one that was waited for.
	Protocol string `json:"protocol"`

	// The one that was waited for.
	LocalPort int `json:"local_port"`

	// Those that were waited for: of the process or its tree alone, where one was named.
	Bindings []PortBinding `json:"bindings"`

	// How long it took, in milliseconds of the monotonic clock.
	WaitedMS int64 `json:"waited_ms"`

	// Sentences for people; empty when there is nothing to say. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// SchemaName is the name of the schema in schemas/v1.
func (WaitForPortResult) SchemaName() string { return "wait-for-port-result" }

// WaitPidResult: How a wait for the end of one process came out.
type WaitPidResult struct {
	// Names the schema this record is valid against.
	SchemaID string `json:"schema_id"`

	// When the record was made: RFC 3339, UTC, ending in Z. Wall clock, so two records are not promised to be in
	// order.
	Timestamp string `json:"timestamp"`

	// The operating system the record was made on, by Node's names.
	Platform string `json:"platform"`

	// Process id that was waited for.
	PID int `json:"pid"`

	// Identity of the process that was waited for. Opaque text to be compared by equality only, never taken apart;
	// equal means the same process, also across restarts and reboots. null when it is not known.
	Identity *string `json:"identity"`

	// true when the process has ended. It says nothing about the process's descendants.
	Exited bool `json:"exited"`

	// true when the time allowed ran out first.
	TimedOut bool `json:"timed_out"`

	// Exit code: 0 to 255 on Unix, 32 bits without sign on Windows. null when the process was ended by a signal, has
	// not ended, or nothing tells how it ended; never a made-up 0.
	ExitCode *int64 `json:"exit_code"`

	// Name of the signal that ended the process. null when none did or none is known, and on Windows.
	Signal *string `json:"signal"`

	// Where exit_code and signal come from. child: reeve was the parent and reaped it. keeper: the job's keeper
	// reaped it and said so, or wrote it down. kernel: the system told an observer. procfs: read from the zombie.
	// unknown: it ended, but nothing tells how. none: it has not ended.
	ExitCodeSource string `json:"exit_code_source"`

	// Sentences for people about anything that was not as good as asked for; empty when there is nothing to say.
	// With source unknown it says why nothing is known. The wording is not promised.
	Warnings []string `json:"warnings"`
}

// Ref names the process of this record.
func (r WaitPidResult) Ref() ProcessRef {
	return refTo(refFields{PID: r.PID, Identity: r.Identity})
}

// SchemaName is the name of the schema in schemas/v1.
func (WaitPidResult) SchemaName() string { return "wait-pid-result" }
