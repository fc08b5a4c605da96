#include "core/platform.h"
#include "platform/darwin/not_built.h"

namespace reeve::platform {

Result<JobFolder> make_folder(const std::string&, bool) { return not_built(); }
Status share_folder(const JobFolder&, const Pin&) { return Done{}; }

bool is_same_folder(const Containment&) { return false; }
Result<std::vector<Pid>> folder_members(const std::string&) { return not_built(); }
bool is_folder_member(Pid, const std::string&) { return false; }
Result<bool> is_folder_populated(const std::string&) { return not_built(); }
Status kill_folder(const std::string&) { return not_built(); }
Status remove_folder(const std::string&) { return not_built(); }
Result<UniqueHandle> watch_folder(const std::string&) { return not_built(); }

}  // namespace reeve::platform
