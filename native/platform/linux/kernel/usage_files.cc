#include "platform/linux/kernel/usage_files.h"

#include <charconv>

#include "platform/linux/kernel/facts_reader.h"

namespace reeve::linux_kernel {
namespace {

std::optional<std::uint64_t> leading_number(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t' || text.front() == ':')) text.remove_prefix(1);
  std::uint64_t number = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::uint64_t> number_of_line(std::string_view text, std::string_view label) {
  for (std::size_t at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
    const std::string_view rest = text.substr(at + label.size());
    const bool whole_word = !rest.empty() && (rest.front() == ':' || rest.front() == ' ');
    if (whole_word && (at == 0 || text[at - 1] == '\n')) return leading_number(rest);
  }
  return std::nullopt;
}

std::uint64_t sum_of_words(std::string_view text, std::string_view label) {
  std::uint64_t sum = 0;
  for (std::size_t at = text.find(label); at != std::string_view::npos; at = text.find(label, at + 1)) {
    if (at > 0 && text[at - 1] == ' ') sum += leading_number(text.substr(at + label.size())).value_or(0);
  }
  return sum;
}

void fill_io(Usage& usage, Pid pid) {
  const auto text = read_proc(pid, "io");
  if (!text.ok()) return;
  usage.io_read_bytes = number_of_line(text.value(), "read_bytes");
  usage.io_written_bytes = number_of_line(text.value(), "write_bytes");
}

void fill_switches(Usage& usage, Pid pid, std::uint64_t threads) {
  std::vector<Pid> tids{pid};
  if (threads > 1) {
    auto listed = list_numbers(ProcPath(pid, "task").c_str());
    if (!listed.ok()) return;
    tids = std::move(listed.value());
  }
  std::uint64_t voluntary = 0;
  std::uint64_t involuntary = 0;
  for (const Pid tid : tids) {
    const auto text = read_file(ThreadPath(pid, tid, "status").c_str());
    if (!text.ok()) continue;  // the thread has ended, and what it counted is gone with it
    voluntary += number_of_line(text.value(), "voluntary_ctxt_switches").value_or(0);
    involuntary += number_of_line(text.value(), "nonvoluntary_ctxt_switches").value_or(0);
  }
  usage.voluntary_switches = voluntary;
  usage.involuntary_switches = involuntary;
}

void fill_pss(Usage& usage, Pid pid) {
  const auto text = read_proc(pid, "smaps_rollup");
  if (text.ok()) usage.pss_kb = number_of_line(text.value(), "Pss");
}

}  // namespace reeve::linux_kernel
