#include "platform/linux/decode/stat_line.h"

#include <charconv>

#include "platform/linux/decode/pids.h"

namespace reeve::linux_decode {
namespace {

constexpr std::string_view kNameBegins = " (";
constexpr std::string_view kNameEnds = ") ";
constexpr std::size_t kStateLength = 2;        // a letter and a space
constexpr std::uint32_t kForkedNoExec = 0x40;  // PF_FORKNOEXEC (include/linux/sched.h)

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
      return ProcessState::stopped;
    case 't':
      return ProcessState::traced;
    case 'Z':
    case 'X':
      return ProcessState::zombie;
    default:
      return ProcessState::unknown;
  }
}

// Numbers separated by single spaces. Fields are counted as proc_pid_stat(5) does, where the state is field 3.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  template <class Number>
  bool read(int field, Number& number) {
    while (next_ < field && at_ != end_) next_ += *at_++ == ' ' ? 1 : 0;
    if (next_ < field) return false;
    const auto [stop, error] = std::from_chars(at_, end_, number);
    return error == std::errc() && (stop == end_ || *stop == ' ');
  }

 private:
  const char* at_;
  const char* end_;
  int next_ = 4;
};

// The name may hold spaces and brackets, so it ends at the last bracket of the line. npos: there is none.
std::size_t end_of_name(std::string_view line) {
  for (std::size_t at = line.size(); at-- > 0;) {
    if (line[at] == ')' && line.substr(at).starts_with(kNameEnds)) return at;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<StatLine> parse_stat_line(std::string_view line) {
  const std::size_t open = line.find(kNameBegins);
  const std::size_t close = end_of_name(line);
  if (open == std::string_view::npos || close == std::string_view::npos) return std::nullopt;
  const std::size_t name = open + kNameBegins.size();
  const std::optional<Pid> pid = parse_pid(line.substr(0, open));
  std::string_view rest = line.substr(close + kNameEnds.size());
  rest = rest.substr(0, rest.find('\n'));
  if (!pid || close < name || rest.find(' ') != 1 || rest.size() < kStateLength) return std::nullopt;
  StatLine parsed;
  ProcessStat& stat = parsed.stat;
  stat.pid = *pid;
  stat.name = line.substr(name, close - name);
  stat.state = state_of(rest.front());
  FieldReader fields(rest.substr(kStateLength));
  std::uint64_t user = 0;
  std::uint64_t system = 0;
  std::uint32_t flags = 0;
  const bool complete = fields.read(4, stat.ppid) && fields.read(5, stat.pgid) && fields.read(6, stat.sid) &&
                        fields.read(9, flags) && fields.read(14, user) && fields.read(15, system) &&
                        fields.read(20, parsed.threads) && fields.read(22, stat.start) &&
                        fields.read(24, parsed.rss_pages) && fields.read(52, parsed.exit_status);
  if (!complete || stat.ppid < kNoPid || stat.pgid < kNoGroup || stat.sid < kNoGroup) return std::nullopt;
  parsed.cpu_ticks = user + system;
  parsed.user_ticks = user;
  parsed.executed = (flags & kForkedNoExec) == 0;
  return parsed;
}

}  // namespace reeve::linux_decode
