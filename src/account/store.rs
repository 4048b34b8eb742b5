//! What an administrator sets up: organisations, people and their roles, pages.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{OrganisationId, PageId, Role, Speaker, UserId, Words, membership, organisation, page, user};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter,
    QueryOrder,
};
use serde_json::json;

use super::{Access, password, session};
use crate::{
    app::App,
    audit::{self, Actor, Deed},
    error::{Error, Field, Result},
};

/// An organisation to be.
#[derive(Clone, Debug)]
pub struct NewOrganisation {
    /// Short name: lower-case letters, digits and hyphens.
    pub slug: String,
    /// Name people read.
    pub name: String,
    /// What it is.
    pub kind: Speaker,
    /// `fr` or `en`.
    pub language: String,
    /// IANA zone.
    pub time_zone: Tz,
    /// Belongs to the demonstration.
    pub demo: bool,
}

/// A person to be.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// E-mail address.
    pub email: String,
    /// Name people read.
    pub name: String,
    /// `fr` or `en`.
    pub language: String,
    /// Role in the organisation.
    pub role: Role,
    /// When the access ends by itself.
    pub ends_at: Option<DateTime<Utc>>,
    /// Password; without one the person cannot sign in yet but receives mail.
    pub password: Option<String>,
    /// Belongs to the demonstration.
    pub demo: bool,
}

/// A person who was given a role.
#[derive(Clone, Debug)]
pub struct Added {
    /// The person.
    pub user: user::Model,
    /// Nobody with this address was known before; otherwise name and password stay what they were.
    pub created: bool,
}

/// A page to be.
#[derive(Clone, Debug)]
pub struct NewPage {
    /// Short name used by the API.
    pub key: String,
    /// Name people read.
    pub name: String,
    /// Where it lives.
    pub platform: String,
    /// Its address.
    pub url: Option<String>,
    /// The organisation owns or controls it.
    pub owned: bool,
    /// Products it is about.
    pub products: Vec<String>,
}

/// Somebody to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// Address.
    pub email: String,
    /// Name.
    pub name: String,
    /// `fr` or `en`.
    pub language: String,
}

/// Adds an organisation.
///
/// # Errors
/// [`Error::Invalid`] for an impossible short name or language, [`Error::Conflict`] when it is taken.
pub async fn add_organisation(app: &App, new: NewOrganisation) -> Result<organisation::Model> {
    short_name("slug", &new.slug)?;
    language(&new.language)?;
    let row = organisation::Model {
        id: app.clock.id(),
        slug: new.slug,
        name: named(&new.name)?,
        kind: new.kind,
        language: new.language,
        time_zone: new.time_zone.name().to_owned(),
        demo: new.demo,
        created_at: app.clock.now(),
    };
    let deed = Deed::new("organisation.added", "organisation", row.id, json!({ "slug": row.slug, "kind": row.kind }));
    app.db
        .write(async |tx| {
            audit::lock(tx, row.id).await?;
            let row = row.into_active_model().insert(tx).await?;
            audit::append(tx, &app.clock, row.id, &Actor::operator(), vec![deed]).await?;
            Ok(row)
        })
        .await
}

/// Adds a person to the organisation, or gives a person known elsewhere a role in it.
///
/// # Errors
/// [`Error::Invalid`] for an impossible address or password, [`Error::Conflict`] when the person is there already.
pub async fn add_user(app: &App, access: &Access, new: NewUser) -> Result<Added> {
    let email = new.email.trim().to_lowercase();
    if email.parse::<lettre::Address>().is_err() {
        return Err(Error::invalid("email", "email", "expected an address such as prenom.nom@hopital.example"));
    }
    language(&new.language)?;
    let name = named(&new.name)?;
    let password_hash = new.password.as_deref().map(password::hash).transpose()?;
    let now = app.clock.now();
    let organisation_id = access.organisation.id;
    app.db
        .write(async |tx| {
            audit::lock(tx, organisation_id).await?;
            let known = user::Entity::find().filter(user::COLUMN.email.eq(email.as_str())).one(tx).await?;
            let created = known.is_none();
            let user = if let Some(user) = known {
                user
            } else {
                let row = user::Model {
                    id: app.clock.id(),
                    email,
                    name,
                    language: new.language,
                    password_hash,
                    demo: new.demo,
                    disabled_at: None,
                    created_at: now,
                };
                row.into_active_model().insert(tx).await?
            };
            let membership = membership::Model {
                id: app.clock.id(),
                organisation_id,
                user_id: user.id,
                role: new.role,
                ends_at: new.ends_at,
                created_at: now,
            };
            membership.into_active_model().insert(tx).await?;
            let deed = Deed::new("user.added", "user", user.id, json!({ "role": new.role }));
            audit::append(tx, &app.clock, organisation_id, &access.actor, vec![deed]).await?;
            Ok(Added { user, created })
        })
        .await
}

/// Adds a page.
///
/// # Errors
/// [`Error::Invalid`] for an impossible short name, [`Error::Conflict`] when it is taken.
pub async fn add_page(app: &App, access: &Access, new: NewPage) -> Result<page::Model> {
    short_name("key", &new.key)?;
    short_name("platform", &new.platform)?;
    let row = page::Model {
        id: app.clock.id(),
        organisation_id: access.organisation.id,
        key: new.key,
        name: named(&new.name)?,
        platform: new.platform,
        url: new.url,
        owned: new.owned,
        products: Words(new.products),
        created_at: app.clock.now(),
    };
    let deed = Deed::new("page.added", "page", row.id, json!({ "key": row.key, "platform": row.platform }));
    app.db
        .write(async |tx| {
            audit::lock(tx, access.organisation.id).await?;
            let row = row.into_active_model().insert(tx).await?;
            audit::append(tx, &app.clock, access.organisation.id, &access.actor, vec![deed]).await?;
            Ok(row)
        })
        .await
}

