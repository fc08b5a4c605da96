/** The C++20 standard library's headers: all that core and the binding may include in angle brackets. */
export const standardHeaders = new Set(
  `algorithm any array atomic barrier bit bitset charconv chrono codecvt compare complex concepts condition_variable
  coroutine deque exception execution filesystem format forward_list fstream functional future initializer_list iomanip
  ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource mutex new numbers numeric
  optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex source_location span
  sstream stack stdexcept stop_token streambuf string string_view strstream syncstream system_error thread tuple
  type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
  cassert cctype cerrno cfenv cfloat cinttypes climits clocale cmath csetjmp csignal cstdarg cstddef cstdint cstdio
  cstdlib cstring ctime cuchar cwchar cwctype`.split(/\s+/),
);

/**
 * What brings in the library's locales: some hundred KB in each addon, and functions of glibc (`strtoll_l`) that musl does
 * not have, so that an addon for glibc would not get as far as to say that it is the wrong one.
 */
export const headersWithLocales = new Set(
  `codecvt fstream iomanip ios iostream istream locale ostream regex sstream streambuf strstream syncstream`.split(
    /\s+/,
  ),
);

/** The C standard library's headers: all that the public C header may include. */
export const standardCHeaders = new Set(['stdbool.h', 'stddef.h', 'stdint.h']);

export const nodeHeaders =
  /^(napi|napi-inl|node|node_api|node_api_types|js_native_api|js_native_api_types|node_[a-z_]+|uv|v8[a-z0-9-]*)\.h$|^(node|uv)\//;

/** Headers that only one system has; what several have is not listed, the compiler sees to the rest. */
export const headersOfOneSystem = {
  linux:
    /^(linux|asm|asm-generic)\/|^sys\/(epoll|eventfd|fanotify|inotify|pidfd|prctl|signalfd|sysinfo|timerfd|vfs)\.h$/,
  darwin:
    /^(mach|mach-o|os|dispatch|bsm|xpc|CoreFoundation)\/|^sys\/(event|kern_control|proc|proc_info|sysctl)\.h$|^(libproc|TargetConditionals|Availability)\.h$/,
  win32:
    /^(windows|winsock2|ws2tcpip|winternl|winbase|windef|tlhelp32|psapi|iphlpapi|ntstatus|sddl|aclapi|processthreadsapi|jobapi2|userenv|io|process)\.h$/i,
};
