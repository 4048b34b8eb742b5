//! What a word nobody knows was meant to be: glued words parted, doubled letters, one mistake.
//!
//! Three ways, tried in that order: « lestomac » is « l estomac »; « vommissement » and « vertigge » differ from a known
//! word by doubled letters only; « metformie », « levotirox » and « migrène » are one edit or one sound away from exactly
//! one word of what patients say (a product's name may be a little further). A word of the lists that read texts
//! (`[words] ordinary`, `function`) and what is inflected from one is never mended, and a word that is as near to an
//! ordinary word as to another is left alone.
//!
//! Doubled letters count once wherever two words are compared, so that typing a letter twice changes nothing. Sounds are
//! compared by a key per word (see [`Sounds`]). The keys of all words, and those keys with one letter left out,
//! are filed by hash once; a word costs one look-up per letter, nearly all of which end at one bit of one small table.

use std::borrow::Cow;

use super::filed::{Filed, Filing, index, number};
use super::sound::{MIN_KEY, Sounds, edits, within_one_edit};
use super::words::{ShortMap, Traits, WordTable};

/// Shorter words are never compared by sound.
pub(super) const MIN_LETTERS: usize = 6;
/// Shorter words are never compared without their doubled letters.
const MIN_SINGLE: usize = 4;
/// A name this long, as it sounds, is known even without its first letter.
const MIN_HEADLESS: usize = 7;
/// However alike they sound, a name and a word differ by no more letters than this.
const MOST_LETTERS: usize = 3;
/// The same for two other words, and for a name that sounds a little different.
const MOST_EDITS: usize = 2;
/// A key this long tolerates one edit.
const MIN_EDITED_KEY: usize = 5;

