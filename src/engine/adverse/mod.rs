//! What a text tells about unwanted effects of products.
//!
//! The way of a text: `product` finds what it is about, `reaction` what could be an effect, `status` whether that effect
//! is told to have happened, `weigh` which features hold of the text, each symptom and each product, `score` what they
//! add up to; then `special` situations, `seriousness`, the `patient` and the reporter, the four `criteria`, and the
//! verdict. Every step keeps the words that decided. Of a case, `told` writes down the rest: doses, times, outcomes, what
//! stopping showed, and the words that prove each fact.

mod closed;
mod criteria;
mod cue;
pub mod feature;
pub mod fit;
mod framed;
mod number;
mod patient;
mod product;
mod profile;
mod reaction;
pub mod role;
pub mod score;
mod seriousness;
mod special;
mod status;
#[cfg(test)]
mod tests;
mod told;
mod verdict;
mod weigh;

use super::context::Context;
use super::input::{Input, Lang};
use super::lexicon::Lexicon;
use super::review::{AdverseEvent, AdverseVerdict, ReactionMention, ReactionStatus, SpecialSituation};
use super::scan::Scanned;
use cue::Cues;
use feature::Features;
use patient::People;
pub use product::Named;
use reaction::Candidate;
use role::{Lists, Marks, Role};
use score::Score;
use special::Scene;
use status::Reading;
use told::{Case, Proofs};
use verdict::Weighed;

/// Products, and things that could be effects, that one text is read for. Each is held against each of the others: what a
/// text of a hundred pages names after these changes nothing of the verdict, and must not take minutes.
const MOST: usize = 200;

/// The lists and weights that adverse-event extraction needs, resolved once.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    lists: Lists,
    scores: Scores,
}

/// The weights of each language.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    /// For French texts.
    pub fr: Score,
    /// For English texts.
    pub en: Score,
}

