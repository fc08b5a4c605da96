#include "core/spawn/folder_tidier.h"

#include "core/platform.h"

namespace reeve {

void FolderTidier::tidy(JobFolder folder) {
  const std::string path = folder.path;
  if (platform::remove_folder(path).ok() || watched_.contains(path)) return;
  Watched& watched = watched_.emplace(path, Watched{.folder = std::move(folder)}).first->second;
  Result<UniqueHandle> events = platform::watch_folder(path);
  if (!events.ok()) return;
  watched.events = std::move(events.value());
  const Result<Reactor::Key> key =
      reactor_.watch(watched.events.get(), platform::Poller::Interest::folder, [this, path] { look_again(path); });
  if (key.ok()) {
    watched.key = key.value();
  } else {
    watched.events.reset();
  }
}

void FolderTidier::look_again(const std::string& folder) {
  const auto watched = watched_.find(folder);
  if (watched == watched_.end() || !platform::remove_folder(folder).ok()) return;
  if (watched->second.key) reactor_.unwatch(*watched->second.key, watched->second.events.get());
  watched_.erase(watched);
}

}  // namespace reeve
