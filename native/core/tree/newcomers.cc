// The part of a Termination that looks for members born while known ones live on.
#include "core/tree/termination.h"

namespace reeve {

void Termination::look_for_newcomers_later(Micros cost) {
  if (newcomer_look_) return;
  newcomer_look_ = reactor_->at(Clock::now() + newcomer_pace_.after(cost), [self = shared_from_this()] {
    self->newcomer_look_.reset();
    if (self->in_progress()) self->look_for_newcomers();
  });
}

// A look that fails is made up for by the next one, or by the last one of its phase, whose failure is told.
void Termination::look_for_newcomers() {
  const TimePoint begun = Clock::now();
  const Result<std::size_t> found = signaller_->signal_newcomers(current_signal(), until_);
  if (found.ok() && found.value() > 0) newcomer_pace_.restart();
  listen_to_members();
  look_for_newcomers_later(since(begun));
}

}  // namespace reeve
