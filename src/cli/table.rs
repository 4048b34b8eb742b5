//! Tables for people and JSON for programs, from the same rows.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;
use serde_json::Value;

use super::Output;

/// Prints rows: each serialises to an object whose fields are the columns.
pub fn print<T: Serialize>(output: Output, columns: &[&str], rows: &[T]) -> anyhow::Result<()> {
    if output.json {
        say!("{}", serde_json::to_string_pretty(rows)?);
        return Ok(());
    }
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(columns);
    for row in rows {
        let row = serde_json::to_value(row)?;
        table.add_row(columns.iter().map(|column| cell(row.get(*column))));
    }
    say!("{}", table.trim_fmt());
    Ok(())
}

/// A table of figures: names to the left, numbers to the right.
pub fn figures(header: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(header);
    table.add_rows(rows);
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}

/// A text broken into lines of at most `width` columns, without the control characters that could drive a terminal.
pub fn wrapped(text: &str, width: u16) -> String {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    let words =
        text.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty());
    table.add_row([words.collect::<Vec<_>>().join(" ")]);
    for column in table.column_iter_mut() {
        column.set_padding((0, 0));
    }
    table.trim_fmt()
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => items.iter().map(|item| cell(Some(item))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_text_fits_and_cannot_drive_the_terminal() {
        let text = wrapped("Merci\n à   \u{1b}[2Jtous 🙏🙏 et à toutes", 12);
        assert_eq!(text.lines().collect::<Vec<_>>(), ["Merci à", "[2Jtous 🙏🙏", "et à toutes"]);
    }
}
