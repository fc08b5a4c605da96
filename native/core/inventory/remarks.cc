#include "core/inventory/remarks.h"

namespace reeve {
namespace {

constexpr std::size_t kNamed = 8;  // beyond these they are only counted

}  // namespace

void Remarks::note(Pid pid, const std::vector<std::string>& warnings) {
  for (const std::string& warning : warnings) {
    Subjects& subjects = by_text_[warning];
    if (++subjects.count <= kNamed) subjects.first.push_back(pid);
  }
}

std::vector<std::string> Remarks::warnings() const {
  std::vector<std::string> all = general_;
  for (const auto& [text, subjects] : by_text_) {
    std::string sentence = subjects.count == 1 ? "process" : "processes";
    for (std::size_t index = 0; index < subjects.first.size(); ++index) {
      sentence += (index == 0 ? " " : ", ") + std::to_string(subjects.first[index]);
    }
    if (subjects.count > kNamed) sentence += " and " + std::to_string(subjects.count - kNamed) + " more";
    all.push_back(sentence + ": " + text);
  }
  return all;
}

}  // namespace reeve
