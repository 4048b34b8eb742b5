//! How a mail leaves: SMTP, or one `.eml` file each where no server is set.

use std::{path::PathBuf, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
    transport::smtp,
};
use secrecy::ExposeSecret;

use crate::{
    config::{ConfigError, MailConfig},
    view::RenderedMail,
};

/// A delivery may take this many times the wait for one answer.
const STEPS: u32 = 2;

/// What came of handing a mail over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent,
    /// It may work later.
    Failed(String),
    /// The server refused this recipient or message for good.
    Refused(String),
}

/// A way out.
#[derive(Debug)]
pub enum Transport {
    /// A mail server.
    Smtp {
        /// The client.
        client: Box<AsyncSmtpTransport<Tokio1Executor>>,
        /// Longest delivery in all; well below the lease. The client itself times only the connecting.
        delivery: Duration,
    },
    /// A folder of `.eml` files.
    Folder(PathBuf),
}

/// One mail, addressed and rendered.
#[derive(Debug)]
pub struct Letter {
    /// Sender.
    pub from: Mailbox,
    /// Recipient.
    pub to: Mailbox,
    /// `Message-ID` without angle brackets; the same at every attempt.
    pub message_id: String,
    /// Subject and bodies.
    pub content: RenderedMail,
    /// When it was promised.
    pub date: chrono::DateTime<chrono::Utc>,
}

impl Transport {
    /// Reads the settings; no connection is made yet.
    ///
    /// # Errors
    /// When lettre cannot read the address.
    pub fn new(config: &MailConfig, folder: PathBuf) -> Result<Self, ConfigError> {
        let Some(url) = &config.smtp_url else { return Ok(Self::Folder(folder)) };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret()).map_err(|_| ConfigError {
            variable: "VIGIE_SMTP_URL".into(),
            problem: "expected smtp://user:password@host:587?tls=required, smtps://user:password@host or \
                      smtp://host?tls=opportunistic"
                .into(),
        })?;
        let client = Box::new(builder.timeout(Some(config.timeout)).build());
        Ok(Self::Smtp { client, delivery: config.timeout * STEPS })
    }

    /// Hands one mail over.
    pub async fn deliver(&self, letter: Letter) -> Outcome {
        let message_id = letter.message_id.clone();
        let message = match compose(letter) {
            Ok(message) => message,
            Err(error) => return Outcome::Refused(format!("the mail cannot be written: {error}")),
        };
        match self {
            Self::Folder(folder) => match keep(folder, &message_id, &message.formatted()) {
                Ok(()) => Outcome::Sent,
                Err(error) => Outcome::Failed(format!("the mail folder cannot be written: {}", error.kind())),
            },
            Self::Smtp { client, delivery } => match tokio::time::timeout(*delivery, client.send(message)).await {
                Err(_) => Outcome::Failed("the mail server did not finish in time".into()),
                Ok(Ok(_)) => Outcome::Sent,
                Ok(Err(error)) => judge(&error),
            },
        }
    }
}

fn compose(letter: Letter) -> Result<Message, lettre::error::Error> {
    Message::builder()
        .from(letter.from)
        .to(letter.to)
        .subject(letter.content.subject)
        .date(letter.date.into())
        .message_id(Some(format!("<{}>", letter.message_id)))
        .header(AutoSubmitted)
        .multipart(MultiPart::alternative_plain_html(letter.content.text, letter.content.html))
}

/// RFC 3834: keeps absence notices from answering.
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// Writes the file whole or not at all; the same mail again replaces itself.
fn keep(folder: &std::path::Path, message_id: &str, bytes: &[u8]) -> std::io::Result<()> {
    let name = message_id.split('@').next().unwrap_or(message_id);
    std::fs::create_dir_all(folder)?;
    let partial = folder.join(format!("{name}.part"));
    std::fs::write(&partial, bytes)?;
    std::fs::rename(partial, folder.join(format!("{name}.eml")))
}

/// Decides whether trying again can help, and says what happened without any address.
///
/// Only a refusal of the mailbox or of the message is final. A refused sign-in or an absent server is a mistake
/// somebody will mend: no mail is lost to it.
fn judge(error: &smtp::Error) -> Outcome {
    let Some(status) = error.status() else {
        let why = if error.is_timeout() {
            "the mail server did not answer in time"
        } else if error.is_tls() {
            "no encrypted connection to the mail server"
        } else if error.is_client() {
            "the mail server lacks what the settings ask for"
        } else {
            "no connection to the mail server, or it broke off"
        };
        return Outcome::Failed(why.into());
    };
    let status = status.to_string();
    let why = format!("the mail server answered {status}");
    // 5.7.x is a matter of rights (RFC 3463): a relay that is not ours yet, a sign-in that is missing.
    let rights = std::error::Error::source(error).is_some_and(|said| said.to_string().contains("5.7."))
        || error.to_string().contains("5.7.");
    match status.as_str() {
        "550" | "551" | "552" | "553" if !rights => Outcome::Refused(why),
        _ => Outcome::Failed(why),
    }
}
