//! Made-up cases that go through every branch of the case page.

use super::case::{
    Case, CriterionRow, Document, Event, Judgement, MailRow, MissingItem, Parent, Product, Reaction, Source,
    TransitionOffer,
};
use super::{FieldError, at, on, sample_finding, sample_policy};
use crate::view::label::{
    CaseKind, Criterion, CriterionStatus, DocumentKind, EventKind, Field, FieldProblem, Label, MailStatus, PostKind,
    ProductRole, ReactionStatus, SegmentKind, Seriousness, SeriousnessCriterion, Speaker, SpecialSituation, State,
    Transition,
};
use crate::view::segment::Segment;
use crate::view::time::Due;

pub(super) fn samples() -> Vec<Case> {
    let every_state = State::ALL.iter().map(|state| Case { state: *state, ..bare() });
    [worked(), refused()].into_iter().chain(every_state).collect()
}

/// A case in the middle of its life, with everything a case can have.
fn worked() -> Case {
    Case {
        id: "0197a3b2-0042-7000-8000-000000000000".to_owned(),
        number: "VIG-2026-0042".to_owned(),
        version: 4,
        state: State::InReview,
        kind: CaseKind::Report,
        seriousness: Seriousness::Serious,
        seriousness_criteria: vec![SeriousnessCriterion::Hospitalisation],
        opened_at: at("2026-11-20T08:12:00Z"),
        assignee: Some("Claire Martin".to_owned()),
        day_zero: Some(on("2026-11-20")),
        day_zero_reason: Some("Quatre critères réunis dès la première lecture.".to_owned()),
        today: on("2026-11-23"),
        due: Some(due("2026-12-05")),
        source: source(),
        products: vec![
            Product {
                name: "LEVOTHYROX".to_owned(),
                substance: Some("lévothyroxine".to_owned()),
                excerpt: Some("levotirox".to_owned()),
                role: ProductRole::Suspect,
                from_page: false,
            },
            Product {
                name: "DOLIPRANE".to_owned(),
                substance: None,
                excerpt: None,
                role: ProductRole::Concomitant,
                from_page: true,
            },
        ],
        reactions: ReactionStatus::ALL.iter().take(2).map(|status| reaction(*status)).collect(),
        special_situations: vec![SpecialSituation::MedicationError],
        criteria: criteria(),
        missing: vec![MissingItem {
            criterion: Criterion::Reporter,
            question: "Dans quel pays vivez-vous ?".to_owned(),
        }],
        transitions: transitions(),
        editable: true,
        errors: vec![],
        events: events(),
        mails: mails(),
        documents: vec![document(), document()],
        score: 93,
        policy: sample_policy(),
        cues: vec!["depuis que".to_owned(), "hospitalisée".to_owned()],
        findings: vec![sample_finding()],
    }
}

/// The same case, just after a form was refused.
fn refused() -> Case {
    let error = |field, problem, form| FieldError::new(field, problem).in_form(form);
    Case {
        errors: vec![
            error(Field::Reason, FieldProblem::Required, Transition::Dismiss.code()),
            error(Field::DayZero, FieldProblem::InFuture, "day-zero"),
            error(Field::Seriousness, FieldProblem::Required, "seriousness"),
            error(Field::Note, FieldProblem::TooLong, Criterion::Reporter.code()),
        ],
        day_zero_reason: None,
        due: Some(due("2026-11-21")),
        ..worked()
    }
}

/// A case with nothing that a case can do without, read by someone who may change nothing.
fn bare() -> Case {
    let source = Source { author: None, url: None, parent: None, deleted_at: None, ..source() };
    Case {
        kind: CaseKind::SpecialSituation,
        seriousness: Seriousness::NotSerious,
        seriousness_criteria: vec![],
        assignee: None,
        day_zero: None,
        day_zero_reason: None,
        due: None,
        source,
        products: vec![],
        reactions: vec![],
        special_situations: vec![],
        missing: vec![],
        transitions: vec![],
        editable: false,
        events: vec![],
        mails: vec![],
        documents: vec![],
        cues: vec![],
        findings: vec![],
        ..worked()
    }
}

fn due(day: &str) -> Due {
    Due::new(on(day), at("2026-11-23T09:00:00Z"), chrono_tz::Tz::Europe__Paris)
}

fn transitions() -> Vec<TransitionOffer> {
    [
        (Transition::Confirm, false),
        (Transition::RequestInformation, false),
        (Transition::Submit, true),
        (Transition::Dismiss, true),
    ]
    .map(|(transition, reason_required)| TransitionOffer { transition, reason_required })
    .into()
}

