//! Serial numbers of spreadsheets → dates, times, eras.

use rust_decimal::RoundingStrategy;
use rust_decimal::prelude::ToPrimitive;

use crate::base::Decimal;

/// First day of an era: year, month, day; its full name, first character, letter.
type Era = ((i64, i64, i64), &'static str, &'static str, &'static str);

/// The eras that sheets name, the latest first.
const ERAS: &[Era] = &[
    ((2019, 5, 1), "令和", "令", "R"),
    ((1989, 1, 8), "平成", "平", "H"),
    ((1926, 12, 25), "昭和", "昭", "S"),
    ((1912, 7, 30), "大正", "大", "T"),
    ((1868, 1, 25), "明治", "明", "M"),
];

const MONTHS: &[&str] = &[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: &[(&str, &str)] = &[
    ("日", "Sunday"),
    ("月", "Monday"),
    ("火", "Tuesday"),
    ("水", "Wednesday"),
    ("木", "Thursday"),
    ("金", "Friday"),
    ("土", "Saturday"),
];

/// Days from the start of 1900's calendar, whose day 1 is 1 January, to 1 January 1970.
const TO_1970: i64 = 25_569;
/// Between the two calendars of workbooks.
const TO_1904: i64 = 1462;
/// The last day that spreadsheets know, 31 December 9999.
const LAST: i64 = 2_958_465;

/// A point in time, as a format shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    year: i64,
    month: i64,
    day: i64,
    weekday: usize,
    /// Of the day, 0 to 23.
    pub hour: i64,
    /// Of the hour.
    pub minute: i64,
    second: i64,
    /// Of the second.
    pub tenth: i64,
    /// Since the start of the calendar.
    seconds: i64,
}

impl Moment {
    /// The moment of a serial number; `None` before the calendar begins and behind its end.
    pub fn of(serial: Decimal, is_1904: bool, with_tenths: bool) -> Option<Self> {
        let places = u32::from(with_tenths);
        let seconds = serial
            .checked_mul(Decimal::from(86_400))?
            .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        let tenth = whole((seconds - seconds.trunc()).checked_mul(Decimal::TEN)?)?;
        let seconds = whole(seconds)?;
        let days = seconds.div_euclid(86_400) + if is_1904 { TO_1904 } else { 0 };
        if !(0..=LAST).contains(&days) {
            return None;
        }
        // Lotus took 1900 for a leap year, and so does everyone since: day 60 is 29 February 1900.
        let real = if days < 60 { days + 1 } else { days };
        let (year, month, day) = if days == 60 {
            (1900, 2, 29)
        } else {
            civil(real - TO_1970)
        };
        let of_day = seconds.rem_euclid(86_400);
        Some(Self {
            year,
            month,
            day,
            weekday: usize::try_from((days + 6).rem_euclid(7)).ok()?,
            hour: of_day / 3600,
            minute: of_day / 60 % 60,
            second: of_day % 60,
            tenth,
            seconds,
        })
    }

    /// What a run of a letter of dates shows.
    pub fn letter(&self, letter: char, n: usize, first_year_is_gan: bool) -> Option<String> {
        let month = MONTHS.get(usize::try_from(self.month - 1).ok()?)?;
        let weekday = WEEKDAYS.get(self.weekday)?;
        Some(match (letter, n) {
            ('y', 1 | 2) => padded(self.year % 100, 2),
            ('y', _) => padded(self.year, 4),
            ('m', 1 | 2) => padded(self.month, n),
            ('m', 3) => month.get(..3)?.to_owned(),
            ('m', 5) => month.get(..1)?.to_owned(),
            ('m', _) => (*month).to_owned(),
            ('d', 1 | 2) => padded(self.day, n),
            ('d', 3) => weekday.1.get(..3)?.to_owned(),
            ('d', _) => weekday.1.to_owned(),
            ('a', 3) => weekday.0.to_owned(),
            ('a', _) => format!("{}曜日", weekday.0),
            ('h', _) => padded(self.hour, n),
            ('s', _) => padded(self.second, n),
            ('g', _) => self.era_name(n),
            ('r', 1) => self.era_year(2, first_year_is_gan),
            ('r', _) => self.era_name(3) + &self.era_year(2, first_year_is_gan),
            ('e', _) => self.era_year(n, first_year_is_gan),
            _ => return None,
        })
    }

    /// Hours, minutes or seconds since the start of the calendar.
    pub fn elapsed(&self, letter: char) -> Option<i64> {
        match letter {
            'h' => Some(self.seconds / 3600),
            'm' => Some(self.seconds / 60),
            's' => Some(self.seconds),
            _ => None,
        }
    }

    fn era(&self) -> Option<&'static Era> {
        let today = (self.year, self.month, self.day);
        ERAS.iter().find(|(first, ..)| *first <= today)
    }

    fn era_name(&self, n: usize) -> String {
        let name = self.era().map(|(_, full, short, letter)| match n {
            1 => *letter,
            2 => *short,
            _ => *full,
        });
        name.unwrap_or("").to_owned()
    }

    fn era_year(&self, n: usize, first_year_is_gan: bool) -> String {
        let year = self
            .era()
            .map_or(self.year, |((first, ..), ..)| self.year - first + 1);
        if year == 1 && first_year_is_gan {
            "元".to_owned()
        } else {
            padded(year, n)
        }
    }
}

