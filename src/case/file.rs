//! The case report: facts gathered from the rows, bytes made by the pure `report` room, kept once per content.

use chrono_tz::Tz;
use entity::{CaseId, Criterion, DocumentId, DocumentKind, MailState, Role, document, outbox};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, IntoActiveModel, QueryFilter};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Detail, detail, number};
use crate::{
    account::{Access, Permission},
    app::App,
    audit::{self, Deed},
    clock::day,
    engine,
    error::{Error, Result},
    report::{self, CaseFile, Coded, Judge, TextSpan, Zone},
};

/// How often a case that is being changed is read again.
const READS: usize = 5;

/// A case report as bytes.
#[derive(Clone, Debug)]
pub struct Report {
    /// The case's number, for a file name.
    pub number: String,
    /// Version of the case it shows.
    pub case_version: i32,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// PDF.
    pub bytes: Vec<u8>,
}

/// The report of a case in a language: the one kept for these very facts, or a new one.
///
/// # Errors
/// [`Error::NotFound`], [`Error::Forbidden`], or when the document cannot be made.
pub async fn report(app: &App, access: &Access, id: CaseId, language: report::Language) -> Result<Report> {
    access.need(Permission::ReadCases)?;
    let detail = settled_detail(app, access, id).await?;
    let number = number(&detail.case);
    let version = detail.case.version;
    let mut file = case_file(&detail, access, language);
    let content = fingerprint(&file)?;
    let code = match language {
        report::Language::Fr => "fr",
        report::Language::En => "en",
    };
    if let Some(kept) = find(app.db.read(), access, id, code, &content).await? {
        return Ok(Report { number, case_version: kept.case_version, sha256: kept.sha256, bytes: kept.bytes });
    }
    let now = app.clock.now();
    file.generated_at = now;
    file.zone = printed_zone(access.zone());
    file.generated_by.clone_from(&access.actor.name);
    file.content_hash = Some(content.clone());
    let (seq, hash) = audit::head(app.db.read(), access.organisation.id).await?;
    file.audit_head = Some(report::AuditHead { seq, hash });
    let bytes = actix_web::web::block(move || report::pdf(&file))
        .await
        .map_err(|error| Error::Internal(error.into()))?
        .map_err(|error| Error::Internal(error.into()))?;
    let row = document::Model {
        id: app.clock.id(),
        organisation_id: access.organisation.id,
        case_id: id,
        kind: DocumentKind::CasePdf,
        language: code.to_owned(),
        case_version: version,
        content_sha256: content,
        sha256: hex::encode(Sha256::digest(&bytes)),
        shows_author: shows_author(access.role),
        size: i32::try_from(bytes.len()).unwrap_or(i32::MAX),
        bytes,
        created_by: access.actor.name.clone(),
        created_at: now,
    };
    let kept = keep(app, access, row).await?;
    Ok(Report { number, case_version: kept.case_version, sha256: kept.sha256, bytes: kept.bytes })
}

/// The case as it stands in one version: read again when somebody changes it meanwhile.
async fn settled_detail(app: &App, access: &Access, id: CaseId) -> Result<Detail> {
    let mut shown = detail(app.db.read(), &access.organisation, id).await?;
    for _ in 0..READS {
        let again = detail(app.db.read(), &access.organisation, id).await?;
        if again.case.version == shown.case.version {
            return Ok(shown);
        }
        shown = again;
    }
    Err(Error::VersionConflict)
}

/// A document that was made before.
///
/// # Errors
/// [`Error::NotFound`] when this case has no such document.
pub async fn document(app: &App, access: &Access, id: CaseId, made: DocumentId) -> Result<Report> {
    access.need(Permission::ReadCases)?;
    let detail = detail(app.db.read(), &access.organisation, id).await?;
    let kept = document::Entity::of(access.organisation.id)
        .filter(document::COLUMN.case_id.eq(id))
        .filter(document::COLUMN.id.eq(made))
        .one(app.db.read())
        .await?
        .filter(|kept| shows_author(access.role) || !kept.shows_author)
        .ok_or(Error::NotFound("document"))?;
    let number = number(&detail.case);
    Ok(Report { number, case_version: kept.case_version, sha256: kept.sha256, bytes: kept.bytes })
}

