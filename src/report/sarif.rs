//! What a check of drafts found, in the formats of editors and code hosts.
//!
//! Engine spans are bytes of UTF-8; here, at the edge, they become what each format counts: UTF-16 code units in
//! SARIF 2.1.0 (§3.30.2, `columnKind`), bytes in reviewdog's diagnostic format, characters elsewhere.

use serde::Serialize;
use serde_json::{Value, json};

/// A checked file.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// Its path, as given.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What was found in it.
    pub findings: Vec<Flaw>,
}

/// One finding in a file.
#[derive(Clone, Debug)]
pub struct Flaw {
    /// Id of the rule.
    pub rule: String,
    /// Severity, as a word.
    pub severity: String,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What is wrong and why.
    pub message: String,
    /// The articles it rests on.
    pub law: Vec<String>,
    /// A lawful way to say it.
    pub suggestion: Option<String>,
}

/// A place in a text, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Bytes of UTF-8.
    Bytes,
    /// Characters.
    Chars,
    /// Code units of UTF-16.
    Utf16,
}

/// The place of a byte offset; an offset inside a character belongs to that character.
#[must_use]
pub fn place(text: &str, offset: usize, unit: Unit) -> Place {
    let before: &str = (0..=offset.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    let (lines, last) = match before.rsplit_once('\n') {
        Some((earlier, last)) => (earlier.matches('\n').count() + 1, last),
        None => (0, before),
    };
    let width = match unit {
        Unit::Bytes => last.len(),
        Unit::Chars => last.chars().count(),
        Unit::Utf16 => last.chars().map(char::len_utf16).sum(),
    };
    Place { line: lines + 1, column: width + 1 }
}

/// SARIF 2.1.0, as code hosts and editors read it.
#[must_use]
pub fn sarif(files: &[CheckedFile], version: &str, release: &str) -> Value {
    let mut rules: Vec<&str> = files.iter().flat_map(|file| &file.findings).map(|flaw| flaw.rule.as_str()).collect();
    rules.sort_unstable();
    rules.dedup();
    let rule_rows: Vec<Value> = rules.iter().map(|rule| json!({ "id": rule })).collect();
    let results: Vec<Value> =
        files.iter().flat_map(|file| file.findings.iter().map(|flaw| result(file, flaw))).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "columnKind": "utf16CodeUnits",
            "tool": { "driver": {
                "name": "Vigie", "version": version, "rules": rule_rows, "properties": { "policies": release },
            } },
            "results": results,
        }],
    })
}

fn result(file: &CheckedFile, flaw: &Flaw) -> Value {
    let (start, end) = (place(&file.text, flaw.start, Unit::Utf16), place(&file.text, flaw.end, Unit::Utf16));
    json!({
        "ruleId": flaw.rule,
        "level": level(&flaw.severity),
        "message": { "text": told(flaw) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": file.path },
            "region": {
                "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
            },
        } }],
        "properties": { "severity": flaw.severity, "law": flaw.law },
    })
}

/// The diagnostic format of reviewdog.
#[must_use]
pub fn rdjson(files: &[CheckedFile]) -> Value {
    let diagnostic = |file: &CheckedFile, flaw: &Flaw| {
        let severity = match level(&flaw.severity) {
            "error" => "ERROR",
            "warning" => "WARNING",
            _ => "INFO",
        };
        json!({
            "message": told(flaw),
            "location": { "path": file.path, "range": {
                "start": place(&file.text, flaw.start, Unit::Bytes), "end": place(&file.text, flaw.end, Unit::Bytes),
            } },
            "severity": severity,
            "code": { "value": flaw.rule },
        })
    };
    let all = files.iter().flat_map(|file| file.findings.iter().map(move |flaw| diagnostic(file, flaw)));
    json!({ "source": { "name": "vigie" }, "diagnostics": all.collect::<Vec<_>>() })
}

/// Workflow commands, which a code host shows beside the lines.
#[must_use]
pub fn github(files: &[CheckedFile]) -> String {
    let mut out = String::new();
    for file in files {
        for flaw in &file.findings {
            let (start, end) = (place(&file.text, flaw.start, Unit::Chars), place(&file.text, flaw.end, Unit::Chars));
            let command = match level(&flaw.severity) {
                "error" => "error",
                "warning" => "warning",
                _ => "notice",
            };
            out.push_str(&format!(
                "::{command} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
                escaped(&file.path, true),
                start.line,
                start.column,
                end.line,
                end.column,
                escaped(&flaw.rule, true),
                escaped(&told(flaw), false),
            ));
        }
    }
    out
}

fn escaped(text: &str, property: bool) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
}

fn level(severity: &str) -> &'static str {
    match severity {
        "critical" | "high" => "error",
        "medium" => "warning",
        _ => "note",
    }
}

/// The message with its articles and the lawful wording.
fn told(flaw: &Flaw) -> String {
    let mut text = flaw.message.clone();
    if !flaw.law.is_empty() {
        text.push_str(&format!(" [{}]", flaw.law.join(", ")));
    }
    if let Some(suggestion) = &flaw.suggestion {
        text.push_str(&format!(" → {suggestion}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> CheckedFile {
        let text = "Bonjour 😀\nété : -20% sur le botox".to_owned();
        let start = text.find("-20%").unwrap();
        let flaw = Flaw {
            rule: "fr.x".into(),
            severity: "high".into(),
            start,
            end: start + 4,
            message: "Remise, interdite".into(),
            law: vec!["CSP R.4127-19".into()],
            suggestion: None,
        };
        CheckedFile { path: "a,b.txt".into(), text, findings: vec![flaw] }
    }

    #[test]
    fn each_format_counts_columns_its_own_way() {
        let text = "a😀é|";
        let at = text.find('|').unwrap();
        assert_eq!(place(text, at, Unit::Bytes), Place { line: 1, column: 8 });
        assert_eq!(place(text, at, Unit::Chars), Place { line: 1, column: 4 });
        assert_eq!(place(text, at, Unit::Utf16), Place { line: 1, column: 5 });
        assert_eq!(place("a\n\nb", 3, Unit::Chars), Place { line: 3, column: 1 });
        assert_eq!(place("é", 1, Unit::Chars), Place { line: 1, column: 1 });
        assert_eq!(place("ab", 99, Unit::Chars), Place { line: 1, column: 3 });
    }

    proptest::proptest! {
        #[test]
        fn any_offset_of_any_text_has_a_place(text: String, offset: usize) {
            for unit in [Unit::Bytes, Unit::Chars, Unit::Utf16] {
                let place = place(&text, offset, unit);
                assert!(place.line >= 1 && place.line <= text.matches('\n').count() + 1 && place.column >= 1);
            }
        }
    }

    #[test]
    fn sarif_points_at_the_words() {
        let sarif = sarif(&[file()], "1", "r");
        let region = sarif.pointer("/runs/0/results/0/locations/0/physicalLocation/region").unwrap();
        assert_eq!(*region, json!({ "startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 11 }));
        assert_eq!(sarif.pointer("/runs/0/results/0/level"), Some(&json!("error")));
    }

    #[test]
    fn a_workflow_command_keeps_its_commas_apart() {
        assert_eq!(
            github(&[file()]),
            "::error file=a%2Cb.txt,line=2,col=7,endLine=2,endColumn=11,title=fr.x::Remise, interdite [CSP R.4127-19]\n"
        );
    }
}
