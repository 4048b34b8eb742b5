//! A document made from a case, kept with its SHA-256.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::{CaseId, DocumentId, DocumentKind, OrganisationId};

/// A document made from a case, kept with its SHA-256.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The case.
    pub case_id: CaseId,
    /// What it is.
    pub kind: DocumentKind,
    /// Its language: `fr` or `en`.
    pub language: String,
    /// Version of the case it shows.
    pub case_version: i32,
    /// SHA-256 of the facts it shows, in hexadecimal: the same facts make no second document.
    pub content_sha256: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// It shows who wrote the post; kept from those who may not know.
    pub shows_author: bool,
    /// Its length in bytes.
    pub size: i32,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Who asked for it.
    pub created_by: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

crate::scoped!();
