#include "core/spawn/folder_tidier.h"

#include "core/platform.h"

namespace reeve {

void FolderTidier::tidy(const std::string& folder) {
  if (platform::remove_folder(folder).ok() || watched_.contains(folder)) return;
  Result<UniqueHandle> events = platform::watch_folder(folder);
  if (!events.ok()) return;
  const OsHandle handle = events.value().get();
  Watched& watched = watched_.emplace(folder, Watched{.events = std::move(events.value())}).first->second;
  const Result<Reactor::Key> key =
      reactor_.watch(handle, platform::Poller::Interest::folder, [this, folder] { look_again(folder); });
  if (key.ok()) {
    watched.key = key.value();
  } else {
    watched_.erase(folder);
  }
}

void FolderTidier::look_again(const std::string& folder) {
  const auto watched = watched_.find(folder);
  if (watched == watched_.end() || !platform::remove_folder(folder).ok()) return;
  reactor_.unwatch(watched->second.key, watched->second.events.get());
  watched_.erase(watched);
}

}  // namespace reeve
