use serde::Serialize;

use super::case::{Case, Parent, Product, Reaction, Source};
use super::{Choice, Finding, Page, Policy, sample_finding, sample_policy};
use crate::view::label::{AdverseVerdict, Seriousness, SeriousnessCriterion, SpecialSituation, Verdict};

/// One kept post: its text, the rules it breaks and what the machine read about adverse events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Post {
    /// The post and its text.
    pub source: Source,
    /// Revision of this text; earlier ones are kept.
    pub revision: i64,
    /// The engine's decision.
    pub verdict: Verdict,
    /// Rules that it breaks, the gravest first.
    pub findings: Vec<Finding>,
    /// What was read about adverse events.
    pub adverse: AdverseSummary,
    /// The case it opened or joined: identifier and number.
    pub case: Option<Choice>,
    /// Policy that reviewed it.
    pub policy: Policy,
}

/// What the machine read about adverse events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AdverseSummary {
    /// The engine's decision.
    pub verdict: AdverseVerdict,
    /// Its score, from 0 to 100.
    pub score: u8,
    /// The products.
    pub products: Vec<Product>,
    /// The reactions.
    pub reactions: Vec<Reaction>,
    /// Criteria of seriousness seen.
    pub seriousness: Vec<SeriousnessCriterion>,
    /// Special situations.
    pub special_situations: Vec<SpecialSituation>,
}

impl Page for Post {
    const NAME: &'static str = "page/post.html";

    fn samples() -> Vec<Self> {
        Case::samples().into_iter().filter(|case| case.errors.is_empty()).take(2).map(sample).collect()
    }
}

/// The post behind a sample case.
fn sample(case: Case) -> Post {
    let serious = case.seriousness == Seriousness::Serious;
    let mut second = sample_finding();
    second.suggestion = None;
    second.cues.clear();
    Post {
        source: Source { parent: case.source.parent.map(|parent| Parent { author: None, ..parent }), ..case.source },
        revision: 1 + i64::from(serious),
        verdict: if serious { Verdict::Review } else { Verdict::Clear },
        findings: case.findings.into_iter().flat_map(|finding| [finding, second.clone()]).collect(),
        adverse: AdverseSummary {
            verdict: if serious { AdverseVerdict::Report } else { AdverseVerdict::None },
            score: case.score,
            products: case.products,
            reactions: case.reactions,
            seriousness: case.seriousness_criteria,
            special_situations: case.special_situations,
        },
        case: serious.then_some(Choice { code: case.id, name: case.number }),
        policy: sample_policy(),
    }
}
