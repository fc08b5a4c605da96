// Code generated from schemas/v1 by scripts/generate-go.mjs. DO NOT EDIT.

package reeve

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

// SchemaName is the name of the schema in schemas/v1.
func (ProcessRef) SchemaName() string { return "process-ref" }

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
