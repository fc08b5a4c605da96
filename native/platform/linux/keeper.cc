#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>

#include "core/keeper/state_fault.h"
#include "core/platform.h"
#include "platform/linux/kernel/keeper_channel.h"
#include "platform/linux/kernel/keeper_plan.h"
#include "platform/linux/kernel/keeper_program.h"
#include "platform/linux/kernel/pidfd.h"
#include "platform/linux/kernel/start_orders.h"
#include "platform/posix/errors.h"
#include "platform/posix/exec.h"
#include "platform/posix/retry.h"
#include "platform/posix/wait_status.h"

namespace reeve::platform {
namespace {

constexpr std::size_t kMostStateText = 4096;

using keeper::Message;
using keeper::Word;
using linux_kernel::ChildOrders;
using linux_kernel::keeper_error;

Result<UniqueHandle> open_folder(const std::string& path) {
  UniqueHandle folder(
      posix::retry([&] { return open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }));
  if (folder.valid()) return folder;
  Error error = posix::last_error("open");
  error.detail = "cannot open the folder '" + path + "': " + error_text(error.os);
  return error;
}

std::string_view step_of(const Message& message) { return {message.step, strnlen(message.step, sizeof message.step)}; }

Error state_error(const std::string& state_dir, int number) {
  const StateFault fault = number == EWOULDBLOCK ? StateFault::in_use
                           : number == EEXIST    ? StateFault::of_another_job
                                                 : StateFault::other;
  Error error = posix::error_of(fault == StateFault::in_use ? EBUSY : number, "state_dir");
  error.detail = state_fault_text(fault, state_dir, error_text(number));
  return error;
}

// Steps of the job's own start have the meaning that they have without a keeper.
Error refusal(const SpawnPlan& plan, const std::string& state_dir, const Message& message) {
  static constexpr std::array<std::string_view, 13> kStartSteps{
      "setsid",    "setpgid", "setpriority", "fcntl",  "dup3",        "setgroups", "setresgid",
      "setresuid", "chdir",   "close_range", "execve", "sigprocmask", "clone"};
  const std::string_view step = step_of(message);
  for (const std::string_view known : kStartSteps) {
    if (step == known) return posix::start_error(plan, message.number, known);
  }
  if (step == "cgroup.procs" || step == "cgroup.kill") return posix::error_of(message.number, "cgroup.procs");
  if (step == "lock" || step == "state_dir" || step == "fallocate") return state_error(state_dir, message.number);
  if (step == keeper::kStdoutLogStep) return linux_kernel::log_error(plan.streams[1].path, message.number);
  if (step == keeper::kStderrLogStep) return linux_kernel::log_error(plan.streams[2].path, message.number);
  if (step == "version") return keeper_error(EPROTO, "the file reeve-keeper beside the addon is another version's");
  return keeper_error(message.number,
                      "the keeper cannot work here: " + std::string(step) + ": " + error_text(message.number));
}

Result<Message> await_word(const SpawnPlan& plan, const std::string& state_dir, OsHandle channel, Word word) {
  Result<Message> message = linux_kernel::receive(channel);
  if (!message.ok() || message.value().word == word) return message;
  if (message.value().word == Word::refused) return refusal(plan, state_dir, message.value());
  return keeper_error(EPROTO, "the keeper answers something else than it was asked");
}

struct StartedKeeper {
  Pin keeper;
  UniqueHandle channel;
};

using Logs = std::array<linux_kernel::KeeperLog, keeper::kMostLogs>;

Result<StartedKeeper> start_with(const ChildOrders& job, const KeeperOrders& orders, keeper::PlanHeader header,
                                 const std::array<int, 3>& streams, Logs logs) {
  Result<std::array<UniqueHandle, 2>> ends = linux_kernel::open_channel();
  if (!ends.ok()) return ends.error();
  linux_kernel::PassedDescriptors passed;
  passed.channel = std::move(ends.value()[1]);
  passed.logs = std::move(logs);
  const auto open_into = [](UniqueHandle& place, const std::string& path) -> Status {
    if (path.empty()) return Done{};
    Result<UniqueHandle> folder = open_folder(path);
    if (!folder.ok()) return folder.error();
    place = std::move(folder.value());
    return Done{};
  };
  Status opened = open_into(passed.state_folder, orders.state_dir);
  if (opened.ok()) opened = open_into(passed.cgroup_folder, orders.folder);
  if (!opened.ok()) return opened.error();
  if (orders.ends_with_us) passed.parent = UniqueHandle(linux_kernel::pidfd_open(getpid()));
  ChildOrders child;
  for (std::size_t stream = 0; stream < streams.size(); ++stream) child.streams[stream] = streams[stream];
  // Their places first: the plan tells the keeper its descriptors' numbers.
  linux_kernel::pass(passed, child, header);
  const Result<UniqueHandle> plan = linux_kernel::write_plan(header, job, orders, passed.logs);
  if (!plan.ok()) return plan.error();
  child.passed[keeper::kPlan - keeper::kChannel] = plan.value().get();
  Result<Pin> keeper = linux_kernel::start_keeper(orders.token, child);
  if (!keeper.ok()) return keeper.error();
  return StartedKeeper{.keeper = std::move(keeper.value()), .channel = std::move(ends.value()[0])};
}

// A keeper whose channel closes before the release ends by itself, and its child with it.
Error give_up(StartedKeeper& started, Error why) {
  started.channel.reset();
  linux_kernel::reap_keeper(started.keeper);
  return why;
}

// The beginning of one. Whatever a record names as its folder: nothing here waits for a writer, or reads without end.
Result<std::string> read_state_file(const std::string& state_dir, const char* name) {
  const std::string path = state_dir + "/" + name;
  const UniqueHandle file(
      posix::retry([&] { return open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); }));
  if (!file.valid()) return posix::last_error("open");
  std::string text(kMostStateText, '\0');
  const ssize_t size = posix::retry([&] { return read(file.get(), text.data(), text.size()); });
  if (size < 0) return posix::last_error("read");
  text.resize(static_cast<std::size_t>(size));
  return text;
}

// Whether a job runs, or ran, whose keeper was killed or stopped before it said so: by what its first process wrote down
// right before its program, or by how it ended.
bool got_to_its_program(const PreparedJob& job) {
  const linux_kernel::Progress progress = linux_kernel::await_progress(job.process.pin);
  if (progress != linux_kernel::Progress::ended) return progress == linux_kernel::Progress::running;
  if (job.state_dir.empty()) return linux_kernel::ended_in_its_program(job.process.pin);
  const Result<std::string> record = read_state_file(job.state_dir, keeper::kJobFile);
  return record.ok() && record.value().find(R"("state":"running")") != std::string::npos;
}

}  // namespace

