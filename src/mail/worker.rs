//! The worker: claims promised mails, renders and delivers them, and records what came of it.

use std::time::Duration;

use actix_web::{rt, web::Data};
use entity::{MailKind, MailState, outbox};
use lettre::{Address, message::Mailbox};
use tokio::sync::watch;

use super::{
    Facts, Outcome,
    outbox::{claim, record},
    transport::Letter,
};
use crate::{
    app::App,
    error::Result,
    view::{CaseKind, CaseOpened, Lang, RenderedMail, Seriousness},
};

/// How many mails are on their way at once, so that one slow server answer does not hold up the others.
const AT_ONCE: usize = 4;
/// How often noting what came of a mail is tried again; in all well below the lease.
const RECORD_TRIES: u32 = 20;
/// How often the outbox is looked at when nobody rings.
const LOOK: Duration = Duration::from_secs(5);

/// Delivers mails until `stop` turns true; the mails in hand are finished first.
pub async fn run(app: Data<App>, stop: watch::Receiver<bool>) {
    let hands: Vec<_> = (0..AT_ONCE).map(|_| rt::spawn(hand(app.clone(), stop.clone()))).collect();
    for hand in hands {
        if hand.await.is_err() {
            tracing::error!("a mail worker ended unexpectedly");
        }
    }
}

async fn hand(app: Data<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match deliver_one(&app).await {
            Ok(true) => continue,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "the outbox cannot be read"),
        }
        tokio::select! {
            () = app.mail_bell.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

/// Delivers everything that is due now, and answers how many were sent.
///
/// # Errors
/// When the database does not answer.
pub async fn drain(app: &Data<App>) -> Result<usize> {
    let mut sent = 0;
    while let Some(mail) = claim(app).await? {
        if attempt(app, &mail).await? == MailState::Sent {
            sent += 1;
        }
    }
    Ok(sent)
}

/// Takes one mail and tries it; `false` when none is due.
async fn deliver_one(app: &Data<App>) -> Result<bool> {
    let Some(mail) = claim(app).await? else { return Ok(false) };
    attempt(app, &mail).await?;
    Ok(true)
}

async fn attempt(app: &Data<App>, mail: &outbox::Model) -> Result<MailState> {
    let outcome = match letter(app, mail) {
        Ok(letter) => app.transport.deliver(letter).await,
        Err(error) => Outcome::Refused(format!("the mail cannot be written: {error:#}")),
    };
    let state = record_surely(app, mail, &outcome).await?;
    match &outcome {
        Outcome::Sent => tracing::info!(mail = %mail.id, case = %mail.case_id, "mail sent"),
        Outcome::Failed(why) => tracing::warn!(mail = %mail.id, attempts = mail.attempts, why, "mail not sent yet"),
        Outcome::Refused(why) => tracing::error!(mail = %mail.id, why, "mail given up"),
    }
    Ok(state)
}

/// A database that is away for a moment must not make a mail go out twice: what came of it is noted as soon as it can be.
async fn record_surely(app: &App, mail: &outbox::Model, outcome: &Outcome) -> Result<MailState> {
    for _ in 0..RECORD_TRIES {
        match record(app, mail, outcome).await {
            Ok(state) => return Ok(state),
            Err(error) => tracing::warn!(%error, mail = %mail.id, "what came of a mail cannot be noted yet"),
        }
        tokio::time::sleep(LOOK).await;
    }
    record(app, mail, outcome).await
}

/// Addresses and renders one promised mail.
///
/// # Errors
/// When an address, the facts or a template cannot be read.
pub fn letter(app: &App, mail: &outbox::Model) -> anyhow::Result<Letter> {
    Ok(Letter {
        from: app.config.mail.from.parse()?,
        to: Mailbox::new(Some(mail.recipient_name.clone()), mail.recipient.parse::<Address>()?),
        message_id: mail.message_id.clone(),
        content: content(app, mail)?,
        date: mail.created_at,
    })
}

fn content(app: &App, mail: &outbox::Model) -> anyhow::Result<RenderedMail> {
    let facts: Facts = serde_json::from_value(mail.facts.clone())?;
    let lang: Lang = mail.language.parse().unwrap_or_default();
    let link = app.config.web.public_url.join(&format!("cases/{}", mail.case_id))?;
    let opened = CaseOpened {
        recipient: mail.recipient_name.clone(),
        organisation: facts.organisation,
        updated: match mail.kind {
            MailKind::CaseOpened => false,
            MailKind::CaseUpdated => true,
        },
        number: facts.number,
        seriousness: if facts.serious { Seriousness::Serious } else { Seriousness::NotSerious },
        kind: match facts.kind {
            entity::CaseKind::Report => CaseKind::Report,
            entity::CaseKind::SpecialSituation => CaseKind::SpecialSituation,
        },
        due: Some(facts.due_on),
        link: link.into(),
    };
    Ok(app.view.mail(lang, &opened)?)
}
