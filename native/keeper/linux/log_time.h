#pragma once

namespace reeve::keeper {

inline constexpr long kLogTimeLength = 25;  // 2026-01-31T23:59:59.999Z and a space

// Universal time, by seconds since 1970.
inline void write_log_time(long seconds, long millis, char (&place)[kLogTimeLength]) {
  constexpr long kSecondsADay = 86400;
  const long days = seconds / kSecondsADay;
  const long second = seconds % kSecondsADay;
  // Years that begin in March have their odd day at the end; 400 of them have the same number of days each time.
  constexpr long kDaysIn400Years = 146097;
  constexpr long kDaysToMarchOfYear0 = 719468;
  const long shifted = days + kDaysToMarchOfYear0;
  const long era = shifted / kDaysIn400Years;
  const long day_of_era = shifted % kDaysIn400Years;
  const long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const long month_from_march = (5 * day_of_year + 2) / 153;
  const long day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const long month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const long year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  const struct {
    long value;
    int digits;
    char after;
  } parts[] = {
      {year, 4, '-'},        {month, 2, '-'}, {day, 2, 'T'}, {second / 3600, 2, ':'}, {second / 60 % 60, 2, ':'},
      {second % 60, 2, '.'}, {millis, 3, 'Z'}};
  char* at = place;
  for (const auto& part : parts) {
    long value = part.value;
    for (int digit = part.digits; digit > 0; --digit, value /= 10) at[digit - 1] = static_cast<char>('0' + value % 10);
    at += part.digits;
    *at++ = part.after;
  }
  *at = ' ';
}

}  // namespace reeve::keeper
