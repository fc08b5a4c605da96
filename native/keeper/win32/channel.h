#pragma once

#include <cstdint>

#include "core/keeper/protocol.h"

namespace reeve::keeper {

// The keeper's end of the pipe to its launcher, which is its standard input.
class Channel {
 public:
  bool open();
  // False: the launcher hung up, or is gone.
  bool read(void* buffer, std::uint32_t size) const;
  // A launcher that is gone hears nothing more.
  void tell(const Message& message) const;
  // Returns once the launcher has hung up.
  void await_hang_up() const;
  void close();

 private:
  void* pipe_ = nullptr;
};

}  // namespace reeve::keeper
