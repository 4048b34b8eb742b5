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
        for scope in self.near(&place) {
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
        self.near(place).any(|scope| scope.kind == kind)
    }

    /// The scopes over `place`, of the cues nearest to it: in a text of thousands of cues the others say nothing new.
    fn near(&self, place: &Range<usize>) -> impl Iterator<Item = &Scope> {
        let after = self.scopes.partition_point(|scope| scope.cue.start < place.start);
        let near = after.saturating_sub(NEAREST)..self.scopes.len().min(after + NEAREST);
        let place = place.clone();
        let scopes = self.scopes.get(near).unwrap_or_default().iter();
        scopes.filter(move |scope| scope.over.start <= place.start && place.end <= scope.over.end)
    }
}

/// How many cues on each side of a place are asked.
const NEAREST: usize = 64;

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
    let limits = Limits::of(&cues);
    let mut scopes = Vec::new();
    for (hit, kind, role) in &cues {
        if matches!(role, CueRole::Before | CueRole::After) && !limits.cancel(hit, *kind) {
            let over = limits.reach(scanned, hit, *kind, *role);
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

/// What keeps cues from qualifying: look-alikes and ends, sorted by kind, then by place.
struct Limits {
    pseudo: Vec<(CueKind, usize, usize)>,
    ends_from: Vec<(CueKind, usize)>,
    ends_to: Vec<(CueKind, usize)>,
}

/// No cue, fillers included, is longer, in tokens.
const LONGEST_CUE: usize = 32;

impl Limits {
    fn of(cues: &[(&Hit, CueKind, CueRole)]) -> Self {
        let of_role = |role: CueRole| cues.iter().filter(move |(_, _, its_role)| *its_role == role);
        let mut limits = Self {
            pseudo: of_role(CueRole::Pseudo).map(|(hit, kind, _)| (*kind, hit.first, hit.end)).collect(),
            ends_from: of_role(CueRole::Ends).map(|(hit, kind, _)| (*kind, hit.first)).collect(),
            ends_to: of_role(CueRole::Ends).map(|(hit, kind, _)| (*kind, hit.end)).collect(),
        };
        limits.pseudo.sort_unstable();
        limits.ends_from.sort_unstable();
        limits.ends_to.sort_unstable();
        limits
    }

    /// A cue inside a look-alike of the same kind is no cue.
    fn cancel(&self, hit: &Hit, kind: CueKind) -> bool {
        let from = self.pseudo.partition_point(|(of, first, _)| (*of, first + LONGEST_CUE) < (kind, hit.first));
        let near = self.pseudo.get(from..).unwrap_or_default().iter();
        near.take_while(|(of, first, _)| (*of, *first) <= (kind, hit.first)).any(|(_, _, end)| hit.end <= *end)
    }

    fn reach(&self, scanned: &Scanned<'_>, hit: &Hit, kind: CueKind, role: CueRole) -> Range<usize> {
        let text = &scanned.text;
        let unit = if kind.stays_in_clause() { text.clause_of(hit.first) } else { text.sentence_of(hit.first) };
        if role == CueRole::Before {
            let next = self.ends_from.partition_point(|end| *end < (kind, hit.end));
            let stop = self.ends_from.get(next).filter(|(of, _)| *of == kind).map(|(_, first)| *first);
            hit.end..stop.map_or(unit.end, |stop| stop.min(unit.end))
        } else {
            let next = self.ends_to.partition_point(|end| *end <= (kind, hit.first));
            let last = next.checked_sub(1).and_then(|last| self.ends_to.get(last));
            let stop = last.filter(|(of, _)| *of == kind).map(|(_, end)| *end);
            stop.map_or(unit.start, |stop| stop.max(unit.start))..hit.first
        }
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
