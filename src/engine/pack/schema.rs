//! The shape of the files of a pack, as written; meaning is given by `lexicon`, `rules` and `examples`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A word with its place in the file.
pub type Word = Spanned<String>;

/// The same words in the languages of the readers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// In French.
    pub fr: Option<String>,
    /// In English.
    pub en: Option<String>,
}

/// `pack.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackToml {
    /// The name of its folder.
    pub id: Word,
    /// Its title.
    pub title: Words,
    /// Its version, numbers joined by dots.
    pub version: Word,
    /// The country whose law it holds.
    pub jurisdiction: Option<String>,
    /// The languages of the texts it reads.
    pub languages: Vec<Word>,
    /// What it is for.
    #[serde(default)]
    pub description: String,
}

/// `lexicon.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LexiconToml {
    /// Named word lists.
    pub list: BTreeMap<Word, ListToml>,
    /// Cues, by kind.
    pub cue: BTreeMap<Word, CueToml>,
    /// Emoji and the words they stand for.
    pub emoji: BTreeMap<Word, Word>,
    /// Abbreviations and other spellings, and the words they stand for.
    pub spelling: BTreeMap<Word, Word>,
    /// Words that matter for reading rather than for matching.
    pub words: WordsToml,
}

/// One named list.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListToml {
    /// Why the list exists.
    pub note: Option<String>,
    /// Its words and phrases; a word that ends in `*`, anywhere in a phrase, is any word that starts so.
    pub words: Vec<Word>,
}

/// One kind of cue.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CueToml {
    /// Why it is so.
    pub note: Option<String>,
    /// Qualifies what follows.
    pub before: Vec<Word>,
    /// Qualifies what precedes.
    pub after: Vec<Word>,
    /// Looks like the cue but is not.
    pub pseudo: Vec<Word>,
    /// Ends its reach.
    pub ends: Vec<Word>,
}

/// Words that matter for reading.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WordsToml {
    /// Ordinary words, never a misspelt product.
    pub ordinary: Vec<Word>,
    /// Function words, which tell the language.
    pub function: Vec<Word>,
    /// Words that part two clauses.
    pub clause_break: Vec<Word>,
    /// Words that open a clause after a comma or a joiner.
    pub clause_start: Vec<Word>,
    /// Words that join two clauses when a clause opens after them.
    pub clause_joiner: Vec<Word>,
    /// Words that may stand between two words of a phrase, one or two at a time; never a negation.
    pub filler: Vec<Word>,
    /// Abbreviations followed by a dot.
    pub abbreviation: Vec<Word>,
}

/// `products.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ProductsToml {
    /// The products.
    pub product: Vec<ProductToml>,
}

/// One product.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductToml {
    /// Display name, also a form.
    pub name: Word,
    /// Other spellings and nicknames.
    #[serde(default)]
    pub forms: Vec<Word>,
    /// Substance.
    pub substance: Option<String>,
    /// ATC code.
    pub atc: Option<String>,
    /// What it is.
    pub kind: Word,
    /// How it may be had.
    pub status: Word,
    /// A class word rather than a named product.
    #[serde(default)]
    pub class: bool,
    /// A common word that needs a support.
    #[serde(default)]
    pub support: bool,
    /// Too close to ordinary words: never recognised through a spelling mistake. Its name is not a set of forms.
    #[serde(default)]
    pub exact: bool,
}

/// `reactions.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReactionsToml {
    /// The reactions.
    pub reaction: Vec<ReactionToml>,
    /// Sensation words.
    pub sensation: Vec<SensationToml>,
    /// Body parts.
    pub body: Vec<BodyToml>,
}

/// One reaction.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReactionToml {
    /// Standard term, also a form.
    pub term: Word,
    /// HPO code.
    pub hpo: Option<String>,
    /// The seriousness it suggests.
    pub serious: Option<Word>,
    /// Whether it is an illness, more often the reason of a treatment than its effect.
    #[serde(default)]
    pub illness: bool,
    /// How people say it.
    #[serde(default)]
    pub forms: Vec<Word>,
}

/// One family of sensation words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensationToml {
    /// The words.
    pub words: Vec<Word>,
    /// The words that join them to a body part.
    #[serde(default)]
    pub join: Vec<Word>,
}

