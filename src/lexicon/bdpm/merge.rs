//! The specialities of one name become one product; what the packs know already stays theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Product;
use super::Speciality;
use super::substance::{Substance, same};
use crate::engine::input::Lang;
use crate::engine::lexicon::{self as known, Entry, Lexicon, ProductKind, ProductStatus};
use crate::engine::scan;
use crate::engine::text::Traits;

/// A shorter name is easily another word.
const MIN_LETTERS: usize = 4;
/// One letter parts shorter names from too many ordinary words.
const MIN_MISSPELT_LETTERS: usize = 10;
/// The first word of one name only is a name of its own when it is long.
const MIN_LONE_LETTERS: usize = 6;
/// More substances than these say nothing to the reader of a case.
const MOST_SUBSTANCES: usize = 6;

/// The products, how many specialities the packs know already, and how many have no usable name.
pub(super) struct Merged {
    pub(super) products: Vec<Product>,
    pub(super) known: usize,
    pub(super) left_out: usize,
}

/// Specialities of one name.
#[derive(Clone, Default)]
struct Group {
    name: String,
    specialities: usize,
    /// Sold, and those of them on prescription; then the same of those no longer sold.
    sold: [usize; 2],
    past: [usize; 2],
    vaccine: bool,
    homeopathic: bool,
    /// How often each set of substances is told.
    substances: BTreeMap<BTreeSet<Substance>, usize>,
}

/// Groups by the engine's normal form of their names.
type Groups = BTreeMap<String, Group>;

/// Makes the products.
pub(super) fn merge(specialities: &[Speciality<'_>], active: &BTreeSet<String>, lexicon: &Lexicon) -> Merged {
    let mut groups = by_name(specialities, lexicon);
    let left_out = specialities.len() - groups.values().map(|group| group.specialities).sum::<usize>();
    let known = remove_known(&mut groups, lexicon);
    merge_longer_names(&mut groups, lexicon);
    add_families(&mut groups, active, lexicon);
    merge_longer_names(&mut groups, lexicon);
    let products = groups.iter().map(|(form, group)| group.product(is_ambiguous(form, lexicon))).collect();
    Merged { products, known, left_out }
}

fn by_name(specialities: &[Speciality<'_>], lexicon: &Lexicon) -> Groups {
    let mut groups = Groups::new();
    for speciality in specialities {
        let mut name = speciality.name.join(" ");
        let mut form = lexicon.normal_form(&name);
        // Homeopathic stocks are named after organs, metals and plants: « ESTOMAC BOIRON » is one, « estomac » is not.
        if speciality.line.homeopathic && is_ambiguous(&form, lexicon) {
            name = speciality.line.head.join(" ");
            form = lexicon.normal_form(&name);
        }
        if !form.is_empty() && !is_grammar(&form, lexicon) {
            groups.entry(form).or_insert_with(|| Group { name, ..Group::default() }).take(speciality);
        }
    }
    groups
}

/// Leaves out the names that a pack knows, or that add words to such a name without changing the substance.
fn remove_known(groups: &mut Groups, lexicon: &Lexicon) -> usize {
    let mut known = 0;
    groups.retain(|form, group| {
        let keep = known_product(form, lexicon).is_none()
            && !shorter(form).any(|start| {
                known_product(start, lexicon).is_some_and(|product| {
                    !product.support && group.main().is_some_and(|substances| same(substances, &told(product)))
                })
            });
        if !keep {
            known += group.specialities;
        }
        keep
    });
    known
}

/// « NICORETTE MENTHE » is NICORETTE where both hold the same.
fn merge_longer_names(groups: &mut Groups, lexicon: &Lexicon) {
    let mut forms: Vec<String> = groups.keys().filter(|form| form.contains(' ')).cloned().collect();
    forms.sort_by_key(|form| std::cmp::Reverse(form.matches(' ').count()));
    for form in forms {
        let holds_the_same = |start: &&str| {
            let (Some(short), Some(long)) = (groups.get(*start), groups.get(&form)) else { return false };
            let (Some(short), Some(long)) = (short.main(), long.main()) else { return false };
            !is_ambiguous(start, lexicon) && same(short, long)
        };
        let Some(start) = shorter(&form).find(holds_the_same).map(str::to_owned) else { continue };
        if let Some(long) = groups.remove(&form)
            && let Some(short) = groups.get_mut(&start)
        {
            short.join(long);
        }
    }
}

/// People name a family (« Humex ») rather than its members (« HUMEX RHUME », « HUMEX ALLERGIE »).
fn add_families(groups: &mut Groups, active: &BTreeSet<String>, lexicon: &Lexicon) {
    let mut families: BTreeMap<String, Vec<Group>> = BTreeMap::new();
    for (form, group) in groups.iter().filter(|(_, group)| !group.homeopathic) {
        if let Some((first, _)) = form.split_once(' ')
            && !active.contains(&first.to_uppercase())
        {
            families.entry(first.to_owned()).or_default().push(group.clone());
        }
    }
    for (form, members) in families {
        let new = !groups.contains_key(&form) && known_product(&form, lexicon).is_none();
        let told_apart = members.len() > 1 || form.len() >= MIN_LONE_LETTERS;
        if !told_apart || !new || is_ambiguous(&form, lexicon) {
            continue;
        }
        let mut family = Group { name: form.to_uppercase(), ..Group::default() };
        let alike = members.windows(2).all(|pair| match pair {
            [Group { substances: left, .. }, Group { substances: right, .. }] => {
                most_told(left).zip(most_told(right)).is_some_and(|(left, right)| same(left, right))
            }
            _ => true,
        });
        for member in members {
            family.join(member);
        }
        // Its members are counted where they stand, and what it holds depends on the member.
        family.specialities = 0;
        if !alike {
            family.substances.clear();
        }
        groups.insert(form, family);
    }
}

/// The name cut after each of its words, longest first.
fn shorter(form: &str) -> impl Iterator<Item = &str> {
    form.rmatch_indices(' ').filter_map(|(at, _)| form.get(..at))
}

/// The product of the packs that bears exactly that name or form.
fn known_product<'l>(form: &str, lexicon: &'l Lexicon) -> Option<&'l known::Product> {
    let scanned = scan::scan(lexicon, lexicon.normalise(form), Lang::Fr, false);
    let mut whole = scanned.hits.iter().filter(|hit| hit.tokens() == (0..scanned.text.tokens.len()) && !hit.fuzzy);
    whole.find_map(|hit| if let Entry::Product(id) = hit.entry { lexicon.product(id) } else { None })
}

