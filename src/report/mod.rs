//! Documents made from a case: facts in, bytes out.
//!
//! This room is pure. It reads no file, no clock and no database, and imports nothing of ours: the caller gathers a
//! [`CaseFile`], and the same case file always gives the same bytes. [`pdf`] writes the report that officers archive
//! and auditors download, tagged for screen readers and self-contained for decades (PDF/A-2a, PDF/UA-1).
//!
//! From the door inwards: [`pdf`] → `section`, `verbatim`, `medical`, `trail` (what is said, in reading order) →
//! `sheet` (headings, grids, tables) → `layout` (pages) → `text` (lines of glyphs) → `printable`, `font`; `paint` then
//! writes what was laid out, with the logical structure kept in `tree`.

mod case_file;
mod date;
mod font;
mod label;
mod layout;
mod look;
mod medical;
mod paint;
mod printable;
#[cfg(test)]
mod sample;
pub mod sarif;
mod section;
mod sheet;
mod text;
mod trail;
mod tree;
mod verbatim;

pub use case_file::{
    AuditHead, CaseFile, CaseKind, Causality, Clock, Coded, Criterion, DayZero, Document, DuplicateCandidate,
    DuplicateCheck, Event, Finding, FollowUp, Judge, Language, MachinePart, Mail, Missing, Organisation, Patient,
    Product, Reaction, Reporter, Signature, Source, Submission, TextSpan, Zone,
};

/// Why a document could not be made. No content of a case file leads here.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A typeface of the report is not in the binary.
    #[error("the typefaces of the report could not be loaded")]
    Fonts,
    /// The PDF writer refused the document.
    #[error("the PDF writer refused the report: {0}")]
    Refused(String),
}

/// Writes the report of a case as a PDF.
///
/// # Errors
///
/// When the typefaces are missing from the binary, or the PDF writer refuses the document; whatever the case file
/// holds, neither happens.
pub fn pdf(case: &CaseFile) -> Result<Vec<u8>, ReportError> {
    let fonts = font::Fonts::get()?;
    let mut sheet = sheet::Sheet::new(fonts, case.language);
    section::write(&mut sheet, case)?;
    trail::write(&mut sheet, case)?;
    paint::pdf(fonts, case, sheet.finish())
}

#[cfg(test)]
mod tests;
