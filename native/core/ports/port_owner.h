#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/base/spare_handles.h"
#include "core/identity/process_ref.h"

namespace reeve {

enum class OwnerScope { process, tree };

// Whoever a port is to be held by: one process, or a tree with all that belongs to it, each pinned when it is found.
class PortOwner {
 public:
  // ESRCH and ERR_PROCESS_REUSED, save for the tree of a job, which may outlive its first process.
  static Result<PortOwner> find(const ProcessRef& ref, OwnerScope scope, SpareHandles& spare);
  PortOwner(PortOwner&& other) noexcept;
  ~PortOwner();

  // Those that are known to belong and live.
  [[nodiscard]] std::vector<Pid> living();
  // Looks for those that are not known yet; of one process there are none.
  Status gather();
  // Whether nothing of it is left. Looks at all processes once those known have ended.
  Result<bool> has_ended();
  // The first process, if its end wakes a poller.
  [[nodiscard]] const Pin* wakeful_root() const;
  [[nodiscard]] Pid pid() const;
  [[nodiscard]] OwnerScope scope() const;

 private:
  struct State;

  explicit PortOwner(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace reeve
