#include "platform/win32/kernel/program_path.h"

#include "platform/win32/kernel/text.h"
#include "test/win32/scene.h"

namespace reeve::test {
namespace {

// A fresh folder, gone with the test.
class Folder {
 public:
  Folder() {
    wchar_t temporary[MAX_PATH];
    GetTempPathW(MAX_PATH, temporary);
    path_ = temporary + windows::to_utf16("reeve-test-" + platform::random_token().value()).value();
    CHECK(CreateDirectoryW(path_.c_str(), nullptr) != FALSE);
  }
  ~Folder() {
    for (const std::wstring& file : files_) DeleteFileW(file.c_str());
    RemoveDirectoryW(path_.c_str());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void add(const std::wstring& name) {
    files_.push_back(path_ + L"\\" + name);
    CloseHandle(CreateFileW(files_.back().c_str(), GENERIC_WRITE, 0, nullptr, CREATE_NEW, 0, nullptr));
  }
  [[nodiscard]] std::string path() const { return windows::to_utf8(path_); }

 private:
  std::wstring path_;
  std::vector<std::wstring> files_;
};

std::string found(const std::string& file, const std::string& path, const std::optional<std::string>& cwd = {}) {
  const Result<std::wstring> program = windows::find_program(file, cwd, {"Path=" + path});
  return program.ok() ? windows::to_utf8(program.value()) : std::string(program.error().code);
}

TEST(program_path_tries_the_endings_of_programs_in_each_folder) {
  Folder one;
  Folder two;
  two.add(L"tool.exe");
  two.add(L"bare");
  CHECK_EQ(found("tool", one.path() + ";" + two.path()), two.path() + "\\tool.exe");
  CHECK_EQ(found("tool.exe", two.path()), two.path() + "\\tool.exe");
  CHECK_EQ(found("bare", two.path()), "ENOENT");
  one.add(L"tool.com");
  one.add(L"tool.exe");
  CHECK_EQ(found("tool", one.path() + ";" + two.path()), one.path() + "\\tool.com");
}

TEST(program_path_takes_entries_in_quotes_and_passes_over_empty_ones) {
  Folder folder;
  folder.add(L"tool.exe");
  CHECK_EQ(found("tool", ";;\"" + folder.path() + "\";"), folder.path() + "\\tool.exe");
}

TEST(program_path_of_a_name_with_a_dot_may_lack_its_ending) {
  Folder folder;
  folder.add(L"tool-1.2.exe");
  CHECK_EQ(found("tool-1.2", folder.path()), folder.path() + "\\tool-1.2.exe");
}

TEST(program_path_of_a_path_is_relative_to_the_new_folder) {
  Folder folder;
  folder.add(L"tool.exe");
  CHECK_EQ(found(".\\tool", "", folder.path()), folder.path() + "\\.\\tool.exe");
  CHECK_EQ(found("./tool.exe", "", folder.path()), folder.path() + "\\./tool.exe");
  CHECK_EQ(found(folder.path() + "\\tool", "", "C:\\nowhere"), folder.path() + "\\tool.exe");
  CHECK_EQ(found("tool", "", folder.path()), "ENOENT");
}

TEST(program_path_keeps_other_alphabets) {
  Folder folder;
  folder.add(L"žluť 日本.exe");
  CHECK_EQ(found("žluť 日本", folder.path()), folder.path() + "\\žluť 日本.exe");
}

TEST(program_path_refuses_batch_files_whatever_their_case) {
  Folder folder;
  folder.add(L"one.bat");
  folder.add(L"two.CMD");
  CHECK_EQ(found("one.bat", folder.path()), "EINVAL");
  CHECK_EQ(found("two.cmd", folder.path()), "EINVAL");
  CHECK_EQ(found("one", folder.path()), "ENOENT");
  // Windows passes over dots and spaces at the end of a name.
  CHECK_EQ(found("one.bat.", folder.path()), "EINVAL");
  CHECK_EQ(found("one.bat ", folder.path()), "EINVAL");
  CHECK_EQ(found(folder.path() + "\\one.bat. .", ""), "EINVAL");
}

}  // namespace
}  // namespace reeve::test
