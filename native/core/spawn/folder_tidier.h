#pragma once

#include <map>
#include <string>

#include "core/base/unique_handle.h"
#include "core/wait/reactor.h"

namespace reeve {

// Removes jobs' folders once the last process has left them.
class FolderTidier {
 public:
  explicit FolderTidier(Reactor& reactor) : reactor_(reactor) {}

  // Now, or as soon as it is empty. On the reactor's thread.
  void tidy(const std::string& folder);
  // For a folder that somebody else may have removed, which no event tells: its delayed notice goes with it. Nothing
  // happens to folders that are not waited for. On the reactor's thread.
  void look_again(const std::string& folder);

 private:
  struct Watched {
    UniqueHandle events;
    Reactor::Key key = 0;
  };

  Reactor& reactor_;
  std::map<std::string, Watched> watched_;
};

}  // namespace reeve
