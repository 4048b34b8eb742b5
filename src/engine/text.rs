//! From what people type to words that can be compared, without losing the way back.
//!
//! `Normaliser::normalise` turns a text into a [`Text`]: `norm` holds every token preceded by one space and is closed by
//! one space (`" j ai mal a la tete ! "`), so a phrase preceded by a space and followed by one stands on word boundaries.
//! Each [`Token`] keeps the bytes of the original it comes from; spans of the original are always those of whole tokens,
//! which is why they fall on character boundaries.
//!
//! What normalising does: case and accents off, œ → oe, typographic apostrophes and hyphens part words (« l'effet » is
//! `l effet`), invisible characters dropped, « troooop » → `trop`, « oz3mpic » → `ozempic`, « o z e m p i c » and
//! « b.o.t.o.x » joined, « 10kg » → `10 kg`, « -20% » → `- 20 %`, « 1,5 » → `1.5`, hashtags split (`# promo botox`, the
//! whole kept as another reading), a word nobody knows as it was meant (« lestomac » → `l estomac`, « vommissement »
//! → `vomissement`; « levotirox » stays, and counts as `levothyrox`: see `spelling`), emoji spoken (💉 → `injection`),
//! abbreviations spelt out (« bcp » → `beaucoup`), inclusive endings dropped (« patient·e·s » → `patient`), links → `url`,
//! e-mail addresses → `email`, « @name » kept whole, an end of line → `\n`.

mod filed;
pub mod fold;
mod marks;
mod mixed;
mod normalise;
mod plain;
mod segment;
mod sound;
mod spelling;
pub mod words;

use std::ops::Range;

use super::spare;
pub use normalise::{Normaliser, Symbols};
pub use words::{Traits, WordTable};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with at most dots inside.
    Number,
    /// A punctuation mark (repeated marks are one token).
    Mark,
    /// One or more ends of line.
    Newline,
    /// « @name ».
    Mention,
    /// A link.
    Url,
    /// An e-mail address.
    Email,
    /// An emoji that some list names as itself.
    Symbol,
}

/// How a word is capitalised in the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capital {
    /// Not at all.
    No,
    /// Its first letter only, or not throughout.
    First,
    /// Every letter, at least two.
    All,
}

/// One token, with its place in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in `Text::norm`.
    pub start: usize,
    /// One past the last byte in `Text::norm`.
    pub end: usize,
    /// First byte in the original.
    pub from: usize,
    /// One past the last byte in the original.
    pub to: usize,
    /// What it is.
    pub kind: TokenKind,
    /// How it is capitalised.
    pub capital: Capital,
    /// Whether it is part of a hashtag.
    pub hashtag: bool,
    /// Whether an emoji that nothing names stood just before it.
    pub after_symbol: bool,
    /// What is known of the word.
    pub traits: Traits,
    /// Its number in the table of words, 0 when no phrase contains it.
    pub word: u32,
    /// The number of the longest stem it starts with, 0 when there is none.
    pub stem: u32,
    /// The sentence it belongs to, an index into `Text::sentences`.
    pub sentence: usize,
    /// The clause it belongs to, an index into `Text::clauses`.
    pub clause: usize,
}

/// A run of tokens that is one sentence or one clause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Whether it is a question (a sentence only).
    pub question: bool,
}

/// Another way to read a run of tokens: the whole of a split hashtag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The word.
    pub norm: String,
    /// Its number in the table of words, 0 when no phrase contains it.
    pub word: u32,
    /// The number of the longest stem it starts with, 0 when there is none.
    pub stem: u32,
    /// Whether a spelling mistake was mended.
    pub mended: bool,
    /// The tokens it stands for.
    pub tokens: Range<usize>,
}

/// A normalised text.
#[derive(Clone, Debug)]
pub struct Text<'t> {
    /// The text as written.
    pub original: &'t str,
    /// The text as compared.
    pub norm: String,
    /// The tokens of `norm`, in order.
    pub tokens: Vec<Token>,
    /// Other readings of some tokens.
    pub readings: Vec<Reading>,
    /// The sentences, which cover all tokens.
    pub sentences: Vec<Segment>,
    /// The clauses, which cover all tokens and never cross a sentence.
    pub clauses: Vec<Segment>,
}

impl Drop for Text<'_> {
    fn drop(&mut self) {
        spare::give_back(std::mem::take(&mut self.norm));
        spare::give_back(std::mem::take(&mut self.tokens));
    }
}

