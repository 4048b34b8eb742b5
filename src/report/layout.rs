//! Puts blocks on pages: everything is a row of columns of lines, and one rule says where a row may be cut.

use super::text::{Color, Line};
use super::tree::{NodeId, Tree};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.276, 841.89);
/// Left and right margin.
pub(super) const MARGIN: f32 = 54.0;
/// Width of the text.
pub(super) const WIDTH: f32 = 595.276 - 2.0 * MARGIN;
/// Top of the text.
pub(super) const TOP: f32 = 62.0;
/// Bottom of the text.
pub(super) const BOTTOM: f32 = 841.89 - 60.0;

/// Something to paint.
pub(super) enum Op {
    /// A line of text with its left end and baseline; without a node it is decoration.
    Text { line: Line, x: f32, baseline: f32, node: Option<NodeId> },
    /// A filled rectangle: left, top, width, height.
    Fill { area: [f32; 4], color: Color },
}

/// A section's entry in the outline.
pub(super) struct Bookmark {
    pub(super) title: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// How a row is framed, on every page it touches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Frame {
    /// Not at all.
    Bare,
    /// A hairline below.
    Below(Color),
    /// A tint behind, and a hairline below.
    Tint { back: Color, rule: Color },
    /// A bar at the left and a tint behind.
    Bar { bar: Color, back: Color },
}

/// A line with the part of the document it belongs to.
pub(super) type Placed = (Line, Option<NodeId>);

/// A column of a row.
pub(super) struct Column {
    /// Its left edge, from the left margin.
    pub(super) x: f32,
    pub(super) lines: Vec<Placed>,
}

impl Column {
    /// A column whose lines all belong to one part.
    pub(super) fn new(x: f32, lines: Vec<Line>, node: NodeId) -> Self {
        Self { x, lines: lines.into_iter().map(|line| (line, Some(node))).collect() }
    }

    fn height(&self) -> f32 {
        self.lines.iter().map(|(line, _)| line.height).sum()
    }
}

/// Columns side by side.
pub(super) struct Row {
    pub(super) columns: Vec<Column>,
    pub(super) frame: Frame,
    /// Space inside, above and below.
    pub(super) padding: f32,
}

impl Row {
    /// The height of the whole row.
    pub(super) fn height(&self) -> f32 {
        self.columns.iter().map(Column::height).fold(0.0, f32::max) + 2.0 * self.padding
    }

    /// Cuts off what fits in `room`; an empty result means that nothing sensible does.
    fn cut(&mut self, room: f32) -> Self {
        let room = room - 2.0 * self.padding;
        let columns = self
            .columns
            .iter_mut()
            .map(|column| {
                let mut used = 0.0;
                let fit = column.lines.iter().take_while(|(line, _)| {
                    used += line.height;
                    used <= room
                });
                let mut fit = fit.count();
                // Neither a lone first line nor a lone last one.
                let left = column.lines.len() - fit;
                if left == 1 && fit > 2 {
                    fit -= 1;
                }
                if fit == 1 && left > 0 {
                    fit = 0;
                }
                Column { x: column.x, lines: column.lines.drain(..fit).collect() }
            })
            .collect();
        Self { columns, frame: self.frame, padding: self.padding }
    }

    fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.lines.is_empty())
    }
}

/// A row that waits for the next one, such as a heading.
struct Held {
    row: Row,
    gap: f32,
    bookmark: Option<String>,
}

/// The pages being filled, from top to bottom.
pub(super) struct Flow {
    pub(super) pages: Vec<Vec<Op>>,
    pub(super) tree: Tree,
    pub(super) bookmarks: Vec<Bookmark>,
    /// Where the next block goes.
    y: f32,
    /// Space asked for since the last block; dropped at the top of a page.
    gap: f32,
    held: Vec<Held>,
}

/// Rows lower than this are never cut.
const MODEST: f32 = (BOTTOM - TOP) / 4.0;
/// What must fit below a heading when the row that follows may be cut.
const BEGINNING: f32 = 48.0;

