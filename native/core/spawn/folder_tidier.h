#pragma once

#include <map>
#include <optional>
#include <string>

#include "core/spawn/job_folder.h"
#include "core/wait/reactor.h"

namespace reeve {

// Removes jobs' folders once the last process has left them.
class FolderTidier {
 public:
  explicit FolderTidier(Reactor& reactor) : reactor_(reactor) {}

  // Now, or as soon as it is empty. On the reactor's thread.
  void tidy(JobFolder folder);
  // For a folder that somebody else may have removed, which no event tells: its delayed notice goes with it. Nothing
  // happens to folders that are not waited for. On the reactor's thread.
  void look_again(const std::string& folder);

 private:
  struct Watched {
    JobFolder folder;
    UniqueHandle events{};
    std::optional<Reactor::Key> key{};  // none: no notice is to be had, it is removed when somebody ends the job
  };

  Reactor& reactor_;
  std::map<std::string, Watched> watched_;
};

}  // namespace reeve
