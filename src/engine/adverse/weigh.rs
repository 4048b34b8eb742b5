//! Which features hold: of the text, of a symptom, of a symptom beside a product.

use std::ops::Range;

use super::cue::Cues;
use super::feature::{Feature as F, Features};
use super::product::Named;
use super::reaction::{Candidate, Guess};
use super::role::{Mark, Role};
use super::status::Reading;
use crate::engine::lexicon::{Entry, ProductKind};
use crate::engine::review::ReactionStatus;
use crate::engine::text::TokenKind;

/// What holds for the text as a whole.
#[must_use]
pub fn text(reading: &Reading<'_, '_>, candidates: &[Candidate<'_>], products: &[Named<'_>]) -> Features {
    let marks = reading.marks;
    let mut found = Features::default();
    for (role, feature) in TOLD {
        found.set(feature, marks.has(role));
    }
    found.set(F::PersonTold, marks.people().next().is_some());
    found.set(F::SeriousTold, marks.has_any(&[Role::SeriousDeath, Role::SeriousLife, Role::SeriousHospital]));
    found.set(F::CausalTold, marks.has_any(&[Role::CausalVerb, Role::HarmVerb]));
    let some = |status: ReactionStatus| candidates.iter().any(|candidate| candidate.status == status);
    found.set(F::SomeNegated, some(ReactionStatus::Negated));
    found.set(F::SomeHypothetical, some(ReactionStatus::Hypothetical));
    found.set(F::SomeIndication, some(ReactionStatus::Indication));
    found.set(F::SomeImproved, some(ReactionStatus::Improved));
    let told = candidates.iter().filter(|candidate| candidate.happened() && is_named(candidate)).count();
    found.set(F::TwoReactions, told >= 2);
    found.set(F::ManyReactions, told >= 4);
    found.set(F::ManyProducts, products.iter().filter(|product| product.in_text()).count() > 1);
    let text = &reading.scanned.text;
    let asks = text.sentences.iter().all(|sentence| sentence.question || sentence.tokens.len() < 4);
    found.set(F::OnlyQuestions, asks && text.sentences.iter().any(|sentence| sentence.question));
    found.set(F::MedicationError, marks.has_any(&[Role::MedicationError, Role::ErrorIngest, Role::Forgotten]));
    found.set(F::Misuse, marks.has_any(&[Role::Misuse, Role::Abuse, Role::OffLabel]));
    found.set(F::Pregnancy, marks.has_any(&[Role::Pregnant, Role::Breastfeeding, Role::ContraceptiveFailure]));
    found.set(F::Defect, marks.has_any(&[Role::QualityDefect, Role::Falsified]));
    found.set(F::WebLink, text.original.contains("http") || text.original.contains("www."));
    let words = text.tokens.iter().filter(|token| token.kind != TokenKind::Mark).count();
    let body = reading.scanned.hits.iter().any(|hit| matches!(hit.entry, Entry::Body(_)));
    found.set(F::BodyTold, body);
    let times = [Role::AgeDay, Role::AgeWeek, Role::AgeMonth, Role::AgeYear];
    found.set(F::TimeTold, marks.has_any(&times));
    let opens = products.iter().any(|product| product.in_text() && product.tokens.start < 3);
    found.set(F::ProductOpens, opens);
    found.set(F::Short, words <= 10);
    found.set(F::Long, words > 60);
    found
}

/// Named by a list, and not an illness.
const fn is_named(candidate: &Candidate<'_>) -> bool {
    candidate.guess.is_none() && !candidate.illness
}

