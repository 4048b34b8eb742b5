//! Access tokens of programs: shown once, kept as a hash.

use chrono::{DateTime, Utc};
use entity::{ActorKind, ApiTokenId, Role, api_token, organisation};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::{Access, session::hashed};
use crate::{
    app::App,
    audit::{self, Actor, Deed},
    clock,
    error::{Error, Result},
};

/// What makes a token recognisable to secret scanners and to people.
const PREFIX: &str = "vigie_";

/// A token as it is shown once.
#[derive(Debug)]
pub struct NewToken {
    /// Its id, for withdrawing it.
    pub id: ApiTokenId,
    /// The token itself.
    pub secret: String,
}

/// Makes a token of `role` for a program.
///
/// # Errors
/// When the database refuses it.
pub async fn add_token(
    app: &App,
    access: &Access,
    name: &str,
    role: Role,
    expires_at: Option<DateTime<Utc>>,
) -> Result<NewToken> {
    let secret = format!("{PREFIX}{}", clock::secret()?);
    let row = api_token::Model {
        id: app.clock.id(),
        organisation_id: access.organisation.id,
        name: name.trim().to_owned(),
        role,
        token_hash: hashed(&secret),
        expires_at,
        revoked_at: None,
        created_at: app.clock.now(),
    };
    let id = row.id;
    let deed = Deed::new("token.added", "api_token", id, json!({ "name": row.name, "role": role }));
    app.db
        .write(async |tx| {
            audit::lock(tx, access.organisation.id).await?;
            row.into_active_model().insert(tx).await?;
            audit::append(tx, &app.clock, access.organisation.id, &access.actor, vec![deed]).await?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(NewToken { id, secret })
}

/// Withdraws a token.
///
/// # Errors
/// [`Error::NotFound`] when the organisation has no such token.
pub async fn revoke_token(app: &App, access: &Access, id: ApiTokenId) -> Result<()> {
    app.db
        .write(async |tx| {
            audit::lock(tx, access.organisation.id).await?;
            let token = api_token::Entity::of(access.organisation.id)
                .filter(api_token::COLUMN.id.eq(id))
                .one(tx)
                .await?
                .ok_or(Error::NotFound("token"))?;
            let mut token = token.into_active_model();
            token.revoked_at = Set(Some(app.clock.now()));
            token.update(tx).await?;
            let deed = Deed::new("token.revoked", "api_token", id, json!({}));
            audit::append(tx, &app.clock, access.organisation.id, &access.actor, vec![deed]).await?;
            Ok(())
        })
        .await
}

/// Opens the access a token stands for.
///
/// # Errors
/// [`Error::Unauthenticated`] when it does not exist, has ended or was withdrawn.
pub async fn open_token(app: &App, secret: &str) -> Result<Access> {
    let now = app.clock.now();
    let token = api_token::Entity::find()
        .filter(api_token::COLUMN.token_hash.eq(hashed(secret)))
        .one(app.db.read())
        .await?
        .filter(|token| token.revoked_at.is_none() && token.expires_at.is_none_or(|end| now < end))
        .ok_or(Error::Unauthenticated)?;
    let organisation = organisation::Entity::find_by_id(token.organisation_id)
        .one(app.db.read())
        .await?
        .ok_or(Error::Unauthenticated)?;
    let actor = Actor { kind: ActorKind::Token, id: token.id.to_string(), name: token.name };
    Ok(Access { organisation, role: token.role, actor, user: None })
}
