# REEVE_ZIG is the compiler, REEVE_ZIG_TRIPLE what it builds for: <cpu>-<system>...
list(APPEND CMAKE_TRY_COMPILE_PLATFORM_VARIABLES REEVE_ZIG REEVE_ZIG_TRIPLE)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)

string(REGEX MATCH "^[a-z0-9_]+" CMAKE_SYSTEM_PROCESSOR "${REEVE_ZIG_TRIPLE}")
if(REEVE_ZIG_TRIPLE MATCHES "-macos")
  set(CMAKE_SYSTEM_NAME Darwin)
  # The SDK is zig's own. Nothing is installed, so the tool that edits installed names is never called.
  set(CMAKE_OSX_SYSROOT "" CACHE STRING "")
  set(CMAKE_OSX_DEPLOYMENT_TARGET "" CACHE STRING "")
  set(CMAKE_INSTALL_NAME_TOOL not-needed CACHE STRING "")
else()
  set(CMAKE_SYSTEM_NAME Linux)
endif()

set(CMAKE_C_COMPILER "${REEVE_ZIG}" cc -target ${REEVE_ZIG_TRIPLE})
set(CMAKE_CXX_COMPILER "${REEVE_ZIG}" c++ -target ${REEVE_ZIG_TRIPLE})
set(CMAKE_ASM_COMPILER "${REEVE_ZIG}" cc -target ${REEVE_ZIG_TRIPLE})
foreach(language C CXX ASM)
  set(CMAKE_${language}_ARCHIVE_CREATE "\"${REEVE_ZIG}\" ar qc <TARGET> <OBJECTS>")
  set(CMAKE_${language}_ARCHIVE_APPEND "\"${REEVE_ZIG}\" ar q <TARGET> <OBJECTS>")
  set(CMAKE_${language}_ARCHIVE_FINISH "\"${REEVE_ZIG}\" ranlib <TARGET>")
endforeach()
# Stripped by the linker: a later change would spoil the signature that it puts into arm64 Mach-O files.
set(CMAKE_SHARED_LINKER_FLAGS_INIT "-s")

set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE NEVER)
