//! The application: everything a room needs, built once and passed in.

use std::path::PathBuf;

use anyhow::Context;
use lettre::message::Mailbox;
use tokio::sync::{Notify, Semaphore};

use crate::{clock::Clock, config::Config, db::Db, engine::Engine, mail::Transport, policy, view::View};

/// Where the program keeps mails when no server is set, below its home.
pub const MAIL_FOLDER: &str = "mail";

/// Passwords checked at once, of 19 MiB each.
const SIGN_INS: usize = 4;

/// Everything a room needs.
pub struct App {
    /// What the program was told.
    pub config: Config,
    /// The database.
    pub db: Db,
    /// What people read.
    pub view: View,
    /// The way mail leaves.
    pub transport: Transport,
    /// Rung when a mail was promised, so that it leaves at once.
    pub mail_bell: Notify,
    /// Passwords that may be checked at once.
    pub sign_ins: Semaphore,
    /// Domain of our `Message-ID`s: the sender's.
    pub sender_domain: String,
    /// Time, ids and secrets.
    pub clock: Clock,
    /// The compiled policies.
    pub engine: Engine,
}

impl App {
    /// Connects, migrates, compiles the policies and parses the templates; anything that is wrong shows here.
    ///
    /// # Errors
    /// A sentence with the remedy for the first thing that is wrong.
    pub async fn build(config: Config, clock: Clock) -> anyhow::Result<Self> {
        let engine = policy::compile_with_imports(config.policies.as_deref(), &config.home)?;
        Self::with_engine(config, clock, engine).await
    }

    /// The same with policies that are compiled already.
    ///
    /// # Errors
    /// A sentence with the remedy for the first thing that is wrong.
    pub async fn with_engine(config: Config, clock: Clock, engine: Engine) -> anyhow::Result<Self> {
        let view = View::new().context("the templates cannot be used")?;
        let transport = Transport::new(&config.mail, config.home.join(MAIL_FOLDER))?;
        let sender: Mailbox = config.mail.from.parse().context("VIGIE_MAIL_FROM cannot be read")?;
        let db = Db::connect(&config.database).await.context(DATABASE_REMEDY)?;
        db.migrate().await.context("the database cannot be brought to this release; is it writable?")?;
        Ok(Self {
            db,
            view,
            transport,
            mail_bell: Notify::new(),
            sign_ins: Semaphore::new(SIGN_INS),
            sender_domain: sender.email.domain().to_owned(),
            clock,
            engine,
            config,
        })
    }

    /// The folder of `.eml` files, when no mail server is set.
    #[must_use]
    pub fn mail_folder(&self) -> Option<PathBuf> {
        self.config.mail.smtp_url.is_none().then(|| self.config.home.join(MAIL_FOLDER))
    }
}

const DATABASE_REMEDY: &str = "the database cannot be opened: check VIGIE_DATABASE_URL (a server that runs, or a file \
                               in a folder you may write to)";
