//! Sessions: a random token in a cookie, its hash in our own table, so that a sign-out is a sign-out.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ActorKind, OrganisationId, UserId, membership, organisation, session, user};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder, sea_query::Expr,
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Access, password};
use crate::{
    app::App,
    audit::{self, Actor, Deed},
    clock,
    error::{Error, Result},
};

/// A session ends this long after sign-in, whatever happens.
const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// A session ends after this long without use.
const IDLE: TimeDelta = TimeDelta::minutes(60);
/// The last use is written down at most this often.
const TOUCH: TimeDelta = TimeDelta::minutes(1);

/// What the browser is given.
#[derive(Debug)]
pub struct Cookie {
    /// The token.
    pub token: String,
    /// How long the browser keeps it.
    pub max_age: TimeDelta,
}

/// Signs a person in with e-mail and password.
///
/// # Errors
/// [`Error::Unauthenticated`] for any wrong pair, closed account or account without an organisation.
pub async fn sign_in(app: &App, email: &str, password: String) -> Result<Cookie> {
    let email = email.trim().to_lowercase();
    // What is no address is nobody's, and PostgreSQL would not even look for a NUL.
    let user = match email.parse::<lettre::Address>() {
        Ok(_) => user::Entity::find().filter(user::COLUMN.email.eq(email)).one(app.db.read()).await?,
        Err(_) => None,
    };
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    // Each takes 19 MiB for a moment: many at once would take all there is.
    let _turn = app.sign_ins.acquire().await.map_err(|closed| Error::Internal(closed.into()))?;
    let right = actix_web::web::block(move || password::verify(&password, hash.as_deref()))
        .await
        .map_err(|error| Error::Internal(error.into()))?;
    let known = user.as_ref().map(|user| user.id);
    let Some(user) = user.filter(|user| right && user.disabled_at.is_none()) else {
        tracing::info!(user = ?known, "sign-in refused");
        return Err(Error::Unauthenticated);
    };
    let now = app.clock.now();
    let membership = memberships(app, &user, now).await?.into_iter().next().ok_or(Error::Unauthenticated)?;
    let token = clock::secret()?;
    let row = session::Model {
        id: app.clock.id(),
        token_hash: hashed(&token),
        user_id: user.id,
        organisation_id: membership.organisation_id,
        created_at: now,
        last_seen_at: now,
        expires_at: now + ABSOLUTE,
        revoked_at: None,
    };
    let deed = Deed::new("session.started", "session", row.id, json!({}));
    note(app, row.organisation_id, &actor(&user), deed, async |tx| {
        row.into_active_model().insert(tx).await?;
        Ok(())
    })
    .await?;
    Ok(Cookie { token, max_age: ABSOLUTE })
}

/// Opens the session a token stands for.
///
/// # Errors
/// [`Error::Unauthenticated`] when it does not exist, has ended or the access was withdrawn.
pub async fn open(app: &App, token: &str) -> Result<Access> {
    let now = app.clock.now();
    let session = session::Entity::find()
        .filter(session::COLUMN.token_hash.eq(hashed(token)))
        .one(app.db.read())
        .await?
        .filter(|session| session.revoked_at.is_none() && now < session.expires_at && now < session.last_seen_at + IDLE)
        .ok_or(Error::Unauthenticated)?;
    let user = user::Entity::find_by_id(session.user_id)
        .one(app.db.read())
        .await?
        .filter(|user| user.disabled_at.is_none())
        .ok_or(Error::Unauthenticated)?;
    let membership = memberships(app, &user, now)
        .await?
        .into_iter()
        .find(|membership| membership.organisation_id == session.organisation_id)
        .ok_or(Error::Unauthenticated)?;
    let organisation = organisation::Entity::find_by_id(session.organisation_id)
        .one(app.db.read())
        .await?
        .ok_or(Error::Unauthenticated)?;
    if now - session.last_seen_at >= TOUCH {
        let mut seen = session.into_active_model();
        seen.last_seen_at = Set(now);
        app.db.write(async |tx| seen.update(tx).await.map_err(Error::from)).await?;
    }
    Ok(Access { organisation, role: membership.role, actor: actor(&user), user: Some(user) })
}

/// Ends the session a token stands for; ending it twice is no error.
///
/// # Errors
/// When the database does not answer.
pub async fn end(app: &App, token: &str) -> Result<()> {
    let found = session::Entity::find()
        .filter(session::COLUMN.token_hash.eq(hashed(token)))
        .filter(session::Column::RevokedAt.is_null())
        .find_also_related(user::Entity)
        .one(app.db.read())
        .await?;
    let Some((session, Some(user))) = found else { return Ok(()) };
    let deed = Deed::new("session.ended", "session", session.id, json!({}));
    let organisation = session.organisation_id;
    let mut ended = session.into_active_model();
    ended.revoked_at = Set(Some(app.clock.now()));
    note(app, organisation, &actor(&user), deed, async |tx| {
        ended.update(tx).await?;
        Ok(())
    })
    .await
}

/// Ends every session of a person.
pub(super) async fn revoke_all(transaction: &DatabaseTransaction, user: UserId, now: DateTime<Utc>) -> Result<()> {
    session::Entity::update_many()
        .col_expr(session::Column::RevokedAt, Expr::value(now))
        .filter(session::COLUMN.user_id.eq(user))
        .filter(session::Column::RevokedAt.is_null())
        .exec(transaction)
        .await?;
    Ok(())
}

/// Does `work` and writes `deed` in the same transaction.
async fn note(
    app: &App,
    organisation: OrganisationId,
    actor: &Actor,
    deed: Deed,
    work: impl AsyncFnOnce(&DatabaseTransaction) -> Result<()>,
) -> Result<()> {
    app.db
        .write(async |tx| {
            audit::lock(tx, organisation).await?;
            work(tx).await?;
            Ok(audit::append(tx, &app.clock, organisation, actor, vec![deed]).await?)
        })
        .await
}

async fn memberships(app: &App, user: &user::Model, now: DateTime<Utc>) -> Result<Vec<membership::Model>> {
    let all = membership::Entity::find()
        .filter(membership::COLUMN.user_id.eq(user.id))
        .order_by_asc(membership::Column::CreatedAt)
        .order_by_asc(membership::Column::Id)
        .all(app.db.read())
        .await?;
    Ok(all.into_iter().filter(|membership| membership.ends_at.is_none_or(|end| now < end)).collect())
}

fn actor(user: &user::Model) -> Actor {
    Actor { kind: ActorKind::User, id: user.id.to_string(), name: user.name.clone() }
}

/// What is stored of a token.
pub(super) fn hashed(token: &str) -> String {
    hex::encode(Sha256::digest(token))
}
