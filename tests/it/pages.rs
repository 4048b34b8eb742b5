//! The pages as a browser without JavaScript sees them.

use entity::Role;

use crate::{
    app::{SERIOUS, TestApp, json_of},
    journeys,
};

journeys![
    the_first_page_leads_to_the_sign_in,
    an_officer_works_a_case_with_forms_alone,
    a_refused_form_says_what_is_wrong_at_its_field,
    a_stale_form_changes_nothing,
    a_communicator_sees_posts_and_no_cases,
    an_auditor_gets_no_buttons,
    every_page_carries_its_protection,
    the_language_can_be_changed,
    an_unknown_address_is_a_page_with_a_way_out,
    a_post_cannot_write_html,
    health_and_description_are_open,
];

async fn the_first_page_leads_to_the_sign_in(t: &TestApp) {
    let visitor = t.visitor();
    let home = visitor.get("/").await;
    assert_eq!((home.status().as_u16(), &home.headers()["location"]), (303, &"/sign-in".parse().unwrap()));
    let page = visitor.get("/sign-in").await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("name=\"password\""));
    let organisation = t.organisation("a").await;
    let browser = t.browser(&organisation, Role::Officer).await;
    assert_eq!(browser.get("/").await.headers()["location"], "/cases");
}

async fn an_officer_works_a_case_with_forms_alone(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let case = t.program(&organisation, Role::Officer).await.serious_case().await;
    let path = format!("/cases/{}", case["id"].as_str().unwrap());
    let browser = t.browser(&organisation, Role::Officer).await;
    let mut version = 1;
    let mut steps = vec![
        (format!("{path}/take"), vec![]),
        (format!("{path}/day-zero"), vec![("day_zero", "2026-11-23"), ("reason", "jour de la détection")]),
        (format!("{path}/seriousness"), vec![("hospitalisation", "true")]),
    ];
    for criterion in ["patient", "reporter", "product", "reaction"] {
        steps.push((format!("{path}/criteria"), vec![("criterion", criterion), ("status", "met"), ("note", "")]));
    }
    steps.push((format!("{path}/confirm"), vec![]));
    steps.push((format!("{path}/submit"), vec![("reason", "EudraVigilance")]));
    for (path, mut form) in steps {
        let seen = version.to_string();
        form.push(("version", &seen));
        let answer = browser.submit(&path, &form).await;
        assert_eq!(answer.status(), 303, "{path}");
        version += 1;
    }
    let page = browser.get(&path).await.text().await.unwrap();
    assert!(page.contains("Transmis") || page.contains("transmis"), "the state is shown");
    let first_seen = json_of(t.program(&organisation, Role::Officer).await.get(&format!("/api/v1{path}")).await).await;
    assert!(first_seen["first_seen_at"].is_string(), "opening the page was noted");
}

async fn a_refused_form_says_what_is_wrong_at_its_field(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let case = t.program(&organisation, Role::Officer).await.serious_case().await;
    let path = format!("/cases/{}", case["id"].as_str().unwrap());
    let browser = t.browser(&organisation, Role::Officer).await;
    let late = browser
        .submit(&format!("{path}/day-zero"), &[("version", "1"), ("day_zero", "2031-01-01"), ("reason", "x")])
        .await;
    assert_eq!(late.status(), 422);
    assert!(late.text().await.unwrap().contains("aria-invalid"));
    let silent = browser.submit(&format!("{path}/dismiss"), &[("version", "1"), ("reason", " ")]).await;
    assert_eq!(silent.status(), 422);
    assert_eq!(browser.submit(&format!("{path}/take"), &[("version", "one")]).await.status(), 422);
    assert_eq!(
        browser.submit(&format!("{path}/seriousness"), &[("version", "1"), ("boredom", "true")]).await.status(),
        422
    );
}

async fn a_stale_form_changes_nothing(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let case = t.program(&organisation, Role::Officer).await.serious_case().await;
    let path = format!("/cases/{}", case["id"].as_str().unwrap());
    let browser = t.browser(&organisation, Role::Officer).await;
    assert_eq!(browser.submit(&format!("{path}/take"), &[("version", "1")]).await.status(), 303);
    let stale = browser.submit(&format!("{path}/dismiss"), &[("version", "1"), ("reason", "doublon")]).await;
    assert_eq!(stale.status(), 303);
    assert!(stale.headers()["set-cookie"].to_str().unwrap().contains("case_changed"), "and is told so");
    assert!(!browser.get(&path).await.text().await.unwrap().contains("doublon"));
}

