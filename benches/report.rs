//! How long a case report takes: an English special situation (three pages), a full French case (five pages), and a
//! case with a long history.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench may fail"
)]

#[path = "../src/report/sample.rs"]
mod sample;

use std::hint::black_box;

use criterion::{Criterion as Bench, Throughput, criterion_group, criterion_main};
use vigie::report::*;

fn report(bench: &mut Bench) {
    let mut long = sample::french();
    long.events = long.events.iter().cycle().take(400).cloned().collect();
    let mut group = bench.benchmark_group("report");
    group.throughput(Throughput::Elements(1));
    for (name, case) in [("three pages", &sample::english()), ("five pages", &sample::french()), ("400 events", &long)]
    {
        group.bench_function(name, |run| run.iter(|| pdf(black_box(case)).map(|bytes| bytes.len())));
    }
    group.finish();
}

criterion_group!(benches, report);
criterion_main!(benches);
