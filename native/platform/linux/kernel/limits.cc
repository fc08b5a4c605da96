#include "platform/linux/kernel/limits.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdint>

#include "platform/linux/kernel/cgroup.h"
#include "platform/linux/kernel/controllers.h"

namespace reeve::linux_kernel {
namespace {

constexpr long long kCpuPeriod = 100'000;  // microseconds; the kernel's default
constexpr long long kLeastQuota = 1000;    // and the least it takes
constexpr std::uint32_t kUsualWeight = 100;
constexpr std::uint32_t kMostWeight = 10'000;
constexpr std::uint32_t kMostWeightOfBfq = 1000;

// A limit as the cgroup's files have it. Controllers and files have names of their own.
struct Setting {
  const char* limit;
  const char* controller;
  const char* file;
  std::string text;
};

std::string cpu_text(double cpus) {
  const auto quota = std::max(kLeastQuota, std::llround(cpus * kCpuPeriod));
  return std::to_string(quota) + " " + std::to_string(kCpuPeriod);
}

std::vector<Setting> settings_of(const JobLimits& limits) {
  std::vector<Setting> settings;
  const auto add = [&](const char* limit, const char* controller, const char* file, std::string text) {
    settings.push_back({limit, controller, file, std::move(text)});
  };
  if (limits.memory_max) add("memory_max", "memory", "memory.max", std::to_string(*limits.memory_max));
  if (limits.memory_swap_max) {
    add("memory_swap_max", "memory", "memory.swap.max", std::to_string(*limits.memory_swap_max));
  }
  if (limits.pids_max) add("pids_max", "pids", "pids.max", std::to_string(*limits.pids_max));
  if (limits.cpu_max) add("cpu_max", "cpu", "cpu.max", cpu_text(*limits.cpu_max));
  if (limits.io_weight) add("io_weight", "io", "io.weight", "default " + std::to_string(*limits.io_weight));
  return settings;
}

bool is_missing(const Status& written) { return !written.ok() && written.error().os == ENOENT; }

Status write_setting(const std::string& cgroup, const Setting& setting) {
  const std::string path = cgroup + "/" + setting.file;
  const Status written = write_control(path, setting.text);
  if (!is_missing(written)) return written;
  const Status handed_down = hand_down(cgroup.substr(0, cgroup.rfind('/')), setting.controller);
  if (!handed_down.ok()) return handed_down;
  const Status now = write_control(path, setting.text);
  return is_missing(now) ? unsupported("this kernel has no " + std::string(setting.file)) : now;
}

// The scheduler BFQ goes by a weight of its own, on a smaller scale with the same middle. Its file is there with it.
Status write_weight_of_bfq(const std::string& cgroup, std::uint32_t weight) {
  const std::uint32_t above = weight > kUsualWeight ? weight - kUsualWeight : 0;
  const std::uint32_t scaled =
      weight - above + above * (kMostWeightOfBfq - kUsualWeight) / (kMostWeight - kUsualWeight);
  return write_control(cgroup + "/io.bfq.weight", std::to_string(scaled));
}

}  // namespace

Result<std::vector<std::string>> write_limits(const std::string& cgroup, const JobLimits& limits) {
  std::vector<std::string> unkept;
  for (const Setting& setting : settings_of(limits)) {
    Status written = write_setting(cgroup, setting);
    if (limits.io_weight && setting.controller == std::string_view("io")) {
      const Status other = write_weight_of_bfq(cgroup, *limits.io_weight);
      if (!is_missing(other)) written = other;
    }
    if (written.ok()) continue;
    if (written.error().code != code::kUnsupported) return written.error();
    unkept.push_back("limits." + std::string(setting.limit) + ": " + written.error().detail);
  }
  return unkept;
}

}  // namespace reeve::linux_kernel