/// What a word was meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant<'s> {
    /// A short word without its apostrophe, and the known word that starts at that byte.
    Glued(&'static str, usize),
    /// That word, but for doubled letters.
    Word(Cow<'s, str>),
    /// That word, with a mistake.
    Like(&'s str),
    /// A word with a known beginning: the number of the stem.
    Stem(u32),
}

/// The words that unknown words are compared with.
#[derive(Clone, Debug, Default)]
pub(super) struct Speller {
    /// Every word, and every key, one after the other.
    letters: String,
    sounds: Vec<u8>,
    /// Sorted by key.
    words: Vec<Candidate>,
    keys: Vec<Key>,
    /// The keys by what is left of them without one letter.
    filed: Filed,
    /// The words with doubled letters, by themselves without.
    doubled: ShortMap<Box<str>, Vec<u32>>,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    from: u32,
    to: u32,
    /// The same without doubled letters.
    single: (u32, u32),
    /// Whether it is of those that may be misspelt.
    said: bool,
    /// Whether it is a product's name, which may be misspelt more freely.
    name: bool,
}

#[derive(Clone, Copy, Debug)]
struct Key {
    from: u32,
    to: u32,
    /// Its words.
    first: u32,
    end: u32,
}

/// How far a word is from what was written: how they sound first, then the letters.
type Distance = (u8, usize);

impl Speller {
    /// Compares with every word of the table; `names` are the products that may be misspelt, sorted.
    pub(super) fn build(words: &WordTable, names: &[String]) -> Self {
        let mut speller = Self::default();
        let mut known: Vec<(Vec<u8>, String, Option<String>, bool)> = Vec::new();
        words.each(|written, word| {
            if written.len() < MIN_SINGLE || !written.bytes().all(|byte| byte.is_ascii_lowercase()) {
                return;
            }
            let single = single(&written);
            let bare = single.as_deref().unwrap_or(&written);
            let compared = bare.len() + 1 >= MIN_LETTERS && words.stands_for(word).is_none();
            let key = if compared { Sounds::of(bare).key().to_vec() } else { Vec::new() };
            known.push((key, written, single, word.traits.has(Traits::SAID)));
        });
        known.sort_unstable();
        for (key, written, single, said) in known {
            let name = names.binary_search(&written).is_ok();
            speller.add(&key, &written, single, (said, name));
        }
        speller.file();
        speller
    }

    fn add(&mut self, key: &[u8], written: &str, single: Option<String>, (said, name): (bool, bool)) {
        let place = number(self.words.len());
        let (from, to) = self.keep(written);
        let bare = single.as_deref().map_or((from, to), |single| self.keep(single));
        self.words.push(Candidate { from, to, single: bare, said, name });
        if let Some(single) = single {
            self.doubled.entry(single.into()).or_default().push(place);
        }
        match self.keys.last_mut() {
            Some(last) if self.sounds.get(index(last.from)..index(last.to)) == Some(key) => last.end = place + 1,
            _ => {
                let from = number(self.sounds.len());
                self.sounds.extend_from_slice(key);
                self.keys.push(Key { from, to: number(self.sounds.len()), first: place, end: place + 1 });
            }
        }
    }

    /// Keeps the letters of a word, and says where.
    fn keep(&mut self, word: &str) -> (u32, u32) {
        let from = number(self.letters.len());
        self.letters.push_str(word);
        (from, number(self.letters.len()))
    }

    /// Files every key under its hashes.
    fn file(&mut self) {
        let mut filing = Filing::with_capacity(self.keys.len() * 10);
        for (id, key) in (0_u32..).zip(&self.keys) {
            let letters = self.sounds.get(index(key.from)..index(key.to)).unwrap_or_default();
            if letters.len() < MIN_KEY {
                continue;
            }
            filing.add(letters, id);
            if letters.len() >= MIN_EDITED_KEY {
                filing.add_without_a_letter(letters, id);
            }
            let named = self.words.get(index(key.first)..index(key.end)).unwrap_or_default();
            if let Some(rest) = letters.get(1..).filter(|rest| rest.len() >= MIN_HEADLESS)
                && named.iter().any(|word| word.name)
            {
                filing.add(rest, id);
            }
        }
        self.filed = filing.close();
    }

    /// What `word`, which the table does not know, was meant to be.
    pub(super) fn meant<'s>(&'s self, word: &str, words: &WordTable) -> Option<Meant<'s>> {
        if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return None;
        }
        if let Some((short, at)) = glued(word, words) {
            return Some(Meant::Glued(short, at));
        }
        let single = single(word);
        let bare = single.as_deref().unwrap_or(word);
        if let Some(meant) = self.without_doubles(word, bare, words) {
            return (!inflected(word, |root| is_ordinary(root, words))).then_some(meant);
        }
        if bare.len() < MIN_LETTERS { None } else { self.misspelt(bare, words).map(Meant::Like) }
    }

    /// A known word that differs by doubled letters only, the one with the fewest of them to change; else a known
    /// beginning. `bare` is `word` with every letter once.
    fn without_doubles<'s>(&'s self, word: &str, bare: &str, words: &WordTable) -> Option<Meant<'s>> {
        let changed = bare.len() < word.len();
        let alike = if bare.len() >= MIN_SINGLE { self.doubled.get(bare) } else { None };
        let nearest = alike
            .into_iter()
            .flatten()
            .filter_map(|place| self.written(*self.words.get(index(*place))?))
            .map(|known| (strsim::levenshtein(known, word), known))
            .min();
        let known = changed && words.knows(bare);
        if let Some((letters, nearest)) = nearest
            && !(known && word.len() - bare.len() <= letters)
        {
            return Some(Meant::Word(nearest.into()));
        }
        if known {
            return Some(Meant::Word(bare.to_owned().into()));
        }
        let stem = if bare.len() >= MIN_SINGLE { words.stem_of_single(bare, changed) } else { 0 };
        (stem != 0).then_some(Meant::Stem(stem))
    }

    fn written(&self, word: Candidate) -> Option<&str> {
        self.letters.get(index(word.from)..index(word.to))
    }

    fn single(&self, word: Candidate) -> Option<&str> {
        let (from, to) = word.single;
        self.letters.get(index(from)..index(to))
    }

    /// The one listed word that `word`, without doubled letters, misspells.
    fn misspelt(&self, word: &str, words: &WordTable) -> Option<&str> {
        let sounds = Sounds::of(word);
        let key = sounds.key();
        if key.len() < MIN_KEY {
            return None;
        }
        let mut near = Nearest::default();
        let edited = key.len() + 1 >= MIN_EDITED_KEY;
        self.filed.each_like(key, edited, |id| self.compare(id, key, word, &mut near));
        let found = near.only(self)?;
        (!inflected(word, |root| self.is_ordinary(root, words))).then_some(found)
    }

    /// Whether `word` is an ordinary word, doubled letters apart.
    fn is_ordinary(&self, word: &str, words: &WordTable) -> bool {
        let single = single(word);
        let bare = single.as_deref().unwrap_or(word);
        let alike = self.doubled.get(bare).into_iter().flatten();
        let mut alike = alike.filter_map(|place| self.written(*self.words.get(index(*place))?));
        is_ordinary(bare, words) || alike.any(|word| is_ordinary(word, words))
    }

    /// Compares `word` with the words of one key.
    fn compare(&self, id: u32, key: &[u8], word: &str, near: &mut Nearest) {
        // A key that sounds the same is found again without each of its letters.
        if near.compared.replace(id) == Some(id) {
            return;
        }
        let Some(entry) = self.keys.get(index(id)) else { return };
        let theirs = self.sounds.get(index(entry.from)..index(entry.to)).unwrap_or_default();
        let same = theirs == key;
        if !same && !within_one_edit(theirs, key) {
            return;
        }
        let headed = theirs.first() == key.first();
        for place in entry.first..entry.end {
            let Some(candidate) = self.words.get(index(place)) else { continue };
            let written = self.single(*candidate).unwrap_or_default();
            if !headed && !candidate.name {
                continue;
            }
            if within_one_edit(written.as_bytes(), word.as_bytes())
                && written.as_bytes().first() == word.as_bytes().first()
            {
                near.add((0, 1), place);
            } else if same || candidate.name {
                let most = if candidate.name && same { MOST_LETTERS } else { MOST_EDITS };
                let Some(letters) = edits(written.as_bytes(), word.as_bytes(), most) else { continue };
                match letters {
                    _ if same && 2 * letters < word.len() => near.add((1, letters), place),
                    ..=MOST_EDITS if candidate.name => near.add((2, letters), place),
                    _ => {}
                }
            }
        }
    }
}

