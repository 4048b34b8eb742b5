//! Reads the marked-up texts: one file a phenomenon of language, the answer inside the text. Every mistake is told.

use std::{fs, ops::Range, path::Path};

use serde::Deserialize;
use vigie::engine::{
    AdverseVerdict, Input,
    review::{Relation, Seriousness, SpecialSituation},
};

/// The one file of the folder that holds no text.
pub const FLOORS: &str = "floors.toml";

/// The texts that show one phenomenon, and near misses beside them.
pub struct Phenomenon {
    pub name: String,
    pub texts: Vec<Text>,
}

/// One text and what a trained reader finds in it.
#[derive(Debug)]
pub struct Text {
    /// Its place in the file, from 1.
    pub number: usize,
    pub input: Input,
    pub verdict: AdverseVerdict,
    pub marks: Vec<Mark>,
    pub serious: Option<Vec<Seriousness>>,
    pub special: Vec<SpecialSituation>,
    pub patient: Option<String>,
    pub reporter: Option<Relation>,
}

impl Text {
    /// Whether a case must be opened; a near miss otherwise.
    pub fn is_positive(&self) -> bool {
        opens_a_case(self.verdict)
    }
}

/// Whether that verdict opens a case.
pub fn opens_a_case(verdict: AdverseVerdict) -> bool {
    matches!(verdict, AdverseVerdict::Report | AdverseVerdict::SpecialSituation)
}

/// Words of the text that name a product or a reaction.
#[derive(Debug, PartialEq)]
pub struct Mark {
    pub kind: MarkKind,
    pub span: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MarkKind {
    Product,
    Reaction,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<toml::Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    text: String,
    verdict: AdverseVerdict,
    page_product: Option<String>,
    parent_text: Option<String>,
    serious: Option<Vec<Seriousness>>,
    #[serde(default)]
    special: Vec<SpecialSituation>,
    patient: Option<String>,
    reporter: Option<Relation>,
    /// Why, for whoever reads the file.
    #[serde(rename = "note")]
    _note: Option<String>,
}

/// Every phenomenon by name, and every mistake in the files.
pub fn folder(folder: &Path) -> (Vec<Phenomenon>, Vec<String>) {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "toml") && !path.ends_with(FLOORS));
    paths.sort();
    let (mut phenomena, mut mistakes) = (Vec::new(), Vec::new());
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        phenomena.push(phenomenon(&name, &fs::read_to_string(&path).unwrap(), &mut mistakes));
    }
    (phenomena, mistakes)
}

/// The texts of one file that can be read; what cannot is told with its number.
pub fn phenomenon(name: &str, written: &str, mistakes: &mut Vec<String>) -> Phenomenon {
    let mut texts: Vec<Text> = Vec::new();
    match toml::from_str::<File>(written) {
        Err(error) => mistakes.push(format!("{name}.toml: {}", error.to_string().trim())),
        Ok(file) => {
            for (value, number) in file.text.into_iter().zip(1..) {
                match text(value, number) {
                    Ok(text) => texts.push(text),
                    Err(mistake) => mistakes.push(format!("{name}.toml, text {number}: {mistake}")),
                }
            }
            for (missing, sort) in [(true, "text that opens a case"), (false, "near miss")] {
                if texts.iter().all(|text| text.is_positive() != missing) {
                    mistakes.push(format!("{name}.toml: no {sort}"));
                }
            }
        }
    }
    Phenomenon { name: name.to_owned(), texts }
}

fn text(value: toml::Value, number: usize) -> Result<Text, String> {
    let written: Written = value.try_into().map_err(|error| error.to_string().trim().to_owned())?;
    let (plain, marks) = unmark(&written.text)?;
    let reaction = marks.iter().any(|mark| mark.kind == MarkKind::Reaction);
    match written.verdict {
        AdverseVerdict::Report if !reaction => return Err("a report marks what happened: `[words|reaction]`".into()),
        AdverseVerdict::Mention | AdverseVerdict::None if reaction => {
            return Err("a near miss marks no reaction: nothing happened".into());
        }
        _ => {}
    }
    if let Some(patient) = written.patient.as_deref().filter(|patient| !plain.contains(patient)) {
        return Err(format!("the patient « {patient} » does not stand in the text"));
    }
    let input = Input {
        page_products: written.page_product.into_iter().collect(),
        parent_text: written.parent_text,
        ..Input::new(plain)
    };
    let Written { verdict, serious, special, patient, reporter, .. } = written;
    Ok(Text { number, input, verdict, marks, serious, special, patient, reporter })
}

