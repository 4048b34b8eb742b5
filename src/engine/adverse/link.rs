//! How strongly a told effect is tied to a product.

use std::ops::Range;

use super::product::Named;
use super::reaction::Candidate;
use super::role::{Cues, Role};
use super::status::Reading;
use crate::engine::lexicon::ProductKind;

/// A tie this strong makes a case.
pub const THRESHOLD: f64 = 2.35;

/// The strength of the tie between a candidate and the products of the text.
#[must_use]
pub fn strength(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, products: &[Named<'_>], cues: &mut Cues) -> f64 {
    let best = products.iter().map(|product| to_product(reading, candidate, product, cues)).fold(0.0, f64::max);
    if best <= 0.0 {
        return 0.0;
    }
    let sentence = reading.sentence(candidate.tokens.start);
    let mut points = best;
    if let Some(mark) = reading.marks.within(Role::CauseStrong, &sentence) {
        cues.keep(&reading.scanned.text, mark.first..mark.end);
        points += 1.5;
    }
    if reading.personal(&sentence) {
        points += 0.7;
    }
    if let Some(mark) = reading.marks.of(Role::Stopped).find(|mark| near(reading, mark.first, &sentence)) {
        cues.keep(&reading.scanned.text, mark.first..mark.end);
        points += 0.8;
    }
    if reading.marks.has(Role::Suspicion) {
        points += 0.4;
    }
    if candidate.telling || candidate.serious.is_some() {
        points += 0.5;
    }
    if candidate.guessed {
        points -= 0.5;
    }
    if reading.marks.has(Role::Logistics) {
        points -= 0.6;
    }
    if reading.marks.has(Role::NotYet) {
        points -= if products.iter().any(|product| product.anchored) { 1.0 } else { 2.5 };
    }
    let contrast = reading.marks.within(Role::Suspicion, &sentence).is_some();
    if reading.marks.within(Role::Benefit, &sentence).is_some() && !contrast && (candidate.guessed || candidate.telling)
    {
        points -= 0.6;
    }
    if is_unspecific(candidate) {
        points -= 1.2;
    }
    points
}

/// « side effects », and nothing said of them.
#[must_use]
pub fn is_unspecific(candidate: &Candidate<'_>) -> bool {
    candidate.term == super::criteria::UNSPECIFIED_FR || candidate.term == super::criteria::UNSPECIFIED_EN
}

/// Whether token `at` is in the sentence or in one beside it.
fn near(reading: &Reading<'_, '_>, at: usize, sentence: &Range<usize>) -> bool {
    let text = &reading.scanned.text;
    let number = |index: usize| text.tokens.get(index).map(|token| token.sentence);
    match (number(at), number(sentence.start)) {
        (Some(here), Some(there)) => here.abs_diff(there) <= 1,
        _ => false,
    }
}

/// The strength of the tie between a candidate and one product.
pub fn to_product(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>, cues: &mut Cues) -> f64 {
    if !product.in_text() {
        return from_page(reading, candidate, product);
    }
    let text = &reading.scanned.text;
    let sentence = reading.sentence(candidate.tokens.start);
    let same = sentence.contains(&product.tokens.start);
    let mut points = if same {
        in_sentence(reading, candidate, product, cues)
    } else {
        let distance = distance(reading, candidate, product);
        if product.tokens.start < candidate.tokens.start {
            [2.6, 2.3, 2.0].get(distance.saturating_sub(1)).copied().unwrap_or(1.6)
        } else {
            let revealed = if stands_alone(reading, product) { 1.0 } else { 0.0 };
            let helps = reading.marks.of(Role::Benefit).any(|mark| mark.first >= product.tokens.start);
            let told_before = if helps && !product.anchored { -1.0 } else { 0.0 };
            told_before + revealed + [1.9, 1.7, 1.5].get(distance.saturating_sub(1)).copied().unwrap_or(1.3)
        }
    };
    if product.anchored && !same {
        points += 0.4;
    }
    if excepted(reading, candidate) {
        points += 0.8;
    } else if taken_for(reading, candidate, product) {
        let blamed = same && product.anchored && !is_weak_anchor(reading, product);
        points -= if blamed { 0.8 } else { 2.6 };
    }
    if given_for(reading, candidate, product) {
        points -= 1.5;
    }
    let benefit = reading.marks.within(Role::Benefit, &text.clause_of(product.tokens.start));
    if benefit.is_some() && !same {
        points -= 0.3;
    }
    points
}

/// « aucun effet, à part une fatigue »: named as the effect, whatever the product is taken for.
fn excepted(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> bool {
    let sentence = reading.sentence(candidate.tokens.start);
    let mark = reading.marks.just_before(Role::Exception, candidate.tokens.start, 3);
    mark.is_some_and(|mark| {
        let before = sentence.start..mark.first;
        mark.first >= sentence.start && reading.marks.any_within(&[Role::SideEffectWord, Role::NoProblem], &before)
    })
}

/// A sentence that is only the product's name, after the story: « Laroxyl. »
fn stands_alone(reading: &Reading<'_, '_>, product: &Named<'_>) -> bool {
    let sentence = reading.sentence(product.tokens.start);
    sentence.len() <= product.tokens.len() + 3
}

/// « on lui a donné du … »: given for what was told before.
fn given_for(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> bool {
    let mark = reading.marks.just_before(Role::Treated, product.tokens.start, 2);
    candidate.tokens.end <= product.tokens.start
        && !product.anchored
        && mark.is_some_and(|mark| mark.first >= candidate.tokens.end)
}

fn distance(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> usize {
    let number = |index: usize| reading.scanned.text.tokens.get(index).map_or(0, |token| token.sentence);
    number(candidate.tokens.start).abs_diff(number(product.tokens.start))
}

fn in_sentence(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>, cues: &mut Cues) -> f64 {
    let text = &reading.scanned.text;
    let marks = reading.marks;
    if text.tokens.get(product.tokens.start).is_some_and(|token| token.hashtag) {
        return 2.8;
    }
    if product.anchored
        && let Some(mark) = marks.just_before(Role::LinkBeforeProduct, product.tokens.start, 3)
    {
        cues.keep(text, mark.first..mark.end);
    }
    if product.tokens.start < candidate.tokens.start {
        let between = product.tokens.end..candidate.tokens.end;
        for role in [Role::CausalVerb, Role::HarmVerb] {
            if let Some(mark) = marks.of(role).find(|mark| mark.first >= between.start && mark.first < between.end) {
                cues.keep(text, mark.first..mark.end);
                return 4.0;
            }
        }
        return if product.anchored { 3.6 } else { 2.7 };
    }
    // The symptom comes first: either it came with the product, or the product came for it.
    let between = candidate.tokens.end..product.tokens.start;
    if product.anchored {
        return if is_weak_anchor(reading, product) { 2.6 } else { 3.8 };
    }
    if marks.any_within(&[Role::Treated], &between) { 0.6 } else { 2.0 }
}

/// « avec », « sous », « merci »: came with it, or was taken with it.
fn is_weak_anchor(reading: &Reading<'_, '_>, product: &Named<'_>) -> bool {
    let mark = reading.marks.just_before(Role::LinkBeforeProduct, product.tokens.start, 3);
    mark.is_none_or(|mark| {
        matches!(
            reading.scanned.text.words(mark.first..mark.end),
            "avec"
                | "sous"
                | "merci"
                | "grace a"
                | "pendant"
                | "with"
                | "on"
                | "au"
                | "aux"
                | "c est"
                | "thanks"
                | "bravo"
                | "depuis"
                | "since"
        )
    })
}

/// Whether the symptom is what such products are taken for.
#[must_use]
pub fn taken_for(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> bool {
    let Some(known) = product.product else { return false };
    reading.marks.treats.iter().any(|treats| {
        let overlaps = treats.first < candidate.tokens.end && candidate.tokens.start < treats.end;
        overlaps && fits(reading.lists.class(treats.class), known.atc.as_deref(), known.kind)
    })
}

/// Whether a product belongs to that class: an ATC prefix, or a kind of product.
#[must_use]
pub fn fits(class: &str, atc: Option<&str>, kind: ProductKind) -> bool {
    match atc {
        Some(atc) if atc.starts_with(class) => true,
        _ => kind.as_str().eq_ignore_ascii_case(class),
    }
}

/// The page's product: the text must read as told by someone who takes it.
fn from_page(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> f64 {
    let marks = reading.marks;
    let sentence = reading.sentence(candidate.tokens.start);
    let mut points = 2.5;
    if marks.has_any(&[Role::Taking, Role::LinkBeforeProduct, Role::CausalVerb, Role::HarmVerb]) {
        points += 0.8;
    }
    if !reading.personal(&sentence) && !marks.has(Role::LinkBeforeProduct) {
        points += 0.2;
    }
    if taken_for(reading, candidate, product) {
        points -= 1.8;
    }
    if marks.has(Role::Logistics) {
        points -= 0.8;
    }
    points
}
