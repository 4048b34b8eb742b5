//! A mail promised in the transaction that gave a reason for it.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{CaseId, MailKind, MailState, OrganisationId, OutboxId};

/// A mail promised in the transaction that gave a reason for it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutboxId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The case it speaks of.
    pub case_id: CaseId,
    /// What it is about; one mail per case, kind and recipient.
    pub kind: MailKind,
    /// Address of the recipient.
    pub recipient: String,
    /// Name of the recipient.
    pub recipient_name: String,
    /// Language of the recipient.
    pub language: String,
    /// The facts the mail states; no health data.
    pub facts: Json,
    /// Our `Message-ID`, the same at every attempt.
    pub message_id: String,
    /// Where it stands.
    pub state: MailState,
    /// How many times it was tried.
    pub attempts: i32,
    /// When it is due.
    pub next_attempt_at: DateTime<Utc>,
    /// Until when a worker holds it.
    pub lease_until: Option<DateTime<Utc>>,
    /// What the mail server answered last, without addresses.
    pub last_error: Option<String>,
    /// When it was promised.
    pub created_at: DateTime<Utc>,
    /// When the mail server accepted it.
    pub sent_at: Option<DateTime<Utc>>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
