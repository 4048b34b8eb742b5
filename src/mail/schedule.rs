//! When a mail is tried again: after 1 minute, 5 minutes, 30 minutes, 2 hours, then every 6 hours for 3 days.

use chrono::{DateTime, TimeDelta, Utc};

const FIRST: [TimeDelta; 4] =
    [TimeDelta::minutes(1), TimeDelta::minutes(5), TimeDelta::minutes(30), TimeDelta::hours(2)];
const THEN: TimeDelta = TimeDelta::hours(6);
const FOR: TimeDelta = TimeDelta::days(3);

/// When to try again after attempt number `attempts` (counting from 1) failed at `now`; `None` when it is time to give up.
#[must_use]
pub fn next(promised_at: DateTime<Utc>, now: DateTime<Utc>, attempts: i32) -> Option<DateTime<Utc>> {
    let index = usize::try_from(attempts - 1).unwrap_or_default();
    let at = now + FIRST.get(index).copied().unwrap_or(THEN);
    (at <= promised_at + FOR).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_tried_for_three_days_and_then_given_up() {
        let promised = DateTime::UNIX_EPOCH;
        let (mut now, mut waits) = (promised, Vec::new());
        for attempt in 1.. {
            let Some(at) = next(promised, now, attempt) else { break };
            waits.push((at - now).num_minutes());
            now = at;
        }
        assert_eq!(waits.get(..6), Some([1, 5, 30, 120, 360, 360].as_slice()));
        assert!(waits.iter().skip(4).all(|wait| *wait == 360));
        assert!(now <= promised + TimeDelta::days(3) && now > promised + TimeDelta::days(2));
    }

    #[test]
    fn a_worker_that_slept_for_a_week_gives_up_once_it_has_tried() {
        let promised = DateTime::UNIX_EPOCH;
        assert_eq!(next(promised, promised + TimeDelta::days(7), 1), None);
    }
}
