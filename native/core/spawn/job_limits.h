#pragma once

#include <cstdint>
#include <optional>

namespace reeve {

// What all processes of a job together may use. Kept by the kernel, through the job's folder.
struct JobLimits {
  std::optional<std::uint64_t> memory_max{};       // bytes
  std::optional<std::uint64_t> memory_swap_max{};  // bytes of swap, beside those
  std::optional<std::uint64_t> pids_max{};         // processes (Linux: and threads) at a time
  std::optional<double> cpu_max{};                 // CPUs: 0.5 is half of one, 2 is two of them
  std::optional<std::uint32_t> io_weight{};        // share of a contended disk, 1 to 10000; 100 is everybody's

  [[nodiscard]] bool any() const { return memory_max || memory_swap_max || pids_max || cpu_max || io_weight; }
};

// What a folder is told when it is made.
struct FolderOrders {
  // Whatever is inside when this program ends, in any way, is killed; only where FolderSupport says so.
  bool ends_with_us = false;
  JobLimits limits{};
  bool limits_required = true;  // false: made without those that can't be kept, which JobFolder::unkept names
};

}  // namespace reeve
