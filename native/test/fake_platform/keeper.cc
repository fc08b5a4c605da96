#include "core/platform.h"
#include "test/fake_platform/fake_platform.h"

namespace reeve::platform {
namespace {

Error no_keeper() { return unsupported("this world has no keepers"); }

}  // namespace

std::optional<Error> keeper_refusal() { return no_keeper(); }
Result<PreparedJob> prepare_kept(const SpawnPlan&, const KeeperOrders&) { return no_keeper(); }
Status release_kept(const PreparedJob&, const SpawnPlan&, const std::string&, const std::string&) {
  return no_keeper();
}
void drop_kept(PreparedJob&) {}
Result<UniqueHandle> connect_keeper(const std::string&, const Pin&) { return no_keeper(); }
Status ask_for_end(OsHandle) { return no_keeper(); }
std::optional<KeeperNews> hear(OsHandle) { return std::nullopt; }
Result<std::string> read_kept_exit(const std::string&) { return no_keeper(); }

}  // namespace reeve::platform
