#include "core/base/error.h"

#include "core/platform.h"

namespace reeve {
namespace {

std::string_view advice_for(std::string_view code) {
  if (code == "EPERM" || code == "EACCES") return "run as the owner of the process or with more privileges";
  if (code == "EMFILE") return "close descriptors or raise RLIMIT_NOFILE";
  if (code == "ENFILE") return "the whole system is out of descriptors";
  if (code == "EAGAIN") return "a limit on processes or threads is reached (RLIMIT_NPROC, pids.max): try again later";
  if (code == "E2BIG") return "argv and env together are larger than the system takes";
  if (code == "ENOEXEC") return "the file is no program: a script needs a #! line";
  return {};
}

std::string sentence_of(const Error& error) {
  std::string text;
  if (error.op.empty()) {
    text = "the operation failed";
  } else {
    text.append(error.op).append(" failed");
  }
  if (error.pid != kNoPid) text.append(" for process ").append(std::to_string(error.pid));
  if (error.os != 0) text.append(": ").append(platform::error_text(error.os));
  return text;
}

}  // namespace

Error invalid_argument(std::string detail) {
  return Error{.code = code::kInvalidArgument, .op = {}, .detail = std::move(detail)};
}

Error unsupported(std::string detail) {
  return Error{.code = code::kUnsupported, .op = {}, .detail = std::move(detail)};
}

std::string message_of(const Error& error) {
  std::string text(error.code);
  text.append(": ").append(error.detail.empty() ? sentence_of(error) : error.detail);
  const std::string_view advice = advice_for(error.code);
  if (!advice.empty()) text.append(" (").append(advice).append(")");
  return text;
}

}  // namespace reeve
