#include "platform/linux/kernel/usage_files.h"

#include "platform/linux/decode/counters.h"
#include "platform/linux/kernel/facts_reader.h"

namespace reeve::linux_kernel {

void fill_io(Usage& usage, Pid pid) {
  const auto text = read_proc(pid, "io");
  if (!text.ok()) return;
  usage.io_read_bytes = linux_decode::counter_of_line(text.value(), "read_bytes");
  usage.io_written_bytes = linux_decode::counter_of_line(text.value(), "write_bytes");
}

void fill_switches(Usage& usage, Pid pid) {
  const Result<std::vector<Pid>> tids = list_threads(pid);
  if (!tids.ok()) return;
  std::uint64_t voluntary = 0;
  std::uint64_t involuntary = 0;
  for (const Pid tid : tids.value()) {
    const auto text = read_file(ThreadPath(pid, tid, "status").c_str());
    if (!text.ok()) continue;  // the thread has ended, and what it counted is gone with it
    voluntary += linux_decode::counter_of_line(text.value(), "voluntary_ctxt_switches").value_or(0);
    involuntary += linux_decode::counter_of_line(text.value(), "nonvoluntary_ctxt_switches").value_or(0);
  }
  usage.voluntary_switches = voluntary;
  usage.involuntary_switches = involuntary;
}

void fill_pss(Usage& usage, Pid pid) {
  const auto text = read_proc(pid, "smaps_rollup");
  if (text.ok()) usage.pss_kb = linux_decode::counter_of_line(text.value(), "Pss");
}

}  // namespace reeve::linux_kernel