/// The nearest words so far.
#[derive(Default)]
struct Nearest {
    /// The last key compared.
    compared: Option<u32>,
    distance: Option<Distance>,
    places: Vec<u32>,
}

impl Nearest {
    fn add(&mut self, distance: Distance, place: u32) {
        if self.distance.is_some_and(|nearest| nearest < distance) {
            return;
        }
        if self.distance != Some(distance) {
            self.distance = Some(distance);
            self.places.clear();
        }
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }

    /// The nearest word, when all of them are said by patients and forms of one word; a product's name before its forms.
    fn only(self, speller: &Speller) -> Option<&str> {
        let words = self.places.iter().filter_map(|place| speller.words.get(index(*place)));
        let mut words: Vec<(&str, Candidate)> =
            words.filter_map(|word| Some((speller.written(*word)?, *word))).collect();
        words.sort_unstable_by_key(|(written, word)| (!word.name, written.len(), *written));
        let (first, _) = *words.first()?;
        let alike = |(written, word): &(&str, Candidate)| word.said && same_word(first, written);
        words.iter().all(alike).then_some(first)
    }
}

/// Whether two words differ by their last two letters at most.
fn same_word(a: &str, b: &str) -> bool {
    let common = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    common + 2 >= a.len().max(b.len())
}

fn is_ordinary(word: &str, words: &WordTable) -> bool {
    words.get(word).is_some_and(|word| word.traits.has(Traits::ORDINARY))
}

/// Whether `word` is a plural, a feminine or a form of an ordinary word.
fn inflected(word: &str, ordinary: impl Fn(&str) -> bool) -> bool {
    const ENDINGS: [&str; 15] =
        ["s", "x", "e", "es", "ent", "er", "ee", "ees", "ez", "ant", "ait", "ais", "aient", "ing", "ed"];
    ENDINGS
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .filter(|root| root.len() >= 4)
        .any(|root| ordinary(root) || ["e", "er", "ee"].iter().any(|ending| ordinary(&format!("{root}{ending}"))))
}

/// « lestomac », « jprends », « quun »: the short word that lost its apostrophe or its vowel, and where the other starts.
fn glued(word: &str, words: &WordTable) -> Option<(&'static str, usize)> {
    let vowel = |at: usize| matches!(word.as_bytes().get(at), Some(b'a' | b'e' | b'h' | b'i' | b'o' | b'u' | b'y'));
    let (short, at, least) = match word.as_bytes().first()? {
        b'j' if vowel(1) => ("j", 1, 2),
        b'j' => ("je", 1, 2),
        b'l' if vowel(1) => ("l", 1, 4),
        b'd' if vowel(1) => ("d", 1, 4),
        b'm' if vowel(1) => ("m", 1, 4),
        b't' if vowel(1) => ("t", 1, 4),
        b's' if vowel(1) => ("s", 1, 4),
        b'n' if vowel(1) => ("n", 1, 4),
        b'c' if word.starts_with("cest") || word.starts_with("cetai") => ("c", 1, 3),
        b'q' if word.starts_with("qu") && vowel(2) => ("qu", 2, 2),
        _ => return None,
    };
    let rest = word.get(at..).filter(|rest| rest.len() >= least)?;
    let known = words.get(rest)?;
    let french = known.traits.has(Traits::FRENCH) || !known.traits.has(Traits::ENGLISH);
    let said = known.traits.has(Traits::LISTED.with(Traits::ORDINARY));
    (french && said).then_some((short, at))
}

