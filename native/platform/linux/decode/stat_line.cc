#include "platform/linux/decode/stat_line.h"

#include <charconv>

namespace reeve::linux_decode {
namespace {

ProcessState state_of(char letter) {
  switch (letter) {
    case 'R':
      return ProcessState::running;
    case 'S':
    case 'I':
      return ProcessState::sleeping;
    case 'D':
      return ProcessState::disk_sleep;
    case 'T':
    case 't':
      return ProcessState::stopped;
    case 'Z':
    case 'X':
      return ProcessState::zombie;
    default:
      return ProcessState::unknown;
  }
}

// Numbers separated by single spaces. Fields are counted as proc_pid_stat(5) does: the state is field 3.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : text_(text) {}

  template <class Number>
  bool read(int field, Number& number) {
    for (; next_ < field; ++next_) {
      const std::size_t end = text_.find(' ');
      if (end == std::string_view::npos) return false;
      text_.remove_prefix(end + 1);
    }
    return std::from_chars(text_.data(), text_.data() + text_.size(), number).ec == std::errc();
  }

 private:
  std::string_view text_;
  int next_ = 4;
};

}  // namespace

std::optional<StatLine> parse_stat_line(std::string_view line) {
  // The name may hold spaces and brackets, so it ends at the last bracket of the line.
  const std::size_t open_bracket = line.find('(');
  const std::size_t close_bracket = line.rfind(") ");
  if (open_bracket == std::string_view::npos || close_bracket == std::string_view::npos) return std::nullopt;
  if (close_bracket < open_bracket || line.size() < close_bracket + 5) return std::nullopt;
  StatLine parsed;
  ProcessStat& stat = parsed.stat;
  if (std::from_chars(line.data(), line.data() + open_bracket, stat.pid).ec != std::errc()) return std::nullopt;
  stat.name = line.substr(open_bracket + 1, close_bracket - open_bracket - 1);
  stat.state = state_of(line[close_bracket + 2]);
  FieldReader fields(line.substr(close_bracket + 4));
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  const bool complete = fields.read(4, stat.ppid) && fields.read(5, stat.pgid) && fields.read(6, stat.sid) &&
                        fields.read(14, user) && fields.read(15, system) && fields.read(20, parsed.threads) &&
                        fields.read(22, stat.start) && fields.read(24, parsed.rss_pages) &&
                        fields.read(52, parsed.exit_status);
  if (!complete) return std::nullopt;
  parsed.cpu_ticks = user + system;
  return parsed;
}

}  // namespace reeve::linux_decode
