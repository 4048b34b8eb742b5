//! From a case's rows to what its page shows.

use entity::{Criterion as Row, case as row, case_event, outbox};

use super::{cases, code, codes};
use crate::{
    account::{Access, Permission},
    app::App,
    case::{self, Detail, state},
    clock,
    engine::{self, Review},
    error::Result,
    post::Listed,
    view::{
        self, Criterion, CriterionStatus, DocumentKind, EventKind, SegmentKind, Seriousness, Span,
        page::{
            Case, CriterionRow, Document, Event, Finding, Judgement, Law, MailRow, MissingItem, Parent, Policy,
            Product, Reaction, Source, TransitionOffer,
        },
    },
};

/// Serious, not serious, or undecided while nobody has looked.
pub(super) fn seriousness(case: &row::Model) -> Seriousness {
    if case.serious { Seriousness::Serious } else { Seriousness::NotSerious }
}

/// The whole page.
pub(super) fn page(app: &App, access: &Access, detail: &Detail) -> Result<Case> {
    let case = &detail.case;
    let works = Permission::WorkCases.granted_to(access.role);
    let missing = case::missing(detail)
        .into_iter()
        .map(|missing| Ok(MissingItem { criterion: code(&missing.criterion)?, question: missing.question }))
        .collect::<Result<_>>()?;
    let transitions = state::offered(case.state)
        .into_iter()
        .filter(|_| works)
        .map(|transition| {
            let reason_required = transition.needs_reason();
            Ok(TransitionOffer { transition: code(transition.as_str())?, reason_required })
        })
        .collect::<Result<_>>()?;
    Ok(Case {
        id: case.id.to_string(),
        number: case::number(case),
        version: i64::from(case.version),
        state: code(case.state.as_str())?,
        kind: code(case.kind.as_str())?,
        seriousness: seriousness(case),
        seriousness_criteria: codes(&case.seriousness.0),
        opened_at: case.opened_at,
        assignee: detail.assignee.clone(),
        day_zero: Some(case.day_zero),
        day_zero_reason: case.day_zero_reason.clone(),
        today: clock::day(app.clock.now(), access.zone()),
        due: Some(cases::due(app, access, case)),
        source: source(access, &detail.source, &detail.review)?,
        products: products(&detail.review)?,
        reactions: reactions(&detail.review)?,
        special_situations: codes(&case.special_situations.0),
        criteria: vec![
            criterion(Criterion::Patient, &case.criteria.patient),
            criterion(Criterion::Reporter, &case.criteria.reporter),
            criterion(Criterion::Product, &case.criteria.product),
            criterion(Criterion::Reaction, &case.criteria.reaction),
        ],
        missing,
        transitions,
        editable: cases::editable(access, case.state),
        errors: Vec::new(),
        events: detail.events.iter().rev().map(event).collect::<Result<_>>()?,
        mails: detail.mails.iter().map(mail).collect::<Result<_>>()?,
        documents: detail
            .documents
            .iter()
            .filter(|made| case::shows_author(access.role) || !made.shows_author)
            .map(|made| document(case, made))
            .collect(),
        score: percent(detail.review.adverse_event.score),
        policy: policy(&detail.review),
        cues: detail.review.adverse_event.cues.clone(),
        findings: findings(&detail.review)?,
    })
}

/// The post and its text, with what was seen in it.
pub(super) fn source(access: &Access, listed: &Listed, review: &Review) -> Result<Source> {
    let (post, text) = (&listed.post, &listed.revision);
    let open = case::shows_author(access.role);
    Ok(Source {
        post_id: post.id.to_string(),
        platform: view::platform_name(&listed.page.platform).to_owned(),
        page: listed.page.name.clone(),
        kind: code(post.kind.as_str())?,
        speaker: code(post.speaker.as_str())?,
        author: post.author.clone().filter(|_| open),
        published_at: text.published_at,
        received_at: text.received_at,
        url: post.url.clone().filter(|url| open && is_web(url)),
        text_lang: review.lang.to_string(),
        segments: view::segments(&text.text, &spans(&text.text, review)),
        parent: text.parent_text.clone().map(|text| Parent { author: None, text }),
        deleted_at: None,
        sha256: text.raw_sha256.clone(),
    })
}

/// Only what a browser should follow becomes a link.
fn is_web(address: &str) -> bool {
    address.starts_with("https://") || address.starts_with("http://")
}

