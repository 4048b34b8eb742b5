//! Cases: listed, shown, changed, and their report.

use actix_web::{
    HttpRequest, HttpResponse, get, patch, post,
    web::{Json, Path, Payload, Query},
};
use chrono::{DateTime, NaiveDate, Utc};
use entity::{CaseId, CaseKind, CaseState, Criteria, PostId, case as row};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Listing, cut, limit};
use crate::{
    case::{self, Change, Detail, Judgement, state::Transition},
    error::{Error, Problem, Result},
    json, report,
    web::{
        form,
        guard::{As, ReadCases, WorkCases},
        lang_of,
    },
};

/// A case in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseOut {
    #[schema(value_type = String)]
    id: CaseId,
    number: String,
    version: i32,
    #[schema(value_type = String)]
    state: CaseState,
    #[schema(value_type = String)]
    kind: CaseKind,
    serious: bool,
    seriousness: Vec<String>,
    products: Vec<String>,
    reactions: Vec<String>,
    special_situations: Vec<String>,
    day_zero: NaiveDate,
    /// A person has decided day zero; otherwise it is proposed.
    day_zero_decided: bool,
    due_on: NaiveDate,
    #[schema(value_type = String)]
    post: PostId,
    posted_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    detected_at: DateTime<Utc>,
    first_seen_at: Option<DateTime<Utc>>,
    criteria_complete_at: Option<DateTime<Utc>>,
    opened_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl From<&row::Model> for CaseOut {
    fn from(row: &row::Model) -> Self {
        Self {
            id: row.id,
            number: case::number(row),
            version: row.version,
            state: row.state,
            kind: row.kind,
            serious: row.serious,
            seriousness: row.seriousness.0.clone(),
            products: row.products.0.clone(),
            reactions: row.reactions.0.clone(),
            special_situations: row.special_situations.0.clone(),
            day_zero: row.day_zero,
            day_zero_decided: row.day_zero_reason.is_some(),
            due_on: row.due_on,
            post: row.post_id,
            posted_at: row.posted_at,
            received_at: row.received_at,
            detected_at: row.detected_at,
            first_seen_at: row.first_seen_at,
            criteria_complete_at: row.criteria_complete_at,
            opened_at: row.opened_at,
            updated_at: row.updated_at,
        }
    }
}

/// A case with everything that belongs to it.
#[derive(Debug, Serialize, ToSchema)]
pub struct CaseDetailOut {
    #[serde(flatten)]
    case: CaseOut,
    day_zero_reason: Option<String>,
    assignee: Option<String>,
    /// The ledger of the four criteria of a valid ICSR.
    #[schema(value_type = Object)]
    criteria: Criteria,
    page: String,
    platform: String,
    /// The words of the post that speak of the event.
    text: String,
    /// What the engine said of them.
    #[schema(value_type = Object)]
    review: serde_json::Value,
    events: Vec<EventOut>,
    documents: Vec<DocumentOut>,
    /// What a person may do with it now.
    transitions: Vec<Transition>,
}

/// One step in a case's life.
#[derive(Debug, Serialize, ToSchema)]
pub struct EventOut {
    version: i32,
    at: DateTime<Utc>,
    actor: String,
    kind: String,
    reason: Option<String>,
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// A document made of a case.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentOut {
    kind: String,
    language: String,
    case_version: i32,
    sha256: String,
    created_at: DateTime<Utc>,
}

impl From<Detail> for CaseDetailOut {
    fn from(detail: Detail) -> Self {
        let events = detail.events.into_iter().map(|event| EventOut {
            version: event.version,
            at: event.at,
            actor: event.actor,
            kind: event.kind,
            reason: event.reason,
            detail: event.detail,
        });
        let documents = detail.documents.into_iter().map(|made| DocumentOut {
            kind: made.kind.to_string(),
            language: made.language,
            case_version: made.case_version,
            sha256: made.sha256,
            created_at: made.created_at,
        });
        Self {
            case: CaseOut::from(&detail.case),
            day_zero_reason: detail.case.day_zero_reason,
            assignee: detail.assignee,
            criteria: detail.case.criteria,
            page: detail.source.page.key,
            platform: detail.source.page.platform,
            text: detail.source.revision.text,
            review: detail.source.revision.review,
            events: events.collect(),
            documents: documents.collect(),
            transitions: case::state::offered(detail.case.state),
        }
    }
}

/// What a list of cases is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CaseQuery {
    /// One state.
    #[param(value_type = Option<String>)]
    state: Option<CaseState>,
    /// Serious or not.
    serious: Option<bool>,
    /// From the page before.
    cursor: Option<String>,
    /// How many, up to 200.
    limit: Option<u64>,
}

/// Cases, the first due first.
#[utoipa::path(
    operation_id = "listCases", tag = "cases", security(("bearer" = [])), params(CaseQuery),
    responses((status = 200, body = Listing<CaseOut>), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[get("/cases")]
pub async fn list_cases(me: As<ReadCases>, query: Query<CaseQuery>) -> Result<Json<Listing<CaseOut>>> {
    let query = query.into_inner();
    let limit = limit(query.limit);
    let after =
        query.cursor.map(|text| text.parse()).transpose().map_err(|()| {
            Error::invalid("cursor", "wrong_value", "expected the `next` of the page before, unchanged")
        })?;
    let filter = case::Filter { state: query.state, serious: query.serious, after };
    let mut cases = case::list(me.app.db.read(), me.access.organisation.id, &filter, limit + 1).await?;
    let more = cut(&mut cases, limit);
    let next = cases.last().filter(|_| more).map(|last| case::Cursor { due_on: last.due_on, id: last.id }.to_string());
    Ok(Json(Listing { items: cases.iter().map(CaseOut::from).collect(), next }))
}

/// One case; its `ETag` is its version.
#[utoipa::path(
    operation_id = "showCase", tag = "cases", security(("bearer" = [])), params(("id" = String, Path)),
    responses((status = 200, body = CaseDetailOut), (status = 401, body = Problem), (status = 404, body = Problem))
)]
#[get("/cases/{id}")]
pub async fn show_case(me: As<ReadCases>, id: Path<String>) -> Result<HttpResponse> {
    let id = form::case_id(&id)?;
    answer(&me.app, &me.access, id).await
}

