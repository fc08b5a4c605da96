#include "binding/built_for.h"

#include "core/platform.h"

namespace reeve::binding {
namespace {

// lib/native/addon-file.ts looks for these words in a file that would not load, to say what it is.
constexpr std::string_view kWords = "reeve addon for ";
constexpr char kTag[] = "reeve addon for " REEVE_BUILT_FOR;

}  // namespace

std::string_view built_for() { return std::string_view(kTag).substr(kWords.size()); }

std::string wrong_libc() {
  const std::string running(platform::libc());
  if (running.empty() || built_for().ends_with("-" + running)) return {};
  return "this addon was built for " + std::string(built_for()) + " and this program runs on " + running +
         ": use the addon for " + running + " or build reeve on this system";
}

}  // namespace reeve::binding
