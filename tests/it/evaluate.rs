//! `vigie evaluate` as it is run from a shell.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    cli::{code, err, fed, out, run},
    plain,
};

plain![
    labelled_posts_are_measured_and_each_miss_is_listed,
    json_is_one_object_with_every_figure_and_no_text,
    the_baseline_stands_beside_with_the_difference,
    rows_are_grouped_by_what_they_were_written_to_try,
    findings_of_the_section_count_and_lawful_texts_must_pass,
    bad_rows_are_named_and_skipped_and_nothing_to_read_is_a_failure,
    every_line_fits_the_narrowest_terminal,
];

/// Read right: a report and a denial. Labelled wrong on purpose: the third, so that there is a miss.
const ROWS: &str = r#"{"id":"r1","text":"Depuis le Xarelto j'ai des vertiges","verdict":"report","serious":[],"special":[],"products":["Xarelto"],"reactions":["vertiges"],"patient":null,"reporter_relation":"self","phenomenon":"link"}
{"id":"m1","text":"Aucun vertige avec le Xarelto","verdict":"mention","products":["Xarelto"],"reactions":[],"phenomenon":"negation"}
{"id":"w1","text":"Merci pour votre accueil !","verdict":"report","serious":[],"special":[],"products":[],"reactions":[],"phenomenon":"link"}
"#;

const DRAFTS: &str = r#"{"id":"f1","text":"Laissez-nous un avis 5 étoiles et partagez votre expérience !","speaker":"hcp_order","topic":"A1","expect":"flag"}
{"id":"p1","text":"Le service est ouvert du lundi au vendredi.","speaker":"hospital","topic":"A10","expect":"pass"}
{"id":"p2","text":"Laissez-nous un avis 5 étoiles et partagez votre expérience !","speaker":"hcp_order","topic":"A2","expect":"pass"}
"#;

fn corpus(rows: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("corpus.jsonl"), rows).unwrap();
    folder
}

fn evaluated(rows: &str, arguments: &[&str]) -> String {
    let folder = corpus(rows);
    let output = run(folder.path(), &[&["evaluate", "corpus.jsonl"], arguments].concat());
    assert_eq!(code(&output), 0, "{}", err(&output));
    out(&output)
}

fn json(rows: &str, arguments: &[&str]) -> Value {
    serde_json::from_str(&evaluated(rows, &[arguments, &["--json"]].concat())).unwrap()
}

fn labelled_posts_are_measured_and_each_miss_is_listed() {
    let said = evaluated(ROWS, &[]);
    assert!(said.starts_with("3 rows read · policies "), "{said}");
    let line = |start: &str| said.lines().find(|line| line.trim_start().starts_with(start)).unwrap().to_owned();
    let report: Vec<String> = line("report ").split_whitespace().map(str::to_owned).collect();
    assert_eq!(report, ["report", "1/1", "100", "(21–100)", "1/2", "50.0", "(9–91)", "66.7", "(17–95)"]);
    assert!(said.contains("Reports missed (1)"), "{said}");
    assert!(said.contains("w1: expected report, got none (0.00)"), "{said}");
    assert!(said.contains("« Merci pour votre accueil ! »"), "{said}");
    let none = evaluated(ROWS, &["--misses", "0"]);
    assert!(!none.contains("w1:") && none.contains("--misses 1 shows all"), "{none}");
}

fn json_is_one_object_with_every_figure_and_no_text() {
    let json = json(&format!("{ROWS}{DRAFTS}"), &[]);
    assert_eq!(json["rows"], 6);
    let adverse = &json["adverse_event"];
    assert_eq!(adverse["verdicts"]["report"]["recall"]["value"], 0.5);
    assert_eq!(adverse["verdicts"]["report"]["precision"]["low"], 0.2065);
    assert_eq!(adverse["confusion"]["report"]["none"], 1);
    assert_eq!(adverse["confusion"]["mention"]["mention"], 1);
    assert_eq!(adverse["cases"]["rows"], 1);
    for name in ["serious", "seriousness", "special_situations", "patient", "reporter", "reporter_relation", "criteria"]
    {
        assert!(adverse["cases"][name].is_object(), "{name}");
    }
    for name in ["products", "reactions", "case"] {
        assert!(adverse[name]["f1"]["value"].is_number(), "{name}");
    }
    assert_eq!(json["findings"]["flag"]["recall"]["right"], 1);
    assert_eq!((&json["groups"], &json["baseline"]), (&Value::Null, &Value::Null));
    let miss = &json["misses"][0];
    assert_eq!(
        (miss["id"].as_str(), miss["file"].as_str(), miss["line"].as_u64()),
        (Some("w1"), Some("corpus.jsonl"), Some(3))
    );
    assert_eq!((miss["fault"].as_str(), miss["expected"].as_str()), (Some("missed_report"), Some("report")));
    assert!(miss["cues"].is_array() && miss["score"].is_number());
    assert!(!json.to_string().contains("accueil"), "a build server keeps no post");
}

