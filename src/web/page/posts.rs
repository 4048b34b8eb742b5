//! Kept posts: the queue, and one post with what was found in it.

use std::collections::BTreeSet;

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    web::{Path, Query},
};
use entity::PostId;
use serde::Deserialize;

use super::{case_page, code, codes, render};
use crate::{
    account::{self, Access, Permission},
    case::number_of,
    engine::Review,
    error::{Error, Result},
    post::{self, Listed},
    view::{
        Nav,
        page::{AdverseSummary, Choice, Paging, Post, PostFilter, PostRow, Posts},
        platform_name,
    },
    web::{
        cut,
        guard::{As, ReadPosts},
    },
};

/// Posts on one page.
const ROWS: u64 = 50;
/// Characters of a post shown in the list.
const EXCERPT_CHARS: usize = 140;

#[derive(Default, Deserialize)]
struct PostsQuery {
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    adverse: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    platform: String,
    #[serde(default)]
    cursor: String,
}

/// The queue of kept posts, newest first.
#[get("/posts")]
pub async fn list(me: As<ReadPosts>, query: Query<PostsQuery>, request: HttpRequest) -> Result<HttpResponse> {
    let (app, access, organisation) = (&me.app, &me.access, &me.access.organisation);
    let pages = account::pages(app.db.read(), organisation.id).await?;
    let platforms: BTreeSet<String> = pages.into_iter().map(|page| page.platform).collect();
    let platform = platforms.get(&query.platform).cloned();
    let filter = post::Filter {
        verdict: query.verdict.parse().ok(),
        adverse: query.adverse.parse().ok(),
        kind: query.kind.parse().ok(),
        platform: platform.clone(),
        before: query.cursor.parse().ok(),
    };
    let mut listed = post::list(app.db.read(), organisation.id, &filter, ROWS + 1).await?;
    let more = cut(&mut listed, ROWS);
    let next = listed.last().filter(|_| more).map(|last| address(&query, Some(&last.post.id.to_string())));
    let page = Posts {
        filter: PostFilter {
            verdict: query.verdict.parse().ok(),
            adverse: query.adverse.parse().ok(),
            kind: query.kind.parse().ok(),
            platform,
        },
        platforms: platforms.into_iter().map(|code| Choice { name: platform_name(&code).to_owned(), code }).collect(),
        posts: listed.iter().map(|listed| row(access, listed)).collect::<Result<_>>()?,
        paging: Paging { first: (!query.cursor.is_empty()).then(|| address(&query, None)), next },
    };
    render(app, Some(access), &request, StatusCode::OK, Some(Nav::Posts), &page)
}

fn address(query: &PostsQuery, cursor: Option<&str>) -> String {
    let mut pairs = url::form_urlencoded::Serializer::new(String::new());
    let kept = [
        ("verdict", query.verdict.as_str()),
        ("adverse", &query.adverse),
        ("kind", &query.kind),
        ("platform", &query.platform),
        ("cursor", cursor.unwrap_or_default()),
    ];
    pairs.extend_pairs(kept.into_iter().filter(|(_, value)| !value.is_empty()));
    format!("/posts?{}", pairs.finish())
}

fn row(access: &Access, listed: &Listed) -> Result<PostRow> {
    let (post, text) = (&listed.post, &listed.revision.text);
    let mut excerpt: String = text.chars().take(EXCERPT_CHARS).collect();
    if excerpt.len() < text.len() {
        excerpt.push('…');
    }
    let lang = listed.revision.review.get("lang").and_then(|lang| lang.as_str()).unwrap_or("fr");
    Ok(PostRow {
        id: post.id.to_string(),
        page: listed.page.name.clone(),
        platform: platform_name(&listed.page.platform).to_owned(),
        kind: code(post.kind.as_str())?,
        speaker: code(post.speaker.as_str())?,
        published_at: post.published_at,
        excerpt,
        text_lang: lang.to_owned(),
        verdict: code(post.verdict.as_str())?,
        adverse: code(post.adverse_verdict.as_str())?,
        findings: i64::from(post.findings),
        case: case_choice(access, listed),
    })
}

/// The post's case, for those who may open it.
fn case_choice(access: &Access, listed: &Listed) -> Option<Choice> {
    let (id, number, opened_at) = listed.case.filter(|_| Permission::ReadCases.granted_to(access.role))?;
    Some(Choice { code: id.to_string(), name: number_of(opened_at, number) })
}

/// One post.
#[get("/posts/{id}")]
pub async fn show(me: As<ReadPosts>, id: Path<String>, request: HttpRequest) -> Result<HttpResponse> {
    let id: PostId = id.parse().map_err(|_| Error::NotFound("post"))?;
    let listed = post::show(me.app.db.read(), me.access.organisation.id, id).await?;
    let review: Review = serde_json::from_value(listed.revision.review.clone())
        .map_err(|error| Error::Internal(anyhow::anyhow!("a kept review cannot be read: {error}")))?;
    let read = &review.adverse_event;
    let page = Post {
        source: case_page::source(&me.access, &listed, &review)?,
        revision: i64::from(listed.revision.revision),
        verdict: code(listed.post.verdict.as_str())?,
        findings: case_page::findings(&review)?,
        adverse: AdverseSummary {
            verdict: code(read.verdict.as_str())?,
            score: case_page::percent(read.score),
            products: case_page::products(&review)?,
            reactions: case_page::reactions(&review)?,
            seriousness: codes(&read.seriousness.iter().map(ToString::to_string).collect::<Vec<_>>()),
            special_situations: codes(&read.special_situations.iter().map(ToString::to_string).collect::<Vec<_>>()),
        },
        case: case_choice(&me.access, &listed),
        policy: case_page::policy(&review),
    };
    render(&me.app, Some(&me.access), &request, StatusCode::OK, Some(Nav::Posts), &page)
}
