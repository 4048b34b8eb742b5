//! Styled text, broken into lines of positioned glyphs.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use krilla::text::{GlyphId, KrillaGlyph};
use parley::{
    Alignment, AlignmentOptions, FontContext, FontFamily, FontStyle, FontWeight, Layout, LayoutContext, LineHeight,
    OverflowWrap, TextStyle,
};

use super::ReportError;
use super::font::{CODE, Fonts, PROSE};
use super::printable::{Printable, code_point};

/// A colour, as red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Color(pub(super) u8, pub(super) u8, pub(super) u8);

/// How a stretch of text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Style {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) code: bool,
    pub(super) ink: Ink,
}

/// The colours of a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Ink {
    pub(super) color: Color,
    pub(super) back: Option<Color>,
}

impl Style {
    /// Upright text of a size and colour.
    pub(super) const fn new(size: f32, color: Color) -> Self {
        Self { size, bold: false, italic: false, code: false, ink: Ink { color, back: None } }
    }

    pub(super) const fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) const fn italic(mut self) -> Self {
        self.italic = true;
        self
    }

    pub(super) const fn code(mut self) -> Self {
        self.code = true;
        self
    }

    pub(super) const fn on(mut self, back: Color) -> Self {
        self.ink.back = Some(back);
        self
    }

    fn parley(self, line_height: f32) -> TextStyle<'static, 'static, Ink> {
        TextStyle {
            font_family: FontFamily::List(Cow::Borrowed(if self.code { &CODE } else { &PROSE })),
            font_size: self.size,
            font_weight: if self.bold { FontWeight::BOLD } else { FontWeight::NORMAL },
            font_style: if self.italic { FontStyle::Italic } else { FontStyle::Normal },
            brush: self.ink,
            line_height: LineHeight::Absolute(line_height),
            overflow_wrap: OverflowWrap::Anywhere,
            ..TextStyle::default()
        }
    }
}

/// Text in several styles. What is pushed is made printable.
#[derive(Debug, Clone, Default)]
pub(super) struct Rich {
    text: String,
    runs: Vec<(Range<usize>, Style)>,
}

impl Rich {
    /// Text in one style.
    pub(super) fn new(fonts: &Fonts, text: &str, style: Style) -> Self {
        let mut rich = Self::default();
        rich.push(fonts, text, style);
        rich
    }

    /// Adds text in a style.
    pub(super) fn push(&mut self, fonts: &Fonts, text: &str, style: Style) {
        self.push_printable(&Printable::new(fonts, text).text, style);
    }

    /// Adds text that is known to be printable.
    pub(super) fn push_printable(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some((range, same)) if *same == style => range.end = self.text.len(),
            _ => self.runs.push((start..self.text.len(), style)),
        }
    }

    /// The distance from one baseline to the next.
    pub(super) fn leading(&self) -> f32 {
        let size = self.runs.iter().map(|(_, style)| style.size).fold(0.0, f32::max);
        1.32 * if size > 0.0 { size } else { 9.0 }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Writes out the bare characters as code points: the fonts turned out not to cover them in this company.
    fn without(&self, bare: impl Fn(usize) -> bool) -> Self {
        let mut plain = Self::default();
        for (run, style) in &self.runs {
            let mut shown = String::with_capacity(run.len());
            for (at, c) in self.text.get(run.clone()).unwrap_or_default().char_indices() {
                if !c.is_ascii() && bare(run.start + at) {
                    shown.push_str(&code_point(c));
                } else {
                    shown.push(c);
                }
            }
            plain.push_printable(&shown, *style);
        }
        plain
    }
}

/// Glyphs of one face and colour, side by side.
#[derive(Debug, Clone)]
pub(super) struct GlyphRun {
    pub(super) x: f32,
    pub(super) width: f32,
    pub(super) size: f32,
    pub(super) ink: Ink,
    pub(super) face: krilla::text::Font,
    pub(super) glyphs: Vec<KrillaGlyph>,
}

/// One line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: Rc<str>,
    pub(super) runs: Vec<GlyphRun>,
    pub(super) width: f32,
    pub(super) height: f32,
    /// From the top of the line to its baseline.
    pub(super) baseline: f32,
}

/// Long paragraphs are set in pieces of about this many bytes, so that time and memory stay in proportion.
const PIECE: usize = 4_000;

struct Setter {
    fonts: FontContext,
    layouts: LayoutContext<Ink>,
    layout: Layout<Ink>,
}

thread_local! {
    // Shaping plans and glyph caches are worth keeping from one report to the next.
    static SETTER: RefCell<Option<Setter>> = const { RefCell::new(None) };
}

/// Breaks text into lines no wider than `width`.
pub(super) fn set(fonts: &Fonts, rich: &Rich, width: f32, line_height: f32) -> Result<Vec<Line>, ReportError> {
    SETTER.with_borrow_mut(|slot| {
        let setter = slot.get_or_insert_with(|| Setter {
            fonts: fonts.context(),
            layouts: LayoutContext::new(),
            layout: Layout::new(),
        });
        let mut lines = Vec::new();
        for piece in pieces(rich) {
            set_piece(fonts, setter, piece, width, line_height, &mut lines)?;
        }
        Ok(lines)
    })
}

