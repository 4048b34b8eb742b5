//! `vigie scan`: many posts through the engine, streaming, in order, on any number of threads, with flat memory.

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    Answer, FAILED, PolicyFolder,
    input::{self, Format, Raw},
};
use crate::engine::{Engine, Review};

/// Inputs handed to a thread at once.
const CHUNK: usize = 512;
/// Chunks that wait for a thread: bounds memory.
const WAITING: usize = 4;

/// Review many posts.
#[derive(Debug, Args)]
#[command(after_help = "Example: vigie scan posts.jsonl --output csv > reviews.csv")]
pub struct Scan {
    /// Files to read; `-` or none is standard input.
    files: Vec<PathBuf>,
    /// How the inputs are written; found by the file's name when absent.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// How the reviews are written.
    #[arg(long, value_enum, default_value = "jsonl")]
    output: Shape,
    /// Threads that review; all cores when absent.
    #[arg(long)]
    threads: Option<usize>,
    #[command(flatten)]
    policies: PolicyFolder,
}

/// How reviews are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// One review a line.
    Jsonl,
    /// A table with the main columns.
    Csv,
    /// A line for people.
    Text,
}

/// Inputs of one file, on their way to a thread.
type Chunk = Vec<Raw>;
/// What a thread made of a chunk: lines to print, and complaints.
struct Done {
    printed: Vec<u8>,
    bad: Vec<(u64, String)>,
    count: u64,
}

impl Scan {
    /// Runs it.
    pub fn run(self) -> Answer {
        let engine = self.policies.compile()?;
        let threads = self.threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, usize::from)).max(1);
        let mut out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
        if self.output == Shape::Csv {
            out.write_all(&csv_line(&HEADER.map(str::to_owned))?)?;
        }
        let bar = progress();
        let mut failed = false;
        for path in input::or_stdin(self.files) {
            let format = self.format.unwrap_or_else(|| Format::of(&path));
            let inputs = input::read(input::open(&path)?, format)?;
            let name = path.display().to_string();
            let written = review_all(&engine, inputs, threads, self.output, |done| {
                for (line, why) in &done.bad {
                    failed = true;
                    bar.suspend(|| eprintln!("{name}:{line}: {why}"));
                }
                bar.inc(done.count);
                out.write_all(&done.printed)
            });
            if ended_early(written)? {
                return Ok(ExitCode::SUCCESS);
            }
        }
        bar.finish_and_clear();
        ended_early(out.flush())?;
        Ok(if failed { ExitCode::from(FAILED) } else { ExitCode::SUCCESS })
    }
}

/// A reader such as `head` that has seen enough is no failure.
fn ended_early(written: io::Result<()>) -> anyhow::Result<bool> {
    match written {
        Ok(()) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(true),
        Err(error) => Err(error.into()),
    }
}

fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() || !io::stdout().is_terminal() && io::stdin().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} posts, {per_sec}, {elapsed}");
    ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
}

/// Deals chunks out to the threads in turn and takes them back in the same turn, so that order costs nothing.
fn review_all(
    engine: &Engine,
    mut inputs: Box<dyn Iterator<Item = Raw> + Send>,
    threads: usize,
    shape: Shape,
    mut write: impl FnMut(Done) -> io::Result<()>,
) -> io::Result<()> {
    thread::scope(|scope| {
        let (mut hands, mut results): (Vec<SyncSender<Chunk>>, Vec<Receiver<Done>>) = (Vec::new(), Vec::new());
        for _ in 0..threads {
            let (to, chunks) = sync_channel::<Chunk>(WAITING);
            let (done, from) = sync_channel::<Done>(WAITING);
            scope.spawn(move || {
                for chunk in chunks {
                    // The writer is gone when the output was closed: nothing is left to do.
                    if done.send(review_chunk(engine, chunk, shape)).is_err() {
                        return;
                    }
                }
            });
            hands.push(to);
            results.push(from);
        }
        scope.spawn(move || {
            for hand in hands.iter().cycle() {
                let chunk: Chunk = inputs.by_ref().take(CHUNK).collect();
                if chunk.is_empty() || hand.send(chunk).is_err() {
                    return;
                }
            }
        });
        for result in results.iter().cycle() {
            let Ok(done) = result.recv() else { return Ok(()) };
            write(done)?;
        }
        Ok(())
    })
}

