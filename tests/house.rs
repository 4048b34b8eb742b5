//! The house checks itself: who may know whom, what the pure rooms must not touch, and that the map is true.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a test says what is wrong by failing"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Longest file, in lines.
const MAX_LINES: usize = 500;

/// Which rooms a room may import, beside the ones everybody may.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("engine", &[]),
    ("report", &[]),
    ("lexicon", &["engine"]),
    ("view", &[]),
    ("audit", &[]),
    ("account", &["audit"]),
    ("mail", &["audit", "view"]),
    ("post", &["engine"]),
    ("case", &["account", "audit", "engine", "mail", "post", "report"]),
    ("web", &["account", "audit", "case", "engine", "post", "report", "view"]),
    ("cli", &["account", "audit", "case", "engine", "lexicon", "mail", "post", "report", "web", "view"]),
];
/// What everybody above the pure rooms may import.
const GROUND: [&str; 7] = ["app", "clock", "config", "db", "error", "json", "policy"];
/// Rooms that touch no machine, and nothing of the ground either.
const PURE: [&str; 3] = ["engine", "lexicon", "report"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The rooms that a file imports from this crate.
fn imports(text: &str) -> BTreeSet<String> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let names = match rest.strip_prefix('{') {
            // `use crate::{a, b::{c, d}, e}`: the names at the outer level.
            Some(inner) => outer_names(inner),
            None => {
                vec![rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap().to_owned()]
            }
        };
        rooms.extend(names);
    }
    rooms
}

fn outer_names(inner: &str) -> Vec<String> {
    let (mut depth, mut names, mut name) = (0, Vec::new(), String::new());
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(std::mem::take(&mut name)),
            _ if depth == 0 => name.push(letter),
            _ => {}
        }
    }
    names.push(name);
    names.iter().map(|name| name.trim().split("::").next().unwrap_or_default().trim().to_owned()).collect()
}

/// The room a file of `src/` belongs to.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

#[test]
fn each_room_imports_only_what_it_may() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")) {
        let room = room(&path);
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else { continue };
        for import in imports(&fs::read_to_string(&path).unwrap()) {
            let known = MAY_IMPORT.iter().any(|(name, _)| *name == import) || GROUND.contains(&import.as_str());
            let ground = GROUND.contains(&import.as_str()) && !PURE.contains(&room.as_str()) && room != "view";
            if known && import != room && !ground && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{} imports {import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_pure_rooms_touch_no_machine() {
    let forbidden = [
        "std::fs",
        "std::net",
        "std::env",
        "std::time",
        "std::process",
        "std::thread",
        "tokio",
        "actix",
        "sea_orm",
        "tera::",
        "lettre",
        "Utc::now",
        "entity::",
        "println!",
        "eprintln!",
    ];
    let mut wrong = Vec::new();
    for room in PURE {
        for path in rust_files(&root().join("src").join(room)) {
            if path.file_stem().is_some_and(|name| name == "tests") {
                continue;
            }
            // An order that changes from run to run is kept out by clippy's `iter_over_hash_type`.
            for (line, number) in fs::read_to_string(&path).unwrap().lines().zip(1..) {
                if line.trim_start().starts_with("//") {
                    continue;
                }
                for word in forbidden.iter().filter(|word| line.contains(**word)) {
                    wrong.push(format!("{}:{number}: {word}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    let mut long = Vec::new();
    for folder in ["src", "entity", "migration", "tests", "benches"] {
        for path in rust_files(&root().join(folder)) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            if lines > MAX_LINES {
                long.push(format!("{}: {lines}", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_room_is_a_drawer_for_everything() {
    for path in rust_files(&root().join("src")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "helper", "misc", "common"].contains(&name.as_str()),
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_migration_never_imports_the_entities() {
    for path in rust_files(&root().join("migration")) {
        assert!(!fs::read_to_string(&path).unwrap().contains("use entity"), "{}", path.display());
    }
}

#[test]
fn only_the_accounts_find_rows_without_an_organisation() {
    // Signing in starts without knowing the organisation; the mail worker serves all of them.
    let may = ["account", "mail"];
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let global = ["user::Entity::find_by_id(", "organisation::Entity::find_by_id("];
        let unscoped = text.lines().zip(1..).filter(|(line, _)| {
            (line.contains("Entity::find()") || line.contains("Entity::find_by_id("))
                && !global.iter().any(|known| line.contains(known))
        });
        if !may.contains(&room(&path).as_str()) {
            wrong.extend(unscoped.map(|(line, number)| format!("{}:{number}: {}", path.display(), line.trim())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_table_is_written_by_one_room() {
    let owners = [
        ("organisation", "account"),
        ("user", "account"),
        ("membership", "account"),
        ("session", "account"),
        ("api_token", "account"),
        ("page", "account"),
        ("post", "post"),
        ("post_revision", "post"),
        ("finding", "post"),
        ("case", "case"),
        ("case_post", "case"),
        ("case_event", "case"),
        ("document", "case"),
        ("outbox", "mail"),
        ("audit_entry", "audit"),
    ];
    for path in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        for (table, owner) in owners {
            // A row is made only from its model.
            let makes = text
                .match_indices(&format!("{table}::Model {{"))
                .any(|(at, _)| !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'));
            assert!(!makes || room(&path) == owner, "{} makes rows of {table}, which {owner} owns", path.display());
        }
    }
}

#[test]
fn the_map_in_the_readme_is_true() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let map = readme.split("## Map of the house").nth(1).expect("the map").split("\n## ").next().unwrap();
    for name in
        map.split('`').skip(1).step_by(2).filter(|name| name.contains('/') || Path::new(name).extension().is_some())
    {
        assert!(root().join(name).exists(), "the map names {name}, which is not there");
    }
    for entry in fs::read_dir(root().join("src")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let shown = if path.is_dir() { format!("`src/{name}/`") } else { format!("`src/{name}`") };
        assert!(map.contains(&shown), "the map does not name {shown}");
    }
}
