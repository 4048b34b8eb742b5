//! Packs: folders of TOML that hold the vocabulary, the rules and their examples.
//!
//! A pack is `pack.toml` and any of `lexicon.toml`, `rules.toml`, `examples.toml`, `products.toml`, `reactions.toml`,
//! `score.toml`.
//! [`compile`] reads them all, tells every mistake it finds with its line, and builds the [`Engine`]; after that nothing
//! can fail.
//!
//! What the rules of one pack may name: lists (`@name`) of any pack, a literal phrase, the built-in lists `@product`,
//! `@product.rx`, `@product.otc`, `@product.otc_reimbursed`, `@product.medicine`, `@product.vaccine`,
//! `@product.contraceptive`, `@product.device`, `@product.cosmetic`, `@product.supplement`, `@reaction`, and, in `unless`
//! only, a cue over any of the signals: `@cue.negation`, `@cue.prohibition`… The lists by status (`.rx`, `.otc`…) leave
//! class words (« les statines ») out.
//!
//! A pattern reads the normalised text (see `text`): every token is preceded by one space and the text ends with one, so
//! ` [0-9]+ ans ` finds whole words; it has neither capitals nor accents. Give it `signals` where you can: it is then tried
//! only where one of them is in the text. Signals of a combination must be different words.
//!
//! A form may stand for several: « (nuque|cou) (raide|bloqu*) ». A word that ends in `*` stands for every word that starts so.
//!
//! Defaults: `within` and `unless_within` are `sentence` (`text` for a required mention); `at_least` is 2; a message or a
//! suggestion may quote what was found as `{found}`. `in_force.to` and `law.until` are the first day that no longer counts.

pub mod error;
pub mod examples;
mod forms;
mod lexicon;
mod rules;
pub mod schema;
mod score;

use std::ops::Range;

use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::Engine;
use super::input::Lang;
use super::review::Policy;
use error::{Located, PackError, PackErrors};
use schema::{ExamplesToml, LexiconToml, PackToml, ProductsToml, ReactionsToml, RulesToml, ScoreToml};

/// One file of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackFile {
    /// Its path, as shown in errors; the last part is its name.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// One pack as read by the caller, from a folder or from the binary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackSource {
    /// The name of its folder.
    pub id: String,
    /// Its files, in any order.
    pub files: Vec<PackFile>,
}

/// What is known of a pack once compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackInfo {
    /// Its id.
    pub id: String,
    /// Its title in French, or in English where that is all there is.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The country whose law it holds.
    pub jurisdiction: Option<String>,
    /// The languages of the texts it reads.
    pub languages: Vec<Lang>,
    /// What it is for.
    pub description: String,
}

/// A parsed file that can still point at its own lines.
pub(super) struct Parsed<'s, T> {
    pub(super) file: Located<'s>,
    pub(super) content: T,
}

/// A pack whose files were understood as TOML.
pub(super) struct Pack<'s> {
    pub(super) info: PackInfo,
    pub(super) languages: u8,
    pub(super) lexicon: Option<Parsed<'s, LexiconToml>>,
    pub(super) products: Option<Parsed<'s, ProductsToml>>,
    pub(super) reactions: Option<Parsed<'s, ReactionsToml>>,
    pub(super) rules: Option<Parsed<'s, RulesToml>>,
    pub(super) examples: Option<Parsed<'s, ExamplesToml>>,
    pub(super) score: Option<Parsed<'s, ScoreToml>>,
}

const FILE_NAMES: [&str; 7] =
    ["pack.toml", "lexicon.toml", "products.toml", "reactions.toml", "rules.toml", "examples.toml", "score.toml"];

/// Builds the engine from every pack.
///
/// # Errors
/// Every mistake in every file, each with its place.
pub fn compile(sources: &[PackSource]) -> Result<Engine, PackErrors> {
    let mut errors = Vec::new();
    let mut sorted: Vec<&PackSource> = sources.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let packs: Vec<Pack<'_>> = sorted.iter().filter_map(|source| read(source, &mut errors)).collect();
    let (lexicon, list_sizes) = lexicon::compile(&packs, &mut errors);
    let rules = rules::compile(&packs, &lexicon, &list_sizes, &mut errors);
    let examples = examples::compile(&packs, &rules, &mut errors);
    let scores = score::compile(&packs, &mut errors);
    if !errors.is_empty() {
        let order = |error: &PackError| (error.path.clone(), error.line, error.column);
        errors.sort_by_key(order);
        errors.dedup();
        return Err(PackErrors(errors));
    }
    let infos: Vec<PackInfo> = packs.into_iter().map(|pack| pack.info).collect();
    let policy = Policy { release: release(&infos), digest: digest(&sorted) };
    Ok(Engine::new(lexicon, rules, scores, policy, infos, examples))
}