fn review_chunk(engine: &Engine, chunk: Chunk, shape: Shape) -> Done {
    let mut done = Done { printed: Vec::with_capacity(chunk.len() * 512), bad: Vec::new(), count: 0 };
    for raw in chunk {
        done.count += 1;
        let printed = raw.content.input().and_then(|input| {
            let review = engine.review(&input);
            print(&mut done.printed, &review, shape).map_err(|error| error.to_string())
        });
        if let Err(why) = printed {
            done.bad.push((raw.line, why));
        }
    }
    done
}

fn print(out: &mut Vec<u8>, review: &Review, shape: Shape) -> anyhow::Result<()> {
    match shape {
        Shape::Jsonl => {
            serde_json::to_writer(&mut *out, review)?;
            out.push(b'\n');
        }
        Shape::Csv => out.extend(csv_line(&columns(review))?),
        Shape::Text => out.extend(text_line(review).into_bytes()),
    }
    Ok(())
}

const HEADER: [&str; 10] = [
    "id",
    "lang",
    "verdict",
    "rules",
    "adverse_verdict",
    "score",
    "products",
    "reactions",
    "seriousness",
    "special_situations",
];

fn columns(review: &Review) -> [String; 10] {
    let adverse = &review.adverse_event;
    let joined = |words: Vec<String>| words.join("; ");
    [
        review.id.clone().unwrap_or_default(),
        review.lang.to_string(),
        review.verdict.to_string(),
        joined(review.findings.iter().map(|found| found.rule.clone()).collect()),
        adverse.verdict.to_string(),
        adverse.score.to_string(),
        joined(adverse.products.iter().map(|product| product.name.clone()).collect()),
        joined(adverse.reactions.iter().map(|told| format!("{} ({})", told.term, told.status)).collect()),
        joined(adverse.seriousness.iter().map(ToString::to_string).collect()),
        joined(adverse.special_situations.iter().map(ToString::to_string).collect()),
    ]
}

fn csv_line(fields: &[String]) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(fields)?;
    writer.into_inner().map_err(|error| anyhow::anyhow!("{}", error.error()))
}

fn text_line(review: &Review) -> String {
    let [id, _, verdict, rules, adverse, score, products, reactions, seriousness, special] = columns(review);
    let mut line = format!("{}{verdict:<7}", if id.is_empty() { String::new() } else { format!("{id:<12} ") });
    for (name, value) in [
        ("", rules),
        ("", adverse_part(&adverse, &score)),
        ("", products),
        ("→ ", reactions),
        ("! ", seriousness),
        ("* ", special),
    ] {
        if !value.is_empty() {
            line.push_str(&format!("  {name}{value}"));
        }
    }
    line.push('\n');
    line
}

fn adverse_part(verdict: &str, score: &str) -> String {
    if verdict == "none" { String::new() } else { format!("{verdict} {score}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy;

    #[test]
    fn reviews_come_out_in_the_order_of_the_inputs_whatever_the_threads() {
        let engine = policy::compile(None).unwrap();
        let line = |id| format!("{{\"id\":\"{id}\",\"text\":\"bonjour {id}\"}}\n");
        let text: String = (0..3_000).map(line).collect();
        for threads in [1, 2, 5] {
            let bytes = std::io::Cursor::new(text.clone().into_bytes());
            let inputs = input::read(Box::new(bytes), Format::Jsonl).unwrap();
            let mut ids = Vec::new();
            review_all(&engine, inputs, threads, Shape::Csv, |done| {
                let lines = String::from_utf8(done.printed).unwrap();
                ids.extend(lines.lines().filter_map(|line| line.split(',').next()?.parse::<u32>().ok()));
                Ok(())
            })
            .unwrap();
            assert_eq!(ids, (0..3_000).collect::<Vec<_>>(), "{threads} threads");
        }
    }
}