/// One body part.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BodyToml {
    /// Its name.
    pub name: Word,
    /// How people say it; the name where absent.
    #[serde(default)]
    pub forms: Vec<Word>,
    /// The standard term of a pain there.
    pub term: Option<String>,
}

/// `score.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreToml {
    /// From this probability on, a person looks at the text.
    pub queue: Spanned<f64>,
    /// From this probability on, the text opens a case.
    pub open: Spanned<f64>,
    /// What each feature weighs for a report, in log-odds, and the `intercept`.
    pub report: BTreeMap<Word, f64>,
    /// The same for a mention.
    pub mention: BTreeMap<Word, f64>,
}

/// `rules.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RulesToml {
    /// The rules.
    pub rule: Vec<RuleToml>,
}

/// One rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleToml {
    /// Never renamed, never reused.
    pub id: Word,
    /// The day it was retired.
    pub retired: Option<Word>,
    /// Topic code.
    pub topic: Word,
    /// Family.
    pub category: Word,
    /// Kind of rule.
    pub kind: Word,
    /// Languages, the pack's where absent.
    pub languages: Option<Vec<Word>>,
    /// Who it applies to.
    pub speakers: Vec<Word>,
    /// Kinds of text, all where absent.
    pub kinds: Option<Vec<Word>>,
    /// Severity, by speaker.
    pub severity: BTreeMap<Word, Word>,
    /// Where the signals must meet.
    pub within: Option<Word>,
    /// What must be there.
    #[serde(default)]
    pub signals: Vec<Word>,
    /// What silences it.
    #[serde(default)]
    pub unless: Vec<Word>,
    /// Where what silences it must stand.
    pub unless_within: Option<Word>,
    /// Silent in a question.
    #[serde(default)]
    pub unless_question: bool,
    /// A regular expression over the normalised text.
    pub pattern: Option<Word>,
    /// What is missing where it fires.
    #[serde(default)]
    pub requires: Vec<Word>,
    /// How many hits it takes.
    pub at_least: Option<Spanned<usize>>,
    /// Only for texts whose reach was paid, or not.
    pub sponsored: Option<bool>,
    /// The articles.
    #[serde(default)]
    pub law: Vec<LawToml>,
    /// When it is in force.
    pub in_force: Option<InForceToml>,
    /// What is wrong and why.
    pub message: Spanned<Words>,
    /// A lawful rewriting.
    pub suggestion: Option<Words>,
}

/// One article.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LawToml {
    /// Its reference.
    #[serde(rename = "ref")]
    pub reference: String,
    /// First day of this wording.
    pub in_force_since: Option<Word>,
    /// First day it no longer holds.
    pub until: Option<Word>,
    /// Whether someone checked it against the official text.
    #[serde(default)]
    pub verified: bool,
}

/// The days a rule is in force.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InForceToml {
    /// First day.
    pub from: Option<Word>,
    /// First day no longer.
    pub to: Option<Word>,
}

/// `examples.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ExamplesToml {
    /// The examples.
    pub example: Vec<ExampleToml>,
}

/// One example; the answer is inside its text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExampleToml {
    /// The text with its marks.
    pub text: Word,
    /// Who speaks.
    pub speaker: Option<Word>,
    /// The speaker's profession.
    pub profession: Option<String>,
    /// The network.
    pub platform: Option<String>,
    /// What sort of text it is.
    pub kind: Option<Word>,
    /// The page's products.
    #[serde(default)]
    pub page_products: Vec<String>,
    /// The text it answers.
    pub parent_text: Option<String>,
    /// When it was published.
    pub published_at: Option<Word>,
    /// Whether its reach was paid.
    #[serde(default)]
    pub sponsored: bool,
    /// Its language.
    pub lang: Option<Word>,
    /// Rules that must stay silent.
    #[serde(default)]
    pub passes: Vec<Word>,
    /// The adverse-event verdict expected.
    pub adverse: Option<Word>,
    /// The seriousness expected.
    #[serde(default)]
    pub seriousness: Vec<Word>,
    /// The special situations expected.
    #[serde(default)]
    pub special: Vec<Word>,
}
