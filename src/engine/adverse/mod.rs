//! What a text tells about unwanted effects of products.
//!
//! The way of a text: `product` finds what it is about, `reaction` what could be an effect, `status` whether that effect
//! is told to have happened, `link` how strongly it is tied to a product; then `special` situations, `seriousness`, the
//! `patient` and the reporter, the four `criteria`, and the verdict. Every step keeps the words that decided.

mod criteria;
mod framed;
mod link;
mod patient;
mod product;
mod reaction;
pub mod role;
mod seriousness;
mod special;
mod status;
#[cfg(test)]
mod tests;
mod verdict;

use std::cmp::Ordering;

use super::context::Context;
use super::input::Input;
use super::lexicon::Lexicon;
use super::review::{AdverseEvent, AdverseVerdict, ProductRole, ReactionMention, ReactionStatus, SpecialSituation};
use super::scan::Scanned;
use product::Named;
use reaction::Candidate;
use role::{Cues, Lists, Marks, Role};
use special::Scene;
use status::{Doubt, Reading};
use verdict::Facts;

/// Products, and things that could be effects, that one text is read for. Each is held against each of the others: what a
/// text of a hundred pages names after these changes nothing of the verdict, and must not take minutes.
const MOST: usize = 200;

/// The lists adverse-event extraction needs, resolved once.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    lists: Lists,
}

impl Plan {
    /// Resolves the lists by name.
    #[must_use]
    pub fn compile(lexicon: &Lexicon) -> Self {
        Self { lists: Lists::resolve(lexicon) }
    }

    /// What the text tells.
    #[must_use]
    pub fn extract(&self, lexicon: &Lexicon, scanned: &Scanned<'_>, context: &Context, input: &Input) -> AdverseEvent {
        let mut products = product::in_text(lexicon, scanned);
        products.truncate(MOST);
        if products.is_empty() {
            products = product::of_page(lexicon, input);
        }
        if products.is_empty() {
            products = product::of_parent(lexicon, scanned, input);
        }
        if products.is_empty() {
            return AdverseEvent::none();
        }
        if products.iter().all(Named::is_class) {
            products.extend(product::of_page(lexicon, input));
        }
        let marks = Marks::read(&self.lists, scanned);
        product::anchor(&mut products, &marks, scanned);
        let reading = Reading { lists: &self.lists, scanned, context, marks: &marks };
        assess(lexicon, &reading, products, input)
    }
}

fn assess<'l>(
    lexicon: &'l Lexicon,
    reading: &Reading<'_, '_>,
    mut products: Vec<Named<'l>>,
    input: &Input,
) -> AdverseEvent {
    let scanned = reading.scanned;
    let mut cues = Cues::default();
    let mut candidates = reaction::find(lexicon, scanned, reading.marks, &products);
    candidates.truncate(MOST);
    let mut talk = false;
    let mut previous: Option<(Candidate<'l>, Doubt)> = None;
    for candidate in &mut candidates {
        let judged = status::judge(reading, candidate, &products, &mut cues).or_else(|| {
            let (before, doubt) = previous.as_ref()?;
            status::continues(reading, before, candidate).then_some((before.status, *doubt))
        });
        if let Some((status, doubt)) = judged {
            candidate.status = status;
            talk |= doubt != Doubt::Unrelated;
            previous = Some((candidate.clone(), doubt));
        } else {
            candidate.status = ReactionStatus::Affirmed;
            previous = None;
        }
        if candidate.happened() {
            candidate.points = link::strength(reading, candidate, &products, &mut cues);
        }
    }
    let facts = Facts::gather(reading, &candidates, &products, talk);
    for candidate in &mut candidates {
        verdict::settle(reading, candidate, &products, &facts);
    }
    let report = facts.report();
    let scene = Scene { products: &products, candidates: &candidates, report };
    let special = if facts.impersonal { Vec::new() } else { special::find(reading, &scene, &mut cues) };
    let verdict = facts.verdict(!special.is_empty());
    let case = matches!(verdict, AdverseVerdict::Report | AdverseVerdict::SpecialSituation);
    assign_roles(&mut products, &candidates, reading, case);
    let happened: Vec<&Candidate<'_>> = candidates.iter().filter(|candidate| report && candidate.happened()).collect();
    let place = happened.iter().max_by(|a, b| {
        a.points.partial_cmp(&b.points).unwrap_or(Ordering::Equal).then(b.tokens.start.cmp(&a.tokens.start))
    });
    let place = place.map_or_else(|| special_place(reading, &products), |candidate| candidate.tokens.clone());
    let (patient, reporter) = if case {
        let (patient, reporter) =
            patient::identify(reading, input, &place, special.contains(&SpecialSituation::OccupationalExposure));
        (patient, Some(reporter))
    } else {
        (None, facts.hearsay_reporter())
    };
    let seriousness = if report { seriousness::assess(reading, &happened, &mut cues) } else { Vec::new() };
    let criteria = criteria::met(patient.as_ref(), reporter.as_ref(), &products, &happened);
    let missing = if case { criteria::questions(criteria, scanned.lang) } else { Vec::new() };
    AdverseEvent {
        verdict,
        score: facts.score(verdict, special.len()),
        products: products.iter().map(|product| product.mention(&scanned.text)).collect(),
        reactions: candidates.iter().map(|candidate| told(reading, candidate)).collect(),
        seriousness,
        special_situations: if case { special } else { Vec::new() },
        patient,
        reporter,
        criteria,
        missing,
        cues: cues.into_words(),
    }
}

/// Where the case stands when no effect is told: its first product, or its first words.
fn special_place(reading: &Reading<'_, '_>, products: &[Named<'_>]) -> std::ops::Range<usize> {
    let named = products.iter().find(|product| product.in_text()).map(|product| product.tokens.clone());
    named.unwrap_or_else(|| {
        let taken = reading.marks.of(Role::Taking).next();
        taken.map_or(0..0, |mark| mark.first..mark.end)
    })
}

/// Suspect are the products an effect is tied to; others named in a case were taken at the same time, or only named.
fn assign_roles(products: &mut [Named<'_>], candidates: &[Candidate<'_>], reading: &Reading<'_, '_>, case: bool) {
    if !case {
        return;
    }
    let named = products.iter().filter(|product| product.in_text()).count();
    for index in 0..products.len() {
        let Some(product) = products.get(index) else { continue };
        let strongest = candidates
            .iter()
            .filter(|candidate| candidate.happened() && candidate.points >= link::THRESHOLD)
            .map(|candidate| link::to_product(reading, candidate, product, &mut Cues::default()))
            .fold(0.0, f64::max);
        let other_named = !product.in_text() && named > 0;
        let role = if candidates.iter().any(Candidate::happened) && strongest < 1.5 || other_named {
            ProductRole::Concomitant
        } else {
            ProductRole::Suspect
        };
        if let Some(product) = products.get_mut(index) {
            product.role = role;
        }
    }
    let none = products.iter().all(|product| product.role != ProductRole::Suspect);
    if let Some(first) = products.first_mut().filter(|_| none) {
        first.role = ProductRole::Suspect;
    }
}

fn told(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> ReactionMention {
    let text = &reading.scanned.text;
    let span = text.span(candidate.tokens.clone());
    ReactionMention {
        start: span.start,
        end: span.end,
        excerpt: text.excerpt(candidate.tokens.clone()).to_owned(),
        term: candidate.term.to_string(),
        status: candidate.status,
    }
}
