//! The pages: one type for each, holding exactly what its template shows.

mod case;
mod case_sample;
mod error;
mod inbox;
mod post;
mod posts;
mod sign_in;

use chrono::{DateTime, NaiveDate};
use serde::Serialize;

use super::label::{Category, Field, FieldProblem, Severity};

pub use case::{
    Case, CriterionRow, Document, Event, Judgement, MailRow, MissingItem, Parent, Product, Reaction, Source,
    TransitionOffer,
};
pub use error::Error;
pub use inbox::{CaseRow, Inbox, InboxFilter, StateCount};
pub use post::{AdverseSummary, Post};
pub use posts::{PostFilter, PostRow, Posts};
pub use sign_in::{DemoAccount, SignIn};

/// A page: the name of its template and what it shows.
pub trait Page: Serialize + Sized {
    /// Name of the template.
    const NAME: &'static str;

    /// Contexts that together go through every branch of the template.
    fn samples() -> Vec<Self>;
}

/// The template of every page.
pub(super) const NAMES: [&str; 6] = [SignIn::NAME, Inbox::NAME, Case::NAME, Posts::NAME, Post::NAME, Error::NAME];

/// Addresses of the neighbouring pages of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Paging {
    /// Back to the first page; none on it.
    pub first: Option<String>,
    /// The next page; none on the last.
    pub next: Option<String>,
}

/// A field that was refused, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FieldError {
    field: Field,
    problem: FieldProblem,
    form: &'static str,
}

impl FieldError {
    /// Refuses a field of a page that has one form.
    #[must_use]
    pub fn new(field: Field, problem: FieldProblem) -> Self {
        Self { field, problem, form: "" }
    }

    /// Says which form of the page: the code of a transition or of a criterion, `day-zero` or `seriousness`.
    #[must_use]
    pub fn in_form(self, form: &'static str) -> Self {
        Self { form, ..self }
    }
}

/// A rule that a text breaks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Identifier of the rule.
    pub rule: String,
    /// Area of the rule.
    pub category: Category,
    /// Weight for this speaker.
    pub severity: Severity,
    /// The words that broke it.
    pub excerpt: String,
    /// What is wrong and why, in the reader's language.
    pub message: String,
    /// The articles it rests on.
    pub law: Vec<Law>,
    /// A lawful way to say it.
    pub suggestion: Option<String>,
    /// The signals that decided.
    pub cues: Vec<String>,
}

/// An article of law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Law {
    /// Reference: « CSP R.4127-19-1 ».
    #[serde(rename = "ref")]
    pub reference: String,
    /// First day in force, when known.
    pub in_force_since: Option<NaiveDate>,
}

/// The policy that reviewed a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// Release of the packs.
    pub release: String,
    /// Digest of their files.
    pub digest: String,
}

/// A name with the code a filter sends, for lists that are not closed (platforms, pages).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// Code, as sent.
    pub code: String,
    /// Name people read.
    pub name: String,
}

/// The name of a platform from its code; a code that is not known is shown as it is.
#[must_use]
pub fn platform_name(code: &str) -> &str {
    match code {
        "bluesky" => "Bluesky",
        "doctissimo" => "Doctissimo",
        "doctolib" => "Doctolib",
        "facebook" => "Facebook",
        "google" => "Google",
        "instagram" => "Instagram",
        "linkedin" => "LinkedIn",
        "mastodon" => "Mastodon",
        "messenger" => "Messenger",
        "pinterest" => "Pinterest",
        "reddit" => "Reddit",
        "snapchat" => "Snapchat",
        "telegram" => "Telegram",
        "threads" => "Threads",
        "tiktok" => "TikTok",
        "trustpilot" => "Trustpilot",
        "twitch" => "Twitch",
        "whatsapp" => "WhatsApp",
        "x" | "twitter" => "X",
        "youtube" => "YouTube",
        other => other,
    }
}

/// The instant of a sample.
fn at(text: &str) -> DateTime<chrono::Utc> {
    text.parse().unwrap_or_default()
}

/// The day of a sample.
fn on(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn sample_policy() -> Policy {
    Policy { release: "2026.11.1".to_owned(), digest: format!("sha256:{}", "5f0c".repeat(16)) }
}

fn sample_finding() -> Finding {
    Finding {
        rule: "fr.csp.testimonial".to_owned(),
        category: Category::Advertising,
        severity: Severity::High,
        excerpt: "donnez-nous 5 étoiles".to_owned(),
        message: "Un professionnel de santé ne peut pas inviter ses patients à témoigner de leurs soins.".to_owned(),
        law: vec![
            Law { reference: "CSP R.4127-19-1".to_owned(), in_force_since: Some(on("2020-12-25")) },
            Law { reference: "CSP R.4127-19".to_owned(), in_force_since: None },
        ],
        suggestion: Some("Pour nous écrire : la messagerie du secrétariat.".to_owned()),
        cues: vec!["donnez-nous".to_owned(), "étoiles".to_owned()],
    }
}
