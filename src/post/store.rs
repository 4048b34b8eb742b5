//! Keeping posts: each text once, under its page and external id, with the findings of its review.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{AdverseVerdict, OrganisationId, PageId, PostId, Verdict, finding, page, post, post_revision};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, DatabaseTransaction, DbErr, FromQueryResult, IntoActiveModel, QueryFilter,
    QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};

use super::{Draft, Moments};
use crate::{clock::Clock, db, engine::Review};

/// A post that has been read and waits to be kept.
#[derive(Debug)]
pub struct Arrival<'a> {
    /// What arrived.
    pub draft: &'a Draft,
    /// Where it was written.
    pub page: &'a page::Model,
    /// What the engine said.
    pub review: &'a Review,
}

/// What became of an arrival.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A post nobody had seen.
    Created {
        /// The post.
        post: PostId,
    },
    /// Another text of a known post.
    Revised {
        /// The post.
        post: PostId,
        /// The number this text was given.
        revision: i32,
        /// It is what the post says now; a late delivery of an older text is not.
        current: bool,
    },
    /// Seen before; nothing was written.
    Duplicate {
        /// The post.
        post: PostId,
    },
}

impl Kept {
    /// The post, whatever became of the arrival.
    #[must_use]
    pub const fn post(&self) -> PostId {
        match self {
            Self::Created { post } | Self::Revised { post, .. } | Self::Duplicate { post } => *post,
        }
    }
}

