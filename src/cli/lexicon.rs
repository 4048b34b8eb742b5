//! `vigie lexicon`: the user's own copies of official files become products that the engine knows.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use anyhow::Context;
use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Subcommand, ValueEnum};
use indicatif::ProgressBar;
use serde_json::json;

use super::{Answer, FAILED, Output, PolicyFolder, table};
use crate::{
    config,
    engine::pack::schema::ProductsToml,
    lexicon::{
        self, DamagedLine,
        bdpm::{self, Files, Import},
    },
    policy,
};

/// Official files of medicines.
#[derive(Debug, Subcommand)]
pub enum Lexicon {
    /// Import a folder of official files; a second import replaces the first. E.g. `vigie lexicon import bdpm ~/bdpm`.
    #[command(after_help = "The files are downloaded from https://base-donnees-publique.medicaments.gouv.fr \
                            (« Téléchargement »).\n\nExit: 0 imported, damaged lines named; 2 nothing could be read")]
    Import {
        /// Whose files they are.
        #[arg(value_enum)]
        register: Register,
        /// The folder they lie in.
        folder: PathBuf,
        #[command(flatten)]
        policies: PolicyFolder,
        #[command(flatten)]
        output: Output,
    },
    /// List what was imported.
    List {
        #[command(flatten)]
        output: Output,
    },
}

/// Whose files are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Register {
    /// The public database of medicines of France.
    Bdpm,
}

/// Damaged lines named on a terminal; `--json` names them all.
const SHOWN: usize = 20;
const HEADING: &str = "Made by `vigie lexicon import bdpm`; another import replaces it.\n\
                       Source: base de données publique des médicaments, Licence Ouverte.";
const REMEDY: &str = "download the files from https://base-donnees-publique.medicaments.gouv.fr (« Téléchargement ») \
                      into one folder and name that folder";

impl Lexicon {
    /// Runs it.
    pub fn run(self) -> Answer {
        match self {
            Self::Import { register: Register::Bdpm, folder, policies, output } => import(&folder, &policies, output),
            Self::List { output } => list(output),
        }
    }
}

fn import(folder: &Path, policies: &PolicyFolder, output: Output) -> Answer {
    let bar = progress();
    bar.set_message("reading the policies");
    // What the curated packs know stays theirs: they are asked without the last import.
    let engine = policy::compile(policies.policies.as_deref())?;
    let read = |name: &str| {
        bar.set_message(format!("reading {name}"));
        read(&folder.join(name))
    };
    let Some(specialities) = read(bdpm::SPECIALITIES)? else {
        anyhow::bail!("{} has no {}: {REMEDY}", folder.display(), bdpm::SPECIALITIES);
    };
    let (substances, conditions) = (read(bdpm::SUBSTANCES)?, read(bdpm::CONDITIONS)?);
    let missing: Vec<&str> = [(bdpm::SUBSTANCES, &substances), (bdpm::CONDITIONS, &conditions)]
        .into_iter()
        .filter_map(|(name, bytes)| bytes.is_none().then_some(name))
        .collect();
    bar.set_message("sorting names, laboratories and substances");
    let files = Files {
        specialities: &specialities,
        substances: substances.as_deref().unwrap_or_default(),
        conditions: conditions.as_deref().unwrap_or_default(),
    };
    let import = bdpm::read(&files, engine.lexicon());
    bar.finish_and_clear();
    name_damaged(&import.damaged, output);
    if import.specialities == 0 {
        eprintln!("vigie: {} holds no speciality that can be read: {REMEDY}", bdpm::SPECIALITIES);
        return Ok(ExitCode::from(FAILED));
    }
    let change = keep(&import, policies)?;
    if output.json {
        say!("{}", serde_json::to_string_pretty(&report(&import, &missing, &change))?);
    } else {
        put!("{}", summary(&import, &missing, &change));
    }
    Ok(ExitCode::SUCCESS)
}