fn read<'s>(source: &'s PackSource, errors: &mut Vec<PackError>) -> Option<Pack<'s>> {
    for file in &source.files {
        let name = file_name(&file.path);
        if !FILE_NAMES.contains(&name) {
            let located = Located { path: &file.path, text: "" };
            errors.push(PackError { line: 0, ..located.unknown(0..0, None, "file of a pack", name, &FILE_NAMES) });
        }
    }
    let Some(parsed) = parse::<PackToml>(source, "pack.toml", errors) else {
        if !source.files.iter().any(|file| file_name(&file.path) == "pack.toml") {
            let located = Located { path: &source.id, text: "" };
            errors.push(PackError { line: 0, ..located.error(0..0, None, "a pack needs a `pack.toml`") });
        }
        return None;
    };
    let (info, languages) = describe(source, &parsed, errors);
    Some(Pack {
        info,
        languages,
        lexicon: parse(source, "lexicon.toml", errors),
        products: parse(source, "products.toml", errors),
        reactions: parse(source, "reactions.toml", errors),
        rules: parse(source, "rules.toml", errors),
        examples: parse(source, "examples.toml", errors),
        score: parse(source, "score.toml", errors),
    })
}

fn describe(source: &PackSource, parsed: &Parsed<'_, PackToml>, errors: &mut Vec<PackError>) -> (PackInfo, u8) {
    let Parsed { file, content } = parsed;
    if *content.id.get_ref() != source.id {
        let message = format!("the id must be the folder's name, `{}`", source.id);
        errors.push(file.error(content.id.span(), None, message));
    }
    if content.version.get_ref().split('.').any(|part| part.parse::<u32>().is_err()) {
        errors.push(file.error(
            content.version.span(),
            None,
            "a version is numbers joined by dots, such as `2026.11.1`",
        ));
    }
    if content.languages.is_empty() {
        errors.push(file.error(0..0, None, "a pack reads at least one language"));
    }
    let languages = languages_of(&content.languages, file, None, errors);
    let info = PackInfo {
        id: source.id.clone(),
        title: content.title.fr.clone().or_else(|| content.title.en.clone()).unwrap_or_default(),
        version: content.version.get_ref().clone(),
        jurisdiction: content.jurisdiction.clone(),
        languages: Lang::ALL.iter().copied().filter(|lang| languages & lang.bit() != 0).collect(),
        description: content.description.clone(),
    };
    (info, languages)
}

/// The languages of a list of names, as bits.
pub(super) fn languages_of(
    names: &[schema::Word],
    file: &Located<'_>,
    subject: Option<&str>,
    errors: &mut Vec<PackError>,
) -> u8 {
    let mut languages = 0;
    for name in names {
        if let Some(lang) = Lang::parse(name.get_ref()) {
            languages |= lang.bit();
        } else {
            errors.push(file.unknown(name.span(), subject, "language", name.get_ref(), Lang::NAMES));
        }
    }
    languages
}

fn parse<'s, T: DeserializeOwned>(
    source: &'s PackSource,
    name: &str,
    errors: &mut Vec<PackError>,
) -> Option<Parsed<'s, T>> {
    let found = source.files.iter().find(|file| file_name(&file.path) == name)?;
    let file = Located { path: &found.path, text: &found.text };
    match toml::from_str(&found.text) {
        Ok(content) => Some(Parsed { file, content }),
        Err(error) => {
            let span: Range<usize> = error.span().unwrap_or(0..0);
            let mistake = file.error(span, None, error.message().trim().replace('\n', ", "));
            errors.push(with_key_hint(mistake, error.message()));
            None
        }
    }
}

/// « unknown field `signal`, expected one of `signals`, … »: the field that was perhaps meant.
fn with_key_hint(mistake: PackError, message: &str) -> PackError {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = if message.starts_with("unknown field") { quoted.next() } else { None };
    match unknown.and_then(|unknown| error::nearest(unknown, quoted)) {
        Some(near) => mistake.with_hint(format!("did you mean `{near}`?")),
        None => mistake,
    }
}

/// The name of the file at the end of a path, whatever the separator.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The newest version among the packs.
fn release(packs: &[PackInfo]) -> String {
    let numbers =
        |pack: &&PackInfo| -> Vec<u32> { pack.version.split('.').map(|part| part.parse().unwrap_or(0)).collect() };
    packs.iter().max_by_key(numbers).map(|pack| pack.version.clone()).unwrap_or_default()
}

/// SHA-256 over every file, in the order of packs and names, each preceded by its name and length.
fn digest(sources: &[&PackSource]) -> String {
    let mut hasher = Sha256::new();
    for source in sources {
        let mut files: Vec<&PackFile> = source.files.iter().collect();
        files.sort_by_key(|file| file_name(&file.path));
        for file in files {
            hasher.update(format!("{}/{}\n{}\n", source.id, file_name(&file.path), file.text.len()));
            hasher.update(&file.text);
        }
    }
    let mut digest = String::from("sha256:");
    for byte in hasher.finalize() {
        digest.extend([byte >> 4, byte & 15].iter().filter_map(|half| char::from_digit(u32::from(*half), 16)));
    }
    digest
}