/// Keeps arrivals in the caller's transaction and answers for each, in order.
///
/// # Errors
/// When the database refuses a row; the transaction is then lost.
pub async fn keep(
    transaction: &DatabaseTransaction,
    clock: &Clock,
    organisation: OrganisationId,
    moments: Moments,
    arrivals: &[Arrival<'_>],
) -> Result<Vec<Kept>, DbErr> {
    let mut shelf = Shelf::load(transaction, organisation, arrivals).await?;
    let mut rows = Rows::default();
    let mut kept = Vec::with_capacity(arrivals.len());
    for arrival in arrivals {
        kept.push(shelf.place(clock, organisation, moments, arrival, &mut rows)?);
    }
    shelf.write(transaction, rows).await?;
    Ok(kept)
}

type Key = (PageId, String);

/// A known post while a batch is being placed.
struct Known {
    row: post::Model,
    /// What is kept of each revision, by number.
    texts: BTreeMap<i32, Text>,
    /// Not in the database yet.
    fresh: bool,
    changed: bool,
}

impl Known {
    /// Whether this text is kept already: under its number, as what the post says now, or published at that moment.
    fn has(&self, text: &Text, number: Option<i32>) -> bool {
        let same_words = |known: &Text| known.sha256 == text.sha256;
        match number {
            Some(number) => self.texts.get(&number).is_some_and(same_words),
            None => {
                self.texts.last_key_value().is_some_and(|(_, latest)| same_words(latest))
                    || self.texts.values().any(|known| known == text)
            }
        }
    }

    /// The number a text is kept under: its own, or the next where another text has that one already.
    fn number_for(&self, number: Option<i32>) -> i32 {
        let next = self.texts.last_key_value().map_or(1, |(number, _)| number.saturating_add(1));
        number.filter(|number| !self.texts.contains_key(number)).unwrap_or(next)
    }
}

/// The posts a batch may speak of.
struct Shelf(BTreeMap<Key, Known>);

/// What a batch adds.
#[derive(Default)]
struct Rows {
    revisions: Vec<post_revision::ActiveModel>,
    findings: Vec<finding::ActiveModel>,
}

/// What tells one text of a post from another: its words, and when they were published.
#[derive(Clone, PartialEq, Eq)]
struct Text {
    sha256: String,
    published_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct Seen {
    post_id: PostId,
    revision: i32,
    text_sha256: String,
    published_at: DateTime<Utc>,
}

impl Shelf {
    async fn load(
        transaction: &DatabaseTransaction,
        organisation: OrganisationId,
        arrivals: &[Arrival<'_>],
    ) -> Result<Self, DbErr> {
        let mut wanted: BTreeMap<PageId, BTreeSet<&str>> = BTreeMap::new();
        for arrival in arrivals {
            wanted.entry(arrival.page.id).or_default().insert(&arrival.draft.external_id);
        }
        let mut known = BTreeMap::new();
        for (page, ids) in wanted {
            let posts = post::Entity::of(organisation)
                .filter(post::COLUMN.page_id.eq(page))
                .filter(post::Column::ExternalId.is_in(ids))
                .all(transaction)
                .await?;
            if posts.is_empty() {
                continue;
            }
            let mut texts: BTreeMap<PostId, BTreeMap<i32, Text>> = BTreeMap::new();
            let found: Vec<Seen> = post_revision::Entity::of(organisation)
                .select_only()
                .columns([
                    post_revision::Column::PostId,
                    post_revision::Column::Revision,
                    post_revision::Column::TextSha256,
                    post_revision::Column::PublishedAt,
                ])
                .filter(post_revision::Column::PostId.is_in(posts.iter().map(|post| post.id)))
                .order_by_asc(post_revision::Column::Revision)
                .into_model()
                .all(transaction)
                .await?;
            for seen in found {
                let text = Text { sha256: seen.text_sha256, published_at: seen.published_at };
                texts.entry(seen.post_id).or_default().insert(seen.revision, text);
            }
            for post in posts {
                let texts = texts.remove(&post.id).unwrap_or_default();
                let key = (post.page_id, post.external_id.clone());
                known.insert(key, Known { row: post, texts, fresh: false, changed: false });
            }
        }
        Ok(Self(known))
    }

    fn place(
        &mut self,
        clock: &Clock,
        organisation: OrganisationId,
        moments: Moments,
        arrival: &Arrival<'_>,
        rows: &mut Rows,
    ) -> Result<Kept, DbErr> {
        let draft = arrival.draft;
        let text = Text { sha256: hex::encode(Sha256::digest(&draft.text)), published_at: draft.published_at };
        let key = (arrival.page.id, draft.external_id.clone());
        let (kept, revision) = match self.0.get_mut(&key) {
            None => {
                let revision = draft.revision.unwrap_or(1);
                let post = new_post(clock, organisation, moments, arrival, revision);
                let id = post.id;
                let texts = BTreeMap::from([(revision, text.clone())]);
                self.0.insert(key, Known { row: post, texts, fresh: true, changed: false });
                (Kept::Created { post: id }, revision)
            }
            Some(known) => {
                let post = known.row.id;
                if known.has(&text, draft.revision) {
                    return Ok(Kept::Duplicate { post });
                }
                let revision = known.number_for(draft.revision);
                known.texts.insert(revision, text.clone());
                // A late delivery of an older text is kept, and changes nothing of what the post says now.
                let current = revision > known.row.revision;
                if current {
                    describe(&mut known.row, arrival.review, revision);
                    known.changed = true;
                }
                (Kept::Revised { post, revision, current }, revision)
            }
        };
        let row = new_revision(clock, organisation, moments, arrival, (kept.post(), revision, text.sha256))?;
        rows.findings.extend(findings(clock, organisation, &row, arrival.review));
        rows.revisions.push(row.into_active_model());
        Ok(kept)
    }

    async fn write(self, transaction: &DatabaseTransaction, rows: Rows) -> Result<(), DbErr> {
        let mut fresh: Vec<post::Model> = Vec::new();
        for known in self.0.into_values() {
            if known.fresh {
                fresh.push(known.row);
            } else if known.changed {
                known.row.into_active_model().reset_all().update(transaction).await?;
            }
        }
        fresh.sort_by_key(|post| post.id);
        db::insert_all(transaction, fresh.into_iter().map(IntoActiveModel::into_active_model).collect()).await?;
        db::insert_all(transaction, rows.revisions).await?;
        db::insert_all(transaction, rows.findings).await
    }
}

fn new_post(
    clock: &Clock,
    organisation: OrganisationId,
    moments: Moments,
    arrival: &Arrival<'_>,
    revision: i32,
) -> post::Model {
    let draft = arrival.draft;
    let mut post = post::Model {
        id: clock.id(),
        organisation_id: organisation,
        page_id: arrival.page.id,
        external_id: draft.external_id.clone(),
        kind: draft.kind,
        speaker: draft.speaker,
        author: draft.author.clone(),
        url: draft.url.clone(),
        revision,
        published_at: draft.published_at,
        received_at: moments.received_at,
        verdict: Verdict::Clear,
        adverse_verdict: AdverseVerdict::None,
        score: 0.0,
        findings: 0,
        products: 0,
    };
    describe(&mut post, arrival.review, revision);
    post
}

/// What a post says now: the review of its highest revision.
fn describe(post: &mut post::Model, review: &Review, revision: i32) {
    let adverse = &review.adverse_event;
    post.revision = revision;
    post.verdict = review.verdict.as_str().parse().unwrap_or(Verdict::Review);
    post.adverse_verdict = adverse.verdict.as_str().parse().unwrap_or(AdverseVerdict::None);
    post.score = adverse.score;
    post.findings = count(review.findings.len());
    post.products = count(adverse.products.iter().filter(|product| !product.from_page).count());
}

fn new_revision(
    clock: &Clock,
    organisation: OrganisationId,
    moments: Moments,
    arrival: &Arrival<'_>,
    (post, revision, text_sha256): (PostId, i32, String),
) -> Result<post_revision::Model, DbErr> {
    let draft = arrival.draft;
    Ok(post_revision::Model {
        id: clock.id(),
        organisation_id: organisation,
        post_id: post,
        revision,
        text: draft.text.clone(),
        parent_text: draft.parent_text.clone(),
        text_sha256,
        raw_sha256: draft.raw_sha256.clone(),
        published_at: draft.published_at,
        received_at: moments.received_at,
        detected_at: moments.detected_at,
        review: serde_json::to_value(arrival.review).map_err(|error| DbErr::Custom(format!("review: {error}")))?,
    })
}

fn findings(
    clock: &Clock,
    organisation: OrganisationId,
    revision: &post_revision::Model,
    review: &Review,
) -> Vec<finding::ActiveModel> {
    let row = |found: &crate::engine::Finding| finding::Model {
        id: clock.id(),
        organisation_id: organisation,
        post_id: revision.post_id,
        post_revision_id: revision.id,
        rule: found.rule.clone(),
        pack: found.pack.clone(),
        topic: Some(found.topic.clone()).filter(|topic| !topic.is_empty()),
        category: found.category.to_string(),
        severity: found.severity.to_string(),
        start: count(found.start),
        end: count(found.end),
        policy_release: review.policy.release.clone(),
    };
    review.findings.iter().map(|found| row(found).into_active_model()).collect()
}

/// Sizes here are bounded by [`super::MAX_TEXT_BYTES`].
fn count(size: usize) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}
