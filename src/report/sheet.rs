//! The parts a report is written with: headings, paragraphs, grids of labels and values, tables.

use super::ReportError;
use super::case_file::Language;
use super::font::Fonts;
use super::layout::{Column, Flow, Frame, Row, WIDTH};
use super::look::{BODY, CELL, COLUMN, HEAD, LABEL, NAVY, NOTE, PAPER, RULE, SECTION, SUBSECTION};
use super::text::{Color, Line, Rich, Style, set};
use super::tree::{NodeId, Role, Tree};

/// A label with its value.
pub(super) struct Field {
    label: String,
    value: Rich,
    /// How many columns of the grid it spans; more than there are means all.
    span: u8,
}

impl Field {
    /// A field as wide as its column.
    pub(super) fn new(label: &str, value: Rich) -> Self {
        Self { label: label.to_owned(), value, span: 1 }
    }

    /// A field as wide as the page.
    pub(super) fn wide(label: &str, value: Rich) -> Self {
        Self::new(label, value).spanning(u8::MAX)
    }

    /// The same field over several columns.
    pub(super) fn spanning(self, span: u8) -> Self {
        Self { span, ..self }
    }
}

/// A column of a table: its heading and its share of the width.
pub(super) type Heading<'a> = (&'a str, f32);

/// Tables lower than this stay on one page.
const SMALL_TABLE: f32 = 140.0;

/// A document being written.
pub(super) struct Sheet {
    pub(super) fonts: &'static Fonts,
    pub(super) language: Language,
    pub(super) flow: Flow,
    section: NodeId,
    sections: u32,
}

impl Sheet {
    /// An empty document.
    pub(super) fn new(fonts: &'static Fonts, language: Language) -> Self {
        Self { fonts, language, flow: Flow::new(), section: Tree::ROOT, sections: 0 }
    }

    /// The pages, the structure and the outline.
    pub(super) fn finish(self) -> Flow {
        self.flow
    }

    /// The words of the document's language.
    pub(super) const fn say<'a>(&self, french: &'a str, english: &'a str) -> &'a str {
        match self.language {
            Language::Fr => french,
            Language::En => english,
        }
    }

    /// Text in one style, made printable.
    pub(super) fn rich(&self, text: &str, style: Style) -> Rich {
        Rich::new(self.fonts, text, style)
    }

    /// Text of a table cell.
    pub(super) fn cell(&self, text: &str) -> Rich {
        self.rich(text, CELL)
    }

    /// Text of a table cell that may be missing.
    pub(super) fn maybe(&self, text: Option<&str>) -> Rich {
        self.cell(text.filter(|text| !text.is_empty()).unwrap_or("—"))
    }

    /// Adds a part to the structure, in the current section.
    pub(super) fn node(&mut self, role: Role) -> NodeId {
        self.flow.tree.add(self.section, role)
    }

    /// Breaks text into lines no wider than `width`.
    pub(super) fn lines(&self, rich: &Rich, width: f32) -> Result<Vec<Line>, ReportError> {
        set(self.fonts, rich, width, rich.leading())
    }

    /// Opens a numbered section.
    pub(super) fn section(&mut self, title: &str) -> Result<(), ReportError> {
        self.sections += 1;
        let title = format!("{}. {title}", self.sections);
        self.section = self.flow.tree.add(Tree::ROOT, Role::Section);
        self.flow.space(17.0);
        let node = self.node(Role::Heading(2, title.clone()));
        let lines = self.lines(&self.rich(&title, SECTION), WIDTH)?;
        let columns = vec![Column::new(0.0, lines, node)];
        self.flow.hold(Row { columns, frame: Frame::Below(NAVY), padding: 2.0 }, Some(title));
        self.flow.space(6.0);
        Ok(())
    }

    /// Opens a part of a section.
    pub(super) fn subsection(&mut self, title: &str) -> Result<(), ReportError> {
        self.flow.space(9.0);
        let node = self.node(Role::Heading(3, title.to_owned()));
        let lines = self.lines(&self.rich(title, SUBSECTION), WIDTH)?;
        self.flow.hold(Row { columns: vec![Column::new(0.0, lines, node)], frame: Frame::Bare, padding: 0.0 }, None);
        self.flow.space(3.0);
        Ok(())
    }

    /// A paragraph of running text.
    pub(super) fn paragraph(&mut self, rich: &Rich) -> Result<(), ReportError> {
        let node = self.node(Role::Paragraph(None));
        let lines = self.lines(rich, WIDTH)?;
        self.flow.row(Row { columns: vec![Column::new(0.0, lines, node)], frame: Frame::Bare, padding: 0.0 });
        self.flow.space(5.0);
        Ok(())
    }

    /// A remark.
    pub(super) fn note(&mut self, text: &str) -> Result<(), ReportError> {
        let node = self.node(Role::Paragraph(None));
        let lines = self.lines(&self.rich(text, NOTE), WIDTH)?;
        self.flow.row(Row { columns: vec![Column::new(0.0, lines, node)], frame: Frame::Bare, padding: 0.0 });
        self.flow.space(5.0);
        Ok(())
    }

    /// Text in a tinted box with a bar of a colour.
    pub(super) fn boxed(&mut self, rich: &Rich, role: Role, bar: Color) -> Result<(), ReportError> {
        let node = self.node(role);
        let lines = self.lines(rich, WIDTH - 24.0)?;
        self.flow.row(Row {
            columns: vec![Column::new(12.0, lines, node)],
            frame: Frame::Bar { bar, back: PAPER },
            padding: 6.0,
        });
        self.flow.space(5.0);
        Ok(())
    }