/// A file; none where there is none.
fn read(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// What an import changed.
struct Change {
    path: PathBuf,
    added: usize,
    removed: usize,
    /// There was none before.
    first: bool,
}

fn keep(import: &Import, policies: &PolicyFolder) -> anyhow::Result<Change> {
    let home = config::home();
    let before = fs::read_to_string(policy::imported_file(&home)).ok();
    // A file that cannot be read any more counts as empty: it is about to be replaced.
    let old: BTreeSet<String> = before.as_deref().and_then(|text| names(text).ok()).unwrap_or_default();
    let new: BTreeSet<String> = import.products.iter().map(|product| product.name.clone()).collect();
    let text = lexicon::products_toml(HEADING, &import.products);
    Ok(Change {
        path: policy::keep_imported(policies.policies.as_deref(), &home, &text)?,
        added: new.difference(&old).count(),
        removed: old.difference(&new).count(),
        first: before.is_none(),
    })
}

fn names(text: &str) -> anyhow::Result<BTreeSet<String>> {
    let products: ProductsToml = toml::from_str(text)?;
    Ok(products.product.into_iter().map(|product| product.name.into_inner()).collect())
}

fn name_damaged(damaged: &[DamagedLine], output: Output) {
    for line in damaged.iter().take(SHOWN) {
        eprintln!("{}:{}: {}", line.file, line.line, line.reason);
    }
    if damaged.len() > SHOWN && !output.json {
        eprintln!("… and {} more; --json names them all", damaged.len() - SHOWN);
    }
}

/// Specialities whose name is new, and how many of them share a product with another.
fn counts(import: &Import) -> (usize, usize) {
    let kept = import.specialities.saturating_sub(import.known + import.left_out);
    (kept, kept.saturating_sub(import.products.len()))
}

fn ambiguous(import: &Import) -> usize {
    import.products.iter().filter(|product| product.support).count()
}

fn report(import: &Import, missing: &[&str], change: &Change) -> serde_json::Value {
    let damaged: Vec<_> = import
        .damaged
        .iter()
        .map(|line| json!({ "file": line.file, "line": line.line, "reason": line.reason }))
        .collect();
    let (kept, merged) = counts(import);
    json!({
        "specialities": import.specialities,
        "known": import.known,
        "left_out": import.left_out,
        "kept": kept,
        "merged": merged,
        "products": import.products.len(),
        "ambiguous": ambiguous(import),
        "added": change.added,
        "removed": change.removed,
        "missing": missing,
        "damaged": damaged,
        "file": change.path.display().to_string(),
    })
}

fn summary(import: &Import, missing: &[&str], change: &Change) -> String {
    let (kept, merged) = counts(import);
    let mut rows = vec![
        ("read", format!("{} specialities", import.specialities)),
        ("known", format!("{} bear names that the packs know, with more than the files tell", import.known)),
        ("kept", format!("{kept}, of which {merged} merged: {} products", import.products.len())),
        ("ambiguous", format!("{} products count only beside a dose, a form or a verb of taking", ambiguous(import))),
        (
            "damaged",
            format!("{} line{} skipped", import.damaged.len(), if import.damaged.len() == 1 { "" } else { "s" }),
        ),
    ];
    if import.left_out > 0 {
        rows.insert(
            2,
            ("left out", format!("{} bear names that no reader can tell from a common word", import.left_out)),
        );
    }
    for name in missing {
        let unknown =
            if *name == bdpm::SUBSTANCES { "substances stay unknown" } else { "all count as without prescription" };
        rows.push(("missing", format!("{name}: {unknown}")));
    }
    let changed = match (change.first, change.added, change.removed) {
        (true, ..) => "new".to_owned(),
        (false, 0, 0) => "no product came or went".to_owned(),
        (false, added, removed) => format!("{added} products came, {removed} went"),
    };
    rows.push(("written", format!("{} ({changed})", change.path.display())));
    let mut text = String::new();
    for (name, value) in rows {
        text.push_str(&format!("{name:<10} {value}\n"));
    }
    text.push_str("Every command uses them from now on; a running `vigie serve` once it is started again.\n");
    text
}

fn list(output: Output) -> Answer {
    let path = policy::imported_file(&config::home());
    let Some(bytes) = read(&path)? else {
        if output.json {
            say!("[]");
        } else {
            say!("nothing was imported; `vigie lexicon import bdpm DIR` imports the French database of medicines");
        }
        return Ok(ExitCode::SUCCESS);
    };
    let text = String::from_utf8_lossy(&bytes);
    let products: ProductsToml = toml::from_str(&text)
        .map_err(|_| anyhow::anyhow!("{} was changed and cannot be read: import again", path.display()))?;
    let imported_at = fs::metadata(&path)
        .and_then(|about| about.modified())
        .map(|at| DateTime::<Utc>::from(at).to_rfc3339_opts(SecondsFormat::Secs, true))
        .ok();
    let row = json!({
        "register": "bdpm",
        "products": products.product.len(),
        "ambiguous": products.product.iter().filter(|product| product.support).count(),
        "imported_at": imported_at,
        "file": path.display().to_string(),
    });
    table::print(output, &["register", "products", "ambiguous", "imported_at", "file"], &[row])?;
    Ok(ExitCode::SUCCESS)
}

fn progress() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}