async fn answer(app: &crate::app::App, access: &crate::account::Access, id: CaseId) -> Result<HttpResponse> {
    let detail = case::detail(app.db.read(), &access.organisation, id).await?;
    Ok(HttpResponse::Ok().insert_header(form::etag(detail.case.version)).json(CaseDetailOut::from(detail)))
}

/// What to change in a case; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CasePatch {
    /// The version you saw, unless `If-Match` says it.
    version: Option<i32>,
    /// Judgements of the four criteria.
    #[serde(default)]
    criteria: Vec<CriterionPatch>,
    /// The decided day zero.
    day_zero: Option<DayZeroPatch>,
    /// The criteria of seriousness that are met; an empty list means not serious.
    seriousness: Option<SeriousnessPatch>,
}

/// A judgement of one criterion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CriterionPatch {
    criterion: Judgement,
    /// `null` takes an earlier judgement back.
    met: Option<bool>,
    note: Option<String>,
}

/// A decided day zero.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DayZeroPatch {
    day: NaiveDate,
    reason: String,
}

/// A judgement of seriousness.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriousnessPatch {
    criteria: Vec<String>,
    reason: Option<String>,
}

impl CasePatch {
    fn changes(self) -> Vec<Change> {
        let criteria = self.criteria.into_iter().map(|patch| Change::Judge {
            criterion: patch.criterion,
            met: patch.met,
            note: patch.note,
        });
        let day_zero = self.day_zero.map(|patch| Change::DayZero { day: patch.day, reason: patch.reason });
        let seriousness =
            self.seriousness.map(|patch| Change::Seriousness { criteria: patch.criteria, reason: patch.reason });
        criteria.chain(day_zero).chain(seriousness).collect()
    }
}

/// Change a case: all of it or nothing, and only the version you saw.
#[utoipa::path(
    operation_id = "patchCase", tag = "cases", security(("bearer" = [])), params(("id" = String, Path)),
    request_body = CasePatch,
    responses(
        (status = 200, body = CaseDetailOut), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[patch("/cases/{id}")]
pub async fn patch_case(
    me: As<WorkCases>,
    id: Path<String>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    let id = form::case_id(&id)?;
    form::media(&request)?;
    let patch: CasePatch = json::read(&form::body(payload).await?)?;
    let version = form::version(&request, patch.version)?;
    let key = form::idempotency_key(&request)?;
    case::apply(&me.app, &me.access, id, version, patch.changes(), key).await?;
    answer(&me.app, &me.access, id).await
}

/// Why, and the version that was seen.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TransitionIn {
    /// The version you saw, unless `If-Match` says it.
    version: Option<i32>,
    /// Why, or to whom it was sent.
    reason: Option<String>,
}

/// Bring a case into another state.
#[utoipa::path(
    operation_id = "changeCaseState", tag = "cases", security(("bearer" = [])),
    params(("id" = String, Path), ("transition" = Transition, Path)), request_body = TransitionIn,
    responses(
        (status = 200, body = CaseDetailOut), (status = 401, body = Problem), (status = 403, body = Problem),
        (status = 404, body = Problem), (status = 409, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/cases/{id}/{transition}")]
pub async fn change_state(
    me: As<WorkCases>,
    path: Path<(String, String)>,
    request: HttpRequest,
    payload: Payload,
) -> Result<HttpResponse> {
    let (id, transition) = path.into_inner();
    let id = form::case_id(&id)?;
    let transition: Transition = transition.parse().map_err(|_| Error::NotFound("transition"))?;
    let body = form::body(payload).await?;
    let sent: TransitionIn = if body.trim_ascii().is_empty() { TransitionIn::default() } else { json::read(&body)? };
    let version = form::version(&request, sent.version)?;
    let key = form::idempotency_key(&request)?;
    let change = Change::Transition { transition, reason: sent.reason };
    case::apply(&me.app, &me.access, id, version, vec![change], key).await?;
    answer(&me.app, &me.access, id).await
}

/// Language of a document.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReportQuery {
    /// `fr` or `en`; the reader's language by default.
    #[param(value_type = Option<String>)]
    lang: Option<report::Language>,
}

/// The report of a case as PDF.
#[utoipa::path(
    operation_id = "caseReport", tag = "cases", security(("bearer" = [])), params(("id" = String, Path), ReportQuery),
    responses(
        (status = 200, description = "A PDF/A-2a document", content_type = "application/pdf"),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
    )
)]
#[get("/cases/{id}/report.pdf")]
pub async fn case_report(
    me: As<ReadCases>,
    id: Path<String>,
    query: Query<ReportQuery>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let id = form::case_id(&id)?;
    let language = query.lang.unwrap_or_else(|| match lang_of(&request) {
        crate::view::Lang::Fr => report::Language::Fr,
        crate::view::Lang::En => report::Language::En,
    });
    let report = case::report(&me.app, &me.access, id, language).await?;
    Ok(form::pdf(report))
}
