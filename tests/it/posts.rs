//! Handing posts in, good and bad.

use entity::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    app::{SERIOUS, TestApp, comment, json_of},
    journeys,
};

journeys![
    a_batch_keeps_the_good_ones_and_names_the_bad_one,
    lines_are_read_one_by_one,
    each_bad_body_has_its_own_answer,
    odd_texts_are_kept_to_the_byte,
    an_edited_text_is_a_revision_of_the_same_case,
    an_edit_that_takes_the_event_away_leaves_the_evidence,
    a_late_older_revision_changes_nothing_of_today,
    another_text_under_a_known_number_is_not_lost,
    replaying_a_file_with_an_edit_changes_nothing,
    news_on_a_settled_case_reopens_it_and_is_mailed,
    an_edit_does_not_undo_what_a_person_judged,
    the_page_gives_the_product,
    lists_go_on_where_they_ended,
    nobody_is_told_who_wrote_but_the_officer,
];

async fn a_batch_keeps_the_good_ones_and_names_the_bad_one(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let batch = json!([
        comment("1", "Merci à toute l'équipe"),
        comment("2", "  "),
        { "page": "nowhere", "external_id": "3", "published_at": "2026-11-22T09:00:00Z", "text": "x" },
        comment("4", SERIOUS),
        comment("1", "Merci à toute l'équipe"),
    ]);
    let answer = program.send("/api/v1/posts", &batch).await;
    assert_eq!(answer.status(), 200);
    let answer = json_of(answer).await;
    let status: Vec<&str> = answer["items"].as_array().unwrap().iter().map(|i| i["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["created", "refused", "refused", "created", "duplicate"]);
    assert_eq!(answer["items"][1]["errors"][0]["code"], "empty");
    assert_eq!(answer["items"][2]["errors"][0]["code"], "not_found");
    assert_eq!((&answer["created"], &answer["refused"], &answer["duplicate"]), (&json!(2), &json!(2), &json!(1)));
    assert!(answer["items"][3]["case"].is_string());
    let kept = json_of(program.get("/api/v1/posts").await).await;
    assert_eq!(kept["items"].as_array().unwrap().len(), 2);
}

async fn lines_are_read_one_by_one(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let mut body = format!("{}\n", comment("1", "un")).into_bytes();
    body.extend(b"\xff\xfe not UTF-8\n{ broken\n\n");
    body.extend(comment("2", "deux").to_string().into_bytes());
    let request = program.request(Method::POST, "/api/v1/posts").header("content-type", "application/x-ndjson");
    let answer = request.body(body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer = json_of(answer).await;
    let codes: Vec<&Value> = answer["items"].as_array().unwrap().iter().map(|i| &i["errors"][0]["code"]).collect();
    assert_eq!(codes, [&json!(null), &json!("not_utf8"), &json!("syntax"), &json!(null)]);
}

async fn each_bad_body_has_its_own_answer(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let mut unknown = comment("1", "x");
    unknown["secret"] = json!("mon traitement");
    let long = "a".repeat(1_000_000);
    let bodies: Vec<(Vec<u8>, u16, &str)> = vec![
        (unknown.to_string().into(), 422, "unknown_field"),
        (comment("1", "").to_string().into(), 422, "empty"),
        (comment("1", &long).to_string().into(), 422, "too_long"),
        (comment("1", "a\0b").to_string().into(), 422, "nul"),
        (
            br#"{"page":"page","external_id":"1","published_at":"2026-11-22T09:00:00Z","text":"\ud800"}"#.to_vec(),
            422,
            "syntax",
        ),
        (b"{\"page\":\"\xff\"}".to_vec(), 422, "not_utf8"),
        (b"".to_vec(), 422, "syntax"),
        (b"[]".to_vec(), 422, "batch_size"),
        (br#"{"page":"page","external_id":"1","published_at":"yesterday","text":"x"}"#.to_vec(), 422, "date"),
        (
            br#"{"page":"nowhere","external_id":"1","published_at":"2026-11-22T09:00:00Z","text":"x"}"#.to_vec(),
            404,
            "not_found",
        ),
    ];
    for (body, status, code) in bodies {
        let request = program.request(Method::POST, "/api/v1/posts").header("content-type", "application/json");
        let answer = request.body(body).send().await.unwrap();
        assert_eq!(answer.status(), status, "{code}");
        assert_eq!(answer.headers()["content-type"], "application/problem+json", "{code}");
        let text = answer.text().await.unwrap();
        assert!(text.contains(&format!("\"{code}\"")), "{code}: {text}");
        assert!(!text.contains("mon traitement"), "a refusal repeats what was sent");
    }
    let request = program.request(Method::POST, "/api/v1/posts").header("content-type", "text/plain").body("x");
    assert_eq!(request.send().await.unwrap().status(), 415);
    let request = program.request(Method::POST, "/api/v1/posts").header("content-type", "application/json");
    assert_eq!(request.body(vec![b' '; 9_000_000]).send().await.unwrap().status(), 413);
    let kept = json_of(program.get("/api/v1/posts").await).await;
    assert_eq!(kept["items"], json!([]), "nothing was half-written");
}

async fn odd_texts_are_kept_to_the_byte(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let texts = [
        "\u{202e}désolé\u{202c} \u{200f}".to_owned(),
        "😀".repeat(10_000),
        "e\u{301}te\u{301} \u{feff} \u{200b}𝕓𝕠𝕟𝕛𝕠𝕦𝕣".to_owned(),
        "ligne\r\n\tdeux".to_owned(),
    ];
    for (index, text) in texts.iter().enumerate() {
        let post = program.comment(&index.to_string(), text).await;
        let id = post["id"].as_str().unwrap();
        let kept = json_of(program.get(&format!("/api/v1/posts/{id}")).await).await;
        assert_eq!(kept["text"].as_str(), Some(text.as_str()));
    }
}

async fn an_edited_text_is_a_revision_of_the_same_case(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let first = program.comment("1", "Depuis que je prends du Xarelto j'ai des vertiges").await;
    let case = first["case"].as_str().expect("a case").to_owned();
    let answer = program.send("/api/v1/posts", &comment("1", SERIOUS)).await;
    assert_eq!(answer.status(), 200);
    let answer = json_of(answer).await;
    assert_eq!((&answer["status"], &answer["revision"]), (&json!("revised"), &json!(2)));
    assert_eq!(answer["case"].as_str(), Some(case.as_str()), "the same case");
    let shown = json_of(program.get(&format!("/api/v1/cases/{case}")).await).await;
    assert_eq!(
        (&shown["version"], &shown["serious"]),
        (&json!(2), &json!(true)),
        "the newest text decides while nobody has"
    );
    let kinds: Vec<&str> = shown["events"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["opened", "post_revised"]);
}

async fn an_edit_that_takes_the_event_away_leaves_the_evidence(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let first = program.comment("1", SERIOUS).await;
    let case = first["case"].as_str().unwrap().to_owned();
    program.send("/api/v1/posts", &comment("1", "Message retiré")).await;
    let shown = json_of(program.get(&format!("/api/v1/cases/{case}")).await).await;
    assert_eq!(shown["text"], SERIOUS);
    assert_eq!(shown["serious"], true);
}

async fn a_late_older_revision_changes_nothing_of_today(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let numbered = |number: i32, text: &str| {
        let mut post = comment("1", text);
        post["revision"] = json!(number);
        post
    };
    let created = json_of(program.send("/api/v1/posts", &numbered(3, "trois")).await).await;
    assert_eq!(json_of(program.send("/api/v1/posts", &numbered(2, "deux")).await).await["status"], "revised");
    assert_eq!(json_of(program.send("/api/v1/posts", &numbered(3, "trois")).await).await["status"], "duplicate");
    let id = created["id"].as_str().unwrap();
    let kept = json_of(program.get(&format!("/api/v1/posts/{id}")).await).await;
    assert_eq!((&kept["revision"], &kept["text"]), (&json!(3), &json!("trois")));
}

async fn another_text_under_a_known_number_is_not_lost(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let first = |text: &str| {
        let mut post = comment("1", text);
        post["revision"] = json!(1);
        post
    };
    program.send("/api/v1/posts", &first("super")).await;
    let answer = json_of(program.send("/api/v1/posts", &first(SERIOUS)).await).await;
    assert_eq!((&answer["status"], &answer["revision"]), (&json!("revised"), &json!(2)));
    assert!(answer["case"].is_string());
}

async fn replaying_a_file_with_an_edit_changes_nothing(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let mut edited = comment("1", "deux");
    edited["published_at"] = json!("2026-11-22T10:00:00Z");
    let file = json!([comment("1", "un"), edited]);
    assert_eq!(json_of(program.send("/api/v1/posts", &file).await).await["revised"], 1);
    let again = json_of(program.send("/api/v1/posts", &file).await).await;
    assert_eq!((&again["duplicate"], &again["revised"]), (&json!(2), &json!(0)));
}

async fn news_on_a_settled_case_reopens_it_and_is_mailed(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let first = program.comment("1", "Depuis que je prends du Xarelto j'ai des vertiges").await;
    let path = format!("/api/v1/cases/{}", first["case"].as_str().unwrap());
    assert_eq!(t.deliver().await, 1);
    let dismissed = program.send(&format!("{path}/dismiss"), &json!({ "version": 1, "reason": "doublon" })).await;
    assert_eq!(dismissed.status(), 200);
    let refused =
        program.patch(&path, &json!({ "version": 2, "criteria": [{ "criterion": "patient", "met": true }] })).await;
    assert_eq!(refused.status(), 409, "what is settled is reopened before it is changed");
    program.send("/api/v1/posts", &comment("1", SERIOUS)).await;
    assert_eq!(json_of(program.get(&path).await).await["state"], "in_review");
    assert_eq!(t.deliver().await, 1, "the officer hears of it");
    program.send("/api/v1/posts", &comment("1", &format!("{SERIOUS} Il va mieux."))).await;
    assert_eq!(t.deliver().await, 0, "once");
}

async fn an_edit_does_not_undo_what_a_person_judged(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let first = program.comment("1", "Depuis que je prends du Xarelto j'ai des vertiges").await;
    let path = format!("/api/v1/cases/{}", first["case"].as_str().unwrap());
    let patch = json!({ "version": 1, "seriousness": { "criteria": ["death"] }, "criteria": [{ "criterion": "patient", "met": true }] });
    let judged = json_of(program.patch(&path, &patch).await).await;
    assert_eq!(judged["state"], "in_review", "who judges has taken the case");
    program.send("/api/v1/posts", &comment("1", "Depuis le Xarelto j'ai des nausées")).await;
    let after = json_of(program.get(&path).await).await;
    assert_eq!((&after["seriousness"], &after["criteria"]), (&judged["seriousness"], &judged["criteria"]));
    assert_eq!(after["due_on"], judged["due_on"]);
}

async fn the_page_gives_the_product(t: &TestApp) {
    let organisation = t.organisation("a").await;
    t.page(&organisation, "levothyrox", &["LEVOTHYROX"]).await;
    let program = t.program(&organisation, Role::Officer).await;
    let mut post = comment("1", "Depuis que je le prends j'ai des maux de tête et je perds mes cheveux");
    post["page"] = json!("levothyrox");
    let answer = json_of(program.send("/api/v1/posts", &post).await).await;
    let case = answer["case"].as_str().expect("a case");
    let shown = json_of(program.get(&format!("/api/v1/cases/{case}")).await).await;
    assert_eq!(shown["products"], json!(["LEVOTHYROX"]));
}

async fn lists_go_on_where_they_ended(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let batch: Vec<Value> = (0..25).map(|n| comment(&n.to_string(), &format!("message {n}"))).collect();
    program.send("/api/v1/posts", &json!(batch)).await;
    let (mut seen, mut path) = (Vec::new(), "/api/v1/posts?limit=10".to_owned());
    loop {
        let page = json_of(program.get(&path).await).await;
        seen.extend(
            page["items"].as_array().unwrap().iter().map(|post| post["external_id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/posts?limit=10&cursor={next}");
    }
    let newest_first: Vec<String> = (0..25).rev().map(|n| n.to_string()).collect();
    assert_eq!(seen, newest_first);
}

async fn nobody_is_told_who_wrote_but_the_officer(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let post = officer.comment("1", "Bonjour").await;
    let path = format!("/api/v1/posts/{}", post["id"].as_str().unwrap());
    assert_eq!(json_of(officer.get(&path).await).await["author"], "lou.m");
    for role in [Role::Auditor, Role::Guest, Role::Communicator] {
        let other = t.program(&organisation, role).await;
        assert_eq!(json_of(other.get(&path).await).await["author"], json!(null), "{role}");
    }
}