std::optional<Error> keeper_refusal() {
  const Result<std::string> token = random_token();
  if (!token.ok()) return token.error();
  keeper::PlanHeader header;
  header.flags = keeper::kProbe;
  const char* const none = nullptr;
  char* nothing = nullptr;
  ChildOrders job;
  job.candidates = &none;
  job.arguments = &nothing;
  job.environment = &nothing;
  const UniqueHandle null_device(open("/dev/null", O_RDWR | O_CLOEXEC));
  if (!null_device.valid()) return posix::last_error("open");
  const int null = null_device.get();
  Result<StartedKeeper> started = start_with(job, {.token = token.value()}, header, {null, null, null}, {});
  if (!started.ok()) return started.error();
  const Result<Message> ready = await_word({}, {}, started.value().channel.get(), Word::running);
  const Error ended = give_up(started.value(), ready.ok() ? Error{} : ready.error());
  return ready.ok() ? std::nullopt : std::optional(ended);
}

Result<PreparedJob> prepare_kept(const SpawnPlan& plan, const KeeperOrders& orders) {
  Result<linux_kernel::KeptStreams> kept = linux_kernel::open_kept_streams(plan.streams);
  if (!kept.ok()) return kept.error();
  posix::OpenStreams& streams = kept.value().open;
  const linux_kernel::StartOrders job(plan, streams);
  Result<StartedKeeper> started = start_with(job.child, orders, {}, streams.child, std::move(kept.value().logs));
  if (!started.ok()) return started.error();
  // Before its word, while it works: our event loop stands still for this.
  Result<Identity> keeper = read_identity(started.value().keeper);
  if (!keeper.ok()) return give_up(started.value(), keeper.error());
  const Result<Message> prepared = await_word(plan, orders.state_dir, started.value().channel.get(), Word::prepared);
  if (!prepared.ok()) return give_up(started.value(), prepared.error());
  Result<Pin> child = open_pin(prepared.value().pid);
  if (!child.ok()) return give_up(started.value(), child.error());
  // It waits for us, and dead it is reaped only after we hung up, unless its keeper died before: then the number may be
  // somebody else's by now.
  if (has_ended(started.value().keeper)) {
    return give_up(started.value(), keeper_error(ECANCELED, "the keeper was killed before the program started"));
  }
  return PreparedJob{.process = {.pin = std::move(child.value()), .parent_ends = std::move(streams.parent_ends)},
                     .keeper = std::move(started.value().keeper),
                     .keeper_identity = std::move(keeper.value()),
                     .channel = std::move(started.value().channel),
                     .state_dir = orders.state_dir};
}

