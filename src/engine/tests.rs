//! The engine as its callers see it, on a small pack of its own.

use proptest::prelude::*;

use super::*;

const LEXICON: &str = r#"
[words]
function = ["le", "la", "de", "je", "et", "nous", "votre", "pas", "une", "vous", "à", "du", "pour"]
clause_break = ["mais"]
clause_start = ["je", "nous"]
[spelling]
bcp = "beaucoup"
[emoji]
"💉" = "injection"
[list.praise]
words = ["meilleur", "n°1", "le plus beau"]
[list.act]
words = ["botox", "injection", "rembours*"]
[list.offer]
words = ["code promo", "offerte", "réduction"]
[list.job]
words = ["recrute"]
[list.refusal]
words = ["refus* tout net", "demand* à être rembours*", "perdu * kilos"]
[cue.negation]
before = ["pas", "pas de", "aucun"]
pseudo = ["pas de doute"]
ends = ["mais"]
[cue.prohibition]
before = ["ne proposons pas"]
"#;

const RULES: &str = r#"
[[rule]]
id = "t.praise"
topic = "A2"
category = "advertising"
kind = "phrase"
speakers = ["organisation"]
severity = { default = "medium", pharma = "high", hospital = "none" }
signals = ["@praise"]
unless = ["@job"]
law = [{ ref = "L.1", in_force_since = "2020-01-01", until = "2025-01-01" }, { ref = "L.2", in_force_since = "2025-01-01" }]
message = { fr = "Comparaison : « {found} ».", en = "Comparison." }
[[rule]]
id = "t.offer"
topic = "A4"
category = "advertising"
kind = "combination"
within = "sentence"
speakers = ["any"]
severity = { default = "high" }
signals = ["@act", "@offer"]
unless = ["@cue.prohibition"]
unless_question = true
message = { fr = "Offre." }
[[rule]]
id = "t.price"
topic = "A4"
category = "advertising"
kind = "pattern"
pattern = '- ?\d+ %'
speakers = ["any"]
severity = { default = "low" }
in_force = { from = "2021-01-01", to = "2026-01-01" }
message = { fr = "Prix." }
[[rule]]
id = "t.mention"
topic = "C5"
category = "medicine"
kind = "required_mention"
speakers = ["pharma"]
severity = { default = "low" }
signals = ["@product.otc"]
requires = ["lire attentivement la notice"]
message = { fr = "Mention absente." }
[[rule]]
id = "t.count"
topic = "M1"
category = "moderation"
kind = "count"
at_least = 3
speakers = ["any"]
severity = { default = "info" }
signals = ["spam"]
message = { fr = "Répétition." }
[[rule]]
id = "t.swap"
topic = "A5"
category = "misinformation"
kind = "substitution"
sponsored = true
speakers = ["any"]
severity = { default = "low" }
signals = ["miracle"]
message = { fr = "Mot." }
suggestion = { fr = "Au lieu de « {found} » : « efficace »." }
"#;

const EXAMPLES: &str = r#"
[[example]]
text = "Le [meilleur|t.praise] de la région"
speaker = "pharmacy"
[[example]]
text = "Votre [botox avec code promo|t.offer] !"
passes = ["t.praise"]
[[example]]
text = "Profitez : [-20%|t.price]"
published_at = "2024-05-01"
passes = ["t.offer"]
[[example]]
text = "[Angitruc|t.mention] et ça repart"
speaker = "pharma"
passes = ["t.count"]
[[example]]
text = "[spam spam spam|t.count]"
passes = ["t.price", "t.mention", "t.swap"]
[[example]]
text = "Un [miracle|t.swap]"
sponsored = true
"#;

const PRODUCTS: &str = r#"
[[product]]
name = "ANGITRUC"
kind = "medicine"
status = "otc"
[[product]]
name = "LEVOTHYROX"
forms = ["levo"]
kind = "medicine"
status = "rx"
"#;