/// Gives a person a password; the hash is made before the transaction opens.
///
/// # Errors
/// [`Error::Invalid`] for an unfit password, [`Error::NotFound`] for an unknown address.
pub async fn set_password(app: &App, email: &str, password: &str) -> Result<UserId> {
    let hash = password::hash(password)?;
    change_password(app, email, Some(hash)).await
}

/// Takes a person's password away and ends every session, so that nobody is signed in with it any more.
///
/// # Errors
/// [`Error::NotFound`] for an unknown address.
pub async fn remove_password(app: &App, email: &str) -> Result<UserId> {
    change_password(app, email, None).await
}

async fn change_password(app: &App, email: &str, hash: Option<String>) -> Result<UserId> {
    let email = email.trim().to_lowercase();
    app.db
        .write(async |tx| {
            let user = user::Entity::find()
                .filter(user::COLUMN.email.eq(email))
                .one(tx)
                .await?
                .ok_or(Error::NotFound("user"))?;
            let id = user.id;
            let mut user = user.into_active_model();
            user.password_hash = Set(hash);
            user.update(tx).await?;
            session::revoke_all(tx, id, app.clock.now()).await?;
            let memberships = membership::Entity::find()
                .filter(membership::COLUMN.user_id.eq(id))
                .order_by_asc(membership::Column::OrganisationId)
                .all(tx)
                .await?;
            for membership in memberships {
                let deed = Deed::new("user.password_changed", "user", id, json!({}));
                audit::lock(tx, membership.organisation_id).await?;
                audit::append(tx, &app.clock, membership.organisation_id, &Actor::operator(), vec![deed]).await?;
            }
            Ok(id)
        })
        .await
}

/// All organisations, by short name.
///
/// # Errors
/// When the database does not answer.
pub async fn organisations(app: &App) -> Result<Vec<organisation::Model>> {
    Ok(organisation::Entity::find().order_by_asc(organisation::Column::Slug).all(app.db.read()).await?)
}

/// One organisation by short name.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn organisation_by_slug(app: &App, slug: &str) -> Result<organisation::Model> {
    organisation::Entity::find()
        .filter(organisation::COLUMN.slug.eq(slug))
        .one(app.db.read())
        .await?
        .ok_or(Error::NotFound("organisation"))
}

/// One organisation by id.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn organisation(connection: &impl ConnectionTrait, id: OrganisationId) -> Result<organisation::Model> {
    organisation::Entity::find_by_id(id).one(connection).await?.ok_or(Error::NotFound("organisation"))
}

/// The organisation's pages, by short name.
///
/// # Errors
/// When the database does not answer.
pub async fn pages(connection: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Vec<page::Model>> {
    Ok(page::Entity::of(organisation).order_by_asc(page::Column::Key).all(connection).await?)
}

/// One page of the organisation.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn page(connection: &impl ConnectionTrait, organisation: OrganisationId, id: PageId) -> Result<page::Model> {
    page::Entity::of(organisation).filter(page::COLUMN.id.eq(id)).one(connection).await?.ok_or(Error::NotFound("page"))
}

/// Who is told of a new case: the safety officers, or the administrators where there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn recipients(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    now: DateTime<Utc>,
) -> Result<Vec<Recipient>> {
    let members = membership::Entity::of(organisation)
        .filter(membership::Column::Role.is_in([Role::Officer, Role::Admin]))
        .find_also_related(user::Entity)
        .order_by_asc(membership::Column::Id)
        .all(connection)
        .await?;
    let of = |role: Role| -> Vec<Recipient> {
        members
            .iter()
            .filter(|(membership, _)| membership.role == role && membership.ends_at.is_none_or(|end| now < end))
            .filter_map(|(_, user)| user.as_ref())
            .filter(|user| user.disabled_at.is_none())
            .map(|user| Recipient {
                email: user.email.clone(),
                name: user.name.clone(),
                language: user.language.clone(),
            })
            .collect()
    };
    let officers = of(Role::Officer);
    Ok(if officers.is_empty() { of(Role::Admin) } else { officers })
}

/// Addresses of the demonstration's accounts that can still sign in.
///
/// # Errors
/// When the database does not answer.
pub async fn demo_accounts(app: &App) -> Result<Vec<String>> {
    let users = user::Entity::find()
        .filter(user::COLUMN.demo.eq(true))
        .filter(user::Column::PasswordHash.is_not_null())
        .order_by_asc(user::Column::Email)
        .all(app.db.read())
        .await?;
    Ok(users.into_iter().map(|user| user.email).collect())
}

fn short_name(path: &str, text: &str) -> Result<()> {
    let fits = (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte));
    if fits {
        return Ok(());
    }
    let message = "expected 1 to 64 lower-case letters, digits, hyphens, dots or underscores";
    Err(Error::Invalid(vec![Field::new(path, "short_name", message)]))
}

fn language(text: &str) -> Result<()> {
    if matches!(text, "fr" | "en") {
        return Ok(());
    }
    Err(Error::invalid("language", "language", "expected fr or en"))
}

fn named(text: &str) -> Result<String> {
    let name = text.trim();
    if (1..=200).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    Err(Error::invalid("name", "name", "expected 1 to 200 characters on one line"))
}
