//! Which of the four criteria of a valid report are met, and what to ask for the others.

use super::product::Named;
use super::reaction::Candidate;
use crate::engine::input::Lang;
use crate::engine::review::{Criteria, Criterion, Missing, Patient, Relation, Reporter};

/// The criteria met by a case.
#[must_use]
pub fn met(
    patient: Option<&Patient>,
    reporter: Option<&Reporter>,
    products: &[Named<'_>],
    happened: &[&Candidate<'_>],
) -> Criteria {
    Criteria {
        patient: patient.is_some(),
        reporter: reporter.is_some_and(|reporter| reporter.relation != Relation::Other),
        // A family of products is a lead, not a product.
        product: products.iter().any(|product| !product.is_class()),
        reaction: happened.iter().any(|candidate| is_specific(candidate)),
    }
}

/// More than « side effects ».
#[must_use]
pub fn is_specific(candidate: &Candidate<'_>) -> bool {
    candidate.term != UNSPECIFIED_FR && candidate.term != UNSPECIFIED_EN
}

/// The term of an effect nothing is said of.
pub const UNSPECIFIED_FR: &str = "Effet indésirable non précisé";
/// The same, in English.
pub const UNSPECIFIED_EN: &str = "Side effect not specified";

/// One question per criterion not met; whatever is personal is asked for in private.
#[must_use]
pub fn questions(criteria: Criteria, lang: Lang) -> Vec<Missing> {
    [
        (Criterion::Patient, criteria.patient),
        (Criterion::Reporter, criteria.reporter),
        (Criterion::Product, criteria.product),
        (Criterion::Reaction, criteria.reaction),
    ]
    .into_iter()
    .filter(|(_, met)| !met)
    .map(|(criterion, _)| Missing { criterion, question: question(criterion, lang).to_owned() })
    .collect()
}

const fn question(criterion: Criterion, lang: Lang) -> &'static str {
    match (lang, criterion) {
        (Lang::Fr, Criterion::Patient) => {
            "Pouvez-vous nous préciser, en message privé uniquement, l’âge ou le sexe de la personne concernée\u{a0}?"
        }
        (Lang::Fr, Criterion::Reporter) => {
            "Avez-vous vu cet effet vous-même, et pouvons-nous vous joindre en message privé pour en parler\u{a0}?"
        }
        (Lang::Fr, Criterion::Product) => "De quel produit s’agit-il exactement (le nom écrit sur la boîte)\u{a0}?",
        (Lang::Fr, Criterion::Reaction) => {
            "Pouvez-vous nous décrire en message privé ce qui s’est passé, et combien de temps après la prise\u{a0}?"
        }
        (Lang::En, Criterion::Patient) => {
            "Could you tell us, by private message only, the age or sex of the person concerned?"
        }
        (Lang::En, Criterion::Reporter) => {
            "Did you see this effect yourself, and may we contact you by private message about it?"
        }
        (Lang::En, Criterion::Product) => "Which product is it exactly (the name written on the box)?",
        (Lang::En, Criterion::Reaction) => {
            "Could you tell us by private message what happened, and how long after taking the product?"
        }
    }
}
