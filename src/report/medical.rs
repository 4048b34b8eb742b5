//! The medical part of a report: people, products, reactions, narrative, causality.

use super::ReportError;
use super::case_file::{CaseFile, Coded, Product, Reaction};
use super::label::{self, Vocabulary, word};
use super::look::BODY;
use super::section::quoted;
use super::sheet::{Field, Sheet};
use super::text::Rich;

/// Writes the medical sections.
pub(super) fn write(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Patient, produits et effets", "Patient, products and reactions"))?;
    people(sheet, case)?;
    products(sheet, case)?;
    reactions(sheet, case)?;
    coded(sheet, sheet.say("Critères de gravité", "Criteria of seriousness"), label::SERIOUSNESS, &case.seriousness)?;
    coded(
        sheet,
        sheet.say("Situations particulières", "Special situations"),
        label::SITUATION,
        &case.special_situations,
    )?;
    narrative(sheet, case)?;
    causality(sheet, case)
}

fn people(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    let patient = &case.patient;
    let language = sheet.language;
    let text = |value: Option<&str>| sheet.rich(value.unwrap_or_default(), BODY);
    let person =
        |code: Option<&str>| sheet.rich(code.map(|code| word(language, label::PERSON, code)).unwrap_or_default(), BODY);
    let said = patient.excerpt.as_deref().map(|words| quoted(language, words));
    let fields = vec![
        Field::new(sheet.say("Patient", "Patient"), text(patient.identifier.as_deref())),
        Field::new(sheet.say("Âge", "Age"), text(age(sheet, case).as_deref())),
        Field::new(sheet.say("Sexe", "Sex"), person(patient.sex.as_deref())),
        Field::new(
            sheet.say("Lien avec le notificateur", "Relation to the reporter"),
            person(patient.relation.as_deref()),
        ),
        Field::new(sheet.say("Mots de la source", "Words of the source"), text(said.as_deref())).spanning(2),
        Field::new(sheet.say("Antécédents", "History"), text(patient.history.as_deref())).spanning(2),
    ];
    let reporter = &case.reporter;
    let reporter_fields = vec![
        Field::new(sheet.say("Notificateur", "Reporter"), text(reporter.name.as_deref())),
        Field::new(sheet.say("Qualification", "Qualification"), person(reporter.qualification.as_deref())),
        Field::new(sheet.say("Lien avec le patient", "Relation to the patient"), person(reporter.relation.as_deref())),
        Field::new(sheet.say("Pays", "Country"), text(reporter.country.as_deref())),
    ];
    sheet.subsection(sheet.say("Patient", "Patient"))?;
    sheet.grid(4, fields)?;
    sheet.subsection(sheet.say("Notificateur", "Reporter"))?;
    sheet.grid(4, reporter_fields)
}

fn age(sheet: &Sheet, case: &CaseFile) -> Option<String> {
    let patient = &case.patient;
    let group = patient.age_group.as_deref().map(|code| word(sheet.language, label::PERSON, code).to_owned());
    let Some(age) = patient.age else { return group };
    if patient.age_unit.as_deref() == Some("decade") {
        let (from, to) = (age.saturating_mul(10), age.saturating_mul(10).saturating_add(9));
        return Some(format!("{from} {} {to}\u{A0}{}", sheet.say("à", "to"), sheet.say("ans", "years")));
    }
    let many = age > 1;
    let unit = match patient.age_unit.as_deref() {
        None | Some("year") if many => sheet.say("ans", "years"),
        None | Some("year") => sheet.say("an", "year"),
        Some("month") if many => sheet.say("mois", "months"),
        Some("month") => sheet.say("mois", "month"),
        Some("week") if many => sheet.say("semaines", "weeks"),
        Some("week") => sheet.say("semaine", "week"),
        Some("day") if many => sheet.say("jours", "days"),
        Some("day") => sheet.say("jour", "day"),
        Some(other) => other,
    };
    let exact = format!("{age}\u{A0}{unit}");
    Some(group.map_or(exact.clone(), |group| format!("{exact} ({group})")))
}

fn products(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.subsection(sheet.say("Produits", "Products"))?;
    let headings = [
        (sheet.say("Mots de la source", "Words of the source"), 2.6),
        (sheet.say("Nom retenu", "Name"), 2.2),
        (sheet.say("Substance", "Substance"), 2.2),
        (sheet.say("Code ATC", "ATC code"), 1.3),
        (sheet.say("Lot", "Batch"), 1.2),
        (sheet.say("Rôle", "Role"), 1.5),
    ];
    let rows: Vec<_> = case.products.iter().map(|product| product_row(sheet, product)).collect();
    sheet.table(&headings, &rows)
}

