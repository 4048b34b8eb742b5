//! Who may do what, and what nobody else learns.

use chrono::TimeDelta;
use entity::Role;
use reqwest::Method;
use serde_json::json;
use vigie::account;

use crate::{
    app::{PASSWORD, TestApp, comment, json_of},
    journeys,
};

journeys![
    a_wrong_or_absent_token_is_401,
    a_role_that_may_not_is_403,
    another_organisation_is_404_everywhere,
    a_withdrawn_token_opens_nothing,
    signing_out_ends_the_session,
    a_session_ends_when_it_is_idle_and_after_twelve_hours,
    a_wrong_password_tells_nothing,
    a_form_from_another_site_is_refused,
    an_access_with_an_end_ends,
    another_password_ends_every_session,
];

async fn a_wrong_or_absent_token_is_401(t: &TestApp) {
    t.organisation("a").await;
    let nobody = t.visitor();
    for path in ["/api/v1/cases", "/api/v1/posts", "/api/v1/audit", "/api/v1/policies"] {
        let absent = nobody.get(path).await;
        assert_eq!(absent.status(), 401, "{path}");
        assert_eq!(absent.headers()["www-authenticate"], "Bearer");
        let wrong = nobody.request(Method::GET, path).bearer_auth("vigie_wrong").send().await.unwrap();
        assert_eq!(wrong.status(), 401, "{path}");
        assert_eq!(json_of(wrong).await["code"], "unauthenticated");
    }
    assert_eq!(nobody.send("/api/v1/posts", &comment("1", "x")).await.status(), 401);
    let page = nobody.get("/cases").await;
    assert_eq!(page.status(), 303, "a person is led to the sign-in page");
    assert_eq!(page.headers()["location"], "/sign-in?next=%2Fcases");
}

async fn a_role_that_may_not_is_403(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    let auditor = t.program(&organisation, Role::Auditor).await;
    assert_eq!(auditor.get(&path).await.status(), 200);
    assert_eq!(auditor.send("/api/v1/posts", &comment("2", "x")).await.status(), 403);
    assert_eq!(auditor.send(&format!("{path}/take"), &json!({ "version": 1 })).await.status(), 403);
    assert_eq!(auditor.send("/api/v1/checks", &json!({ "text": "x" })).await.status(), 403);
    let communicator = t.program(&organisation, Role::Communicator).await;
    let refused = communicator.get(&path).await;
    assert_eq!(refused.status(), 403);
    assert_eq!(json_of(refused).await["code"], "forbidden");
    assert_eq!(communicator.get(&format!("{path}/report.pdf")).await.status(), 403);
    assert_eq!(officer.get("/api/v1/audit").await.status(), 403);
}

async fn another_organisation_is_404_everywhere(t: &TestApp) {
    let (ours, theirs) = (t.organisation("ours").await, t.organisation("theirs").await);
    t.page(&ours, "only-ours", &[]).await;
    let officer = t.program(&ours, Role::Officer).await;
    let case = officer.serious_case().await;
    let (case, post) = (case["id"].as_str().unwrap(), case["post"].as_str().unwrap());
    let stranger = t.program(&theirs, Role::Officer).await;
    for path in
        [format!("/api/v1/cases/{case}"), format!("/api/v1/cases/{case}/report.pdf"), format!("/api/v1/posts/{post}")]
    {
        assert_eq!(officer.get(&path).await.status(), 200, "{path}");
        assert_eq!(stranger.get(&path).await.status(), 404, "{path}");
    }
    assert_eq!(stranger.send(&format!("/api/v1/cases/{case}/take"), &json!({ "version": 1 })).await.status(), 404);
    assert_eq!(stranger.patch(&format!("/api/v1/cases/{case}"), &json!({ "version": 1 })).await.status(), 404);
    let mut post = comment("x", "bonjour");
    post["page"] = json!("only-ours");
    assert_eq!(stranger.send("/api/v1/posts", &post).await.status(), 404);
    for list in ["/api/v1/cases", "/api/v1/posts"] {
        assert_eq!(json_of(stranger.get(list).await).await["items"], json!([]), "{list}");
    }
    let browser = t.browser(&theirs, Role::Officer).await;
    assert_eq!(browser.get(&format!("/cases/{case}")).await.status(), 404);
    assert_eq!(browser.get("/cases/not-an-id").await.status(), 404);
}

