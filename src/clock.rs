//! Time, ids and secrets: the only place that asks the machine for any of them.

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, NaiveDate, SubsecRound, TimeDelta, Utc};
use chrono_tz::Tz;
use uuid::{ContextV7, Timestamp, Uuid};

/// Tells the time and makes ids; real, or fixed and moved by a test.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Milliseconds since 1970 when fixed.
    fixed: Option<Arc<AtomicI64>>,
    /// Keeps ids made in the same millisecond in the order they were made.
    ids: Arc<Mutex<ContextV7>>,
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn real() -> Self {
        Self { fixed: None, ids: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// A clock that stands at `now` until it is moved.
    #[must_use]
    pub fn fixed(now: DateTime<Utc>) -> Self {
        Self { fixed: Some(Arc::new(AtomicI64::new(now.timestamp_millis()))), ..Self::real() }
    }

    /// Moves a fixed clock; a real one goes on by itself.
    pub fn advance(&self, by: TimeDelta) {
        if let Some(fixed) = &self.fixed {
            fixed.fetch_add(by.num_milliseconds(), Ordering::SeqCst);
        }
    }

    /// Now, to the millisecond: both databases give back exactly what they were given.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks")]
    pub fn now(&self) -> DateTime<Utc> {
        self.fixed
            .as_ref()
            .and_then(|fixed| DateTime::from_timestamp_millis(fixed.load(Ordering::SeqCst)))
            .unwrap_or_else(Utc::now)
            .trunc_subsecs(3)
    }

    /// A new id that sorts after every earlier one of this process.
    #[must_use]
    pub fn id<I: From<Uuid>>(&self) -> I {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let context = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.timestamp_subsec_nanos())).into()
    }
}

/// The calendar day of `at` in `zone`.
#[must_use]
pub fn day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// 256 bits of chance in hexadecimal, for tokens and sessions.
///
/// # Errors
/// When the machine has no source of chance.
pub fn secret() -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(hex::encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_in_the_order_they_were_made_even_when_time_stands_still() {
        let clock = Clock::fixed(DateTime::UNIX_EPOCH);
        let ids: Vec<Uuid> = (0..1000).map(|_| clock.id()).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn a_day_is_counted_in_the_organisations_zone() {
        let late: DateTime<Utc> = "2026-11-22T23:30:00Z".parse().unwrap();
        assert_eq!(day(late, chrono_tz::Europe::Paris).to_string(), "2026-11-23");
    }
}
