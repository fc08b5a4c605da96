#include "core/inventory/inventory.h"

#include <cerrno>

#include "test/check.h"
#include "test/core/scene.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::test {
namespace {

constexpr std::uint16_t kPort = 8080;
constexpr std::uint64_t kSocket = 700;

Listener listener(std::string_view address, std::uint64_t socket = kSocket, std::uint16_t port = kPort) {
  return {.address = *parse_ip_address(address), .port = port, .socket = socket, .uid = 0};
}

void listen(const ProcessPtr& process, std::uint64_t socket = kSocket) {
  world().change([&](fake::World& here) {
    here.listeners.push_back(listener("127.0.0.1", socket));
    process->sockets.insert(socket);
  });
}

std::string ports(const PortFilter& filter, std::vector<std::string>* warnings = nullptr) {
  SpareHandles spare;
  std::string text;
  const auto head =
      listening_ports({.filter = filter, .fields = FieldSet()}, spare, [&](const std::string& part) { text += part; });
  if (!head.ok()) return std::string(head.error().code);
  if (warnings != nullptr) *warnings = head.value().warnings;
  return text;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// A wait for a port on a reactor of its own, and what came of it.
class Waiting {
 public:
  Waiting() : reactor_(std::move(Reactor::create().value())) {}
  ~Waiting() { reactor_->stop(); }

  Status start(const std::optional<ProcessRef>& ref, OwnerScope scope, std::optional<Millis> timeout) {
    const auto inventory = std::make_shared<Inventory>(reactor_, spare_);
    const auto wait = inventory->wait_for_port(ref, scope, {.port = kPort, .timeout = timeout},
                                               [this, inventory](Result<WaitForPortResult> result) {
                                                 const std::lock_guard lock(mutex_);
                                                 result_ = std::move(result);
                                               });
    if (!wait.ok()) return wait.error();
    wait_ = wait.value();
    return Done{};
  }

  bool is_over() {
    const std::lock_guard lock(mutex_);
    return result_.has_value();
  }
  // The code of the error, or the pid of the first binding.
  std::string outcome() {
    if (!eventually([this] { return is_over(); })) return "goes on";
    const std::lock_guard lock(mutex_);
    if (!result_->ok()) return std::string(result_->error().code);
    return std::to_string(result_->value().bindings.front().pid.value_or(kNoPid));
  }
  std::string message() {
    const std::lock_guard lock(mutex_);
    return message_of(result_->error());
  }
  void cancel() { wait_->cancel(); }
  void settle() {
    std::atomic<bool> done = false;
    reactor_->post([&] { done = true; });
    while (!done) std::this_thread::yield();
  }

 private:
  SpareHandles spare_;
  std::shared_ptr<Reactor> reactor_;
  std::shared_ptr<PortWait> wait_;
  std::mutex mutex_;
  std::optional<Result<WaitForPortResult>> result_;
};

TEST(ports_are_told_with_each_process_that_has_them) {
  world().reset();
  const ProcessPtr server = add_leader();
  const ProcessPtr worker = add_child(server);
  listen(server);
  worker->sockets.insert(kSocket);
  const std::string text = ports({});
  CHECK(has(text, "\"pid\":" + std::to_string(server->pid)) && has(text, "\"pid\":" + std::to_string(worker->pid)));
  CHECK(has(text, "\"local_port\":8080") && has(text, "\"local_addr\":\"127.0.0.1\""));
  CHECK(!has(ports({.pids = std::vector<Pid>{server->pid}}), std::to_string(worker->pid)));
}

TEST(ports_of_a_process_that_may_not_be_seen_have_none) {
  world().reset();
  const ProcessPtr server = add_leader({.refuses = true});
  listen(server);
  std::vector<std::string> warnings;
  CHECK(has(ports({}, &warnings), "\"pid\":null"));
  REQUIRE(warnings.size() == 1);
  CHECK(has(warnings[0], "1 socket has no process that may be seen: what 1 process has open may not be read"));
  CHECK_EQ(ports({.pids = std::vector<Pid>{server->pid}}), "");
}

TEST(ports_of_one_that_ends_while_it_is_looked_at_have_none) {
  world().reset();
  const ProcessPtr server = add_leader();
  listen(server);
  world().before_pin = [&](Pid pid) {
    if (pid == server->pid) world().end(server, {});
  };
  CHECK(has(ports({}), "\"pid\":null"));
}

TEST(ports_of_one_that_closed_them_meanwhile_have_none) {
  world().reset();
  const ProcessPtr server = add_leader();
  listen(server);
  world().before_pin = [&](Pid) { server->sockets.clear(); };
  CHECK(has(ports({}), "\"pid\":null"));
}

TEST(ports_that_cannot_be_looked_at_are_an_error) {
  world().reset();
  world().listeners_error = fake::error(EMFILE, "socket");
  CHECK_EQ(ports({}), "EMFILE");
}

TEST(of_several_at_one_port_what_is_sent_there_comes_to_the_nearest) {
  world().reset();
  world().listeners = {listener("0.0.0.0", 1), listener("127.0.0.1", 2), listener("::", 3)};
  const auto reached = [](std::string_view host) {
    std::vector<std::uint64_t> sockets;
    for (const std::size_t place : fitting(world().listeners, {.host = *parse_ip_address(host)})) {
      sockets.push_back(world().listeners[place].socket);
    }
    return sockets;
  };
  CHECK_EQ(reached("127.0.0.1"), std::vector<std::uint64_t>{2});
  CHECK_EQ(reached("127.0.0.2"), std::vector<std::uint64_t>{1});
  CHECK_EQ(reached("::1"), std::vector<std::uint64_t>{3});
}

TEST(a_port_is_waited_for_until_its_owner_has_it) {
  world().reset();
  const ProcessPtr server = add_leader();
  Waiting waiting;
  REQUIRE(waiting.start(ref_to(server), OwnerScope::process, std::nullopt).ok());
  waiting.settle();
  CHECK(!waiting.is_over());
  listen(server);
  CHECK_EQ(waiting.outcome(), std::to_string(server->pid));
}

TEST(a_port_that_a_stranger_has_is_not_the_owners) {
  world().reset();
  const ProcessPtr server = add_leader();
  const ProcessPtr stranger = add_leader({.name = "thief"});
  listen(stranger);
  Waiting waiting;
  REQUIRE(waiting.start(ref_to(server), OwnerScope::tree, Millis(50)).ok());
  CHECK_EQ(waiting.outcome(), "ERR_TIMED_OUT");
  CHECK(has(waiting.message(), "taken by thief (" + std::to_string(stranger->pid) + "), and not by process " +
                                   std::to_string(server->pid) + " or its tree"));
}

TEST(a_port_of_a_child_is_the_trees_and_not_the_process_own) {
  world().reset();
  const ProcessPtr server = add_leader();
  listen(add_child(server));
  const ProcessPtr child = world().at(server->pid + 1);
  Waiting tree;
  REQUIRE(tree.start(ref_to(server), OwnerScope::tree, Millis(5000)).ok());
  CHECK_EQ(tree.outcome(), std::to_string(child->pid));
  Waiting alone;
  REQUIRE(alone.start(ref_to(server), OwnerScope::process, Millis(30)).ok());
  CHECK_EQ(alone.outcome(), "ERR_TIMED_OUT");
}

TEST(a_port_is_waited_for_no_longer_than_its_owner_lives) {
  world().reset();
  const ProcessPtr server = add_leader();
  Waiting waiting;
  REQUIRE(waiting.start(ref_to(server), OwnerScope::process, std::nullopt).ok());
  waiting.settle();
  world().exit(server->pid, 1);
  CHECK_EQ(waiting.outcome(), "ERR_PROCESS_ENDED");
}

TEST(a_tree_whose_first_process_ended_may_still_listen) {
  world().reset();
  const ProcessPtr server = add_leader();
  const ProcessPtr child = add_child(server);
  Waiting waiting;
  REQUIRE(waiting.start(ref_to(server), OwnerScope::tree, std::nullopt).ok());
  waiting.settle();
  // The group tells that it belongs, whose leader is held by a pin.
  world().exit(server->pid, 0);
  listen(child);
  CHECK_EQ(waiting.outcome(), std::to_string(child->pid));
}

TEST(a_wait_for_a_port_of_nobody_is_refused) {
  world().reset();
  Waiting waiting;
  const Status gone = waiting.start(ProcessRef{.pid = 4000}, OwnerScope::tree, std::nullopt);
  CHECK(!gone.ok() && gone.error().code == "ESRCH");
  const ProcessPtr server = add_leader();
  const ProcessRef other{.pid = server->pid, .identity = fake::other_than(world().identity_of(server))};
  const Status reused = waiting.start(other, OwnerScope::process, std::nullopt);
  CHECK(!reused.ok() && reused.error().code == code::kProcessReused);
}

TEST(a_cancelled_wait_for_a_port_says_nothing) {
  world().reset();
  const ProcessPtr server = add_leader();
  Waiting waiting;
  REQUIRE(waiting.start(ref_to(server), OwnerScope::process, std::nullopt).ok());
  waiting.cancel();
  waiting.settle();
  listen(server);
  waiting.settle();
  CHECK(!waiting.is_over());
}

}  // namespace
}  // namespace reeve::test