impl Flow {
    /// One empty page.
    pub(super) fn new() -> Self {
        Self {
            pages: vec![Vec::new()],
            tree: Tree::new(),
            bookmarks: Vec::new(),
            // The first page has no running head.
            y: TOP - 16.0,
            gap: 0.0,
            held: Vec::new(),
        }
    }

    /// Leaves space before the next block, unless a page begins there.
    pub(super) fn space(&mut self, gap: f32) {
        self.gap = self.gap.max(gap);
    }

    /// Sets a row aside: it goes right above the next one, on the same page. A bookmark makes it an outline entry.
    pub(super) fn hold(&mut self, row: Row, bookmark: Option<String>) {
        let gap = std::mem::take(&mut self.gap);
        self.held.push(Held { row, gap, bookmark });
    }

    /// Puts a row on the page, on as many pages as it needs.
    pub(super) fn row(&mut self, row: Row) {
        self.row_under(row, 0.0, |_| ());
    }

    /// Puts a row on the page, with `below` free under it if a page can hold both. `repeat` is called at the top of
    /// every page it moves to or continues on.
    pub(super) fn row_under(&mut self, mut row: Row, below: f32, mut repeat: impl FnMut(&mut Self)) {
        self.release(&row, below);
        let mut below = below;
        loop {
            self.take_gap();
            let height = row.height();
            let room = BOTTOM - self.y;
            if height + below <= room {
                self.draw(row, height);
                return;
            }
            let fresh = self.y <= TOP + (BOTTOM - TOP) / 6.0;
            if height <= room && fresh {
                self.draw(row, height);
                return;
            }
            // A row of modest height moves to the next page whole; a tall one is cut where the page ends.
            let part = row.cut(if !fresh && height < MODEST { 0.0 } else { room });
            if part.is_empty() {
                if self.y <= TOP {
                    // A line taller than a page: no such style exists, but never loop.
                    self.draw(row, height);
                    return;
                }
            } else {
                let height = part.height();
                self.draw(part, height);
            }
            self.break_page();
            if row.is_empty() {
                return;
            }
            repeat(self);
            below = 0.0;
        }
    }

    /// Places the rows that were set aside, on a page where the beginning of the next one fits too.
    fn release(&mut self, next: &Row, below: f32) {
        if self.held.is_empty() {
            return;
        }
        let height = next.height();
        let beginning = if height < MODEST { height + below } else { BEGINNING };
        let above: f32 = self.held.iter().map(|held| held.gap + held.row.height()).sum();
        if self.y > TOP && self.y + above + self.gap + beginning > BOTTOM {
            let gap = self.gap;
            self.break_page();
            self.gap = gap;
        }
        let last_gap = std::mem::take(&mut self.gap);
        for held in std::mem::take(&mut self.held) {
            self.gap = held.gap;
            self.take_gap();
            if let Some(title) = held.bookmark {
                self.bookmarks.push(Bookmark { title, page: self.pages.len() - 1, y: self.y });
            }
            let height = held.row.height();
            self.draw(held.row, height);
        }
        self.gap = last_gap;
    }

    fn take_gap(&mut self) {
        if self.y > TOP {
            self.y += self.gap;
        }
        self.gap = 0.0;
    }

    fn break_page(&mut self) {
        self.pages.push(Vec::new());
        self.y = TOP;
        self.gap = 0.0;
    }

    fn draw(&mut self, row: Row, height: f32) {
        self.frame(row.frame, height);
        for column in row.columns {
            let mut y = self.y + row.padding;
            for (line, node) in column.lines {
                let (x, baseline) = (MARGIN + column.x, y + line.baseline);
                y += line.height;
                self.paint(Op::Text { line, x, baseline, node });
            }
        }
        self.y += height;
    }

    fn frame(&mut self, frame: Frame, height: f32) {
        let hairline = [MARGIN, self.y + height - 0.4, WIDTH, 0.4];
        match frame {
            Frame::Bare => {}
            Frame::Below(color) => self.paint(Op::Fill { area: hairline, color }),
            Frame::Tint { back, rule } => {
                self.fill(0.0, WIDTH, height, back);
                self.paint(Op::Fill { area: hairline, color: rule });
            }
            Frame::Bar { bar, back } => {
                self.fill(0.0, WIDTH, height, back);
                self.fill(0.0, 2.2, height, bar);
            }
        }
    }