fn product_row(sheet: &Sheet, product: &Product) -> Vec<Rich> {
    let words = match (product.verbatim.as_deref(), product.from_page) {
        (Some(words), false) => quoted(sheet.language, words),
        (Some(words), true) => {
            format!("{} {}", quoted(sheet.language, words), sheet.say("(sujet de la page)", "(topic of the page)"))
        }
        (None, true) => sheet
            .say("sujet de la page, non nommé dans le texte", "topic of the page, not named in the text")
            .to_owned(),
        (None, false) => "—".to_owned(),
    };
    vec![
        sheet.cell(&words),
        sheet.maybe(product.name.as_deref()),
        sheet.maybe(product.substance.as_deref()),
        sheet.maybe(product.atc.as_deref()),
        sheet.maybe(product.batch.as_deref()),
        sheet.maybe(Some(word(sheet.language, label::ROLE, &product.role))),
    ]
}

fn reactions(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.subsection(sheet.say("Effets", "Reactions"))?;
    let headings = [
        (sheet.say("Mots de la source", "Words of the source"), 3.0),
        (sheet.say("Terme retenu", "Term"), 2.4),
        (sheet.say("Codage", "Coding"), 2.0),
        (sheet.say("Statut", "Status"), 1.4),
        (sheet.say("Évolution", "Outcome"), 1.6),
    ];
    let rows: Vec<_> = case.reactions.iter().map(|reaction| reaction_row(sheet, reaction)).collect();
    sheet.table(&headings, &rows)
}

fn reaction_row(sheet: &Sheet, reaction: &Reaction) -> Vec<Rich> {
    let outcome = reaction.outcome.as_deref().map(|code| word(sheet.language, label::OUTCOME, code));
    vec![
        sheet.cell(&quoted(sheet.language, &reaction.verbatim)),
        sheet.maybe(reaction.term.as_deref()),
        sheet.maybe(reaction.coding.as_deref()),
        sheet.maybe(Some(word(sheet.language, label::STATUS, &reaction.status))),
        sheet.maybe(outcome),
    ]
}

/// A table of codes with the words that show them.
fn coded(sheet: &mut Sheet, title: &str, vocabulary: Vocabulary, items: &[Coded]) -> Result<(), ReportError> {
    sheet.subsection(title)?;
    let headings = [
        (sheet.say("Critère", "Criterion"), 2.6),
        (sheet.say("Mots de la source ou motif", "Words of the source or reason"), 4.0),
    ];
    let rows: Vec<_> = items
        .iter()
        .map(|item| vec![sheet.cell(word(sheet.language, vocabulary, &item.code)), sheet.maybe(item.words.as_deref())])
        .collect();
    sheet.table(&headings, &rows)
}

fn narrative(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Récit et informations manquantes", "Narrative and missing information"))?;
    sheet.subsection(sheet.say("Récit", "Narrative"))?;
    match case.narrative.as_deref().filter(|text| !text.trim().is_empty()) {
        Some(text) => sheet.paragraph(&sheet.rich(text.trim_end(), BODY))?,
        None => sheet.note(sheet.say("Pas encore de récit.", "No narrative yet."))?,
    }
    sheet.subsection(sheet.say("Informations manquantes", "Missing information"))?;
    let headings =
        [(sheet.say("Information", "Information"), 2.0), (sheet.say("Question à poser", "Question to ask"), 4.6)];
    let rows: Vec<_> = case
        .missing
        .iter()
        .map(|missing| {
            vec![
                sheet.cell(word(sheet.language, label::CRITERION, &missing.criterion)),
                sheet.maybe(Some(&missing.question)),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}

fn causality(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Imputabilité", "Causality"))?;
    let headings = [
        (sheet.say("Avis de", "Opinion of"), 1.6),
        (sheet.say("Porte sur", "About"), 2.4),
        (sheet.say("Méthode", "Method"), 2.0),
        (sheet.say("Conclusion", "Conclusion"), 2.4),
    ];
    let rows: Vec<_> = case
        .causality
        .iter()
        .map(|opinion| {
            vec![
                sheet.cell(word(sheet.language, label::CHANNEL, &opinion.by)),
                sheet.maybe(opinion.about.as_deref()),
                sheet.maybe(opinion.method.as_deref()),
                sheet.maybe(Some(&opinion.result)),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}
