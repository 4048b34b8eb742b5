//! How the words around a place qualify it: denied, supposed, asked, about someone else… and by which words.
//!
//! A cue of the lexicon throws a scope over part of its clause or sentence: `before` cues over what follows, `after`
//! cues over what precedes, up to an `ends` phrase of the same cue; a `pseudo` phrase that covers a cue cancels it.
//! Negation, indication and improvement stay inside their clause; the other cues reach over the sentence.
//! A sentence that ends with a question mark is a question without any cue; words between quotation marks are quoted.
//!
//! `context.at(tokens)` returns the [`Qualifiers`] of a place: `q.has(CueKind::Negation)`, and `q.cue(CueKind::Negation)`
//! the tokens of the cue that decided (the nearest one).

use std::ops::Range;

use super::input::named;
use super::lexicon::Entry;
use super::scan::{Hit, Scanned};

named! {
    /// The ways words can be qualified.
    CueKind {
        /// It is denied.
        Negation = "negation",
        /// It is supposed.
        Hypothesis = "hypothesis",
        /// It is asked.
        Question = "question",
        /// It is about someone else.
        OtherPerson = "other_person",
        /// It is over.
        Past = "past",
        /// It is why the product is taken.
        Indication = "indication",
        /// It got better.
        Improvement = "improvement",
        /// It is someone else's words.
        Quotation = "quotation",
        /// It is warned against.
        Prohibition = "prohibition",
        /// It is a figure of speech.
        Metaphor = "metaphor",
        /// It is what the leaflet says.
        Notice = "notice",
        /// It is feared.
        Fear = "fear",
        /// It is said of everyone.
        General = "general",
        /// It is hearsay.
        Hearsay = "hearsay",
    }
}

impl CueKind {
    const fn bit(self) -> u16 {
        1 << (self as u16)
    }

    /// Whether the cue reaches over its clause only.
    const fn stays_in_clause(self) -> bool {
        matches!(self, Self::Negation | Self::Indication | Self::Improvement)
    }
}

named! {
    /// What a phrase of a cue list does.
    CueRole {
        /// Qualifies what follows.
        Before = "before",
        /// Qualifies what precedes.
        After = "after",
        /// Looks like the cue but is not.
        Pseudo = "pseudo",
        /// Ends the cue's reach.
        Ends = "ends",
    }
}

/// A cue and the tokens it qualifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// How it qualifies.
    pub kind: CueKind,
    /// The tokens of the cue.
    pub cue: Range<usize>,
    /// The tokens it qualifies.
    pub over: Range<usize>,
}

/// Every scope of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The scopes, in the order of their cues.
    pub scopes: Vec<Scope>,
}

/// How one place is qualified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Qualifiers {
    bits: u16,
    cues: Vec<(CueKind, Range<usize>)>,
}

impl Qualifiers {
    /// Whether the place is qualified in that way.
    #[must_use]
    pub const fn has(&self, kind: CueKind) -> bool {
        self.bits & kind.bit() != 0
    }

    /// Whether the place is qualified in any way.
    #[must_use]
    pub const fn any(&self) -> bool {
        self.bits != 0
    }

    /// The tokens of the nearest cue of that kind.
    #[must_use]
    pub fn cue(&self, kind: CueKind) -> Option<Range<usize>> {
        self.cues.iter().find(|(found, _)| *found == kind).map(|(_, tokens)| tokens.clone())
    }

    /// The kinds of qualification with the tokens of the cue that decided each.
    pub fn iter(&self) -> impl Iterator<Item = (CueKind, Range<usize>)> + '_ {
        self.cues.iter().cloned()
    }
}

impl Context {
    /// How the run of tokens `place` is qualified.
    #[must_use]
    pub fn at(&self, place: Range<usize>) -> Qualifiers {
        let mut found = Qualifiers::default();
        for scope in self.scopes.iter().filter(|scope| scope.over.start <= place.start && place.end <= scope.over.end) {
            found.bits |= scope.kind.bit();
            match found.cues.iter_mut().find(|(kind, _)| *kind == scope.kind) {
                Some((_, cue)) if distance(&scope.cue, &place) < distance(cue, &place) => *cue = scope.cue.clone(),
                Some(_) => {}
                None => found.cues.push((scope.kind, scope.cue.clone())),
            }
        }
        found
    }

