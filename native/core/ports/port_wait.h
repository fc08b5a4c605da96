#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "core/ports/listening_ports.h"
#include "core/ports/port_owner.h"
#include "core/tree/look_pace.h"
#include "core/wait/reactor.h"

namespace reeve {

struct PortWaitOrders {
  Transport transport = Transport::tcp;
  std::uint16_t port = 0;
  std::optional<IpAddress> host{};  // where what is sent has to arrive
  std::optional<Millis> timeout{};  // nullopt: never
};

// Waits until somebody listens at a port: anybody, or the owner and nobody else. No system tells of it by itself, so it is
// looked for, shortly at first and ever less often: whether anybody listens is one cheap question, and who it is is asked
// only then. Driven by a reactor, on whose thread everything but the constructor and cancel() runs; keeps itself alive until
// it has called `on_done`, once, or was cancelled.
class PortWait : public std::enable_shared_from_this<PortWait> {
 public:
  using Callback = std::function<void(Result<WaitForPortResult>)>;

  PortWait(std::shared_ptr<Reactor> reactor, SpareHandles& spare, PortWaitOrders orders, std::optional<PortOwner> owner,
           Callback on_done);

  void start();
  // Harmless when it is over. The callback is not called after this returned on the reactor's thread.
  void cancel();

 private:
  using Sight = std::pair<platform::ListenerLook, std::vector<std::size_t>>;

  void look();
  Result<Sight> look_at_port();
  // nullopt: the owner has none of them.
  Result<std::optional<BindingScan>> find_owned(const Sight& sight);
  Result<BindingScan> read_owned(const Sight& sight);
  void look_again_after(Micros cost);
  void on_deadline();
  Error ended_error(const Result<Sight>& sight);
  Error timed_out_error(const Result<Sight>& sight);
  std::string who_listens(const Result<Sight>& sight);
  void finish(Result<WaitForPortResult> result);
  void let_go();

  std::shared_ptr<Reactor> reactor_;
  SpareHandles& spare_;
  PortWaitOrders orders_;
  std::optional<PortOwner> owner_;
  Callback on_done_;
  TimePoint began_{};
  LookPace pace_;
  std::atomic<bool> cancelled_ = false;
  bool done_ = false;
  std::optional<Reactor::TimerId> next_look_{};
  std::optional<Reactor::TimerId> deadline_{};
  std::optional<Reactor::Key> end_watch_{};
};

}  // namespace reeve