fn the_baseline_stands_beside_with_the_difference() {
    let said = evaluated(ROWS, &["--baseline", "keywords"]);
    let line = said.lines().find(|line| line.contains("report, precision")).unwrap();
    // « Aucun vertige » is a report to a list of words.
    assert!(line.contains("100 (21–100)") && line.contains("50.0 (9–91)") && line.ends_with("+50.0"), "{line}");
    let json = json(ROWS, &["--baseline", "keywords"]);
    assert_eq!(json["baseline"]["name"], "keywords");
    let keywords = &json["baseline"]["adverse_event"];
    assert_eq!(keywords["report"]["precision"]["of"], 2);
    assert_eq!(keywords["difference"]["report"]["precision"], 0.5);
}

fn rows_are_grouped_by_what_they_were_written_to_try() {
    let json = json(ROWS, &["--by", "phenomenon"]);
    let groups = json["groups"]["groups"].as_array().unwrap();
    assert_eq!(groups.iter().map(|group| group["name"].as_str().unwrap()).collect::<Vec<_>>(), ["link", "negation"]);
    assert_eq!(groups[0]["adverse_event"]["right"]["of"], 2);
    assert_eq!(groups[1]["adverse_event"]["right"]["value"], 1.0);
    let verdicts = evaluated(ROWS, &["--by", "verdict"]);
    assert!(verdicts.contains("Adverse events by verdict"), "{verdicts}");
}

fn findings_of_the_section_count_and_lawful_texts_must_pass() {
    let json = json(DRAFTS, &["--by", "topic"]);
    assert_eq!(json["findings"]["near_misses_flagged"]["right"], 1);
    assert_eq!(json["findings"]["flag"]["precision"]["value"], 0.5);
    let names: Vec<&str> =
        json["groups"]["groups"].as_array().unwrap().iter().map(|group| group["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["A1", "A2", "A10"]);
    let said = evaluated(DRAFTS, &["--by", "topic"]);
    assert!(said.contains("Findings by topic") && said.contains("Lawful texts flagged (1)"), "{said}");
    assert!(said.contains("p2: expected pass, got fr.") && said.contains("cues: "), "{said}");
    assert!(!said.contains("Adverse events"), "no row has a verdict");
}

fn bad_rows_are_named_and_skipped_and_nothing_to_read_is_a_failure() {
    let bad = "{\"id\":\"x\",\"text\":\n{\"text\":\"a\",\"verdict\":\"perhaps\"}\n{\"id\":\"y\",\"verdict\":\"none\"}\n{\"text\":\"z\"}\n";
    let folder = corpus(&format!("{bad}{ROWS}"));
    let some = run(folder.path(), &["evaluate", "corpus.jsonl"]);
    assert_eq!(code(&some), 0, "{}", err(&some));
    assert!(out(&some).starts_with("3 rows read, 4 skipped"), "{}", out(&some));
    for (line, said) in [(1, "not valid JSON"), (2, "special_situation"), (3, "`text`"), (4, "neither `verdict`")] {
        let at = format!("corpus.jsonl:{line}: ");
        assert!(err(&some).lines().any(|told| told.starts_with(&at) && told.contains(said)), "{at}{}", err(&some));
    }
    assert!(!err(&some).contains("perhaps"), "{}", err(&some));
    let none = fed(folder.path(), &["evaluate", "-"], bad.as_bytes());
    assert_eq!(code(&none), 2);
    assert!(err(&none).contains("-:1: ") && err(&none).contains("no labelled row"), "{}", err(&none));
    let absent = run(folder.path(), &["evaluate", "nowhere.jsonl"]);
    assert_eq!(code(&absent), 2);
    assert!(err(&absent).contains("nowhere.jsonl"), "{}", err(&absent));
}

fn every_line_fits_the_narrowest_terminal() {
    let long = format!("{{\"text\":\"{}\",\"verdict\":\"report\"}}\n", "Merci à toute l'équipe 🙏 ".repeat(30));
    let said = evaluated(&format!("{ROWS}{DRAFTS}{long}"), &["--baseline", "keywords", "--by", "topic"]);
    let wide: Vec<&str> = said.lines().filter(|line| line.chars().count() > 80).collect();
    assert!(wide.is_empty(), "{}", wide.join("\n"));
}