/// Cuts at line ends, because each paragraph has its own direction, and within very long lines at a space.
fn pieces(rich: &Rich) -> Vec<Rich> {
    let mut pieces = Vec::new();
    let mut piece = Rich::default();
    for (run, style) in &rich.runs {
        for mut rest in rich.text.get(run.clone()).unwrap_or_default().split_inclusive(['\n', ' ']) {
            while rest.len() > PIECE {
                let (head, tail) = rest.split_at(rest.floor_char_boundary(PIECE));
                piece.push_printable(head, *style);
                pieces.push(std::mem::take(&mut piece));
                rest = tail;
            }
            piece.push_printable(rest.trim_end_matches('\n'), *style);
            if rest.ends_with('\n') || piece.text.len() > PIECE {
                pieces.push(std::mem::take(&mut piece));
            }
        }
    }
    if !piece.text.is_empty() || pieces.is_empty() {
        pieces.push(piece);
    }
    pieces
}

fn set_piece(
    fonts: &Fonts,
    setter: &mut Setter,
    mut rich: Rich,
    width: f32,
    line_height: f32,
    lines: &mut Vec<Line>,
) -> Result<(), ReportError> {
    let before = lines.len();
    for _ in 0..3 {
        shape(setter, &rich, width, line_height);
        let bare = collect(fonts, &setter.layout, &rich, line_height, lines)?;
        if bare.is_empty() {
            return Ok(());
        }
        lines.truncate(before);
        rich = rich.without(|at| bare.iter().any(|range| range.contains(&at)));
    }
    // Nothing but ASCII is left to try, which every face holds.
    rich = rich.without(|_| true);
    shape(setter, &rich, width, line_height);
    collect(fonts, &setter.layout, &rich, line_height, lines).map(drop)
}

fn shape(setter: &mut Setter, rich: &Rich, width: f32, line_height: f32) {
    let mut builder = setter.layouts.style_run_builder(&mut setter.fonts, &rich.text, 1.0, false);
    let mut styles: Vec<(Style, u16)> = Vec::new();
    for (range, style) in &rich.runs {
        let known = styles.iter().find(|(same, _)| same == style).map(|(_, index)| *index);
        let index = known.unwrap_or_else(|| {
            let index = builder.push_style(style.parley(line_height));
            styles.push((*style, index));
            index
        });
        builder.push_style_run(index, range.clone());
    }
    builder.build_into(&mut setter.layout, &rich.text);
    setter.layout.break_all_lines(Some(width));
    setter.layout.align(Alignment::Start, AlignmentOptions::default());
}

/// Turns a layout into lines, and tells which bytes of the text no face covered.
fn collect(
    fonts: &Fonts,
    layout: &Layout<Ink>,
    rich: &Rich,
    height: f32,
    lines: &mut Vec<Line>,
) -> Result<Vec<Range<usize>>, ReportError> {
    let mut bare = Vec::new();
    let text: Rc<str> = Rc::from(rich.text.as_str());
    for line in layout.lines() {
        let metrics = line.metrics();
        let mut x = metrics.inline_min_coord + metrics.offset;
        let mut runs = Vec::new();
        let mut size: f32 = 0.0;
        for run in line.runs() {
            let face = fonts.face(run.font().data.id()).ok_or(ReportError::Fonts)?;
            size = size.max(run.font_size());
            let mut strip = Strip { x, runs: &mut runs, face: &face, size: run.font_size(), fresh: true, rest: None };
            for cluster in run.visual_clusters() {
                strip.cluster(&text, &cluster, &mut bare);
            }
            x = strip.x;
        }
        lines.push(Line {
            text: Rc::clone(&text),
            runs,
            width: metrics.advance - metrics.hanging_advance,
            height,
            // All lines of a block stand on the same grid, whatever faces they mix.
            baseline: height.mul_add(0.5, size * 0.33),
        });
    }
    Ok(bare)
}

/// Collects the glyphs of one run, left to right.
struct Strip<'a> {
    x: f32,
    runs: &'a mut Vec<GlyphRun>,
    face: &'a krilla::text::Font,
    size: f32,
    /// Whether no glyph of this run was met yet.
    fresh: bool,
    /// The text of ligature parts met before the ligature itself, in right-to-left text.
    rest: Option<Range<usize>>,
}

