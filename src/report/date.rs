//! Dates and times as French and English readers write them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

use super::case_file::{Language, Zone};

const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ENGLISH: [&str; 12] = [
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

/// The offset from UTC in force in a zone at an instant.
fn offset(zone: &Zone, at: DateTime<Utc>) -> FixedOffset {
    let known = |zone: Tz| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    match zone {
        Zone::Utc => Utc.fix(),
        Zone::Paris => known(Tz::Europe__Paris),
        Zone::Iana(name) => name.parse().map_or_else(|_| Utc.fix(), known),
        Zone::Fixed { offset_minutes, .. } => {
            offset_minutes.checked_mul(60).and_then(FixedOffset::east_opt).unwrap_or_else(|| Utc.fix())
        }
    }
}

/// An instant in a zone. One too near the end of time for its offset is left in UTC.
pub(super) fn local(zone: &Zone, at: DateTime<Utc>) -> DateTime<FixedOffset> {
    let offset = offset(zone, at);
    match at.naive_utc().checked_add_offset(offset) {
        Some(_) => at.with_timezone(&offset),
        None => at.fixed_offset(),
    }
}

/// A day in words: « 23 novembre 2026 ».
pub(super) fn day(language: Language, day: NaiveDate) -> String {
    let names = match language {
        Language::Fr => &FRENCH,
        Language::En => &ENGLISH,
    };
    let month = usize::try_from(day.month0()).ok().and_then(|month| names.get(month)).copied().unwrap_or_default();
    let number = match (language, day.day()) {
        (Language::Fr, 1) => "1er".to_owned(),
        (_, number) => number.to_string(),
    };
    format!("{number}\u{A0}{month}\u{A0}{}", day.year())
}

/// An instant in words with its zone: « 23 novembre 2026 à 10:04 (heure de Paris, UTC+1) ».
pub(super) fn moment(language: Language, zone: &Zone, at: DateTime<Utc>) -> String {
    let local = local(zone, at);
    let (day, clock) = (day(language, local.date_naive()), local.format("%H:%M"));
    match language {
        Language::Fr => format!("{day} à\u{A0}{clock} ({})", zone_name(language, zone, at)),
        Language::En => format!("{day}, {clock} ({})", zone_name(language, zone, at)),
    }
}

/// An instant for a table cell, to the second and with its offset: « 23/11/2026 10:04:12 +1 ».
pub(super) fn stamp(language: Language, zone: &Zone, at: DateTime<Utc>) -> String {
    let local = local(zone, at);
    let day = match language {
        Language::Fr => local.format("%d/%m/%Y"),
        // Day first or month first is a trap in English; the ISO order is not.
        Language::En => local.format("%Y-%m-%d"),
    };
    format!("{day} {:02}:{:02}:{:02}\u{A0}{}", local.hour(), local.minute(), local.second(), shift(*local.offset()))
}

/// The name of a zone with the offset in force: « heure de Paris, UTC+1 ».
fn zone_name(language: Language, zone: &Zone, at: DateTime<Utc>) -> String {
    let name = match (zone, language) {
        (Zone::Utc, _) => return "UTC".to_owned(),
        (Zone::Paris, Language::Fr) => "heure de Paris",
        (Zone::Paris, Language::En) => "Paris time",
        (Zone::Iana(name), _) if name.parse::<Tz>().is_err() => return "UTC".to_owned(),
        (Zone::Iana(name) | Zone::Fixed { name, .. }, _) => name,
    };
    format!("{name}, UTC{}", shift(*local(zone, at).offset()))
}

/// What the times of a document mean, as one sentence.
pub(super) fn zone_sentence(language: Language, zone: &Zone, at: DateTime<Utc>) -> String {
    match (zone, language) {
        (Zone::Utc, Language::Fr) => "Les heures sont données en temps universel (UTC).".to_owned(),
        (Zone::Utc, Language::En) => "Times are given in universal time (UTC).".to_owned(),
        (Zone::Paris, Language::Fr) => {
            "Les heures sont celles de Paris\u{A0}; le décalage avec UTC (+1, ou +2 en été) suit chacune.".to_owned()
        }
        (Zone::Paris, Language::En) => {
            "Times are Paris times; the offset from UTC (+1, or +2 in summer) follows each of them.".to_owned()
        }
        (_, Language::Fr) => {
            let name = zone_name(language, zone, at);
            format!("Heures locales ({name} à la date du document)\u{A0}; le décalage avec UTC suit chacune.")
        }
        (_, Language::En) => {
            let name = zone_name(language, zone, at);
            format!("Local times ({name} on the day of this document); the offset from UTC follows each of them.")
        }
    }
}

/// An offset: `+1`, `−3:30`, `+0`.
fn shift(offset: FixedOffset) -> String {
    let minutes = offset.local_minus_utc() / 60;
    let sign = if minutes < 0 { '\u{2212}' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    if rest == 0 { format!("{sign}{hours}") } else { format!("{sign}{hours}:{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_moment_is_written_as_each_language_writes_it() {
        let at = at("2026-11-23T09:04:12Z");
        assert_eq!(
            moment(Language::Fr, &Zone::Paris, at),
            "23\u{A0}novembre\u{A0}2026 à\u{A0}10:04 (heure de Paris, UTC+1)"
        );
        assert_eq!(moment(Language::En, &Zone::Utc, at), "23\u{A0}November\u{A0}2026, 09:04 (UTC)");
        assert_eq!(stamp(Language::Fr, &Zone::Paris, at), "23/11/2026 10:04:12\u{A0}+1");
        assert_eq!(stamp(Language::En, &Zone::Paris, at), "2026-11-23 10:04:12\u{A0}+1");
    }

    #[test]
    fn summer_time_begins_and_ends_at_one_utc_on_the_last_sundays() {
        for (instant, hour) in [
            ("2026-03-29T00:59:59Z", 1),
            ("2026-03-29T01:00:00Z", 3),
            ("2026-10-25T00:59:59Z", 2),
            ("2026-10-25T01:00:00Z", 2),
            ("2026-10-25T02:00:00Z", 3),
        ] {
            assert_eq!(local(&Zone::Paris, at(instant)).hour(), hour, "{instant}");
        }
    }

    #[test]
    fn a_zone_of_the_database_follows_its_own_rules_and_an_unknown_one_is_utc() {
        let london = Zone::Iana("Europe/London".to_owned());
        assert_eq!(stamp(Language::En, &london, at("2026-07-01T12:00:00Z")), "2026-07-01 13:00:00\u{A0}+1");
        assert_eq!(stamp(Language::En, &london, at("2026-12-01T12:00:00Z")), "2026-12-01 12:00:00\u{A0}+0");
        let nowhere = Zone::Iana("Mars/Olympus".to_owned());
        assert!(moment(Language::Fr, &nowhere, at("2026-07-01T12:00:00Z")).ends_with("(UTC)"));
    }

    #[test]
    fn the_first_of_a_month_is_premier_in_french_alone() {
        let first = NaiveDate::from_ymd_opt(2026, 5, 1).unwrap();
        assert_eq!(day(Language::Fr, first), "1er\u{A0}mai\u{A0}2026");
        assert_eq!(day(Language::En, first), "1\u{A0}May\u{A0}2026");
    }

    #[test]
    fn odd_offsets_and_the_ends_of_time_are_written_too() {
        let zone = Zone::Fixed { name: "heure de Terre-Neuve".to_owned(), offset_minutes: -210 };
        assert_eq!(
            moment(Language::Fr, &zone, at("2026-11-23T09:04:12Z")),
            "23\u{A0}novembre\u{A0}2026 à\u{A0}05:34 (heure de Terre-Neuve, UTC\u{2212}3:30)"
        );
        let absurd = Zone::Fixed { name: String::new(), offset_minutes: i32::MAX };
        for at in [DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MIN_UTC] {
            for zone in [&Zone::Paris, &zone, &absurd, &Zone::Iana("Asia/Tokyo".to_owned())] {
                assert!(!moment(Language::Fr, zone, at).is_empty());
                assert!(!stamp(Language::En, zone, at).is_empty());
            }
        }
    }
}
