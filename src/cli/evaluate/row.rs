//! One labelled row: the text, what is known of it, and what people say is in it.

use std::path::Path;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer};

use crate::{
    cli::input::Raw,
    engine::{
        AdverseVerdict, Input, Kind, Lang, Speaker,
        review::{Relation, Seriousness, SpecialSituation},
    },
};

/// A row ready to be judged.
#[derive(Clone, Debug)]
pub struct Row {
    /// The file it stands in.
    pub file: String,
    /// Its line there, from 1.
    pub line: u64,
    /// What the engine is given.
    pub input: Input,
    /// What its adverse event should be, where labelled.
    pub adverse: Option<Adverse>,
    /// What its findings should be, where labelled.
    pub findings: Option<Expected>,
    /// The section its phrasing belongs to.
    pub topic: Option<String>,
    /// The way of speaking it was written to try.
    pub phenomenon: Option<String>,
}

/// The labels of an adverse event. What a row does not label is not judged on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Adverse {
    /// What it is worth.
    pub verdict: AdverseVerdict,
    /// The criteria of seriousness.
    pub serious: Option<Vec<Seriousness>>,
    /// The special situations.
    pub special: Option<Vec<SpecialSituation>>,
    /// The products, as written in the text.
    pub products: Option<Vec<String>>,
    /// The reactions told to have happened, as written in the text.
    pub reactions: Option<Vec<String>>,
    /// The words that name the patient.
    pub patient: Label<String>,
    /// What the author is to the patient.
    pub reporter: Label<Tie>,
    /// Whether the page gives a product.
    pub of_page: bool,
}

/// A label that may say that there is nobody: `null` is a label, an absent field is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Label<T> {
    /// The row does not say.
    #[default]
    Absent,
    /// There is nobody.
    Nobody,
    /// There is.
    Is(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Label<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Option::deserialize(from).map(|said| said.map_or(Self::Nobody, Self::Is))
    }
}

impl<T> Label<T> {
    /// Whether there is somebody for whom `holds`, where the row says.
    pub fn is(&self, holds: impl Fn(&T) -> bool) -> Option<bool> {
        match self {
            Self::Absent => None,
            Self::Nobody => Some(false),
            Self::Is(value) => Some(holds(value)),
        }
    }
}

/// The labels of findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Whether something must be found.
    pub expect: Expect,
    /// The section it must be of; any when absent.
    pub topic: Option<String>,
}

/// What must come of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Expect {
    /// A finding.
    Flag,
    /// None.
    Pass,
}

impl Expect {
    /// Its name in a row.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flag => "flag",
            Self::Pass => "pass",
        }
    }
}

/// What the author is to the patient, as people label it: coarser than [`Relation`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Tie {
    /// The same person.
    #[serde(rename = "self")]
    Oneself,
    /// Father or mother.
    #[serde(rename = "parent")]
    Parent,
    /// Son or daughter.
    #[serde(rename = "child")]
    Child,
    /// Husband, wife or partner.
    #[serde(rename = "partner", alias = "spouse")]
    Partner,
    /// Another relative, a friend, a neighbour.
    #[serde(
        rename = "relative",
        alias = "sibling",
        alias = "grandparent",
        alias = "grandchild",
        alias = "friend",
        alias = "acquaintance"
    )]
    Close,
    /// A professional.
    #[serde(rename = "caregiver_professional", alias = "caregiver")]
    Caregiver,
    /// Somebody who heard of it.
    #[serde(rename = "hearsay", alias = "other")]
    Hearsay,
}

impl From<Relation> for Tie {
    fn from(relation: Relation) -> Self {
        match relation {
            Relation::Oneself => Self::Oneself,
            Relation::Parent => Self::Parent,
            Relation::Child => Self::Child,
            Relation::Spouse => Self::Partner,
            Relation::Caregiver => Self::Caregiver,
            Relation::Other => Self::Hearsay,
            _ => Self::Close,
        }
    }
}

/// A row as it is written; fields that are not ours are left alone.
#[derive(Debug, Deserialize)]
struct Written {
    id: Option<String>,
    text: String,
    speaker: Option<Speaker>,
    profession: Option<String>,
    platform: Option<String>,
    kind: Option<Kind>,
    page_product: Option<String>,
    page_products: Option<Vec<String>>,
    parent_text: Option<String>,
    published_at: Option<DateTime<Utc>>,
    sponsored: Option<bool>,
    lang: Option<Lang>,
    verdict: Option<AdverseVerdict>,
    #[serde(alias = "seriousness")]
    serious: Option<Vec<Seriousness>>,
    #[serde(alias = "special_situations")]
    special: Option<Vec<SpecialSituation>>,
    products: Option<Vec<String>>,
    reactions: Option<Vec<String>>,
    #[serde(default)]
    patient: Label<String>,
    #[serde(default)]
    reporter_relation: Label<Tie>,
    expect: Option<Expect>,
    topic: Option<String>,
    phenomenon: Option<String>,
}

