//! What people read: typed pages, mails and every word of the interface, in French and in English.
//!
//! The room imports nothing of ours. Each template has one Rust type that holds exactly what it shows, and each type has samples, so
//! that one test can render everything in both languages. `web/` and `mail/` fill the types; no HTML is built anywhere else.
//!
//! Limits: contexts are shown as given (no permission is decided here), and texts of the policy packs arrive already written.

mod asset;
mod error;
mod label;
mod lang;
pub mod mail;
pub mod page;
mod segment;
mod shell;
mod template;
mod text;
mod time;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use tera::{Context, Tera};

pub use asset::{StaticFile, static_file};
pub use error::ViewError;
pub use label::*;
pub use lang::Lang;
pub use mail::{CaseOpened, MailTemplate, RenderedMail, TestMessage};
pub use page::{Error as ErrorPage, Page, platform_name};
pub use segment::{Segment, Span, segments};
use shell::ShellView;
pub use shell::{CurrentUser, Shell};
pub use text::Arg;
pub use time::Due;

/// What the pages need a browser to load: their own style sheet and pictures, and nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Names a page may not give to its own fields, because the layout owns them.
const RESERVED: [&str; 3] = ["shell", "lang", "zone"];

/// Every template and every text, parsed and checked once at start.
pub struct View {
    templates: BTreeMap<Lang, Tera>,
}

impl View {
    /// Parses all templates and checks that every page, mail and label is complete in every language.
    ///
    /// # Errors
    /// The first template that does not parse, or the first text that is missing.
    pub fn new() -> Result<Self, ViewError> {
        let mut templates = BTreeMap::new();
        for lang in Lang::ALL {
            text::check_labels(lang)?;
            templates.insert(lang, template::load(lang)?);
        }
        Ok(Self { templates })
    }

    /// Renders one page inside the shell, in the shell's language.
    ///
    /// # Errors
    /// The template and the place where it asks for something that its context does not hold.
    pub fn page<P: Page>(&self, shell: &Shell, page: &P) -> Result<String, ViewError> {
        let mut context = Context::from_serialize(page)?;
        if let Some(name) = RESERVED.iter().find(|name| context.contains_key(name)) {
            return Err(ViewError::ReservedName(name));
        }
        context.insert("shell", &ShellView::from(shell));
        self.render(shell.lang, P::NAME, context, shell.zone)
    }

    /// Renders the subject, the plain text and the HTML of one mail.
    ///
    /// # Errors
    /// The template and the place where it asks for something that its context does not hold.
    pub fn mail<M: MailTemplate>(&self, lang: Lang, mail: &M) -> Result<RenderedMail, ViewError> {
        let part = |file: &str| {
            let name = format!("mail/{}/{file}", M::NAME);
            self.render(lang, &name, Context::from_serialize(mail)?, mail.zone())
        };
        Ok(RenderedMail {
            // A header is one line, whatever a name or a number contains.
            subject: one_line(&part("subject.txt")?),
            text: part("body.txt")?.trim().to_owned() + "\n",
            html: part("body.html")?,
        })
    }

    /// One text of the interface by its key; the key itself, and a line in the log, should it be missing.
    #[must_use]
    pub fn text(&self, lang: Lang, key: &str, args: &[(&'static str, Arg<'_>)]) -> String {
        text::text(lang, key, args).unwrap_or_else(|error| {
            tracing::error!(%error, "a text is missing");
            key.to_owned()
        })
    }

    /// The name people read for a code; every label was checked at start.
    #[must_use]
    pub fn label<L: Label>(&self, lang: Lang, value: L) -> String {
        text::label(lang, value)
    }

    /// The title, explanation and remedy of a problem, for pages and for `application/problem+json`.
    #[must_use]
    pub fn problem(&self, lang: Lang, code: ErrorCode) -> ProblemText {
        let part = |part: &str| {
            text::text(lang, &text::problem_key(code, part), &[]).unwrap_or_else(|_| code.code().to_owned())
        };
        ProblemText { title: part("title"), detail: part("detail"), remedy: part("remedy") }
    }

    fn render(&self, lang: Lang, name: &str, mut context: Context, zone: chrono_tz::Tz) -> Result<String, ViewError> {
        context.insert("lang", lang.code());
        context.insert("zone", zone.name());
        let tera = self.templates.get(&lang).ok_or(ViewError::MissingTemplate(name.to_owned()))?;
        Ok(tera.render(name, &context)?)
    }
}

/// What a reader is told about a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemText {
    /// What happened, in a few words.
    pub title: String,
    /// What it means, in one sentence.
    pub detail: String,
    /// What the reader can do now.
    pub remedy: String,
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