impl Strip<'_> {
    fn cluster(&mut self, text: &str, cluster: &parley::Cluster<'_, Ink>, bare: &mut Vec<Range<usize>>) {
        let mut range = cluster.text_range();
        if text.get(range.clone()).is_none_or(|shown| shown.is_empty() || shown == "\n") {
            return;
        }
        if cluster.is_ligature_continuation() {
            self.continue_ligature(cluster.is_rtl(), range);
            return;
        }
        if let Some(rest) = self.rest.take() {
            range.end = range.end.max(rest.end);
        }
        for glyph in cluster.glyphs() {
            if glyph.id == 0 {
                bare.push(range.clone());
            }
            let shaped = KrillaGlyph::new(
                GlyphId::new(glyph.id),
                glyph.advance / self.size,
                glyph.x / self.size,
                glyph.y / self.size,
                0.0,
                range.clone(),
                None,
            );
            self.push(cluster.style().brush, shaped, glyph.advance);
        }
    }

    fn continue_ligature(&mut self, rtl: bool, range: Range<usize>) {
        if rtl {
            let end = self.rest.as_ref().map_or(range.end, |rest| rest.end.max(range.end));
            self.rest = Some(range.start..end);
        } else if let Some(run) = self.runs.last_mut() {
            let start = run.glyphs.last().map(|glyph| glyph.text_range.start);
            for glyph in run.glyphs.iter_mut().rev().take_while(|glyph| Some(glyph.text_range.start) == start) {
                glyph.text_range.end = range.end;
            }
        }
    }

    fn push(&mut self, ink: Ink, glyph: KrillaGlyph, advance: f32) {
        match self.runs.last_mut() {
            Some(run) if run.ink == ink && !self.fresh => {
                run.glyphs.push(glyph);
                run.width += advance;
            }
            _ => self.runs.push(GlyphRun {
                x: self.x,
                width: advance,
                size: self.size,
                ink,
                face: self.face.clone(),
                glyphs: vec![glyph],
            }),
        }
        self.x += advance;
        self.fresh = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Style = Style::new(10.0, Color(0, 0, 0));

    fn lines(text: &str, width: f32) -> Vec<Line> {
        let fonts = Fonts::get().unwrap();
        set(fonts, &Rich::new(fonts, text, PLAIN), width, 13.0).unwrap()
    }

    fn shown(line: &Line) -> String {
        let ranges: Vec<_> =
            line.runs.iter().flat_map(|run| &run.glyphs).map(|glyph| glyph.text_range.clone()).collect();
        ranges.into_iter().map(|range| line.text[range].to_owned()).collect()
    }

    #[test]
    fn lines_break_at_spaces_and_stay_within_the_width() {
        let lines = lines("Depuis la deuxième injection, je ne dors plus et j’ai des vertiges.", 120.0);
        assert!(lines.len() > 2);
        assert!(lines.iter().all(|line| line.width <= 120.0));
        assert_eq!(shown(&lines[0]).trim_end(), "Depuis la deuxième");
    }

    #[test]
    fn a_word_wider_than_the_column_is_broken_rather_than_overflowing() {
        let lines = lines(&"x".repeat(200), 60.0);
        assert!(lines.len() > 10);
        assert!(lines.iter().all(|line| line.width <= 60.0));
    }

    #[test]
    fn french_punctuation_never_begins_a_line() {
        let text = "Ça va\u{202F}? Oui\u{A0}: «\u{A0}très bien\u{A0}»\u{202F}; merci\u{202F}!";
        // A column narrower than the words themselves breaks anywhere.
        for width in 60..200_u8 {
            for line in lines(text, f32::from(width)) {
                let shown = shown(&line);
                assert!(!shown.trim_start().starts_with(['?', ':', ';', '!', '»']), "{shown:?} at {width}");
            }
        }
    }

    #[test]
    fn no_glyph_is_missing_and_every_glyph_has_its_text() {
        for text in
            ["e\u{315}\u{35C}", "😡\u{303}", "ש\u{303}", "1\u{20E3}", "م\u{301}", "a🤮b", "ﺎ", "o\u{489}\u{20DD}"]
        {
            for line in lines(text, 300.0) {
                for run in &line.runs {
                    assert!(
                        run.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0 && !glyph.text_range.is_empty()),
                        "{text:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn right_to_left_text_is_drawn_from_the_right_and_keeps_its_words() {
        let lines = lines("שלום עולם", 300.0);
        let run = &lines[0].runs[0];
        assert!(run.x > 200.0, "aligned to the right edge: {}", run.x);
        let first = run.glyphs.first().unwrap();
        assert_eq!(&lines[0].text[first.text_range.clone()], "ם", "the last letter is leftmost");
    }

    #[test]
    fn each_paragraph_has_its_own_direction() {
        let lines = lines("Bonjour.\nשלום עולם\n\nAdieu.", 300.0);
        let starts: Vec<_> = lines.iter().map(|line| line.runs.first().map(|run| run.x > 200.0)).collect();
        assert_eq!(starts, [Some(false), Some(true), None, Some(false)]);
    }

    #[test]
    fn a_long_text_set_in_pieces_keeps_every_character_and_every_line_end() {
        let text = "Une phrase assez courte.\n\n".repeat(700);
        let lines = lines(&text, 400.0);
        let words: String = lines.iter().map(shown).collect();
        assert_eq!(words, text.replace('\n', ""));
        assert_eq!(lines.len(), 1_400);
    }
}
