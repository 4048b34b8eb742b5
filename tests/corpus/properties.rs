//! What must hold of any text: no panic, one answer, every place in the text.

use std::sync::LazyLock;

use proptest::{prelude::*, sample::select};
use vigie::{
    engine::{Engine, Input, Kind, Lang, Speaker},
    policy,
};

use crate::{CORPUS, ENGINE, read::Text, spans};

pub const TESTS: &[crate::Plain] = &[
    ("every_text_of_the_corpus_keeps_its_places", every_text_of_the_corpus_keeps_its_places),
    ("any_text_keeps_its_places_and_gets_one_answer", any_text_keeps_its_places_and_gets_one_answer),
    ("what_comes_before_never_moves_a_product", what_comes_before_never_moves_a_product),
];

/// Compiled from the same packs a second time.
static TWIN: LazyLock<Engine> = LazyLock::new(|| policy::compile(None).unwrap());

/// Words that decide, so that generated texts reach every step of the engine.
const CUES: &[&str] = &[
    "pas",
    "plus de",
    "ni",
    "sans",
    "depuis",
    "sous",
    "à cause de",
    "j'ai arrêté",
    "je prends",
    "mon fils de 6 ans",
    "il paraît",
    "si",
    "peut-être",
    "?",
    "!!!",
    "effet secondaire",
    "20 mg",
    "2 comprimés",
    "hospitalisé",
    "enceinte",
    "ne marche pas",
    "j'ai eu",
    "maux de tête",
    "urticaire",
    "Levothyrox",
    "doliprane",
    "#XareltoDanger",
    "le vaccin",
    "since",
    "not",
    "side effects",
    "my husband",
    "rash",
    "Ozempic",
    "code promo",
    "-20%",
    "06 12 34 56 78",
    "jean@site.fr",
    "@x",
    "https://x",
    "contacte-moi",
];

/// Signs that are hard to read.
const SIGNS: &[&str] = &[
    "\0",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{301}",
    "\u{20dd}",
    "\u{202e}",
    "\u{202c}",
    "\u{2066}",
    "שלום",
    "مرحبا",
    "😵‍💫",
    "👩🏽‍⚕️",
    "🇫🇷",
    "1️⃣",
    "💉🏽",
    "ﬁ",
    "½",
    "ǆ",
    "İ",
    "ß",
    "ſ",
    "ﷺ",
    "𝓸𝔃",
    "Ⓐ",
    "o z e m p i c",
    "b.o.t.o.x",
    "e\u{301}",
    "·e·s",
    "(e)s",
    "…",
    "\r\n",
    "\u{2028}",
    "\t",
    "[",
    "|",
    "$a$",
    "#",
    "@",
    "«",
    "' ",
    "’",
    "-",
    "ᾳ",
    "㍿",
    "\u{e0041}",
    "\u{10ffff}",
];

fn texts() -> impl Iterator<Item = &'static Text> {
    CORPUS.0.iter().flat_map(|phenomenon| &phenomenon.texts)
}

/// A run of characters of a text of the corpus.
fn splice() -> impl Strategy<Value = String> {
    let texts: Vec<&str> = texts().map(|text| text.input.text.as_str()).collect();
    (select(texts), 0_usize..80, 1_usize..60)
        .prop_map(|(text, from, length)| text.chars().skip(from).take(length).collect())
}

/// Anything, with what the engine reacts to mixed in.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => splice(),
        3 => select(CUES).prop_map(str::to_owned),
        2 => select(SIGNS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => any::<String>(),
        1 => ("[a-zéèç]", 1_usize..30).prop_map(|(letter, times)| letter.repeat(times)),
    ];
    let joint = select(&["", "", " ", " ", "\n", ". "][..]);
    prop::collection::vec((piece, joint), 0..16)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, joint)| piece + joint).collect())
}

fn any_input() -> impl Strategy<Value = Input> {
    let page = prop_oneof![
        2 => Just(Vec::new()),
        1 => Just(vec!["LEVOTHYROX".to_owned()]),
        1 => prop::collection::vec(any::<String>(), 1..3),
    ];
    (
        any_text(),
        page,
        prop::option::weighted(0.2, any_text()),
        select(Speaker::ALL),
        select(Kind::ALL),
        select(&[None, Some(Lang::Fr), Some(Lang::En)][..]),
        any::<bool>(),
    )
        .prop_map(|(text, page_products, parent_text, speaker, kind, lang, sponsored)| Input {
            page_products,
            parent_text,
            speaker,
            kind,
            lang,
            sponsored,
            ..Input::new(text)
        })
}

fn every_text_of_the_corpus_keeps_its_places() {
    for text in texts() {
        let review = ENGINE.review(&text.input);
        spans::check(&text.input.text, &review).unwrap_or_else(|wrong| panic!("{wrong}: {}", text.input.text));
        let bytes = serde_json::to_vec(&review).unwrap();
        assert_eq!(serde_json::to_vec(&ENGINE.review(&text.input)).unwrap(), bytes, "{}", text.input.text);
        assert_eq!(serde_json::to_vec(&TWIN.review(&text.input)).unwrap(), bytes, "{}", text.input.text);
    }
}

/// What may come before a text and says nothing: emoji, accents in both forms, elongations, marks, invisible signs.
fn noise() -> impl Strategy<Value = String> {
    let sign = select(
        &[
            "🎉",
            "👩🏽‍⚕️",
            "🇫🇷",
            "😭",
            "é",
            "e\u{301}",
            "ÀÉÎÕÜ",
            "œ",
            "aaaaaaah",
            "Ouiiiiii",
            "\u{200b}",
            "\u{feff}",
            "\u{202e}",
            "שלום",
            "مرحبا",
            "ﬁ",
            "½",
            "!!!",
            "…",
            "«",
            "\u{a0}",
            "\0",
            "𝓸𝔃",
            "日本",
        ][..],
    );
    (prop::collection::vec(sign, 1..8), select(&["\n", ".\n", "\r\n"][..]))
        .prop_map(|(signs, end)| signs.join(" ") + end)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    fn any_text_keeps_its_places_and_gets_one_answer(input in any_input()) {
        let review = ENGINE.review(&input);
        prop_assert_eq!(spans::check(&input.text, &review), Ok(()));
        let bytes = serde_json::to_vec(&review).unwrap();
        prop_assert_eq!(&serde_json::to_vec(&ENGINE.review(&input)).unwrap(), &bytes);
        prop_assert_eq!(&serde_json::to_vec(&TWIN.review(&input)).unwrap(), &bytes);
    }

    fn what_comes_before_never_moves_a_product(noise in noise(), text in select(texts().collect::<Vec<_>>())) {
        let alone = ENGINE.review(&Input { lang: Some(Lang::Fr), ..text.input.clone() });
        let longer = format!("{noise}{}", text.input.text);
        let review = ENGINE.review(&Input { lang: Some(Lang::Fr), text: longer.clone(), ..text.input.clone() });
        for product in alone.adverse_event.products.iter().filter(|product| !product.from_page) {
            let there = (product.start + noise.len(), product.end + noise.len());
            let found = review.adverse_event.products.iter().any(|found| (found.start, found.end) == there);
            prop_assert!(found, "« {} » is not found in {:?}", product.excerpt, longer);
        }
    }
}
