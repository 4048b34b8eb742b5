//! The engine: a text goes in, a review comes out. Pure: no file, no network, no clock, nothing of ours.
//!
//! Building may fail ([`compile`] tells every mistake of every pack), reviewing may not ([`Engine::review`] answers for
//! any text). The way of a text: `text` normalises it and keeps the way back, `lang` guesses its language, `scan` finds
//! every phrase of the lexicon in one pass, `context` tells how the words around qualify each place, `rule` finds
//! breaches, `adverse` finds unwanted effects. The same text, context and packs always give the same answer.

pub mod adverse;
pub mod context;
pub mod input;
pub mod lang;
pub mod lexicon;
pub mod pack;
pub mod review;
pub mod rule;
pub mod scan;
mod spare;
pub mod text;

pub use input::{Input, Kind, Lang, Speaker};
pub use pack::error::{PackError, PackErrors};
pub use pack::examples::{Example, ExampleFailure, ExampleReport, check_examples};
pub use pack::{PackFile, PackInfo, PackSource, compile};
pub use review::{AdverseEvent, AdverseVerdict, Category, Finding, Law, Policy, Review, Severity, Verdict};

use context::Context;
use lexicon::Lexicon;
use rule::{Rule, RuleSet};

/// Compiled packs, ready to review any text from any thread.
#[derive(Clone, Debug)]
pub struct Engine {
    lexicon: Lexicon,
    rules: RuleSet,
    adverse: adverse::Plan,
    policy: Policy,
    packs: Vec<PackInfo>,
    examples: Vec<Example>,
}

impl Engine {
    fn new(
        lexicon: Lexicon,
        rules: RuleSet,
        scores: adverse::Scores,
        policy: Policy,
        packs: Vec<PackInfo>,
        examples: Vec<Example>,
    ) -> Self {
        let adverse = adverse::Plan::compile(&lexicon, scores);
        Self { lexicon, rules, adverse, policy, packs, examples }
    }

    /// What the packs say of that text.
    #[must_use]
    pub fn review(&self, input: &Input) -> Review {
        let text = self.lexicon.normaliser.normalise(&input.text);
        let (lang, sure) = lang::guess(&text, input.lang);
        let scanned = scan::scan(&self.lexicon, text, lang, sure);
        let rules = self.rules.candidates(&scanned, input);
        let products = adverse::products(&self.lexicon, &scanned, input);
        // Most texts set no rule off and name no product: nothing of them needs qualifying.
        let idle = rules.is_empty() && products.is_empty();
        let context = if idle { Context::default() } else { context::qualify(&scanned) };
        let findings = self.rules.judge(&rules, &self.lexicon, &scanned, &context, input);
        let adverse_event = self.adverse.extract(&self.lexicon, &scanned, &context, products, input);
        Review {
            id: input.id.clone(),
            lang,
            policy: self.policy.clone(),
            verdict: verdict(&findings, &adverse_event, self.adverse.queue(lang)),
            findings,
            adverse_event,
        }
    }

    /// The features of every reading of that text, which `score` weighs; none where it is about no product.
    #[must_use]
    pub fn features(&self, input: &Input) -> (Lang, Vec<adverse::feature::Features>) {
        let text = self.lexicon.normaliser.normalise(&input.text);
        let (lang, sure) = lang::guess(&text, input.lang);
        let scanned = scan::scan(&self.lexicon, text, lang, sure);
        let context = context::qualify(&scanned);
        (lang, self.adverse.features(&self.lexicon, &scanned, &context, input))
    }

    /// Which policies these are.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Every rule, in the order of packs and files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        self.rules.rules()
    }

    /// The rules and how they are found.
    #[must_use]
    pub const fn rule_set(&self) -> &RuleSet {
        &self.rules
    }

    /// Every pack, by id.
    #[must_use]
    pub fn packs(&self) -> &[PackInfo] {
        &self.packs
    }

    /// The vocabulary.
    #[must_use]
    pub const fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Every example, in the order of packs and files.
    #[must_use]
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }
}

/// Block what is serious, show what is doubtful, let the rest pass. Doubtful is also what opens no case but is too likely a
/// report to be seen by nobody.
fn verdict(findings: &[Finding], adverse_event: &AdverseEvent, queue: f64) -> Verdict {
    let about_a_product = !adverse_event.products.is_empty();
    let worst = findings.iter().map(|finding| finding.severity).min();
    match worst {
        Some(Severity::Critical | Severity::High) => Verdict::Block,
        Some(Severity::Medium | Severity::Low) => Verdict::Review,
        Some(Severity::Info) | None => match adverse_event.verdict {
            AdverseVerdict::Report | AdverseVerdict::SpecialSituation => Verdict::Review,
            AdverseVerdict::Mention | AdverseVerdict::None if about_a_product && adverse_event.score >= queue => {
                Verdict::Review
            }
            AdverseVerdict::Mention | AdverseVerdict::None => Verdict::Clear,
        },
    }
}

#[cfg(test)]
mod tests;
