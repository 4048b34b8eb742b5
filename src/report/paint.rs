//! Writes laid-out pages as a tagged, archivable PDF.

use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::{Document, SerializeSettings};

use chrono::{Datelike, Timelike};

use super::ReportError;
use super::case_file::{CaseFile, Language};
use super::date;
use super::font::Fonts;
use super::layout::{BOTTOM, Bookmark, Flow, MARGIN, Op, PAGE, WIDTH};
use super::look::{RULE, RUNNING};
use super::section::{shortened, title};
use super::text::{Color, Ink, Line, Rich, set};
use super::tree::{NodeId, Tree};

/// What surrounds the text of every page.
struct Running {
    fonts: &'static Fonts,
    foot: Line,
    head_left: Line,
    head_right: Line,
}

/// Writes the document.
pub(super) fn pdf(fonts: &'static Fonts, case: &CaseFile, flow: Flow) -> Result<Vec<u8>, ReportError> {
    let Flow { pages, mut tree, bookmarks, .. } = flow;
    let mut document = Document::new_with(settings()?);
    document.set_metadata(metadata(case));
    let running = Running::new(fonts, case)?;
    let size = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| refused("page size"))?;
    let count = pages.len();
    for (index, ops) in pages.iter().enumerate() {
        let mut page = document.start_page_with(size.clone());
        let mut surface = page.surface();
        running.paint(&mut surface, index + 1, count)?;
        paint_ops(&mut surface, ops, &mut tree);
        surface.finish();
        page.finish();
    }
    document.set_outline(outline(bookmarks));
    document.set_tag_tree(tree.finish(lang(case.language)));
    document.finish().map_err(|error| refused(&format!("{error:?}")))
}

fn refused(why: &str) -> ReportError {
    ReportError::Refused(why.to_owned())
}

/// The tag of a language.
const fn lang(language: Language) -> &'static str {
    match language {
        Language::Fr => "fr-FR",
        Language::En => "en-GB",
    }
}

fn settings() -> Result<SerializeSettings, ReportError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(Archival::A2_A)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| refused(&format!("{error:?}")))?;
    Ok(SerializeSettings { configuration, ..SerializeSettings::default() })
}

fn metadata(case: &CaseFile) -> Metadata {
    let at = date::local(&case.zone, case.generated_at);
    let offset = at.offset().local_minus_utc() / 60;
    let small = |value: u32| u8::try_from(value).unwrap_or_default();
    let made = DateTime::new(u16::try_from(at.year()).unwrap_or_default())
        .month(small(at.month()))
        .day(small(at.day()))
        .hour(small(at.hour()))
        .minute(small(at.minute()))
        .second(small(at.second()))
        .utc_offset_hour(i8::try_from(offset / 60).unwrap_or_default())
        .utc_offset_minute(small(offset.unsigned_abs() % 60));
    let title = title(case);
    Metadata::new()
        // The same case keeps its document id from version to version; the instance id follows the bytes.
        .document_id(format!("vigie:{}:{}", case.organisation.name, case.number))
        .title(title)
        .authors(vec![plain(&case.organisation.name)])
        .creator("Vigie".to_owned())
        .producer("Vigie".to_owned())
        .language(lang(case.language).to_owned())
        .creation_date(made)
}

/// A short text without control characters, which XML does not take.
pub(super) fn plain(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}')).collect();
    shortened(&kept, 120)
}

fn outline(bookmarks: Vec<Bookmark>) -> Outline {
    let mut outline = Outline::new();
    for bookmark in bookmarks {
        let target = XyzDestination::new(bookmark.page, Point::from_xy(MARGIN, bookmark.y));
        outline.push_child(OutlineNode::new(bookmark.title, target));
    }
    outline
}

impl Running {
    fn new(fonts: &'static Fonts, case: &CaseFile) -> Result<Self, ReportError> {
        let secret = match case.language {
            Language::Fr => "Confidentiel — données de santé",
            Language::En => "Confidential — health data",
        };
        let number = if case.number.is_empty() { "—" } else { &case.number };
        Ok(Self {
            fonts,
            foot: line(fonts, |room| format!("Vigie · {} · {secret}", shortened(number, room)), 380.0)?,
            head_left: line(fonts, |room| shortened(&case.organisation.name, room), 280.0)?,
            head_right: line(fonts, |room| shortened(number, room), 180.0)?,
        })
    }

