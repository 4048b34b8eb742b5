//! Counts and what they are worth: shares with their interval, precision, recall and F1, confusion. Knows no engine.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

/// The standard normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those that count.
    pub right: u32,
    /// All of them.
    pub of: u32,
}

/// A value between 0 and 1 and its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The value.
    #[serde(serialize_with = "four_decimals")]
    pub value: f64,
    /// The lower bound.
    #[serde(serialize_with = "four_decimals")]
    pub low: f64,
    /// The upper bound.
    #[serde(serialize_with = "four_decimals")]
    pub high: f64,
}

/// How much more one value is than another, with four decimals; none where one of them is unknown.
pub fn gain(ours: Option<Estimate>, theirs: Option<Estimate>) -> Option<f64> {
    // Adding zero takes the sign off a difference of nothing.
    Some(rounded(ours?.value - theirs?.value) + 0.0)
}

impl Share {
    /// Counts one more.
    pub fn count(&mut self, right: bool) {
        self.of += 1;
        self.right += u32::from(right);
    }

    /// The share with its 95 % interval after Wilson; none of nothing.
    pub fn estimate(self) -> Option<Estimate> {
        (self.of > 0).then(|| {
            let (low, high) = wilson(f64::from(self.right), f64::from(self.of));
            Estimate { value: f64::from(self.right) / f64::from(self.of), low, high }
        })
    }
}

/// The score interval of Wilson for `right` of `of`, without correction of continuity.
fn wilson(right: f64, of: f64) -> (f64, f64) {
    let share = right / of;
    let widened = 1.0 + Z * Z / of;
    let centre = (share + Z * Z / (2.0 * of)) / widened;
    let half = Z / widened * (share * (1.0 - share) / of + Z * Z / (4.0 * of * of)).sqrt();
    // At the ends the bound is exact; rounding must not leave a hair beside it.
    let low = if right > 0.0 { (centre - half).max(0.0) } else { 0.0 };
    let high = if right < of { (centre + half).min(1.0) } else { 1.0 };
    (low, high)
}

/// How well one answer is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Answers that were right.
    pub precision: Share,
    /// Labels that were found.
    pub recall: Share,
}

impl Figures {
    /// Counts one row.
    pub fn count(&mut self, labelled: bool, answered: bool) {
        if labelled {
            self.recall.count(answered);
        }
        if answered {
            self.precision.count(labelled);
        }
    }

    /// The harmonic mean of precision and recall. F1 is no share, but J = tp/(tp+fp+fn) is one and F1 = 2J/(1+J) rises
    /// with it: its interval is Wilson's for J, carried over. Of spans, where two answers may touch one label, tp is
    /// taken half-way between right answers and found labels; there the interval is an approximation.
    pub fn f1(self) -> Option<Estimate> {
        let all = f64::from(self.precision.of + self.recall.of);
        if all == 0.0 {
            return None;
        }
        let [precision, recall] =
            [self.precision, self.recall].map(|share| share.estimate().map_or(0.0, |estimate| estimate.value));
        let sum = precision + recall;
        let value = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        let of = all - f64::from(self.precision.right + self.recall.right) / 2.0;
        let (low, high) = wilson(value / (2.0 - value) * of, of);
        let lift = |share: f64| 2.0 * share / (1.0 + share);
        Some(Estimate { value, low: lift(low), high: lift(high) })
    }
}

/// How often each label got each answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Confusion<T: Ord> {
    rows: BTreeMap<T, BTreeMap<T, u32>>,
}

impl<T: Copy + Ord> Confusion<T> {
    /// Nothing counted yet between those values.
    pub fn of(all: &[T]) -> Self {
        let row: BTreeMap<T, u32> = all.iter().map(|value| (*value, 0)).collect();
        Self { rows: all.iter().map(|value| (*value, row.clone())).collect() }
    }

    /// Counts one row.
    pub fn count(&mut self, labelled: T, answered: T) {
        *self.rows.entry(labelled).or_default().entry(answered).or_default() += 1;
    }

    /// How often that label got that answer.
    pub fn cell(&self, labelled: T, answered: T) -> u32 {
        self.rows.get(&labelled).and_then(|row| row.get(&answered)).copied().unwrap_or_default()
    }

    /// The rows whose answer is their label.
    pub fn right(&self) -> Share {
        let of = self.rows.values().flat_map(BTreeMap::values).sum();
        Share { right: self.rows.keys().map(|value| self.cell(*value, *value)).sum(), of }
    }

