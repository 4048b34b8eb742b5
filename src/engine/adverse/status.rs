//! Whether a candidate is told to have happened, and by which words.

use std::ops::Range;

use super::cue::Cues;
use super::product::Named;
use super::reaction::Candidate;
use super::role::{Lists, Mark, Marks, Role};
use crate::engine::context::{Context, CueKind};
use crate::engine::review::ReactionStatus;
use crate::engine::scan::Scanned;
use crate::engine::text::TokenKind;

/// Everything the reading of one text needs.
#[derive(Clone, Copy)]
pub struct Reading<'a, 't> {
    /// The lists of the packs.
    pub lists: &'a Lists,
    /// The text.
    pub scanned: &'a Scanned<'t>,
    /// Its qualifiers.
    pub context: &'a Context,
    /// Its marks.
    pub marks: &'a Marks,
}

impl Reading<'_, '_> {
    /// The tokens of the sentence that holds `at`.
    #[must_use]
    pub fn sentence(&self, at: usize) -> Range<usize> {
        self.scanned.text.sentence_of(at)
    }

    /// Whether the sentence has a subject the author knows, before `at`.
    #[must_use]
    pub fn asserted(&self, at: usize) -> bool {
        let before = self.sentence(at).start..at;
        self.marks.within(Role::Oneself, &before).is_some()
            || self.marks.people().any(|mark| mark.first >= before.start && mark.end <= before.end)
    }

    /// Whether the author or someone known is named between two tokens.
    #[must_use]
    pub fn asserted_after(&self, from: usize, to: usize) -> bool {
        self.personal(&(from..to))
    }

    /// Whether the sentence speaks of the author or of someone the author knows.
    #[must_use]
    pub fn personal(&self, sentence: &Range<usize>) -> bool {
        self.marks.within(Role::Oneself, sentence).is_some()
            || self.marks.people().any(|mark| mark.first >= sentence.start && mark.end <= sentence.end)
    }

    fn words_between(&self, from: usize, to: usize) -> usize {
        let run = self.scanned.text.tokens.get(from..to).unwrap_or_default();
        run.iter().filter(|token| token.kind != TokenKind::Mark).count()
    }
}