/// The word with every letter once where it stands several times in a row; nothing where none does.
pub(super) fn single(word: &str) -> Option<String> {
    let bytes = word.as_bytes();
    if bytes.iter().zip(bytes.iter().skip(1)).all(|(letter, next)| letter != next) {
        return None;
    }
    let mut single = String::with_capacity(word.len());
    let mut last = None;
    for letter in word.chars() {
        if last != Some(letter) {
            single.push(letter);
        }
        last = Some(letter);
    }
    Some(single)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(listed: &[&str], ordinary: &[&str]) -> WordTable {
        let mut words = WordTable::default();
        for word in listed {
            words.number(word, Traits::LISTED.with(Traits::SAID));
        }
        for word in ordinary {
            words.mark(word, Traits::ORDINARY);
        }
        words.settle();
        words
    }

    #[track_caller]
    fn means(words: &WordTable, names: &[&str], written: &str, meant: Option<&Meant<'_>>) {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort_unstable();
        assert_eq!(Speller::build(words, &names).meant(written, words).as_ref(), meant, "{written}");
    }

    #[test]
    fn a_name_is_recognised_through_its_misspellings() {
        let names = ["levothyrox", "doliprane", "ozempic", "spasfon", "ventoline", "effexor", "seroplex", "xanax"];
        let words = table(&names, &[]);
        for (written, name) in [
            ("levotirox", "levothyrox"),
            ("levothyroxe", "levothyrox"),
            ("loevothyrox", "levothyrox"),
            ("doliprne", "doliprane"),
            ("oliprane", "doliprane"),
            ("ozampic", "ozempic"),
            ("ozempik", "ozempic"),
            ("ozemipc", "ozempic"),
            ("spasphon", "spasfon"),
            ("vantoline", "ventoline"),
            ("effexeur", "effexor"),
            ("seroplexe", "seroplex"),
            ("xanacks", "xanax"),
        ] {
            means(&words, &names, written, Some(&Meant::Like(name)));
        }
        for written in ["levatorix", "doli", "olympic", "ozimpuc", "saison"] {
            means(&words, &names, written, None);
        }
    }

    #[test]
    fn any_listed_word_is_recognised_through_one_mistake() {
        let words = table(&["vomissement", "vomissements", "vertige", "migraine", "hemorragie", "angoisse"], &[]);
        for (written, word) in [
            ("vomissemnt", "vomissement"),
            ("vomissemen", "vomissement"),
            ("vretige", "vertige"),
            ("migrene", "migraine"),
            ("emoragie", "hemorragie"),
            ("engoisse", "angoisse"),
        ] {
            means(&words, &[], written, Some(&Meant::Like(word)));
        }
        for (written, word) in [("vomisement", "vomissement"), ("vvertigge", "vertige")] {
            means(&words, &[], written, Some(&Meant::Word(word.into())));
        }
        // The first letter must be right, or sound right.
        means(&words, &[], "bertige", None);
        means(&words, &[], "omissement", None);
    }

    #[test]
    fn ordinary_words_and_their_forms_are_left_alone() {
        let words = table(&["vertige", "contramal", "poison"], &["vestige", "contrat", "poisson"]);
        for written in ["vestiges", "vextige", "contrats", "prochaine"] {
            means(&words, &["contramal"], written, None);
        }
        means(&words, &[], "poissson", Some(&Meant::Word("poisson".into())));
        means(&words, &[], "ppoison", Some(&Meant::Word("poison".into())));
    }

    #[test]
    fn a_lost_apostrophe_parts_two_words() {
        let words = table(&["estomac", "angoisse", "hopital"], &["ai", "prends", "une", "elle", "quelle"]);
        means(&words, &[], "lestomac", Some(&Meant::Glued("l", 1)));
        means(&words, &[], "dangoisse", Some(&Meant::Glued("d", 1)));
        means(&words, &[], "lhopital", Some(&Meant::Glued("l", 1)));
        means(&words, &[], "jai", Some(&Meant::Glued("j", 1)));
        means(&words, &[], "jprends", Some(&Meant::Glued("je", 1)));
        means(&words, &[], "quune", Some(&Meant::Glued("qu", 2)));
        means(&words, &[], "lune", None);
        means(&words, &[], "jxyz", None);
    }
}
