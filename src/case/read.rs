//! Reading cases: the inbox, and one case with everything that belongs to it.

use anyhow::Context;
use chrono::{Datelike, NaiveDate};
use entity::{CaseId, CaseState, OrganisationId, UserId, case, case_event, document, organisation, outbox, user};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use serde_json::Value;

use crate::{
    engine::Review,
    error::{Error, Result},
    mail,
    post::{self, Listed},
};

/// What the inbox is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// One state.
    pub state: Option<CaseState>,
    /// Serious or not.
    pub serious: Option<bool>,
    /// Only cases after this place.
    pub after: Option<Cursor>,
}

/// A place in the inbox, which is ordered by due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Due date of the last case seen.
    pub due_on: NaiveDate,
    /// Its id.
    pub id: CaseId,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}_{}", self.due_on, self.id)
    }
}

impl std::str::FromStr for Cursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (due_on, id) = text.split_once('_').ok_or(())?;
        let due_on: NaiveDate = due_on.parse().map_err(drop)?;
        // What no case can be due on is no cursor of ours, and not every database could compare it.
        if !(1970..10_000).contains(&due_on.year()) {
            return Err(());
        }
        Ok(Self { due_on, id: id.parse().map_err(drop)? })
    }
}

/// Up to `limit` cases of the organisation, the first due first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    filter: &Filter,
    limit: u64,
) -> Result<Vec<case::Model>> {
    let mut query = case::Entity::of(organisation);
    if let Some(state) = filter.state {
        query = query.filter(case::COLUMN.state.eq(state));
    }
    if let Some(serious) = filter.serious {
        query = query.filter(case::COLUMN.serious.eq(serious));
    }
    if let Some(after) = filter.after {
        let later = Condition::any()
            .add(case::COLUMN.due_on.gt(after.due_on))
            .add(case::COLUMN.due_on.eq(after.due_on).and(case::COLUMN.id.gt(after.id)));
        query = query.filter(later);
    }
    Ok(query.order_by_asc(case::Column::DueOn).order_by_asc(case::Column::Id).limit(limit).all(connection).await?)
}

/// How many cases stand in each state, and how many running ones are late.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In the order of the states.
    pub by_state: Vec<(CaseState, u64)>,
    /// Running and past their due date.
    pub overdue: u64,
}

/// Counts the organisation's cases.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Counts> {
    let rows: Vec<(CaseState, i64)> = case::Entity::of(organisation)
        .select_only()
        .column(case::Column::State)
        .column_as(case::Column::Id.count(), "count")
        .group_by(case::Column::State)
        .into_tuple()
        .all(connection)
        .await?;
    let running: Vec<CaseState> =
        CaseState::ALL.iter().copied().filter(|state| !super::state::is_settled(*state)).collect();
    let overdue = case::Entity::of(organisation)
        .filter(case::Column::State.is_in(running))
        .filter(case::COLUMN.due_on.lt(today))
        .count(connection)
        .await?;
    let of = |state: CaseState| {
        rows.iter().find(|(found, _)| *found == state).map_or(0, |(_, count)| u64::try_from(*count).unwrap_or_default())
    };
    Ok(Counts { by_state: CaseState::ALL.iter().map(|state| (*state, of(*state))).collect(), overdue })
}

/// A case with everything that belongs to it.
#[derive(Clone, Debug)]
pub struct Detail {
    /// The case.
    pub case: case::Model,
    /// Its organisation.
    pub organisation: organisation::Model,
    /// The post it was opened for, with the newest text that speaks of an adverse event.
    pub source: Listed,
    /// What the engine said of that text.
    pub review: Review,
    /// What happened, oldest first.
    pub events: Vec<case_event::Model>,
    /// Mails about it, oldest first.
    pub mails: Vec<outbox::Model>,
    /// Documents made of it, oldest first, without their bytes.
    pub documents: Vec<Made>,
    /// Who works on it.
    pub assignee: Option<String>,
    /// Who decided day zero.
    pub day_zero_by: Option<String>,
}

/// A document without its bytes.
#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub struct Made {
    /// Its id.
    pub id: entity::DocumentId,
    /// What it is.
    pub kind: entity::DocumentKind,
    /// Its language.
    pub language: String,
    /// Version of the case it shows.
    pub case_version: i32,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// It shows who wrote the post.
    pub shows_author: bool,
    /// Its length in bytes.
    pub size: i32,
    /// Who asked for it.
    pub created_by: String,
    /// When it was made.
    pub created_at: chrono::DateTime<chrono::Utc>,
}

/// One case of the organisation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn detail(
    connection: &impl ConnectionTrait,
    organisation: &organisation::Model,
    id: CaseId,
) -> Result<Detail> {
    let case = case::Entity::of(organisation.id)
        .filter(case::COLUMN.id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound("case"))?;
    let events = case_event::Entity::of(organisation.id)
        .filter(case_event::COLUMN.case_id.eq(id))
        .order_by_asc(case_event::Column::Version)
        .all(connection)
        .await?;
    let documents = document::Entity::of(organisation.id)
        .select_only()
        .columns([
            document::Column::Id,
            document::Column::Kind,
            document::Column::Language,
            document::Column::CaseVersion,
            document::Column::Sha256,
            document::Column::ShowsAuthor,
            document::Column::Size,
            document::Column::CreatedBy,
            document::Column::CreatedAt,
        ])
        .filter(document::COLUMN.case_id.eq(id))
        .order_by_asc(document::Column::Id)
        .into_model()
        .all(connection)
        .await?;
    let mut source = post::show(connection, organisation.id, case.post_id).await?;
    let texts = post::revisions(connection, organisation.id, case.post_id).await?;
    // The author may have edited the words away: the evidence stays what it was.
    if let Some(evidence) = texts.into_iter().rev().find(|text| speaks_of_an_event(&text.review)) {
        source.revision = evidence;
    }
    let review = serde_json::from_value(source.revision.review.clone()).context("a kept review cannot be read")?;
    Ok(Detail {
        source,
        review,
        mails: mail::outbox::of_case(connection, organisation.id, id).await?,
        assignee: name(connection, case.assignee_id).await?,
        day_zero_by: name(connection, case.day_zero_by).await?,
        organisation: organisation.clone(),
        case,
        events,
        documents,
    })
}

fn speaks_of_an_event(review: &Value) -> bool {
    let verdict = review.pointer("/adverse_event/verdict").and_then(Value::as_str);
    matches!(verdict, Some("report" | "special_situation"))
}

async fn name(connection: &impl ConnectionTrait, id: Option<UserId>) -> Result<Option<String>> {
    let Some(id) = id else { return Ok(None) };
    Ok(user::Entity::find_by_id(id).one(connection).await?.map(|user| user.name))
}
