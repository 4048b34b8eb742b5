//! The report as a whole: what it says, that it never breaks, and that it is the same every time.

use proptest::prelude::*;

use super::*;

fn bytes(case: &CaseFile) -> Vec<u8> {
    pdf(case).unwrap_or_else(|error| panic!("{error}"))
}

/// How many pages a document has: its page objects are never compressed away.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.match_indices("/Type/Page").filter(|(at, _)| !text[at + 10..].starts_with('s')).count()
        + text.match_indices("/Type /Page").filter(|(at, _)| !text[at + 11..].starts_with('s')).count()
}

fn contains(pdf: &[u8], needle: &str) -> bool {
    pdf.windows(needle.len()).any(|window| window == needle.as_bytes())
}

#[test]
fn a_full_case_becomes_a_tagged_archivable_document() {
    let pdf = bytes(&sample::french());
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert!((3..=6).contains(&pages(&pdf)), "{}", pages(&pdf));
    for needle in ["pdfaid", "pdfuaid", "/StructTreeRoot", "/Outlines", "/Lang(fr-FR)", "/TH", "/BlockQuote"] {
        assert!(contains(&pdf, needle) || contains(&pdf, &needle.replace('(', " (")), "{needle}");
    }
}

#[test]
fn an_english_special_situation_is_written_in_english() {
    let pdf = bytes(&sample::english());
    assert!(contains(&pdf, "/Lang(en-GB)") || contains(&pdf, "/Lang (en-GB)"));
    assert!((2..=4).contains(&pages(&pdf)));
}

#[test]
fn the_same_case_gives_the_same_bytes_and_another_time_gives_others() {
    let case = sample::french();
    let first = bytes(&case);
    assert!(first == bytes(&case));
    let other = std::thread::spawn(|| bytes(&sample::french())).join().unwrap();
    assert!(first == other, "a thread with cold caches writes other bytes");
    let later = CaseFile { generated_at: case.generated_at + chrono::TimeDelta::seconds(1), ..case };
    assert!(first != bytes(&later));
}

#[test]
fn an_empty_case_is_a_document_in_both_languages() {
    for language in [Language::Fr, Language::En] {
        let pdf = bytes(&CaseFile { language, ..CaseFile::default() });
        assert!((2..=3).contains(&pages(&pdf)));
    }
}

/// A case with the same text wherever a text may stand.
fn everywhere(text: &str) -> CaseFile {
    let some = || Some(text.to_owned());
    let mut case = sample::french();
    case.number = text.to_owned();
    case.worldwide_id = some();
    case.organisation = Organisation { name: text.to_owned(), role: some() };
    case.state = text.to_owned();
    case.zone = Zone::Fixed { name: text.to_owned(), offset_minutes: 345 };
    case.generated_by = text.to_owned();
    case.content_hash = some();
    case.clock.first_seen_by = some();
    case.clock.late_reason = some();
    case.source.text = text.to_owned();
    case.source.parent_text = some();
    case.source.language = some();
    case.source.url = some();
    case.patient.excerpt = some();
    case.patient.age_unit = some();
    case.narrative = some();
    for span in &mut case.source.spans {
        span.label = text.to_owned();
    }
    for event in &mut case.events {
        event.detail = some();
        event.what = text.to_owned();
    }
    for mail in &mut case.mails {
        mail.message_id = some();
    }
    for finding in &mut case.findings {
        finding.rule = text.to_owned();
        finding.law = vec![text.to_owned(); 3];
    }
    case
}

#[test]
fn hostile_texts_never_break_a_document() {
    for text in [
        "\u{0}",
        "\u{FEFF}\u{FFFE}\u{FFFF}\u{E000}\u{10FFFF}",
        "\u{301}\u{302}",
        "\u{1F3FB}\u{200D}\u{FE0F}",
        "\u{202E}abc\u{2066}",
        "]]> </rdf:li> & \" ' <x>",
        "\r\n\t\u{B}\u{C}\u{85}\u{2028}",
        "مرحبا، أخذت الدواء أمس وأصبت بصداع \u{64B}\u{64B}",
        "שָׁלוֹם עוֹלָם (סוגריים) abc",
        "ﷺ ﬁ ﬃ ĳ Ǆ ŉ ΐ ẞ",
        "हिन्दी ไทย 中文 한국어 ქართული Հայերեն",
        "👩\u{200D}👩\u{200D}👧\u{200D}👦 🇫🇷 1\u{FE0F}\u{20E3} 🏴\u{E0067}\u{E0062}\u{E007F} 🤮",
        "a\u{315}\u{35C}b\u{489}\u{20DD}",
        "    ",
        "\n\n\n\n",
        "−–—‑\u{AD}\u{2060}\u{115F}\u{3164}\u{180E}",
    ] {
        assert!(pdf(&everywhere(text)).is_ok(), "{text:?}");
    }
}

#[test]
fn huge_texts_are_printed_whole() {
    let word = "Depuis la deuxième injection je dors mal. ";
    for (text, least) in [
        (word.repeat(1 << 20 >> 5), 150),
        ("a".repeat(200_000), 25),
        ("😡".repeat(10_000), 3),
        ("🤮".repeat(10_000), 2),
        ("🤮😷".repeat(2_000), 3),
        ("e\u{301}\u{302}".repeat(20_000), 3),
        ("צ\u{5B8}".repeat(20_000), 3),
        ("\n".repeat(5_000), 2),
        ("a\n".repeat(5_000), 40),
    ] {
        let mut case = CaseFile::default();
        case.source.text = text;
        assert!(pages(&bytes(&case)) >= least, "{} pages", pages(&bytes(&case)));
    }
}

#[test]
fn long_tables_run_over_many_pages() {
    let mut case = sample::french();
    case.events = case.events.iter().cycle().take(500).cloned().collect();
    assert!(pages(&bytes(&case)) > 12);
}

#[test]
fn a_long_cell_is_cut_between_pages() {
    let mut case = sample::french();
    for event in &mut case.events {
        event.detail = Some("Motif détaillé de la modification, avec ses circonstances. ".repeat(300));
    }
    assert!(pages(&bytes(&case)) > 20);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_string_anywhere_makes_a_document(text in any::<String>(), start in any::<usize>(), end in any::<usize>()) {
        let mut case = everywhere(&text);
        case.source.spans.push(TextSpan { start, end, kind: text, label: String::new() });
        prop_assert!(pdf(&case).is_ok());
    }

    #[test]
    fn any_mixture_of_scripts_makes_a_document(
        text in "[\\p{L}\\p{M}\\p{S}\\p{Cf}\\p{Zs} \\n]{0,300}",
        more in "[a-zà-ÿ\u{300}-\u{36F}\u{591}-\u{5F4}\u{600}-\u{6FF}😀-🙏 .,!]{0,300}",
    ) {
        for text in [&text, &more] {
            prop_assert!(pdf(&everywhere(text)).is_ok());
        }
    }
}
