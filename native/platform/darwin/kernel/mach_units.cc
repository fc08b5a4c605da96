#include "platform/darwin/kernel/mach_units.h"

#include <mach/mach_time.h>

namespace reeve::darwin_kernel {
namespace {

constexpr std::uint64_t kNanosPerMilli = 1'000'000;

}  // namespace

std::uint64_t mach_to_ms(std::uint64_t units) {
  static const mach_timebase_info_data_t base = [] {
    mach_timebase_info_data_t read{};
    mach_timebase_info(&read);
    return read;
  }();
  if (base.denom == 0) return 0;
  const double nanos = static_cast<double>(units) * base.numer / base.denom;
  return static_cast<std::uint64_t>(nanos / static_cast<double>(kNanosPerMilli));
}

}  // namespace reeve::darwin_kernel
