#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/unique_handle.h"
#include "core/descriptors/descriptor_facts.h"
#include "core/identity/identity.h"
#include "core/identity/pin.h"
#include "core/identity/process_facts.h"
#include "core/inventory/process_usage.h"
#include "core/keeper/kept_job.h"
#include "core/machine.h"
#include "core/ports/listener.h"
#include "core/spawn/containment.h"
#include "core/spawn/job_folder.h"
#include "core/spawn/job_limits.h"
#include "core/spawn/spawn_plan.h"
#include "core/wait/exit_status.h"

// The one interface between reeve and an operating system. Each folder below native/platform defines all of it, in
// files of the same names; a missing feature is a real function that answers ERR_UNSUPPORTED and says why. Nothing here
// decides policy, waits, or keeps state of its own beyond constants of the running system.
namespace reeve::platform {

// -- system.cc ----------------------------------------------------------------------------------------------------

// "linux", "darwin" or "win32", as Node names it.
std::string_view name();
// The system's name of an error number ("ESRCH"); "EUNKNOWN" for one it has no name for.
std::string_view error_name(int os_error);
std::string error_text(int os_error);
std::optional<int> signal_number(std::string_view name);
// Empty: the system has none of this number.
std::string signal_name(int number);
int default_stop_signal();
int default_kill_signal();
int freeze_signal();
int continue_signal();
Pid own_pid();
// A thread that no signal is delivered on. std::thread would end the program where the system has no thread to give.
struct Thread {
  std::uintptr_t native = 0;
};
Result<Thread> start_thread(std::function<void()> body);
void join_thread(const Thread& thread);
// The number by which this program's C library, and so Node, knows the handle, which it owns from then on.
Result<int> to_descriptor(UniqueHandle handle);
// A handle of no use but to be closed when none are left.
Result<UniqueHandle> open_spare();
// 24 hexadecimal digits that nobody can guess.
Result<std::string> random_token();
// The calling program's environment as NAME=value; the caller sees to it that nobody changes it meanwhile.
std::vector<std::string> environment();
// The same place for programs in other folders: a relative path begins at the calling program's folder.
Result<std::string> absolute_path(const std::string& path);
// Whether two names name one variable (Windows: whatever their case).
bool is_same_variable(std::string_view one, std::string_view other);

// -- libc.cc ------------------------------------------------------------------------------------------------------

// "glibc" or "musl", whichever this process runs on; empty on systems that have but one C library.
std::string_view libc();

// -- machine.cc ---------------------------------------------------------------------------------------------------

// Tries each feature once. Takes about half a millisecond: ask once and keep the answer.
Machine probe_machine();

// -- pin.cc -------------------------------------------------------------------------------------------------------

// Holds on to the process that has this pid now. ESRCH when none has, or when the number is that of a thread.
Result<Pin> open_pin(Pid pid);
Result<Pin> copy_pin(const Pin& pin);
// True once the process has ended, reaped or not (a zombie is dead). Never blocks.
bool has_ended(const Pin& pin);
// True once it was reaped too, which is when its pid may be given to another process.
bool is_gone(const Pin& pin);
// Signals the pinned process or nobody. Succeeds on a zombie; ESRCH when it is gone.
Status send_signal(const Pin& pin, int signal);
// Signals every member of the group the pinned process leads or led, atomically against fork; ESRCH when it is empty.
// The caller makes sure that the process is, or was, the leader of its group.
Status send_signal_to_group(const Pin& leader, int signal);
// The same for a group whose leader is gone. `member` is one of it that stands stopped by a signal, so that it neither ends
// nor leaves by itself, and the number stays its group's. ESRCH when it is not in it, or does not stand.
Status send_signal_to_group_of(const Pin& member, Pid pgid, int signal);

// -- identity.cc --------------------------------------------------------------------------------------------------

Result<std::string> boot_id();
// Reads stat and identity of the pinned process; ESRCH when it is gone. A pin makes the answer certain: a pid can't be
// given away while its process is not reaped, so a pin that still answers after the read proves what was read.
Result<ProcessStat> read_pinned_stat(const Pin& pin);
Result<Identity> read_identity(const Pin& pin);
// The identity of a process whose stat was read through this pin a moment ago.
Result<Identity> identity_of(const Pin& pin, const ProcessStat& stat);
// Wall-clock time of a start, for people: moves when the clock is stepped.
std::int64_t start_time_unix_ms(std::uint64_t start);
// Identity::start that a process born now would get.
std::uint64_t start_now();
// How much Identity::start grows in this time; starts are counted in each system's own unit.
std::uint64_t start_span(Millis time);

// -- facts.cc -----------------------------------------------------------------------------------------------------

Result<ProcessFacts> read_facts(const Pin& pin, const FactsWanted& wanted);

// -- snapshot.cc --------------------------------------------------------------------------------------------------

// One read of each process there is, without those that are dead and only wait to be reaped. Processes that come or go
// meanwhile may or may not be among them.
Result<std::vector<ProcessStat>> list_processes();
Result<ProcessStat> read_stat(Pid pid);
// Counts starts of processes on this machine: while it stands still, none was born.
Result<std::uint64_t> birth_count();
// The pid that was given out last, to a process or a thread.
Result<Pid> newest_pid();
// Whether `token` stands in the job variable of the process' environment. nullopt: there is no environment to be read at
// this moment, as in the middle of an exec. May block for as long as that process holds its memory lock, so never ask on
// a thread that somebody waits for.
std::optional<bool> carries_token(Pid pid, std::string_view variable, std::string_view token);

// -- inventory.cc -------------------------------------------------------------------------------------------------

// One look at many processes. What a system tells only of all at once is asked once, at its making; what it tells of
// each is asked by read(), one process at a time. Not to be made on a thread that somebody waits for.
class Look {
 public:
  // At all there are, dead ones that nobody has reaped included. Those that come or go meanwhile may be missing.
  static Result<Look> at_all();
  // At these and no others; what can be asked one by one is.
  static Result<Look> at(std::vector<Pid> pids);

