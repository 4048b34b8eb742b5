//! The marked-up corpus: texts by phenomenon of language, what a trained reader finds in them, and what the engine does.
//!
//! One trial a phenomenon, held to its floors in `floors.toml`; then what must hold of any text. A mistake in a file fails
//! with the file and the number of the text. `CORPUS_MISSES=1` lists everything that is not as marked.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a test says what is wrong by failing"
)]

mod invariance;
mod judge;
mod properties;
mod read;
mod spans;

use std::{fs, path::Path, process::ExitCode, sync::LazyLock};

use libtest_mimic::{Arguments, Failed, Trial};
use vigie::{engine::Engine, policy};

use crate::{
    judge::{Floors, Score},
    read::Phenomenon,
};

/// A test without parameters.
pub type Plain = (&'static str, fn());

/// Texts there must be.
const LEAST_TEXTS: usize = 300;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| policy::compile(None).unwrap());
static CORPUS: LazyLock<(Vec<Phenomenon>, Vec<String>)> = LazyLock::new(|| read::folder(&corpus_folder()));

fn corpus_folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let (phenomena, mistakes) = &*CORPUS;
    let mut trials = vec![trial("corpus::every_file_is_well_formed", || empty(mistakes))];
    trials.push(trial("corpus::there_are_enough_texts", || {
        let texts: usize = phenomena.iter().map(|phenomenon| phenomenon.texts.len()).sum();
        if texts < LEAST_TEXTS {
            Err(format!("{texts} texts, expected {LEAST_TEXTS}"))
        } else {
            empty(&twice(phenomena))
        }
    }));
    for (name, run) in read::TESTS {
        trials.push(Trial::test(format!("read::{name}"), move || go(*run)));
    }
    for (name, run) in properties::TESTS {
        trials.push(Trial::test(format!("properties::{name}"), move || go(*run)));
    }
    for change in invariance::CHANGES {
        trials.push(trial(&format!("invariance::{}", change.name), || {
            let changed = change.changed(&ENGINE, phenomena);
            tell(change.name, &changed);
            change.hold(&changed)
        }));
    }
    trials.extend(floors(&arguments, phenomena));
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The trials that hold each phenomenon to its floors; the table is shown unless trials are only listed.
fn floors(arguments: &Arguments, phenomena: &'static [Phenomenon]) -> Vec<Trial> {
    let name = |phenomenon: &Phenomenon| format!("phenomenon::{}", phenomenon.name);
    if arguments.list {
        return phenomena.iter().map(|phenomenon| trial(&name(phenomenon), || Ok(()))).collect();
    }
    let scores: Vec<(&Phenomenon, Score)> =
        phenomena.iter().map(|phenomenon| (phenomenon, judge::score(&ENGINE, phenomenon))).collect();
    println!("{}", judge::table(&scores));
    let read = fs::read_to_string(corpus_folder().join(read::FLOORS)).map_err(|error| error.to_string());
    let floors: Result<Floors, String> = read.and_then(|text| toml::from_str(&text).map_err(|error| error.to_string()));
    let mistaken =
        floors.as_ref().map_or_else(|error| vec![error.clone()], |floors| judge::mistaken_floors(&scores, floors));
    let floors = floors.unwrap_or_default();
    let mut trials = vec![trial("corpus::every_phenomenon_has_its_floors", move || empty(&mistaken))];
    for (phenomenon, score) in scores {
        tell(&phenomenon.name, &score.misses);
        let below = judge::below(&phenomenon.name, &score, &floors);
        trials.push(trial(&name(phenomenon), move || {
            empty(&below).map_err(|below| format!("{below}\n{}", score.misses.join("\n")))
        }));
    }
    trials
}

/// Texts that stand in the corpus more than once.
fn twice(phenomena: &[Phenomenon]) -> Vec<String> {
    let mut texts: Vec<(&str, &[String], &str, usize)> = Vec::new();
    let mut twice = Vec::new();
    for phenomenon in phenomena {
        for text in &phenomenon.texts {
            let here =
                (text.input.text.as_str(), text.input.page_products.as_slice(), phenomenon.name.as_str(), text.number);
            if let Some((.., name, number)) = texts.iter().find(|there| (there.0, there.1) == (here.0, here.1)) {
                twice.push(format!("{} {} is {name} {number}", here.2, here.3));
            }
            texts.push(here);
        }
    }
    twice
}

fn trial(name: &str, run: impl FnOnce() -> Result<(), String> + Send + 'static) -> Trial {
    Trial::test(name, move || run().map_err(Failed::from))
}

fn empty(mistakes: &[String]) -> Result<(), String> {
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes.join("\n")) }
}

fn tell(name: &str, misses: &[String]) {
    if std::env::var_os("CORPUS_MISSES").is_some() && !misses.is_empty() {
        println!("\n{name}\n  {}", misses.join("\n  "));
    }
}

/// A panic fails its own test and no other.
fn go(run: fn()) -> Result<(), Failed> {
    std::panic::catch_unwind(run).map_err(|cause| {
        let said = cause.downcast_ref::<String>().cloned();
        said.or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()))
            .unwrap_or_else(|| "panicked".to_owned())
            .into()
    })
}