/// Features that hold where words of a list are anywhere in the text.
const TOLD: [(Role, F); 35] = [
    (Role::Announced, F::Announced),
    (Role::Overdose, F::Overdose),
    (Role::Occupational, F::Occupational),
    (Role::Exception, F::Contrast),
    (Role::Prescribed, F::Prescribed),
    (Role::Oneself, F::SelfTold),
    (Role::CauseStrong, F::CauseTold),
    (Role::Taking, F::TakingTold),
    (Role::Stopped, F::StoppedTold),
    (Role::Suspicion, F::Suspicion),
    (Role::ReportQuestion, F::ReportQuestion),
    (Role::NotYet, F::NotYet),
    (Role::Logistics, F::Logistics),
    (Role::Benefit, F::Benefit),
    (Role::NoProblem, F::NoProblem),
    (Role::SideEffectWord, F::SideEffectWord),
    (Role::NotCaused, F::NotCaused),
    (Role::Hearsay, F::Hearsay),
    (Role::FarPerson, F::FarPerson),
    (Role::Notice, F::Notice),
    (Role::PageReply, F::PageReply),
    (Role::News, F::News),
    (Role::General, F::General),
    (Role::Joke, F::Joke),
    (Role::OtherTopic, F::OtherSubject),
    (Role::Sympathy, F::Sympathy),
    (Role::SecondPerson, F::SecondPerson),
    (Role::Animal, F::Animal),
    (Role::Fear, F::Fear),
    (Role::Hypothetical, F::Hypothesis),
    (Role::LackOfEfficacy, F::LackOfEfficacy),
    (Role::Withdrawal, F::Withdrawal),
    (Role::Negative, F::Trouble),
    (Role::DoubleNegation, F::DoubleNegation),
    (Role::ImprovementAfter, F::SomeImproved),
];

