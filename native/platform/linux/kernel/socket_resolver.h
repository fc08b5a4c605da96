#pragma once

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/descriptors/descriptor_facts.h"
#include "platform/linux/kernel/socket_list.h"

namespace reeve::linux_kernel {

// Finds the addresses of sockets by their inodes. Only what may be of a socket's kind is listed, each kind once.
class SocketResolver {
 public:
  // What is known of the socket already is the protocol's part; of an unknown one every kind is tried.
  void add(std::uint64_t inode, SocketFacts& facts) { by_inode_[inode].push_back(&facts); }
  // The facts that were added must still be where they were.
  Status run(const NetworkOf& network);

 private:
  using Fits = std::function<bool(const SocketFacts&)>;

  [[nodiscard]] bool is_wanted(const Fits& fits) const;
  template <class Fill>
  void fill(std::uint64_t inode, Fill fill_one);
  Status run_inet(Transport transport, IpFamily family, const NetworkOf& network);
  Status run_unix(const NetworkOf& network);

  std::unordered_map<std::uint64_t, std::vector<SocketFacts*>> by_inode_;
};

}  // namespace reeve::linux_kernel