    /// Labels with values, `across` to a row.
    pub(super) fn grid(&mut self, across: u8, fields: Vec<Field>) -> Result<(), ReportError> {
        let list = self.node(Role::List);
        let pitch = WIDTH / f32::from(across);
        let mut columns: Vec<Column> = Vec::new();
        let mut used = 0;
        for field in fields {
            let span = field.span.min(across);
            if used + span > across {
                self.grid_row(&mut columns);
                used = 0;
            }
            let (x, width) = (pitch * f32::from(used), pitch * f32::from(span) - 12.0);
            columns.push(self.field(list, &field, x, width)?);
            used += span;
        }
        self.grid_row(&mut columns);
        self.flow.space(6.0);
        Ok(())
    }

    /// A label with its value below, as a column.
    pub(super) fn field(&mut self, list: NodeId, field: &Field, x: f32, width: f32) -> Result<Column, ReportError> {
        let item = self.flow.tree.add(list, Role::Item);
        let label = self.flow.tree.add(item, Role::Label);
        let value = self.flow.tree.add(item, Role::Value);
        let mut column = Column::new(x, self.lines(&self.rich(&field.label, LABEL), width)?, label);
        let shown = if field.value.is_empty() { &self.rich("—", BODY) } else { &field.value };
        let lines = self.lines(shown, width)?;
        column.lines.extend(lines.into_iter().map(|line| (line, Some(value))));
        Ok(column)
    }

    fn grid_row(&mut self, columns: &mut Vec<Column>) {
        if !columns.is_empty() {
            let columns = std::mem::take(columns);
            self.flow.row(Row { columns, frame: Frame::Bare, padding: 2.4 });
        }
    }

    /// A table. One without rows says so.
    pub(super) fn table(&mut self, headings: &[Heading<'_>], rows: &[Vec<Rich>]) -> Result<(), ReportError> {
        self.table_with(headings, rows, &Role::Cell)
    }

    /// A table whose first column names the rows.
    pub(super) fn named_table(&mut self, headings: &[Heading<'_>], rows: &[Vec<Rich>]) -> Result<(), ReportError> {
        self.table_with(headings, rows, &Role::RowHeading)
    }

    fn table_with(&mut self, headings: &[Heading<'_>], rows: &[Vec<Rich>], first: &Role) -> Result<(), ReportError> {
        if rows.is_empty() {
            return self.none();
        }
        let table = self.node(Role::Table);
        let head = self.flow.tree.add(table, Role::Head);
        let head = self.flow.tree.add(head, Role::Row);
        let titles: Vec<Rich> = headings.iter().map(|(title, _)| self.rich(title, COLUMN)).collect();
        let head =
            self.table_row(headings, &titles, head, &|_| Role::ColumnHeading, Frame::Tint { back: HEAD, rule: RULE })?;
        // On further pages the head is decoration: a screen reader has read it already.
        let again = decoration(&head);
        self.flow.hold(head, None);
        let body = self.flow.tree.add(table, Role::Body);
        let mut laid = Vec::with_capacity(rows.len());
        for cells in rows {
            let node = self.flow.tree.add(body, Role::Row);
            let role = |index| if index == 0 { first.clone() } else { Role::Cell };
            laid.push(self.table_row(headings, cells, node, &role, Frame::Below(RULE))?);
        }
        let heights: Vec<f32> = laid.iter().map(Row::height).collect();
        for (index, row) in laid.into_iter().enumerate() {
            let below = kept_below(&heights, index);
            self.flow.row_under(row, below, |flow| flow.row(decoration(&again)));
        }
        self.flow.space(8.0);
        Ok(())
    }

    fn table_row(
        &mut self,
        headings: &[Heading<'_>],
        cells: &[Rich],
        row: NodeId,
        role: &dyn Fn(usize) -> Role,
        frame: Frame,
    ) -> Result<Row, ReportError> {
        let total: f32 = headings.iter().map(|(_, share)| share).sum();
        let mut x = 0.0;
        let mut columns = Vec::with_capacity(cells.len());
        for (index, (cell, (_, share))) in cells.iter().zip(headings).enumerate() {
            let width = WIDTH * share / total;
            let node = self.flow.tree.add(row, role(index));
            let lines = self.lines(cell, width - 10.0)?;
            columns.push(Column::new(x + 5.0, lines, node));
            x += width;
        }
        Ok(Row { columns, frame, padding: 3.2 })
    }

    /// Says that there is nothing where a reader would look for something.
    pub(super) fn none(&mut self) -> Result<(), ReportError> {
        self.note(self.say("Aucun élément.", "None."))
    }
}

/// How much of what follows a row must stay with it: all of a small table, else the last row with the one before.
fn kept_below(heights: &[f32], index: usize) -> f32 {
    let rest = heights.get(index + 1..).unwrap_or_default();
    let total: f32 = heights.iter().sum();
    match rest {
        _ if index == 0 && total < SMALL_TABLE => rest.iter().sum(),
        [last] if *last < SMALL_TABLE => *last,
        _ => 0.0,
    }
}

/// The same row without its place in the structure.
fn decoration(row: &Row) -> Row {
    let columns = row
        .columns
        .iter()
        .map(|column| Column {
            x: column.x,
            lines: column.lines.iter().map(|(line, _)| (line.clone(), None)).collect(),
        })
        .collect();
    Row { columns, frame: row.frame, padding: row.padding }
}
