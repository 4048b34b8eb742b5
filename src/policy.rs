//! Where the policy packs come from: the binary, or a folder that replaces them. The engine itself reads no file.

use std::{fs, io, path::Path};

use anyhow::Context;
use rust_embed::RustEmbed;

use crate::engine::{self, Engine, PackFile, PackSource};

#[derive(RustEmbed)]
#[folder = "policies"]
#[include = "*.toml"]
struct Embedded;

/// Reads and compiles the packs.
///
/// # Errors
/// When the folder cannot be read, or with every mistake of the packs: file, line, what was expected.
pub fn compile(folder: Option<&Path>) -> anyhow::Result<Engine> {
    let sources = sources(folder)?;
    engine::compile(&sources).map_err(|errors| anyhow::anyhow!("the policies cannot be used\n{errors}"))
}

/// The packs as text, in the order of their names.
///
/// # Errors
/// When the folder or one of its files cannot be read.
pub fn sources(folder: Option<&Path>) -> anyhow::Result<Vec<PackSource>> {
    match folder {
        None => embedded(),
        Some(folder) => on_disk(folder).with_context(|| {
            format!("the policy folder {} cannot be read: it holds one folder a pack", folder.display())
        }),
    }
}

fn embedded() -> anyhow::Result<Vec<PackSource>> {
    let mut names: Vec<String> = Embedded::iter().map(|name| name.replace('\\', "/")).collect();
    names.sort();
    let mut packs: Vec<PackSource> = Vec::new();
    for name in names {
        let Some((pack, _)) = name.split_once('/') else { continue };
        let file = Embedded::get(&name).with_context(|| format!("{name} is not embedded"))?;
        let text = String::from_utf8(file.data.into_owned()).with_context(|| format!("{name} is not UTF-8"))?;
        let file = PackFile { path: format!("policies/{name}"), text };
        match packs.last_mut().filter(|last| last.id == pack) {
            Some(last) => last.files.push(file),
            None => packs.push(PackSource { id: pack.to_owned(), files: vec![file] }),
        }
    }
    Ok(packs)
}

fn on_disk(folder: &Path) -> anyhow::Result<Vec<PackSource>> {
    let mut packs = Vec::new();
    for pack in entries(folder)?.into_iter().filter(|path| path.is_dir()) {
        let mut files = Vec::new();
        for path in entries(&pack)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == "toml")) {
            let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            files.push(PackFile { path: path.display().to_string(), text });
        }
        let id = pack.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !files.is_empty() {
            packs.push(PackSource { id, files });
        }
    }
    anyhow::ensure!(!packs.is_empty(), "no pack in it");
    Ok(packs)
}

fn entries(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
