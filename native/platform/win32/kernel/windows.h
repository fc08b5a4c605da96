#pragma once

// In a header of its own because other headers of Windows have to come after it. NOMINMAX and WIN32_LEAN_AND_MEAN are
// set by the build.
#include <windows.h>
