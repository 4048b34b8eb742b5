//! A post arrives: its shape and meaning are checked, it is reviewed, and it is kept once.

mod draft;
mod read;
mod store;

pub use draft::{Draft, MAX_BATCH, MAX_TEXT_BYTES, NewPost, parse_many};
pub use read::{Filter, Listed, list, revisions, show};
pub use store::{Arrival, Kept, keep};

use chrono::{DateTime, Utc};
use entity::page;

use crate::engine::{self, Engine, Review};

/// Has a draft read by the engine in the light of the page it was written on.
#[must_use]
pub fn review(engine: &Engine, draft: &Draft, page: &page::Model) -> Review {
    engine.review(&engine::Input {
        id: Some(draft.external_id.clone()),
        text: draft.text.clone(),
        speaker: engine::Speaker::parse(draft.speaker.as_str()).unwrap_or(engine::Speaker::Visitor),
        profession: draft.profession.clone(),
        platform: Some(page.platform.clone()),
        kind: engine::Kind::parse(draft.kind.as_str()).unwrap_or(engine::Kind::Comment),
        page_products: page.products.0.clone(),
        parent_text: draft.parent_text.clone(),
        published_at: Some(draft.published_at),
        sponsored: draft.sponsored,
        lang: draft.lang,
    })
}

/// The moments a post goes through before it is kept.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    /// It reached us.
    pub received_at: DateTime<Utc>,
    /// The engine had read it.
    pub detected_at: DateTime<Utc>,
}
