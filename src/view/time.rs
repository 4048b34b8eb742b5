//! Dates, hours and deadlines as people of the organisation read them.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use chrono_tz::Tz;
use serde::Serialize;

use super::error::ViewError;
use super::lang::Lang;
use super::text::{Arg, text};

/// A deadline within this many days is shown as close.
const SOON_DAYS: i64 = 3;

/// A deadline and what is left of it, in days of the organisation's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Due {
    on: NaiveDate,
    days_left: i64,
    tone: Tone,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Tone {
    Settled,
    Overdue,
    Today,
    Soon,
    Later,
}

impl Due {
    /// A deadline that still runs, seen at this instant in this zone.
    #[must_use]
    pub fn new(on: NaiveDate, now: DateTime<Utc>, zone: Tz) -> Self {
        let days_left = on.signed_duration_since(now.with_timezone(&zone).date_naive()).num_days();
        let tone = match days_left {
            ..0 => Tone::Overdue,
            0 => Tone::Today,
            1..=SOON_DAYS => Tone::Soon,
            _ => Tone::Later,
        };
        Self { on, days_left, tone }
    }

    /// A deadline that no longer runs, because the case was submitted, closed or dismissed.
    #[must_use]
    pub fn settled(on: NaiveDate) -> Self {
        Self { on, days_left: 0, tone: Tone::Settled }
    }
}

/// A day with its month in letters: « 22 nov. 2026 ».
pub(super) fn day(lang: Lang, on: NaiveDate) -> Result<String, ViewError> {
    let year = on.year().to_string();
    text(
        lang,
        "date-day",
        &[("day", Arg::Number(on.day().into())), ("month", Arg::Number(on.month().into())), ("year", Arg::Text(&year))],
    )
}

/// A day and an hour in a zone: « 22 nov. 2026 à 9 h 05 ».
pub(super) fn moment(lang: Lang, at: DateTime<Utc>, zone: Tz) -> Result<String, ViewError> {
    let local = at.with_timezone(&zone);
    let date = day(lang, local.date_naive())?;
    let hour = match lang {
        Lang::Fr => local.hour().to_string(),
        Lang::En => format!("{:02}", local.hour()),
    };
    let minute = format!("{:02}", local.minute());
    text(lang, "date-moment", &[("date", Arg::Text(&date)), ("hour", Arg::Text(&hour)), ("minute", Arg::Text(&minute))])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_counted_in_the_organisation_s_zone() {
        // 23:30 UTC on the 28th is already the 29th in Paris.
        let late = at("2026-03-28T23:30:00Z");
        assert_eq!(Due::new(on("2026-03-29"), late, Tz::Europe__Paris).tone, Tone::Today);
        assert_eq!(Due::new(on("2026-03-29"), late, Tz::UTC).days_left, 1);
        assert_eq!(
            Due::new(on("2026-03-27"), late, Tz::Europe__Paris),
            Due { on: on("2026-03-27"), days_left: -2, tone: Tone::Overdue }
        );
        assert_eq!(Due::new(on("2026-04-01"), late, Tz::Europe__Paris).tone, Tone::Soon);
        assert_eq!(Due::new(on("2026-04-02"), late, Tz::Europe__Paris).tone, Tone::Later);
    }

    #[test]
    fn days_and_hours_read_naturally_in_both_languages() {
        assert_eq!(day(Lang::Fr, on("2026-08-01")).unwrap(), "1er\u{a0}août 2026");
        assert_eq!(day(Lang::En, on("2026-08-01")).unwrap(), "1\u{a0}Aug 2026");
        assert_eq!(
            moment(Lang::Fr, at("2026-11-22T08:05:00Z"), Tz::Europe__Paris).unwrap(),
            "22\u{a0}nov. 2026 à 9\u{a0}h\u{a0}05"
        );
        assert_eq!(moment(Lang::En, at("2026-07-22T07:05:00Z"), Tz::Europe__Paris).unwrap(), "22\u{a0}Jul 2026, 09:05");
    }
}
