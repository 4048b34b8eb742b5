//! The clock of a case: day zero and the last day for the report, in calendar days (GVP VI.B.7).

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::clock::day;

/// Days from day zero to the report of a serious case (Dir. 2001/83/EC art. 107(3)).
pub const SERIOUS_DAYS: u64 = 15;
/// Days from day zero to the report of a case that is not serious, in the European Union.
pub const NOT_SERIOUS_DAYS: u64 = 90;

/// The last day for the report; weekends and holidays count.
#[must_use]
pub fn due_on(day_zero: NaiveDate, serious: bool) -> NaiveDate {
    let days = Days::new(if serious { SERIOUS_DAYS } else { NOT_SERIOUS_DAYS });
    day_zero.checked_add_days(days).unwrap_or(NaiveDate::MAX)
}

/// The day zero that is proposed: the earliest of detection and a person's first look, in the organisation's days.
///
/// The law does not say that detection by a machine is awareness; counting from it is the careful reading.
#[must_use]
pub fn proposed_day_zero(detected_at: DateTime<Utc>, first_seen_at: Option<DateTime<Utc>>, zone: Tz) -> NaiveDate {
    day(first_seen_at.map_or(detected_at, |seen| seen.min(detected_at)), zone)
}

/// Why a day cannot be day zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDayZero {
    /// It is not here yet.
    #[error("day zero lies in the future")]
    InFuture,
    /// Nobody can know of a post before it is published.
    #[error("day zero lies before the post was published")]
    BeforePost,
    /// A person knew earlier.
    #[error("day zero lies after the day a person first opened the case")]
    AfterFirstSeen,
}

/// Holds a chosen day zero against what is known.
///
/// # Errors
/// [`BadDayZero`].
pub fn check_day_zero(
    chosen: NaiveDate,
    posted_at: DateTime<Utc>,
    first_seen_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    zone: Tz,
) -> Result<(), BadDayZero> {
    if chosen > day(now, zone) {
        return Err(BadDayZero::InFuture);
    }
    if chosen < day(posted_at, zone) {
        return Err(BadDayZero::BeforePost);
    }
    if first_seen_at.is_some_and(|seen| chosen > day(seen, zone)) {
        return Err(BadDayZero::AfterFirstSeen);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_worked_example_of_the_fact_sheet_holds() {
        assert_eq!(due_on(date("2026-03-14"), true), date("2026-03-29"));
        assert_eq!(due_on(date("2026-03-14"), false), date("2026-06-12"));
    }

    #[test]
    fn a_post_detected_before_midnight_utc_belongs_to_the_next_day_in_paris() {
        assert_eq!(proposed_day_zero(at("2026-03-14T23:30:00Z"), None, Paris), date("2026-03-15"));
    }

    #[test]
    fn a_person_who_saw_it_first_sets_the_day() {
        let seen = Some(at("2026-03-12T09:00:00Z"));
        assert_eq!(proposed_day_zero(at("2026-03-14T10:00:00Z"), seen, Paris), date("2026-03-12"));
    }

    #[test]
    fn an_impossible_day_zero_is_refused() {
        let (posted, seen, now) =
            (at("2026-03-10T10:00:00Z"), Some(at("2026-03-14T10:00:00Z")), at("2026-03-20T10:00:00Z"));
        let check = |day| check_day_zero(date(day), posted, seen, now, Paris);
        assert_eq!(check("2026-03-21"), Err(BadDayZero::InFuture));
        assert_eq!(check("2026-03-09"), Err(BadDayZero::BeforePost));
        assert_eq!(check("2026-03-15"), Err(BadDayZero::AfterFirstSeen));
        assert_eq!(check("2026-03-14"), Ok(()));
    }
}
