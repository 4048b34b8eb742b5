use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Choice, Page, Paging, at};
use crate::view::label::{AdverseVerdict, PostKind, Speaker, Verdict};

/// The list of kept posts; its filters are sent as `verdict`, `adverse`, `kind` and `platform` by GET to `/posts`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Posts {
    /// What the list is narrowed to.
    pub filter: PostFilter,
    /// Platforms to choose from.
    pub platforms: Vec<Choice>,
    /// The posts of this page, newest first.
    pub posts: Vec<PostRow>,
    /// Neighbouring pages.
    pub paging: Paging,
}

/// What the list of posts is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct PostFilter {
    /// One verdict.
    pub verdict: Option<Verdict>,
    /// One verdict about adverse events.
    pub adverse: Option<AdverseVerdict>,
    /// One kind.
    pub kind: Option<PostKind>,
    /// Code of one platform.
    pub platform: Option<String>,
}

/// One post of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PostRow {
    /// Identifier, last part of its address.
    pub id: String,
    /// Name of the page it was published on.
    pub page: String,
    /// Name of the platform.
    pub platform: String,
    /// What was published.
    pub kind: PostKind,
    /// Who speaks.
    pub speaker: Speaker,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Its first words.
    pub excerpt: String,
    /// Language of the text.
    pub text_lang: String,
    /// The engine's decision.
    pub verdict: Verdict,
    /// The engine's decision about adverse events.
    pub adverse: AdverseVerdict,
    /// How many rules it breaks.
    pub findings: i64,
    /// The case it opened or joined: identifier and number.
    pub case: Option<Choice>,
}

impl Page for Posts {
    const NAME: &'static str = "page/posts.html";

    fn samples() -> Vec<Self> {
        const ROWS: [(Verdict, AdverseVerdict); 4] = [
            (Verdict::Review, AdverseVerdict::Report),
            (Verdict::Block, AdverseVerdict::None),
            (Verdict::Clear, AdverseVerdict::Mention),
            (Verdict::Review, AdverseVerdict::SpecialSituation),
        ];
        let platforms: Vec<Choice> = [("facebook", "Facebook"), ("google_reviews", "Avis Google")]
            .map(|(code, name)| Choice { code: code.to_owned(), name: name.to_owned() })
            .into();
        let filter = PostFilter {
            verdict: Some(Verdict::Block),
            adverse: Some(AdverseVerdict::Report),
            kind: Some(PostKind::Comment),
            platform: Some("google_reviews".to_owned()),
        };
        vec![
            Self {
                filter: PostFilter::default(),
                platforms: platforms.clone(),
                posts: ROWS.iter().map(|(verdict, adverse)| sample_row(*verdict, *adverse)).collect(),
                paging: Paging { first: Some("/posts".to_owned()), next: Some("/posts?cursor=def".to_owned()) },
            },
            Self { filter, platforms, posts: vec![], paging: Paging::default() },
            Self { filter: PostFilter::default(), platforms: vec![], posts: vec![], paging: Paging::default() },
        ]
    }
}

fn sample_row(verdict: Verdict, adverse: AdverseVerdict) -> PostRow {
    PostRow {
        id: "0197a3b2-1111-7000-8000-000000000000".to_owned(),
        page: "Laboratoire Exemple".to_owned(),
        platform: "Facebook".to_owned(),
        kind: PostKind::Comment,
        speaker: Speaker::Visitor,
        published_at: at("2026-11-19T20:41:00Z"),
        excerpt: "Bonsoir, ma mère de 71 ans est passée au nouveau levotirox le mois dernier. Depuis elle a…"
            .to_owned(),
        text_lang: "fr".to_owned(),
        verdict,
        adverse,
        findings: i64::from(verdict == Verdict::Block) * 2,
        case: (adverse == AdverseVerdict::Report).then(|| Choice {
            code: "0197a3b2-0042-7000-8000-000000000000".to_owned(),
            name: "VIG-2026-0042".to_owned(),
        }),
    }
}
