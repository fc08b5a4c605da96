// Answers the loader's question for node.exe with the program itself: Electron, Bun and programs made by packers have
// Node-API in them and are called something else. Linked into the addon only.
#include <windows.h>

#include <delayimp.h>
#include <string.h>

namespace {

FARPROC WINAPI find_host(unsigned event, PDelayLoadInfo info) {
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) return nullptr;
  return reinterpret_cast<FARPROC>(GetModuleHandleW(nullptr));
}

}  // namespace

// The name that delayimp.h gives the hook (learn.microsoft.com, "Understand the delay load helper function").
PfnDliHook __pfnDliNotifyHook2 = find_host;
