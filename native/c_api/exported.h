#pragma once

// The public header as its definitions have to see it: all else is hidden from who links the library.
#pragma GCC visibility push(default)
#include "include/reeve.h"
#pragma GCC visibility pop