/// Keeps a document, unless somebody asked for the same one at the same moment.
async fn keep(app: &App, access: &Access, row: document::Model) -> Result<document::Model> {
    app.db
        .write(async |tx| {
            audit::lock(tx, access.organisation.id).await?;
            if let Some(kept) = find(tx, access, row.case_id, &row.language, &row.content_sha256).await? {
                return Ok(kept);
            }
            let detail = json!({ "case": row.case_id, "case_version": row.case_version, "kind": row.kind, "sha256": row.sha256 });
            let deed = Deed::new("document.made", "document", row.id, detail);
            row.clone().into_active_model().insert(tx).await?;
            audit::append(tx, &app.clock, access.organisation.id, &access.actor, vec![deed]).await?;
            Ok(row)
        })
        .await
}

async fn find(
    connection: &impl ConnectionTrait,
    access: &Access,
    id: CaseId,
    language: &str,
    content: &str,
) -> Result<Option<document::Model>> {
    Ok(document::Entity::of(access.organisation.id)
        .filter(document::COLUMN.case_id.eq(id))
        .filter(document::COLUMN.kind.eq(DocumentKind::CasePdf))
        .filter(document::COLUMN.language.eq(language))
        .filter(document::COLUMN.content_sha256.eq(content))
        .one(connection)
        .await?)
}

/// Hash of the facts a document shows, without what changes by the mere asking: who asks, when, and earlier documents.
fn fingerprint(file: &CaseFile) -> Result<String> {
    let facts = CaseFile { documents: Vec::new(), ..file.clone() };
    let canonical = serde_json_canonicalizer::to_vec(&facts).map_err(|error| Error::Internal(error.into()))?;
    Ok(hex::encode(Sha256::digest(canonical)))
}

/// Gathers the facts of a case.
fn case_file(detail: &Detail, access: &Access, language: report::Language) -> CaseFile {
    let (case, read) = (&detail.case, &detail.review.adverse_event);
    CaseFile {
        language,
        number: number(case),
        organisation: report::Organisation {
            name: detail.organisation.name.clone(),
            role: Some(detail.organisation.kind.to_string()),
        },
        version: u32::try_from(case.version).unwrap_or_default(),
        state: case.state.to_string(),
        kind: match case.kind {
            entity::CaseKind::Report => report::CaseKind::AdverseEvent,
            entity::CaseKind::SpecialSituation => report::CaseKind::SpecialSituation,
        },
        clock: clock(detail),
        criteria: vec![
            criterion("patient", &case.criteria.patient),
            criterion("reporter", &case.criteria.reporter),
            criterion("product", &case.criteria.product),
            criterion("reaction", &case.criteria.reaction),
        ],
        source: source(detail, access),
        patient: read.patient.as_ref().map(patient).unwrap_or_default(),
        reporter: read.reporter.as_ref().map(reporter).unwrap_or_default(),
        products: read.products.iter().map(product).collect(),
        reactions: read.reactions.iter().map(reaction).collect(),
        seriousness: case.seriousness.0.iter().map(|code| coded(code)).collect(),
        special_situations: case.special_situations.0.iter().map(|code| coded(code)).collect(),
        missing: missing(detail),
        mails: detail.mails.iter().map(mail).collect(),
        documents: detail
            .documents
            .iter()
            .map(|made| report::Document {
                kind: made.kind.to_string(),
                sha256: made.sha256.clone(),
                made_at: Some(made.created_at),
            })
            .collect(),
        findings: detail.review.findings.iter().map(finding).collect(),
        machine: Some(report::MachinePart {
            release: detail.review.policy.release.clone(),
            digest: detail.review.policy.digest.clone(),
            score: read.score,
            threshold: None,
            verdict: read.verdict.to_string(),
            cues: read.cues.clone(),
            overridden: None,
        }),
        events: detail.events.iter().map(event).collect(),
        ..CaseFile::default()
    }
}

