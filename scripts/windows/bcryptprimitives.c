/* bcryptprimitives.dll with the one function of it that Rust programs (vitest's bundler) need and Wine 8 does not have. */
#include <windows.h>
/* After <windows.h>. */
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T size) { return RtlGenRandom(bytes, (ULONG)size); }
