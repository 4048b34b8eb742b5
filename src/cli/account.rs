//! `vigie org|user|token|page`: administration without the web.

use std::{
    io::{IsTerminal, Read},
    process::ExitCode,
};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use clap::{Args, Subcommand};
use entity::{ApiTokenId, Role, Speaker};
use serde_json::json;

use super::{Answer, Output, app, table};
use crate::{
    account::{self, Access, NewOrganisation, NewPage, NewUser},
    app::App,
    clock,
    error::Error,
};

/// Organisations.
#[derive(Debug, Subcommand)]
pub enum Org {
    /// Add an organisation, e.g. `vigie org add valmont --name "Hôpital de Valmont" --kind hospital`.
    Add(OrgAdd),
    /// List organisations.
    List(Output),
}

/// `org add`.
#[derive(Debug, Args)]
pub struct OrgAdd {
    /// Short name: lower-case letters, digits, hyphens.
    slug: String,
    /// Name people read.
    #[arg(long)]
    name: String,
    /// What it is: hospital, pharma, pharmacy, aesthetic_clinic …
    #[arg(long)]
    kind: Speaker,
    /// Language its people read.
    #[arg(long, default_value = "fr")]
    language: String,
    /// Zone its days are counted in.
    #[arg(long, default_value = "Europe/Paris")]
    time_zone: Tz,
    #[command(flatten)]
    output: Output,
}

/// People.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add a person, e.g. `vigie user add --org valmont --email a.b@valmont.example --name "A. B." --role officer`.
    Add(UserAdd),
    /// Close an account at once: no password, every session ended. E.g. `vigie user disable a.b@valmont.example`.
    Disable {
        /// Address of the person.
        email: String,
    },
    /// Give a person another password; it is read from standard input, or made and shown once.
    Password {
        /// Address of the person.
        email: String,
    },
}

/// `user add`.
#[derive(Debug, Args)]
pub struct UserAdd {
    /// Short name of the organisation.
    #[arg(long)]
    org: String,
    /// Address; what the person signs in with.
    #[arg(long)]
    email: String,
    /// Name people read.
    #[arg(long)]
    name: String,
    /// What the person may do: admin, officer, communicator, auditor, guest.
    #[arg(long)]
    role: Role,
    /// Language the person reads.
    #[arg(long, default_value = "fr")]
    language: String,
    /// When the access ends by itself, e.g. 2027-01-31T00:00:00Z.
    #[arg(long)]
    ends_at: Option<DateTime<Utc>>,
    #[command(flatten)]
    output: Output,
}

/// Tokens.
#[derive(Debug, Subcommand)]
pub enum Token {
    /// Make a token for a program; it is shown once. E.g. `vigie token add --org valmont --name import --role officer`.
    Add(TokenAdd),
    /// Withdraw a token.
    Revoke {
        /// Short name of the organisation.
        #[arg(long)]
        org: String,
        /// Id of the token.
        id: ApiTokenId,
    },
}

/// `token add`.
#[derive(Debug, Args)]
pub struct TokenAdd {
    /// Short name of the organisation.
    #[arg(long)]
    org: String,
    /// What it is for.
    #[arg(long)]
    name: String,
    /// What it may do: admin, officer, communicator, auditor, guest.
    #[arg(long)]
    role: Role,
    /// When it ends by itself.
    #[arg(long)]
    expires_at: Option<DateTime<Utc>>,
    #[command(flatten)]
    output: Output,
}

/// Pages.
#[derive(Debug, Subcommand)]
pub enum Page {
    /// Add a page, e.g. `vigie page add facebook-valmont --org valmont --name "Hôpital de Valmont" --platform facebook`.
    Add(PageAdd),
    /// List the pages of an organisation.
    List {
        /// Short name of the organisation.
        #[arg(long)]
        org: String,
        #[command(flatten)]
        output: Output,
    },
}

/// `page add`.
#[derive(Debug, Args)]
pub struct PageAdd {
    /// Short name used by the API.
    key: String,
    /// Short name of the organisation.
    #[arg(long)]
    org: String,
    /// Name people read.
    #[arg(long)]
    name: String,
    /// Where it lives: facebook, instagram, x, linkedin …
    #[arg(long)]
    platform: String,
    /// Its address.
    #[arg(long)]
    url: Option<String>,
    /// The organisation does not own or control it.
    #[arg(long)]
    not_owned: bool,
    /// A product the page is about; may be given several times.
    #[arg(long = "product", value_name = "NAME")]
    products: Vec<String>,
    #[command(flatten)]
    output: Output,
}