impl Scores {
    /// The weights for texts of one language.
    #[must_use]
    pub const fn of(&self, lang: Lang) -> &Score {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

impl Plan {
    /// Resolves the lists by name.
    #[must_use]
    pub fn compile(lexicon: &Lexicon, scores: Scores) -> Self {
        Self { lists: Lists::resolve(lexicon), scores }
    }

    /// The score from which a person looks at a text in that language.
    #[must_use]
    pub const fn queue(&self, lang: Lang) -> f64 {
        self.scores.of(lang).queue
    }

    /// What the text tells about those products.
    #[must_use]
    pub fn extract(
        &self,
        lexicon: &Lexicon,
        scanned: &Scanned<'_>,
        context: &Context,
        products: Vec<Named<'_>>,
        input: &Input,
    ) -> AdverseEvent {
        if products.is_empty() {
            return AdverseEvent::none();
        }
        let marks = Marks::read(&self.lists, scanned);
        let reading = Reading { lists: &self.lists, scanned, context, marks: &marks };
        assess(lexicon, &reading, products, input, self.scores.of(scanned.lang))
    }

    /// The features of every reading of the text, one set for each symptom beside each product: what the weights are
    /// fitted on. None where the text is about no product.
    #[must_use]
    pub fn features(
        &self,
        lexicon: &Lexicon,
        scanned: &Scanned<'_>,
        context: &Context,
        input: &Input,
    ) -> Vec<Features> {
        let mut products = products(lexicon, scanned, input);
        if products.is_empty() {
            return Vec::new();
        }
        let marks = Marks::read(&self.lists, scanned);
        let reading = Reading { lists: &self.lists, scanned, context, marks: &marks };
        product::anchor(&mut products, &marks, scanned);
        let candidates = candidates(lexicon, &reading, &products, &mut Cues::default());
        verdict::readings(&reading, weigh::text(&reading, &candidates, &products), &candidates, &products)
    }
}

/// What the text is about: the products it names, else the page's, else those of the text it answers.
#[must_use]
pub fn products<'l>(lexicon: &'l Lexicon, scanned: &Scanned<'_>, input: &Input) -> Vec<Named<'l>> {
    let mut products = product::in_text(lexicon, scanned);
    products.truncate(MOST);
    if products.is_empty() {
        products = product::of_page(lexicon, input);
    }
    if products.is_empty() {
        products = product::of_parent(lexicon, scanned, input);
    }
    if products.iter().all(Named::is_class) && products.iter().any(Named::in_text) {
        products.extend(product::of_page(lexicon, input));
    }
    products
}

/// Every symptom with its status.
fn candidates<'l>(
    lexicon: &'l Lexicon,
    reading: &Reading<'_, '_>,
    products: &[Named<'l>],
    cues: &mut Cues,
) -> Vec<Candidate<'l>> {
    let mut candidates = reaction::find(lexicon, reading.scanned, reading.marks, products);
    candidates.truncate(MOST);
    let mut previous: Option<Candidate<'l>> = None;
    for candidate in &mut candidates {
        let judged = status::judge(reading, candidate, products, cues).or_else(|| {
            let before = previous.as_ref()?;
            status::continues(reading, before, candidate).then_some(before.status)
        });
        candidate.status = judged.unwrap_or(ReactionStatus::Affirmed);
        previous = judged.map(|_| candidate.clone());
    }
    candidates
}

fn assess<'l>(
    lexicon: &'l Lexicon,
    reading: &Reading<'_, '_>,
    mut products: Vec<Named<'l>>,
    input: &Input,
    score: &Score,
) -> AdverseEvent {
    let scanned = reading.scanned;
    let mut cues = Cues::default();
    product::anchor(&mut products, reading.marks, scanned);
    let mut candidates = candidates(lexicon, reading, &products, &mut cues);
    let weighed = Weighed::weigh(reading, &mut candidates, &products, score);
    weighed.settle(reading, &mut candidates, &products);
    let report = weighed.report();
    weighed.explain(reading, &candidates, &products, &mut cues);
    let scene = Scene { products: &products, candidates: &candidates, report };
    let special = if weighed.is_impersonal() { Vec::new() } else { special::find(reading, &scene, &mut cues) };
    let verdict = weighed.verdict(!special.is_empty());
    let case = matches!(verdict, AdverseVerdict::Report | AdverseVerdict::SpecialSituation);
    if case {
        weighed.assign_roles(reading, &candidates, &mut products);
    }
    let happened: Vec<&Candidate<'_>> = candidates.iter().filter(|candidate| report && candidate.happened()).collect();
    let place = weighed.place(&candidates).unwrap_or_else(|| special_place(reading, &products));
    let people = if case {
        let exposed = special.iter().any(|(situation, _)| *situation == SpecialSituation::OccupationalExposure);
        patient::identify(reading, input, &place, exposed)
    } else {
        People { reporter: weighed.hearsay_reporter(verdict), ..People::default() }
    };
    let seriousness = if report { seriousness::assess(reading, &happened, &mut cues) } else { Vec::new() };
    let criteria = criteria::met(people.patient.as_ref(), people.reporter.as_ref(), &products, &happened);
    let missing = if case { criteria::questions(criteria, scanned.lang) } else { Vec::new() };
    let special = if case { special } else { Vec::new() };
    let mut event = AdverseEvent {
        verdict,
        score: weighed.score(),
        products: products.iter().map(|product| product.mention(&scanned.text)).collect(),
        reactions: candidates.iter().map(|candidate| mention(reading, candidate)).collect(),
        seriousness: seriousness.iter().map(|(criterion, _)| *criterion).collect(),
        special_situations: special.iter().map(|(situation, _)| *situation).collect(),
        criteria,
        missing,
        cues: cues.into_words(),
        ..AdverseEvent::none()
    };
    if case {
        let case = Case { products: &products, candidates: &candidates, report, weighed: &weighed };
        let proofs = Proofs { seriousness: &seriousness, special: &special, people: &people };
        told::write_down(reading, &case, &proofs, &mut event);
    }
    event.patient = people.patient;
    event.reporter = people.reporter;
    event
}

/// Where the case stands when no effect is told: its first product, or its first words.
fn special_place(reading: &Reading<'_, '_>, products: &[Named<'_>]) -> std::ops::Range<usize> {
    let named = products.iter().find(|product| product.in_text()).map(|product| product.tokens.clone());
    named.unwrap_or_else(|| {
        let taken = reading.marks.of(Role::Taking).next();
        taken.map_or(0..0, |mark| mark.first..mark.end)
    })
}

fn mention(reading: &Reading<'_, '_>, candidate: &Candidate<'_>) -> ReactionMention {
    let text = &reading.scanned.text;
    let span = text.span(candidate.tokens.clone());
    ReactionMention {
        start: span.start,
        end: span.end,
        excerpt: text.excerpt(candidate.tokens.clone()).to_owned(),
        term: candidate.term.to_string(),
        status: candidate.status,
        onset: None,
        outcome: None,
        products: Vec::new(),
    }
}
