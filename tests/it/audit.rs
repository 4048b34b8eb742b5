//! The trail as an auditor tries it.

use entity::Role;
use sea_orm::ConnectionTrait;
use vigie::audit;

use crate::{
    app::{SERIOUS, TestApp, json_of},
    journeys,
};

journeys![the_trail_holds_and_names_who_did_what, a_changed_row_is_named, a_removed_row_is_missed];

async fn worked(t: &TestApp) -> vigie::account::Access {
    let organisation = t.organisation("a").await;
    let officer = t.program(&organisation, Role::Officer).await;
    let case = officer.serious_case().await;
    let path = format!("/api/v1/cases/{}", case["id"].as_str().unwrap());
    officer.send(&format!("{path}/take"), &serde_json::json!({ "version": 1 })).await;
    officer.get(&format!("{path}/report.pdf")).await;
    t.deliver().await;
    organisation
}

async fn the_trail_holds_and_names_who_did_what(t: &TestApp) {
    let organisation = worked(t).await;
    let found = audit::verify(t.app.db.read(), organisation.organisation.id).await.unwrap();
    assert_eq!(found.broken, None);
    let auditor = t.program(&organisation, Role::Auditor).await;
    let trail = json_of(auditor.get("/api/v1/audit?limit=200").await).await;
    let trail = trail["items"].as_array().unwrap();
    let actions: Vec<&str> = trail.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    for action in [
        "organisation.added",
        "user.added",
        "post.created",
        "case.opened",
        "case.transition",
        "document.made",
        "mail.sent",
    ] {
        assert!(actions.contains(&action), "{action} is missing in {actions:?}");
    }
    let whole = serde_json::to_string(trail).unwrap();
    for secret in [SERIOUS, "Xarelto", "XARELTO", "lou.m", "officer@"] {
        assert!(!whole.contains(secret), "the trail tells {secret}");
    }
}

async fn a_changed_row_is_named(t: &TestApp) {
    let organisation = worked(t).await;
    t.app.db.read().execute_unprepared("UPDATE audit_entry SET actor = 'somebody' WHERE seq = 4").await.unwrap();
    let found = audit::verify(t.app.db.read(), organisation.organisation.id).await.unwrap();
    assert_eq!(found.broken.map(|broken| broken.seq), Some(4));
    assert_eq!(found.entries, 3, "the entries before it hold");
}

async fn a_removed_row_is_missed(t: &TestApp) {
    let organisation = worked(t).await;
    t.app.db.read().execute_unprepared("DELETE FROM audit_entry WHERE seq = 2").await.unwrap();
    let found = audit::verify(t.app.db.read(), organisation.organisation.id).await.unwrap();
    let broken = found.broken.unwrap();
    assert_eq!((broken.seq, broken.why), (2, "an entry before it is missing"));
}
