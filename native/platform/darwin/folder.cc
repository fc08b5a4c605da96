#include "core/platform.h"
#include "platform/darwin/folders.h"

// macOS has nothing that holds a tree of processes and is open to everybody: its coalitions are launchd's alone.
namespace reeve::platform {

Result<JobFolder> make_folder(const std::string&, const FolderOrders&) { return unsupported(kNoFolders); }
bool is_folders_fault(const Error&) { return false; }
Status share_folder(const JobFolder&, const Pin&) { return Done{}; }
bool is_same_folder(const Containment&) { return false; }
Result<std::vector<Pid>> folder_members(const std::string&) { return unsupported(kNoFolders); }
bool is_folder_member(Pid, const std::string&) { return false; }
Result<bool> is_folder_populated(const std::string&) { return unsupported(kNoFolders); }
Status kill_folder(const std::string&) { return unsupported(kNoFolders); }
Status thaw_folder(const std::string&) { return Done{}; }
Status remove_folder(const std::string&) { return unsupported(kNoFolders); }
Result<UniqueHandle> watch_folder(const std::string&) { return unsupported(kNoFolders); }
std::vector<std::string> folder_controllers(const std::string&) { return {}; }

}  // namespace reeve::platform
