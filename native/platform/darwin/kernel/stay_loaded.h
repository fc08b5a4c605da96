#pragma once

namespace reeve::darwin_kernel {

// Keeps the library that this code is in loaded until the program ends, because a reactor's thread may outlive the worker
// that loaded it. Elsewhere the linker sees to that; macOS' has no such option.
void stay_loaded();

}  // namespace reeve::darwin_kernel