fn pack(files: &[(&str, &str)]) -> PackSource {
    let files =
        files.iter().map(|(name, text)| PackFile { path: format!("policies/t/{name}"), text: (*text).to_owned() });
    PackSource { id: "t".to_owned(), files: files.collect() }
}

fn source() -> PackSource {
    pack(&[
        ("pack.toml", PACK),
        ("lexicon.toml", LEXICON),
        ("rules.toml", RULES),
        ("examples.toml", EXAMPLES),
        ("products.toml", PRODUCTS),
    ])
}

const PACK: &str = "id = \"t\"\ntitle = { fr = \"T\" }\nversion = \"2026.11.1\"\nlanguages = [\"fr\"]\n";

fn engine() -> Engine {
    compile(&[source()]).unwrap_or_else(|errors| panic!("{errors}"))
}

fn found(text: &str, speaker: Speaker) -> Vec<(String, String)> {
    let review = engine().review(&Input { speaker, ..Input::new(text) });
    review.findings.into_iter().map(|finding| (finding.rule, finding.excerpt)).collect()
}

#[test]
fn the_examples_of_the_pack_come_out_as_written() {
    let report = check_examples(&engine());
    assert!(report.is_ok(), "{report}");
    assert_eq!((report.examples, report.checks), (6, 12));
}

#[test]
fn a_wrong_example_is_told_with_its_line() {
    let mut source = source();
    for file in source.files.iter_mut().filter(|file| file.path.ends_with("examples.toml")) {
        file.text.push_str("[[example]]\ntext = \"[rien|t.praise]\"\n");
    }
    let report = check_examples(&compile(&[source]).unwrap());
    assert_eq!(report.failures.len(), 1);
    assert!(report.to_string().contains("policies/t/examples.toml:23: rien"), "{report}");
    assert!(report.to_string().contains("expected: t.praise on « rien »"), "{report}");
}

#[test]
fn who_speaks_decides() {
    let text = "Nous sommes le meilleur cabinet";
    assert_eq!(found(text, Speaker::Pharmacy), [("t.praise".to_owned(), "meilleur".to_owned())]);
    assert_eq!(found(text, Speaker::Visitor), []);
    assert_eq!(found(text, Speaker::Hospital), []);
    let review = engine().review(&Input { speaker: Speaker::Pharma, ..Input::new(text) });
    assert_eq!(review.verdict, Verdict::Block);
    assert_eq!(review.findings.first().map(|finding| finding.message.as_str()), Some("Comparaison : « meilleur »."));
}

#[test]
fn an_exception_in_the_sentence_silences_and_elsewhere_does_not() {
    assert_eq!(found("Le meilleur cabinet recrute", Speaker::Pharmacy), []);
    assert_eq!(found("Le meilleur cabinet. On recrute", Speaker::Pharmacy).len(), 1);
}

#[test]
fn a_combination_needs_every_signal_in_its_scope() {
    assert_eq!(found("💉 offerte", Speaker::Pharmacy), [("t.offer".to_owned(), "💉 offerte".to_owned())]);
    assert_eq!(found("Remboursement : une réduction", Speaker::Pharmacy).len(), 1);
    assert_eq!(found("Botox. Séance offerte", Speaker::Pharmacy), []);
    assert_eq!(found("Botox à code promo ?", Speaker::Pharmacy), []);
    assert_eq!(found("Nous ne proposons pas de botox avec code promo", Speaker::Pharmacy), []);
}

#[test]
fn the_day_of_publication_selects_the_rule_and_the_law() {
    let on = |day: &str, text: &str| {
        let published_at = Some(format!("{day}T00:00:00Z").parse().unwrap());
        engine().review(&Input { published_at, speaker: Speaker::Pharmacy, ..Input::new(text) }).findings
    };
    assert_eq!(on("2020-12-31", "-20%").len(), 0);
    assert_eq!(on("2021-01-01", "-20%").len(), 1);
    assert_eq!(on("2026-01-01", "-20%").len(), 0);
    assert_eq!(found("-20%", Speaker::Pharmacy), []);
    let law = |day: &str| on(day, "n°1").first().map(|finding| finding.law.clone()).unwrap_or_default();
    assert_eq!(law("2024-06-01").iter().map(|law| law.reference.as_str()).collect::<Vec<_>>(), ["L.1"]);
    assert_eq!(law("2025-06-01").iter().map(|law| law.reference.as_str()).collect::<Vec<_>>(), ["L.2"]);
}

