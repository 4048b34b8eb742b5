//! The one use case of arriving posts: review each, then keep them, open their cases and promise the mails in one
//! short transaction.

use std::collections::BTreeMap;

use entity::{CaseId, PostId, page};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use super::open::{self, Opening};
use crate::{
    account::{self, Access, Permission},
    app::App,
    audit::{self, Deed},
    engine::Review,
    error::{Error, Field, Result},
    post::{self, Arrival, Draft, Kept, Moments},
};

/// What became of one post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum Outcome {
    /// Nobody had seen it.
    Created {
        /// The post.
        #[schema(value_type = String)]
        id: PostId,
        /// The case it opened.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>)]
        case: Option<CaseId>,
    },
    /// Another text of a known post.
    Revised {
        /// The post.
        #[schema(value_type = String)]
        id: PostId,
        /// The number of this text.
        revision: i32,
        /// The case it opened or joined.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>)]
        case: Option<CaseId>,
    },
    /// Seen before; nothing changed.
    Duplicate {
        /// The post.
        #[schema(value_type = String)]
        id: PostId,
    },
    /// It cannot be used; the other posts of the request are kept.
    Refused {
        /// What is wrong with it.
        errors: Vec<Field>,
    },
}

/// Takes posts in and answers for each, in order: the good ones are kept together, the bad ones named.
///
/// # Errors
/// When the role does not allow it or the database does not answer; then nothing was kept.
pub async fn receive(app: &App, access: &Access, drafts: Vec<Result<Draft>>) -> Result<Vec<Outcome>> {
    access.need(Permission::SendPosts)?;
    let received_at = app.clock.now();
    let pages = pages(app, access).await?;
    let read: Vec<Result<Read<'_>>> = drafts
        .into_iter()
        .map(|draft| {
            let draft = draft?;
            let page = pages.get(&draft.page).ok_or(Error::NotFound("page"))?;
            let review = post::review(&app.engine, &draft, page);
            Ok(Read { draft, page, review })
        })
        .collect();
    let moments = Moments { received_at, detected_at: app.clock.now() };
    let good: Vec<&Read<'_>> = read.iter().filter_map(|read| read.as_ref().ok()).collect();
    let mut kept = if good.is_empty() { Vec::new() } else { keep(app, access, moments, &good).await? }.into_iter();
    let outcomes = read.into_iter().map(|read| match read {
        Ok(_) => kept.next().ok_or_else(|| Error::Internal(anyhow::anyhow!("a kept post has no outcome"))),
        Err(error) => Ok(Outcome::Refused { errors: error.into() }),
    });
    outcomes.collect()
}

/// A draft that the engine has read.
struct Read<'a> {
    draft: Draft,
    page: &'a page::Model,
    review: Review,
}

async fn pages(app: &App, access: &Access) -> Result<BTreeMap<String, page::Model>> {
    let pages = account::pages(app.db.read(), access.organisation.id).await?;
    Ok(pages.into_iter().map(|page| (page.key.clone(), page)).collect())
}

/// The one transaction: either all of it is there, or none.
async fn keep(app: &App, access: &Access, moments: Moments, read: &[&Read<'_>]) -> Result<Vec<Outcome>> {
    let organisation = &access.organisation;
    let arrivals: Vec<Arrival<'_>> =
        read.iter().map(|read| Arrival { draft: &read.draft, page: read.page, review: &read.review }).collect();
    let outcomes = app
        .db
        .write(async |tx| {
            audit::lock(tx, organisation.id).await?;
            let kept = post::keep(tx, &app.clock, organisation.id, moments, &arrivals).await?;
            let openings: Vec<Opening<'_>> =
                kept.iter().zip(&arrivals).filter_map(|(kept, arrival)| Opening::of(kept, arrival)).collect();
            let cases = open::open_or_join(tx, app, access, moments, &openings).await?;
            let mut deeds: Vec<Deed> =
                kept.iter().zip(&arrivals).filter_map(|(kept, arrival)| deed(kept, arrival)).collect();
            deeds.extend(cases.deeds);
            audit::append(tx, &app.clock, organisation.id, &access.actor, deeds).await?;
            let may_see = Permission::ReadCases.granted_to(access.role);
            let visible = if may_see { cases.by_post } else { BTreeMap::new() };
            Ok::<_, Error>(kept.iter().map(|kept| outcome(kept, &visible)).collect::<Vec<_>>())
        })
        .await?;
    app.mail_bell.notify_waiters();
    Ok(outcomes)
}

fn outcome(kept: &Kept, cases: &BTreeMap<PostId, CaseId>) -> Outcome {
    let case = cases.get(&kept.post()).copied();
    match *kept {
        Kept::Created { post } => Outcome::Created { id: post, case },
        Kept::Revised { post, revision, .. } => Outcome::Revised { id: post, revision, case },
        Kept::Duplicate { post } => Outcome::Duplicate { id: post },
    }
}

/// What the trail says of a kept post: hashes and verdicts, never its words.
fn deed(kept: &Kept, arrival: &Arrival<'_>) -> Option<Deed> {
    let (action, revision) = match kept {
        Kept::Created { .. } => ("post.created", arrival.draft.revision.unwrap_or(1)),
        Kept::Revised { revision, .. } => ("post.revised", *revision),
        Kept::Duplicate { .. } => return None,
    };
    let review = arrival.review;
    let detail = json!({
        "adverse": review.adverse_event.verdict,
        "page": arrival.page.id,
        "policy": review.policy.digest,
        "raw_sha256": arrival.draft.raw_sha256,
        "revision": revision,
        "verdict": review.verdict,
    });
    Some(Deed::new(action, "post", kept.post(), detail))
}
