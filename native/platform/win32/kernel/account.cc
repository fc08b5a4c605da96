#include "platform/win32/kernel/account.h"

#include <array>
#include <cstddef>
#include <vector>

#include "platform/win32/kernel/text.h"
#include "platform/win32/kernel/windows.h"

namespace reeve::windows {
namespace {

constexpr DWORD kLongestName = 257;

}  // namespace

std::optional<std::string> account_of(OsHandle process) {
  HANDLE opened = nullptr;
  if (OpenProcessToken(process, TOKEN_QUERY, &opened) == FALSE) return std::nullopt;
  const UniqueHandle token(opened);
  DWORD size = 0;
  GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
  std::vector<std::byte> buffer(size);
  if (GetTokenInformation(token.get(), TokenUser, buffer.data(), size, &size) == FALSE) return std::nullopt;
  const auto& user = *reinterpret_cast<const TOKEN_USER*>(buffer.data());
  std::array<wchar_t, kLongestName> name{};
  std::array<wchar_t, kLongestName> domain{};
  DWORD name_length = kLongestName;
  DWORD domain_length = kLongestName;
  SID_NAME_USE use{};
  if (LookupAccountSidW(nullptr, user.User.Sid, name.data(), &name_length, domain.data(), &domain_length, &use) ==
      FALSE) {
    return std::nullopt;
  }
  const std::string account = to_utf8(std::wstring_view(name.data(), name_length));
  const std::string authority = to_utf8(std::wstring_view(domain.data(), domain_length));
  return authority.empty() ? account : authority + "\\" + account;
}

}  // namespace reeve::windows
