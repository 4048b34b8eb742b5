//! The inbox and the case page, with its forms.

use std::collections::BTreeMap;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    post,
    web::{Form, Path, Query},
};
use chrono::NaiveDate;
use entity::{CaseId, CaseState, case as row};
use serde::Deserialize;

use super::{back, case_page, code, codes, render};
use crate::{
    account::{Access, Permission},
    app::App,
    case::{self, Change, Judgement, state::Transition},
    clock,
    error::{Error, Field as Wrong, Result},
    report,
    view::{
        Due, Field, FieldProblem, Flash, Lang, Nav, Seriousness,
        page::{CaseRow, FieldError, Inbox, InboxFilter, Paging, StateCount},
    },
    web::{
        cut, form,
        guard::{As, ReadCases, WorkCases},
        lang_of,
    },
};

/// Cases on one page.
const ROWS: u64 = 50;

#[derive(Deserialize)]
struct InboxQuery {
    #[serde(default)]
    state: String,
    #[serde(default)]
    seriousness: String,
    #[serde(default)]
    cursor: String,
}

/// The inbox.
#[get("/cases")]
pub async fn inbox(me: As<ReadCases>, query: Query<InboxQuery>, request: HttpRequest) -> Result<HttpResponse> {
    let (app, access) = (&me.app, &me.access);
    let filter = InboxFilter { state: query.state.parse().ok(), seriousness: query.seriousness.parse().ok() };
    let narrowed = case::Filter {
        state: query.state.parse().ok(),
        serious: filter.seriousness.map(|seriousness| seriousness == Seriousness::Serious),
        after: query.cursor.parse().ok(),
    };
    let today = clock::day(app.clock.now(), access.zone());
    let counts = case::counts(app.db.read(), access.organisation.id, today).await?;
    let mut cases = case::list(app.db.read(), access.organisation.id, &narrowed, ROWS + 1).await?;
    let more = cut(&mut cases, ROWS);
    let last = cases.last().filter(|_| more).map(|last| case::Cursor { due_on: last.due_on, id: last.id }.to_string());
    let address = |cursor: Option<&str>| address(&query, cursor);
    let page = Inbox {
        filter,
        total: counts.by_state.iter().map(|(_, count)| count).sum(),
        overdue: counts.overdue,
        counts: counts
            .by_state
            .iter()
            .filter(|(_, count)| *count > 0)
            .map(|(state, count)| Ok(StateCount { state: code(state.as_str())?, count: *count }))
            .collect::<Result<_>>()?,
        cases: cases.iter().map(|case| case_row(app, access, case)).collect::<Result<_>>()?,
        paging: Paging {
            first: (!query.cursor.is_empty()).then(|| address(None)),
            next: last.as_deref().map(|cursor| address(Some(cursor))),
        },
    };
    render(app, Some(access), &request, StatusCode::OK, Some(Nav::Cases), &page)
}

fn address(query: &InboxQuery, cursor: Option<&str>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in [("state", query.state.as_str()), ("seriousness", &query.seriousness)] {
        if !value.is_empty() {
            pairs.append_pair(name, value);
        }
    }
    if let Some(cursor) = cursor {
        pairs.append_pair("cursor", cursor);
    }
    format!("/cases?{}", pairs.finish())
}

fn case_row(app: &App, access: &Access, case: &row::Model) -> Result<CaseRow> {
    Ok(CaseRow {
        id: case.id.to_string(),
        number: case::number(case),
        products: case.products.0.clone(),
        reactions: case.reactions.0.clone(),
        special_situations: codes(&case.special_situations.0),
        seriousness: case_page::seriousness(case),
        kind: code(case.kind.as_str())?,
        state: code(case.state.as_str())?,
        opened_at: case.opened_at,
        due: Some(due(app, access, case)),
        assignee: None,
    })
}

/// The deadline as it stands now.
pub(super) fn due(app: &App, access: &Access, case: &row::Model) -> Due {
    if case::state::is_settled(case.state) {
        Due::settled(case.due_on)
    } else {
        Due::new(case.due_on, app.clock.now(), access.zone())
    }
}

/// One case.
#[get("/cases/{id}")]
pub async fn show(me: As<ReadCases>, id: Path<String>, request: HttpRequest) -> Result<HttpResponse> {
    let id = form::case_id(&id)?;
    case::first_seen(&me.app, &me.access, id).await?;
    page(&me.app, &me.access, id, &request, StatusCode::OK, Vec::new()).await
}

async fn page(
    app: &App,
    access: &Access,
    id: CaseId,
    request: &HttpRequest,
    status: StatusCode,
    errors: Vec<FieldError>,
) -> Result<HttpResponse> {
    let detail = case::detail(app.db.read(), &access.organisation, id).await?;
    let mut page = case_page::page(app, access, &detail)?;
    page.errors = errors;
    render(app, Some(access), request, status, Some(Nav::Cases), &page)
}

/// The case's report as a download.
#[get("/cases/{id}/report.pdf")]
pub async fn case_report(me: As<ReadCases>, id: Path<String>, request: HttpRequest) -> Result<HttpResponse> {
    let language = match lang_of(&request) {
        Lang::Fr => report::Language::Fr,
        Lang::En => report::Language::En,
    };
    Ok(form::pdf(case::report(&me.app, &me.access, form::case_id(&id)?, language).await?))
}

