//! How long a product had been taken, or since when: « depuis 3 semaines », « commencé lundi », "started in May".

use std::ops::Range;

use super::super::role::Role;
use super::story::Story;
use super::time;
use crate::engine::text::TokenKind;

/// How far before a duration « depuis » may end (« depuis environ », "for the past").
const LEAD_GAP: usize = 1;
/// How far after « commencé » its moment may start.
const START_GAP: usize = 5;
/// How many words may stand between the taking and « depuis ».
const ANCHOR_GAP: usize = 7;
/// How far before a product the word that it was stopped may end.
const STOP_GAP: usize = 2;
/// How many words may open a sentence before « depuis ».
const OPENING: usize = 2;

/// The time of each product that has one: its place among the products, and the words.
#[must_use]
pub fn find(story: &Story<'_, '_, '_, '_>) -> Vec<(usize, Range<usize>)> {
    let mut places: Vec<(usize, Range<usize>)> = Vec::new();
    for long in story.durations.iter().take(super::super::MOST) {
        if let Some(told) = lasting(story, long) {
            places.push(told);
        }
    }
    for mark in story.of(Role::Since) {
        let sole =
            || story.marks().starting_in(Role::Since, mark.first..mark.first + 1).all(|other| other.end <= mark.end);
        let moment = time::moment(story.text(), story.marks(), &story.durations, mark.end, 1).filter(|_| sole());
        if let Some(moment) = moment {
            let place = mark.first..moment.end;
            places.extend(taken(story, &place).map(|product| (product, place)));
        }
    }
    for mark in story.of(Role::Started) {
        let told = mark.first..mark.end;
        if story.imagined(&told) || story.denial(&told).is_some() || story.symptom_at(&told) {
            continue;
        }
        let moment = time::moment(story.text(), story.marks(), &story.durations, mark.end, START_GAP);
        let Some(moment) = moment.filter(|moment| !is_interrupted(story, mark.end..moment.start)) else { continue };
        let place = mark.first..moment.end;
        if story.marks().any_within(&[Role::Stopped, Role::Dechallenge], &place) {
            continue;
        }
        let named = story.product_after(mark.end, START_GAP).or_else(|| story.product_of(&place));
        places.extend(named.map(|product| (product, place)));
    }
    places.sort_by_key(|(product, place)| (*product, place.start));
    places.dedup_by_key(|(product, _)| *product);
    places
}

/// « depuis 3 semaines », « 3 semaines sous Ozempic », « 3 semaines que je prends ».
fn lasting(story: &Story<'_, '_, '_, '_>, long: &Range<usize>) -> Option<(usize, Range<usize>)> {
    let marks = story.marks();
    let sentence = story.sentence(long.start);
    let after = marks.just_before(Role::OnsetBefore, long.start, 1).is_some_and(|mark| mark.first >= sentence.start);
    let dosing = matches!(story.word_before(long.start, 1), "toutes" | "tous" | "les" | "par" | "every" | "chaque");
    // « ma fille 4 ans sous Mopral » is an age.
    let aged = marks.people().any(|person| person.end <= long.start && long.start - person.end <= 1);
    if marks.just_after(Role::Ago, long.end, 0).is_some() || dosing || aged {
        return None;
    }
    let lead = marks.just_before(Role::Since, long.start, LEAD_GAP).filter(|mark| mark.first >= sentence.start);
    if let Some(mark) = lead {
        let place = mark.first..long.end;
        let product = taken(story, &place)?;
        return Some((product, place));
    }
    if after {
        return None;
    }
    let joined =
        matches!(story.text().word(long.end), "sous" | "de" | "d" | "du" | "on" | "of" | "into" | "avec" | "with");
    let under = story.product_after(long.end + 1, 2).filter(|_| joined);
    let that = || {
        let taking = marks.starting_in(Role::Taking, long.end + 1..long.end + 4).next()?;
        let open = matches!(story.text().word(long.end), "que" | "qu" | "k" | "ke");
        if open { story.product_of(&(taking.first..taking.end)) } else { None }
    };
    under.or_else(that).map(|product| (product, long.clone()))
}

/// What the words nearest before a duration are about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Anchor {
    Else,
    Taking,
}