    /// Fills a rectangle: left from the margin, top from the current position.
    fn fill(&mut self, x: f32, width: f32, height: f32, color: Color) {
        let area = [MARGIN + x, self.y, width, height];
        self.paint(Op::Fill { area, color });
    }

    fn paint(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.push(op);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::tree::Role;

    fn lines(count: usize, height: f32) -> Vec<Line> {
        let line = Line { text: "".into(), runs: Vec::new(), width: 0.0, height, baseline: height / 2.0 };
        vec![line; count]
    }

    fn row(counts: &[usize], height: f32) -> Row {
        let node = Tree::new().add(Tree::ROOT, Role::Row);
        let columns = counts.iter().map(|count| Column::new(0.0, lines(*count, height), node)).collect();
        Row { columns, frame: Frame::Bare, padding: 0.0 }
    }

    /// How many lines of text each page holds.
    fn pages(flow: &Flow) -> Vec<usize> {
        flow.pages.iter().map(|ops| ops.iter().filter(|op| matches!(op, Op::Text { .. })).count()).collect()
    }

    #[test]
    fn a_row_that_fits_stays_whole() {
        let mut flow = Flow::new();
        flow.row(row(&[3, 1], 10.0));
        assert_eq!(pages(&flow), [4]);
    }

    #[test]
    fn a_modest_row_moves_to_the_next_page_whole_and_a_tall_one_is_cut() {
        let mut flow = Flow::new();
        flow.row(row(&[72], 10.0));
        flow.row(row(&[5], 10.0));
        assert_eq!(pages(&flow), [72, 5]);
        let mut flow = Flow::new();
        flow.row(row(&[40], 10.0));
        flow.row(row(&[100], 10.0));
        assert_eq!(pages(&flow), [73, 67]);
    }

    #[test]
    fn no_line_is_left_alone_at_either_side_of_a_cut() {
        let mut tall = row(&[10, 4], 10.0);
        assert_eq!(tall.cut(15.0).columns[0].lines.len(), 0, "one line alone at the bottom");
        let part = tall.cut(90.0);
        assert_eq!(part.columns[0].lines.len(), 8, "one line alone at the top");
        assert_eq!(part.columns[1].lines.len(), 4);
        assert_eq!(tall.columns[0].lines.len(), 2);
    }

    #[test]
    fn every_page_a_row_continues_on_begins_with_what_is_repeated() {
        let mut flow = Flow::new();
        flow.row_under(row(&[200], 10.0), 0.0, |flow| flow.row(row(&[1], 10.0)));
        assert_eq!(pages(&flow), [73, 71, 58]);
    }

    #[test]
    fn a_heading_never_stands_alone_at_the_foot_of_a_page() {
        let mut flow = Flow::new();
        flow.row(row(&[71], 10.0));
        flow.hold(row(&[1], 10.0), Some("heading".to_owned()));
        flow.hold(row(&[1], 10.0), None);
        flow.row(row(&[2], 10.0));
        assert_eq!(pages(&flow), [71, 4]);
        assert_eq!(flow.bookmarks.first().map(|mark| mark.page), Some(1));
    }

    #[test]
    fn rows_that_belong_together_move_together() {
        let mut flow = Flow::new();
        flow.row(row(&[70], 10.0));
        flow.row_under(row(&[2], 10.0), 20.0, |flow| flow.row(row(&[1], 10.0)));
        flow.row(row(&[2], 10.0));
        assert_eq!(pages(&flow), [70, 5]);
    }

    #[test]
    fn a_line_taller_than_a_page_is_drawn_once_and_never_loops() {
        let mut flow = Flow::new();
        flow.row(row(&[1], 2_000.0));
        flow.row(row(&[1], 10.0));
        assert_eq!(pages(&flow), [1, 1]);
    }
}
