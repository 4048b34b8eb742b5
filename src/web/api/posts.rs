//! Posts: handed in by programs, and read back.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::StatusCode,
    post,
    web::{Json, Path, Payload, Query},
};
use chrono::{DateTime, Utc};
use entity::{AdverseVerdict, CaseId, PageId, PostId, PostKind, Speaker, Verdict};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Listing, cut, limit};
use crate::{
    account::{Access, Permission},
    case::{self, Outcome},
    error::{Error, Problem, Result},
    post::{self, Draft, Listed, NewPost},
    web::{
        form::{self, Media},
        guard::{As, ReadPosts, SendPosts},
    },
};

/// One answer for each post of a request, in order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Answers {
    /// How many were new.
    created: usize,
    /// How many were other texts of known posts.
    revised: usize,
    /// How many were known.
    duplicate: usize,
    /// How many were refused.
    refused: usize,
    /// One answer each.
    items: Vec<Outcome>,
}

/// Hand in posts: one object, a JSON array, or one object a line (NDJSON), up to 1,000.
///
/// The good ones are kept even when others are bad. A post that was handed in before is a duplicate, not an error.
#[utoipa::path(
    operation_id = "createPosts", tag = "posts", security(("bearer" = [])),
    request_body(content((NewPost = "application/json"), (NewPost = "application/x-ndjson"))),
    responses(
        (status = 200, description = "Many: one answer for each. One: it was known", body = Answers),
        (status = 201, description = "One post, and it is new", body = Outcome),
        (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem),
        (status = 413, body = Problem), (status = 415, body = Problem), (status = 422, body = Problem),
    )
)]
#[post("/posts")]
pub async fn create_posts(me: As<SendPosts>, request: HttpRequest, payload: Payload) -> Result<HttpResponse> {
    let media = form::media(&request)?;
    let body = form::body(payload).await?;
    let now = me.app.clock.now();
    let many = media == Media::Lines || body.trim_ascii_start().first() == Some(&b'[');
    if many {
        let drafts = post::parse_many(&body, media == Media::Lines, now)?;
        let items = case::receive(&me.app, &me.access, drafts).await?;
        return Ok(HttpResponse::Ok().json(Answers::of(items)));
    }
    let draft = Draft::parse(&body, now)?;
    let outcome = case::receive(&me.app, &me.access, vec![Ok(draft)]).await?.pop();
    match outcome {
        Some(Outcome::Refused { errors }) if errors.iter().any(|error| error.code == "not_found") => {
            Err(Error::NotFound("page"))
        }
        Some(Outcome::Refused { errors }) => Err(Error::Invalid(errors)),
        Some(outcome @ Outcome::Created { .. }) => Ok(HttpResponse::build(StatusCode::CREATED).json(outcome)),
        Some(outcome) => Ok(HttpResponse::Ok().json(outcome)),
        None => Err(Error::Internal(anyhow::anyhow!("a post was handed in and not answered"))),
    }
}

impl Answers {
    fn of(items: Vec<Outcome>) -> Self {
        let count = |is: fn(&Outcome) -> bool| items.iter().filter(|item| is(item)).count();
        Self {
            created: count(|item| matches!(item, Outcome::Created { .. })),
            revised: count(|item| matches!(item, Outcome::Revised { .. })),
            duplicate: count(|item| matches!(item, Outcome::Duplicate { .. })),
            refused: count(|item| matches!(item, Outcome::Refused { .. })),
            items,
        }
    }
}

/// A kept post.
#[derive(Debug, Serialize, ToSchema)]
pub struct PostOut {
    #[schema(value_type = String)]
    id: PostId,
    #[schema(value_type = String)]
    page_id: PageId,
    page: String,
    platform: String,
    external_id: String,
    revision: i32,
    #[schema(value_type = String)]
    kind: PostKind,
    #[schema(value_type = String)]
    speaker: Speaker,
    /// Shown to officers and administrators alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    published_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parent_text: Option<String>,
    raw_sha256: String,
    #[schema(value_type = String)]
    verdict: Verdict,
    #[schema(value_type = String)]
    adverse_verdict: AdverseVerdict,
    score: f64,
    /// The whole review, as `vigie scan` prints it.
    #[schema(value_type = Object)]
    review: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    case: Option<CaseId>,
}

impl PostOut {
    fn of(access: &Access, listed: Listed) -> Self {
        let Listed { post, revision, page, case } = listed;
        let open = case::shows_author(access.role);
        Self {
            id: post.id,
            page_id: page.id,
            page: page.key,
            platform: page.platform,
            external_id: post.external_id,
            revision: revision.revision,
            kind: post.kind,
            speaker: post.speaker,
            author: post.author.filter(|_| open),
            url: post.url.filter(|_| open),
            published_at: revision.published_at,
            received_at: revision.received_at,
            text: revision.text,
            parent_text: revision.parent_text,
            raw_sha256: revision.raw_sha256,
            verdict: post.verdict,
            adverse_verdict: post.adverse_verdict,
            score: post.score,
            review: revision.review,
            case: case.filter(|_| Permission::ReadCases.granted_to(access.role)).map(|(id, ..)| id),
        }
    }
}

/// What a list of posts is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct PostQuery {
    /// One verdict: `clear`, `review` or `block`.
    #[param(value_type = Option<String>)]
    verdict: Option<Verdict>,
    /// One adverse-event verdict: `report`, `special_situation`, `mention` or `none`.
    #[param(value_type = Option<String>)]
    adverse: Option<AdverseVerdict>,
    /// From the page before.
    #[param(value_type = Option<String>)]
    cursor: Option<PostId>,
    /// How many, up to 200.
    limit: Option<u64>,
}

/// Kept posts, newest first.
#[utoipa::path(
    operation_id = "listPosts", tag = "posts", security(("bearer" = [])), params(PostQuery),
    responses((status = 200, body = Listing<PostOut>), (status = 401, body = Problem), (status = 403, body = Problem))
)]
#[get("/posts")]
pub async fn list_posts(me: As<ReadPosts>, query: Query<PostQuery>) -> Result<Json<Listing<PostOut>>> {
    let query = query.into_inner();
    let limit = limit(query.limit);
    let filter =
        post::Filter { verdict: query.verdict, adverse: query.adverse, before: query.cursor, ..Default::default() };
    let mut listed = post::list(me.app.db.read(), me.access.organisation.id, &filter, limit + 1).await?;
    let more = cut(&mut listed, limit);
    let next = listed.last().filter(|_| more).map(|last| last.post.id.to_string());
    Ok(Json(Listing { items: listed.into_iter().map(|post| PostOut::of(&me.access, post)).collect(), next }))
}

/// One kept post.
#[utoipa::path(
    operation_id = "showPost", tag = "posts", security(("bearer" = [])), params(("id" = String, Path)),
    responses((status = 200, body = PostOut), (status = 401, body = Problem), (status = 404, body = Problem))
)]
#[get("/posts/{id}")]
pub async fn show_post(me: As<ReadPosts>, id: Path<String>) -> Result<Json<PostOut>> {
    let id: PostId = id.parse().map_err(|_| Error::NotFound("post"))?;
    let shown = post::show(me.app.db.read(), me.access.organisation.id, id).await?;
    Ok(Json(PostOut::of(&me.access, shown)))
}