    /// Whether `place` is qualified by `kind`.
    #[must_use]
    pub fn qualifies(&self, kind: CueKind, place: &Range<usize>) -> bool {
        self.scopes
            .iter()
            .any(|scope| scope.kind == kind && scope.over.start <= place.start && place.end <= scope.over.end)
    }
}

fn distance(cue: &Range<usize>, place: &Range<usize>) -> usize {
    place.start.saturating_sub(cue.end).max(cue.start.saturating_sub(place.end))
}

/// The scopes of every cue of a text.
#[must_use]
pub fn qualify(scanned: &Scanned<'_>) -> Context {
    let cues: Vec<(&Hit, CueKind, CueRole)> = scanned
        .hits
        .iter()
        .filter_map(|hit| match hit.entry {
            Entry::Cue(kind, role) => Some((hit, kind, role)),
            _ => None,
        })
        .collect();
    let mut scopes = Vec::new();
    for (hit, kind, role) in &cues {
        if matches!(role, CueRole::Before | CueRole::After) && !cancelled(hit, *kind, &cues) {
            let over = reach(scanned, hit, *kind, *role, &cues);
            if !over.is_empty() {
                scopes.push(Scope { kind: *kind, cue: hit.tokens(), over });
            }
        }
    }
    add_questions(scanned, &mut scopes);
    add_quotations(scanned, &mut scopes);
    scopes.sort_by_key(|scope| (scope.cue.start, scope.kind, scope.cue.end));
    Context { scopes }
}

/// A cue inside a look-alike of the same kind is no cue.
fn cancelled(hit: &Hit, kind: CueKind, cues: &[(&Hit, CueKind, CueRole)]) -> bool {
    cues.iter().any(|(other, its_kind, role)| {
        *its_kind == kind && *role == CueRole::Pseudo && other.first <= hit.first && hit.end <= other.end
    })
}

fn reach(
    scanned: &Scanned<'_>,
    hit: &Hit,
    kind: CueKind,
    role: CueRole,
    cues: &[(&Hit, CueKind, CueRole)],
) -> Range<usize> {
    let unit =
        if kind.stays_in_clause() { scanned.text.clause_of(hit.first) } else { scanned.text.sentence_of(hit.first) };
    let ends = cues.iter().filter(|(_, its_kind, its_role)| *its_kind == kind && *its_role == CueRole::Ends);
    if role == CueRole::Before {
        let stop = ends.map(|(end, ..)| end.first).filter(|first| *first >= hit.end).min();
        hit.end..stop.map_or(unit.end, |stop| stop.min(unit.end))
    } else {
        let stop = ends.map(|(end, ..)| end.end).filter(|end| *end <= hit.first).max();
        stop.map_or(unit.start, |stop| stop.max(unit.start))..hit.first
    }
}

/// A question mark asks about the whole sentence before it.
fn add_questions(scanned: &Scanned<'_>, scopes: &mut Vec<Scope>) {
    for sentence in scanned.text.sentences.iter().filter(|sentence| sentence.question) {
        let mark = sentence.tokens.clone().rev().find(|index| scanned.text.word(*index).starts_with('?'));
        if let Some(mark) = mark {
            scopes.push(Scope { kind: CueKind::Question, cue: mark..mark + 1, over: sentence.tokens.start..mark });
        }
    }
}

/// Words between two quotation marks of one paragraph are quoted.
fn add_quotations(scanned: &Scanned<'_>, scopes: &mut Vec<Scope>) {
    let mut open: Option<usize> = None;
    for index in 0..scanned.text.tokens.len() {
        match (scanned.text.word(index), open) {
            ("\n", _) => open = None,
            ("\"", None) => open = Some(index),
            ("\"", Some(start)) => {
                if index > start + 2 {
                    scopes.push(Scope { kind: CueKind::Quotation, cue: start..start + 1, over: start + 1..index });
                }
                open = None;
            }
            _ => {}
        }
    }
}