#[test]
fn a_required_mention_silences_its_rule() {
    assert_eq!(found("Angitruc et ça repart", Speaker::Pharma), [("t.mention".to_owned(), "Angitruc".to_owned())]);
    assert_eq!(found("Angitruc. Lire attentivement la notice.", Speaker::Pharma), []);
}

#[test]
fn a_substitution_says_what_to_write() {
    let review = engine().review(&Input { sponsored: true, ..Input::new("Un miracle") });
    let suggestion = review.findings.first().and_then(|finding| finding.suggestion.as_deref());
    assert_eq!(suggestion, Some("Au lieu de « miracle » : « efficace »."));
}

#[test]
fn overlapping_findings_of_one_rule_are_one() {
    assert_eq!(found("le plus beau meilleur", Speaker::Pharmacy).len(), 2);
    assert_eq!(found("spam spam spam spam", Speaker::Visitor).len(), 1);
}

#[test]
fn a_cue_qualifies_what_it_reaches_and_a_look_alike_does_not() {
    let engine = engine();
    let negated = |written: &str| -> Vec<bool> {
        let text = engine.lexicon.normaliser.normalise(written);
        let scanned = scan::scan(&engine.lexicon, text, Lang::Fr, true);
        let context = context::qualify(&scanned);
        let acts =
            scanned.hits.iter().filter(|hit| hit.entry == lexicon::Entry::List(engine.lexicon.list("act").unwrap()));
        acts.map(|hit| context.at(hit.tokens()).has(context::CueKind::Negation)).collect()
    };
    assert_eq!(negated("pas de botox"), [true]);
    assert_eq!(negated("pas mal, mais du botox"), [false]);
    assert_eq!(negated("pas de doute, du botox"), [false]);
    assert_eq!(negated("botox et pas d'injection"), [false, true]);
}

#[test]
fn misspelt_products_are_recognised_and_said_so() {
    let engine = engine();
    let text = engine.lexicon.normaliser.normalise("levotirox levothyrox levo");
    let scanned = scan::scan(&engine.lexicon, text, Lang::Fr, true);
    let fuzzy: Vec<bool> = scanned.hits.iter().map(|hit| hit.fuzzy).collect();
    assert_eq!(fuzzy, [true, false, false]);
    assert_eq!(engine.lexicon.product_named("Lévothyroxe"), engine.lexicon.product_named("levo"));
}

fn errors_of(files: &[(&str, &str)]) -> String {
    let mut all = vec![("pack.toml", PACK)];
    all.extend(files);
    compile(&[pack(&all)]).map(|_| ()).unwrap_err().to_string()
}

