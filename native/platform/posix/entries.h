#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace reeve::posix {

// A block of strings as arguments and environments lie in a process' memory. Each entry ends with a NUL; a program that
// wrote its title over its arguments may leave the last one without.
std::vector<std::string> split_entries(std::string_view block);

// NAME=value entries; of a name that stands there twice the first counts, as getenv() has it.
std::map<std::string, std::string> to_variables(const std::vector<std::string>& entries);

// Whether `token` is one of those that this variable of an environment block holds, joined by colons.
bool carries_token(std::string_view block, std::string_view variable, std::string_view token);

}  // namespace reeve::posix
