#include "platform/win32/kernel/stay_loaded.h"

#include "platform/win32/kernel/windows.h"

namespace reeve::windows {

void stay_loaded() {
  HMODULE own = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     reinterpret_cast<const wchar_t*>(&stay_loaded), &own);
}

}  // namespace reeve::windows