    /// How well the values for which `counts` holds are told from the others.
    pub fn figures(&self, counts: impl Fn(T) -> bool) -> Figures {
        let mut figures = Figures::default();
        for (labelled, row) in &self.rows {
            for (answered, rows) in row {
                let (is, said) = (counts(*labelled), counts(*answered));
                if is {
                    figures.recall.of += rows;
                }
                if said {
                    figures.precision.of += rows;
                }
                if is && said {
                    figures.recall.right += rows;
                    figures.precision.right += rows;
                }
            }
        }
        figures
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            right: u32,
            of: u32,
            #[serde(flatten)]
            estimate: Option<Estimate>,
        }
        Shown { right: self.right, of: self.of, estimate: self.estimate() }.serialize(serializer)
    }
}

impl Serialize for Figures {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            precision: Share,
            recall: Share,
            f1: Option<Estimate>,
        }
        Shown { precision: self.precision, recall: self.recall, f1: self.f1() }.serialize(serializer)
    }
}

fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn four_decimals<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(rounded(*value))
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the figures are rounded to four decimals before they are compared")]
mod tests {
    use super::*;

    fn numbers(estimate: Estimate) -> [f64; 3] {
        [estimate.value, estimate.low, estimate.high].map(rounded)
    }

    #[test]
    fn the_interval_is_the_published_one() {
        // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
        for (right, of, low, high) in
            [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]
        {
            let [_, from, to] = numbers(Share { right, of }.estimate().unwrap());
            assert_eq!((from, to), (low, high), "{right} of {of}");
        }
    }

    #[test]
    fn all_and_none_reach_the_end_and_do_not_pass_it() {
        assert_eq!(numbers(Share { right: 20, of: 20 }.estimate().unwrap()), [1.0, 0.8389, 1.0]);
        assert_eq!(numbers(Share { right: 0, of: 20 }.estimate().unwrap()), [0.0, 0.0, 0.1611]);
        assert_eq!(Share::default().estimate(), None, "a share of nothing is not 0");
    }

    #[test]
    fn precision_recall_and_f1_come_from_the_same_rows() {
        let mut figures = Figures::default();
        for (labelled, answered, times) in [(true, true, 8), (false, true, 2), (true, false, 4), (false, false, 90)] {
            for _ in 0..times {
                figures.count(labelled, answered);
            }
        }
        assert_eq!(figures.precision, Share { right: 8, of: 10 });
        assert_eq!(figures.recall, Share { right: 8, of: 12 });
        let [f1, low, high] = numbers(figures.f1().unwrap());
        // 16 of 22; J is 8 of 14, whose interval is 0.3259 to 0.7862.
        assert_eq!((f1, low, high), (0.7273, 0.4916, 0.8803));
    }

    #[test]
    fn f1_of_spans_is_the_harmonic_mean_and_nothing_has_no_f1() {
        let spans = Figures { precision: Share { right: 6, of: 8 }, recall: Share { right: 5, of: 5 } };
        let [f1, low, high] = numbers(spans.f1().unwrap());
        assert!((f1 - rounded(1.5 / 1.75)).abs() < 1e-9 && low < f1 && f1 < high, "{low} {f1} {high}");
        assert_eq!(Figures::default().f1(), None);
        let missed = Figures { precision: Share::default(), recall: Share { right: 0, of: 3 } };
        assert_eq!(numbers(missed.f1().unwrap())[..2], [0.0, 0.0], "all missed is 0, not unknown");
        let all = Figures { precision: Share { right: 3, of: 3 }, recall: Share { right: 3, of: 3 } };
        assert_eq!(numbers(all.f1().unwrap()), [1.0, 0.6097, 1.0]);
    }

    #[test]
    fn a_confusion_gives_the_figures_of_each_value_and_of_several_together() {
        let mut confusion = Confusion::of(&['a', 'b', 'c']);
        for (labelled, answered) in [('a', 'a'), ('a', 'a'), ('a', 'b'), ('b', 'b'), ('c', 'a'), ('c', 'c')] {
            confusion.count(labelled, answered);
        }
        assert_eq!(confusion.right(), Share { right: 4, of: 6 });
        assert_eq!((confusion.cell('a', 'b'), confusion.cell('b', 'a')), (1, 0));
        let a = confusion.figures(|value| value == 'a');
        assert_eq!((a.precision, a.recall), (Share { right: 2, of: 3 }, Share { right: 2, of: 3 }));
        let either = confusion.figures(|value| value != 'c');
        assert_eq!((either.precision, either.recall), (Share { right: 4, of: 5 }, Share { right: 4, of: 4 }));
    }

    #[test]
    fn json_has_four_decimals_and_leaves_out_what_is_unknown() {
        let json = serde_json::to_value(Share { right: 1, of: 3 }).unwrap();
        assert_eq!(json, serde_json::json!({"right": 1, "of": 3, "value": 0.3333, "low": 0.0615, "high": 0.7923}));
        let nothing = serde_json::to_value(Share::default()).unwrap();
        assert_eq!(nothing, serde_json::json!({"right": 0, "of": 0}));
    }
}
