//! A substance as the files write it: « CHLORHYDRATE DE TRAMADOL », « KÉTOTIFÈNE (FUMARATE DE) ».

use std::collections::BTreeSet;

use super::super::fold::{fold, words};

/// What all homeopathic stocks end with.
const HOMEOPATHIC: &str = "POUR PREPARATIONS HOMEOPATHIQUES";

/// Words of salts and hydrates, which do not tell two substances apart.
const SALT: [&str; 48] = [
    "ACETATE",
    "ACIDE",
    "ANHYDRE",
    "ARGININE",
    "BASE",
    "BENZOATE",
    "BESILATE",
    "BROMHYDRATE",
    "BROMURE",
    "CALCIQUE",
    "CALCIUM",
    "CHLORHYDRATE",
    "CHLORURE",
    "CITRATE",
    "DE",
    "DICHLORHYDRATE",
    "DIHYDRATE",
    "DIHYDRATEE",
    "DISODIQUE",
    "DU",
    "FUMARATE",
    "GLUCONATE",
    "HEMIFUMARATE",
    "HEMIHYDRATE",
    "HYDRATE",
    "LACTATE",
    "LE",
    "MAGNESIQUE",
    "MAGNESIUM",
    "MALEATE",
    "MESILATE",
    "MICRONISE",
    "MICRONISEE",
    "MONOHYDRATE",
    "MONOHYDRATEE",
    "NITRATE",
    "OXALATE",
    "PHOSPHATE",
    "POTASSIQUE",
    "POTASSIUM",
    "PROPIONATE",
    "SODIQUE",
    "SODIUM",
    "SUCCINATE",
    "SULFATE",
    "TARTRATE",
    "TRIHYDRATE",
    "TRIHYDRATEE",
];
/// Shorter words say nothing alone.
const MIN_LETTERS: usize = 3;

/// One substance.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Substance {
    /// As shown to people: `"tramadol"`.
    pub(super) shown: String,
}

impl Substance {
    /// None where nothing is written.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let bare = match fold(written).find(HOMEOPATHIC) {
            // Folding may change the length of what stands before.
            Some(_) => written.split(" POUR PR").next().unwrap_or(written),
            None => written,
        };
        // « (FUMARATE DE) », « (SULFATE D') »: the salt is told in brackets.
        let name = match bare.rsplit_once('(') {
            Some((name, salt)) if [" DE)", " D')", " D’)"].iter().any(|end| salt.trim().ends_with(end)) => name,
            _ => bare,
        };
        let shown = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        (!shown.is_empty()).then_some(Self { shown })
    }

    /// Its words, folded.
    pub(super) fn words(&self) -> Vec<String> {
        words(&self.shown)
    }

    /// The words that tell it from others.
    fn core(&self) -> BTreeSet<String> {
        let all: BTreeSet<String> = self.words().into_iter().filter(|word| word.len() >= MIN_LETTERS).collect();
        let core: BTreeSet<String> = all.iter().filter(|word| !SALT.contains(&word.as_str())).cloned().collect();
        if core.is_empty() { all } else { core }
    }
}

/// Whether both lists name the same substances, whatever the salts; nobody knows where one is empty.
pub(super) fn same(left: &BTreeSet<Substance>, right: &BTreeSet<Substance>) -> bool {
    let [left, right] = [left, right].map(|side| side.iter().map(Substance::core).collect::<BTreeSet<_>>());
    let named = |core: &BTreeSet<String>, others: &BTreeSet<BTreeSet<String>>| {
        others.iter().any(|other| !core.is_disjoint(other))
    };
    !left.is_empty()
        && left.len() == right.len()
        && left.iter().all(|core| named(core, &right))
        && right.iter().all(|core| named(core, &left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<Substance> {
        names.iter().filter_map(|name| Substance::parse(name)).collect()
    }

    #[test]
    fn a_substance_is_shown_without_its_salt_in_brackets_and_without_its_use() {
        let shown = |written| Substance::parse(written).map(|substance| substance.shown);
        assert_eq!(shown("KÉTOTIFÈNE (FUMARATE DE)").as_deref(), Some("kétotifène"));
        assert_eq!(shown("ARNICA MONTANA POUR PRÉPARATIONS HOMÉOPATHIQUES").as_deref(), Some("arnica montana"));
        assert_eq!(shown("  "), None);
    }

    #[test]
    fn a_salt_does_not_tell_two_substances_apart() {
        assert!(same(&set(&["CHLORHYDRATE DE TRAMADOL"]), &set(&["tramadol"])));
        assert!(same(&set(&["CHLORURE DE SODIUM"]), &set(&["CHLORURE DE SODIUM"])));
        assert!(!same(&set(&["PARACÉTAMOL"]), &set(&["PARACÉTAMOL", "CODÉINE"])));
        assert!(!same(&set(&[]), &set(&[])));
    }
}
