#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/descriptors/descriptor_facts.h"
#include "core/identity/identity.h"
#include "core/identity/process_facts.h"
#include "core/keeper/kept_job.h"
#include "core/machine.h"
#include "core/ports/listener.h"
#include "core/wait/exit_status.h"

// An operating system in memory, on which core runs unchanged. A test says which processes there are and what happens
// when; the functions of core/platform.h answer from it.
namespace reeve::fake {

inline constexpr int kHup = 1;
inline constexpr int kInt = 2;
inline constexpr int kKill = 9;
inline constexpr int kTerm = 15;
inline constexpr int kCont = 18;
inline constexpr int kStop = 19;

inline constexpr Pid kInit = 1;
inline constexpr Pid kShell = 50;
inline constexpr Pid kOwn = 100;

struct Process {
  Pid pid = kNoPid;
  Pid ppid = kInit;
  Pid pgid = kNoPid;  // kNoPid: its parent's
  Pid sid = kNoPid;
  std::uint64_t start = 0;   // 0: now
  std::uint64_t unique = 0;  // 0: the next
  ProcessState state = ProcessState::sleeping;
  std::string name = "fake";
  std::string tokens{};
  std::string folder{};
  std::set<int> ignores{};
  Usage usage{};
  bool refuses = false;               // EPERM for whoever signals it
  bool hidden = false;                // as hidepid does it
  bool unkillable = false;            // in the kernel, for ever
  bool in_exec = false;               // its environment can't be read at this moment
  bool held = false;                  // stays a zombie until reap() or World::reap()
  std::set<std::uint64_t> sockets{};  // of the world's listeners
  std::vector<DescriptorFacts> descriptors{};
  int dying_looks = 0;  // how often it is seen alive after the signal that ends it

  bool ended = false;
  bool reaped = false;
  bool stolen = false;  // reaped by somebody else than its parent, which we are
  ExitStatus exit{};
  std::vector<int> received{};
  std::set<int> pending{};
};
using ProcessPtr = std::shared_ptr<Process>;

struct Folder {
  std::uint64_t id = 0;
  int late_looks = 0;  // how often it still says populated when it is empty
  int changes = 0;
  bool frozen = false;
  std::optional<Error> kill_error{};
};

// A keeper and its job, which is whoever descends from it.
struct Keeping {
  ProcessPtr keeper;
  ProcessPtr job;  // the first process
  std::string token;
  KeeperOrders orders;
  bool released = false;
  bool deaf = false;     // does nothing that it is asked, and says nothing
  std::string record{};  // what it was told to write down
  bool told_exit = false;
  bool is_over = false;  // it has said its last
  std::uint64_t ended = 0;
};

struct Channel {
  std::shared_ptr<Keeping> keeping;
  bool is_launchers = false;
  std::deque<KeeperNews> inbox{};
  int said = 0;
};

struct World {
  // A new world with the first process, a shell, and us as its child.
  void reset();

  ProcessPtr add(Process process);
  // Ends it: a zombie when `held`, else gone.
  void end(const ProcessPtr& process, ExitStatus exit);
  void exit(Pid pid, int code);
  void reap(const ProcessPtr& process);
  ProcessPtr at(Pid pid);
  std::vector<int> received(const ProcessPtr& process);
  bool alive(const ProcessPtr& process);
  Identity identity_of(const ProcessPtr& process);
  std::string make_folder(const std::string& path);
  std::size_t open_handles();
  std::vector<std::string> take_log();
  void tick(std::uint64_t by);
  // Sets what a running test changes while other threads look.
  void change(const std::function<void(World&)>& change);

  // -- what a test decides; before threads run, or in change() --
  bool has_unique = true;      // pins with a number of their own
  bool pollable = true;        // pins that wake a poller
  bool keeps_limits = true;    // folders take limits
  bool lists_children = true;  // of one process without a look at all
  std::function<void(Pid)> before_children{};
  bool tells_exit = true;  // the kernel tells of processes that are no children
  bool tells_reap = true;  // a pin wakes once more when its process was reaped
  bool counts_births = true;
  bool zombie_exit = true;              // a zombie's exit may be read
  bool reaches_group_of_reaped = true;  // by the pin of its leader
  std::size_t most_handles = 1000000;
  std::size_t pins_left = 1000000;  // then EMFILE, whatever else is open
  std::optional<Error> list_error{};
  int list_errors = 0;  // how many times; negative: always
  std::optional<Error> poller_error{};
  std::optional<Error> thread_error{};
  std::optional<Error> spawn_error{};
  std::optional<Error> descriptor_error{};
  std::optional<Error> folder_error{};  // of starts inside a folder
  std::optional<Error> keeper_error{};  // of keepers' starts
  std::optional<Error> release_error{};
  std::map<std::string, std::string> kept_exits{};  // by state folder
  std::function<void(Process&)> on_spawn{};
  Machine machine{};
  std::vector<std::string> environment{};

  std::vector<Listener> listeners{};
  std::optional<Error> listeners_error{};

  // -- called without the lock, before the thing itself --
  std::function<void(int)> before_list{};  // the how manieth, from 1
  std::function<void()> before_newest{};
  std::function<void(Pid)> before_pin{};
  std::function<void(Pid, int)> before_signal{};
  std::function<void(Pid, int)> after_signal{};
  std::function<void(const std::string&)> before_watch_folder{};
  std::function<void()> before_listeners{};
  std::function<void()> before_holders{};
  std::function<void(Pid)> before_descriptors{};
  std::function<void(Keeping&)> before_release{};

  // -- under the lock --
  struct Handle {
    ProcessPtr process{};
    std::string folder{};
    std::shared_ptr<Channel> channel{};
  };
  struct Watched {
    std::uint64_t key = 0;
    bool seen_end = false;
    bool seen_reap = false;
    int seen_changes = 0;
    int heard = 0;
  };
  struct PollSet {
    std::map<int, Watched> watched;
    bool woken = false;
  };
  std::mutex mutex;
  std::condition_variable changed;
  std::map<Pid, ProcessPtr> table;
  std::map<std::string, Folder> folders;
  std::map<int, Handle> handles;
  std::map<int, PollSet> sets;
  std::vector<std::shared_ptr<Keeping>> keepings;
  std::vector<std::string> log;
  std::uint64_t now = 1000;
  std::uint64_t births = 0;
  std::uint64_t last_unique = 5000;
  Pid last_pid = 1000;
  int last_handle = 2;
  int lists = 0;

  // With the lock held.
  ProcessPtr add_locked(Process process);
  void end_locked(const ProcessPtr& process, ExitStatus exit);
  void reap_locked(const ProcessPtr& process);
  bool looks_ended(const ProcessPtr& process);
  bool populated(const std::string& path);
  Status deliver(const ProcessPtr& process, int signal);
  void act(const ProcessPtr& process, int signal);
  Result<int> open_handle(Handle handle, std::string_view op);
  Result<SpawnedProcess> start_locked(const SpawnPlan& plan, Process process);
  // Keepers (keepings.cc).
  Pid heir_of(const Process& process);
  bool holds(const Keeping& keeping, const Process& process);
  void say(const std::shared_ptr<Keeping>& keeping, const KeeperNews& news);
  void look_after_keepers();
  void end_by_keeper(const std::shared_ptr<Keeping>& keeping);
  void hang_up(const Channel& channel);
  bool has_handles(std::size_t count) const { return handles.size() + count <= most_handles; }
};

World& world();

Error error(int number, std::string_view op, Pid pid = kNoPid);
// The identity of a process that has the same pid but was somebody else.
Identity other_than(Identity identity);

}  // namespace reeve::fake
