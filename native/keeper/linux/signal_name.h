#pragma once

#include "keeper/records/text.h"
#include "platform/linux/kernel/own_signals.h"
#include "platform/posix/signal_names.h"

namespace reeve::keeper {

// A signal's name; SIG and its number for the real-time ones, which each C library counts from another.
class SignalName {
 public:
  explicit SignalName(int number) {
    find(posix::kSignalNames, number);
    find(linux_kernel::kOwnSignals, number);
    if (name_ != nullptr) return;
    Text(buffer_, sizeof buffer_) << "SIG" << std::int64_t{number};
    name_ = buffer_;
  }
  SignalName(const SignalName&) = delete;
  SignalName& operator=(const SignalName&) = delete;

  [[nodiscard]] const char* c_str() const { return name_; }

 private:
  template <class Names>
  void find(const Names& names, int number) {
    for (const posix::NumberName& known : names) {
      if (known.number == number) name_ = known.name.data();
    }
  }

  char buffer_[16] = {};
  const char* name_ = nullptr;
};

}  // namespace reeve::keeper
