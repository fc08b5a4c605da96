#include "core/platform.h"
#include "platform/darwin/not_built.h"

namespace reeve::platform {

struct Poller::State {};

Poller::Poller(std::unique_ptr<State> state) : state_(std::move(state)) {}
Poller::Poller(Poller&& other) noexcept = default;
Poller::~Poller() = default;

Result<Poller> Poller::create() { return not_built(); }
Status Poller::add(OsHandle, std::uint64_t, Interest) { return not_built(); }
void Poller::remove(OsHandle) {}
Status Poller::wait(std::optional<Micros>, std::vector<std::uint64_t>&) { return not_built(); }
void Poller::wake() {}

}  // namespace reeve::platform
