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
    if (part_.empty()) part_.reserve(kRoom);
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
  static constexpr std::size_t kEnough = std::size_t{16} * 1024;
  static constexpr std::size_t kRoom = kEnough + kEnough / 4;  // for the record that goes beyond, and the bracket

  const PartSink& sink_;
  std::string part_;
};

// Collects a list for whoever wants all of it in one record.
class WholeJson {
 public:
  // To be given to who tells the list.
  [[nodiscard]] PartSink sink() {
    return [this](std::string part) {
      if (!items_.text.empty()) items_.text += ',';
      items_.text.append(part, 1, part.size() - 2);
    };
  }

  template <class Record>
  void add(const Record& record) {
    if (!items_.text.empty()) items_.text += ',';
    JsonWriter::write(items_.text, record);
  }

  JsonItems take() { return std::move(items_); }

 private:
  JsonItems items_;
};

// A list's record, whole: all of its head and its items under their name.
template <class Head>
struct WholeList {
  Head head{};
  const char* name = "";
  JsonItems items{};
};

template <class Head, class Visit>
void describe(const WholeList<Head>& list, Visit& visit) {
  describe(list.head, visit);
  visit(list.name, list.items);
}

}  // namespace reeve
