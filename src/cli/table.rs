//! Tables for people and JSON for programs, from the same rows.

use comfy_table::{ContentArrangement, Table, presets};
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

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "–".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(items)) => items.iter().map(|item| cell(Some(item))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}