/// A document that was made before.
#[get("/cases/{id}/documents/{document}")]
pub async fn document(me: As<ReadCases>, path: Path<(String, String)>) -> Result<HttpResponse> {
    let (id, document) = path.into_inner();
    let document = document.parse().map_err(|_| Error::NotFound("document"))?;
    Ok(form::pdf(case::document(&me.app, &me.access, form::case_id(&id)?, document).await?))
}

#[derive(Deserialize)]
struct CriterionForm {
    version: i32,
    criterion: Judgement,
    status: String,
    #[serde(default)]
    note: String,
}

/// Judges one of the four criteria.
#[post("/cases/{id}/criteria")]
pub async fn judge(
    me: As<WorkCases>,
    id: Path<String>,
    sent: Form<CriterionForm>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let sent = sent.into_inner();
    let met = match sent.status.as_str() {
        "met" => Some(true),
        "not_met" => Some(false),
        _ => None,
    };
    let form = match sent.criterion {
        Judgement::Patient => "patient",
        Judgement::Reporter => "reporter",
        Judgement::Product => "product",
        Judgement::Reaction => "reaction",
    };
    let change = Change::Judge { criterion: sent.criterion, met, note: Some(sent.note) };
    apply(&me, &id, sent.version, change, form, &request).await
}

#[derive(Deserialize)]
struct DayZeroForm {
    version: i32,
    day_zero: String,
    #[serde(default)]
    reason: String,
}

/// Decides day zero.
#[post("/cases/{id}/day-zero")]
pub async fn set_day_zero(
    me: As<WorkCases>,
    id: Path<String>,
    sent: Form<DayZeroForm>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let sent = sent.into_inner();
    let Ok(day) = sent.day_zero.parse::<NaiveDate>() else {
        let problem = if sent.day_zero.is_empty() { FieldProblem::Required } else { FieldProblem::Invalid };
        let errors = vec![FieldError::new(Field::DayZero, problem).in_form("day-zero")];
        let id = form::case_id(&id)?;
        return page(&me.app, &me.access, id, &request, StatusCode::UNPROCESSABLE_ENTITY, errors).await;
    };
    let change = Change::DayZero { day, reason: sent.reason };
    apply(&me, &id, sent.version, change, "day-zero", &request).await
}

/// Judges seriousness: the form sends one field for each criterion that is ticked.
#[post("/cases/{id}/seriousness")]
pub async fn set_seriousness(
    me: As<WorkCases>,
    id: Path<String>,
    sent: Form<BTreeMap<String, String>>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let mut sent = sent.into_inner();
    let version = sent.remove("version").and_then(|version| version.parse().ok());
    let version = version.ok_or_else(|| Error::invalid("version", "required", "open the case again"))?;
    let reason = sent.remove("reason");
    let change = Change::Seriousness { criteria: sent.into_keys().collect(), reason };
    apply(&me, &id, version, change, "seriousness", &request).await
}

#[derive(Deserialize)]
struct TransitionForm {
    version: i32,
    #[serde(default)]
    reason: String,
}

/// Brings the case into another state.
#[post("/cases/{id}/{transition}")]
pub async fn change_state(
    me: As<WorkCases>,
    path: Path<(String, String)>,
    sent: Form<TransitionForm>,
    request: HttpRequest,
) -> Result<HttpResponse> {
    let (id, transition) = path.into_inner();
    let transition: Transition = transition.parse().map_err(|_| Error::NotFound("transition"))?;
    let change = Change::Transition { transition, reason: Some(sent.reason.clone()) };
    apply(&me, &id, sent.version, change, transition.as_str(), &request).await
}

/// Applies a change and goes back to the case; what was wrong with the form is shown at its field.
async fn apply(
    me: &As<WorkCases>,
    id: &str,
    version: i32,
    change: Change,
    form: &'static str,
    request: &HttpRequest,
) -> Result<HttpResponse> {
    let id = form::case_id(id)?;
    let address = format!("/cases/{id}");
    match case::apply(&me.app, &me.access, id, version, vec![change], None).await {
        Ok(_) => Ok(back(&address, Some(Flash::CaseUpdated))),
        Err(Error::VersionConflict) => Ok(back(&address, Some(Flash::CaseChanged))),
        Err(Error::Conflict(_)) => Ok(back(&address, Some(Flash::CaseIncomplete))),
        Err(Error::Invalid(wrong)) => {
            let errors = wrong.iter().map(|wrong| field_error(wrong).in_form(form)).collect();
            page(&me.app, &me.access, id, request, StatusCode::UNPROCESSABLE_ENTITY, errors).await
        }
        Err(other) => Err(other),
    }
}

fn field_error(wrong: &Wrong) -> FieldError {
    let field = wrong.path.parse().unwrap_or(Field::Reason);
    FieldError::new(field, wrong.code.parse().unwrap_or(FieldProblem::Invalid))
}

/// Whether a reader may change a case in this state.
pub(super) fn editable(access: &Access, state: CaseState) -> bool {
    Permission::WorkCases.granted_to(access.role) && !case::state::is_settled(state)
}
