#include <array>
#include <cstring>

#include "core/keeper/state_fault.h"
#include "core/platform.h"
#include "platform/win32/kernel/channel.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/job.h"
#include "platform/win32/kernel/keeper_plan.h"
#include "platform/win32/kernel/keeper_program.h"
#include "platform/win32/kernel/program_start.h"
#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::platform {
namespace {

using keeper::Message;
using keeper::Word;
using windows::KeeperPlan;
using windows::StartedKeeper;

constexpr DWORD kLongestExit = 4096;  // bytes, well above any
constexpr DWORD kPatience = 10'000;   // milliseconds for a keeper whose channel was closed

Error keeper_error(std::uint32_t number, std::string detail) {
  Error error = windows::error_of(number, kKeeperOp);
  error.detail = std::move(detail);
  return error;
}

template <typename T>
std::string_view bytes_of(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// Whole, and in the form that has no limit of length.
Result<std::wstring> state_path(const std::string& folder) {
  const Result<std::wstring> given = windows::to_utf16(folder);
  if (!given.ok() || given.value().empty()) return given;
  std::wstring path(windows::kLongestPath, L'\0');
  const DWORD length = GetFullPathNameW(given.value().c_str(), windows::kLongestPath, path.data(), nullptr);
  if (length == 0 || length >= windows::kLongestPath) {
    return windows::error_of(length == 0 ? GetLastError() : ERROR_FILENAME_EXCED_RANGE, "GetFullPathName");
  }
  path.resize(length);
  while (path.ends_with(L'\\') && !path.ends_with(L":\\")) path.pop_back();
  if (path.starts_with(L"\\\\?\\") || path.starts_with(L"\\\\.\\")) return path;
  return path.starts_with(L"\\\\") ? L"\\\\?\\UNC\\" + path.substr(2) : L"\\\\?\\" + path;
}

std::string_view step_of(const Message& message) { return {message.step, strnlen(message.step, sizeof message.step)}; }

Error state_error(const std::string& state_dir, std::uint32_t number) {
  const StateFault fault = number == ERROR_SHARING_VIOLATION ? StateFault::in_use
                           : number == ERROR_FILE_EXISTS     ? StateFault::of_another_job
                                                             : StateFault::other;
  Error error = windows::error_of(number, "state_dir");
  error.detail = state_fault_text(fault, state_dir, error_text(error.os));
  return error;
}

Error refusal(const std::string& state_dir, const Message& message) {
  const auto number = static_cast<std::uint32_t>(message.number);
  const std::string_view step = step_of(message);
  if (step == "lock" || step == "state_dir") return state_error(state_dir, number);
  if (step == "version") {
    return keeper_error(ERROR_REVISION_MISMATCH, "the file reeve-keeper.exe beside the addon is another version's");
  }
  return keeper_error(number, "the keeper cannot work here: " + std::string(step) + ": " + error_text(message.number));
}

// The keeper's next word, which has to be this one.
Status await_word(OsHandle channel, const Pin& keeper, const std::string& state_dir, Word word) {
  Message message;
  const Status heard = windows::read_channel(channel, keeper.handle.get(), &message, sizeof message);
  if (!heard.ok()) {
    return keeper_error(static_cast<std::uint32_t>(heard.error().os), "the keeper ended before the program started");
  }
  if (message.word == word) return Done{};
  if (message.word == Word::refused) return refusal(state_dir, message);
  return keeper_error(ERROR_INVALID_DATA, "the keeper answers something else than it was asked");
}

Status tell(OsHandle channel, const Pin& keeper, std::string_view bytes) {
  const Status written = windows::write_channel(channel, keeper.handle.get(), bytes);
  if (written.ok()) return Done{};
  return keeper_error(static_cast<std::uint32_t>(written.error().os), "the keeper ended before it was told all");
}

// It ends by itself once the channel is closed, and puts away what it made.
void hang_up(UniqueHandle& channel, const Pin& keeper) {
  channel.reset();
  if (WaitForSingleObject(keeper.handle.get(), kPatience) == WAIT_OBJECT_0) return;
  TerminateProcess(keeper.handle.get(), 1);
}

// Tells the keeper all about a job that stands still, and hears that it can keep it.
Status entrust(const StartedKeeper& started, const windows::StartedProgram& program, const KeeperOrders& orders) {
  const Result<std::wstring> path = state_path(orders.state_dir);
  if (!path.ok()) return path.error();
  const Result<UniqueHandle> job = windows::open_job(orders.folder, windows::JobRight::keep);
  if (!job.ok()) return job.error();
  KeeperPlan plan{.flags = orders.ends_with_us ? keeper::kEndWithParent : 0U,
                  .pid = static_cast<std::uint32_t>(program.process.pin.pid),
                  .path_length = static_cast<std::uint32_t>(path.value().size())};
  struct Gift {
    OsHandle handle;
    std::uint64_t& place;
  };
  const std::array gifts{Gift{job.value().get(), plan.job}, Gift{program.process.pin.handle.get(), plan.process},
                         Gift{program.thread.get(), plan.thread}};
  for (const Gift& gift : gifts) {
    const Result<std::uint64_t> number = windows::give(started.keeper, gift.handle);
    if (!number.ok()) return number.error();
    gift.place = number.value();
  }
  if (orders.ends_with_us) {
    const Result<std::uint64_t> number = windows::give(started.keeper, GetCurrentProcess());
    if (!number.ok()) return number.error();
    plan.launcher = number.value();
  }
  const auto& text = path.value();
  std::string message(bytes_of(plan));
  message.append(reinterpret_cast<const char*>(text.data()), text.size() * sizeof(wchar_t));
  const Status told = tell(started.channel.get(), started.keeper, message);
  if (!told.ok()) return told;
  return await_word(started.channel.get(), started.keeper, orders.state_dir, Word::prepared);
}

Error ended_by_name() { return unsupported("a job is asked and ended by the name of its job object"); }

}  // namespace

std::optional<Error> keeper_refusal() {
  const Result<std::string> token = random_token();
  if (!token.ok()) return token.error();
  Result<StartedKeeper> started = windows::start_keeper(token.value());
  if (!started.ok()) return started.error();
  StartedKeeper& keeper = started.value();
  Status answer = tell(keeper.channel.get(), keeper.keeper, bytes_of(KeeperPlan{.flags = keeper::kProbe}));
  if (answer.ok()) answer = await_word(keeper.channel.get(), keeper.keeper, {}, Word::running);
  hang_up(keeper.channel, keeper.keeper);
  return answer.ok() ? std::nullopt : std::optional(answer.error());
}

Result<PreparedJob> prepare_kept(const SpawnPlan& plan, const KeeperOrders& orders) {
  Result<windows::StartedProgram> program = windows::start_program(plan, orders.folder, windows::Run::when_resumed);
  if (!program.ok()) return program.error();
  SpawnedProcess& process = program.value().process;
  Result<StartedKeeper> started = windows::start_keeper(orders.token);
  Status entrusted = started.ok() ? entrust(started.value(), program.value(), orders) : Status(started.error());
  Result<Identity> keeper =
      entrusted.ok() ? read_identity(started.value().keeper) : Result<Identity>(entrusted.error());
  if (entrusted.ok() && !keeper.ok()) entrusted = keeper.error();
  if (!entrusted.ok()) {
    if (started.ok()) hang_up(started.value().channel, started.value().keeper);
    TerminateProcess(process.pin.handle.get(), 1);
    return entrusted.error();
  }
  return PreparedJob{.process = std::move(process),
                     .keeper = std::move(started.value().keeper),
                     .keeper_identity = std::move(keeper.value()),
                     .channel = std::move(started.value().channel),
                     .state_dir = orders.state_dir};
}

Status release_kept(const PreparedJob& job, const SpawnPlan&, const std::string& identity, const std::string& record) {
  keeper::GoHeader header;
  header.identity_length = static_cast<std::uint32_t>(identity.size());
  header.record_length = static_cast<std::uint32_t>(record.size());
  const bool fits = identity.size() <= keeper::kMostIdentity && record.size() <= keeper::kMostRecord;
  Status running = keeper_error(ERROR_BUFFER_OVERFLOW, "the job's record is too long to be written down");
  if (fits) running = tell(job.channel.get(), job.keeper, std::string(bytes_of(header)) + identity + record);
  if (running.ok()) running = await_word(job.channel.get(), job.keeper, job.state_dir, Word::running);
  if (running.ok()) return Done{};
  // Where the keeper was killed between its word and ours the program may run already.
  TerminateProcess(job.process.pin.handle.get(), 1);
  return running;
}

void drop_kept(PreparedJob& job) { hang_up(job.channel, job.keeper); }

Result<UniqueHandle> connect_keeper(const std::string&, const Pin&) { return ended_by_name(); }
Status ask_for_end(OsHandle) { return ended_by_name(); }
std::optional<KeeperNews> hear(OsHandle) { return KeeperNews{.kind = KeeperNews::Kind::closed}; }

Result<std::string> read_kept_exit(const std::string& state_dir) {
  Result<std::wstring> path = state_path(state_dir);
  if (!path.ok()) return path.error();
  for (const char* at = keeper::kExitFile; *at != '\0'; ++at) {
    if (at == keeper::kExitFile) path.value().push_back(L'\\');
    path.value().push_back(static_cast<wchar_t>(*at));
  }
  HANDLE const opened =
      CreateFileW(path.value().c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                  OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
  if (opened == INVALID_HANDLE_VALUE) return windows::last_error("CreateFile");
  const UniqueHandle file(opened);
  std::string text(kLongestExit, '\0');
  DWORD size = 0;
  if (ReadFile(file.get(), text.data(), static_cast<DWORD>(text.size()), &size, nullptr) == FALSE) {
    return windows::last_error("ReadFile");
  }
  text.resize(size);
  return text;
}

}  // namespace reeve::platform
