#pragma once

#include <functional>
#include <string>
#include <utility>

#include "core/records/json_writer.h"

namespace reeve {

// Takes one part of a long list: the JSON text of an array.
using PartSink = std::function<void(std::string)>;

// Makes the parts of a list of records, each small enough to be parsed in about a millisecond, so that whoever reads
// them may do something else in between.
class JsonParts {
 public:
  explicit JsonParts(const PartSink& sink) : sink_(sink) {}

  template <class Record>
  void add(const Record& record) {
    part_ += part_.empty() ? '[' : ',';
    JsonWriter::write(part_, record);
    if (part_.size() >= kEnough) flush();
  }

  void flush() {
    if (part_.empty()) return;
    part_ += ']';
    sink_(std::exchange(part_, {}));
  }

 private:
  static constexpr std::size_t kEnough = std::size_t{64} * 1024;

  const PartSink& sink_;
  std::string part_;
};

}  // namespace reeve
