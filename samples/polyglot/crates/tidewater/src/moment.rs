use std::fmt;
use std::str::FromStr;

const EPOCH_DAYS: i64 = 10_957; // 2000-01-01 counted from 1970-01-01

/// A minute in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    minutes: i64,
}

/// Text that is not `YYYY-MM-DDTHH:MMZ`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MomentError(String);

impl fmt::Display for MomentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a moment like 2026-03-01T12:00Z", self.0)
    }
}

impl std::error::Error for MomentError {}

impl Moment {
    /// Counted from 2000-01-01T00:00Z.
    pub fn from_minutes(minutes: i64) -> Self {
        Self { minutes }
    }

    pub fn minutes(self) -> i64 {
        self.minutes
    }

    pub fn hours(self) -> f64 {
        self.minutes as f64 / 60.0
    }

    pub fn plus_minutes(self, minutes: i64) -> Self {
        Self::from_minutes(self.minutes + minutes)
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || MomentError(text.to_owned());
        let bytes = text.as_bytes();
        if bytes.len() != 17 || !text.is_ascii() {
            return Err(refuse());
        }
        let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b'Z')];
        if marks.iter().any(|&(at, mark)| bytes[at] != mark) {
            return Err(refuse());
        }
        let field = |from: usize, to: usize| {
            let digits = &text[from..to];
            let all = digits.bytes().all(|b| b.is_ascii_digit());
            all.then(|| digits.parse::<i64>().ok()).flatten().ok_or_else(refuse)
        };
        let (year, month, day) = (field(0, 4)?, field(5, 7)?, field(8, 10)?);
        let (hour, minute) = (field(11, 13)?, field(14, 16)?);
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) || hour > 23 || minute > 59 {
            return Err(refuse());
        }
        let days = days_from_civil(year, month, day) - EPOCH_DAYS;
        Ok(Self::from_minutes((days * 24 + hour) * 60 + minute))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.minutes.div_euclid(24 * 60);
        let rest = self.minutes.rem_euclid(24 * 60);
        let (year, month, day) = civil_from_days(days + EPOCH_DAYS);
        write!(f, "{year:04}-{month:02}-{day:02}T{:02}:{:02}Z", rest / 60, rest % 60)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

// Years start in March here, so that the leap day is the last day of a year.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_moment_round_trip() {
        for text in ["2000-01-01T00:00Z", "2024-02-29T23:59Z", "1999-12-31T12:30Z", "2100-03-01T06:00Z"] {
            let moment: Moment = text.parse().unwrap();
            assert_eq!(moment.to_string(), text);
        }
    }

    #[test]
    fn every_day_of_five_centuries_round_trips() {
        for day in -100_000..100_000 {
            let (year, month, dom) = civil_from_days(day);
            assert_eq!(days_from_civil(year, month, dom), day);
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", "2025-02-29T00:00Z", "2025-13-01T00:00Z", "2025-01-01 00:00Z", "2025-01-01T24:00Z", "+025-01-01T00:00Z"] {
            assert!(text.parse::<Moment>().is_err(), "{text}");
        }
    }
}
