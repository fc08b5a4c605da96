#include "keeper/linux/logs.h"

#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "keeper/linux/plan.h"

namespace reeve::keeper {
namespace {

constexpr int kLastTries = 50;

}  // namespace

const char* Logs::open(const Plan& plan) {
  static const char* const kSteps[kMost] = {kStdoutLogStep, kStderrLogStep};
  for (int index = 0; index < kMost; ++index) {
    const LogPlan& log = plan.header.logs[index];
    if (log.pipe >= 0 && !logs_[index].open(log, plan.log_names[index])) return kSteps[index];
  }
  return nullptr;
}

void Logs::add_to(pollfd* entries) const {
  for (const Log& log : logs_) *entries++ = pollfd{.fd = log.source(), .events = POLLIN, .revents = 0};
}

bool Logs::waiting() const {
  for (const Log& log : logs_) {
    if (log.waits()) return true;
  }
  return false;
}

void Logs::serve(const pollfd* entries) {
  for (Log& log : logs_) {
    const bool ready = entries++->revents != 0;
    if (ready || log.waits()) log.carry();
  }
}

void Logs::carry_all() {
  for (Log& log : logs_) log.carry_all();
}

void Logs::finish() {
  const timespec moment{.tv_sec = 0, .tv_nsec = kPause};
  for (Log& log : logs_) {
    for (int tries = 0; !log.carry_all() && tries < kLastTries; ++tries) {
      syscall(SYS_nanosleep, &moment, nullptr);
    }
  }
}

}  // namespace reeve::keeper
