//! Changing a case: parse → decide (pure) → write in one transaction, with an event and a trail entry for each step.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{CaseId, CaseState, Criterion, UserId, Words, case, case_event};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, IntoActiveModel, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    deadline::{self, BadDayZero},
    state::{self, Facts, Transition},
};
use crate::{
    account::{Access, Permission},
    app::App,
    audit::{self, Deed},
    error::{Error, Result},
};

/// Longest reason or note, in characters.
const MAX_REASON_CHARS: usize = 4_000;
/// The six criteria of seriousness (ICH E2A).
const SERIOUSNESS: [&str; 6] =
    ["death", "life_threatening", "hospitalisation", "disability", "congenital_anomaly", "other_important"];

/// One of the four criteria of a valid ICSR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Judgement {
    /// One identifiable patient.
    Patient,
    /// One identifiable reporter.
    Reporter,
    /// One suspect product.
    Product,
    /// One suspect reaction.
    Reaction,
}

/// Something a person changes in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Another state.
    Transition {
        /// Which way.
        transition: Transition,
        /// Why, or to whom.
        reason: Option<String>,
    },
    /// A criterion is met, or is not.
    Judge {
        /// Which.
        criterion: Judgement,
        /// Whether it is met; `None` takes an earlier judgement back.
        met: Option<bool>,
        /// On what ground.
        note: Option<String>,
    },
    /// The day the clock starts.
    DayZero {
        /// The day.
        day: NaiveDate,
        /// Why that day.
        reason: String,
    },
    /// The criteria of seriousness that are met.
    Seriousness {
        /// Which; none means not serious.
        criteria: Vec<String>,
        /// Why.
        reason: Option<String>,
    },
}

/// Applies changes to the version of a case that the person saw, all of them or none.
///
/// With a key, asking again changes nothing and answers the case as it is now.
///
/// # Errors
/// [`Error::VersionConflict`] when somebody was faster, [`Error::Conflict`] when the state does not allow it,
/// [`Error::Invalid`] for an impossible value.
pub async fn apply(
    app: &App,
    access: &Access,
    id: CaseId,
    version: i32,
    changes: Vec<Change>,
    key: Option<String>,
) -> Result<case::Model> {
    access.need(Permission::WorkCases)?;
    let organisation = access.organisation.id;
    app.db
        .write(async |tx| {
            audit::lock(tx, organisation).await?;
            let case = find(tx, access, id).await?;
            if let Some(key) = &key
                && asked_before(tx, access, id, key).await?
            {
                return Ok(case);
            }
            if case.version != version {
                return Err(Error::VersionConflict);
            }
            let mut case = case;
            let (mut events, mut deeds) = (Vec::new(), Vec::new());
            for change in changes {
                let step = decide(&mut case, change, access, app.clock.now())?;
                case.version += 1;
                case.updated_at = app.clock.now();
                deeds.push(Deed::new(step.action, "case", case.id, step.detail.clone()));
                events.push(step.event(app, access, &case, key.clone().filter(|_| events.is_empty())));
            }
            let case = case.into_active_model().reset_all().update(tx).await?;
            crate::db::insert_all(tx, events).await?;
            audit::append(tx, &app.clock, organisation, &access.actor, deeds).await?;
            Ok(case)
        })
        .await
}

/// Notes that a person has opened the case for the first time; the clock may hang on it.
///
/// # Errors
/// When the database does not answer.
pub async fn first_seen(app: &App, access: &Access, id: CaseId) -> Result<()> {
    if access.user.is_none() || !Permission::WorkCases.granted_to(access.role) {
        return Ok(());
    }
    if find(app.db.read(), access, id).await?.first_seen_at.is_some() {
        return Ok(());
    }
    app.db
        .write(async |tx| {
            audit::lock(tx, access.organisation.id).await?;
            let mut case = find(tx, access, id).await?;
            if case.first_seen_at.is_some() {
                return Ok(());
            }
            case.first_seen_at = Some(app.clock.now());
            case.into_active_model().reset_all().update(tx).await?;
            let deed = Deed::new("case.first_seen", "case", id, json!({}));
            audit::append(tx, &app.clock, access.organisation.id, &access.actor, vec![deed]).await?;
            Ok(())
        })
        .await
}

/// What one change did.
struct Step {
    action: &'static str,
    kind: &'static str,
    reason: Option<String>,
    detail: Value,
}

impl Step {
    fn event(self, app: &App, access: &Access, case: &case::Model, key: Option<String>) -> case_event::ActiveModel {
        case_event::Model {
            id: app.clock.id(),
            organisation_id: case.organisation_id,
            case_id: case.id,
            version: case.version,
            at: case.updated_at,
            actor_kind: access.actor.kind,
            actor: access.actor.name.clone(),
            kind: self.kind.to_owned(),
            reason: self.reason,
            detail: self.detail,
            idempotency_key: key,
        }
        .into_active_model()
    }
}