impl Text<'_> {
    /// The normalised word of token `index`, empty past the end.
    #[must_use]
    pub fn word(&self, index: usize) -> &str {
        self.tokens.get(index).and_then(|token| self.norm.get(token.start..token.end)).unwrap_or_default()
    }

    /// The normalised words of a run of tokens.
    #[must_use]
    pub fn words(&self, tokens: Range<usize>) -> &str {
        let Some((first, last)) = self.ends(tokens) else { return "" };
        self.norm.get(first.start..last.end).unwrap_or_default()
    }

    /// The bytes of the original a run of tokens comes from.
    #[must_use]
    pub fn span(&self, tokens: Range<usize>) -> Range<usize> {
        self.ends(tokens).map_or(0..0, |(first, last)| first.from..last.to)
    }

    /// The words of the original a run of tokens comes from.
    #[must_use]
    pub fn excerpt(&self, tokens: Range<usize>) -> &str {
        self.original.get(self.span(tokens)).unwrap_or_default()
    }

    /// The token that covers byte `at` of `norm`, or the next one.
    #[must_use]
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.end <= at)
    }

    /// The tokens of the sentence that holds token `index`.
    #[must_use]
    pub fn sentence_of(&self, index: usize) -> Range<usize> {
        self.segment_of(index, &self.sentences, |token| token.sentence)
    }

    /// The tokens of the clause that holds token `index`.
    #[must_use]
    pub fn clause_of(&self, index: usize) -> Range<usize> {
        self.segment_of(index, &self.clauses, |token| token.clause)
    }

    /// Whether the sentence that holds token `index` is a question.
    #[must_use]
    pub fn is_question(&self, index: usize) -> bool {
        let sentence = self.tokens.get(index).and_then(|token| self.sentences.get(token.sentence));
        sentence.is_some_and(|sentence| sentence.question)
    }

    fn segment_of(&self, index: usize, segments: &[Segment], which: fn(&Token) -> usize) -> Range<usize> {
        let segment = self.tokens.get(index).and_then(|token| segments.get(which(token)));
        segment.map_or(index..index, |segment| segment.tokens.clone())
    }

    fn ends(&self, tokens: Range<usize>) -> Option<(&Token, &Token)> {
        let run = self.tokens.get(tokens)?;
        Some((run.first()?, run.last()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normaliser() -> Normaliser {
        let mut normaliser = Normaliser::default();
        for word in ["promo", "botox", "alleger", "trop", "salle"] {
            normaliser.words.mark(word, Traits::LISTED);
        }
        for word in ["je", "il"] {
            normaliser.words.mark(word, Traits::CLAUSE_START);
        }
        normaliser.words.mark("mais", Traits::CLAUSE_BREAK);
        normaliser.words.mark("et", Traits::CLAUSE_JOINER);
        normaliser.words.mark("dr", Traits::ABBREVIATION);
        normaliser.words.spell_out("bcp", "beaucoup");
        normaliser.words.spell_out("jai", "j ai");
        normaliser.symbols.speak("💉", "injection");
        normaliser.symbols.speak("😵‍💫", "vertige");
        normaliser.symbols.list("🤕");
        normaliser
    }

    #[track_caller]
    fn reads(written: &str, norm: &str) {
        let text = normaliser().normalise(written).norm.clone();
        assert_eq!(text.trim_matches(' '), norm, "{written}");
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_matter() {
        reads("J’ai MAL à l'Œil, aujourd’hui", "j ai mal a l oeil , aujourd hui");
        reads("e\u{301}te\u{301} I\u{307}", "ete i");
        reads("sans\u{a0}danger\u{202f}!", "sans danger !");
        reads("est-ce qu’anti-douleur", "est ce qu anti douleur");
    }

    #[test]
    fn invisible_characters_disappear() {
        reads("O\u{200b}zem\u{200d}p\u{ad}ic\u{200f} \u{202e}x", "ozempic x");
    }

    #[test]
    fn look_alikes_and_fancy_letters_are_plain() {
        reads("оzеmріс 𝓸𝔃𝓮𝓶𝓹𝓲𝓬 Ｂｏｔｏｘ ⓑⓞⓣⓞⓧ ᴏᴢᴇᴍᴘɪᴄ", "ozempic ozempic botox botox ozempic");
    }

    #[test]
    fn elongations_are_shortened_to_a_known_word() {
        reads("troooop merciiiii sallllle", "trop merci salle");
        reads("alleger aallee", "alleger aallee");
    }

    #[test]
    fn digits_inside_a_word_are_letters_and_beside_it_are_numbers() {
        reads("oz3mpic d0liprane 0zempic p4r4cetamol", "ozempic doliprane ozempic paracetamol");
        reads("10kg 1,5mg 14h30 covid19 B12", "10 kg 1.5 mg 14 h 30 covid 19 b 12");
        reads("p@yer ca$h", "payer cash");
        reads("-20% 100€ 06.12.34.56.78", "- 20 % 100 € 06.12.34.56.78");
    }

    #[test]
    fn letters_set_apart_are_joined() {
        reads("o z e m p i c dispo", "ozempic dispo");
        reads("du b.o.t.o.x et du B-O-T-O-X", "du botox et du botox");
        reads("il y a deux ans", "il y a deux ans");
        reads("I.V.G. ok", "ivg . ok");
    }

    #[test]
    fn hashtags_are_split_and_kept_whole() {
        let normaliser = normaliser();
        for written in ["#PromoBotox", "#promobotox", "#PROMObotox", "#promo_botox"] {
            let text = normaliser.normalise(written);
            assert_eq!(text.norm, " # promo botox ", "{written}");
            assert_eq!(text.readings.len(), 1, "{written}");
            assert_eq!(text.readings.first().map(|reading| reading.norm.as_str()), Some("promobotox"));
            assert_eq!(text.excerpt(1..2).to_lowercase(), "promo");
        }
    }

    #[test]
    fn emoji_are_spoken_or_kept_or_dropped() {
        reads("💉🏽 dispo 😵‍💫", "injection dispo vertige");
        reads("mal 🤕 là 🎉 oui", "mal 🤕 la oui");
    }

    #[test]
    fn abbreviations_are_spelt_out_in_place() {
        let normaliser = normaliser();
        let text = normaliser.normalise("oui jai bcp mal");
        assert_eq!(text.norm, " oui j ai beaucoup mal ");
        assert_eq!(text.excerpt(1..2), "jai");
        assert_eq!(text.excerpt(2..3), "jai");
        assert_eq!(text.excerpt(3..5), "bcp mal");
    }

    #[test]
    fn inclusive_endings_say_nothing_more() {
        reads(
            "patient·e·s content(e)s patient.e.s infirmier(s) ok(non)",
            "patient content patient infirmier ok ( non )",
        );
    }

    #[test]
    fn addresses_links_and_mentions_are_one_word() {
        let normaliser = normaliser();
        let text = normaliser.normalise("à jean.dupont@orange.fr. Voir https://a.fr/x?y=1, ou @Marie_Lyon !");
        assert_eq!(text.norm, " a email . voir url ou @marie_lyon ! ");
        assert_eq!(text.excerpt(1..2), "jean.dupont@orange.fr");
    }

    #[test]
    fn repeated_marks_are_one() {
        reads("quoi???!!! ah.... bon...", "quoi ? ! ah … bon …");
        reads("a\n\n\nb", "a \n b");
    }

    #[track_caller]
    fn parts(written: &str, sentences: &[&str], clauses: &[&str]) {
        let normaliser = normaliser();
        let text = normaliser.normalise(written);
        let said = |segments: &[Segment]| -> Vec<String> {
            segments.iter().map(|segment| text.words(segment.tokens.clone()).to_owned()).collect()
        };
        assert_eq!(said(&text.sentences), sentences, "{written}");
        assert_eq!(said(&text.clauses), clauses, "{written}");
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        parts("Oui. non", &["oui .", "non"], &["oui .", "non"]);
        parts(
            "le Dr. M. Martin de site.fr oui",
            &["le dr . m . martin de site . fr oui"],
            &["le dr . m . martin de site . fr oui"],
        );
        parts("ok\n- oui", &["ok \n", "- oui"], &["ok \n", "-", "oui"]);
        parts("bien 😍 Je vais", &["bien", "je vais"], &["bien", "je vais"]);
        parts("quoi ?! ah", &["quoi ? !", "ah"], &["quoi ? !", "ah"]);
    }

    #[test]
    fn clauses_part_at_conjunctions_and_at_commas_before_a_subject() {
        parts("mal, nausée mais mieux", &["mal , nausee mais mieux"], &["mal , nausee", "mais mieux"]);
        parts("mal, je dors et il rit", &["mal , je dors et il rit"], &["mal ,", "je dors", "et il rit"]);
    }

    #[test]
    fn a_sentence_with_a_question_mark_is_a_question() {
        let normaliser = normaliser();
        let text = normaliser.normalise("Oui. C'est normal ??? Ah");
        let questions: Vec<bool> = text.sentences.iter().map(|sentence| sentence.question).collect();
        assert_eq!(questions, [false, true, false]);
    }
}
