//! Reading inputs line by line, in three formats, from files or standard input.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use anyhow::Context;
use chrono::{DateTime, Utc};
use clap::ValueEnum;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    engine::{Input, Kind, Lang, Speaker},
    error::{Error, Field},
    json,
};

/// How inputs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON object a line.
    Jsonl,
    /// A table with a header; `text` is required.
    Csv,
    /// One text a line.
    Text,
}

impl Format {
    /// The format a file's name promises; JSON lines when it promises none.
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|end| end.to_str()) {
            Some("csv") => Self::Csv,
            Some("txt") => Self::Text,
            _ => Self::Jsonl,
        }
    }
}

/// A raw input with the place it came from.
#[derive(Debug)]
pub struct Raw {
    /// Line in its file, from 1.
    pub line: u64,
    /// What is there.
    pub content: Content,
}

/// What one place of a file holds.
#[derive(Debug)]
pub enum Content {
    /// A JSON object.
    Json(Vec<u8>),
    /// A text.
    Text(Vec<u8>),
    /// A row of a table.
    Row(Box<Row>),
    /// Something that cannot be read.
    Bad(String),
}

/// The columns of a table that we read; others are left alone.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Row {
    id: Option<String>,
    text: String,
    speaker: Option<String>,
    profession: Option<String>,
    platform: Option<String>,
    kind: Option<String>,
    /// Separated by `;` or `|`.
    page_products: Option<String>,
    parent_text: Option<String>,
    published_at: Option<String>,
    sponsored: Option<String>,
    lang: Option<String>,
}

/// Opens a file, or standard input for `-`.
///
/// # Errors
/// When the file cannot be opened.
pub fn open(path: &Path) -> anyhow::Result<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    Ok(Box::new(File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?))
}

/// The files to read: standard input when none is named.
pub fn or_stdin(files: Vec<PathBuf>) -> Vec<PathBuf> {
    if files.is_empty() { vec![PathBuf::from("-")] } else { files }
}

/// All inputs of a reader, one at a time.
///
/// # Errors
/// When a table has no `text` column.
pub fn read(source: Box<dyn Read + Send>, format: Format) -> anyhow::Result<Box<dyn Iterator<Item = Raw> + Send>> {
    Ok(match format {
        Format::Csv => Box::new(rows(source)?),
        Format::Jsonl | Format::Text => Box::new(lines(source, format)),
    })
}

fn lines(source: Box<dyn Read + Send>, format: Format) -> impl Iterator<Item = Raw> + Send {
    let mut reader = BufReader::with_capacity(1 << 18, source);
    let (mut line, mut ended) = (0_u64, false);
    std::iter::from_fn(move || {
        while !ended {
            let mut bytes = Vec::new();
            line += 1;
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => ended = true,
                Ok(_) => {
                    let start = if line == 1 && bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
                    let content = bytes.get(start..).unwrap_or_default().trim_ascii_end();
                    if content.trim_ascii().is_empty() {
                        continue;
                    }
                    let content = match format {
                        Format::Text => Content::Text(content.to_vec()),
                        _ => Content::Json(content.to_vec()),
                    };
                    return Some(Raw { line, content });
                }
                Err(error) => {
                    ended = true;
                    return Some(Raw { line, content: Content::Bad(format!("cannot be read: {error}")) });
                }
            }
        }
        None
    })
}

fn rows(source: Box<dyn Read + Send>) -> anyhow::Result<impl Iterator<Item = Raw> + Send> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(source);
    let headers = reader.headers().context("the table has no header that can be read as UTF-8")?;
    anyhow::ensure!(
        headers.iter().any(|name| name == "text"),
        "the table has no column `text`; its header names: {}",
        headers.iter().take(20).collect::<Vec<_>>().join(", ")
    );
    let mut records = reader.into_deserialize::<Row>();
    Ok(std::iter::from_fn(move || {
        let line = records.reader().position().line();
        Some(match records.next()? {
            Ok(row) => Raw { line, content: Content::Row(Box::new(row)) },
            Err(error) => {
                let line = error.position().map_or(line, csv::Position::line);
                Raw { line, content: Content::Bad("is not a row of the table, or not UTF-8".to_owned()) }
            }
        })
    }))
}

