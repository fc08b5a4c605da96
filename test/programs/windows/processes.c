/* processes [MARK]: prints each process there is, "PID PPID HANDLES NAME" a line; with MARK only those that have this
   text, NAME=value, in their environment. The tests' own look at Windows, to compare reeve with. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>
/* After <windows.h>. */
#include <tlhelp32.h>
#include <winternl.h>

/* The answer to SystemExtendedHandleInformation. GetProcessHandleCount says 0 under Wine 8. */
struct handle_entry {
  void* object;
  ULONG_PTR pid, value;
  ULONG access;
  USHORT backtrace, type;
  ULONG attributes, reserved;
};
struct handle_table {
  ULONG_PTR count, reserved;
  struct handle_entry entries[];
};

enum { ALL_HANDLES = 64, PARAMETERS_IN_PEB = 0x20, ENVIRONMENT = 0x80, ENVIRONMENT_SIZE = 0x3F0, MOST = 1 << 20 };

static int read_at(HANDLE process, ULONG_PTR address, void* into, SIZE_T size) {
  SIZE_T got;
  return ReadProcessMemory(process, (const void*)address, into, size, &got) && got == size;
}

static int has_mark(HANDLE process, const wchar_t* mark) {
  static wchar_t block[MOST / sizeof(wchar_t) + 2];
  PROCESS_BASIC_INFORMATION basic;
  ULONG_PTR parameters, environment;
  SIZE_T size;
  if (NtQueryInformationProcess(process, ProcessBasicInformation, &basic, sizeof basic, NULL) < 0) return 0;
  ULONG_PTR peb = (ULONG_PTR)basic.PebBaseAddress;
  if (!read_at(process, peb + PARAMETERS_IN_PEB, &parameters, sizeof parameters)) return 0;
  if (!read_at(process, parameters + ENVIRONMENT, &environment, sizeof environment)) return 0;
  if (!read_at(process, parameters + ENVIRONMENT_SIZE, &size, sizeof size) || size > MOST) return 0;
  memset(block, 0, sizeof block);
  if (!read_at(process, environment, block, size)) return 0;
  for (const wchar_t* entry = block; *entry != 0; entry += wcslen(entry) + 1) {
    if (wcscmp(entry, mark) == 0) return 1;
  }
  return 0;
}

static const struct handle_table* read_handles(void) {
  ULONG size = MOST, needed;
  struct handle_table* table = malloc(size);
  while (NtQuerySystemInformation((SYSTEM_INFORMATION_CLASS)ALL_HANDLES, table, size, &needed) < 0 &&
         size < 64 * MOST) {
    size *= 2;
    table = realloc(table, size);
  }
  return table;
}

static DWORD handles_of(const struct handle_table* table, DWORD pid) {
  DWORD count = 0;
  for (ULONG_PTR at = 0; at < table->count; at++) count += table->entries[at].pid == pid;
  return count;
}

int wmain(int argc, wchar_t** argv) {
  PROCESSENTRY32W entry = {.dwSize = sizeof entry};
  const struct handle_table* handles = read_handles();
  HANDLE all = CreateToolhelp32Snapshot(TH32CS_SNAPPROCESS, 0);
  if (all == INVALID_HANDLE_VALUE) return 2;
  for (BOOL more = Process32FirstW(all, &entry); more; more = Process32NextW(all, &entry)) {
    HANDLE process = OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, entry.th32ProcessID);
    int wanted = argc < 2 || (process != NULL && has_mark(process, argv[1]));
    if (process != NULL) CloseHandle(process);
    if (entry.th32ProcessID == GetCurrentProcessId() || !wanted) continue;
    printf("%lu %lu %lu %ls\n", entry.th32ProcessID, entry.th32ParentProcessID,
           handles_of(handles, entry.th32ProcessID), entry.szExeFile);
  }
  return 0;
}
