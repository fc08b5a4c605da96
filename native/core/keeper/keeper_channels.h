#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "core/identity/process_ref.h"
#include "core/keeper/kept_job.h"
#include "core/wait/exit_watcher.h"
#include "core/wait/reactor.h"

namespace reeve {

// The channels to the keepers of jobs whose first process somebody here waits for: passes on what they say of its end.
class KeeperChannels {
 public:
  KeeperChannels(Reactor& reactor, ExitWatcher& watcher) : reactor_(reactor), watcher_(watcher) {}

  // Listens on a channel until its keeper hangs up. A keeper that ends its job with us takes a hang-up of ours for our
  // end, so channels are kept open.
  void add(UniqueHandle channel, const Containment& recorded, const Identity& job);
  // The same for a job of another program that somebody waits for, unless its keeper is listened to already: it is looked
  // for at once, so that nothing it says from now on is missed. Where it isn't there to be asked, the watcher hears that
  // soon.
  void follow(const Containment& recorded, const Identity& job);

 private:
  struct Channel {
    UniqueHandle handle;
    Containment recorded;
    Identity job;
    Reactor::Key key = 0;
    bool has_told = false;  // of the first process' end, which a keeper says once to each channel, or will not say
  };

  bool listens_for(const Identity& job);

  // The keeper won't say any more: what it wrote down last, if anything.
  void tell_last(const Containment& recorded, const Identity& job);
  void on_ready(std::uint64_t id);
  void note_told(Channel& channel);
  void close(std::uint64_t id);

  Reactor& reactor_;
  ExitWatcher& watcher_;
  std::mutex mutex_;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, std::unique_ptr<Channel>> channels_;
};

}  // namespace reeve