/// The serial number of a date or time as files spell it since Office writes strict files: `2023-04-01`,
/// `2023-04-01T18:00:00Z`, `18:00:00`. A zone is passed over: the clock shows the same.
pub fn of_iso(text: &str, is_1904: bool) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('Z');
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, time),
        None if text.contains(':') => ("", text),
        None => (text, ""),
    };
    let mut days = 0;
    if !date.is_empty() {
        let mut parts = date.split('-').map(|part| part.parse::<i64>().ok());
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let is_date = (1900..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        if !is_date || parts.next().is_some() {
            return None;
        }
        let real = days_since_1970(year, month, day) + TO_1970;
        days = if real <= 60 { real - 1 } else { real };
        days -= if is_1904 { TO_1904 } else { 0 };
    }
    let time = time.split(['+', '-', '.']).next().unwrap_or("");
    let mut seconds = 0i64;
    if !time.is_empty() {
        let mut parts = time.split(':').map(|part| part.parse::<i64>().ok());
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        let is_time = (0..=24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
        if !is_time {
            return None;
        }
        seconds = hour * 3600 + minute * 60 + second;
    }
    Decimal::from(days).checked_add(Decimal::from(seconds).checked_div(Decimal::from(86_400))?)
}

/// A number with zeros before it.
pub fn padded(number: i64, width: usize) -> String {
    format!("{number:0width$}")
}

/// The day since 1970 of a date, by Howard Hinnant's `days_from_civil`.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let of_year = (153 * shifted + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day since 1970, by Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// A whole number of days or seconds.
pub fn whole(value: Decimal) -> Option<i64> {
    value.trunc().to_i64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words_of_the_file_are_serial_numbers() {
        for (text, is_1904, expected) in [
            ("2023-04-01", false, Some("45017")),
            ("2023-04-01T00:00:00", false, Some("45017")),
            ("2023-04-01T18:00:00.000Z", false, Some("45017.75")),
            ("2023-04-01T18:00:00+09:00", false, Some("45017.75")),
            ("2023-04-01", true, Some("43555")),
            ("1900-01-01", false, Some("1")),
            ("1900-02-28", false, Some("59")),
            ("1900-03-01", false, Some("61")),
            ("12:00", false, Some("0.5")),
            ("2023-13-01", false, None),
            ("令和5年", false, None),
            ("", false, Some("0")),
        ] {
            let serial = of_iso(text, is_1904).map(|serial| serial.normalize().to_string());
            assert_eq!(serial.as_deref(), expected, "{text}");
        }
    }
}
