//! From the word lists of every pack to one [`Lexicon`].

use std::collections::BTreeMap;

use super::error::PackError;
use super::forms;
use super::schema::{CueToml, LexiconToml, ProductsToml, ReactionsToml, Word};
use super::{Pack, Parsed};
use crate::engine::context::{CueKind, CueRole};
use crate::engine::lexicon::{
    ANY_LANGUAGE, Body, Entry, Lexicon, ListId, Product, ProductKind, ProductStatus, Reaction, Sensation,
};
use crate::engine::review::Seriousness;
use crate::engine::scan::{Builder, Owner, Refusal};
use crate::engine::text::{Normaliser, Traits};

/// Collects the vocabulary while the packs are read.
#[derive(Default)]
struct Collector {
    normaliser: Normaliser,
    builder: Builder,
    products: Vec<Product>,
    product_ids: BTreeMap<String, u32>,
    reactions: Vec<Reaction>,
    reaction_ids: BTreeMap<String, u32>,
    sensations: Vec<Sensation>,
    bodies: Vec<Body>,
    lists: Vec<String>,
    list_ids: BTreeMap<String, ListId>,
    list_sizes: Vec<usize>,
    list_places: BTreeMap<(String, u8), String>,
}

/// The lexicon of all packs and the number of phrases of each list.
pub(super) fn compile(packs: &[Pack<'_>], errors: &mut Vec<PackError>) -> (Lexicon, Vec<usize>) {
    let mut all = Collector::default();
    // Spellings and emoji first: they decide how every phrase is normalised.
    for parsed in packs.iter().filter_map(|pack| pack.lexicon.as_ref()) {
        all.spellings(parsed, errors);
    }
    for pack in packs {
        if let Some(parsed) = &pack.lexicon {
            all.reading_words(parsed, pack.languages, errors);
            all.lists(parsed, pack, errors);
            all.cues(parsed, pack.languages, errors);
        }
        if let Some(parsed) = &pack.products {
            all.products(parsed, pack.languages, errors);
        }
        if let Some(parsed) = &pack.reactions {
            all.reactions(parsed, pack.languages, errors);
            all.sensations(parsed, pack.languages, errors);
        }
        all.literals(pack, errors);
    }
    all.finish()
}

impl Collector {
    fn spellings(&mut self, parsed: &Parsed<'_, LexiconToml>, errors: &mut Vec<PackError>) {
        for (written, meant) in &parsed.content.emoji {
            let words = self.normaliser.phrase(meant.get_ref());
            if words.is_empty() || written.get_ref().chars().any(char::is_alphanumeric) {
                errors.push(parsed.file.error(written.span(), Some("emoji"), "an emoji stands for at least one word"));
            } else {
                self.normaliser.symbols.speak(written.get_ref(), &words);
            }
        }
        // What a word stands for is never itself spelt out: the table has one step.
        let bare = Normaliser::default();
        for (written, meant) in &parsed.content.spelling {
            let (word, words) = (bare.phrase(written.get_ref()), bare.phrase(meant.get_ref()));
            if word.is_empty() || word.contains(' ') || words.is_empty() {
                errors.push(parsed.file.error(
                    written.span(),
                    Some("spelling"),
                    "one word stands for one or more words",
                ));
            } else {
                self.normaliser.words.spell_out(&word, &words);
            }
        }
    }

    fn reading_words(&mut self, parsed: &Parsed<'_, LexiconToml>, languages: u8, errors: &mut Vec<PackError>) {
        let words = &parsed.content.words;
        for filler in &words.filler {
            if !self.builder.add_filler(&mut self.normaliser, filler.get_ref()) {
                errors.push(parsed.file.error(filler.span(), Some("filler"), "a filler is one word or two"));
            }
        }
        let function = match languages {
            1 => Traits::FRENCH,
            2 => Traits::ENGLISH,
            _ => Traits::FRENCH.with(Traits::ENGLISH),
        };
        for (list, traits) in [
            (&words.ordinary, Traits::ORDINARY),
            (&words.function, function.with(Traits::ORDINARY)),
            (&words.clause_break, Traits::CLAUSE_BREAK),
            (&words.clause_start, Traits::CLAUSE_START),
            (&words.clause_joiner, Traits::CLAUSE_JOINER),
            (&words.abbreviation, Traits::ABBREVIATION),
        ] {
            for written in list {
                for word in self.normaliser.phrase(written.get_ref()).split(' ').filter(|word| !word.is_empty()) {
                    self.normaliser.words.mark(word, traits);
                }
            }
        }
    }

    fn lists(&mut self, parsed: &Parsed<'_, LexiconToml>, pack: &Pack<'_>, errors: &mut Vec<PackError>) {
        let languages = pack.languages;
        // What rules forbid is matched as it is written; how patients tell things is not.
        let fillers = pack.rules.is_none();
        for (name, list) in &parsed.content.list {
            let subject = format!("@{}", name.get_ref());
            let subject = Some(subject.as_str());
            let clash =
                self.list_places.iter().find(|((other, bits), _)| other == name.get_ref() && bits & languages != 0);
            if let Some((_, path)) = clash {
                let message = format!("this list is already defined in {path}");
                errors.push(parsed.file.error(name.span(), subject, message));
            }
            self.list_places.insert((name.get_ref().clone(), languages), parsed.file.path.to_owned());
            if list.words.is_empty() {
                errors.push(parsed.file.error(name.span(), subject, "a list has at least one word"));
            }
            let id = self.list_id(name.get_ref());
            let owner = Owner { entry: Entry::List(id), languages, fillers };
            for word in &list.words {
                self.add(word, owner, parsed, subject, errors);
            }
            self.grow(id, list.words.len());
        }
    }

    fn cues(&mut self, parsed: &Parsed<'_, LexiconToml>, languages: u8, errors: &mut Vec<PackError>) {
        for (name, cue) in &parsed.content.cue {
            let Some(kind) = CueKind::parse(name.get_ref()) else {
                errors.push(parsed.file.unknown(name.span(), None, "cue", name.get_ref(), CueKind::NAMES));
                continue;
            };
            let CueToml { before, after, pseudo, ends, .. } = cue;
            let subject = format!("cue.{kind}");
            for (words, role) in
                [(before, CueRole::Before), (after, CueRole::After), (pseudo, CueRole::Pseudo), (ends, CueRole::Ends)]
            {
                // « pas trop mal » is not the « pas mal » that cancels a negation.
                let fillers = role != CueRole::Pseudo;
                let owner = Owner { entry: Entry::Cue(kind, role), languages, fillers };
                for word in words {
                    self.add(word, owner, parsed, Some(&subject), errors);
                }
            }
        }
    }

    fn products(&mut self, parsed: &Parsed<'_, ProductsToml>, languages: u8, errors: &mut Vec<PackError>) {
        for product in &parsed.content.product {
            let subject = Some(product.name.get_ref().as_str());
            let kind = ProductKind::parse(product.kind.get_ref());
            let status = ProductStatus::parse(product.status.get_ref());
            if kind.is_none() {
                let (span, name) = (product.kind.span(), product.kind.get_ref());
                errors.push(parsed.file.unknown(span, subject, "kind of product", name, ProductKind::NAMES));
            }
            if status.is_none() {
                let (span, name) = (product.status.span(), product.status.get_ref());
                errors.push(parsed.file.unknown(span, subject, "status", name, ProductStatus::NAMES));
            }
            let (Some(kind), Some(status)) = (kind, status) else { continue };
            let next = id(self.products.len());
            let number = *self.product_ids.entry(self.normaliser.phrase(product.name.get_ref())).or_insert(next);
            if number == next {
                self.products.push(Product {
                    name: product.name.get_ref().clone(),
                    substance: product.substance.clone(),
                    atc: product.atc.clone(),
                    kind,
                    status,
                    class: product.class,
                    support: product.support,
                });
            }
            // A proper name is the same in every language; a class word or a common word is not.
            let languages = if product.class || product.support { languages } else { ANY_LANGUAGE };
            let owner = Owner { entry: Entry::Product(number), languages, fillers: false };
            for form in std::iter::once(&product.name).chain(&product.forms) {
                if product.exact {
                    let added = self.builder.add_exact(&mut self.normaliser, form.get_ref(), owner);
                    added.unwrap_or_else(|refusal| refuse(&refusal, form, parsed, subject, errors));
                } else {
                    self.add(form, owner, parsed, subject, errors);
                }
                let misspellings = !product.class && !product.support && !product.exact;
                self.builder.add_product(&self.normaliser, form.get_ref(), number, misspellings);
            }
        }
    }

    fn reactions(&mut self, parsed: &Parsed<'_, ReactionsToml>, languages: u8, errors: &mut Vec<PackError>) {
        for reaction in &parsed.content.reaction {
            let subject = Some(reaction.term.get_ref().as_str());
            let serious = reaction.serious.as_ref().and_then(|serious| {
                let parsed_name = Seriousness::parse(serious.get_ref());
                if parsed_name.is_none() {
                    let (span, name) = (serious.span(), serious.get_ref());
                    errors.push(parsed.file.unknown(span, subject, "seriousness", name, Seriousness::NAMES));
                }
                parsed_name
            });
            let next = id(self.reactions.len());
            let number = *self.reaction_ids.entry(reaction.term.get_ref().clone()).or_insert(next);
            if number == next {
                let (term, hpo) = (reaction.term.get_ref().clone(), reaction.hpo.clone());
                self.reactions.push(Reaction { term, hpo, serious, illness: reaction.illness });
            }
            for form in std::iter::once(&reaction.term).chain(&reaction.forms) {
                let owner = Owner { entry: Entry::Reaction(number), languages, fillers: true };
                self.add(form, owner, parsed, subject, errors);
            }
        }
    }

    fn sensations(&mut self, parsed: &Parsed<'_, ReactionsToml>, languages: u8, errors: &mut Vec<PackError>) {
        for sensation in &parsed.content.sensation {
            let number = id(self.sensations.len());
            for word in &sensation.words {
                let owner = Owner { entry: Entry::Sensation(number), languages, fillers: true };
                self.add(word, owner, parsed, Some("sensation"), errors);
            }
            let join = sensation.join.iter().map(|word| self.normaliser.phrase(word.get_ref())).collect();
            let words = sensation.words.iter().map(|word| word.get_ref().clone()).collect();
            self.sensations.push(Sensation { words, join });
        }
        for body in &parsed.content.body {
            let number = id(self.bodies.len());
            let forms: Vec<&Word> = if body.forms.is_empty() { vec![&body.name] } else { body.forms.iter().collect() };
            for form in forms {
                let owner = Owner { entry: Entry::Body(number), languages, fillers: true };
                self.add(form, owner, parsed, Some(body.name.get_ref()), errors);
            }
            self.bodies.push(Body { name: body.name.get_ref().clone(), term: body.term.clone() });
        }
    }

    /// Literal phrases of rules are lists of one phrase, named by their words between quotes.
    fn literals(&mut self, pack: &Pack<'_>, errors: &mut Vec<PackError>) {
        let Some(parsed) = &pack.rules else { return };
        for rule in &parsed.content.rule {
            for signal in rule.signals.iter().chain(&rule.unless).chain(&rule.requires) {
                let phrase = signal.get_ref();
                if phrase.starts_with('@') {
                    continue;
                }
                let id = self.list_id(&format!("\"{phrase}\""));
                self.grow(id, 1);
                let owner = Owner { entry: Entry::List(id), languages: ANY_LANGUAGE, fillers: false };
                let added = self.builder.add(&mut self.normaliser, phrase, owner);
                // `rules` tells when nothing is left of a literal.
                if let Err(refusal @ Refusal::ShortStem(_)) = added {
                    refuse(&refusal, signal, parsed, Some(rule.id.get_ref()), errors);
                }
            }
        }
    }

    fn add<T>(
        &mut self,
        word: &Word,
        owner: Owner,
        parsed: &Parsed<'_, T>,
        subject: Option<&str>,
        errors: &mut Vec<PackError>,
    ) {
        let forms = forms::expand(word.get_ref()).unwrap_or_else(|wrong| {
            errors.push(parsed.file.error(word.span(), subject, wrong));
            Vec::new()
        });
        for form in forms {
            if let Err(refusal) = self.builder.add(&mut self.normaliser, &form, owner) {
                refuse(&refusal, word, parsed, subject, errors);
                return;
            }
        }
    }

    fn list_id(&mut self, name: &str) -> ListId {
        let next = ListId(id(self.lists.len()));
        let found = *self.list_ids.entry(name.to_owned()).or_insert(next);
        if found == next {
            self.lists.push(name.to_owned());
            self.list_sizes.push(0);
        }
        found
    }

    fn grow(&mut self, ListId(list): ListId, by: usize) {
        if let Some(size) = usize::try_from(list).ok().and_then(|list| self.list_sizes.get_mut(list)) {
            *size += by;
        }
    }

    fn finish(mut self) -> (Lexicon, Vec<usize>) {
        self.normaliser.settle(&self.builder.names());
        let automaton = self.builder.build(&self.normaliser.words, &self.list_ids);
        let lexicon = Lexicon {
            products: self.products,
            reactions: self.reactions,
            sensations: self.sensations,
            bodies: self.bodies,
            lists: self.lists,
            list_ids: self.list_ids,
            normaliser: self.normaliser,
            automaton,
        };
        (lexicon, self.list_sizes)
    }
}

fn refuse<T>(
    refusal: &Refusal,
    word: &Word,
    parsed: &Parsed<'_, T>,
    subject: Option<&str>,
    errors: &mut Vec<PackError>,
) {
    errors.push(match refusal {
        Refusal::Nothing => parsed.file.error(word.span(), subject, "nothing is left of these words once normalised"),
        Refusal::ShortStem(stem) => parsed
            .file
            .error(word.span(), subject, format!("the stem `{stem}*` matches far too many words"))
            .with_hint("write at least three letters before `*`"),
    });
}

/// An index as an id; four thousand million phrases would not fit in memory first.
fn id(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
