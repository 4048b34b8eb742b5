//! The program as it is run from a shell.

use std::{
    fs,
    io::Write,
    net::TcpListener,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::plain;

plain![
    the_demonstration_changes_nothing_the_second_time,
    scan_answers_one_review_a_line_and_names_bad_lines,
    scan_reads_tables_and_texts,
    check_finds_and_says_so_with_its_exit_code,
    policies_are_linted_and_tested,
    a_reader_that_has_seen_enough_is_no_failure,
    a_bad_policy_file_is_refused_with_file_line_and_what_was_expected,
    a_setting_that_does_not_exist_is_refused,
    a_read_only_database_is_said_to_be_one,
    a_taken_port_is_named_with_a_way_out,
    organisations_people_pages_and_tokens_are_made_from_the_shell,
    a_broken_trail_is_exit_code_1,
];

/// The program in a folder of its own.
pub fn vigie(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vigie"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("VIGIE_")) {
        command.env_remove(name);
    }
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// What it answers.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    vigie(folder).args(arguments).output().unwrap()
}

/// What it answers to an input.
pub fn fed(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = vigie(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// What it printed.
pub fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// What it complained of.
pub fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Its exit code.
pub fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// Every file below a folder with its content.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

fn the_demonstration_changes_nothing_the_second_time() {
    let folder = TempDir::new().unwrap();
    let first = run(folder.path(), &["demo", "--once"]);
    assert_eq!(code(&first), 0, "{}", err(&first));
    let said = out(&first);
    assert!(said.contains("Centre hospitalier de Valmont") && said.contains("officer"), "{said}");
    let (mails, reports) = (folder.path().join("var/demo/mail"), folder.path().join("var/demo/reports"));
    let before = (files(&mails), files(&reports));
    assert!(before.0.len() > 10 && before.0.len() == before.1.len(), "a mail and a report for each case");
    let second = run(folder.path(), &["demo", "--once"]);
    assert_eq!(code(&second), 0, "{}", err(&second));
    assert!(out(&second).contains(" 0 new"), "{}", out(&second));
    assert!((files(&mails), files(&reports)) == before, "mails or reports changed");
}

fn scan_answers_one_review_a_line_and_names_bad_lines() {
    let folder = TempDir::new().unwrap();
    let input = "{\"id\":\"a\",\"text\":\"Depuis le Xarelto j'ai des vertiges\"}\n{\"id\":\"b\",\"txt\":1}\n{\"id\":\"c\",\"text\":\"Merci !\"}\n";
    let output = fed(folder.path(), &["scan", "-"], input.as_bytes());
    assert_eq!(code(&output), 2, "a line was bad");
    assert!(err(&output).contains("-:2:") && err(&output).contains("txt"), "{}", err(&output));
    let text = out(&output);
    let reviews: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(reviews.iter().map(|review| review["id"].as_str().unwrap()).collect::<Vec<_>>(), ["a", "c"]);
    let adverse = &reviews[0]["adverse_event"];
    assert_eq!(adverse["verdict"], "report");
    assert_eq!(adverse["products"][0]["name"], "XARELTO");
    for field in ["lang", "policy", "verdict", "findings", "adverse_event"] {
        assert!(!reviews[1][field].is_null(), "{field}");
    }
}

fn scan_reads_tables_and_texts() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("posts.csv"), "id,text\n1,\"Bonjour, merci\"\n").unwrap();
    fs::write(folder.path().join("posts.txt"), "Bonjour\r\nMerci\r\n").unwrap();
    let table = run(folder.path(), &["scan", "posts.csv", "--output", "csv", "--threads", "1"]);
    assert_eq!(code(&table), 0, "{}", err(&table));
    assert!(
        out(&table).starts_with("id,lang,verdict,rules,") && out(&table).contains("\n1,fr,clear,"),
        "{}",
        out(&table)
    );
    assert_eq!(out(&run(folder.path(), &["scan", "posts.txt"])).lines().count(), 2);
    let absent = run(folder.path(), &["scan", "nowhere.jsonl"]);
    assert_eq!(code(&absent), 2);
    assert!(err(&absent).contains("nowhere.jsonl"), "{}", err(&absent));
    fs::write(folder.path().join("bad.csv"), "id,message\n1,x\n").unwrap();
    assert!(err(&run(folder.path(), &["scan", "bad.csv"])).contains("no column `text`"));
}

