//! What is wrong in a pack: where, what was expected, what was perhaps meant.

use std::fmt;
use std::ops::Range;

/// One mistake in one file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackError {
    /// The file.
    pub path: String,
    /// The line, from 1; 0 when the mistake has no place.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// How many characters are wrong.
    pub width: usize,
    /// The line of the file.
    pub source: String,
    /// The rule, list or product concerned.
    pub subject: Option<String>,
    /// What is wrong and what was expected.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// Every mistake of every pack, in the order of files and lines; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackErrors(pub Vec<PackError>);

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: ", self.path)?;
        } else {
            write!(f, "{}:{}:{}: ", self.path, self.line, self.column)?;
        }
        if let Some(subject) = &self.subject {
            write!(f, "{subject}: ")?;
        }
        writeln!(f, "{}", self.message)?;
        if self.line > 0 {
            let margin = " ".repeat(self.line.to_string().len());
            let before = " ".repeat(self.column.saturating_sub(1));
            writeln!(f, "  {} | {}", self.line, self.source)?;
            writeln!(f, "  {margin} | {before}{}", "^".repeat(self.width.max(1)))?;
        }
        match &self.hint {
            Some(hint) => writeln!(f, "  help: {hint}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for PackErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for error in &self.0 {
            writeln!(f, "{error}")?;
        }
        let count = self.0.len();
        write!(f, "{count} {} in the policy packs", if count == 1 { "mistake" } else { "mistakes" })
    }
}

impl std::error::Error for PackError {}
impl std::error::Error for PackErrors {}

/// A file being read, which knows how to point at its own bytes.
#[derive(Clone, Copy, Debug)]
pub struct Located<'a> {
    /// The path shown in errors.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl Located<'_> {
    /// A mistake at those bytes.
    #[must_use]
    pub fn error(&self, span: Range<usize>, subject: Option<&str>, message: impl Into<String>) -> PackError {
        let start = floor(self.text, span.start.min(self.text.len()));
        let before = self.text.get(..start).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let rest = self.text.get(line_start..).unwrap_or_default();
        let source = rest.lines().next().unwrap_or_default();
        let line_end = line_start + source.len();
        let end = floor(self.text, span.end.clamp(start, line_end.max(start)));
        PackError {
            path: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
            width: self.text.get(start..end).unwrap_or_default().chars().count().max(1),
            source: source.to_owned(),
            subject: subject.map(str::to_owned),
            message: message.into(),
            hint: None,
        }
    }

    /// A name that is not in a closed list.
    #[must_use]
    pub fn unknown(
        &self,
        span: Range<usize>,
        subject: Option<&str>,
        what: &str,
        name: &str,
        known: &[&str],
    ) -> PackError {
        let mut error = self.error(span, subject, format!("unknown {what} `{name}`"));
        error.hint = Some(match nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.len() <= 20 => format!("one of: {}", known.join(", ")),
            None => format!("there are {} {what} names and none is close", known.len()),
        });
        error
    }
}

impl PackError {
    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The known name closest to `name`, where one is close enough to have been meant.
#[must_use]
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    known
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len().min(name.len()) / 4)
        .min()
        .map(|(_, candidate)| candidate)
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