/// Settles the status of one candidate; `None` when it stands as affirmed.
#[must_use]
pub fn judge(
    reading: &Reading<'_, '_>,
    candidate: &Candidate<'_>,
    products: &[Named<'_>],
    cues: &mut Cues,
) -> Option<ReactionStatus> {
    let text = &reading.scanned.text;
    let mut decide = |status, cue: Option<Range<usize>>| {
        if let Some(cue) = cue {
            cues.keep(text, cue);
        }
        Some(status)
    };
    let sentence = reading.sentence(candidate.tokens.start);
    if let Some(mark) = reading.marks.within(Role::DoubleNegation, &sentence) {
        cues.keep(text, mark.first..mark.end);
        return None;
    }
    if super::weigh::is_unspecific(candidate) && !reading.personal(&sentence) {
        return decide(ReactionStatus::OtherTopic, Some(candidate.tokens.clone()));
    }
    if let Some(cue) = elsewhere(reading, &sentence) {
        return decide(ReactionStatus::OtherTopic, Some(cue));
    }
    if let Some(cue) = metaphor(reading, candidate, products) {
        return decide(ReactionStatus::OtherTopic, Some(cue));
    }
    if let Some(cue) = improved(reading, candidate) {
        let status =
            if after_stop(reading, candidate, &cue) { ReactionStatus::Resolved } else { ReactionStatus::Improved };
        return decide(status, Some(cue));
    }
    let why = reason(reading, candidate, products).filter(|_| !worsened(reading, candidate));
    // Of a denial and a reason, the nearer decides: « sans sucre pour ma toux ».
    let nearer = |cue: &Range<usize>| why.as_ref().is_none_or(|why| why.start < cue.end);
    if let Some(cue) = denied(reading, candidate).filter(nearer) {
        // « plus de crise sous … »: the product does what it is taken for.
        if products.iter().any(|product| super::weigh::taken_for(reading, candidate, product)) {
            return decide(ReactionStatus::Improved, Some(cue));
        }
        return decide(ReactionStatus::Negated, Some(cue));
    }
    if let Some(cue) = why {
        return decide(ReactionStatus::Indication, Some(cue));
    }
    if let Some(cue) = supposed(reading, candidate, products) {
        return decide(ReactionStatus::Hypothetical, Some(cue));
    }
    if let Some(cue) = impersonal(reading, candidate) {
        return decide(ReactionStatus::OtherTopic, Some(cue));
    }
    None
}

fn cue(mark: &Mark) -> Range<usize> {
    mark.first..mark.end
}

/// « rien à voir avec le vaccin », in the sentence or the next.
fn elsewhere(reading: &Reading<'_, '_>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let next = reading.sentence(sentence.end);
    let end = if next.end > next.start { next.end } else { sentence.end };
    reading.marks.within(Role::NotCaused, &(sentence.start..end)).map(cue)
}

/// A word that makes the symptom a figure of speech, in the same clause, where the product is not named.
fn metaphor(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, products: &[Named<'_>]) -> Option<Range<usize>> {
    let clause = reading.scanned.text.clause_of(candidate.tokens.start);
    let sentence = reading.sentence(candidate.tokens.start);
    if products.iter().any(|product| product.in_text() && sentence.contains(&product.tokens.start)) {
        return None;
    }
    reading.marks.within(Role::OtherTopic, &clause).map(cue)
}

/// What a list shares: « des plaques, des démangeaisons et les lèvres gonflées » after one cue.
#[must_use]
pub fn continues(reading: &Reading<'_, '_>, before: &Candidate<'_>, candidate: &Candidate<'_>) -> bool {
    let text = &reading.scanned.text;
    let gap = before.tokens.end..candidate.tokens.start;
    let counted = text.tokens.get(gap.clone()).unwrap_or_default().iter().any(|token| token.kind == TokenKind::Number);
    let same = !counted && reading.sentence(before.tokens.start) == reading.sentence(candidate.tokens.start);
    let joined =
        gap.clone().any(|at| matches!(text.word(at), "," | "et" | "ou" | "ni" | "and" | "or" | "nor" | "/" | "+"));
    let only_words =
        !reading.marks.any_within(&[Role::Oneself, Role::CausalVerb, Role::Taking, Role::LinkBeforeProduct], &gap);
    same && joined
        && only_words
        && reading.words_between(gap.start, gap.end) <= LIST_GAP
        && !gap.clone().any(|at| matches!(text.word(at), "mais" | "but" | "sauf" | "depuis" | "since"))
}

const LIST_GAP: usize = 3;

const AFTER_GAP: usize = 5;

/// « plus de migraines », « les plaques ont disparu ».
fn improved(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> Option<Range<usize>> {
    let clause = reading.scanned.text.clause_of(candidate.tokens.start);
    let before = reading.marks.just_before(Role::ImprovementBefore, candidate.tokens.start, 2);
    if let Some(mark) = before.filter(|mark| mark.first >= clause.start) {
        return Some(cue(mark));
    }
    let after = reading.marks.just_after(Role::ImprovementAfter, candidate.tokens.end, AFTER_GAP)?;
    let other_subject = reading.marks.any_within(&[Role::Oneself], &(candidate.tokens.end..after.first));
    (after.end <= clause.end && !other_subject).then(|| cue(after))
}

/// What went away after the product was stopped was an effect of it.
fn after_stop(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, improvement: &Range<usize>) -> bool {
    let text = &reading.scanned.text;
    let sentence = reading.sentence(candidate.tokens.start);
    let previous = sentence.start.checked_sub(1).map_or(sentence.start, |last| text.sentence_of(last).start);
    let around = previous..sentence.end;
    let next = text.sentence_of(sentence.end);
    reading.marks.of(Role::Stopped).any(|mark| {
        mark.first >= around.start
            && mark.end <= around.end.max(next.end.min(sentence.end + AFTER_GAP))
            && mark.first != improvement.start
    })
}

/// How far a denial reaches over words without a comma.
const DENIAL_REACH: usize = 9;

fn denied(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> Option<Range<usize>> {
    let qualifiers = reading.context.at(candidate.tokens.clone());
    let cue = qualifiers.cue(CueKind::Negation)?;
    if cue.start >= candidate.tokens.end {
        let last = reading.scanned.text.tokens.get(cue.end).is_none_or(|next| next.kind != TokenKind::Word);
        return (last && cue.start - candidate.tokens.end <= 2).then_some(cue);
    }
    // A new subject after the denial starts another statement.
    let between = cue.end..candidate.tokens.start;
    let restarted = reading.marks.of(Role::Oneself).any(|mark| {
        mark.first >= between.start
            && mark.end <= between.end
            && !matches!(reading.scanned.text.word(mark.first), "me" | "m" | "mon" | "ma" | "mes" | "my")
    });
    let near = reading.words_between(between.start, between.end) <= DENIAL_REACH;
    (!restarted && near).then_some(cue)
}

/// Asked, feared, imagined, of the reader.
fn supposed(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, products: &[Named<'_>]) -> Option<Range<usize>> {
    let text = &reading.scanned.text;
    let at = candidate.tokens.start;
    let sentence = reading.sentence(at);
    let before = sentence.start..at;
    let marks = reading.marks;
    if let Some(mark) = marks.of(Role::Fear).filter(|mark| mark.first >= before.start && mark.end <= before.end).last()
    {
        return Some(cue(mark));
    }
    let imagined =
        marks.of(Role::Hypothetical).filter(|mark| mark.first >= before.start && mark.end <= before.end).last();
    let reader =
        marks.of(Role::SecondPerson).filter(|mark| mark.first >= before.start && mark.end <= before.end).last();
    let question = text.is_question(at);
    if marks.has(Role::MeToo) && question {
        return None;
    }
    if let Some(mark) = reader.filter(|_| question) {
        return Some(cue(mark));
    }
    let asked = marks.of(Role::QuestionForm).filter(|mark| mark.first >= before.start && mark.end <= before.end).last();
    if let Some(mark) = asked.filter(|mark| question && !reading.asserted_after(mark.end, at)) {
        return Some(cue(mark));
    }
    if let Some(mark) = imagined {
        let told = !question && reading.asserted(at) && mark.end + 4 < at;
        if !told {
            return Some(cue(mark));
        }
    }
    if question {
        let anchored = products.iter().any(|product| product.anchored && sentence.contains(&product.tokens.start));
        let ends_case =
            marks.of(Role::ReportQuestion).any(|mark| mark.first >= candidate.tokens.end && mark.end <= sentence.end);
        let sought = marks.has(Role::Logistics)
            && products.iter().any(|product| super::weigh::taken_for(reading, candidate, product));
        if !(reading.asserted(at) || anchored || ends_case || sought) {
            let mark = reading.context.at(candidate.tokens.clone()).cue(CueKind::Question);
            return Some(mark.unwrap_or_else(|| candidate.tokens.clone()));
        }
    }
    None
}

/// « on m'avait dit …, n'empêche que j'ai eu »: after what others say, the author's own story.
#[must_use]
pub fn recanted(reading: &Reading<'_, '_>, between: Range<usize>) -> bool {
    let text = &reading.scanned.text;
    let turns = ["mais", "empeche", "pourtant", "sauf", "seulement", "but", "yet", "except"];
    let turn = between.clone().find(|at| turns.contains(&text.word(*at)));
    turn.is_some_and(|at| reading.asserted_after(at, between.end))
}

/// A general truth, a leaflet, the press, hearsay: nobody the author knows.
fn impersonal(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> Option<Range<usize>> {
    let sentence = reading.sentence(candidate.tokens.start);
    let marks = reading.marks;
    for role in [Role::Hearsay, Role::FarPerson] {
        let told = marks.within(role, &sentence).filter(|mark| mark.first < candidate.tokens.start);
        if let Some(mark) = told.filter(|mark| !recanted(reading, mark.end..candidate.tokens.start)) {
            return Some(cue(mark));
        }
    }
    if reading.personal(&sentence) {
        return None;
    }
    [Role::Notice, Role::News, Role::General].into_iter().find_map(|role| marks.within(role, &sentence).map(cue))
}

/// How many words may stand between a symptom and what says that it got worse.
const WORSE_GAP: usize = 2;

/// « plus angoissé qu'avant », « les crises ont empiré »: no longer only what the product is taken for.
#[must_use]
pub fn worsened(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let sentence = reading.sentence(candidate.tokens.start);
    let (before, after) = (candidate.tokens.start, candidate.tokens.end);
    let worse = reading.marks.just_before(Role::Worse, before, WORSE_GAP);
    let worse = worse.or_else(|| reading.marks.just_after(Role::Worse, after, WORSE_GAP));
    worse.is_some_and(|mark| sentence.start <= mark.first && mark.end <= sentence.end)
}

/// « avant le Levothyrox, j'étais frileuse »: told of the time before the product.
fn before_product(
    reading: &Reading<'_, '_>,
    candidate: &Candidate<'_>,
    products: &[Named<'_>],
) -> Option<Range<usize>> {
    let text = &reading.scanned.text;
    let sentence = reading.sentence(candidate.tokens.start);
    let named = products.iter().filter(|product| product.in_text() && sentence.contains(&product.tokens.start));
    let before = named.filter_map(|product| {
        let from = product.tokens.start.saturating_sub(BEFORE_GAP).max(sentence.start);
        let at = (from..product.tokens.start).rev().find(|at| matches!(text.word(*at), "avant" | "before"))?;
        let since = product.tokens.end..candidate.tokens.start;
        let later =
            ["depuis", "maintenant", "apres", "puis", "mais", "et", "since", "now", "after", "then", "but", "and"];
        let told_later = since.into_iter().any(|at| later.contains(&text.word(at)));
        let opens = text.clause_of(at).start == at || at.checked_sub(1).is_some_and(|mark| text.word(mark) == ",");
        let follows = candidate.tokens.start >= product.tokens.end;
        (follows && opens && !told_later).then_some(at..at + 1)
    });
    before.into_iter().next()
}

/// How far before a product « avant » may stand: « avant de prendre le ».
const BEFORE_GAP: usize = 3;

/// « pour mes nausées », « depuis mon embolie », « parce que je suis constipée ».
fn reason(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, products: &[Named<'_>]) -> Option<Range<usize>> {
    let text = &reading.scanned.text;
    let at = candidate.tokens.start;
    let sentence = text.sentence_of(at);
    if let Some(mark) = reading.marks.within(Role::BeforeProduct, &sentence).filter(|mark| mark.first < at) {
        return Some(cue(mark));
    }
    if let Some(cue) = before_product(reading, candidate, products) {
        return Some(cue);
    }
    let mark = reading.marks.just_before(Role::IndicationBefore, at, 1).filter(|mark| mark.first >= sentence.start)?;
    // « dix ans de migraines » once the product was named is what came of it.
    let years = ["ans de", "ans d", "annees de", "years of"]
        .iter()
        .any(|words| text.words(mark.first..mark.end).ends_with(words));
    if years && products.iter().any(|product| product.in_text() && product.tokens.end <= mark.first) {
        return None;
    }
    let verb = matches!(text.word(mark.end), "je" | "j" | "il" | "elle" | "on" | "ca" | "i" | "he" | "she" | "it")
        && mark.end < at;
    if verb || came_with(reading, candidate, products) || admitted_for(reading, candidate, products) {
        return None;
    }
    // « arrêté à cause des nausées », « arrêté parce que j'avais des vertiges »: the effect is why it was stopped.
    let stopped = reading.marks.just_before(Role::Stopped, mark.first, 4).is_some();
    (!stopped).then(|| cue(mark))
}

/// « hospitalisée pour une hémorragie » once the product was named is what came of it, not why it is taken.
fn admitted_for(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, products: &[Named<'_>]) -> bool {
    let admitted = reading.marks.just_before(Role::Admitted, candidate.tokens.start, 2);
    admitted.is_some_and(|mark| products.iter().any(|product| product.in_text() && product.tokens.end <= mark.first))
}

/// « pour un malaise après ma première prise de … »: a product that the symptom followed.
fn came_with(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, products: &[Named<'_>]) -> bool {
    let sentence = reading.sentence(candidate.tokens.start);
    let end = candidate.tokens.end;
    let link = reading.marks.just_after(Role::LinkBeforeProduct, end, 1);
    let Some(link) =
        link.filter(|mark| !matches!(reading.scanned.text.word(mark.first), "avec" | "sous" | "with" | "on"))
    else {
        return false;
    };
    products
        .iter()
        .any(|product| product.in_text() && product.tokens.start >= link.end && product.tokens.start < sentence.end)
}