fn spans(text: &str, review: &Review) -> Vec<Span> {
    let read = &review.adverse_event;
    let span = |start, end, kind, label: &str| Span { start, end, kind, label: Some(label.to_owned()) };
    let products = read.products.iter().filter(|product| !product.from_page);
    let patients = read.patient.iter().filter_map(|patient| {
        let start = text.find(&patient.excerpt)?;
        Some(span(start, start + patient.excerpt.len(), SegmentKind::Patient, &patient.excerpt))
    });
    products
        .map(|product| span(product.start, product.end, SegmentKind::Product, &product.name))
        .chain(read.reactions.iter().map(|told| span(told.start, told.end, SegmentKind::Reaction, &told.term)))
        .chain(patients)
        .chain(review.findings.iter().map(|found| span(found.start, found.end, SegmentKind::Finding, &found.rule)))
        .collect()
}

/// The products that were read.
pub(super) fn products(review: &Review) -> Result<Vec<Product>> {
    let all = review.adverse_event.products.iter();
    all.map(|read| {
        Ok(Product {
            name: read.name.clone(),
            substance: read.substance.clone(),
            excerpt: Some(read.excerpt.clone()).filter(|excerpt| !excerpt.is_empty() && !read.from_page),
            role: code(read.role.as_str())?,
            from_page: read.from_page,
        })
    })
    .collect()
}

/// The reactions that were read.
pub(super) fn reactions(review: &Review) -> Result<Vec<Reaction>> {
    let all = review.adverse_event.reactions.iter();
    all.map(|read| {
        Ok(Reaction { term: read.term.clone(), excerpt: read.excerpt.clone(), status: code(read.status.as_str())? })
    })
    .collect()
}

/// The findings, the gravest first.
pub(super) fn findings(review: &Review) -> Result<Vec<Finding>> {
    let mut sorted: Vec<&engine::Finding> = review.findings.iter().collect();
    sorted.sort_by_key(|found| (found.severity, found.start));
    sorted
        .into_iter()
        .map(|found| {
            Ok(Finding {
                rule: found.rule.clone(),
                category: code(found.category.as_str())?,
                severity: code(found.severity.as_str())?,
                excerpt: found.excerpt.clone(),
                message: found.message.clone(),
                law: found
                    .law
                    .iter()
                    .map(|law| Law { reference: law.reference.clone(), in_force_since: law.in_force_since })
                    .collect(),
                suggestion: found.suggestion.clone(),
                cues: found.cues.clone(),
            })
        })
        .collect()
}

/// The policy that read it.
pub(super) fn policy(review: &Review) -> Policy {
    Policy { release: review.policy.release.clone(), digest: review.policy.digest.clone() }
}

/// A score as people read it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=100 before")]
pub(super) fn percent(score: f64) -> u8 {
    (score * 100.0).round().clamp(0.0, 100.0) as u8
}

fn criterion(criterion: Criterion, row: &Row) -> CriterionRow {
    let judged = row.judged_by.clone().zip(row.judged_at);
    CriterionRow {
        criterion,
        status: match (row.met, &judged) {
            (true, _) => CriterionStatus::Met,
            (false, Some(_)) => CriterionStatus::NotMet,
            (false, None) => CriterionStatus::ToJudge,
        },
        quotes: row.quotes.clone(),
        judgement: judged.map(|(by, at)| Judgement { by, at, note: row.note.clone() }),
    }
}

fn event(row: &case_event::Model) -> Result<Event> {
    let told = |name: &str| row.detail.get(name).and_then(|value| value.as_str());
    let kind: EventKind = code(&row.kind)?;
    let moved = kind == EventKind::Transition;
    let detail = match kind {
        EventKind::CriterionJudged => told("criterion"),
        EventKind::DayZeroSet => told("to"),
        _ => None,
    };
    Ok(Event {
        at: row.at,
        actor: (row.actor_kind != entity::ActorKind::Machine).then(|| row.actor.clone()),
        kind,
        from: told("from").filter(|_| moved).map(code).transpose()?,
        to: told("to").filter(|_| moved).map(code).transpose()?,
        detail: detail.map(str::to_owned),
        reason: row.reason.clone(),
    })
}

fn mail(row: &outbox::Model) -> Result<MailRow> {
    Ok(MailRow {
        to: case::masked(&row.recipient),
        status: code(case::mail_state(row))?,
        at: row.sent_at.unwrap_or(row.created_at),
        attempts: i64::from(row.attempts),
        error: row.last_error.clone(),
    })
}

fn document(case: &row::Model, made: &case::Made) -> Document {
    Document {
        kind: DocumentKind::Report,
        href: format!("/cases/{}/documents/{}", case.id, made.id),
        made_at: made.created_at,
        made_by: made.created_by.clone(),
        bytes: u64::try_from(made.size).unwrap_or_default(),
        sha256: made.sha256.clone(),
    }
}
