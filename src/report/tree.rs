//! The logical structure of a report: what a screen reader walks through, whatever the pages look like.

use std::num::NonZeroU16;

use krilla::tagging::{Identifier, ListNumbering, TableHeaderScope, Tag, TagGroup, TagKind, TagTree};

/// A place in the tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(usize);

/// What a part of the document is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    /// A section with its heading.
    Section,
    /// A heading of a level, with its words.
    Heading(u16, String),
    /// A paragraph, in its language if it differs from the document's.
    Paragraph(Option<String>),
    /// A quotation, in its language if it differs from the document's.
    Quote(Option<String>),
    /// A list of labels with values.
    List,
    /// One label with its value.
    Item,
    /// The label.
    Label,
    /// The value.
    Value,
    /// A table.
    Table,
    /// The part of a table with the column headings.
    Head,
    /// The part of a table with the data.
    Body,
    /// A row.
    Row,
    /// The heading of a column.
    ColumnHeading,
    /// The heading of a row.
    RowHeading,
    /// A cell.
    Cell,
}

impl Role {
    fn tag(self) -> TagKind {
        match self {
            Self::Section => Tag::Section.into(),
            Self::Heading(level, title) => {
                Tag::Hn(NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN), Some(title)).into()
            }
            Self::Paragraph(lang) => Tag::P.with_lang(lang).into(),
            Self::Quote(lang) => Tag::BlockQuote.with_lang(lang).into(),
            Self::List => Tag::L(ListNumbering::None).into(),
            Self::Item => Tag::LI.into(),
            Self::Label => Tag::Lbl.into(),
            Self::Value => Tag::LBody.into(),
            Self::Table => Tag::Table.into(),
            Self::Head => Tag::THead.into(),
            Self::Body => Tag::TBody.into(),
            Self::Row => Tag::TR.into(),
            Self::ColumnHeading => Tag::TH(TableHeaderScope::Column).into(),
            Self::RowHeading => Tag::TH(TableHeaderScope::Row).into(),
            Self::Cell => Tag::TD.into(),
        }
    }
}

struct Node {
    role: Option<Role>,
    children: Vec<NodeId>,
    marks: Vec<Identifier>,
}

/// The tree, filled while the pages are laid out and again while they are painted.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// The root.
    pub(super) const ROOT: NodeId = NodeId(0);

    /// A tree with only a root.
    pub(super) fn new() -> Self {
        Self { nodes: vec![Node { role: None, children: Vec::new(), marks: Vec::new() }] }
    }

    /// Adds a part below another.
    pub(super) fn add(&mut self, parent: NodeId, role: Role) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node { role: Some(role), children: Vec::new(), marks: Vec::new() });
        if let Some(node) = self.nodes.get_mut(parent.0) {
            node.children.push(id);
        }
        id
    }

    /// Notes a mark painted on a page as belonging to a part.
    pub(super) fn mark(&mut self, id: NodeId, mark: Identifier) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.marks.push(mark);
        }
    }

    /// Hands the tree to krilla.
    pub(super) fn finish(mut self, lang: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(lang.to_owned()));
        for child in self.take_children(Self::ROOT) {
            if let Some(group) = self.group(child) {
                tree.push(group);
            }
        }
        tree
    }

    fn take_children(&mut self, id: NodeId) -> Vec<NodeId> {
        self.nodes.get_mut(id.0).map(|node| std::mem::take(&mut node.children)).unwrap_or_default()
    }

    fn group(&mut self, id: NodeId) -> Option<TagGroup> {
        let node = self.nodes.get_mut(id.0)?;
        let mut group = TagGroup::new(node.role.take()?.tag());
        for mark in std::mem::take(&mut node.marks) {
            group.push(mark);
        }
        for child in self.take_children(id) {
            if let Some(child) = self.group(child) {
                group.push(child);
            }
        }
        Some(group)
    }
}
