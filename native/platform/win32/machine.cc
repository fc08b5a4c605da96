#include "core/platform.h"
#include "platform/win32/kernel/nt.h"

namespace reeve::platform {
namespace {

// GetVersionEx answers what the host program's manifest lets it see, RtlGetVersion the truth.
std::string version() {
  OSVERSIONINFOW info{};
  info.dwOSVersionInfoSize = sizeof info;
  if (RtlGetVersion(&info) < 0) return "Windows";
  return "Windows " + std::to_string(info.dwMajorVersion) + "." + std::to_string(info.dwMinorVersion) + "." +
         std::to_string(info.dwBuildNumber);
}

FolderSupport probe_folders() {
  // Local: of this session, so that no privilege is needed to make one.
  FolderSupport support{.kind = ContainmentKind::job, .ends_with_owner = true, .base = "Local\\", .prefix = "reeve-"};
  const Result<std::string> token = random_token();
  const Result<JobFolder> made =
      token.ok() ? make_folder(support.base + support.prefix + token.value(), {.ends_with_us = true})
                 : Result<JobFolder>(token.error());
  if (made.ok()) {
    support.entry = FolderSupport::Entry::born_inside;
  } else {
    support.ends_with_owner = false;
    support.reason = "cannot make a job object: " + message_of(made.error());
  }
  return support;
}

KeeperSupport probe_keepers(const FolderSupport& folders) {
  KeeperSupport support{.keeps_folder = true, .reason = folders.reason};
  if (folders.entry == FolderSupport::Entry::none) return support;
  const std::optional<Error> refusal = keeper_refusal();
  support.available = !refusal;
  if (refusal) support.reason = message_of(*refusal);
  return support;
}

}  // namespace

Machine probe_machine() {
  Machine machine;
  machine.kernel = version();
  machine.exit_info = true;  // of every process that a handle was opened of before it ended
  machine.folders = probe_folders();
  machine.keepers = probe_keepers(machine.folders);
  return machine;
}

}  // namespace reeve::platform
