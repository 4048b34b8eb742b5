//! The second half of a report: what was done about the case, by whom, and how it can be verified.

use super::ReportError;
use super::case_file::{CaseFile, Finding, MachinePart};
use super::label::{self, word};
use super::look::{BODY, CODE};
use super::section::{quoted, stamp};
use super::sheet::{Field, Sheet};
use super::text::{Rich, Style};

/// Writes the last sections.
pub(super) fn write(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    duplicates(sheet, case)?;
    follow_ups(sheet, case)?;
    mails(sheet, case)?;
    submissions(sheet, case)?;
    events(sheet, case)?;
    machine(sheet, case)
}

/// An identifier in a narrow cell.
fn code(sheet: &Sheet, text: Option<&str>) -> Rich {
    match text.filter(|text| !text.is_empty()) {
        Some(text) => sheet.rich(text, Style { size: 6.4, ..CODE }),
        None => sheet.cell("—"),
    }
}

/// A number between 0 and 1, as a French or an English reader writes it.
fn score(sheet: &Sheet, score: f64) -> String {
    let text = format!("{score:.2}");
    match sheet.language {
        super::Language::Fr => text.replace('.', ","),
        super::Language::En => text,
    }
}

fn duplicates(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Recherche de doublons", "Search for duplicates"))?;
    let Some(check) = &case.duplicates else {
        return sheet.note(sheet.say("Aucune recherche enregistrée.", "No search recorded."));
    };
    let when = stamp(sheet, case, check.at);
    let fields = vec![
        Field::new(sheet.say("Algorithme", "Algorithm"), sheet.rich(&check.algorithm, BODY)),
        Field::new(sheet.say("Recherche du", "Search of"), when),
    ];
    sheet.grid(2, fields)?;
    let headings = [
        (sheet.say("Dossier ressemblant", "Similar case"), 2.4),
        (sheet.say("Ressemblance", "Similarity"), 1.2),
        (sheet.say("Décision", "Decision"), 4.0),
    ];
    let rows: Vec<_> = check
        .candidates
        .iter()
        .map(|other| {
            vec![
                sheet.cell(&other.number),
                sheet.cell(&score(sheet, other.score)),
                sheet.maybe(other.decision.as_deref()),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}

fn follow_ups(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Suivi auprès du notificateur", "Follow-up with the reporter"))?;
    let headings = [
        (sheet.say("Date et heure", "Date and time"), 2.0),
        (sheet.say("Canal", "Channel"), 1.5),
        (sheet.say("Demande", "Request"), 3.4),
        (sheet.say("Réponse", "Answer"), 3.0),
    ];
    let rows: Vec<_> = case
        .follow_ups
        .iter()
        .map(|attempt| {
            vec![
                stamp(sheet, case, attempt.at),
                sheet.cell(word(sheet.language, label::CHANNEL, &attempt.channel)),
                sheet.maybe(Some(&attempt.content)),
                sheet.maybe(attempt.answer.as_deref()),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}

fn mails(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Courriels", "Mails"))?;
    let headings = [
        (sheet.say("Objet", "Kind"), 1.8),
        (sheet.say("Destinataire", "Recipient"), 2.1),
        (sheet.say("État", "State"), 1.3),
        (sheet.say("Envoyé le", "Sent on"), 1.9),
        (sheet.say("Essais", "Attempts"), 1.0),
        (sheet.say("Identifiant du message", "Message id"), 2.9),
    ];
    let rows: Vec<_> = case
        .mails
        .iter()
        .map(|mail| {
            vec![
                sheet.cell(word(sheet.language, label::MAIL, &mail.kind)),
                sheet.maybe(Some(&mail.recipient)),
                sheet.maybe(Some(word(sheet.language, label::MAIL, &mail.state))),
                stamp(sheet, case, mail.sent_at),
                sheet.cell(&mail.attempts.to_string()),
                code(sheet, mail.message_id.as_deref()),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}

fn submissions(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Déclarations et documents", "Submissions and documents"))?;
    sheet.subsection(sheet.say("Déclarations envoyées", "Reports submitted"))?;
    let headings = [
        (sheet.say("Destinataire", "Destination"), 2.0),
        (sheet.say("Envoyée le", "Sent on"), 1.9),
        (sheet.say("SHA-256 du fichier", "SHA-256 of the file"), 3.0),
        (sheet.say("Accusé de réception", "Acknowledgement"), 2.6),
    ];
    let rows: Vec<_> = case
        .submissions
        .iter()
        .map(|sent| {
            vec![
                sheet.cell(&sent.destination),
                stamp(sheet, case, sent.at),
                code(sheet, sent.sha256.as_deref()),
                sheet.maybe(sent.acknowledgement.as_deref()),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)?;
    documents(sheet, case)
}

fn documents(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.subsection(sheet.say("Documents produits", "Documents made"))?;
    let headings = [
        (sheet.say("Document", "Document"), 2.3),
        (sheet.say("Produit le", "Made on"), 1.9),
        (sheet.say("SHA-256", "SHA-256"), 5.1),
    ];
    let rows: Vec<_> = case
        .documents
        .iter()
        .map(|document| {
            vec![
                sheet.cell(word(sheet.language, label::DOCUMENT, &document.kind)),
                stamp(sheet, case, document.made_at),
                code(sheet, Some(&document.sha256)),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}

fn events(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Journal et piste d’audit", "Log and audit trail"))?;
    let headings = [
        (sheet.say("Date et heure", "Date and time"), 2.0),
        (sheet.say("Qui", "Who"), 1.8),
        (sheet.say("Quoi", "What"), 2.1),
        (sheet.say("Détail", "Detail"), 4.1),
    ];
    let rows: Vec<_> = case
        .events
        .iter()
        .map(|event| {
            vec![
                stamp(sheet, case, Some(event.at)),
                sheet.maybe(Some(&event.actor)),
                sheet.maybe(Some(word(sheet.language, label::EVENT, &event.what))),
                sheet.maybe(event.detail.as_deref()),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)?;
    signatures(sheet, case)?;
    audit_head(sheet, case)
}

fn signatures(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.subsection(sheet.say("Signatures électroniques", "Electronic signatures"))?;
    let headings = [
        (sheet.say("Signataire", "Signer"), 2.6),
        (sheet.say("Date et heure", "Date and time"), 2.0),
        (sheet.say("Portée de la signature", "Meaning of the signature"), 4.0),
    ];
    let rows: Vec<_> = case
        .signatures
        .iter()
        .map(|signature| {
            vec![
                sheet.cell(&signature.name),
                stamp(sheet, case, Some(signature.at)),
                sheet.maybe(Some(&signature.meaning)),
            ]
        })
        .collect();
    sheet.table(&headings, &rows)
}

fn audit_head(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.subsection(sheet.say("Tête de la piste d’audit", "Head of the audit trail"))?;
    let Some(head) = &case.audit_head else {
        return sheet.none();
    };
    let note = sheet.say(
        "Chaque entrée de la piste contient l’empreinte de la précédente\u{A0}; «\u{A0}vigie audit verify\u{A0}» les recalcule toutes.",
        "Each entry of the trail holds the hash of the one before; “vigie audit verify” computes them all again.",
    );
    sheet.note(note)?;
    let fields = vec![
        Field::new(sheet.say("Entrée nº", "Entry no."), sheet.rich(&head.seq.to_string(), BODY)),
        Field::new(sheet.say("Empreinte", "Hash"), sheet.rich(&head.hash, CODE)).spanning(3),
    ];
    sheet.grid(4, fields)
}

fn machine(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Part de la machine", "Machine part"))?;
    match &case.machine {
        Some(machine) => machine_grid(sheet, machine)?,
        None => sheet.none()?,
    }
    sheet.subsection(sheet.say("Autres constats dans ce message", "Other findings in this message"))?;
    let headings = [
        (sheet.say("Règle", "Rule"), 2.3),
        (sheet.say("Gravité", "Severity"), 1.1),
        (sheet.say("Passage", "Passage"), 2.3),
        (sheet.say("Constat", "Finding"), 3.2),
        (sheet.say("Textes", "Law"), 1.8),
    ];
    let rows: Vec<_> = case.findings.iter().map(|finding| finding_row(sheet, finding)).collect();
    sheet.table(&headings, &rows)
}

fn machine_grid(sheet: &mut Sheet, machine: &MachinePart) -> Result<(), ReportError> {
    let text = |value: &str| sheet.rich(value, BODY);
    let threshold = machine.threshold.map(|value| score(sheet, value)).unwrap_or_default();
    let overridden = machine.overridden.as_deref();
    let mut fields = vec![
        Field::new(sheet.say("Version des règles", "Policy release"), text(&machine.release)),
        Field::new(sheet.say("Verdict", "Verdict"), text(word(sheet.language, label::VERDICT, &machine.verdict))),
        Field::new(sheet.say("Score", "Score"), text(&score(sheet, machine.score))),
        Field::new(sheet.say("Seuil", "Threshold"), text(&threshold)),
        Field::wide(sheet.say("Empreinte des règles", "Policy digest"), sheet.rich(&machine.digest, CODE)),
    ];
    let cues: Vec<String> = machine.cues.iter().map(|cue| quoted(sheet.language, cue)).collect();
    fields.push(Field::wide(sheet.say("Indices qui ont décidé", "Cues that decided"), text(&cues.join(", "))));
    let human = overridden.unwrap_or_else(|| sheet.say("aucune", "none"));
    fields.push(Field::wide(sheet.say("Décision humaine contraire", "Human override"), text(human)));
    sheet.grid(4, fields)
}

fn finding_row(sheet: &Sheet, finding: &Finding) -> Vec<Rich> {
    vec![
        code(sheet, Some(&finding.rule)),
        sheet.maybe(Some(word(sheet.language, label::SEVERITY, &finding.severity))),
        sheet.cell(&quoted(sheet.language, &finding.excerpt)),
        sheet.maybe(Some(&finding.message)),
        sheet.maybe(Some(&finding.law.join("\n"))),
    ]
}
