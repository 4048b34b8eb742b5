//! Every pack compiles, and every example of every pack comes out as written.

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

use std::fs;
use std::path::Path;

use vigie::engine::{self, PackFile, PackSource};

fn sources() -> Vec<PackSource> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut sources: Vec<PackSource> = fs::read_dir(&root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("pack.toml").exists())
        .map(|folder| source(&folder))
        .collect();
    sources.sort_by(|a, b| a.id.cmp(&b.id));
    sources
}

fn source(folder: &Path) -> PackSource {
    let id = folder.file_name().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<PackFile> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .map(|path| PackFile {
            path: format!("policies/{id}/{}", path.file_name().unwrap().to_string_lossy()),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    PackSource { id, files }
}

#[test]
fn every_example_of_every_pack_comes_out_as_written() {
    let engine = engine::compile(&sources()).unwrap_or_else(|errors| panic!("{errors}"));
    let report = engine::check_examples(&engine);
    assert!(report.is_ok(), "{report}");
    assert!(report.examples > 0, "no example was found");
}

#[test]
fn the_same_packs_have_the_same_digest_whatever_their_order() {
    let sources = sources();
    let mut reversed: Vec<PackSource> = sources.iter().rev().cloned().collect();
    for source in &mut reversed {
        source.files.reverse();
    }
    let policy = engine::compile(&sources).unwrap().policy().clone();
    assert_eq!(engine::compile(&reversed).unwrap().policy(), &policy);
    assert!(policy.digest.starts_with("sha256:"), "{}", policy.digest);
}

/// The shipped posts carry what a trained reader finds in them, so that the demonstration can be held to it.
#[test]
fn the_demonstration_finds_what_its_posts_say() {
    let engine = engine::compile(&sources()).unwrap();
    let (mut posts, mut agreed, mut missed) = (0, 0, Vec::new());
    for line in include_str!("../src/cli/demo/posts.jsonl").lines() {
        let post: serde_json::Value = serde_json::from_str(line).unwrap();
        let word = |name: &str| post[name].as_str().map(str::to_owned);
        let mut input = engine::Input::new(word("text").unwrap());
        input.speaker = engine::Speaker::parse(&word("speaker").unwrap()).unwrap();
        input.kind = engine::Kind::parse(&word("kind").unwrap()).unwrap();
        input.parent_text = word("parent_text");
        if word("page").as_deref() == Some("pharma-levothyrox") {
            input.page_products = vec!["LEVOTHYROX".into()];
        }
        let review = engine.review(&input);
        posts += 1;
        agreed += usize::from(post["expect"]["adverse"] == review.adverse_event.verdict.as_str());
        for topic in post["expect"]["topics"].as_array().unwrap() {
            if !review.findings.iter().any(|found| topic == &found.topic) {
                missed.push(format!("{}: {topic}", post["external_id"]));
            }
        }
    }
    assert!(missed.is_empty(), "topics that were not found: {missed:?}");
    assert!(posts >= 100 && agreed * 100 >= posts * 80, "{agreed} of {posts} verdicts on adverse events agree");
}
