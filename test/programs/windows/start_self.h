#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

/* Starts this program again with these arguments; it inherits what is inheritable, the standard streams among it. The
   handle of the process, for the caller to close; NULL when it can't be started. */
static inline HANDLE start_self(const wchar_t* arguments, DWORD* pid) {
  wchar_t path[MAX_PATH], line[MAX_PATH + 256];
  STARTUPINFOW info = {.cb = sizeof info};
  PROCESS_INFORMATION started;
  GetModuleFileNameW(NULL, path, MAX_PATH);
  swprintf(line, sizeof line / sizeof *line, L"\"%ls\" %ls", path, arguments);
  if (!CreateProcessW(path, line, NULL, NULL, TRUE, 0, NULL, NULL, &info, &started)) return NULL;
  CloseHandle(started.hThread);
  if (pid != NULL) *pid = started.dwProcessId;
  return started.hProcess;
}

/* A handle that was given as an argument: 32 bits are all that any has, and its sign. */
static inline HANDLE to_handle(const wchar_t* text) { return LongToHandle((long)wcstoul(text, NULL, 10)); }
