#pragma once

#include <memory>

#include "c_api/waits.h"
#include "core/runtime.h"

// What a reeve_runtime is. The core's threads end before what they call.
struct reeve_runtime {
  std::shared_ptr<reeve::c_api::Waits> waits = std::make_shared<reeve::c_api::Waits>();
  std::unique_ptr<reeve::Runtime> core{};

  reeve::SpareHandles& spare() const { return core->inventory().spare(); }
};