/// What holds for a symptom, whatever the product.
#[must_use]
pub fn symptom(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> Features {
    let mut found = Features::default();
    found.set(F::ReactionListed, candidate.guess.is_none() && !candidate.telling);
    if let Some(guess) = candidate.guess {
        found.set(frame(guess), true);
    }
    found.set(F::ReactionTelling, candidate.telling);
    found.set(F::ReactionIllness, candidate.illness);
    found.set(F::ReactionUnspecific, is_unspecific(candidate));
    found.set(F::ReactionSerious, candidate.serious.is_some());
    match candidate.status {
        ReactionStatus::Affirmed => {}
        ReactionStatus::Negated => found.set(F::Negated, true),
        ReactionStatus::Hypothetical => found.set(F::Hypothetical, true),
        ReactionStatus::Indication => found.set(F::Indication, true),
        ReactionStatus::Improved => found.set(F::Improved, true),
        ReactionStatus::Resolved => found.set(F::Resolved, true),
        ReactionStatus::OtherTopic => found.set(F::OtherTopic, true),
    }
    let gone = matches!(candidate.status, ReactionStatus::Negated | ReactionStatus::Improved);
    found.set(F::Worsened, !gone && super::status::worsened(reading, candidate));
    let sentence = reading.sentence(candidate.tokens.start);
    let within = |role: Role| reading.marks.within(role, &sentence).is_some();
    found.set(F::SelfInSentence, within(Role::Oneself));
    let someone = |mark: &Mark| mark.first >= sentence.start && mark.end <= sentence.end;
    found.set(F::PersonInSentence, reading.marks.people().any(someone));
    found.set(F::CauseInSentence, within(Role::CauseStrong));
    found.set(F::QuestionSentence, reading.scanned.text.is_question(candidate.tokens.start));
    found.set(F::BenefitInSentence, within(Role::Benefit));
    found.set(F::HypothesisInSentence, within(Role::Hypothetical));
    found.set(F::GeneralInSentence, within(Role::General));
    found.set(F::AnimalInSentence, within(Role::Animal));
    let announced = reading.marks.within(Role::Announced, &sentence);
    let still = |mark: &Mark| !super::status::recanted(reading, mark.end..candidate.tokens.start);
    found.set(F::AnnouncedInSentence, announced.is_some_and(still));
    found.set(F::NoProblemInSentence, within(Role::NoProblem));
    found.set(F::TakingInSentence, within(Role::Taking));
    found.set(F::OtherOnsetInSentence, within(Role::OtherOnset));
    found.set(F::StoppedNear, reading.marks.of(Role::Stopped).any(|mark| near(reading, mark.first, &sentence)));
    found.set(F::Excepted, excepted(reading, candidate));
    found
}

const fn frame(guess: Guess) -> F {
    match guess {
        Guess::Given => F::GuessGiven,
        Guess::Loss => F::GuessLoss,
        Guess::Body => F::GuessBody,
        Guess::BodyAlone => F::GuessBodyAlone,
        Guess::Trouble => F::GuessTrouble,
        Guess::Equation => F::GuessEquation,
        Guess::Stay => F::GuessStay,
        Guess::Since => F::GuessSince,
        Guess::Next => F::GuessNext,
        Guess::Exception => F::GuessException,
    }
}

/// What holds for a product, whatever the symptom.
#[must_use]
pub fn product(reading: &Reading<'_, '_>, product: &Named<'_>) -> Features {
    let mut found = Features::default();
    let kind = product.kind();
    found.set(F::ProductFromPage, !product.in_text());
    found.set(F::ProductUnlisted, product.product.is_none());
    found.set(F::ProductNamed, product.in_text() && product.product.is_some() && !product.is_class());
    found.set(F::ProductClass, product.in_text() && product.is_class() && !product.is_vague());
    found.set(F::ProductVague, product.in_text() && product.is_vague());
    found.set(F::ProductFuzzy, product.fuzzy);
    found.set(F::ProductVaccine, kind == Some(ProductKind::Vaccine));
    found.set(F::ProductContraceptive, kind == Some(ProductKind::Contraceptive));
    found.set(F::ProductDevice, kind == Some(ProductKind::Device));
    found.set(F::ProductOther, matches!(kind, Some(ProductKind::Cosmetic | ProductKind::Supplement)));
    let hashtag = reading.scanned.text.tokens.get(product.tokens.start).is_some_and(|token| token.hashtag);
    found.set(F::ProductHashtag, product.in_text() && hashtag);
    found
}

/// What holds for a symptom beside one product.
#[must_use]
pub fn pair(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> Features {
    let mut found = Features::default();
    let weak = is_weak_link(reading, product);
    let link = product.anchored && !weak;
    let text = &reading.scanned.text;
    let sentence = reading.sentence(candidate.tokens.start);
    let same = product.in_text() && sentence.contains(&product.tokens.start);
    let blamed = same && link;
    let reason = taken_for(reading, candidate, product) && !super::status::worsened(reading, candidate);
    found.set(F::TakenFor, reason && !blamed);
    found.set(F::TakenForBlamed, reason && blamed);
    if !product.in_text() {
        return found;
    }
    let first = product.tokens.start < candidate.tokens.start;
    if first && same {
        let between = product.tokens.end..candidate.tokens.end;
        let verb = |role: Role| reading.marks.starting_in(role, between.clone()).next().is_some();
        let (causes, harms) = (verb(Role::CausalVerb), verb(Role::HarmVerb));
        found.set(F::CausalVerb, causes);
        found.set(F::HarmVerb, harms);
        found.set(F::CausesInGeneral, (causes || harms) && !reading.personal(&sentence));
    }
    found.set(F::LinkThenReaction, first && link);
    found.set(F::ReactionThenLink, !first && link);
    found.set(F::UnderThenReaction, first && product.anchored && weak);
    found.set(F::ReactionThenUnder, !first && product.anchored && weak);
    found.set(F::ProductFirst, first && !product.anchored);
    found.set(F::ReactionFirst, !first && !product.anchored);
    let clause = text.clause_of(candidate.tokens.start);
    found.set(F::SameClause, clause.contains(&product.tokens.start));
    found.set(F::SameSentence, same);
    let apart = distance(reading, candidate, product);
    found.set(F::NextSentence, apart == 1);
    found.set(F::FarApart, apart > 1);
    found.set(F::ProductAlone, !same && stands_alone(reading, product));
    found.set(F::GivenFor, given_for(reading, candidate, product));
    let taken = reading.marks.of(Role::Taking).next().map_or(product.tokens.start, |mark| mark.first);
    found.set(F::BeforeTaking, !first && candidate.tokens.end <= taken);
    found.set(F::BetterAfter, !first && is_better_after(reading, product.tokens.end));
    found
}

/// « maintenant ça va », « je revis »: said after the product is named.
fn is_better_after(reading: &Reading<'_, '_>, from: usize) -> bool {
    let rest = from..reading.scanned.text.tokens.len();
    let better = [Role::Benefit, Role::ImprovementAfter, Role::ImprovementBefore, Role::NoProblem];
    better.into_iter().any(|role| reading.marks.starting_in(role, rest.clone()).next().is_some())
}

/// The words that tie a symptom to a product, for whoever asks why.
pub fn explain(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>, cues: &mut Cues) {
    let text = &reading.scanned.text;
    let sentence = reading.sentence(candidate.tokens.start);
    let mut keep = |mark: Option<&Mark>| {
        if let Some(mark) = mark {
            cues.keep(text, mark.first..mark.end);
        }
    };
    if product.anchored {
        keep(link_before(reading, product));
    }
    if product.in_text() && product.tokens.start < candidate.tokens.start && sentence.contains(&product.tokens.start) {
        let between = product.tokens.end..candidate.tokens.end;
        keep(reading.marks.starting_in(Role::CausalVerb, between.clone()).next());
        keep(reading.marks.starting_in(Role::HarmVerb, between).next());
    }
    keep(reading.marks.within(Role::CauseStrong, &sentence));
    keep(reading.marks.of(Role::Stopped).find(|mark| near(reading, mark.first, &sentence)));
    keep(reading.marks.of(Role::Suspicion).next());
}

/// « side effects », and nothing said of them.
#[must_use]
pub fn is_unspecific(candidate: &Candidate<'_>) -> bool {
    !super::criteria::is_specific(candidate)
}

/// Whether token `at` is in the sentence or in one beside it.
fn near(reading: &Reading<'_, '_>, at: usize, sentence: &Range<usize>) -> bool {
    let number = |index: usize| reading.scanned.text.tokens.get(index).map(|token| token.sentence);
    match (number(at), number(sentence.start)) {
        (Some(here), Some(there)) => here.abs_diff(there) <= 1,
        _ => false,
    }
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
    if candidate.tokens.end > product.tokens.start || product.anchored {
        return false;
    }
    let between = candidate.tokens.end..product.tokens.start;
    reading.marks.any_within(&[Role::Treated], &between)
        && reading.marks.just_before(Role::Treated, product.tokens.start, 6).is_some()
}

fn distance(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> usize {
    let number = |index: usize| reading.scanned.text.tokens.get(index).map_or(0, |token| token.sentence);
    number(candidate.tokens.start).abs_diff(number(product.tokens.start))
}

fn link_before<'a>(reading: &Reading<'a, '_>, product: &Named<'_>) -> Option<&'a Mark> {
    reading.marks.just_before(Role::LinkBeforeProduct, product.tokens.start, 3)
}

/// « avec », « sous », « merci »: came with it, or was taken with it.
fn is_weak_link(reading: &Reading<'_, '_>, product: &Named<'_>) -> bool {
    let Some(mark) = link_before(reading, product) else { return true };
    let own = |role: Role| reading.marks.starting_in(role, mark.first..mark.first + 1).any(|weak| weak.end == mark.end);
    own(Role::WeakLink)
}

/// Whether the symptom is what such products are taken for.
#[must_use]
pub fn taken_for(reading: &Reading<'_, '_>, candidate: &Candidate<'_>, product: &Named<'_>) -> bool {
    let Some(known) = product.product else { return false };
    reading.marks.treats_over(&candidate.tokens).any(|treats| {
        let classes = reading.lists.classes(treats.classes);
        classes.iter().any(|class| fits(class, known.atc.as_deref(), known.kind))
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
