//! The text of the source, exactly as received, with what was recognised marked in it.

use super::ReportError;
use super::case_file::{CaseFile, TextSpan};
use super::label::{self, word};
use super::look::{BODY, Kind, NAVY, highlight};
use super::printable::Printable;
use super::sheet::Sheet;
use super::text::{Rich, Style};
use super::tree::Role;

/// A passage to mark: where, what, and the labels to print after it.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    start: usize,
    end: usize,
    kind: Kind,
    labels: Vec<String>,
}

/// Writes the text in a box, and says what was added to it.
pub(super) fn write(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    let source = &case.source;
    if source.text.trim().is_empty() {
        return sheet.note(sheet.say("Texte vide.", "Empty text."));
    }
    let printable = Printable::new(sheet.fonts, source.text.trim_end());
    let marks = marks(sheet, &printable, &source.spans);
    let rich = marked(&printable.text, &marks);
    sheet.boxed(&rich, Role::Quote(language(case)), NAVY)?;
    if !marks.is_empty() {
        let note = sheet.say(
            "Les fonds de couleur et les mentions entre crochets ont été ajoutés par Vigie.",
            "Tints and words in square brackets were added by Vigie.",
        );
        sheet.note(note)?;
    }
    if printable.escaped {
        let note = sheet.say(
            "[U+…]\u{A0}: caractère qu’aucune police de ce document ne montre, ou qui changerait le sens de lecture, écrit par son code Unicode.",
            "[U+…]: a character that no typeface of this document shows, or that would change the reading order, written as its Unicode code point.",
        );
        sheet.note(note)?;
    }
    Ok(())
}

/// The language of the text as a tag, if it looks like one.
pub(super) fn language(case: &CaseFile) -> Option<String> {
    let tag = case.source.language.as_deref()?;
    let sound = (2..=12).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    sound.then(|| tag.to_owned())
}

/// The passages in order, none overlapping another: what lies within a passage adds its label to it.
fn marks(sheet: &Sheet, printable: &Printable, spans: &[TextSpan]) -> Vec<Mark> {
    let mut spans: Vec<&TextSpan> = spans.iter().collect();
    spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    let mut marks: Vec<Mark> = Vec::new();
    for span in spans {
        let kind = Kind::of(&span.kind);
        let name = if span.label.is_empty() { word(sheet.language, label::SPAN, &span.kind) } else { &span.label };
        let name = Printable::new(sheet.fonts, name).text.replace('\n', " ");
        let floor = marks.last().map_or(0, |mark| mark.end);
        let (start, end) = (printable.offset(span.start).max(floor), printable.offset(span.end));
        match marks.last_mut() {
            Some(last) if start >= end && printable.offset(span.start) < last.end => last.labels.push(name),
            _ if start < end => marks.push(Mark { start, end, kind, labels: vec![name] }),
            _ => {}
        }
    }
    for mark in &mut marks {
        let mut seen = Vec::new();
        mark.labels.retain(|label| {
            !seen.contains(label) && {
                seen.push(label.clone());
                true
            }
        });
    }
    marks
}

fn marked(text: &str, marks: &[Mark]) -> Rich {
    let mut rich = Rich::default();
    let mut at = 0;
    for mark in marks {
        let (back, ink) = highlight(mark.kind);
        rich.push_printable(text.get(at..mark.start).unwrap_or_default(), BODY);
        rich.push_printable(text.get(mark.start..mark.end).unwrap_or_default(), BODY.on(back));
        let label = Style::new(7.0, ink).bold();
        rich.push_printable(&format!("\u{202F}[{}]", mark.labels.join(" · ")), label);
        at = mark.end;
    }
    rich.push_printable(text.get(at..).unwrap_or_default(), BODY);
    rich
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::case_file::Language;
    use crate::report::font::Fonts;

    fn span(start: usize, end: usize, kind: &str) -> TextSpan {
        TextSpan { start, end, kind: kind.to_owned(), label: String::new() }
    }

    fn labels(text: &str, spans: &[TextSpan]) -> Vec<(String, String)> {
        let fonts = Fonts::get().unwrap();
        let sheet = Sheet::new(fonts, Language::Fr);
        let printable = Printable::new(fonts, text);
        marks(&sheet, &printable, spans)
            .into_iter()
            .map(|mark| (printable.text[mark.start..mark.end].to_owned(), mark.labels.join("+")))
            .collect()
    }

    fn pairs(found: &[(String, String)]) -> Vec<(&str, &str)> {
        found.iter().map(|(words, labels)| (words.as_str(), labels.as_str())).collect()
    }

    #[test]
    fn passages_keep_their_words_behind_characters_that_were_written_out() {
        let text = "🤮 depuis le doliprane j’ai mal";
        let at = text.find("doliprane").unwrap();
        let found = labels(text, &[span(at, at + 9, "product")]);
        assert_eq!(pairs(&found), [("doliprane", "produit")]);
    }

    #[test]
    fn nested_and_overlapping_passages_are_told_apart_without_repeating_text() {
        let found = labels("abcdefghij", &[span(2, 6, "reaction"), span(3, 5, "seriousness"), span(5, 9, "product")]);
        assert_eq!(pairs(&found), [("cdef", "effet+gravité"), ("ghi", "produit")]);
    }

    #[test]
    fn senseless_offsets_are_ignored_and_never_split_a_character() {
        let found = labels(
            "é😡x",
            &[span(1, 3, "product"), span(9, 4, "reaction"), span(500, 600, "reaction"), span(0, usize::MAX, "cue")],
        );
        assert_eq!(pairs(&found), [("é😡x", "indice+produit")]);
    }
}