fn check_finds_and_says_so_with_its_exit_code() {
    let folder = TempDir::new().unwrap();
    let draft = "Bonjour,\nLaissez-nous un avis 5 étoiles et partagez votre expérience !";
    fs::write(folder.path().join("draft.txt"), draft).unwrap();
    fs::write(folder.path().join("clean.txt"), "Le service est ouvert du lundi au vendredi.").unwrap();
    let check = |arguments: &[&str]| run(folder.path(), &[&["check", "--speaker", "hcp_order"], arguments].concat());
    assert_eq!(code(&check(&["clean.txt"])), 0);
    let found = check(&["draft.txt"]);
    assert_eq!(code(&found), 1, "{}", out(&found));
    assert!(out(&found).contains("draft.txt:2:") && out(&found).contains("R.4127-19-1"), "{}", out(&found));
    assert!(out(&check(&["draft.txt", "--output", "line"])).starts_with("draft.txt:2:"));
    let sarif: Value = serde_json::from_str(&out(&check(&["draft.txt", "--output", "sarif"]))).unwrap();
    assert_eq!(sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    let json: Value = serde_json::from_str(&out(&check(&["draft.txt", "--output", "json"]))).unwrap();
    assert_eq!(json[0]["file"], "draft.txt");
    let rdjson: Value = serde_json::from_str(&out(&check(&["draft.txt", "--output", "rdjson"]))).unwrap();
    assert_eq!(rdjson["diagnostics"][0]["location"]["path"], "draft.txt");
    assert!(out(&check(&["draft.txt", "--output", "github"])).starts_with("::"));
    assert_eq!(code(&check(&["draft.txt", "--min-severity", "critical"])), 0, "nothing that grave");
    assert_eq!(code(&check(&["nowhere.txt"])), 2);
    assert_eq!(code(&run(folder.path(), &["check", "clean.txt", "--speaker", "nobody"])), 2);
    fs::write(folder.path().join("latin.txt"), b"\xe9t\xe9").unwrap();
    assert!(err(&check(&["latin.txt"])).contains("UTF-8"));
}

fn policies_are_linted_and_tested() {
    let folder = TempDir::new().unwrap();
    let lint = run(folder.path(), &["policies", "lint"]);
    assert_eq!(code(&lint), 0, "{}", out(&lint));
    let test = run(folder.path(), &["policies", "test"]);
    assert_eq!(code(&test), 0, "{}", out(&test));
    let list: Value = serde_json::from_str(&out(&run(folder.path(), &["policies", "list", "--json"]))).unwrap();
    assert!(list.as_array().unwrap().len() >= 20);
    let id = list[0]["rule"].as_str().unwrap();
    assert!(out(&run(folder.path(), &["policies", "show", id])).contains(id));
    assert_eq!(code(&run(folder.path(), &["policies", "show", "nothing"])), 2);
}

fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = TempDir::new().unwrap();
    for arguments in [&["policies", "list"][..], &["demo", "--once"]] {
        let mut child =
            vigie(folder.path()).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(code(&output), 0, "{arguments:?}: {}", err(&output));
        assert!(!err(&output).contains("panicked"), "{}", err(&output));
    }
}

/// A copy of the repository's packs that a test may spoil.
fn packs(folder: &Path) -> std::path::PathBuf {
    let to = folder.join("packs");
    for (path, bytes) in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")) {
        let name =
            Path::new(&path).strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")).unwrap().to_owned();
        fs::create_dir_all(to.join(&name).parent().unwrap()).unwrap();
        fs::write(to.join(name), bytes).unwrap();
    }
    to
}

fn a_bad_policy_file_is_refused_with_file_line_and_what_was_expected() {
    let folder = TempDir::new().unwrap();
    let packs = packs(folder.path());
    let rules = packs.join("fr-moderation/rules.toml");
    let text = fs::read_to_string(&rules).unwrap();
    let line = text.lines().position(|line| line.starts_with("category = ")).unwrap() + 1;
    fs::write(&rules, text.replacen("\ncategory = ", "\ncategorie = ", 1)).unwrap();
    let at = format!("rules.toml:{line}");
    let lint = run(folder.path(), &["policies", "lint", "packs"]);
    assert_eq!(code(&lint), 1);
    assert!(out(&lint).contains(&at) && out(&lint).contains("category"), "{}", out(&lint));
    let serve = vigie(folder.path()).arg("serve").env("VIGIE_POLICIES", &packs).output().unwrap();
    assert_eq!(code(&serve), 2);
    assert!(err(&serve).contains(&at) && err(&serve).contains("category"), "{}", err(&serve));
    assert!(!folder.path().join("var").exists(), "nothing was made");
}

