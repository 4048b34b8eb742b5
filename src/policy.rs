//! Where the policy packs come from: the binary, or a folder that replaces them, and what the user imported. The engine
//! itself reads no file.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

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

/// The same with the products that were imported into the home.
///
/// # Errors
/// The same, and when the imported file cannot be read.
pub fn compile_with_imports(folder: Option<&Path>, home: &Path) -> anyhow::Result<Engine> {
    let sources = sources_with_imports(folder, home)?;
    engine::compile(&sources).map_err(|errors| anyhow::anyhow!("the policies cannot be used\n{errors}"))
}

/// The packs as text, and what was imported into the home.
///
/// # Errors
/// When the folder or one of the files cannot be read.
pub fn sources_with_imports(folder: Option<&Path>, home: &Path) -> anyhow::Result<Vec<PackSource>> {
    let mut sources = sources(folder)?;
    sources.extend(imported(home)?);
    Ok(sources)
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

/// The pack of the imported medicines. Packs are compiled in the order of their ids and the first entry of a name stays:
/// this id comes after those of the curated packs, whose entries win.
const IMPORTED: &str = "pharmacovigilance-fr-bdpm";
const IMPORTED_PACK: &str = r#"id = "pharmacovigilance-fr-bdpm"
title = { fr = "Médicaments importés de la base publique", en = "Medicines imported from the French public database" }
version = "0"
jurisdiction = "FR"
languages = ["fr"]
description = "Les médicaments de la base de données publique, importés par « vigie lexicon import bdpm »."
"#;

/// The one file that holds the imported medicines, below the home.
#[must_use]
pub fn imported_file(home: &Path) -> PathBuf {
    home.join("lexicon").join("bdpm").join("products.toml")
}

/// The imported medicines as a pack; none where nothing was imported.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn imported(home: &Path) -> anyhow::Result<Option<PackSource>> {
    let path = imported_file(home);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let remedy = "cannot be read: give access to it, or remove it and import again";
            return Err(error).with_context(|| format!("{} {remedy}", path.display()));
        }
    };
    Ok(Some(imported_pack(&path, text)))
}

fn imported_pack(path: &Path, text: String) -> PackSource {
    let file = |path: PathBuf, text| PackFile { path: path.display().to_string(), text };
    let pack = file(path.with_file_name("pack.toml"), IMPORTED_PACK.to_owned());
    PackSource { id: IMPORTED.to_owned(), files: vec![pack, file(path.to_owned(), text)] }
}

/// Keeps the imported medicines, once the packs of that folder are known to work with them: the whole file is there, or
/// the one before it.
///
/// # Errors
/// When the packs cannot be used with them, or the home cannot be written to.
pub fn keep_imported(folder: Option<&Path>, home: &Path, text: &str) -> anyhow::Result<PathBuf> {
    let path = imported_file(home);
    let mut sources = sources(folder)?;
    sources.push(imported_pack(&path, text.to_owned()));
    engine::compile(&sources)
        .map_err(|errors| anyhow::anyhow!("the products cannot be used, what was imported before stays\n{errors}"))?;
    replace(&path, text.as_bytes())
        .with_context(|| format!("{} cannot be written: check VIGIE_HOME and its rights", path.display()))?;
    Ok(path)
}

/// Writes beside the file, then takes its place in one step.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    const PARTIAL: &str = "partial";
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // What an import that was killed left behind.
    for old in entries(folder)?.iter().filter(|old| old.extension().is_some_and(|end| end == PARTIAL)) {
        fs::remove_file(old)?;
    }
    let partial = folder.join(format!("{}.{PARTIAL}", std::process::id()));
    let mut file = fs::File::create(&partial)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&partial, path)?;
    // The new name outlives a power cut only once its folder is on the disk; not every system lets us ask.
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
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

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_imported_replaces_what_was_there_and_leaves_nothing_beside_it() {
        let home = tempfile::tempdir().unwrap();
        assert_eq!(imported(home.path()).unwrap(), None);
        keep_imported(None, home.path(), "product = []").unwrap();
        assert!(keep_imported(None, home.path(), "product = [ { na").is_err());
        let folder = imported_file(home.path()).with_file_name("");
        fs::write(folder.join("7.partial"), "product = [ { na").unwrap();
        keep_imported(None, home.path(), "product = [\n]").unwrap();
        assert_eq!(entries(&folder).unwrap(), [imported_file(home.path())]);
        assert_eq!(imported(home.path()).unwrap().unwrap().files[1].text, "product = [\n]");
    }

    #[test]
    fn an_import_knows_more_products_under_another_digest_and_never_overrides_the_packs() {
        let home = tempfile::tempdir().unwrap();
        let line = |name, more| format!("{{ name = \"{name}\", kind = \"medicine\", status = \"otc\"{more} }}");
        let text = format!("product = [{}, {}]", line("DOLIPRANE", ", substance = \"eau\""), line("ZYQUARTOL", ""));
        keep_imported(None, home.path(), &text).unwrap();
        let (before, after) = (compile(None).unwrap(), compile_with_imports(None, home.path()).unwrap());
        let named = |engine: &Engine, name: &str| {
            let lexicon = engine.lexicon();
            lexicon.product_named(name).and_then(|id| lexicon.product(id)).cloned()
        };
        assert_eq!(named(&before, "zyquartol"), None);
        assert_eq!(named(&after, "zyquartol").unwrap().name, "ZYQUARTOL");
        assert_eq!(named(&after, "doliprane"), named(&before, "doliprane"));
        assert_eq!(after.policy().release, before.policy().release);
        assert_ne!(after.policy().digest, before.policy().digest);
    }

    #[test]
    fn a_spoilt_import_is_named_with_its_line() {
        let home = tempfile::tempdir().unwrap();
        keep_imported(None, home.path(), "product = []").unwrap();
        fs::write(imported_file(home.path()), "product = [\n  { nam").unwrap();
        let error = compile_with_imports(None, home.path()).unwrap_err().to_string();
        assert!(error.contains("products.toml:2"), "{error}");
    }
}
