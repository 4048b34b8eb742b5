//! A pharmacovigilance case.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::entity::prelude::*;

use crate::{
    CaseId, CaseKind, CaseState, OrganisationId, PageId, PostId, UserId,
    json::{Criteria, Words},
};

/// A pharmacovigilance case.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "case")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CaseId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Number in the organisation, counting from 1.
    pub number: i64,
    /// The page of the source post.
    pub page_id: PageId,
    /// The post it was opened for.
    pub post_id: PostId,
    /// What it records.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: CaseState,
    /// Counts changes; a change must name the version it saw.
    pub version: i32,
    /// Language of the source text.
    pub language: String,
    /// Suspect products, as words for lists.
    pub products: Words,
    /// Reactions, as standard terms for lists.
    pub reactions: Words,
    /// Special situations.
    pub special_situations: Words,
    /// Seriousness criteria met (ICH E2A).
    pub seriousness: Words,
    /// At least one seriousness criterion is met.
    pub serious: bool,
    /// The four criteria of a valid ICSR, each with its evidence.
    pub criteria: Criteria,
    /// Day the clock starts: proposed, then decided.
    pub day_zero: NaiveDate,
    /// Why a person chose that day; absent while only proposed.
    pub day_zero_reason: Option<String>,
    /// Who chose that day.
    pub day_zero_by: Option<UserId>,
    /// Last day for the report, in calendar days from day zero.
    pub due_on: NaiveDate,
    /// Who works on it.
    pub assignee_id: Option<UserId>,
    /// When the post was published.
    pub posted_at: DateTime<Utc>,
    /// When the post reached us.
    pub received_at: DateTime<Utc>,
    /// When the engine had read it.
    pub detected_at: DateTime<Utc>,
    /// When a person first opened the case.
    pub first_seen_at: Option<DateTime<Utc>>,
    /// When the four criteria were first all met.
    pub criteria_complete_at: Option<DateTime<Utc>>,
    /// When the case was opened.
    pub opened_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