fn source() -> Source {
    let part = |text: &str, kind, label: Option<&str>| Segment {
        text: text.to_owned(),
        kind,
        label: label.map(str::to_owned),
    };
    Source {
        post_id: "0197a3b2-1111-7000-8000-000000000000".to_owned(),
        platform: "Facebook".to_owned(),
        page: "Laboratoire Exemple".to_owned(),
        kind: PostKind::Comment,
        speaker: Speaker::Visitor,
        author: Some("Sylvie <B.>".to_owned()),
        published_at: at("2026-11-19T20:41:00Z"),
        received_at: at("2026-11-20T08:11:58Z"),
        url: Some("https://social.example/p/1?c=2&r=3".to_owned()),
        text_lang: "fr".to_owned(),
        segments: vec![
            part("Bonsoir,\n", SegmentKind::Plain, None),
            part("ma mère de 71 ans", SegmentKind::Patient, Some("femme, 71 ans")),
            part(" est passée au nouveau ", SegmentKind::Plain, None),
            part("levotirox", SegmentKind::Product, Some("LEVOTHYROX")),
            part(" le mois dernier. Depuis elle a des ", SegmentKind::Plain, None),
            part("vertiges terribles", SegmentKind::Reaction, Some("Vertige")),
            part(" & elle a été ", SegmentKind::Plain, None),
            part("hospitalisée deux jours", SegmentKind::Seriousness, None),
            part(". On lui avait ", SegmentKind::Plain, None),
            part("doublé la dose par erreur", SegmentKind::Special, Some("erreur médicamenteuse")),
            part(" 😡. Votre collègue nous avait dit « ", SegmentKind::Plain, None),
            part("donnez-nous 5 étoiles", SegmentKind::Finding, Some("fr.csp.testimonial")),
            part(" » !", SegmentKind::Plain, None),
        ],
        parent: Some(Parent {
            author: Some("Laboratoire Exemple".to_owned()),
            text: "Posez vos questions à notre équipe.".to_owned(),
        }),
        deleted_at: Some(at("2026-11-21T06:00:00Z")),
        sha256: "9b74".repeat(16),
    }
}

fn reaction(status: ReactionStatus) -> Reaction {
    Reaction { term: "Vertige".to_owned(), excerpt: "vertiges terribles".to_owned(), status }
}

fn criteria() -> Vec<CriterionRow> {
    let row = |criterion, status, quotes: &[&str]| CriterionRow {
        criterion,
        status,
        quotes: quotes.iter().map(|quote| (*quote).to_owned()).collect(),
        judgement: None,
    };
    let judgement = |note: Option<&str>| {
        Some(Judgement {
            by: "Claire Martin".to_owned(),
            at: at("2026-11-20T09:00:00Z"),
            note: note.map(str::to_owned),
        })
    };
    vec![
        CriterionRow {
            judgement: judgement(Some("Âge et sexe donnés par sa fille.")),
            ..row(Criterion::Patient, CriterionStatus::Met, &["ma mère de 71 ans"])
        },
        CriterionRow { judgement: judgement(None), ..row(Criterion::Reporter, CriterionStatus::NotMet, &[]) },
        row(Criterion::Product, CriterionStatus::Met, &["levotirox"]),
        row(Criterion::Reaction, CriterionStatus::ToJudge, &["vertiges terribles", "hospitalisée deux jours"]),
    ]
}

fn events() -> Vec<Event> {
    EventKind::ALL
        .iter()
        .map(|kind| {
            let moved = *kind == EventKind::Transition;
            Event {
                at: at("2026-11-20T09:03:00Z"),
                actor: moved.then(|| "Claire Martin".to_owned()),
                kind: *kind,
                from: moved.then_some(State::New),
                to: moved.then_some(State::InReview),
                detail: match kind {
                    EventKind::CriterionJudged => Some("patient".to_owned()),
                    EventKind::DayZeroSet => Some("2026-11-20".to_owned()),
                    EventKind::DocumentMade => Some("VIG-2026-0042.pdf".to_owned()),
                    _ => None,
                },
                reason: moved.then(|| "Cas complet, patient identifiable.".to_owned()),
            }
        })
        .collect()
}

fn mails() -> Vec<MailRow> {
    MailStatus::ALL
        .iter()
        .map(|status| MailRow {
            to: "pharmacovigilance@laboratoire.example".to_owned(),
            status: *status,
            at: at("2026-11-20T08:12:04Z"),
            attempts: i64::from(*status != MailStatus::Queued),
            error: (*status == MailStatus::GaveUp).then(|| "550 mailbox unavailable".to_owned()),
        })
        .collect()
}

fn document() -> Document {
    Document {
        kind: DocumentKind::Report,
        href: "/cases/0197a3b2-0042-7000-8000-000000000000/documents/0197a3b2-7777-7000-8000-000000000000".to_owned(),
        bytes: 48_213,
        made_at: at("2026-11-21T14:30:00Z"),
        made_by: "Claire Martin".to_owned(),
        sha256: "d2a8".repeat(16),
    }
}
