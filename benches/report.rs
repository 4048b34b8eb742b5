//! How long a case report takes: an ordinary three-page case, a bare one, and one with a long history.

#[path = "../src/report/sample.rs"]
mod sample;

use std::hint::black_box;

use criterion::{Criterion as Bench, criterion_group, criterion_main};
use vigie::report::*;

fn report(bench: &mut Bench) {
    let ordinary = sample::french();
    let mut long = sample::french();
    long.events = long.events.iter().cycle().take(400).cloned().collect();
    for (name, case) in [("three-page case", &ordinary), ("bare case", &CaseFile::default()), ("400 events", &long)] {
        bench.bench_function(name, |run| run.iter(|| pdf(black_box(case)).map(|bytes| bytes.len())));
    }
}

criterion_group!(benches, report);
criterion_main!(benches);