/// Decides what a change does to the case; nothing is written here.
fn decide(case: &mut case::Model, change: Change, access: &Access, now: DateTime<Utc>) -> Result<Step> {
    if !matches!(change, Change::Transition { .. }) {
        if state::is_settled(case.state) {
            return Err(Error::Conflict(format!("a case that is {} is not changed: reopen it first", case.state)));
        }
        // Who judges has taken the case: from now on a person's values stand, whatever the author edits.
        if case.state == CaseState::New {
            case.state = CaseState::InReview;
            case.assignee_id = user(access);
        }
    }
    match change {
        Change::Transition { transition, reason } => {
            let reason = said("reason", reason)?;
            let facts = Facts {
                state: case.state,
                kind: case.kind,
                criteria_complete: case.criteria.complete(),
                day_zero_decided: case.day_zero_by.is_some() || case.day_zero_reason.is_some(),
            };
            let to = state::step(facts, transition, reason.as_deref()).map_err(refusal)?;
            let detail = json!({ "transition": transition, "from": case.state, "to": to });
            case.state = to;
            if transition == Transition::Take {
                case.assignee_id = user(access);
            }
            Ok(Step { action: "case.transition", kind: "transition", reason, detail })
        }
        Change::Judge { criterion, met, note } => {
            let note = said("note", note)?;
            let row = match criterion {
                Judgement::Patient => &mut case.criteria.patient,
                Judgement::Reporter => &mut case.criteria.reporter,
                Judgement::Product => &mut case.criteria.product,
                Judgement::Reaction => &mut case.criteria.reaction,
            };
            let detail = json!({ "criterion": criterion, "from": row.met, "to": met });
            *row = Criterion {
                met: met.unwrap_or_default(),
                quotes: std::mem::take(&mut row.quotes),
                judged_by: met.map(|_| access.actor.name.clone()),
                judged_at: met.map(|_| now),
                note: note.clone(),
            };
            if case.criteria.complete() && case.criteria_complete_at.is_none() {
                case.criteria_complete_at = Some(now);
            }
            Ok(Step { action: "case.criterion_judged", kind: "criterion_judged", reason: note, detail })
        }
        Change::DayZero { day, reason } => {
            let reason = said("reason", Some(reason))?.ok_or_else(|| missing("reason"))?;
            deadline::check_day_zero(day, case.posted_at.min(case.received_at), case.first_seen_at, now, access.zone())
                .map_err(bad_day)?;
            let detail = json!({ "from": case.day_zero, "to": day });
            case.day_zero = day;
            case.day_zero_by = user(access);
            case.day_zero_reason = Some(reason.clone());
            case.due_on = deadline::due_on(day, case.serious);
            Ok(Step { action: "case.day_zero_set", kind: "day_zero_set", reason: Some(reason), detail })
        }
        Change::Seriousness { criteria, reason } => {
            let reason = said("reason", reason)?;
            let criteria = known_criteria(&criteria)?;
            let detail = json!({ "from": case.seriousness, "to": criteria });
            case.serious = !criteria.is_empty();
            case.seriousness = Words(criteria);
            case.due_on = deadline::due_on(case.day_zero, case.serious);
            Ok(Step { action: "case.seriousness_set", kind: "seriousness_set", reason, detail })
        }
    }
}

/// The criteria that were named, each once, in the order of the guideline.
fn known_criteria(named: &[String]) -> Result<Vec<String>> {
    if named.iter().any(|criterion| !SERIOUSNESS.contains(&criterion.as_str())) {
        let message = format!("expected any of: {}", SERIOUSNESS.join(", "));
        return Err(Error::invalid("seriousness", "unknown_value", message));
    }
    Ok(SERIOUSNESS.into_iter().filter(|known| named.iter().any(|name| name == known)).map(str::to_owned).collect())
}

fn said(path: &str, text: Option<String>) -> Result<Option<String>> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    match &text {
        Some(long) if long.chars().count() > MAX_REASON_CHARS => {
            Err(Error::invalid(path, "too_long", format!("expected at most {MAX_REASON_CHARS} characters")))
        }
        Some(odd) if odd.contains('\0') => Err(Error::invalid(path, "nul", "holds a NUL character: remove it")),
        _ => Ok(text),
    }
}

fn missing(path: &str) -> Error {
    Error::invalid(path, "required", "is required: say why")
}

fn refusal(refused: state::Refused) -> Error {
    match refused {
        state::Refused::ReasonMissing => missing("reason"),
        other => Error::Conflict(other.to_string()),
    }
}

fn bad_day(bad: BadDayZero) -> Error {
    let code = match bad {
        BadDayZero::InFuture => "in_future",
        BadDayZero::BeforePost => "before_post",
        BadDayZero::AfterFirstSeen => "after_first_seen",
    };
    Error::invalid("day_zero", code, bad.to_string())
}

fn user(access: &Access) -> Option<UserId> {
    access.user.as_ref().map(|user| user.id)
}

async fn find(connection: &impl ConnectionTrait, access: &Access, id: CaseId) -> Result<case::Model> {
    case::Entity::of(access.organisation.id)
        .filter(case::COLUMN.id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound("case"))
}

async fn asked_before(transaction: &DatabaseTransaction, access: &Access, id: CaseId, key: &str) -> Result<bool> {
    let found = case_event::Entity::of(access.organisation.id)
        .filter(case_event::COLUMN.case_id.eq(id))
        .filter(case_event::COLUMN.idempotency_key.eq(key))
        .one(transaction)
        .await?;
    Ok(found.is_some())
}
