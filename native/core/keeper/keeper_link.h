#pragma once

#include <optional>

#include "core/identity/pin.h"
#include "core/keeper/kept_job.h"
#include "core/spawn/containment.h"

namespace reeve {

// The keeper on a record, proven to be that one; nullopt: there is none, it has ended, or it can't be looked at.
std::optional<Pin> pin_keeper(const Containment& recorded);

// A line to the keeper on a record: found, proven to be that one, and pinned.
class KeeperLink {
 public:
  // nullopt: it has ended, or can't be reached from here.
  static std::optional<KeeperLink> open(const Containment& recorded);

  [[nodiscard]] OsHandle handle() const { return channel_.get(); }
  // For somebody else to listen on.
  UniqueHandle take_channel() { return std::move(channel_); }

  // Takes in what the keeper has said. It ends by itself, so what it said counts, not whether it still lives.
  void hear();
  // Whether the keeper can still be asked and believed.
  [[nodiscard]] bool holds() const { return !closed_; }
  // The kernel's own word that nothing of the job is left; passed on by the keeper as its last.
  [[nodiscard]] bool said_empty() const { return empty_; }
  [[nodiscard]] const std::optional<ExitStatus>& exit() const { return exit_; }
  // How many processes it ended.
  [[nodiscard]] std::uint64_t ended() const { return ended_; }
  [[nodiscard]] Pid pid() const { return keeper_.pid; }

  // Lets it run again where somebody stopped it.
  void wake();
  // Asks it to end all that is left. Returns at once.
  Status end();

 private:
  KeeperLink(Pin keeper, UniqueHandle channel) : keeper_(std::move(keeper)), channel_(std::move(channel)) {}

  Pin keeper_;
  UniqueHandle channel_;
  std::optional<ExitStatus> exit_{};
  std::uint64_t ended_ = 0;
  bool empty_ = false;
  bool closed_ = false;
};

}  // namespace reeve
