#include "platform/linux/kernel/controllers.h"

#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "core/platform.h"
#include "platform/linux/kernel/cgroup.h"
#include "platform/linux/kernel/procfs.h"

namespace reeve::linux_kernel {
namespace {

constexpr const char* kHandedDown = "/cgroup.subtree_control";

std::vector<std::string> words_of(const std::string& path) {
  constexpr std::string_view kBetween = " \n";
  const Result<std::string> read = read_file(path.c_str());
  const std::string_view text = read.ok() ? std::string_view(read.value()) : std::string_view();
  std::vector<std::string> all;
  for (std::size_t start = text.find_first_not_of(kBetween); start != text.npos;) {
    const std::size_t end = std::min(text.find_first_of(kBetween, start), text.size());
    all.emplace_back(text.substr(start, end - start));
    start = text.find_first_not_of(kBetween, end);
  }
  return all;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Of the whole machine; that of a cgroup namespace is none.
bool is_root_of_the_tree(const std::string& folder) { return access((folder + "/cgroup.type").c_str(), F_OK) != 0; }

// The kernel keeps processes and the controllers of those below them apart, except in the root. It does not refuse the
// threaded ones (cpu, pids) in all cases (cgroup_vet_subtree_control_enable()): then it turns the cgroup into the root
// of a threaded tree, in which no job can be started any more. So they are not tried.
bool may_hand_down(const std::string& base) {
  if (is_root_of_the_tree(base)) return true;
  const Result<std::string> inside = read_file((base + "/cgroup.procs").c_str());
  return inside.ok() && inside.value().empty();
}

}  // namespace

std::vector<std::string> controllers_below(const std::string& base) {
  const bool can_add = access((base + kHandedDown).c_str(), W_OK) == 0 && may_hand_down(base);
  return words_of(base + (can_add ? "/cgroup.controllers" : kHandedDown));
}

Status hand_down(const std::string& base, const std::string& controller) {
  if (contains(words_of(base + kHandedDown), controller)) return Done{};
  const std::string named = "the cgroup controller '" + controller + "' ";
  if (!contains(words_of(base + "/cgroup.controllers"), controller)) {
    const std::string from = is_root_of_the_tree(base)
                                 ? "a cgroup v1 mount holds it, or this kernel does not have it"
                                 : "the cgroup above has to hand it down in its cgroup.subtree_control (systemd: "
                                   "Delegate=yes)";
    return unsupported(named + "is not in " + base + "/cgroup.controllers: " + from);
  }
  if (!may_hand_down(base)) {
    return unsupported(named + "is not in " + base + kHandedDown +
                       ", and can't be put there while processes are in that cgroup itself: move them, this program "
                       "too, into a cgroup below it");
  }
  const Status added = write_control(base + kHandedDown, "+" + controller);
  if (added.ok()) return added;
  return unsupported(named + "can't be put into " + base + kHandedDown + ": " + platform::error_text(added.error().os));
}

}  // namespace reeve::linux_kernel
