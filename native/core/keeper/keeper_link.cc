#include "core/keeper/keeper_link.h"

#include "core/identity/process_ref.h"
#include "core/platform.h"

namespace reeve {

std::optional<Pin> pin_keeper(const Containment& recorded) {
  if (!recorded.keeper) return std::nullopt;
  const Identity& identity = recorded.keeper->identity;
  Result<Resolved> found = resolve({.pid = identity.pid, .identity = identity});
  if (!found.ok() || found.value().judgement.verdict != Verdict::same) return std::nullopt;
  return std::move(found.value().pin);
}

std::optional<KeeperLink> KeeperLink::open(const Containment& recorded) {
  std::optional<Pin> keeper = pin_keeper(recorded);
  if (!keeper) return std::nullopt;
  Result<UniqueHandle> channel = platform::connect_keeper(recorded.cookie, *keeper);
  if (!channel.ok()) return std::nullopt;
  return KeeperLink(std::move(*keeper), std::move(channel.value()));
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