impl Org {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let app = app().await?;
        match self {
            Self::Add(add) => {
                let new = NewOrganisation {
                    slug: add.slug,
                    name: add.name,
                    kind: add.kind,
                    language: add.language,
                    time_zone: add.time_zone,
                    demo: false,
                };
                let row = account::add_organisation(&app, new).await.map_err(|error| told(error, "organisation"))?;
                let shown = json!({ "id": row.id, "slug": row.slug, "name": row.name, "kind": row.kind });
                table::print(add.output, &["slug", "name", "kind", "id"], &[shown])?;
            }
            Self::List(output) => {
                let rows: Vec<_> = account::organisations(&app)
                    .await?
                    .into_iter()
                    .map(|row| json!({ "id": row.id, "slug": row.slug, "name": row.name, "kind": row.kind }))
                    .collect();
                table::print(output, &["slug", "name", "kind", "id"], &rows)?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl User {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let app = app().await?;
        match self {
            Self::Add(add) => {
                let access = operator(&app, &add.org).await?;
                let (password, made) = password()?;
                let new = NewUser {
                    email: add.email,
                    name: add.name,
                    language: add.language,
                    role: add.role,
                    ends_at: add.ends_at,
                    password: Some(password.clone()),
                    demo: false,
                };
                let added = account::add_user(&app, &access, new).await.map_err(|error| told(error, "member"))?;
                let shown = json!({
                    "email": added.user.email, "role": add.role, "id": added.user.id,
                    "password": (made && added.created).then_some(password),
                });
                if !added.created {
                    eprintln!("vigie: this person is known already and keeps name and password");
                }
                table::print(add.output, &["email", "role", "password", "id"], &[shown])?;
            }
            Self::Disable { email } => {
                account::remove_password(&app, &email).await.map_err(|error| told(error, "user"))?;
            }
            Self::Password { email } => {
                let (password, made) = password()?;
                account::set_password(&app, &email, &password).await.map_err(|error| told(error, "user"))?;
                if made {
                    say!("{password}");
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Token {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let app = app().await?;
        match self {
            Self::Add(add) => {
                let access = operator(&app, &add.org).await?;
                let token = account::add_token(&app, &access, &add.name, add.role, add.expires_at).await?;
                let shown = json!({ "name": add.name, "role": add.role, "token": token.secret, "id": token.id });
                table::print(add.output, &["name", "role", "token", "id"], &[shown])?;
            }
            Self::Revoke { org, id } => {
                let access = operator(&app, &org).await?;
                account::revoke_token(&app, &access, id).await.map_err(|error| told(error, "token"))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Page {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let app = app().await?;
        let columns = ["key", "name", "platform", "products", "id"];
        let shown = |row: entity::page::Model| json!({ "id": row.id, "key": row.key, "name": row.name, "platform": row.platform, "products": row.products });
        match self {
            Self::Add(add) => {
                let access = operator(&app, &add.org).await?;
                let new = NewPage {
                    key: add.key,
                    name: add.name,
                    platform: add.platform,
                    url: add.url,
                    owned: !add.not_owned,
                    products: add.products,
                };
                let row = account::add_page(&app, &access, new).await.map_err(|error| told(error, "page"))?;
                table::print(add.output, &columns, &[shown(row)])?;
            }
            Self::List { org, output } => {
                let access = operator(&app, &org).await?;
                let rows = account::pages(app.db.read(), access.organisation.id).await?;
                table::print(output, &columns, &rows.into_iter().map(shown).collect::<Vec<_>>())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The operator, working for the organisation of that name.
async fn operator(app: &App, slug: &str) -> anyhow::Result<Access> {
    match account::organisation_by_slug(app, slug).await {
        Ok(organisation) => Ok(Access::operator(organisation)),
        Err(Error::NotFound(_)) => anyhow::bail!("there is no organisation {slug}; `vigie org list` shows them"),
        Err(other) => Err(other.into()),
    }
}

/// A password from standard input, or a made one, which is shown.
fn password() -> anyhow::Result<(String, bool)> {
    let mut input = std::io::stdin();
    if !input.is_terminal() {
        let mut text = String::new();
        input.read_to_string(&mut text)?;
        let text = text.trim_end_matches(['\r', '\n']);
        if !text.is_empty() {
            return Ok((text.to_owned(), false));
        }
    }
    Ok((made_password()?, true))
}

/// A password nobody has to remember: 80 bits, in groups of four.
pub(super) fn made_password() -> anyhow::Result<String> {
    let secret = clock::secret().map_err(|error| anyhow::anyhow!("no source of chance: {error}"))?;
    let letters: Vec<char> = secret.chars().take(20).collect();
    Ok(letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-"))
}

/// An error in the words of the command line.
fn told(error: Error, what: &str) -> anyhow::Error {
    match error {
        Error::Invalid(fields) => {
            let said: Vec<String> = fields.iter().map(|field| format!("{}: {}", field.path, field.message)).collect();
            anyhow::anyhow!(said.join("; "))
        }
        Error::Conflict(_) => anyhow::anyhow!("this {what} exists already"),
        Error::NotFound(_) => anyhow::anyhow!("there is no such {what}"),
        other => other.into(),
    }
}
