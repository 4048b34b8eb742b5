//! Working a case.

use chrono::TimeDelta;
use entity::Role;
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    app::{TestApp, Visitor, json_of},
    journeys,
};

journeys![
    a_case_goes_from_new_to_closed_and_every_step_is_an_event,
    two_officers_cannot_overwrite_each_other,
    what_the_state_does_not_allow_is_refused_and_says_why,
    asking_twice_with_the_same_key_changes_once,
    day_zero_is_decided_with_a_reason_and_moves_the_due_date,
    seriousness_moves_the_due_date,
    the_inbox_shows_the_first_due_first,
    a_special_situation_is_recorded_as_such,
    a_patch_is_all_or_nothing,
];

async fn change(program: &Visitor, case: &Value, path: &str, body: Value) -> Value {
    let (id, version) = (case["id"].as_str().unwrap(), &case["version"]);
    let mut body = body;
    body["version"] = version.clone();
    let answer = match path {
        "" => program.patch(&format!("/api/v1/cases/{id}"), &body).await,
        path => program.send(&format!("/api/v1/cases/{id}/{path}"), &body).await,
    };
    assert_eq!(answer.status(), 200, "{path}");
    json_of(answer).await
}

/// Judges what is missing and decides day zero, as an officer must before confirming.
async fn complete(program: &Visitor, case: &Value) -> Value {
    let met = |criterion: &str| json!({ "criterion": criterion, "met": true, "note": "vu sur le profil" });
    let patch = json!({
        "criteria": [met("patient"), met("reporter"), met("product"), met("reaction")],
        "day_zero": { "day": "2026-11-23", "reason": "jour de la détection" },
    });
    change(program, case, "", patch).await
}

async fn a_case_goes_from_new_to_closed_and_every_step_is_an_event(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let case = change(&officer, &case, "take", json!({})).await;
    assert_eq!(case["state"], "in_review");
    let case = complete(&officer, &case).await;
    assert_eq!(case["day_zero_decided"], true);
    let case = change(&officer, &case, "confirm", json!({})).await;
    let case = change(&officer, &case, "submit", json!({ "reason": "EudraVigilance, accusé reçu" })).await;
    let case = change(&officer, &case, "close", json!({})).await;
    assert_eq!(case["state"], "closed");
    let kinds: Vec<&str> = case["events"].as_array().unwrap().iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds[0], "opened");
    assert_eq!(kinds.iter().filter(|kind| **kind == "transition").count(), 4);
    assert_eq!(kinds.iter().filter(|kind| **kind == "criterion_judged").count(), 4);
    let versions: Vec<i64> =
        case["events"].as_array().unwrap().iter().map(|e| e["version"].as_i64().unwrap()).collect();
    assert_eq!(versions, (1..=10).collect::<Vec<_>>(), "one version a step");
}

async fn two_officers_cannot_overwrite_each_other(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let (anna, ben) = (t.program(&organisation, Role::Officer).await, t.program(&organisation, Role::Officer).await);
    let case = anna.serious_case().await;
    let path = format!("/api/v1/cases/{}/take", case["id"].as_str().unwrap());
    let (a, b) = (json!({ "version": 1 }), json!({ "version": 1 }));
    let (one, other) = tokio::join!(anna.send(&path, &a), ben.send(&path, &b));
    let mut answers = [one.status().as_u16(), other.status().as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 409]);
    let late = ben.request(Method::POST, &path).header("if-match", "\"1\"").send().await.unwrap();
    assert_eq!(late.status(), 409);
    assert_eq!(json_of(late).await["code"], "version_conflict");
}

async fn what_the_state_does_not_allow_is_refused_and_says_why(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let id = case["id"].as_str().unwrap();
    let post = |path: &str, body: Value| {
        let path = format!("/api/v1/cases/{id}/{path}");
        let officer = &officer;
        async move { officer.send(&path, &body).await }
    };
    let early = post("close", json!({ "version": 1 })).await;
    assert_eq!(early.status(), 409);
    assert!(json_of(early).await["detail"].as_str().unwrap().contains("new"), "it names the state");
    let unreasoned = post("dismiss", json!({ "version": 1 })).await;
    assert_eq!(unreasoned.status(), 422);
    assert_eq!(json_of(unreasoned).await["errors"][0]["path"], "reason");
    assert_eq!(post("explode", json!({ "version": 1 })).await.status(), 404);
    let unversioned = post("take", json!({})).await;
    assert_eq!(unversioned.status(), 422);
    assert_eq!(json_of(unversioned).await["errors"][0]["path"], "version");
    assert_eq!(post("take", json!({ "version": 1, "state": "closed" })).await.status(), 422);
    let unchanged = json_of(officer.get(&format!("/api/v1/cases/{id}")).await).await;
    assert_eq!((&unchanged["state"], &unchanged["version"]), (&json!("new"), &json!(1)));
}