impl Row {
    /// The row that stands at a place of a file.
    ///
    /// # Errors
    /// A sentence that says what is wrong, without repeating the text.
    pub fn read(file: &Path, raw: Raw) -> Result<Self, String> {
        let written: Written = raw.content.json()?;
        if written.text.trim().is_empty() {
            return Err("text: is empty".to_owned());
        }
        if written.verdict.is_none() && written.expect.is_none() {
            return Err("has neither `verdict` nor `expect`: give the label it is judged on".to_owned());
        }
        Ok(written.row(file.display().to_string(), raw.line))
    }

    /// How people are told which row it is.
    pub fn name(&self) -> String {
        self.input.id.clone().unwrap_or_else(|| format!("line {}", self.line))
    }
}

impl Written {
    fn row(self, file: String, line: u64) -> Row {
        let mut input = Input::new(self.text);
        input.id = self.id;
        input.speaker = self.speaker.unwrap_or(input.speaker);
        input.profession = self.profession;
        input.platform = self.platform;
        input.kind = self.kind.unwrap_or(input.kind);
        input.page_products = self.page_products.into_iter().flatten().chain(self.page_product).collect();
        input.parent_text = self.parent_text;
        input.published_at = self.published_at;
        input.sponsored = self.sponsored.unwrap_or(input.sponsored);
        input.lang = self.lang;
        let adverse = self.verdict.map(|verdict| Adverse {
            verdict,
            serious: self.serious,
            special: self.special,
            products: self.products,
            reactions: self.reactions,
            patient: self.patient,
            reporter: self.reporter_relation,
            of_page: !input.page_products.is_empty(),
        });
        let findings = self.expect.map(|expect| Expected { expect, topic: self.topic.clone() });
        Row { file, line, input, adverse, findings, topic: self.topic, phenomenon: self.phenomenon }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::input::Content;

    fn read(line: &str) -> Result<Row, String> {
        Row::read(Path::new("a.jsonl"), Raw { line: 3, content: Content::Json(line.as_bytes().to_vec()) })
    }

    #[test]
    fn what_is_known_of_a_text_reaches_the_engine() {
        let row = read(
            r#"{"text":"a","page_product":"DOLIPRANE","speaker":"pharmacy","kind":"reply","parent_text":"b",
                "lang":"en","published_at":"2026-11-23T10:00:00Z","expect":"pass","topic":"A1","why":"ours alone"}"#,
        )
        .unwrap();
        let input = &row.input;
        assert_eq!((input.speaker, input.kind, input.lang), (Speaker::Pharmacy, Kind::Reply, Some(Lang::En)));
        assert_eq!(
            (input.page_products.as_slice(), input.parent_text.as_deref()),
            (&["DOLIPRANE".into()][..], Some("b"))
        );
        assert!(input.published_at.is_some() && row.adverse.is_none());
        assert_eq!(row.name(), "line 3");
    }

    #[test]
    fn null_is_a_label_and_absence_is_none() {
        let labelled = read(r#"{"text":"a","verdict":"none","patient":null,"reporter_relation":null}"#).unwrap();
        let adverse = labelled.adverse.unwrap();
        assert_eq!((adverse.patient, adverse.reporter, adverse.serious), (Label::Nobody, Label::Nobody, None));
        let bare = read(r#"{"text":"a","verdict":"none"}"#).unwrap().adverse.unwrap();
        assert_eq!((bare.patient, bare.reporter), (Label::Absent, Label::Absent));
    }

    #[test]
    fn what_cannot_be_judged_is_refused_with_the_field_and_what_was_expected() {
        for (line, said) in [
            (r#"{"text":"a","verdict":"maybe"}"#, "special_situation"),
            (r#"{"verdict":"none"}"#, "missing field `text`"),
            (r#"{"text":" ","verdict":"none"}"#, "text: is empty"),
            (r#"{"text":"a"}"#, "neither `verdict` nor `expect`"),
            (r#"{"text":"a","verdict":"none","reporter_relation":"aunt"}"#, "reporter_relation"),
            (r#"{"text":"#, "not valid JSON"),
        ] {
            let why = read(line).unwrap_err();
            assert!(why.contains(said), "{line}: {why}");
            assert!(!why.contains("maybe") && !why.contains("aunt"), "{why}");
        }
    }
}
