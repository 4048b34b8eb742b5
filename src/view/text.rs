//! Every word of the interface, from `templates/i18n/<lang>.ftl` (Fluent), embedded at build time.
//!
//! A text is looked up in one language only: falling back to the other one would hide a missing translation.

use std::collections::HashMap;

use fluent_templates::{LanguageIdentifier, langid, static_loader};

use super::error::ViewError;
use super::label::{self, ErrorCode, Label, State};
use super::lang::Lang;

static_loader! {
    static TEXTS = {
        locales: "./templates/i18n",
        fallback_language: "fr",
        // Isolation marks would end up in mail subjects and in copied text.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

const FRENCH: LanguageIdentifier = langid!("fr");
const ENGLISH: LanguageIdentifier = langid!("en");

/// A variable of a text.
#[derive(Debug, Clone, PartialEq)]
pub enum Arg<'a> {
    /// Shown as it is.
    Text(&'a str),
    /// Chooses the plural form, and is shown as it is.
    Number(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Arg<'_> {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

/// One text by its key.
pub(super) fn text(lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> Result<String, ViewError> {
    let language = match lang {
        Lang::Fr => &FRENCH,
        Lang::En => &ENGLISH,
    };
    let args: HashMap<&str, _> = args
        .iter()
        .map(|(name, arg)| match arg {
            Arg::Text(text) => (*name, text.to_owned().into()),
            Arg::Number(number) => (*name, (*number).into()),
        })
        .collect();
    TEXTS.lookup_single_language(language, key, Some(&args)).map_err(|error| ViewError::Text {
        key: key.to_owned(),
        lang: lang.code(),
        why: error.to_string(),
    })
}

/// The key of one part of what is told about a problem.
pub(super) fn problem_key(code: ErrorCode, part: &str) -> String {
    format!("error-{}-{part}", code.code().replace('_', "-"))
}

/// The name of a value of a closed list, or its code should it ever lack one.
pub(super) fn label<L: Label>(lang: Lang, value: L) -> String {
    text(lang, &value.key(), &[]).unwrap_or_else(|_| value.code().to_owned())
}

/// Keys that the program reads by name rather than through a template.
pub(super) fn keys_of_labels() -> Vec<String> {
    let mut keys: Vec<String> = State::ALL.iter().map(|state| format!("next-{state}")).collect();
    keys.extend(Lang::ALL.iter().map(|lang| format!("language-{lang}")));
    label::every_key(|key| {
        if !key.starts_with(&format!("{}-", ErrorCode::OF)) {
            keys.push(key);
        }
    });
    keys.extend(
        ErrorCode::ALL.iter().flat_map(|code| ["title", "detail", "remedy"].map(|part| problem_key(*code, part))),
    );
    keys
}

/// Fails on the first label that has no name in this language.
pub(super) fn check_labels(lang: Lang) -> Result<(), ViewError> {
    keys_of_labels().iter().try_for_each(|key| text(lang, key, &[]).map(drop))
}
