#include "platform/win32/kernel/command_line.h"

#include "platform/win32/kernel/text.h"
#include "test/win32/scene.h"
// After <windows.h>.
#include <shellapi.h>

namespace reeve::test {
namespace {

using Texts = std::vector<std::string>;

std::string line_of(const Texts& arguments) {
  const Result<std::wstring> line = windows::make_command_line(arguments);
  CHECK(line.ok());
  return windows::to_utf8(line.value());
}

// As Windows itself takes the line apart.
Texts taken_apart(const Texts& arguments) {
  const std::wstring line = windows::make_command_line(arguments).value();
  int count = 0;
  wchar_t** const split = CommandLineToArgvW(line.c_str(), &count);
  Texts texts;
  for (int at = 0; at < count; ++at) texts.push_back(windows::to_utf8(split[at]));
  LocalFree(split);
  return texts;
}

TEST(command_line_quotes_only_what_needs_it) {
  CHECK_EQ(line_of({"program", "plain", "C:\\path\\", "-x=y"}), "program plain C:\\path\\ -x=y");
  CHECK_EQ(line_of({"a b", "", "tab\t"}), "\"a b\" \"\" \"tab\t\"");
}

TEST(command_line_doubles_backslashes_before_quotes_only) {
  CHECK_EQ(line_of({"p", "a\"b"}), "p \"a\\\"b\"");
  CHECK_EQ(line_of({"p", "a\\\"b"}), "p \"a\\\\\\\"b\"");
  CHECK_EQ(line_of({"p", "a b\\"}), "p \"a b\\\\\"");
  CHECK_EQ(line_of({"p", "a\\ b"}), "p \"a\\ b\"");
}

TEST(command_line_of_every_short_text_is_taken_apart_into_itself) {
  const std::string letters = "a\\\" \t\n";
  Texts texts{""};
  for (std::size_t from = 0; texts.size() < 1500; ++from) {
    const std::string shorter = texts[from];
    for (const char letter : letters) texts.push_back(shorter + letter);
  }
  for (const std::string& text : texts) {
    const Texts arguments{"program", text, "next"};
    if (!CHECK_EQ(taken_apart(arguments), arguments)) return;
  }
}

TEST(command_line_keeps_every_alphabet) {
  const Texts arguments{"program", "žluť", "日本", "🎏", "%PATH%", "^&|<>!"};
  CHECK_EQ(taken_apart(arguments), arguments);
  CHECK(!windows::make_command_line({"program", "\xff"}).ok());
}

Texts block_of(const Texts& entries) {
  const Result<std::wstring> block = windows::make_environment_block(entries);
  CHECK(block.ok());
  Texts texts;
  for (std::wstring_view rest = block.value(); !rest.empty() && rest.front() != L'\0';) {
    const std::wstring_view entry = rest.substr(0, rest.find(L'\0'));
    texts.push_back(windows::to_utf8(entry));
    rest.remove_prefix(entry.size() + 1);
  }
  return texts;
}

TEST(environment_block_is_sorted_whatever_the_case_and_ends_in_two_nuls) {
  CHECK_EQ(block_of({"b=1", "SystemRoot=C:\\w", "A=2", "_x=3", "a1=4"}),
           Texts({"A=2", "a1=4", "b=1", "SystemRoot=C:\\w", "_x=3"}));
  const std::wstring block = windows::make_environment_block({"A=1"}).value();
  CHECK(block.ends_with(std::wstring(2, L'\0')));
}

TEST(environment_block_has_system_root_once) {
  const Texts alone = block_of({});
  REQUIRE(alone.size() == 1);
  CHECK(platform::is_same_variable(alone[0].substr(0, alone[0].find('=')), "SystemRoot"));
  CHECK_EQ(block_of({"SYSTEMROOT=C:\\mine"}), Texts({"SYSTEMROOT=C:\\mine"}));
}

}  // namespace
}  // namespace reeve::test
