//! Reading kept posts back, newest first.

use chrono::{DateTime, Utc};
use entity::{AdverseVerdict, CaseId, OrganisationId, PostId, PostKind, Verdict, case, page, post, post_revision};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::error::{Error, Result};

/// What a list of posts is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// One verdict.
    pub verdict: Option<Verdict>,
    /// One adverse-event verdict.
    pub adverse: Option<AdverseVerdict>,
    /// One sort of publication.
    pub kind: Option<PostKind>,
    /// One platform.
    pub platform: Option<String>,
    /// Only posts older than this one.
    pub before: Option<PostId>,
}

/// A post in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The post.
    pub post: post::Model,
    /// Its highest revision.
    pub revision: post_revision::Model,
    /// Its page.
    pub page: page::Model,
    /// The case it opened: its id, number and the moment it was opened.
    pub case: Option<(CaseId, i64, DateTime<Utc>)>,
}

/// Up to `limit` posts of the organisation, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn list(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    filter: &Filter,
    limit: u64,
) -> Result<Vec<Listed>> {
    let mut query = post::Entity::of(organisation);
    if let Some(verdict) = filter.verdict {
        query = query.filter(post::COLUMN.verdict.eq(verdict));
    }
    if let Some(adverse) = filter.adverse {
        query = query.filter(post::COLUMN.adverse_verdict.eq(adverse));
    }
    if let Some(kind) = filter.kind {
        query = query.filter(post::COLUMN.kind.eq(kind));
    }
    if let Some(platform) = &filter.platform {
        let pages =
            page::Entity::of(organisation).filter(page::COLUMN.platform.eq(platform.as_str())).all(connection).await?;
        query = query.filter(post::Column::PageId.is_in(pages.into_iter().map(|page| page.id)));
    }
    if let Some(before) = filter.before {
        query = query.filter(post::COLUMN.id.lt(before));
    }
    let posts = query.order_by_desc(post::Column::Id).limit(limit).all(connection).await?;
    complete(connection, organisation, posts).await
}

/// One post of the organisation, with its highest revision.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn show(connection: &impl ConnectionTrait, organisation: OrganisationId, id: PostId) -> Result<Listed> {
    let post = post::Entity::of(organisation)
        .filter(post::COLUMN.id.eq(id))
        .one(connection)
        .await?
        .ok_or(Error::NotFound("post"))?;
    complete(connection, organisation, vec![post]).await?.pop().ok_or(Error::NotFound("post"))
}

/// Every text of a post, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn revisions(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    post: PostId,
) -> Result<Vec<post_revision::Model>> {
    Ok(post_revision::Entity::of(organisation)
        .filter(post_revision::COLUMN.post_id.eq(post))
        .order_by_asc(post_revision::Column::Revision)
        .all(connection)
        .await?)
}

/// Fetches what a list shows beside the posts, with one query a table.
async fn complete(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    posts: Vec<post::Model>,
) -> Result<Vec<Listed>> {
    if posts.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<PostId> = posts.iter().map(|post| post.id).collect();
    let revisions = post_revision::Entity::of(organisation)
        .filter(posts.iter().fold(Condition::any(), |any, post| {
            let of = post_revision::COLUMN.post_id.eq(post.id);
            any.add(of.and(post_revision::COLUMN.revision.eq(post.revision)))
        }))
        .all(connection)
        .await?;
    let pages = page::Entity::of(organisation)
        .filter(page::Column::Id.is_in(posts.iter().map(|post| post.page_id)))
        .all(connection)
        .await?;
    let cases: Vec<(PostId, CaseId, i64, DateTime<Utc>)> = case::Entity::of(organisation)
        .select_only()
        .columns([case::Column::PostId, case::Column::Id, case::Column::Number, case::Column::OpenedAt])
        .filter(case::Column::PostId.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    let listed = posts.into_iter().filter_map(|post| {
        let now = |revision: &&post_revision::Model| (revision.post_id, revision.revision) == (post.id, post.revision);
        let revision = revisions.iter().find(now)?.clone();
        let page = pages.iter().find(|page| page.id == post.page_id)?.clone();
        let case = cases.iter().find(|(of, ..)| *of == post.id).map(|(_, id, number, at)| (*id, *number, *at));
        Some(Listed { post, revision, page, case })
    });
    Ok(listed.collect())
}
