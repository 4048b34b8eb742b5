//! The official files as rows: cp1252 or UTF-8, tab separated, no header; a line that cannot be used is named.

use std::borrow::Cow;

use super::super::DamagedLine;

/// One line that has its columns.
pub(super) struct Row<'f> {
    /// The line, from 1.
    pub(super) line: usize,
    columns: Vec<Cow<'f, str>>,
}

impl Row<'_> {
    /// A column without the spaces around it; empty where the line is shorter.
    pub(super) fn column(&self, index: usize) -> &str {
        self.columns.get(index).map_or("", |text| text.trim())
    }
}

/// The letters cp1252 has at 0x80 to 0x9f; five places are empty.
const CP1252: [Option<char>; 32] = [
    Some('€'),
    None,
    Some('‚'),
    Some('ƒ'),
    Some('„'),
    Some('…'),
    Some('†'),
    Some('‡'),
    Some('ˆ'),
    Some('‰'),
    Some('Š'),
    Some('‹'),
    Some('Œ'),
    None,
    Some('Ž'),
    None,
    None,
    Some('‘'),
    Some('’'),
    Some('“'),
    Some('”'),
    Some('•'),
    Some('–'),
    Some('—'),
    Some('˜'),
    Some('™'),
    Some('š'),
    Some('›'),
    Some('œ'),
    None,
    Some('ž'),
    Some('Ÿ'),
];

/// The rows of a file with at least that many columns; blank lines are passed over.
pub(super) fn rows<'f>(
    file: &'static str,
    bytes: &'f [u8],
    columns: usize,
    damaged: &mut Vec<DamagedLine>,
) -> Vec<Row<'f>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let utf8 = is_utf8(bytes);
    let mut rows = Vec::new();
    for (raw, line) in bytes.split(|byte| *byte == b'\n').zip(1..) {
        let raw = end_of_line_off(raw);
        if raw.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match row(raw, line, columns, utf8) {
            Ok(row) => rows.push(row),
            Err(reason) => damaged.push(DamagedLine { file, line, reason }),
        }
    }
    rows
}

fn row(raw: &[u8], line: usize, columns: usize, utf8: bool) -> Result<Row<'_>, String> {
    let cells: Vec<Cow<'_, str>> =
        raw.split(|byte| *byte == b'\t').map(|cell| decode(cell, utf8)).collect::<Result<_, String>>()?;
    if cells.len() < columns {
        return Err(format!("{columns} columns were expected, {} found", cells.len()));
    }
    if cells.iter().any(|cell| cell.contains(|letter: char| letter.is_control() || letter == '\u{fffd}')) {
        return Err("it holds a character that cannot be read".to_owned());
    }
    let row = Row { line, columns: cells };
    let code = row.column(0);
    if code.len() != 8 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("it does not start with a code of eight digits".to_owned());
    }
    Ok(row)
}

/// Some lines of the official files end with more than one carriage return.
fn end_of_line_off(mut raw: &[u8]) -> &[u8] {
    while let Some(rest) = raw.strip_suffix(b"\r") {
        raw = rest;
    }
    raw
}

/// Whether the file is UTF-8: one damaged line does not make it cp1252.
fn is_utf8(bytes: &[u8]) -> bool {
    let accented = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_ascii());
    let (valid, wrong): (Vec<_>, Vec<_>) = accented.partition(|line| std::str::from_utf8(line).is_ok());
    valid.len() > wrong.len()
}

fn decode(cell: &[u8], utf8: bool) -> Result<Cow<'_, str>, String> {
    if utf8 || cell.is_ascii() {
        return std::str::from_utf8(cell).map(Cow::Borrowed).map_err(|_| "it is not valid UTF-8".to_owned());
    }
    let letters = cell.iter().map(|byte| match byte {
        0x80..=0x9f => CP1252.get(usize::from(byte - 0x80)).copied().flatten(),
        _ => Some(char::from(*byte)),
    });
    let text: Option<String> = letters.collect();
    text.map(Cow::Owned).ok_or_else(|| "it holds a byte that cp1252 does not have".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Vec<String>, Vec<(usize, String)>) {
        let mut damaged = Vec::new();
        let rows = rows("f.txt", bytes, 2, &mut damaged);
        let names = rows.iter().map(|row| row.column(1).to_owned()).collect();
        (names, damaged.into_iter().map(|damaged| (damaged.line, damaged.reason)).collect())
    }

    #[test]
    fn cp1252_and_utf8_read_the_same() {
        let cp1252 = b"60000001\tcomprim\xe9 \x8cdeme d\x92\xe9t\xe9\r\n\r\n60000002\tb\x80\r\n";
        let utf8 = "\u{feff}60000001\tcomprimé Œdeme d’été\n60000002\tb€".as_bytes();
        assert_eq!(read(cp1252).0, ["comprimé Œdeme d’été", "b€"]);
        assert_eq!(read(cp1252), read(utf8));
    }

    #[test]
    fn damaged_lines_are_named_and_the_rest_is_kept() {
        let (names, damaged) =
            read(b"60000001\tA\xe9\nrubbish\n600\tB\n60000002\tC\x81\n60000003\tD\xe8\n60000004\tE\x01\n");
        assert_eq!(names, ["Aé", "Dè"]);
        assert_eq!(damaged.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3, 4, 6]);
        assert!(damaged[0].1.contains("2 columns") && damaged[1].1.contains("eight digits"), "{damaged:?}");
    }

    #[test]
    fn one_broken_line_does_not_turn_a_utf8_file_into_another_encoding() {
        let text = ["60000001\té".as_bytes(), b"60000002\t\xe9", "60000003\tè".as_bytes()].join(&b'\n');
        let (names, damaged) = read(&text);
        assert_eq!(names, ["é", "è"]);
        assert_eq!(damaged, [(2, "it is not valid UTF-8".to_owned())]);
    }
}
