#include "core/keeper/keeper_link.h"

#include "core/identity/process_ref.h"
#include "core/platform.h"

namespace reeve {

std::optional<KeeperLink> KeeperLink::open(const Containment& recorded) {
  if (!recorded.keeper) return std::nullopt;
  const ProcessRef ref{.pid = recorded.keeper->identity.pid, .identity = recorded.keeper->identity};
  Result<Resolved> found = resolve(ref);
  if (!found.ok() || found.value().judgement.verdict != Verdict::same || !found.value().pin) return std::nullopt;
  Result<UniqueHandle> channel = platform::connect_keeper(recorded.cookie, *found.value().pin);
  if (!channel.ok()) return std::nullopt;
  return KeeperLink(std::move(*found.value().pin), std::move(channel.value()));
}

void KeeperLink::hear() {
  while (!closed_) {
    const std::optional<KeeperNews> news = platform::hear(channel_.get());
    if (!news) return;
    if (news->kind == KeeperNews::Kind::exited) exit_ = news->exit;
    if (news->kind == KeeperNews::Kind::empty) {
      empty_ = true;
      ended_ = news->ended;
    }
    closed_ = news->kind == KeeperNews::Kind::closed;
  }
}

void KeeperLink::wake() {
  const Status continued = platform::send_signal(keeper_, platform::continue_signal());
  static_cast<void>(continued);  // it has ended, which its channel tells
}

Status KeeperLink::end() {
  wake();
  return platform::ask_for_end(channel_.get());
}

}  // namespace reeve