fn a_setting_that_does_not_exist_is_refused() {
    let folder = TempDir::new().unwrap();
    let output = vigie(folder.path()).args(["org", "list"]).env("VIGIE_DATABSE_URL", "x").output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("VIGIE_DATABSE_URL") && err(&output).contains("VIGIE_DATABASE_URL"));
}

fn a_read_only_database_is_said_to_be_one() {
    let folder = TempDir::new().unwrap();
    let serve =
        |url: &str| vigie(folder.path()).args(["serve", "--check"]).env("VIGIE_DATABASE_URL", url).output().unwrap();
    let absent = serve("sqlite://nowhere.db?mode=ro");
    assert_eq!(code(&absent), 2);
    assert!(err(&absent).contains("VIGIE_DATABASE_URL"), "{}", err(&absent));
    fs::write(folder.path().join("empty.db"), b"").unwrap();
    let read_only = serve("sqlite://empty.db?mode=ro");
    assert_eq!(code(&read_only), 2);
    assert!(err(&read_only).contains("writ") || err(&read_only).contains("VIGIE_DATABASE_URL"), "{}", err(&read_only));
    let away = serve("postgres://nobody:hunter2@127.0.0.1:1/x");
    assert_eq!(code(&away), 2);
    assert!(err(&away).contains("VIGIE_DATABASE_URL") && !err(&away).contains("hunter2"), "{}", err(&away));
}

fn a_taken_port_is_named_with_a_way_out() {
    let folder = TempDir::new().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = vigie(folder.path()).arg("serve").env("VIGIE_LISTEN", &address).output().unwrap();
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains(&address) && err(&output).contains("VIGIE_LISTEN"), "{}", err(&output));
}

fn organisations_people_pages_and_tokens_are_made_from_the_shell() {
    let folder = TempDir::new().unwrap();
    let json = |arguments: &[&str]| -> Value {
        let output = run(folder.path(), &[arguments, &["--json"]].concat());
        assert_eq!(code(&output), 0, "{}", err(&output));
        serde_json::from_str(&out(&output)).unwrap()
    };
    assert_eq!(json(&["org", "add", "a", "--name", "Maison A", "--kind", "hospital"])[0]["slug"], "a");
    let user = json(&["user", "add", "--org", "a", "--email", "x@a.example", "--name", "X", "--role", "officer"]);
    assert!(user[0]["password"].as_str().unwrap().len() >= 12, "a made password is shown once");
    let page =
        json(&["page", "add", "p", "--org", "a", "--name", "P", "--platform", "facebook", "--product", "XARELTO"]);
    assert_eq!(page[0]["products"], json!(["XARELTO"]));
    assert!(json(&["token", "add", "--org", "a", "--name", "t", "--role", "officer"])[0]["token"].is_string());
    let twice = run(folder.path(), &["org", "add", "a", "--name", "A", "--kind", "hospital"]);
    assert_eq!(code(&twice), 2);
    assert!(err(&twice).contains("exists already"), "{}", err(&twice));
    let nowhere = run(folder.path(), &["page", "list", "--org", "b"]);
    assert!(err(&nowhere).contains("vigie org list"), "{}", err(&nowhere));
    let short = fed(folder.path(), &["user", "password", "x@a.example"], b"short\n");
    assert_eq!(code(&short), 2);
    assert!(err(&short).contains("12"), "{}", err(&short));
}

fn a_broken_trail_is_exit_code_1() {
    let folder = TempDir::new().unwrap();
    run(folder.path(), &["org", "add", "a", "--name", "A", "--kind", "hospital"]);
    let intact = run(folder.path(), &["audit", "verify"]);
    assert_eq!(code(&intact), 0, "{}", err(&intact));
    assert!(out(&intact).contains("intact"));
    let url = format!("sqlite://{}", folder.path().join("var/vigie.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let connection = sea_orm::Database::connect(url).await.unwrap();
        sea_orm::ConnectionTrait::execute_unprepared(&connection, "UPDATE audit_entry SET actor = 'x'").await.unwrap();
    });
    let broken = run(folder.path(), &["audit", "verify"]);
    assert_eq!(code(&broken), 1);
    assert!(out(&broken).contains("broken at entry 1"), "{}", out(&broken));
}
