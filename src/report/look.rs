//! The colours and sizes of a report. Sober on purpose: it is read on paper, in black and white, years later.

use super::text::{Color, Style};

/// Running text.
pub(super) const INK: Color = Color(0x1A, 0x1C, 0x20);
/// Labels and remarks; still 7:1 on white.
pub(super) const SOFT: Color = Color(0x4A, 0x50, 0x5A);
/// Headings and bars.
pub(super) const NAVY: Color = Color(0x1B, 0x36, 0x5D);
/// What must not be overlooked; always said in words too.
pub(super) const ALERT: Color = Color(0x8E, 0x1B, 0x1B);
/// Hairlines.
pub(super) const RULE: Color = Color(0xC6, 0xCC, 0xD4);
/// Behind table heads.
pub(super) const HEAD: Color = Color(0xE9, 0xED, 0xF3);
/// Behind quotations.
pub(super) const PAPER: Color = Color(0xF6, 0xF7, 0xF9);

/// Running text.
pub(super) const BODY: Style = Style::new(9.6, INK);
/// Text in table cells.
pub(super) const CELL: Style = Style::new(8.8, INK);
/// Column headings.
pub(super) const COLUMN: Style = Style::new(8.4, NAVY).bold();
/// The label above a value.
pub(super) const LABEL: Style = Style::new(7.9, SOFT);
/// Remarks.
pub(super) const NOTE: Style = Style::new(8.4, SOFT).italic();
/// Digests and identifiers.
pub(super) const CODE: Style = Style::new(7.0, INK).code();
/// Section headings.
pub(super) const SECTION: Style = Style::new(13.0, NAVY).bold();
/// Headings within a section.
pub(super) const SUBSECTION: Style = Style::new(10.2, NAVY).bold();
/// Running heads and feet.
pub(super) const RUNNING: Style = Style::new(7.8, SOFT);

/// The tint and the ink that mark a recognised passage of a kind.
pub(super) const fn highlight(kind: Kind) -> (Color, Color) {
    match kind {
        Kind::Product => (Color(0xD9, 0xE7, 0xF7), Color(0x1A, 0x45, 0x7A)),
        Kind::Reaction => (Color(0xFB, 0xE3, 0xD6), Color(0x86, 0x2E, 0x0B)),
        Kind::Person => (Color(0xDF, 0xF0, 0xDF), Color(0x1E, 0x56, 0x28)),
        Kind::Serious => (Color(0xF6, 0xD5, 0xD5), ALERT),
        Kind::Other => (Color(0xFA, 0xF0, 0xC8), Color(0x62, 0x4B, 0x00)),
    }
}

/// The families of recognised passages, as far as colour goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Product,
    Reaction,
    Person,
    Serious,
    Other,
}

impl Kind {
    /// The family of a span's code.
    pub(super) fn of(code: &str) -> Self {
        match code {
            "product" => Self::Product,
            "reaction" => Self::Reaction,
            "patient" | "reporter" => Self::Person,
            "seriousness" => Self::Serious,
            _ => Self::Other,
        }
    }
}
