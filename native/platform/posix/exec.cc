#include "platform/posix/exec.h"

#include <cerrno>

#include "core/platform.h"
#include "platform/posix/errors.h"

namespace reeve::posix {
namespace {

std::string exec_detail(const SpawnPlan& plan, int number) {
  const std::string name = "cannot execute '" + plan.file + "': ";
  if (number == ENOENT && plan.file.find('/') == std::string::npos) return name + "no such command in PATH";
  if (number == ENOENT) return name + "no such file, or the interpreter that its #! line names is missing";
  return name + platform::error_text(number);
}

}  // namespace

std::vector<char*> pointers_to(const std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  pointers.reserve(strings.size() + 1);
  for (const std::string& text : strings) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

Error start_error(const SpawnPlan& plan, int number, std::string_view step) {
  Error error = error_of(number, step);
  if (step == "execve" || step == "posix_spawn") error.detail = exec_detail(plan, number);
  if (step == "chdir") {
    error.detail = "cannot enter cwd '" + plan.cwd.value_or("") + "': " + platform::error_text(number);
  }
  return error;
}

}  // namespace reeve::posix
