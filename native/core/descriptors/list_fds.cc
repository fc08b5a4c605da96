#include "core/descriptors/list_fds.h"

#include "core/base/utf8.h"
#include "core/identity/process_description.h"
#include "core/inventory/walk.h"

namespace reeve {
namespace {

// Turns bytes into text and remembers that something was replaced.
class PathReader {
 public:
  void to_text(std::optional<std::string>& bytes) {
    if (bytes) replaced_ |= replace_non_utf8(*bytes);
  }
  [[nodiscard]] bool replaced() const { return replaced_; }

 private:
  bool replaced_ = false;
};

Error refusal_of(Error error, Pid pid) {
  if (error.code != "EACCES" && error.code != "EPERM") return error;
  error.pid = pid;
  error.detail = "what process " + std::to_string(pid) + " has open may not be read";
  return error;
}

}  // namespace

Result<FdListHead> list_fds(const ProcessRef& ref, const std::optional<DescriptorKind>& kind, SpareHandles& spare,
                            const PartSink& sink) {
  Result<WalkRoot> root = find_root(ref, spare);
  if (!root.ok()) return root.error();
  const Pin& pin = root.value().pin;
  Result<DescriptorScan> scan = spare.run([&] { return platform::read_descriptors(pin, kind); });
  if (platform::is_gone(pin)) return gone_error(ref.pid);
  if (!scan.ok()) return scan.error().code == "ESRCH" ? gone_error(ref.pid) : refusal_of(scan.error(), ref.pid);
  FdListHead head{.pid = ref.pid, .warnings = std::move(root.value().warnings)};
  if (root.value().identity) head.identity = to_text(*root.value().identity);
  JsonParts parts(sink);
  PathReader reader;
  for (DescriptorFacts& facts : scan.value().descriptors) {
    reader.to_text(facts.path);
    reader.to_text(facts.target);
    if (facts.socket) reader.to_text(facts.socket->path);
    parts.add(FdEntry{.facts = std::move(facts)});
  }
  parts.flush();
  for (std::string& warning : scan.value().warnings) head.warnings.push_back(std::move(warning));
  if (reader.replaced()) head.warnings.emplace_back(kReplacedBytes);
  return head;
}

}  // namespace reeve
