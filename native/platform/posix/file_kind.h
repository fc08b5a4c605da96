#pragma once

#include <sys/types.h>

#include "core/descriptors/descriptor_facts.h"

namespace reeve::posix {

// Of an open file by its mode; `other` where the mode names no kind. A terminal is a device to it.
DescriptorKind kind_of_mode(mode_t mode);

}  // namespace reeve::posix