    /// Foot on every page, head on all but the first, which has its own.
    fn paint(&self, surface: &mut Surface<'_>, number: usize, count: usize) -> Result<(), ReportError> {
        let number_line = line(self.fonts, |_| format!("page {number}/{count}"), 100.0)?;
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
        let y = BOTTOM + 26.0;
        fill(surface, [MARGIN, y - 12.0, WIDTH, 0.4], RULE);
        text(surface, &self.foot, MARGIN, y);
        text(surface, &number_line, MARGIN + WIDTH - number_line.width, y);
        surface.end_tagged();
        if number > 1 {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Header)));
            text(surface, &self.head_left, MARGIN, 38.0);
            text(surface, &self.head_right, MARGIN + WIDTH - self.head_right.width, 38.0);
            fill(surface, [MARGIN, 44.0, WIDTH, 0.4], RULE);
            surface.end_tagged();
        }
        Ok(())
    }
}

/// One line of running text: `words` gives them within a number of characters, which falls until they fit.
fn line(fonts: &Fonts, words: impl Fn(usize) -> String, width: f32) -> Result<Line, ReportError> {
    let mut room = 80;
    loop {
        let flat = words(room).replace(['\n', '\r', '\u{2028}', '\u{2029}'], " ");
        let rich = Rich::new(fonts, &flat, RUNNING);
        let mut lines = set(fonts, &rich, width, rich.leading())?;
        if lines.len() <= 1 || room == 0 {
            return lines.drain(..).next().ok_or_else(|| refused("running head"));
        }
        room = room * 3 / 4;
    }
}

/// Paints a page, one mark per stretch of a part of the document.
fn paint_ops(surface: &mut Surface<'_>, ops: &[Op], tree: &mut Tree) {
    // Tints first: they lie under the text and are no part of the document's structure.
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    for op in ops {
        match op {
            Op::Fill { area, color } => fill(surface, *area, *color),
            Op::Text { line, x, baseline, .. } => backgrounds(surface, line, *x, *baseline),
        }
    }
    surface.end_tagged();
    let mut open: Option<Option<NodeId>> = None;
    for op in ops {
        let Op::Text { line, x, baseline, node } = op else { continue };
        if open != Some(*node) {
            if open.is_some() {
                surface.end_tagged();
            }
            start(surface, *node, tree);
            open = Some(*node);
        }
        text(surface, line, *x, *baseline);
    }
    if open.is_some() {
        surface.end_tagged();
    }
}

fn start(surface: &mut Surface<'_>, node: Option<NodeId>, tree: &mut Tree) {
    match node {
        Some(node) => {
            let mark = surface.start_tagged(ContentTag::Span(SpanTag::empty()));
            tree.mark(node, mark);
        }
        None => {
            surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)));
        }
    }
}

fn backgrounds(surface: &mut Surface<'_>, line: &Line, x: f32, baseline: f32) {
    for run in &line.runs {
        if let Some(back) = run.ink.back {
            let area = [x + run.x, baseline - line.height * 0.70, run.width, line.height * 0.92];
            fill(surface, area, back);
        }
    }
}

fn fill(surface: &mut Surface<'_>, [x, y, width, height]: [f32; 4], color: Color) {
    let mut path = PathBuilder::new();
    let Some(rect) = Rect::from_xywh(x, y, width, height) else { return };
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(paint(color)));
        surface.draw_path(&path);
    }
}

fn text(surface: &mut Surface<'_>, line: &Line, x: f32, baseline: f32) {
    for run in &line.runs {
        let Ink { color, .. } = run.ink;
        surface.set_fill(Some(paint(color)));
        let start = Point::from_xy(x + run.x, baseline);
        surface.draw_glyphs(start, &run.glyphs, run.face.clone(), &line.text, run.size, false);
    }
}

fn paint(color: Color) -> Fill {
    Fill { paint: krilla::color::rgb::Color::new(color.0, color.1, color.2).into(), ..Fill::default() }
}