/// The text without its marks, and where they stand in it.
fn unmark(written: &str) -> Result<(String, Vec<Mark>), String> {
    let (mut plain, mut marks) = (String::new(), Vec::new());
    let mut rest = written;
    while let Some(at) = rest.find(['[', ']']) {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        let Some(inside) = after.strip_prefix('[') else {
            return Err(format!("`]` closes nothing after « {plain} »"));
        };
        let Some((inside, after)) = inside.split_once(']').filter(|(inside, _)| !inside.contains('[')) else {
            return Err(format!("the mark after « {plain} » does not close"));
        };
        let kind = match inside.split_once('|') {
            Some((_, "product")) => MarkKind::Product,
            Some((_, "reaction")) => MarkKind::Reaction,
            _ => return Err(format!("`[{inside}]` is neither `[words|product]` nor `[words|reaction]`")),
        };
        let words = inside.split('|').next().unwrap_or_default();
        if words.trim() != words || words.is_empty() {
            return Err(format!("`[{inside}]` marks no words, or spaces around them"));
        }
        marks.push(Mark { kind, span: plain.len()..plain.len() + words.len() });
        plain.push_str(words);
        rest = after;
    }
    plain.push_str(rest);
    Ok((plain, marks))
}

pub const TESTS: &[crate::Plain] = &[
    ("the_answer_is_read_from_inside_the_text", the_answer_is_read_from_inside_the_text),
    ("every_mistake_is_told_with_file_and_number", every_mistake_is_told_with_file_and_number),
];

fn the_answer_is_read_from_inside_the_text() {
    let (plain, marks) = unmark("Le [Xarelto|product] : [ça saigne|reaction] !").unwrap();
    assert_eq!(plain, "Le Xarelto : ça saigne !");
    let marked: Vec<_> = marks.iter().map(|mark| (mark.kind, &plain[mark.span.clone()])).collect();
    assert_eq!(marked, [(MarkKind::Product, "Xarelto"), (MarkKind::Reaction, "ça saigne")]);
}

fn every_mistake_is_told_with_file_and_number() {
    let good =
        "[[text]]\ntext = \"[mal|reaction]\"\nverdict = \"report\"\n[[text]]\ntext = \"ok\"\nverdict = \"none\"\n";
    for (bad, said) in [
        ("text = \"a\"\nverdict = \"none\"\nverdikt = \"none\"", "unknown field `verdikt`"),
        ("text = \"a\"", "missing field `verdict`"),
        ("text = \"a\"\nverdict = \"maybe\"", "unknown variant `maybe`"),
        ("text = \"un [mal|reaction\"\nverdict = \"report\"", "does not close"),
        ("text = \"un [mal [fou|reaction]\"\nverdict = \"report\"", "does not close"),
        ("text = \"un mal|reaction]\"\nverdict = \"report\"", "closes nothing"),
        ("text = \"un [mal|event]\"\nverdict = \"report\"", "neither"),
        ("text = \"un [mal|vrai|reaction]\"\nverdict = \"report\"", "neither"),
        ("text = \"un [|reaction]\"\nverdict = \"report\"", "marks no words"),
        ("text = \"un mal\"\nverdict = \"report\"", "a report marks what happened"),
        ("text = \"un [mal|reaction]\"\nverdict = \"mention\"", "a near miss marks no reaction"),
        ("text = \"un mal\"\nverdict = \"none\"\npatient = \"Mamie\"", "does not stand in the text"),
    ] {
        let mut mistakes = Vec::new();
        let read = phenomenon("pain", &format!("{good}[[text]]\n{bad}\n"), &mut mistakes);
        assert_eq!((read.texts.len(), mistakes.len()), (2, 1), "{bad}: {mistakes:?}");
        assert!(mistakes[0].starts_with("pain.toml, text 3: ") && mistakes[0].contains(said), "{mistakes:?}");
    }
    for (bad, said) in [
        ("[[text]]\ntext = \"[mal|reaction]\"\nverdict = \"report\"", "no near miss"),
        ("[[text]]\ntext = \"ok\"\nverdict = \"none\"", "no text that opens a case"),
        ("[[texte]]\ntext = \"ok\"\nverdict = \"none\"", "unknown field `texte`"),
    ] {
        let mut mistakes = Vec::new();
        phenomenon("pain", bad, &mut mistakes);
        assert!(mistakes.len() == 1 && mistakes[0].contains(said), "{bad}: {mistakes:?}");
    }
}
