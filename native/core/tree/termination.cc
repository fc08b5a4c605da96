#include "core/tree/termination.h"

#include <algorithm>

#include "core/base/utf8.h"
#include "core/platform.h"
#include "core/tree/tree_plan.h"

namespace reeve {
namespace {

// Where nothing wakes us (an emptied folder's notice comes up to 20 ms late), looks come quickly at first, and later so
// that one comes at most a fifth too late.
constexpr LookPace::Bounds kLooks{.first = Micros(50), .longest = Micros(10000), .growth_percent = 25, .share = 1};
// How long the exit code of a first process that is dead already may take to arrive. It comes at once, or not at all
// after half a second (ExitWatcher): this is for a machine that gives the thread that reaps no processor.
constexpr Millis kExitPatience{3000};

Survivor survivor_of(const TreeMember& member) {
  Survivor survivor{.pid = member.stat.pid, .identity = {}, .name = to_utf8(member.stat.name).text};
  if (!member.pin) return survivor;
  const Result<Identity> identity = platform::identity_of(*member.pin, member.stat);
  if (identity.ok()) survivor.identity = to_text(identity.value());
  return survivor;
}

}  // namespace

Termination::Termination(std::shared_ptr<Reactor> reactor, const WaitServices& services, TerminationTarget target,
                         TerminateOptions options, Callback on_done)
    : reactor_(std::move(reactor)),
      services_(services),
      target_(std::move(target)),
      options_(options),
      on_done_(std::move(on_done)),
      spare_(services.spare),
      look_pace_(kLooks) {}

void Termination::start() {
  plan_tree();
  if (options_.dry_run) return report_only();
  listen_to_keeper();
  await_exit_of_root();
  if (options_.signal == platform::default_kill_signal()) {
    result_.signal_sent = options_.signal;
    begin_killing();
  } else {
    begin_asking();
  }
}

void Termination::plan_tree() {
  const ProcessRef& ref = target_.ref;
  TreePlan plan = reeve::plan_tree(ref, target_.resolved, spare_);
  root_is_seen_ = plan.root && !plan.root_is_hidden;
  if (root_is_seen_ && is_pid(plan.root->pgid)) result_.pgid = plan.root->pgid;
  folder_ = plan.folder;
  if (folder_.empty()) keeper_ = KeeperLink::open(plan.recorded);
  if (keeper_) plan.shape.keeper = keeper_->pid();
  result_.pid = ref.pid;
  const bool ours = target_.resolved.pin && target_.resolved.judgement.verdict != Verdict::reused;
  if (target_.resolved.current && ours) result_.identity = to_text(*target_.resolved.current);
  if (!result_.identity && ref.identity) result_.identity = to_text(*ref.identity);
  result_.containment = plan.recorded;
  tree_.emplace(plan.shape, plan.recorded, target_.protected_ones, spare_);
  signaller_.emplace(*tree_, folder_, keeper_ ? &*keeper_ : nullptr);
  if (!plan.root) return;
  // Of one that is hidden from us, which is not gone, only children that we see are known.
  Result<Pin> pin = platform::copy_pin(*target_.resolved.pin);
  tree_->add(pin.ok() ? std::move(pin.value()) : std::move(*target_.resolved.pin), std::move(*plan.root));
}

// Its word that nothing is left wakes us, and so does its end without a word.
void Termination::listen_to_keeper() {
  if (!keeper_) return;
  keeper_->wake();
  const Result<Reactor::Key> key =
      reactor_->watch(keeper_->handle(), platform::Poller::Interest::channel, [self = shared_from_this()] {
        self->keeper_spoke_ = true;
        self->look_soon();
      });
  if (key.ok()) keeper_watch_ = key.value();
}

void Termination::await_exit_of_root() {
  if (!root_is_seen_ || !target_.resolved.pin || !target_.resolved.current) return;
  const std::weak_ptr<Termination> weak = weak_from_this();
  const auto on_exit = [weak, reactor = reactor_](const ExitWatcher::Outcome& outcome) {
    const std::shared_ptr<Termination> alive = weak.lock();
    if (!alive) return;
    reactor->post([alive, exit = outcome.exit] {
      alive->exit_pending_ = false;
      if (exit) alive->result_.exit_code = exit->code;
      if (alive->phase_ == Phase::closing) alive->complete();
    });
  };
  auto answer = watch_exit(services_, std::move(*target_.resolved.pin), *target_.resolved.current, target_.ref,
                           std::nullopt, on_exit);
  if (const auto* known = std::get_if<ExitWatcher::Outcome>(&answer)) {
    if (known->exit) result_.exit_code = known->exit->code;
  } else {
    exit_ticket_ = *std::get_if<ExitWatcher::Ticket>(&answer);
    exit_pending_ = true;
  }
}

void Termination::begin_asking() {
  phase_ = Phase::asking;
  arm(options_.grace);
  note(signaller_->ask(options_.signal, until_));
  if (signaller_->signalled_count() > 0) result_.signal_sent = options_.signal;
  // Nobody will act on what nobody could be sent: no grace is burned on it.
  if (signaller_->all_refused()) return escalate();
  look();
}

void Termination::escalate() {
  result_.escalated = true;
  result_.kill_signal = options_.kill_signal;
  begin_killing();
}

void Termination::begin_killing() {
  phase_ = Phase::killing;
  look_pace_.restart();
  newcomer_pace_.restart();
  arm(options_.kill_wait);
  note(signaller_->kill(current_signal(), until_));
  look();
}

// Before the work of a phase, which may take long itself in a tree that goes on growing.
void Termination::arm(Millis wait) {
  if (deadline_) reactor_->cancel(*deadline_);
  until_ = Clock::now() + wait;
  deadline_ = reactor_->at(until_, [self = shared_from_this()] { self->on_deadline(); });
}

void Termination::on_deadline() {
  // A look that was due at the same time may have come first: the deadline that is set then is another one.
  if (!in_progress()) return;
  deadline_.reset();
  if (phase_ == Phase::asking) {
    // Whoever is left, also when the first process obeyed.
    const Result<bool> empty = signaller_->is_empty();
    if (empty.ok() && empty.value()) return close(true);
    escalate();
  } else if (phase_ == Phase::killing) {
    const Result<bool> empty = signaller_->is_empty();
    if (empty.ok() && empty.value()) return close(true);
    const Result<std::size_t> last = signaller_->gather();  // so that those named as survivors are all there are
    if (!last.ok()) note(last.error());
    close(false);
  }
}

// The last member's end is the moment to look whether there are more; many ends at once make one look.
void Termination::on_member_ended(Pid pid) {
  const auto member = tree_->members().find(pid);
  if (member != tree_->members().end()) member->second.ended = tree_->has_ended(member->second);
  look_soon();
}

void Termination::look_soon() {
  if (look_posted_ || !in_progress()) return;
  look_posted_ = true;
  reactor_->post([self = shared_from_this()] {
    self->look_posted_ = false;
    const bool spoken = std::exchange(self->keeper_spoke_, false);
    if (self->in_progress() && (spoken || self->tree_->living() == 0)) self->look();
  });
}

bool Termination::in_progress() const { return phase_ == Phase::asking || phase_ == Phase::killing; }

void Termination::look() {
  const TimePoint begun = Clock::now();
  const Result<bool> empty = signaller_->is_empty();
  if (empty.ok() && empty.value()) return close(true);
  if (!empty.ok()) note(empty.error());
  if (empty.ok() && signaller_->has_unsignalled(current_signal())) {
    note(phase_ == Phase::asking ? signaller_->ask(current_signal(), until_)
                                 : signaller_->kill(current_signal(), until_));
  }
  listen_to_members();
  const Micros cost = since(begun);
  if (!empty.ok() || !everything_wakes_us()) look_again_later(cost);
  look_for_newcomers_later(cost);
}

int Termination::current_signal() const {
  const bool straight = options_.signal == platform::default_kill_signal();
  return phase_ == Phase::asking || straight ? options_.signal : options_.kill_signal;
}

bool Termination::everything_wakes_us() {
  if (keeper_ && keeper_->holds()) return phase_ == Phase::asking && keeper_watch_;
  // With nobody known alive, whoever is left was not found yet: only looking finds them.
  bool wakes = tree_->living() > 0 && !tree_->undecided() && !signaller_->incomplete();
  for (const auto& [pid, member] : tree_->members()) wakes = wakes && (member.ended || member.watch != 0);
  return wakes;
}

void Termination::look_again_later(Micros cost) {
  if (next_look_) return;
  next_look_ = reactor_->at(Clock::now() + look_pace_.after(cost), [self = shared_from_this()] {
    self->next_look_.reset();
    if (self->in_progress()) self->look();
  });
}

void Termination::listen_to_members() {
  for (auto& [pid, member] : tree_->members()) {
    if (member.ended || member.watch != 0 || !member.pin || !member.pin->pollable) continue;
    const auto key = reactor_->watch(member.pin->handle.get(), platform::Poller::Interest::pin,
                                     [self = shared_from_this(), pid] { self->on_member_ended(pid); });
    if (key.ok()) member.watch = key.value();
  }
}

void Termination::unwatch(const TreeMember& member) {
  if (member.watch != 0) reactor_->unwatch(member.watch, member.pin->handle.get());
}

void Termination::close(bool empty) {
  result_.exited = empty;
  result_.timed_out = !empty;
  if (deadline_) reactor_->cancel(*deadline_);
  if (next_look_) reactor_->cancel(*next_look_);
  if (newcomer_look_) reactor_->cancel(*newcomer_look_);
  phase_ = Phase::closing;
  if (!empty || !exit_pending_) return complete();
  // The first process is dead; its exit code is on its way from the thread that reaps.
  deadline_ = reactor_->at(Clock::now() + kExitPatience, [self = shared_from_this()] { self->complete(); });
}

void Termination::complete() {
  if (phase_ == Phase::done) return;
  phase_ = Phase::done;
  if (deadline_) reactor_->cancel(*deadline_);
  if (exit_ticket_) services_.watcher.cancel(*exit_ticket_);
  if (keeper_watch_) reactor_->unwatch(*keeper_watch_, keeper_->handle());
  for (const auto& [pid, member] : tree_->members()) unwatch(member);
  for (const TreeMember& member : tree_->replaced()) unwatch(member);
  const bool nothing_there = tree_->members().empty() && signaller_->signalled_count() == 0;
  if (nothing_there && target_.resolved.judgement.verdict == Verdict::reused) {
    return on_done_(reused_error(target_.ref.pid));
  }
  if (nothing_there) result_.warnings.emplace_back("nothing of this tree was left when it was looked for");
  if (!folder_.empty() && result_.exited) note(platform::remove_folder(folder_));
  fill_result();
  on_done_(std::move(result_));
}

void Termination::fill_result() {
  result_.header = Header{};
  const bool told_by_keeper = keeper_ && keeper_->said_empty();
  result_.guaranteed = told_by_keeper || (!folder_.empty() && !signaller_->has_strays());
  if (told_by_keeper && keeper_->exit() && !result_.exit_code) result_.exit_code = keeper_->exit()->code;
  result_.signaled_count = signaller_->signalled_count();
  if (result_.signaled_count == 0) result_.signal_sent.reset();
  if (signaller_->has_strays()) result_.warnings.emplace_back("some processes had been moved out of the job's cgroup");
  for (std::string& warning : signaller_->take_warnings()) result_.warnings.push_back(std::move(warning));
  for (auto& [pid, member] : tree_->members()) {
    if (!result_.exited && !tree_->has_ended(member)) result_.survivors.push_back(survivor_of(member));
  }
  const bool unsaid = !result_.exited && !result_.dry_run && keeper_ && keeper_->holds();
  if (unsaid && result_.survivors.empty()) {
    result_.warnings.emplace_back("nobody is known to be left, but the job's keeper does not say so: was it stopped?");
  }
}

void Termination::report_only() {
  result_.dry_run = true;
  const Status found = signaller_->gather_all();
  note(found);
  result_.exited = found.ok() && tree_->living() == 0;
  complete();
}

void Termination::note(const Status& status) {
  if (status.ok()) return;
  std::string text = message_of(status.error());
  const bool known = std::find(result_.warnings.begin(), result_.warnings.end(), text) != result_.warnings.end();
  if (!known) result_.warnings.push_back(std::move(text));
}

}  // namespace reeve
