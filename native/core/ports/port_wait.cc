#include "core/ports/port_wait.h"

#include <algorithm>

#include "core/platform.h"

namespace reeve {
namespace {

constexpr LookPace::Bounds kPortPace{
    .first = Micros{2000}, .longest = Micros{100000}, .growth_percent = 50, .share = 20};
constexpr std::size_t kNamedHolders = 4;  // beyond these they are only counted

std::string name_of(const PortBinding& binding) {
  if (!binding.pid) return "a process that may not be seen";
  const auto& name = binding.process->info.name;
  return (name ? *name : std::string("process")) + " (" + std::to_string(*binding.pid) + ")";
}

}  // namespace

PortWait::PortWait(std::shared_ptr<Reactor> reactor, SpareHandles& spare, PortWaitOrders orders,
                   std::optional<PortOwner> owner, Callback on_done)
    : reactor_(std::move(reactor)),
      spare_(spare),
      orders_(std::move(orders)),
      owner_(std::move(owner)),
      on_done_(std::move(on_done)),
      pace_(kPortPace) {}

void PortWait::start() {
  began_ = Clock::now();
  if (orders_.timeout) {
    deadline_ = reactor_->at(began_ + *orders_.timeout, [self = shared_from_this()] { self->on_deadline(); });
  }
  if (const Pin* root = owner_ ? owner_->wakeful_root() : nullptr) {
    const auto on_end = [self = shared_from_this()] {
      // Of a tree the others may live on: from here on its members are looked at.
      self->reactor_->unwatch(*self->end_watch_, self->owner_->wakeful_root()->handle.get());
      self->end_watch_.reset();
      self->look();
    };
    const auto key = reactor_->watch(root->handle.get(), platform::Poller::Interest::pin, on_end);
    if (key.ok()) end_watch_ = key.value();  // else its end is seen at the next look
  }
  look();
}

void PortWait::cancel() {
  cancelled_ = true;
  reactor_->post([self = shared_from_this()] { self->let_go(); });
}

void PortWait::let_go() {
  done_ = true;
  if (next_look_) reactor_->cancel(*next_look_);
  if (deadline_) reactor_->cancel(*deadline_);
  if (end_watch_) reactor_->unwatch(*end_watch_, owner_->wakeful_root()->handle.get());
  next_look_.reset();
  deadline_.reset();
  end_watch_.reset();
}

void PortWait::finish(Result<WaitForPortResult> result) {
  if (done_) return;
  let_go();
  if (!cancelled_) on_done_(std::move(result));
}

Result<PortWait::Sight> PortWait::look_at_port() {
  const PortFilter filter{.wanted = {.transport = orders_.transport, .port = orders_.port}, .host = orders_.host};
  Result<platform::ListenerLook> look = spare_.run([&] { return platform::ListenerLook::at(filter.wanted); });
  if (!look.ok()) return look.error();
  std::vector<std::size_t> places = fitting(look.value().listeners(), filter);
  return Sight{std::move(look.value()), std::move(places)};
}

void PortWait::look() {
  if (done_) return;
  if (next_look_) reactor_->cancel(*next_look_);
  next_look_.reset();
  const TimePoint before = Clock::now();
  // Asked before the look: what had ended by then does not listen any more.
  const Result<bool> ended = owner_ ? owner_->has_ended() : Result<bool>(false);
  const Result<Sight> sight = look_at_port();
  if (!ended.ok()) return finish(ended.error());
  if (!sight.ok()) return finish(sight.error());
  if (ended.value()) return finish(ended_error(sight));
  if (!sight.value().second.empty()) {
    Result<std::optional<BindingScan>> found = find_owned(sight.value());
    if (!found.ok()) return finish(found.error());
    if (found.value()) {
      const auto waited = std::chrono::duration_cast<Millis>(Clock::now() - began_);
      return finish(WaitForPortResult{.transport = orders_.transport,
                                      .port = orders_.port,
                                      .bindings = std::move(found.value()->bindings),
                                      .waited_ms = waited.count(),
                                      .warnings = std::move(found.value()->warnings)});
    }
  }
  look_again_after(std::chrono::duration_cast<Micros>(Clock::now() - before));
}

void PortWait::look_again_after(Micros cost) {
  next_look_ = reactor_->at(Clock::now() + pace_.after(cost), [self = shared_from_this()] {
    self->next_look_.reset();
    self->look();
  });
}

Result<BindingScan> PortWait::read_owned(const Sight& sight) {
  const std::vector<Pid> members = owner_->living();
  Result<BindingScan> scan = read_bindings(sight.first, sight.second, members, FieldSet::usual(), spare_);
  if (!scan.ok()) return scan;
  // Members are pinned: one that still lives had its pid all the while.
  const std::vector<Pid> left = owner_->living();
  std::erase_if(scan.value().bindings, [&](const PortBinding& binding) {
    return std::find(left.begin(), left.end(), *binding.pid) == left.end();
  });
  return scan;
}

Result<std::optional<BindingScan>> PortWait::find_owned(const Sight& sight) {
  if (!owner_) {
    Result<BindingScan> anybody = read_bindings(sight.first, sight.second, std::nullopt, FieldSet::usual(), spare_);
    if (!anybody.ok()) return anybody.error();
    return std::optional(std::move(anybody.value()));
  }
  for (const bool gathered : {false, true}) {
    if (gathered && owner_->scope() == OwnerScope::process) break;
    if (gathered) {
      const Status done = owner_->gather();
      if (!done.ok()) return done.error();
    }
    Result<BindingScan> scan = read_owned(sight);
    if (!scan.ok()) return scan.error();
    if (!scan.value().bindings.empty()) return std::optional(std::move(scan.value()));
  }
  return std::optional<BindingScan>();
}

std::string PortWait::who_listens(const Result<Sight>& sight) {
  const std::string port = "port " + std::to_string(orders_.port) + "/" + std::string(to_text(orders_.transport)) +
                           (orders_.host ? " of " + to_text(*orders_.host) : "");
  if (!sight.ok()) return port + " could not be looked at: " + message_of(sight.error());
  if (sight.value().second.empty()) return "nobody listens at " + port;
  const Result<BindingScan> scan =
      read_bindings(sight.value().first, sight.value().second, std::nullopt, FieldSet::usual(), spare_);
  if (!scan.ok()) return port + " is taken, nobody knows by whom: " + message_of(scan.error());
  std::string text = port + " is taken by ";
  const std::vector<PortBinding>& all = scan.value().bindings;
  for (std::size_t at = 0; at < all.size() && at < kNamedHolders; ++at) {
    text.append(at == 0 ? "" : ", ").append(name_of(all[at]));
  }
  if (all.size() > kNamedHolders) text += " and " + std::to_string(all.size() - kNamedHolders) + " more";
  return text;
}

Error PortWait::ended_error(const Result<Sight>& sight) {
  const std::string whose = owner_->scope() == OwnerScope::tree ? " and all of its tree have" : " has";
  return Error{
      .code = code::kProcessEnded,
      .op = {},
      .pid = owner_->pid(),
      .detail = "process " + std::to_string(owner_->pid()) + whose + " ended without listening; " + who_listens(sight)};
}

Error PortWait::timed_out_error(const Result<Sight>& sight) {
  const std::string after = "after " + std::to_string(orders_.timeout->count()) + " ms " + who_listens(sight);
  if (!owner_) return Error{.code = code::kTimedOut, .op = {}, .detail = after};
  const std::string owner =
      "process " + std::to_string(owner_->pid()) + (owner_->scope() == OwnerScope::tree ? " or its tree" : "");
  const bool taken = sight.ok() && !sight.value().second.empty();
  return Error{.code = code::kTimedOut,
               .op = {},
               .pid = owner_->pid(),
               .detail = after + (taken ? ", and not by " : "; it was to be ") + owner};
}

// Looks once more: with no time at all it still tells what is.
void PortWait::on_deadline() {
  deadline_.reset();
  look();
  if (!done_) finish(timed_out_error(look_at_port()));
}

}  // namespace reeve