fn told(product: &known::Product) -> BTreeSet<Substance> {
    product.substance.iter().flat_map(|told| told.split(',')).filter_map(Substance::parse).collect()
}

/// Whether the packs use each word of the name for something else, or the name is too short to be told from a word.
fn is_ambiguous(form: &str, lexicon: &Lexicon) -> bool {
    let scanned = scan::scan(lexicon, lexicon.normalise(form), Lang::Fr, false);
    let plain = Traits::ORDINARY.with(Traits::FRENCH).with(Traits::ENGLISH);
    let is_product =
        |at: usize| scanned.within(at..at + 1).any(|hit| !hit.fuzzy && matches!(hit.entry, Entry::Product(_)));
    let ordinary = scanned.text.tokens.iter().enumerate().all(|(at, token)| {
        let known = token.traits.has(plain) || token.traits.has(Traits::LISTED) && !is_product(at);
        // What looks like a mistake in another word is a name of its own.
        known && !token.traits.has(Traits::MENDED)
    });
    ordinary || form.chars().filter(|letter| letter.is_alphabetic()).count() < MIN_LETTERS
}

/// Whether its plural is a function word: « T.R.E » would be found in every « très ».
fn is_grammar(form: &str, lexicon: &Lexicon) -> bool {
    let plural = format!("{form}s");
    lexicon.normalise(&plural).tokens.iter().all(|token| token.traits.has(Traits::FRENCH.with(Traits::ENGLISH)))
}

/// The substances told most often.
fn most_told(substances: &BTreeMap<BTreeSet<Substance>, usize>) -> Option<&BTreeSet<Substance>> {
    substances.iter().rev().max_by_key(|(_, count)| **count).map(|(substances, _)| substances)
}

impl Group {
    fn take(&mut self, speciality: &Speciality<'_>) {
        self.specialities += 1;
        let [all, prescription] = if speciality.line.sold { &mut self.sold } else { &mut self.past };
        *all += 1;
        *prescription += usize::from(speciality.prescription);
        self.vaccine |= speciality.line.vaccine;
        self.homeopathic |= speciality.line.homeopathic;
        *self.substances.entry(speciality.substances.clone()).or_default() += 1;
    }

    fn join(&mut self, other: Self) {
        self.specialities += other.specialities;
        for (own, more) in self.sold.iter_mut().chain(&mut self.past).zip(other.sold.into_iter().chain(other.past)) {
            *own += more;
        }
        self.vaccine |= other.vaccine;
        self.homeopathic |= other.homeopathic;
        for (substances, count) in other.substances {
            *self.substances.entry(substances).or_default() += count;
        }
    }

    fn main(&self) -> Option<&BTreeSet<Substance>> {
        most_told(&self.substances)
    }

    fn product(&self, support: bool) -> Product {
        let [all, prescription] = if self.sold == [0, 0] { self.past } else { self.sold };
        let substances = self.main().filter(|substances| (1..=MOST_SUBSTANCES).contains(&substances.len()));
        let shown = |substances: &BTreeSet<Substance>| {
            substances.iter().map(|substance| substance.shown.as_str()).collect::<Vec<_>>().join(", ")
        };
        Product {
            name: self.name.clone(),
            substance: substances.map(shown),
            kind: if self.vaccine { ProductKind::Vaccine } else { ProductKind::Medicine },
            // A name under which something is sold freely may be advertised.
            status: if prescription == all { ProductStatus::Rx } else { ProductStatus::Otc },
            support,
            exact: support || self.homeopathic || self.name.len() < MIN_MISSPELT_LETTERS,
        }
    }
}
