//! The first half of a report: what the case is, its clock, its criteria and its source.

use chrono::{DateTime, TimeDelta, Utc};

use super::ReportError;
use super::case_file::{CaseFile, CaseKind, Clock, Criterion, DayZero, Judge, Language, Source};
use super::date;
use super::label::{self, word};
use super::layout::{Column, Frame, Row, WIDTH};
use super::look::{ALERT, BODY, CODE, HEAD, INK, LABEL, NAVY, SOFT};
use super::sheet::{Field, Sheet};
use super::text::{Rich, Style};
use super::tree::{Role, Tree};
use super::{medical, verbatim};

/// Writes the head of the document and its first sections.
pub(super) fn write(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    head(sheet, case)?;
    identity(sheet, case)?;
    clock(sheet, case)?;
    criteria(sheet, case)?;
    source(sheet, case)?;
    medical::write(sheet, case)
}

/// The title of the document.
pub(super) fn title(case: &CaseFile) -> String {
    let what = match case.language {
        Language::Fr => "Dossier de pharmacovigilance",
        Language::En => "Pharmacovigilance case",
    };
    super::paint::plain(&format!("{what} {}", case.number))
}

/// At most `limit` characters of a text.
pub(super) fn shortened(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// The name of the person or the machine that judged.
pub(super) fn judge(sheet: &Sheet, judge: &Judge) -> String {
    match judge {
        Judge::Machine => sheet.say("machine (à confirmer)", "machine (to be confirmed)").to_owned(),
        Judge::Person(name) => name.clone(),
    }
}

/// An instant for a table cell, or a dash.
pub(super) fn stamp(sheet: &Sheet, case: &CaseFile, at: Option<DateTime<Utc>>) -> Rich {
    let text = at.map(|at| date::stamp(sheet.language, &case.zone, at));
    sheet.maybe(text.as_deref())
}

/// The head of the first page: what an officer must see at once.
fn head(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    let above = match case.kind {
        CaseKind::AdverseEvent => sheet.say("Dossier de pharmacovigilance", "Pharmacovigilance case"),
        CaseKind::SpecialSituation => sheet
            .say("Dossier de pharmacovigilance · situation particulière", "Pharmacovigilance case · special situation"),
    };
    let above = sheet.rich(above, Style::new(11.0, SOFT));
    let number = if case.number.is_empty() { "—" } else { &case.number };
    let number = sheet.rich(&shortened(number, 80), Style::new(22.0, NAVY).bold());
    let owner = sheet.rich(&shortened(&case.organisation.name, 160), Style::new(11.0, INK));
    let node = sheet.flow.tree.add(Tree::ROOT, Role::Heading(1, title(case)));
    let below = sheet.flow.tree.add(Tree::ROOT, Role::Paragraph(None));
    let mut column = Column::new(0.0, sheet.lines(&above, WIDTH)?, node);
    column.lines.extend(sheet.lines(&number, WIDTH)?.into_iter().map(|line| (line, Some(node))));
    column.lines.extend(sheet.lines(&owner, WIDTH)?.into_iter().map(|line| (line, Some(below))));
    sheet.flow.row(Row { columns: vec![column], frame: Frame::Bare, padding: 0.0 });
    sheet.flow.space(9.0);
    panel(sheet, case)
}

/// Seriousness, due date and state, side by side, in words and in bold.
fn panel(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    let alarming = case.clock.serious != Some(false);
    let big = |color| Style::new(13.5, color).bold();
    let serious = match case.clock.serious {
        Some(true) => sheet.say("GRAVE", "SERIOUS"),
        Some(false) => sheet.say("NON GRAVE", "NOT SERIOUS"),
        None => sheet.say("À DÉCIDER", "UNDECIDED"),
    };
    let due = case
        .clock
        .due_on
        .map_or_else(|| sheet.say("non fixée", "not set").to_owned(), |day| date::day(sheet.language, day));
    let state = shortened(word(sheet.language, label::STATE, &case.state), 60);
    let state = if state.is_empty() { "—".to_owned() } else { state };
    let version = format!("{} {}", sheet.say("version", "version"), case.version);
    let fields = [
        (
            sheet.say("Gravité", "Seriousness"),
            serious,
            if alarming { ALERT } else { INK },
            serious_because(sheet, case),
        ),
        (sheet.say("À déclarer au plus tard le", "To be reported by"), &due, INK, due_because(sheet, case)),
        (sheet.say("État du dossier", "State of the case"), &state, INK, version),
    ];
    let list = sheet.flow.tree.add(Tree::ROOT, Role::List);
    let pitch = (WIDTH - 14.0) / 3.0;
    let mut columns: Vec<Column> = Vec::new();
    for (name, value, color, hint) in fields {
        let x = columns.last().map_or(14.0, |column| column.x + pitch);
        let mut column = sheet.field(list, &Field::new(name, sheet.rich(value, big(color))), x, pitch - 12.0)?;
        let node = column.lines.last().and_then(|(_, node)| *node);
        let hint = sheet.lines(&sheet.rich(&hint, LABEL), pitch - 12.0)?;
        column.lines.extend(hint.into_iter().map(|line| (line, node)));
        columns.push(column);
    }
    let bar = if alarming { ALERT } else { NAVY };
    sheet.flow.row(Row { columns, frame: Frame::Bar { bar, back: HEAD }, padding: 8.0 });
    sheet.flow.space(10.0);
    Ok(())
}

/// Which criteria make the case serious.
fn serious_because(sheet: &Sheet, case: &CaseFile) -> String {
    let words: Vec<&str> =
        case.seriousness.iter().map(|item| word(sheet.language, label::SERIOUSNESS, &item.code)).collect();
    shortened(&words.join(", "), 70)
}

/// Where the due date comes from.
fn due_because(sheet: &Sheet, case: &CaseFile) -> String {
    let Some((zero, due)) = case.clock.day_zero.as_ref().zip(case.clock.due_on) else { return String::new() };
    let days = due.signed_duration_since(zero.day).num_days();
    let from = date::day(sheet.language, zero.day);
    match sheet.language {
        Language::Fr => format!("{days}\u{A0}jours après le jour zéro, {from}"),
        Language::En => format!("{days}\u{A0}days after day zero, {from}"),
    }
}

fn identity(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Identité du dossier", "Case identity"))?;
    let text = |value: &str| sheet.rich(value, BODY);
    let role = case.organisation.role.as_deref().map_or("—", |role| word(sheet.language, label::SPEAKER, role));
    let kind = match case.kind {
        CaseKind::AdverseEvent => sheet.say("effet indésirable suspecté", "suspected adverse reaction"),
        CaseKind::SpecialSituation => {
            sheet.say("situation particulière sans effet", "special situation without reaction")
        }
    };
    let made = date::moment(sheet.language, &case.zone, case.generated_at);
    let mut fields = vec![
        Field::new(sheet.say("Numéro du dossier", "Case number"), text(&case.number)),
        Field::new(
            sheet.say("Identifiant mondial", "Worldwide identification"),
            text(case.worldwide_id.as_deref().unwrap_or("—")),
        ),
        Field::new(sheet.say("Version", "Version"), text(&case.version.to_string())),
        Field::new(sheet.say("Organisation", "Organisation"), text(&case.organisation.name)),
        Field::new(sheet.say("Rôle de l’organisation", "Role of the organisation"), text(role)),
        Field::new(sheet.say("Nature", "Kind"), text(kind)),
        Field::new(sheet.say("Document produit le", "Document made on"), text(&made)).spanning(2),
        Field::new(sheet.say("Produit par", "Made by"), text(&case.generated_by)),
    ];
    let hash = case.content_hash.as_deref().unwrap_or_default();
    fields.push(Field::wide(
        sheet.say("Empreinte des données du dossier", "Hash of the case data"),
        sheet.rich(hash, CODE),
    ));
    sheet.grid(3, fields)?;
    let sentence = date::zone_sentence(sheet.language, &case.zone, case.generated_at);
    sheet.note(&sentence)
}

fn clock(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Horloge réglementaire", "Regulatory clock"))?;
    let clock = &case.clock;
    let machine = sheet.say("machine", "machine");
    let steps = [
        (sheet.say("Publication par l’auteur", "Posted by the author"), clock.posted_at, "—"),
        (sheet.say("Collecte ou réception", "Fetched or received"), clock.received_at, machine),
        (sheet.say("Détection", "Detected"), clock.detected_at, machine),
        (
            sheet.say("Première lecture par une personne", "First seen by a person"),
            clock.first_seen_at,
            clock.first_seen_by.as_deref().unwrap_or("—"),
        ),
        (sheet.say("Quatre critères réunis", "Four criteria complete"), clock.criteria_complete_at, "—"),
    ];
    let rows: Vec<_> = steps
        .iter()
        .map(|(name, at, by)| {
            let elapsed = at.zip(clock.posted_at).map(|(at, posted)| elapsed(sheet.language, at - posted));
            let elapsed = elapsed.filter(|_| *at != clock.posted_at);
            vec![
                sheet.cell(name),
                stamp(sheet, case, *at),
                sheet.maybe(elapsed.as_deref()),
                sheet.cell(if at.is_some() { by } else { "—" }),
            ]
        })
        .collect();
    let headings = [
        (sheet.say("Étape", "Step"), 3.2),
        (sheet.say("Date et heure", "Date and time"), 2.6),
        (sheet.say("Après la publication", "After posting"), 1.9),
        (sheet.say("Par", "By"), 2.6),
    ];
    sheet.named_table(&headings, &rows)?;
    day_zero(sheet, case, clock)
}

fn day_zero(sheet: &mut Sheet, case: &CaseFile, clock: &Clock) -> Result<(), ReportError> {
    let text = |value: &str| sheet.rich(value, BODY);
    let day = clock.day_zero.as_ref();
    let status = match day {
        None => sheet.say("non fixé", "not set").to_owned(),
        Some(DayZero { decided_by: None, .. }) => sheet.say("proposé, à décider", "proposed, to be decided").to_owned(),
        Some(DayZero { decided_by: Some(who), decided_at, .. }) => {
            let when = decided_at.map(|at| date::stamp(sheet.language, &case.zone, at)).unwrap_or_default();
            format!("{} {who} {when}", sheet.say("décidé par", "decided by"))
        }
    };
    let shown = day.map_or_else(|| "—".to_owned(), |zero| date::day(sheet.language, zero.day));
    let due = clock.due_on.map_or_else(|| "—".to_owned(), |due| date::day(sheet.language, due));
    let days = match (clock.days_used, day.zip(clock.due_on)) {
        (None, _) => "—".to_owned(),
        (Some(used), None) => used.to_string(),
        (Some(used), Some((zero, due))) => {
            format!("{used} {} {}", sheet.say("sur", "of"), due.signed_duration_since(zero.day).num_days())
        }
    };
    let strong = BODY.bold();
    let mut fields = vec![
        Field::new(sheet.say("Jour zéro", "Day zero"), sheet.rich(&shown, strong)),
        Field::new(sheet.say("Échéance", "Due date"), sheet.rich(&due, strong)),
        Field::new(sheet.say("Jours de calendrier utilisés", "Calendar days used"), text(&days)),
        Field::wide(sheet.say("Statut du jour zéro", "Status of day zero"), text(&status)),
    ];
    if let Some(reason) = day.and_then(|zero| zero.reason.as_deref()) {
        fields.push(Field::wide(sheet.say("Motif", "Reason"), text(reason)));
    }
    if let Some(reason) = clock.late_reason.as_deref() {
        fields.push(Field::wide(sheet.say("Motif du retard", "Reason for the delay"), text(reason)));
    }
    sheet.grid(3, fields)
}

/// A span of time in its two largest units: « 2 h 14 min ».
fn elapsed(language: Language, delta: TimeDelta) -> String {
    let day = match language {
        Language::Fr => "j",
        Language::En => "d",
    };
    let sign = if delta < TimeDelta::zero() { "\u{2212}" } else { "" };
    let seconds = delta.num_seconds().unsigned_abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let text = match (days, hours, minutes) {
        (0, 0, 0) => format!("{}\u{A0}s", seconds % 60),
        (0, 0, _) => format!("{minutes}\u{A0}min {}\u{A0}s", seconds % 60),
        (0, _, _) => format!("{hours}\u{A0}h {minutes}\u{A0}min"),
        _ => format!("{days}\u{A0}{day} {hours}\u{A0}h"),
    };
    format!("{sign}{text}")
}

fn criteria(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Quatre critères de validité", "Four criteria of validity"))?;
    let headings = [
        (sheet.say("Critère", "Criterion"), 2.2),
        (sheet.say("Réuni", "Met"), 0.9),
        (sheet.say("Mots de la source", "Words of the source"), 3.3),
        (sheet.say("Jugé par", "Judged by"), 2.1),
        (sheet.say("Le", "On"), 2.2),
    ];
    let rows: Vec<_> = case.criteria.iter().map(|criterion| criterion_row(sheet, case, criterion)).collect();
    sheet.named_table(&headings, &rows)
}

fn criterion_row(sheet: &Sheet, case: &CaseFile, criterion: &Criterion) -> Vec<Rich> {
    let met = if criterion.met { sheet.say("oui", "yes") } else { sheet.say("NON", "NO") };
    let style = super::look::CELL.bold();
    let quotes: Vec<String> = criterion.quotes.iter().map(|words| quoted(sheet.language, words)).collect();
    vec![
        sheet.cell(word(sheet.language, label::CRITERION, &criterion.code)),
        sheet.rich(met, if criterion.met { style } else { Style { ink: Style::new(0.0, ALERT).ink, ..style } }),
        sheet.maybe(Some(&quotes.join("\n"))),
        sheet.cell(&judge(sheet, &criterion.judged_by)),
        stamp(sheet, case, criterion.judged_at),
    ]
}

/// Words between the quotation marks of a language.
pub(super) fn quoted(language: Language, words: &str) -> String {
    match language {
        Language::Fr => format!("«\u{A0}{words}\u{A0}»"),
        Language::En => format!("“{words}”"),
    }
}

fn source(sheet: &mut Sheet, case: &CaseFile) -> Result<(), ReportError> {
    sheet.section(sheet.say("Source", "Source"))?;
    let source = &case.source;
    let fields = source_fields(sheet, source);
    sheet.grid(3, fields)?;
    if let Some(parent) = source.parent_text.as_deref().filter(|text| !text.is_empty()) {
        sheet.subsection(sheet.say("Message auquel l’auteur répond", "Message the author answers"))?;
        let rich = sheet.rich(parent.trim_end(), Style { ink: Style::new(0.0, SOFT).ink, ..BODY });
        sheet.boxed(&rich, Role::Quote(verbatim::language(case)), super::look::RULE)?;
    }
    sheet.subsection(sheet.say("Texte intégral, dans sa langue", "Full text, in its language"))?;
    verbatim::write(sheet, case)
}

fn source_fields(sheet: &Sheet, source: &Source) -> Vec<Field> {
    let language = sheet.language;
    let text = |value: &str| sheet.rich(value, BODY);
    let author = match (source.author.as_deref(), source.author_masked) {
        (None, true) => sheet.say("masqué", "masked").to_owned(),
        (None, false) => "—".to_owned(),
        (Some(name), true) => format!("{name} {}", sheet.say("(masqué)", "(masked)")),
        (Some(name), false) => name.to_owned(),
    };
    let owned = match (source.page_owned, language) {
        (true, Language::Fr) => "oui, tenue par l’organisation",
        (false, Language::Fr) => "non, page de tiers",
        (true, Language::En) => "yes, run by the organisation",
        (false, Language::En) => "no, third-party page",
    };
    let mut revision = source.revision.max(1).to_string();
    if source.deleted_upstream {
        revision.push_str(sheet.say(" · supprimée depuis par l’auteur", " · since deleted by the author"));
    }
    vec![
        Field::new(sheet.say("Plateforme", "Platform"), text(word(language, label::PLATFORM, &source.platform))),
        Field::new(sheet.say("Page", "Page"), text(&source.page)),
        Field::new(sheet.say("Page contrôlée", "Page under control"), text(owned)),
        Field::new(
            sheet.say("Nature du message", "Kind of message"),
            text(word(language, label::MESSAGE, &source.kind)),
        ),
        Field::new(sheet.say("Qui parle", "Who speaks"), text(word(language, label::SPEAKER, &source.speaker))),
        Field::new(sheet.say("Auteur", "Author"), text(&author)),
        Field::new(sheet.say("Révision", "Revision"), text(&revision)),
        Field::new(sheet.say("Langue", "Language"), text(source.language.as_deref().unwrap_or_default())),
        Field::wide(sheet.say("Adresse", "Address"), sheet.rich(source.url.as_deref().unwrap_or_default(), CODE)),
        Field::wide(
            sheet.say("SHA-256 des octets reçus", "SHA-256 of the bytes received"),
            sheet.rich(source.capture_sha256.as_deref().unwrap_or_default(), CODE),
        ),
    ]
}
