//! The organisations, people and pages of the demonstration; none of them exists.

use entity::{Role, Speaker, organisation};

use crate::{
    account::{self, Access, NewOrganisation, NewPage, NewUser},
    app::App,
    cli::account::made_password,
    error::{Error, Result},
};

/// An account that can sign in until the demonstration runs again.
pub struct Account {
    /// Name of the organisation.
    pub organisation: String,
    /// What the person may do.
    pub role: Role,
    /// Address.
    pub email: String,
    /// Password, shown once.
    pub password: String,
}

struct Organisation {
    slug: &'static str,
    name: &'static str,
    kind: Speaker,
    people: &'static [(&'static str, &'static str, Role)],
    pages: &'static [(&'static str, &'static str, &'static str, &'static [&'static str])],
}

const ORGANISATIONS: [Organisation; 3] = [
    Organisation {
        slug: "demo-hopital",
        name: "Centre hospitalier de Valmont",
        kind: Speaker::Hospital,
        people: &[
            ("officier@valmont.example", "Claire Aubin", Role::Officer),
            ("communication@valmont.example", "Yanis Morel", Role::Communicator),
            ("audit@valmont.example", "Hélène Roy", Role::Auditor),
            ("admin@valmont.example", "Paul Serra", Role::Admin),
        ],
        pages: &[("chu-sample", "Centre hospitalier de Valmont", "facebook", &[])],
    },
    Organisation {
        slug: "demo-pharma",
        name: "Laboratoires Orvane",
        kind: Speaker::Pharma,
        people: &[("vigilance@orvane.example", "Nadia Keller", Role::Officer)],
        pages: &[
            ("pharma-levothyrox", "Orvane Thyroïde", "facebook", &["LEVOTHYROX"]),
            ("pharma-corporate", "Laboratoires Orvane", "facebook", &[]),
        ],
    },
    Organisation {
        slug: "demo-pharmacie",
        name: "Pharmacie des Tilleuls",
        kind: Speaker::Pharmacy,
        people: &[("titulaire@tilleuls.example", "Marc Vidal", Role::Officer)],
        pages: &[("pharmacie-sample", "Pharmacie des Tilleuls", "instagram", &[])],
    },
];

/// Makes what is missing, and gives every account a new password. A run that was stopped half-way is completed.
pub async fn set_up(app: &App) -> anyhow::Result<Vec<Account>> {
    let mut accounts = Vec::new();
    for sample in &ORGANISATIONS {
        let organisation = match account::organisation_by_slug(app, sample.slug).await {
            Ok(known) => known,
            Err(Error::NotFound(_)) => make(app, sample).await?,
            Err(other) => return Err(other.into()),
        };
        let access = Access::operator(organisation);
        add_pages(app, &access, sample).await?;
        for (email, name, role) in sample.people {
            let password = made_password()?;
            if let Err(Error::NotFound(_)) = account::set_password(app, email, &password).await {
                let person = person(email, name, *role, &password);
                account::add_user(app, &access, person).await?;
            }
            let organisation = access.organisation.name.clone();
            accounts.push(Account { organisation, role: *role, email: (*email).to_owned(), password });
        }
    }
    Ok(accounts)
}

async fn make(app: &App, sample: &Organisation) -> Result<organisation::Model> {
    let new = NewOrganisation {
        slug: sample.slug.to_owned(),
        name: sample.name.to_owned(),
        kind: sample.kind,
        language: "fr".to_owned(),
        time_zone: chrono_tz::Europe::Paris,
        demo: true,
    };
    account::add_organisation(app, new).await
}

fn person(email: &str, name: &str, role: Role, password: &str) -> NewUser {
    NewUser {
        email: email.to_owned(),
        name: name.to_owned(),
        language: "fr".to_owned(),
        role,
        ends_at: None,
        password: Some(password.to_owned()),
        demo: true,
    }
}

async fn add_pages(app: &App, access: &Access, sample: &Organisation) -> Result<()> {
    let known = account::pages(app.db.read(), access.organisation.id).await?;
    for (key, name, platform, products) in sample.pages {
        if known.iter().any(|page| page.key == *key) {
            continue;
        }
        let new = NewPage {
            key: (*key).to_owned(),
            name: (*name).to_owned(),
            platform: (*platform).to_owned(),
            url: None,
            owned: true,
            products: products.iter().map(|product| (*product).to_owned()).collect(),
        };
        account::add_page(app, access, new).await?;
    }
    Ok(())
}

/// The organisations of the demonstration.
pub async fn organisations(app: &App) -> anyhow::Result<Vec<organisation::Model>> {
    Ok(account::organisations(app).await?.into_iter().filter(|organisation| organisation.demo).collect())
}