async fn asking_twice_with_the_same_key_changes_once(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let path = format!("/api/v1/cases/{}/take", case["id"].as_str().unwrap());
    for _ in 0..2 {
        let request =
            officer.request(Method::POST, &path).header("idempotency-key", "k1").json(&json!({ "version": 1 }));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["etag"], "\"2\"");
    }
}

async fn day_zero_is_decided_with_a_reason_and_moves_the_due_date(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let id = case["id"].as_str().unwrap();
    let decide = |day: &str, reason: &str| json!({ "version": 1, "day_zero": { "day": day, "reason": reason } });
    for (day, reason, code) in [
        ("2026-11-24", "demain", "in_future"),
        ("2026-11-01", "avant", "before_post"),
        ("2026-11-22", "  ", "required"),
    ] {
        let answer = officer.patch(&format!("/api/v1/cases/{id}"), &decide(day, reason)).await;
        assert_eq!(answer.status(), 422, "{day}");
        assert_eq!(json_of(answer).await["errors"][0]["code"], code);
    }
    let case =
        change(&officer, &case, "", json!({ "day_zero": { "day": "2026-11-22", "reason": "vu dimanche" } })).await;
    assert_eq!((&case["day_zero"], &case["due_on"]), (&json!("2026-11-22"), &json!("2026-12-07")));
    assert_eq!(case["day_zero_reason"], "vu dimanche");
}

async fn seriousness_moves_the_due_date(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let case = change(&officer, &case, "", json!({ "seriousness": { "criteria": [], "reason": "relu" } })).await;
    assert_eq!((&case["serious"], &case["due_on"]), (&json!(false), &json!("2027-02-21")), "ninety calendar days");
    let case =
        change(&officer, &case, "", json!({ "seriousness": { "criteria": ["other_important", "death"] } })).await;
    assert_eq!(case["seriousness"], json!(["death", "other_important"]), "in the order of the guideline");
    assert_eq!(case["due_on"], "2026-12-08");
}

async fn the_inbox_shows_the_first_due_first(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    officer.comment("mild", "Depuis que je prends du Xarelto j'ai des vertiges").await;
    t.app.clock.advance(TimeDelta::days(2));
    officer.serious_case().await;
    let cases = json_of(officer.get("/api/v1/cases").await).await;
    let serious: Vec<bool> =
        cases["items"].as_array().unwrap().iter().map(|c| c["serious"].as_bool().unwrap()).collect();
    assert_eq!(serious, [true, false]);
    let first = json_of(officer.get("/api/v1/cases?limit=1").await).await;
    let next = first["next"].as_str().expect("another page");
    let second = json_of(officer.get(&format!("/api/v1/cases?limit=1&cursor={next}")).await).await;
    assert_eq!(second["items"][0]["serious"], false);
    let only = json_of(officer.get("/api/v1/cases?serious=true&state=new").await).await;
    assert_eq!(only["items"].as_array().unwrap().len(), 1);
    assert_eq!(officer.get("/api/v1/cases?cursor=nonsense").await.status(), 422);
}

async fn a_special_situation_is_recorded_as_such(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let post = officer
        .comment("1", "Je viens d'apprendre que je suis enceinte et je prends de la Dépakine tous les jours.")
        .await;
    let id = post["case"].as_str().expect("a case");
    let case = json_of(officer.get(&format!("/api/v1/cases/{id}")).await).await;
    assert_eq!(case["kind"], "special_situation");
    assert!(case["special_situations"].as_array().unwrap().contains(&json!("pregnancy_exposure")));
}

async fn a_patch_is_all_or_nothing(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    let patch = json!({
        "version": 1,
        "criteria": [{ "criterion": "patient", "met": false }],
        "day_zero": { "day": "2030-01-01", "reason": "impossible" },
    });
    assert_eq!(officer.patch(&path, &patch).await.status(), 422);
    let unchanged = json_of(officer.get(&path).await).await;
    assert_eq!(unchanged["version"], 1);
    assert_eq!(unchanged["criteria"], case["criteria"]);
}
