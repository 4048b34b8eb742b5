//! The case report, as it is downloaded.

use chrono::TimeDelta;
use entity::Role;

use crate::{
    app::{TestApp, json_of},
    journeys,
};

journeys![
    what_shows_the_author_is_kept_from_an_auditor,
    the_same_facts_give_the_same_document,
    a_change_gives_a_new_one_and_keeps_the_old,
    an_odd_post_has_a_report_too
];

async fn pdf(visitor: &crate::app::Visitor, path: &str) -> (String, Vec<u8>) {
    let answer = visitor.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    let tag = answer.headers()["etag"].to_str().unwrap().to_owned();
    (tag, answer.bytes().await.unwrap().to_vec())
}

async fn what_shows_the_author_is_kept_from_an_auditor(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let path = format!("/cases/{}", case["id"].as_str().unwrap());
    officer.get(&format!("/api/v1{path}/report.pdf")).await;
    let page = t.browser(&organisation, Role::Officer).await.get(&path).await.text().await.unwrap();
    let link = page.split("href=\"").find(|rest| rest.contains("/documents/")).unwrap().split('"').next().unwrap();
    t.person(&organisation, Role::Auditor).await;
    let auditor = t.browser(&organisation, Role::Auditor).await;
    assert_eq!(auditor.get(link).await.status(), 404);
    assert!(!auditor.get(&path).await.text().await.unwrap().contains("/documents/"));
    assert_eq!(auditor.get(&format!("{path}/report.pdf")).await.status(), 200, "but has a report without the author");
}

async fn the_same_facts_give_the_same_document(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    t.deliver().await;
    let path = format!("/api/v1/cases/{}/report.pdf", case["id"].as_str().unwrap());
    let first = pdf(&officer, &path).await;
    t.app.clock.advance(TimeDelta::hours(3));
    assert_eq!(pdf(&officer, &path).await, first);
    assert_ne!(pdf(&officer, &format!("{path}?lang=en")).await.1, first.1, "English is another document");
    let shown = json_of(officer.get(&format!("/api/v1/cases/{}", case["id"].as_str().unwrap())).await).await;
    assert_eq!(shown["documents"].as_array().unwrap().len(), 2);
    assert_eq!(format!("\"{}\"", shown["documents"][0]["sha256"].as_str().unwrap()), first.0, "its hash is kept");
}

async fn a_change_gives_a_new_one_and_keeps_the_old(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let id = case["id"].as_str().unwrap();
    let path = format!("/api/v1/cases/{id}/report.pdf");
    let before = pdf(&officer, &path).await;
    officer.send(&format!("/api/v1/cases/{id}/take"), &serde_json::json!({ "version": 1 })).await;
    assert_ne!(pdf(&officer, &path).await.0, before.0);
    let browser = t.browser(&organisation, Role::Officer).await;
    let page = browser.get(&format!("/cases/{id}")).await.text().await.unwrap();
    let link = page.split("href=\"").find(|rest| rest.contains("/documents/")).unwrap().split('"').next().unwrap();
    let old = browser.get(link).await;
    assert_eq!(old.status(), 200);
    assert!(old.bytes().await.unwrap().starts_with(b"%PDF-"));
}

async fn an_odd_post_has_a_report_too(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let text = format!(
        "{} 🤮 {} \u{202e}עברית\u{202c} العربية {}",
        crate::app::SERIOUS,
        "😀".repeat(3_000),
        "mot ".repeat(20_000)
    );
    let post = officer.comment("1", &text).await;
    let path = format!("/api/v1/cases/{}/report.pdf", post["case"].as_str().expect("a case"));
    assert!(pdf(&officer, &path).await.1.starts_with(b"%PDF-"));
}
