#include "platform/win32/kernel/signals.h"

#include <algorithm>
#include <vector>

#include "platform/win32/kernel/errors.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

bool shares_our_console(DWORD pid) {
  std::vector<DWORD> pids(64);
  DWORD count = GetConsoleProcessList(pids.data(), static_cast<DWORD>(pids.size()));
  while (count > pids.size()) {
    pids.resize(count);
    count = GetConsoleProcessList(pids.data(), static_cast<DWORD>(pids.size()));
  }
  return std::find(pids.begin(), pids.begin() + count, pid) != pids.begin() + count;
}

struct Closing {
  DWORD pid;
  bool sent;
};

BOOL CALLBACK close_window_of(HWND window, LPARAM argument) {
  auto& closing = *reinterpret_cast<Closing*>(argument);
  DWORD owner = 0;
  GetWindowThreadProcessId(window, &owner);
  if (owner == closing.pid && IsWindowVisible(window) != FALSE && PostMessageW(window, WM_CLOSE, 0, 0) != FALSE) {
    closing.sent = true;
  }
  return TRUE;
}

}  // namespace

Status ask_to_end(const Pin& pin) {
  const auto pid = static_cast<DWORD>(pin.pid);
  // Ctrl+C can't be sent to one group: a process that starts a group of its own has it switched off.
  if (shares_our_console(pid) && GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, pid) != FALSE) return Done{};
  Closing closing{.pid = pid, .sent = false};
  EnumWindows(close_window_of, reinterpret_cast<LPARAM>(&closing));
  if (closing.sent) return Done{};
  return unsupported(
      "Windows can't ask a process to end that has no window and leads no group on our console; it can only be killed");
}

}  // namespace reeve::windows
