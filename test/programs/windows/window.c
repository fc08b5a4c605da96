/* window CODE: shows a window, prints "ready", ends with CODE when that is asked to close. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static LRESULT CALLBACK on_message(HWND window, UINT message, WPARAM one, LPARAM other) {
  if (message == WM_DESTROY) PostQuitMessage(0);
  return DefWindowProcW(window, message, one, other);
}

int wmain(int argc, wchar_t** argv) {
  WNDCLASSW kind = {.lpfnWndProc = on_message, .lpszClassName = L"reeve-test", .hInstance = GetModuleHandleW(NULL)};
  MSG message;
  RegisterClassW(&kind);
  if (CreateWindowW(kind.lpszClassName, L"test", WS_OVERLAPPED | WS_VISIBLE, 0, 0, 9, 9, NULL, NULL, NULL, NULL) ==
      NULL)
    return 99;
  puts("ready");
  fflush(stdout);
  while (GetMessageW(&message, NULL, 0, 0) > 0) DispatchMessageW(&message);
  return argc > 1 ? _wtoi(argv[1]) : 0;
}
