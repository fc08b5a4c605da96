#include <pthread.h>
#include <signal.h>

#include <memory>

#include "core/platform.h"
#include "platform/posix/errors.h"

namespace reeve::platform {
namespace {

constexpr std::size_t kStackBytes = std::size_t{512} * 1024;

void* run_body(void* argument) {
  const std::unique_ptr<std::function<void()>> body(static_cast<std::function<void()>*>(argument));
  (*body)();
  return nullptr;
}

}  // namespace

Result<Thread> start_thread(std::function<void()> body) {
  auto owned = std::make_unique<std::function<void()>>(std::move(body));
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t native{};
  const int refused = pthread_create(&native, &attributes, run_body, owned.get());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  if (refused != 0) return posix::error_of(refused, "pthread_create");
  static_cast<void>(owned.release());  // the thread's now
  return Thread{.native = (std::uintptr_t)native};
}

void join_thread(const Thread& thread) { pthread_join((pthread_t)thread.native, nullptr); }

}  // namespace reeve::platform
