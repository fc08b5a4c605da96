#include <algorithm>
#include <array>
#include <map>
#include <mutex>

#include "core/platform.h"
#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/stay_loaded.h"
#include "platform/win32/kernel/windows.h"

// A completion port. Windows' thread pool waits for process handles, 63 to a thread, and posts to it; job objects post
// by themselves.
namespace reeve::platform {
namespace {

constexpr std::uint64_t kWakeKey = 0;  // callers' keys start at 1
// In place of the number of a job's message: ours.
constexpr DWORD kPosted = 0;
constexpr std::size_t kEventsAtOnce = 256;

DWORD to_millis(std::optional<Micros> timeout) {
  if (!timeout) return INFINITE;
  const auto millis = std::chrono::ceil<Millis>(*timeout).count();
  return static_cast<DWORD>(std::clamp<std::int64_t>(millis, 0, INFINITE - 1));
}

}  // namespace

struct Poller::State {
  struct Registration {
    HANDLE port = nullptr;
    std::uint64_t key = 0;
    HANDLE wait = nullptr;  // none: a job's
  };

  UniqueHandle port;
  std::mutex mutex{};
  std::map<OsHandle, std::unique_ptr<Registration>> registrations{};

  explicit State(UniqueHandle made) : port(std::move(made)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (const auto& [handle, registration] : registrations) forget(*registration);
  }

  static void CALLBACK on_process_ended(void* argument, BOOLEAN) {
    const auto& registration = *static_cast<const Registration*>(argument);
    PostQueuedCompletionStatus(registration.port, kPosted, registration.key, nullptr);
  }

  // Afterwards its callback does not run any more.
  static void forget(const Registration& registration) {
    if (registration.wait != nullptr) UnregisterWaitEx(registration.wait, INVALID_HANDLE_VALUE);
  }

  [[nodiscard]] Status await_process(OsHandle process, Registration& registration) const {
    if (RegisterWaitForSingleObject(&registration.wait, process, on_process_ended, &registration, INFINITE,
                                    WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD) == FALSE) {
      return windows::last_error("RegisterWaitForSingleObject");
    }
    return Done{};
  }

  [[nodiscard]] Status await_job(OsHandle job, std::uint64_t key) const {
    JOBOBJECT_ASSOCIATE_COMPLETION_PORT association{.CompletionKey = reinterpret_cast<void*>(key),
                                                    .CompletionPort = port.get()};
    if (SetInformationJobObject(job, JobObjectAssociateCompletionPortInformation, &association, sizeof association) ==
        FALSE) {
      return windows::last_error("SetInformationJobObject");
    }
    // It may have become empty before it was told whom to tell.
    PostQueuedCompletionStatus(port.get(), kPosted, key, nullptr);
    return Done{};
  }
};

Poller::Poller(std::unique_ptr<State> state) : state_(std::move(state)) {}
Poller::Poller(Poller&& other) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::create() {
  windows::stay_loaded();  // before there is a thread that sleeps here
  UniqueHandle port(CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, 1));
  if (!port.valid()) return windows::last_error("CreateIoCompletionPort");
  return Poller(std::make_unique<State>(std::move(port)));
}

Status Poller::add(OsHandle handle, std::uint64_t key, Interest interest) {
  auto registration =
      std::make_unique<State::Registration>(State::Registration{.port = state_->port.get(), .key = key});
  const std::lock_guard lock(state_->mutex);
  if (state_->registrations.contains(handle))
    return windows::error_of(ERROR_ALREADY_EXISTS, "RegisterWaitForSingleObject");
  const Status added =
      interest == Interest::pin ? state_->await_process(handle, *registration) : state_->await_job(handle, key);
  if (added.ok()) state_->registrations[handle] = std::move(registration);
  return added;
}

void Poller::remove(OsHandle handle) {
  std::unique_ptr<State::Registration> registration;
  {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->registrations.find(handle);
    if (found == state_->registrations.end()) return;
    registration = std::move(found->second);
    state_->registrations.erase(found);
  }
  State::forget(*registration);
}

Status Poller::wait(std::optional<Micros> timeout, std::vector<std::uint64_t>& ready) {
  ready.clear();
  std::array<OVERLAPPED_ENTRY, kEventsAtOnce> entries{};
  ULONG count = 0;
  if (GetQueuedCompletionStatusEx(state_->port.get(), entries.data(), kEventsAtOnce, &count, to_millis(timeout),
                                  FALSE) == FALSE) {
    return GetLastError() == WAIT_TIMEOUT ? Status(Done{}) : windows::last_error("GetQueuedCompletionStatus");
  }
  for (ULONG index = 0; index < count; ++index) {
    const OVERLAPPED_ENTRY& entry = entries[index];
    // Of what a job tells only its emptiness is certain to come (JOBOBJECT_ASSOCIATE_COMPLETION_PORT).
    const DWORD message = entry.dwNumberOfBytesTransferred;
    const bool news = message == kPosted || message == JOB_OBJECT_MSG_ACTIVE_PROCESS_ZERO;
    if (news && entry.lpCompletionKey != kWakeKey) ready.push_back(entry.lpCompletionKey);
  }
  return Done{};
}

void Poller::wake() { PostQueuedCompletionStatus(state_->port.get(), kPosted, kWakeKey, nullptr); }

}  // namespace reeve::platform