Status release_kept(const PreparedJob& job, const SpawnPlan& plan, const std::string& identity,
                    const std::string& record) {
  keeper::GoHeader header;
  header.identity_length = static_cast<std::uint32_t>(identity.size());
  header.record_length = static_cast<std::uint32_t>(record.size());
  std::string message(sizeof header, '\0');
  std::memcpy(message.data(), &header, sizeof header);
  message.append(identity).append(record);
  const bool fits = identity.size() <= keeper::kMostIdentity && record.size() <= keeper::kMostRecord;
  const ssize_t sent =
      fits ? posix::retry([&] { return send(job.channel.get(), message.data(), message.size(), MSG_NOSIGNAL); }) : -1;
  const Result<Message> running =
      sent == static_cast<ssize_t>(message.size())
          ? await_word(plan, job.state_dir, job.channel.get(), Word::running)
          : Result<Message>(keeper_error(fits ? EPIPE : EMSGSIZE, "the keeper could not be told to start the program"));
  // Where the keeper was killed or stopped between the program's start and its word, that runs already, perhaps with
  // children: whoever hears of an error would have nothing to end them by.
  const bool unsaid = !running.ok() && (running.error().os == ECANCELED || running.error().os == ETIMEDOUT);
  if (running.ok() || (unsaid && got_to_its_program(job))) {
    linux_kernel::await_program(job.process.pin);
    return Done{};
  }
  const Status killed = send_signal(job.process.pin, default_kill_signal());
  static_cast<void>(killed);  // it has ended
  return running.error();
}

void drop_kept(PreparedJob& job) {
  job.channel.reset();
  linux_kernel::reap_keeper(job.keeper);
}

Result<UniqueHandle> connect_keeper(const std::string& token, const Pin& keeper) {
  UniqueHandle channel(socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!channel.valid()) return posix::last_error("socket");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = keeper::kSocketPrefix + token;
  if (name.size() + 1 > sizeof address.sun_path) return posix::error_of(ENAMETOOLONG, "connect");
  std::memcpy(address.sun_path + 1, name.data(), name.size());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (connect(channel.get(), reinterpret_cast<const sockaddr*>(&address), size) != 0)
    return posix::last_error("connect");
  ucred peer{};
  socklen_t peer_size = sizeof peer;
  if (getsockopt(channel.get(), SOL_SOCKET, SO_PEERCRED, &peer, &peer_size) != 0)
    return posix::last_error("getsockopt");
  // While the pinned keeper lives nobody else has its pid.
  if (peer.pid != keeper.pid || has_ended(keeper)) return posix::error_of(ESRCH, "connect", keeper.pid);
  return channel;
}

Status ask_for_end(OsHandle channel) {
  const Message message{.word = Word::end};
  const ssize_t sent =
      posix::retry([&] { return send(channel, &message, sizeof message, MSG_NOSIGNAL | MSG_DONTWAIT); });
  if (sent < 0) return posix::last_error("send");
  return Done{};
}

std::optional<KeeperNews> hear(OsHandle channel) {
  for (;;) {
    Message message;
    const ssize_t size = posix::retry([&] { return recv(channel, &message, sizeof message, MSG_DONTWAIT); });
    if (size < 0 && errno == EAGAIN) return std::nullopt;
    // It ended without having read all that it was asked, which is told once, before its last words.
    if (size < 0 && errno == ECONNRESET) continue;
    if (size <= 0) return KeeperNews{.kind = KeeperNews::Kind::closed};
    if (size != static_cast<ssize_t>(sizeof message)) continue;
    if (message.word == Word::running) return KeeperNews{.kind = KeeperNews::Kind::running};
    if (message.word == Word::exited) {
      return KeeperNews{.kind = KeeperNews::Kind::exited,
                        .exit = posix::exit_of_word(message.number, ExitSource::keeper)};
    }
    if (message.word == Word::empty) {
      return KeeperNews{.kind = KeeperNews::Kind::empty, .ended = static_cast<std::uint64_t>(message.number)};
    }
  }
}

Result<std::string> read_kept_exit(const std::string& state_dir) {
  return read_state_file(state_dir, keeper::kExitFile);
}

}  // namespace reeve::platform