impl Content {
    /// The input it stands for.
    ///
    /// # Errors
    /// A sentence that says what is wrong, without repeating the text.
    pub fn input(self) -> Result<Input, String> {
        match self {
            Self::Json(_) => self.json(),
            Self::Text(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Input::new(text)),
                Err(error) => {
                    Err(format!("is not valid UTF-8 at byte {}: convert the file", error.utf8_error().valid_up_to()))
                }
            },
            Self::Row(row) => row.input(),
            Self::Bad(why) => Err(why),
        }
    }

    /// The value a JSON object stands for.
    ///
    /// # Errors
    /// A sentence that says what is wrong, without repeating the text.
    pub fn json<T: DeserializeOwned>(self) -> Result<T, String> {
        match self {
            Self::Json(bytes) => json::read(&bytes).map_err(|error| said(&error)),
            Self::Bad(why) => Err(why),
            Self::Text(_) | Self::Row(_) => Err("is not a JSON object".to_owned()),
        }
    }
}

impl Row {
    fn input(self) -> Result<Input, String> {
        let mut input = Input::new(self.text);
        input.id = given(self.id);
        input.profession = given(self.profession);
        input.platform = given(self.platform);
        input.parent_text = given(self.parent_text);
        if let Some(speaker) = given(self.speaker) {
            input.speaker = Speaker::parse(&speaker).ok_or_else(|| one_of("speaker", Speaker::NAMES))?;
        }
        if let Some(kind) = given(self.kind) {
            input.kind = Kind::parse(&kind).ok_or_else(|| one_of("kind", Kind::NAMES))?;
        }
        if let Some(lang) = given(self.lang) {
            input.lang = Some(Lang::parse(&lang).ok_or_else(|| one_of("lang", Lang::NAMES))?);
        }
        if let Some(at) = given(self.published_at) {
            let at: DateTime<Utc> =
                at.parse().map_err(|_| "published_at: expected a date and time such as 2026-11-23T10:00:00Z")?;
            input.published_at = Some(at);
        }
        input.sponsored =
            given(self.sponsored).is_some_and(|told| matches!(told.as_str(), "true" | "1" | "yes" | "oui"));
        input.page_products = given(self.page_products)
            .map(|names| {
                names.split([';', '|']).map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
            })
            .unwrap_or_default();
        Ok(input)
    }
}

fn given(value: Option<String>) -> Option<String> {
    value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn one_of(name: &str, known: &[&str]) -> String {
    format!("{name}: expected one of {}", known.join(", "))
}

/// What is wrong with a JSON input.
fn said(error: &Error) -> String {
    let told = |field: &Field| match field.path.as_str() {
        "" => field.message.clone(),
        path => format!("{path}: {}", field.message),
    };
    match error {
        Error::Invalid(fields) => fields.iter().map(told).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &'static [u8], format: Format) -> Vec<(u64, Result<Input, String>)> {
        read(Box::new(bytes), format).unwrap().map(|raw| (raw.line, raw.content.input())).collect()
    }

    #[test]
    fn a_byte_order_mark_empty_lines_and_carriage_returns_do_not_disturb() {
        let read = all(b"\xef\xbb\xbf{\"text\":\"a\"}\r\n\r\n{\"text\":\"b\"}", Format::Jsonl);
        assert_eq!(
            read.iter().map(|(line, input)| (*line, input.as_ref().unwrap().text.as_str())).collect::<Vec<_>>(),
            [(1, "a"), (3, "b")]
        );
    }

    #[test]
    fn a_bad_line_is_named_and_the_next_one_is_read() {
        let read = all(b"{\"txt\":1}\n\xff\n{\"text\":\"b\"}\n", Format::Jsonl);
        assert!(read[0].1.as_ref().unwrap_err().contains("txt"));
        assert!(read[1].1.as_ref().unwrap_err().contains("UTF-8"));
        assert_eq!(read[2].1.as_ref().unwrap().text, "b");
    }

    #[test]
    fn a_table_gives_the_same_inputs() {
        let table =
            b"id,text,speaker,page_products,extra\n1,\"Bonjour,\nmerci\",hospital,DOLIPRANE; ADVIL,x\n2,b,nobody,,\n";
        let read = all(table, Format::Csv);
        let first = read[0].1.as_ref().unwrap();
        assert_eq!((first.text.as_str(), first.speaker), ("Bonjour,\nmerci", Speaker::Hospital));
        assert_eq!(first.page_products, ["DOLIPRANE", "ADVIL"]);
        assert!(read[1].1.as_ref().unwrap_err().contains("hospital"));
    }
}
