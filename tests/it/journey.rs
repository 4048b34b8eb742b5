//! The straight path, whole.

use chrono::TimeDelta;
use entity::Role;
use serde_json::json;

use crate::{
    app::{SERIOUS, TestApp, json_of},
    journeys,
};

journeys![a_post_becomes_a_case_a_mail_and_a_pdf, an_ordinary_comment_opens_nothing];

async fn a_post_becomes_a_case_a_mail_and_a_pdf(t: &TestApp) {
    let organisation = t.organisation("valmont").await;
    let program = t.program(&organisation, Role::Officer).await;

    let post = program.comment("c1", SERIOUS).await;
    assert_eq!(post["status"], "created");
    let id = post["case"].as_str().expect("a case was opened");

    assert_eq!(t.deliver().await, 1, "one officer, one mail");
    let mails = t.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("officer@valmont.example"));
    assert!(mails[0].contains("VIG-2026-00001"));
    for secret in ["Xarelto", "XARELTO", "morragie", "lou.m", "72 ans"] {
        assert!(!mails[0].contains(secret), "the mail tells {secret}");
    }

    let browser = t.browser(&organisation, Role::Officer).await;
    let inbox = browser.get("/cases").await;
    assert_eq!(inbox.status(), 200);
    let inbox = inbox.text().await.unwrap();
    assert!(inbox.contains("VIG-2026-00001") && inbox.contains("XARELTO"));
    let page = browser.get(&format!("/cases/{id}")).await;
    assert_eq!(page.status(), 200);
    let page = page.text().await.unwrap();
    assert!(page.contains("hospitalisé cinq jours") && page.contains("<mark"), "the text with its highlights");

    let pdf = browser.get(&format!("/cases/{id}/report.pdf")).await;
    assert_eq!(pdf.status(), 200);
    assert_eq!(pdf.headers()["content-type"], "application/pdf");
    assert!(pdf.bytes().await.unwrap().starts_with(b"%PDF-"));

    let officer = t.program(&organisation, Role::Officer).await;
    let case = json_of(officer.get(&format!("/api/v1/cases/{id}")).await).await;
    assert_eq!(case["serious"], true);
    assert_eq!(case["seriousness"], json!(["hospitalisation"]));
    assert_eq!(case["day_zero"], "2026-11-23");
    assert_eq!(case["due_on"], "2026-12-08", "fifteen calendar days");

    t.app.clock.advance(TimeDelta::hours(1));
    let again = program.send("/api/v1/posts", &crate::app::comment("c1", SERIOUS)).await;
    assert_eq!(again.status(), 200, "a duplicate is no error");
    assert_eq!(json_of(again).await["status"], "duplicate");
    assert_eq!(t.deliver().await, 0, "and no second mail");
}

async fn an_ordinary_comment_opens_nothing(t: &TestApp) {
    let organisation = t.organisation("valmont").await;
    let program = t.program(&organisation, Role::Officer).await;
    let post = program.comment("c1", "Bonjour, à quelle heure ouvre le parking des visiteurs ?").await;
    assert_eq!(post["case"], json!(null));
    let cases = json_of(program.get("/api/v1/cases").await).await;
    assert_eq!(cases["items"], json!([]));
    assert_eq!(t.deliver().await, 0);
}