fn clock(detail: &Detail) -> report::Clock {
    let case = &detail.case;
    let decided = detail.events.iter().rev().find(|event| event.kind == "day_zero_set");
    report::Clock {
        posted_at: Some(case.posted_at),
        received_at: Some(case.received_at),
        detected_at: Some(case.detected_at),
        first_seen_at: case.first_seen_at,
        first_seen_by: None,
        criteria_complete_at: case.criteria_complete_at,
        day_zero: Some(report::DayZero {
            day: case.day_zero,
            decided_by: decided.map(|event| event.actor.clone()),
            decided_at: decided.map(|event| event.at),
            reason: case.day_zero_reason.clone(),
        }),
        serious: Some(case.serious),
        due_on: Some(case.due_on),
        days_used: submitted_on(detail).map(|day| (day - case.day_zero).num_days()),
        late_reason: None,
    }
}

/// The day the case was sent, in the organisation's zone.
fn submitted_on(detail: &Detail) -> Option<chrono::NaiveDate> {
    let zone = detail.organisation.time_zone.parse().unwrap_or(Tz::Europe__Paris);
    let sent = |event: &&entity::case_event::Model| event.detail.get("transition").is_some_and(|name| name == "submit");
    detail.events.iter().rev().find(sent).map(|event| day(event.at, zone))
}

fn criterion(code: &str, row: &Criterion) -> report::Criterion {
    report::Criterion {
        code: code.to_owned(),
        met: row.met,
        quotes: row.quotes.clone(),
        judged_by: row.judged_by.clone().map_or(Judge::Machine, Judge::Person),
        judged_at: row.judged_at,
    }
}

fn source(detail: &Detail, access: &Access) -> report::Source {
    let (post, text, page) = (&detail.source.post, &detail.source.revision, &detail.source.page);
    let open = shows_author(access.role);
    report::Source {
        platform: page.platform.clone(),
        page: page.name.clone(),
        url: post.url.clone().filter(|_| open),
        page_owned: page.owned,
        kind: post.kind.to_string(),
        speaker: post.speaker.to_string(),
        author: post.author.clone().filter(|_| open),
        author_masked: !open && post.author.is_some(),
        revision: u32::try_from(text.revision).unwrap_or_default(),
        deleted_upstream: false,
        text: text.text.clone(),
        spans: spans(&detail.review),
        capture_sha256: Some(text.raw_sha256.clone()),
        language: Some(detail.review.lang.to_string()),
        parent_text: text.parent_text.clone(),
    }
}

/// Whether a role sees the name of an author; the others need only know that there is one.
pub(crate) const fn shows_author(role: Role) -> bool {
    matches!(role, Role::Officer | Role::Admin)
}

/// Everything the engine recognised in the text itself.
fn spans(review: &engine::Review) -> Vec<TextSpan> {
    let read = &review.adverse_event;
    let span = |start, end, kind: &str, label: &str| TextSpan { start, end, kind: kind.into(), label: label.into() };
    let products = read.products.iter().filter(|product| !product.from_page);
    let reactions = read.reactions.iter();
    products
        .map(|product| span(product.start, product.end, "product", &product.name))
        .chain(reactions.map(|reaction| span(reaction.start, reaction.end, "reaction", &reaction.term)))
        .filter(|span| span.start < span.end)
        .collect()
}

fn patient(read: &engine::review::Patient) -> report::Patient {
    report::Patient {
        excerpt: Some(read.excerpt.clone()).filter(|excerpt| !excerpt.is_empty()),
        age: read.age.map(u32::from),
        age_unit: read.age_unit.map(|unit| unit.to_string()),
        sex: read.sex.map(|sex| sex.to_string()),
        relation: read.relation.map(|relation| relation.to_string()),
        ..report::Patient::default()
    }
}