async fn a_withdrawn_token_opens_nothing(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let ends = Some(t.now() + TimeDelta::days(1));
    let token = account::add_token(&t.app, &organisation, "short", Role::Officer, ends).await.unwrap();
    let visitor = t.visitor();
    let get =
        || async { visitor.request(Method::GET, "/api/v1/cases").bearer_auth(&token.secret).send().await.unwrap() };
    assert_eq!(get().await.status(), 200);
    t.app.clock.advance(TimeDelta::days(1));
    assert_eq!(get().await.status(), 401, "it has ended");
    let other = account::add_token(&t.app, &organisation, "other", Role::Officer, None).await.unwrap();
    account::revoke_token(&t.app, &organisation, other.id).await.unwrap();
    let answer = visitor.request(Method::GET, "/api/v1/cases").bearer_auth(&other.secret).send().await.unwrap();
    assert_eq!(answer.status(), 401, "it was withdrawn");
}

async fn signing_out_ends_the_session(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let browser = t.browser(&organisation, Role::Officer).await;
    assert_eq!(browser.get("/cases").await.status(), 200);
    assert_eq!(browser.submit("/sign-out", &[]).await.status(), 303);
    assert_eq!(browser.get("/cases").await.status(), 303);
}

async fn a_session_ends_when_it_is_idle_and_after_twelve_hours(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let browser = t.browser(&organisation, Role::Officer).await;
    for _ in 0..13 {
        t.app.clock.advance(TimeDelta::minutes(55));
        assert_eq!(browser.get("/cases").await.status(), 200, "used within the hour");
    }
    t.app.clock.advance(TimeDelta::minutes(55));
    assert_eq!(browser.get("/cases").await.status(), 303, "twelve hours are over");
    let browser = t.browser(&organisation, Role::Officer).await;
    t.app.clock.advance(TimeDelta::minutes(61));
    assert_eq!(browser.get("/cases").await.status(), 303, "idle for an hour");
}

async fn a_wrong_password_tells_nothing(t: &TestApp) {
    t.organisation("a").await;
    let mut answers = Vec::new();
    for (email, password) in [("officer@a.example", "not the password"), ("nobody@a.example", PASSWORD)] {
        let answer = t.visitor().submit("/sign-in", &[("email", email), ("password", password)]).await;
        assert_eq!(answer.status(), 401);
        answers.push(answer.text().await.unwrap().replace(email, ""));
    }
    assert_eq!(answers[0], answers[1], "an unknown account and a wrong password look alike");
}

async fn a_form_from_another_site_is_refused(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let browser = t.browser(&organisation, Role::Officer).await;
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("origin", "null")] {
        let request = browser.request(Method::POST, "/sign-out").header(name, value).form(&[("a", "b")]);
        assert_eq!(request.send().await.unwrap().status(), 403, "{name}: {value}");
    }
    assert_eq!(browser.get("/cases").await.status(), 200, "still signed in");
    let same = browser.request(Method::POST, "/sign-out").header("sec-fetch-site", "same-origin").form(&[("a", "b")]);
    assert_eq!(same.send().await.unwrap().status(), 303);
}

async fn another_password_ends_every_session(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let browser = t.browser(&organisation, Role::Officer).await;
    account::set_password(&t.app, "officer@a.example", "another horse battery").await.unwrap();
    assert_eq!(browser.get("/cases").await.status(), 303);
}

async fn an_access_with_an_end_ends(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let new = account::NewUser {
        email: "guest@a.example".into(),
        name: "Une invitée".into(),
        language: "fr".into(),
        role: Role::Guest,
        ends_at: Some(t.now() + TimeDelta::minutes(30)),
        password: Some(PASSWORD.into()),
        demo: false,
    };
    account::add_user(&t.app, &organisation, new).await.unwrap();
    let browser = t.browser(&organisation, Role::Guest).await;
    assert_eq!(browser.get("/cases").await.status(), 200);
    t.app.clock.advance(TimeDelta::minutes(30));
    assert_eq!(browser.get("/cases").await.status(), 303);
}
