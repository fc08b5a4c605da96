#pragma once

#include <poll.h>

#include "core/keeper/protocol.h"

namespace reeve::keeper {

// Who talks with this keeper: its launcher, and whoever of the same user connected to its socket since.
class Channels {
 public:
  static constexpr int kMost = 24;

  // The socket that others connect to, named after the job's token. The name goes with the keeper.
  bool listen(const char* token);
  // What there is to wait for, written from `entries` on; at most kMost + 1. The number of entries.
  int add_to(pollfd* entries) const;
  // Deals with what became ready. True when somebody asked for the job's end.
  bool serve(const pollfd* entries, int count);

  // What a newcomer is told first.
  void remember(const Message& message);
  // To everybody. Whoever doesn't read is dropped.
  void tell(const Message& message);
  [[nodiscard]] bool launcher_is_gone() const { return open_[0] < 0; }

 private:
  void admit();
  bool hear(int& channel);

  int socket_ = -1;
  int open_[kMost] = {kChannel, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                      -1,       -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
  Message known_[2] = {};
  int known_count_ = 0;
};

}  // namespace reeve::keeper
