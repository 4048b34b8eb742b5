//! Makes any text printable: what cannot be shown, or would mislead the eye, is written as its code point in place.

use std::fmt::Write as _;

use super::font::Fonts;

/// How many marks may stand on one letter. Real scripts need three; the rest is decoration that smears over lines.
const MARKS_PER_LETTER: usize = 4;

/// A text that every font stack of a report can show, with the way back to the offsets of the original.
pub(super) struct Printable {
    /// The text to show.
    pub(super) text: String,
    /// Whether something was written as its code point.
    pub(super) escaped: bool,
    /// Where the two texts are out of step: pairs of (original, printable) offsets, ascending.
    steps: Vec<(usize, usize)>,
}

impl Printable {
    /// Makes a text printable.
    pub(super) fn new(fonts: &Fonts, original: &str) -> Self {
        let mut writer = Writer::new(original.len());
        let mut chars = original.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            writer.step(at, Some(c));
            if c == '\r' && chars.peek().is_some_and(|(_, next)| *next == '\n') {
                continue;
            }
            writer.put(c, fonts);
        }
        writer.end(original.len())
    }

    /// The offset in the printable text of an offset in the original.
    pub(super) fn offset(&self, original: usize) -> usize {
        let after = self.steps.partition_point(|(from, _)| *from <= original);
        let (from, to) = after.checked_sub(1).and_then(|i| self.steps.get(i)).copied().unwrap_or_default();
        let end = self.steps.get(after).map_or(self.text.len(), |(_, to)| *to);
        let mut offset = (to + (original - from)).min(end);
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

struct Writer {
    text: String,
    steps: Vec<(usize, usize)>,
    /// Original minus printable length so far, to notice when the two fall out of step.
    drift: isize,
    /// The character being escaped and how many times in a row.
    pending: Option<(char, usize)>,
    escaped: bool,
    marks: usize,
    /// Whether a mark would have a letter to stand on.
    base: bool,
}

impl Writer {
    fn new(capacity: usize) -> Self {
        Self {
            text: String::with_capacity(capacity),
            steps: Vec::new(),
            drift: 0,
            pending: None,
            escaped: false,
            marks: 0,
            base: false,
        }
    }

    /// Notes that the original stands at `at`, before its next character.
    fn step(&mut self, at: usize, next: Option<char>) {
        if self.pending.is_some_and(|(c, _)| Some(c) == next) {
            return;
        }
        self.flush();
        let drift = at.cast_signed() - self.text.len().cast_signed();
        if drift != self.drift {
            self.drift = drift;
            self.steps.push((at, self.text.len()));
        }
    }

    fn put(&mut self, c: char, fonts: &Fonts) {
        match c {
            '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.plain('\n'),
            '\t' => {
                self.flush();
                self.text.push_str("    ");
            }
            // These show nothing by themselves, and no font of ours joins emoji with them.
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' => {}
            _ if misleads(c) || !fonts.cover(c) && c != ' ' => self.escape(c),
            _ if is_mark(c) => self.mark(c),
            _ => self.plain(c),
        }
    }

    fn plain(&mut self, c: char) {
        self.flush();
        self.text.push(c);
        self.base = !c.is_whitespace();
        self.marks = 0;
    }

    fn mark(&mut self, c: char) {
        if self.pending.is_none() && self.base && self.marks < MARKS_PER_LETTER {
            self.marks += 1;
            self.text.push(c);
        } else {
            self.escape(c);
        }
    }

    fn escape(&mut self, c: char) {
        match &mut self.pending {
            Some((same, count)) if *same == c => *count += 1,
            _ => {
                self.flush();
                self.pending = Some((c, 1));
            }
        }
    }

    fn flush(&mut self) {
        let Some((c, count)) = self.pending.take() else { return };
        self.escaped = true;
        self.text.push_str(&code_point(c));
        if count > 1 {
            self.text.pop();
            // A String takes any write.
            let _ = write!(self.text, " ×{count}]");
        }
        // A mark that follows stands on the character written out, which is not there.
        self.base = false;
        self.marks = 0;
    }

    fn end(mut self, length: usize) -> Printable {
        self.step(length, None);
        Printable { text: self.text, escaped: self.escaped, steps: self.steps }
    }
}

/// A character written as its code point.
pub(super) fn code_point(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// Whether a character changes the reading order of its neighbours without being seen, or means nothing outside the
/// program that made it. Archivable PDF refuses the latter, whatever a font draws for them.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFC}' | '\u{FFFE}' | '\u{FFFF}')
        || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

/// Whether a character stands on the one before it.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x5BF | 0x5C1..=0x5C2 | 0x5C4..=0x5C5 | 0x5C7
        | 0x610..=0x61A | 0x64B..=0x65F | 0x670 | 0x6D6..=0x6DC | 0x6DF..=0x6E4 | 0x6E7..=0x6E8 | 0x6EA..=0x6ED
        | 0xE31 | 0xE34..=0xE3A | 0xE47..=0xE4E | 0xEB1 | 0xEB4..=0xEBC | 0xEC8..=0xECE
        | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF | 0x302A..=0x302F | 0x3099..=0x309A
        | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Printable {
        Printable::new(Fonts::get().unwrap(), text)
    }

    #[test]
    fn ordinary_text_passes_unchanged() {
        let text = "J’ai pris 2 comprimés ; c’était « terrible » 😡\nمرحبا שלום";
        let shown = show(text);
        assert_eq!(shown.text, text);
        assert!(!shown.escaped);
        assert_eq!(shown.offset(7), 7);
    }

    #[test]
    fn what_no_font_covers_is_written_as_its_code_point() {
        assert_eq!(show("beurk 🤮!").text, "beurk [U+1F92E]!");
        assert_eq!(show("\u{0}\u{0}\u{0}a\u{7}").text, "[U+0000 ×3]a[U+0007]");
        assert_eq!(show("\u{E123}\u{FEFF}").text, "[U+E123][U+FEFF]");
    }

    #[test]
    fn reordering_controls_are_made_visible_and_silent_ones_vanish() {
        assert_eq!(show("a\u{202E}cba").text, "a[U+202E]cba");
        assert_eq!(show("☺\u{FE0F}\u{200D}x\u{AD}").text, "☺x");
    }

    #[test]
    fn line_ends_of_every_kind_become_one_newline() {
        assert_eq!(show("a\r\nb\rc\u{2028}d").text, "a\nb\nc\nd");
    }

    #[test]
    fn a_mark_without_a_letter_or_one_too_many_is_written_out() {
        assert_eq!(show("\u{301}a").text, "[U+0301]a");
        assert_eq!(show("🤮\u{301}").text, "[U+1F92E][U+0301]");
        let pile = format!("e{}", "\u{301}".repeat(10_000));
        assert_eq!(show(&pile).text, format!("e{}[U+0301 ×9996]", "\u{301}".repeat(4)));
    }

    #[test]
    fn offsets_follow_the_text_through_insertions_and_removals() {
        let text = "a🤮b\r\nc\u{200B}dé";
        let shown = show(text);
        for wanted in ["a", "b", "c", "d", "é"] {
            let from = text.find(wanted).unwrap();
            let at = shown.offset(from);
            assert!(shown.text[at..].starts_with(wanted), "{wanted} at {at} in {:?}", shown.text);
        }
        assert_eq!(shown.offset(text.len()), shown.text.len());
        assert_eq!(shown.offset(usize::MAX / 2), shown.text.len());
    }
}