#[test]
fn every_mistake_is_told_with_its_place_and_what_was_meant() {
    let rules = RULES.replace("\"@praise\"", "\"@prase\"").replace("kind = \"count\"", "kind = \"cuont\"");
    let told = errors_of(&[
        ("lexicon.toml", LEXICON),
        ("rules.toml", &rules),
        ("examples.toml", EXAMPLES),
        ("products.toml", PRODUCTS),
    ]);
    let expected = "\
policies/t/rules.toml:9:12: t.praise: unknown list `prase`
  9 | signals = [\"@prase\"]
    |            ^^^^^^^^
  help: did you mean `praise`?
";
    assert!(told.contains(expected), "{told}");
    assert!(told.contains("unknown kind of rule `cuont`"), "{told}");
    assert!(told.ends_with("2 mistakes in the policy packs"), "{told}");
}

#[test]
fn an_unknown_key_is_told_with_the_one_that_was_meant() {
    let told = errors_of(&[("lexicon.toml", "[list.a]\nword = [\"x\"]\n")]);
    assert!(told.contains("policies/t/lexicon.toml:2:1: unknown field `word`"), "{told}");
    assert!(told.contains("help: did you mean `words`?"), "{told}");
}

#[test]
fn a_rule_without_examples_is_refused() {
    let told = errors_of(&[("lexicon.toml", LEXICON), ("rules.toml", RULES), ("products.toml", PRODUCTS)]);
    assert!(told.contains("t.swap: no example fires this rule"), "{told}");
    assert!(told.contains("t.swap: no near miss for this rule"), "{told}");
}

#[test]
fn impossible_rules_are_refused() {
    let broken = [
        ("- ?\\d+ %", "(", "impossible pattern"),
        ("- ?\\d+ %", "É", "neither capitals nor accents"),
        ("- ?\\d+ %", "x*", "matches the empty text"),
        ("topic = \"A2\"", "topic = \"Z9\"", "unknown topic"),
        ("\"@act\", \"@offer\"", "\"@act\"", "a combination needs at least 2 in `signals`"),
        ("\"t.count\"", "\"t.price\"", "already used in policies/t/rules.toml"),
        ("2020-01-01", "2020-13-01", "expected a day"),
        ("\"organisation\"", "\"organization\"", "did you mean `organisation`?"),
        ("signals = [\"spam\"]", "signals = [\"*\"]", "nothing is left"),
    ];
    for (from, to, expected) in broken {
        let rules = RULES.replacen(from, to, 1);
        assert_ne!(rules, RULES);
        let told = errors_of(&[
            ("lexicon.toml", LEXICON),
            ("rules.toml", &rules),
            ("examples.toml", EXAMPLES),
            ("products.toml", PRODUCTS),
        ]);
        assert!(told.contains(expected), "{expected}:\n{told}");
    }
}

#[test]
fn a_stem_may_be_any_word_of_a_phrase() {
    let engine = engine();
    for (written, found) in [
        ("refusé tout net", &["refusé tout net"][..]),
        ("ils refusaient tout net et sans refus", &["refusaient tout net"]),
        ("on refuse tout", &[]),
        ("demander à être remboursés vite", &["demander à être remboursés"]),
    ] {
        let text = engine.lexicon.normaliser.normalise(written);
        let scanned = scan::scan(&engine.lexicon, text, Lang::Fr, true);
        let list = engine.lexicon.list("refusal").unwrap();
        let said: Vec<&str> = scanned.of_list(list).map(|hit| scanned.text.excerpt(hit.tokens())).collect();
        assert_eq!(said, found, "{written}");
    }
}

#[test]
fn a_stem_of_two_letters_is_refused_with_its_place() {
    let told = errors_of(&[("lexicon.toml", "[list.a]\nwords = [\"mal\", \"à la tê* qui tourne\"]\n")]);
    assert!(told.contains("policies/t/lexicon.toml:2:17: @a: the stem `te*` matches far too many words"), "{told}");
    assert!(told.contains("help: write at least three letters before `*`"), "{told}");
    let rules = RULES.replacen("signals = [\"spam\"]", "signals = [\"sp*\"]", 1);
    let told = errors_of(&[("lexicon.toml", LEXICON), ("rules.toml", &rules), ("examples.toml", EXAMPLES)]);
    assert!(told.contains("the stem `sp*` matches far too many words"), "{told}");
}

#[test]
fn a_list_is_defined_once_for_a_language() {
    let english = PACK.replace("\"t\"", "\"u\"").replace("\"fr\"]", "\"en\"]");
    let other = |pack: &str| PackSource {
        id: "u".to_owned(),
        files: vec![
            PackFile { path: "policies/u/pack.toml".to_owned(), text: pack.to_owned() },
            PackFile {
                path: "policies/u/lexicon.toml".to_owned(),
                text: "[list.praise]\nwords = [\"best\"]\n".to_owned(),
            },
        ],
    };
    assert!(compile(&[source(), other(&english)]).is_ok());
    let told = compile(&[source(), other(&PACK.replace("\"t\"", "\"u\""))]).map(|_| ()).unwrap_err().to_string();
    assert!(told.contains("@praise: this list is already defined in policies/t/lexicon.toml"), "{told}");
}

#[test]
fn a_review_survives_json() {
    let engine = engine();
    let review = engine.review(&Input {
        id: Some("c1".to_owned()),
        speaker: Speaker::Pharma,
        ..Input::new("Le meilleur Angitruc, 💉 offerte -20%")
    });
    let json = serde_json::to_string(&review).unwrap();
    assert!(json.starts_with(r#"{"id":"c1","lang":"fr","policy":{"release":"2026.11.1","digest":"sha256:"#), "{json}");
    assert_eq!(serde_json::from_str::<Review>(&json).unwrap(), review);
}

/// Text as it comes: anything, with what the engine reacts to mixed in.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC{0,8}",
        any::<char>().prop_map(String::from),
        prop::sample::select(vec![
            "botox",
            "code promo",
            "#PromoBotox_12",
            "jean@site.fr",
            "@x",
            "-20%",
            "1,5mg",
            "spam",
            "meilleur",
            "💉🏽",
            "o z e m p i c",
            "patient·e·s",
            "https://x",
            "…",
            "\n",
            " ",
            "?",
            "«",
            "levotirox",
            "é\u{301}",
            "ﬁ",
            "½",
            "e.s.",
            "(e)s",
            "$a$",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_reviewed_and_every_span_is_its_excerpt(text in any_text(), speaker in prop::sample::select(Speaker::ALL)) {
        static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(engine);
        let input = Input { speaker, sponsored: true, ..Input::new(text.clone()) };
        let review = ENGINE.review(&input);
        for finding in &review.findings {
            prop_assert_eq!(text.get(finding.start..finding.end), Some(finding.excerpt.as_str()));
            prop_assert!(!finding.excerpt.is_empty());
        }
        prop_assert!(review.findings.is_sorted_by_key(|finding| (finding.start, finding.rule.clone())));
        prop_assert_eq!(ENGINE.review(&input), review);
    }

    #[test]
    fn the_way_back_never_goes_backwards(written in any_text()) {
        static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(engine);
        let text = ENGINE.lexicon.normaliser.normalise(&written);
        let (mut from, mut start) = (0, 0);
        for (index, token) in text.tokens.iter().enumerate() {
            prop_assert!(token.from >= from && token.from < token.to && token.to <= written.len(), "{:?}", token);
            prop_assert!(written.is_char_boundary(token.from) && written.is_char_boundary(token.to));
            prop_assert!(token.start == start + 1 && token.end > token.start, "{:?}", token);
            prop_assert!(!text.word(index).contains(' '));
            (from, start) = (token.from, token.end);
        }
        let covered: Vec<usize> = text.sentences.iter().flat_map(|sentence| sentence.tokens.clone()).collect();
        prop_assert_eq!(covered, (0..text.tokens.len()).collect::<Vec<_>>());
        let covered: Vec<usize> = text.clauses.iter().flat_map(|clause| clause.tokens.clone()).collect();
        prop_assert_eq!(covered, (0..text.tokens.len()).collect::<Vec<_>>());
    }

    #[test]
    fn a_word_is_found_where_it_stands_whatever_comes_before(
        before in prop::collection::vec(
            prop::sample::select(vec![
                "🎉", "👩🏽‍⚕️", "🇫🇷", "é", "e\u{301}", "œ", "aaaaaah", "Ouiiii", "\u{200b}", "\u{202e}", "שלום", "ﬁ", "½", "«", "\0", "𝓸𝔃",
            ]),
            0..8,
        ),
        word in "[a-zéèêàçùïœ]{3,12}",
    ) {
        static ENGINE: std::sync::LazyLock<Engine> = std::sync::LazyLock::new(engine);
        let written = format!("{} \n{word}", before.join(" "));
        let text = ENGINE.lexicon.normaliser.normalise(&written);
        prop_assert_eq!(text.tokens.last().map(|token| &written[token.from..token.to]), Some(word.as_str()));
    }
}
