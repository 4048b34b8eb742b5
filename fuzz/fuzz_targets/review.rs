//! Any bytes as a post: no panic, one answer, every place in the text. What follows a byte 0xff, which no text holds, is
//! the product of the page; what follows a second one is the text answered.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vigie::{
    engine::{Engine, Input},
    policy,
};

#[path = "../../tests/corpus/spans.rs"]
mod spans;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| policy::compile(None).expect("the packs compile"));

fuzz_target!(|bytes: &[u8]| {
    let mut parts = bytes.split(|byte| *byte == 0xff).map(|part| String::from_utf8_lossy(part).into_owned());
    let mut input = Input::new(parts.next().unwrap_or_default());
    input.page_products = parts.next().into_iter().collect();
    input.parent_text = parts.next();
    let review = ENGINE.review(&input);
    if let Err(why) = spans::check(&input.text, &review) {
        panic!("{why}");
    }
    assert_eq!(ENGINE.review(&input), review, "the same text gets the same answer");
});
