#include "core/ports/listener.h"

namespace reeve {

Reach reach_of(const Listener& listener, const IpAddress& host) {
  const IpAddress target = mapped_ipv4(host).value_or(host);
  const IpAddress bound = mapped_ipv4(listener.address).value_or(listener.address);
  if (bound == target) return is_wildcard(bound) ? Reach::wildcard : Reach::exact;
  if (!is_wildcard(bound)) return Reach::none;
  if (bound.family == target.family) return Reach::wildcard;
  // Not told: then it most likely does, because systems make them so.
  return bound.family == IpFamily::ipv6 && listener.dual_stack.value_or(true) ? Reach::dual_stack : Reach::none;
}

}  // namespace reeve
