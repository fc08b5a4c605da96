#pragma once

#include "core/base/result.h"
#include "core/base/unique_handle.h"

namespace reeve::posix {

struct Pipe {
  UniqueHandle read_end;
  UniqueHandle write_end;
};

// Both ends close-on-exec from birth where the system can (each OS folder defines it).
Result<Pipe> make_pipe();

}  // namespace reeve::posix