  // Ascending, each once.
  [[nodiscard]] const std::vector<Pid>& pids() const;
  // All of it of one and the same process. nullopt: `accepts` refused it. ESRCH: it is gone, or hidden from us.
  [[nodiscard]] Result<std::optional<ProcessFacts>> read(Pid pid, const FactsWanted& wanted,
                                                         const AcceptsFacts& accepts) const;
  // Of a pinned process. ESRCH when it is gone.
  [[nodiscard]] Result<ProcessUsage> read_usage(const Pin& pin, const UsageWanted& wanted) const;

 private:
  struct State;

  explicit Look(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

// The children of one process by its pid, zombies included; empty when it has none or is gone. nullopt: this system has
// no such list, and all processes have to be looked at. Exact only while nothing of the family is born or dies.
Result<std::optional<std::vector<Pid>>> read_children(Pid parent);
// What the folder has counted; ERR_UNSUPPORTED where it counts nothing.
Result<FolderUsage> read_folder_usage(const std::string& path);
// Signals every member of the group that has this number now, atomically against fork. ESRCH when there is none. A
// number has no guard against reuse: send_signal_to_group has.
Status signal_group(Pid pgid, int signal);

// -- listeners.cc -------------------------------------------------------------------------------------------------

// One look at the sockets that wait at ports, of the caller's own network namespace. Not to be made on a thread that
// somebody waits for.
class ListenerLook {
 public:
  static Result<ListenerLook> at(const ListenersWanted& wanted);

  // In no order, each once.
  [[nodiscard]] const std::vector<Listener>& listeners() const;
  // Why something of them is not told.
  [[nodiscard]] const std::vector<std::string>& warnings() const;
  // Who has the listeners at these places open: of all processes, or of `among` alone. A process that has one twice is
  // named once, with the lowest descriptor.
  [[nodiscard]] Result<HolderScan> holders(const std::vector<std::size_t>& places,
                                           const std::optional<std::vector<Pid>>& among) const;
  // Whether the pinned process has it open now, by the same descriptor.
  [[nodiscard]] bool still_holds(const Pin& pin, const ListenerHolder& holder) const;

 private:
  struct State;

  explicit ListenerLook(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  std::shared_ptr<const State> state_;
};

// -- descriptors.cc -----------------------------------------------------------------------------------------------

// What the pinned process has open, by ascending number; of one kind alone where that is given. EACCES: of a process that
// we may not look into. The caller sees to it that it was this process all the while.
Result<DescriptorScan> read_descriptors(const Pin& pin, const std::optional<DescriptorKind>& kind);

// -- exit.cc ------------------------------------------------------------------------------------------------------

// Reaps a child that has ended; nullopt while it has not. Its status is unknown when somebody else reaped it first and
// the kernel doesn't tell.
std::optional<ExitStatus> reap(const Pin& child);
// How a process that is no child of ours ended. nullopt: not to be told yet, ask again when the pin wakes again.
std::optional<ExitStatus> read_exit(const Pin& ended);
// The last resort for a zombie that its parent doesn't reap.
ExitStatus read_zombie_exit(const Pin& zombie);

// -- spawn.cc -----------------------------------------------------------------------------------------------------

// Starts the plan and returns once the new program runs, whatever the caller's memory size. `folder`, when not empty,
// is the job's folder: the child is inside before its first instruction. Nothing is left behind by a failure.
Result<SpawnedProcess> spawn(const SpawnPlan& plan, const std::string& folder, FolderSupport::Entry entry);

// -- keeper.cc ----------------------------------------------------------------------------------------------------

// Why jobs can't have a keeper here; nullopt where they can. Starts one.
std::optional<Error> keeper_refusal();
// Starts a keeper, and under it the plan's process, which waits for its release. What is the keeper's own fault has the
// op kKeeperOp.
Result<PreparedJob> prepare_kept(const SpawnPlan& plan, const KeeperOrders& orders);
// Returns once the program runs. `identity` and `record`, JSON text, are what the keeper writes down of the job. After a
// failure nothing runs, and the job is to be dropped.
Status release_kept(const PreparedJob& job, const SpawnPlan& plan, const std::string& identity,
                    const std::string& record);
// Ends a job that doesn't run, and reaps its keeper.
void drop_kept(PreparedJob& job);
// A channel to the keeper of the job with this token; ESRCH when that isn't who listens there.
Result<UniqueHandle> connect_keeper(const std::string& token, const Pin& keeper);
Status ask_for_end(OsHandle channel);
// What came in on a channel; nullopt: nothing for now. Never blocks.
std::optional<KeeperNews> hear(OsHandle channel);
// The text that a keeper left in this state folder about its job's end; ENOENT while there is none.
Result<std::string> read_kept_exit(const std::string& state_dir);

// -- folder.cc ----------------------------------------------------------------------------------------------------

// A job's folder (Linux: a cgroup, Windows: a job object): a fresh one for every job, never used again. ERR_UNSUPPORTED
// when a limit that is required can't be kept here; then no folder was made.
Result<JobFolder> make_folder(const std::string& path, const FolderOrders& orders);
// Whether a failed make_folder or spawn failed by the folder and not by the program: without one the start may succeed.
bool is_folders_fault(const Error& error);
// Keeps the folder there for as long as this member lives, where it would otherwise go with its maker.
Status share_folder(const JobFolder& folder, const Pin& member);
// True when `containment` names a folder that still is the one it was.
bool is_same_folder(const Containment& containment);
Result<std::vector<Pid>> folder_members(const std::string& path);
bool is_folder_member(Pid pid, const std::string& path);
Result<bool> is_folder_populated(const std::string& path);
Status kill_folder(const std::string& path);
// Lets run again what stands still in a frozen folder, so that it can obey. Success where nothing is frozen.
Status thaw_folder(const std::string& path);
// Removes a folder without processes and the subfolders that its job made. A folder already gone is success; EBUSY, and
// nothing is removed, while processes are inside.
Status remove_folder(const std::string& path);
// A handle that wakes a Poller when the folder may have become empty. Its notice comes late (Linux: up to 20 ms).
Result<UniqueHandle> watch_folder(const std::string& path);
// Linux: names of the cgroup controllers that a job's folder in `base` would get at this moment.
std::vector<std::string> folder_controllers(const std::string& base);

// -- poller.cc ----------------------------------------------------------------------------------------------------

// Sleeps until one of many handles is ready, a time has come, or somebody wakes it. add, remove and wake may be called
// from any thread; wait from one at a time.
class Poller {
 public:
  enum class Interest { pin, folder, channel };

  static Result<Poller> create();
  Poller(Poller&& other) noexcept;
  ~Poller();

  Status add(OsHandle handle, std::uint64_t key, Interest interest);
  void remove(OsHandle handle);
  // Fills `ready` with the keys of what became ready. A pin becomes ready at its end and, where the system tells, once
  // more when it was reaped; a channel each time something came in, which is to be heard to its end.
  Status wait(std::optional<Micros> timeout, std::vector<std::uint64_t>& ready);
  void wake();

 private:
  struct State;

  explicit Poller(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace reeve::platform
