//! Foreign JSON: read strictly, refused with the place and the remedy, never with the words it held.

use std::collections::BTreeMap;

use serde::Deserialize;
use validator::{ValidationErrors, ValidationErrorsKind};

use crate::error::{Error, Field, Result};

/// Longest piece of serde's own message that is passed on.
const MESSAGE_CHARS: usize = 400;

/// Reads a value.
///
/// # Errors
/// [`Error::Invalid`] with the path of the place that cannot be read.
pub fn read<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T> {
    if let Err(error) = std::str::from_utf8(bytes) {
        let message = format!("is not valid UTF-8 at byte {}: send the body as UTF-8", error.valid_up_to());
        return Err(Error::invalid("", "not_utf8", message));
    }
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        Error::Invalid(vec![explain(if path == "." { String::new() } else { path }, error.inner())])
    })?;
    deserializer.end().map_err(|error| Error::Invalid(vec![explain(String::new(), &error)]))?;
    Ok(value)
}

/// Says what is wrong without repeating a value: serde's messages may quote the post's text.
fn explain(path: String, error: &serde_json::Error) -> Field {
    let text = error.to_string();
    let place = format!("line {} column {}", error.line(), error.column());
    if error.is_syntax() || error.is_eof() {
        let what = text.split(" at line ").next().unwrap_or("not JSON");
        return Field::new(path, "syntax", format!("is not valid JSON at {place}: {what}"));
    }
    let said = text.rsplit_once(" at line ").map_or(text.as_str(), |(said, _)| said);
    for (prefix, code) in
        [("unknown field", "unknown_field"), ("missing field", "missing_field"), ("duplicate field", "duplicate_field")]
    {
        if said.starts_with(prefix) {
            return Field::new(path, code, format!("{} ({place})", short(said)));
        }
    }
    // What serde expected stands behind the last of these words; the value that was sent stands before.
    let expected = said.rsplit_once("expected ").map(|(_, expected)| short(expected));
    if path.ends_with("_at") {
        return Field::new(path, "date", format!("expected a date and time such as 2026-11-23T10:00:00Z ({place})"));
    }
    match expected {
        Some(expected) if said.starts_with("unknown variant") => {
            Field::new(path, "unknown_value", format!("expected {expected} ({place})"))
        }
        Some(expected) => Field::new(path, "wrong_type", format!("expected {expected} ({place})")),
        None => Field::new(path, "wrong_value", format!("cannot be read ({place})")),
    }
}

fn short(text: &str) -> String {
    text.chars().take(MESSAGE_CHARS).collect()
}

/// What the validator found, in the order of the fields' names.
pub fn fields(errors: &ValidationErrors) -> Vec<Field> {
    let mut found = Vec::new();
    collect(errors, "", &mut found);
    found
}

fn collect(errors: &ValidationErrors, prefix: &str, found: &mut Vec<Field>) {
    let by_name: BTreeMap<_, _> = errors.errors().iter().collect();
    for (name, kind) in by_name {
        let path = if prefix.is_empty() { name.to_string() } else { format!("{prefix}.{name}") };
        match kind {
            ValidationErrorsKind::Field(errors) => found.extend(errors.iter().map(|error| field(&path, error))),
            ValidationErrorsKind::Struct(inner) => collect(inner, &path, found),
            ValidationErrorsKind::List(items) => {
                for (index, inner) in items {
                    collect(inner, &format!("{path}[{index}]"), found);
                }
            }
        }
    }
}

fn field(path: &str, error: &validator::ValidationError) -> Field {
    let bound = |name: &str| error.params.get(name).map(ToString::to_string);
    let (code, message) = match error.code.as_ref() {
        "length" => ("length", between("characters", bound("min"), bound("max"))),
        "range" => ("range", between("", bound("min"), bound("max"))),
        code => {
            let code = KNOWN.iter().find(|known| **known == code).copied().unwrap_or("invalid");
            (code, error.message.as_ref().map_or_else(|| "is not valid".to_owned(), ToString::to_string))
        }
    };
    Field::new(path, code, message)
}

/// The codes of our own checks.
const KNOWN: [&str; 4] = ["control_character", "empty", "nul", "too_long"];

fn between(unit: &str, min: Option<String>, max: Option<String>) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    match (min, max) {
        (Some(min), Some(max)) => format!("expected {min} to {max}{unit}"),
        (None, Some(max)) => format!("expected at most {max}{unit}"),
        (Some(min), None) => format!("expected at least {min}{unit}"),
        (None, None) => "is out of bounds".to_owned(),
    }
}
