//! `vigie audit verify`: recomputes every chain and names the first broken entry.

use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::{Answer, FOUND, Output, app, table};
use crate::{account, audit};

/// The audit trail.
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Recompute the chains; exit 1 when one is broken. E.g. `vigie audit verify --org valmont`.
    Verify {
        /// Only this organisation.
        #[arg(long)]
        org: Option<String>,
        #[command(flatten)]
        output: Output,
    },
}

impl Audit {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let Self::Verify { org, output } = self;
        let app = app().await?;
        let organisations = match org {
            Some(slug) => vec![account::organisation_by_slug(&app, &slug).await?],
            None => account::organisations(&app).await?,
        };
        let (mut rows, mut broken) = (Vec::new(), false);
        for organisation in organisations {
            let found = audit::verify(app.db.read(), organisation.id).await?;
            broken |= found.broken.is_some();
            let state = found.broken.as_ref().map_or_else(
                || "intact".to_owned(),
                |broken| format!("broken at entry {}: {}", broken.seq, broken.why),
            );
            rows.push(json!({
                "organisation": organisation.slug, "entries": found.entries, "state": state,
                "head": found.head, "last_at": found.last_at, "broken": found.broken,
            }));
        }
        table::print(output, &["organisation", "entries", "state", "head"], &rows)?;
        Ok(if broken { ExitCode::from(FOUND) } else { ExitCode::SUCCESS })
    }
}