/// The product whose taking a duration tells, where it is not that of a symptom, a pregnancy or a stop.
fn taken(story: &Story<'_, '_, '_, '_>, place: &Range<usize>) -> Option<usize> {
    let sentence = story.sentence(place.start);
    let before = sentence.start..place.start;
    let anchor = last(story, &before);
    if let Some((end, kind)) = anchor {
        let interrupted = is_interrupted(story, end..place.start) || place.start - end > ANCHOR_GAP;
        if kind == Anchor::Taking && !interrupted {
            return story.product_before(place.start, usize::MAX).or_else(|| story.product_of(place));
        }
        if kind == Anchor::Else || place.start > sentence.start + OPENING {
            return None;
        }
    }
    let opens = before.len() <= OPENING;
    let follows = opens && first(story, &(place.end..sentence.end)) == Some(Anchor::Taking);
    if follows { story.product_of(place) } else { None }
}

/// Words that are about something else than taking a product.
const ELSE: [Role; 6] =
    [Role::Pregnant, Role::Stopped, Role::Dechallenge, Role::Breastfeeding, Role::Admitted, Role::SeriousHospital];

fn anchors(story: &Story<'_, '_, '_, '_>, within: &Range<usize>) -> Vec<(Range<usize>, Anchor)> {
    let marks = story.marks();
    let inside = |place: &Range<usize>| within.start <= place.start && place.end <= within.end;
    let mut found: Vec<(Range<usize>, Anchor)> = Vec::new();
    let stopped = |at: usize| {
        [Role::Stopped, Role::Dechallenge].into_iter().any(|role| marks.just_before(role, at, STOP_GAP).is_some())
    };
    let named = story.products.iter().filter(|product| product.in_text() && inside(&product.tokens));
    found.extend(named.map(|product| {
        let kind = if stopped(product.tokens.start) { Anchor::Else } else { Anchor::Taking };
        (product.tokens.clone(), kind)
    }));
    for role in [Role::Taking, Role::Started] {
        let takings = marks.starting_in(role, within.clone()).map(|mark| mark.first..mark.end);
        found.extend(takings.filter(|place| inside(place)).map(|place| (place, Anchor::Taking)));
    }
    for role in ELSE {
        let others = marks.starting_in(role, within.clone()).map(|mark| mark.first..mark.end);
        found.extend(others.filter(|place| inside(place)).map(|place| (place, Anchor::Else)));
    }
    let symptoms = story.candidates.iter().map(|candidate| candidate.tokens.clone());
    found.extend(symptoms.filter(|place| inside(place)).map(|place| (place, Anchor::Else)));
    found
}

/// The nearest anchor before the end of `within`, and where it ends; what is not a taking wins at the same place.
fn last(story: &Story<'_, '_, '_, '_>, within: &Range<usize>) -> Option<(usize, Anchor)> {
    let found = anchors(story, within).into_iter().map(|(place, kind)| (place.end, std::cmp::Reverse(kind)));
    found.max().map(|(end, kind)| (end, kind.0))
}

fn first(story: &Story<'_, '_, '_, '_>, within: &Range<usize>) -> Option<Anchor> {
    let found = anchors(story, within).into_iter().map(|(place, kind)| (place.start, std::cmp::Reverse(kind)));
    found.min_by_key(|(start, kind)| (*start, kind.0)).map(|(_, kind)| kind.0)
}

/// Whether someone else, or something else, is spoken of between two words.
fn is_interrupted(story: &Story<'_, '_, '_, '_>, between: Range<usize>) -> bool {
    let text = story.text();
    let subject = |at: usize| {
        matches!(
            text.word(at),
            "je" | "j"
                | "il"
                | "elle"
                | "ils"
                | "elles"
                | "i"
                | "he"
                | "she"
                | "they"
                | "mais"
                | "but"
                | "because"
                | "car"
        ) && story.word_before(at, 1) != "que"
    };
    // « started, slept badly for a month », but « Levothyrox, 75 µg, depuis un mois ».
    let is =
        |kind: TokenKind| text.tokens.get(between.clone()).unwrap_or_default().iter().any(|token| token.kind == kind);
    let turned = is(TokenKind::Mark) && !is(TokenKind::Number) && between.len() > 1;
    turned || between.clone().any(subject) || story.symptom_at(&between)
}
