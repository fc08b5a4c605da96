#pragma once

namespace reeve::windows {

// Keeps the library this is linked into loaded until the program ends: its threads outlive the worker that loaded it.
void stay_loaded();

}  // namespace reeve::windows