async fn a_communicator_sees_posts_and_no_cases(t: &TestApp) {
    let organisation = t.organisation("a").await;
    t.program(&organisation, Role::Officer).await.serious_case().await;
    t.person(&organisation, Role::Communicator).await;
    let browser = t.browser(&organisation, Role::Communicator).await;
    assert_eq!(browser.get("/").await.headers()["location"], "/posts");
    let posts = browser.get("/posts?adverse=report").await;
    assert_eq!(posts.status(), 200);
    let posts = posts.text().await.unwrap();
    assert!(posts.contains("Xarelto") && !posts.contains("/cases"));
    assert_eq!(browser.get("/cases").await.status(), 403);
}

async fn an_auditor_gets_no_buttons(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let case = t.program(&organisation, Role::Officer).await.serious_case().await;
    t.person(&organisation, Role::Auditor).await;
    let browser = t.browser(&organisation, Role::Auditor).await;
    let path = format!("/cases/{}", case["id"].as_str().unwrap());
    let page = browser.get(&path).await.text().await.unwrap();
    assert!(!page.contains("/take\"") && !page.contains("lou.m"));
    assert_eq!(browser.submit(&format!("{path}/take"), &[("version", "1")]).await.status(), 403);
    assert_eq!(browser.get(&format!("{path}/report.pdf")).await.status(), 200);
    let case = json_of(t.program(&organisation, Role::Auditor).await.get(&format!("/api/v1{path}")).await).await;
    assert_eq!(case["first_seen_at"], serde_json::Value::Null, "an auditor's look does not start a clock");
}

async fn every_page_carries_its_protection(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let browser = t.browser(&organisation, Role::Officer).await;
    for path in ["/cases", "/posts", "/sign-in", "/nowhere", "/static/app.css", "/api/v1/cases"] {
        let answer = browser.get(path).await;
        let policy = answer.headers()["content-security-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(answer.headers()["x-content-type-options"], "nosniff", "{path}");
    }
    assert_eq!(browser.get("/cases").await.headers()["cache-control"], "no-store");
    let answer =
        t.visitor().submit("/sign-in", &[("email", "officer@a.example"), ("password", crate::app::PASSWORD)]).await;
    let cookies: Vec<&str> = answer.headers().get_all("set-cookie").iter().map(|c| c.to_str().unwrap()).collect();
    let session = cookies.iter().find(|cookie| cookie.starts_with("vigie=")).expect("a session cookie");
    assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
}

async fn the_language_can_be_changed(t: &TestApp) {
    let visitor = t.visitor();
    assert!(visitor.get("/sign-in").await.text().await.unwrap().contains("<html lang=\"fr\""));
    let answer = visitor.submit("/language", &[("lang", "en"), ("next", "/sign-in")]).await;
    assert_eq!((answer.status().as_u16(), &answer.headers()["location"]), (303, &"/sign-in".parse().unwrap()));
    assert!(visitor.get("/sign-in").await.text().await.unwrap().contains("<html lang=\"en\""));
    let away = visitor.submit("/language", &[("lang", "en"), ("next", "//evil.example")]).await;
    assert_eq!(away.headers()["location"], "/");
}

async fn an_unknown_address_is_a_page_with_a_way_out(t: &TestApp) {
    let answer = t.visitor().get("/nowhere").await;
    assert_eq!(answer.status(), 404);
    assert_eq!(answer.headers()["content-type"], "text/html; charset=utf-8");
    let problem = t.visitor().get("/api/v1/nowhere").await;
    assert_eq!(problem.status(), 404);
    assert_eq!(problem.headers()["content-type"], "application/problem+json");
}

async fn a_post_cannot_write_html(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let program = t.program(&organisation, Role::Officer).await;
    let post = program.comment("1", &format!("<script>alert(1)</script> {SERIOUS} <img src=x onerror=y>")).await;
    let browser = t.browser(&organisation, Role::Officer).await;
    let paths = [
        format!("/cases/{}", post["case"].as_str().unwrap()),
        format!("/posts/{}", post["id"].as_str().unwrap()),
        "/posts".into(),
    ];
    for path in paths {
        let page = browser.get(&path).await.text().await.unwrap();
        assert!(page.contains("&lt;script&gt;") && !page.contains("<script>alert"), "{path}");
    }
}

async fn health_and_description_are_open(t: &TestApp) {
    let visitor = t.visitor();
    assert_eq!(visitor.get("/healthz").await.status(), 200);
    assert_eq!(visitor.get("/readyz").await.status(), 200);
    let api = json_of(visitor.get("/api/openapi.json").await).await;
    for path in
        ["/api/v1/posts", "/api/v1/cases", "/api/v1/cases/{id}", "/api/v1/cases/{id}/report.pdf", "/api/v1/checks"]
    {
        assert!(api["paths"][path].is_object(), "{path}");
    }
    assert_eq!(api["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
}