fn reporter(read: &engine::review::Reporter) -> report::Reporter {
    report::Reporter {
        relation: Some(read.relation.to_string()),
        qualification: Some(read.qualification.to_string()),
        ..report::Reporter::default()
    }
}

fn product(read: &engine::review::ProductMention) -> report::Product {
    report::Product {
        verbatim: Some(read.excerpt.clone()).filter(|excerpt| !excerpt.is_empty() && !read.from_page),
        name: Some(read.name.clone()),
        substance: read.substance.clone(),
        atc: read.atc.clone(),
        batch: None,
        role: read.role.to_string(),
        from_page: read.from_page,
    }
}

fn reaction(read: &engine::review::ReactionMention) -> report::Reaction {
    report::Reaction {
        verbatim: read.excerpt.clone(),
        term: Some(read.term.clone()),
        coding: None,
        status: read.status.to_string(),
        outcome: None,
    }
}

fn coded(code: &str) -> Coded {
    Coded { code: code.to_owned(), words: None }
}

/// The questions that are still open: a person may have judged a criterion met since.
pub(crate) fn missing(detail: &Detail) -> Vec<report::Missing> {
    let ledger = &detail.case.criteria;
    let open = |missing: &&engine::review::Missing| match missing.criterion {
        engine::review::Criterion::Patient => !ledger.patient.met,
        engine::review::Criterion::Reporter => !ledger.reporter.met,
        engine::review::Criterion::Product => !ledger.product.met,
        engine::review::Criterion::Reaction => !ledger.reaction.met,
    };
    let asked = detail.review.adverse_event.missing.iter().filter(open);
    asked
        .map(|missing| report::Missing { criterion: missing.criterion.to_string(), question: missing.question.clone() })
        .collect()
}

fn mail(row: &outbox::Model) -> report::Mail {
    report::Mail {
        kind: row.kind.to_string(),
        recipient: masked(&row.recipient),
        message_id: Some(row.message_id.clone()),
        state: mail_state(row).to_owned(),
        sent_at: row.sent_at,
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
    }
}

/// The state of a mail as people are told: one that waits for another attempt is not the same as one never tried.
pub(crate) fn mail_state(row: &outbox::Model) -> &'static str {
    match row.state {
        MailState::Sent => "sent",
        MailState::GaveUp => "gave_up",
        MailState::Queued | MailState::Sending if row.last_error.is_some() => "retry",
        MailState::Queued | MailState::Sending => "queued",
    }
}

/// `claire@hopital.example` becomes `c***@hopital.example`.
pub(crate) fn masked(address: &str) -> String {
    let (name, domain) = address.split_once('@').unwrap_or((address, ""));
    format!("{}***@{domain}", name.chars().take(1).collect::<String>())
}

fn finding(found: &engine::Finding) -> report::Finding {
    report::Finding {
        rule: found.rule.clone(),
        severity: found.severity.to_string(),
        excerpt: found.excerpt.clone(),
        message: found.message.clone(),
        law: found.law.iter().map(|law| law.reference.clone()).collect(),
    }
}

fn event(row: &entity::case_event::Model) -> report::Event {
    let what = match row.detail.get("transition").and_then(|name| name.as_str()) {
        Some(transition) => transition.to_owned(),
        None => row.kind.clone(),
    };
    report::Event { at: row.at, actor: row.actor.clone(), what, detail: row.reason.clone() }
}

/// The zone as the document prints it.
fn printed_zone(zone: Tz) -> Zone {
    match zone {
        Tz::Europe__Paris => Zone::Paris,
        Tz::UTC => Zone::Utc,
        other => Zone::Iana(other.name().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_masked_but_its_house_is_not() {
        assert_eq!(masked("claire.martin@hopital.example"), "c***@hopital.example");
        assert_eq!(masked(""), "***@");
    }

    #[test]
    fn an_auditor_does_not_see_authors() {
        assert!(shows_author(Role::Officer) && !shows_author(Role::Auditor) && !shows_author(Role::Guest));
    }
}
