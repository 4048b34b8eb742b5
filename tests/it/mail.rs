//! Mail through a real server: taken, refused, broken off, stalled, away.

use std::time::Duration;

use chrono::TimeDelta;
use entity::{MailState, Role};
use secrecy::SecretString;
use vigie::{
    app::App,
    config::MailConfig,
    mail::{self, Outcome, Transport, outbox},
};

use crate::{
    app::{TestApp, json_of},
    journeys,
    smtp::{Mood, Smtp},
};

journeys![
    the_server_takes_one_mail_for_each_officer,
    a_busy_server_is_tried_again_after_a_minute,
    a_refused_recipient_is_given_up_and_seen,
    a_broken_connection_loses_nothing,
    a_server_that_stalls_is_left_and_tried_again,
    an_absent_server_is_tried_for_three_days,
    a_refused_sign_in_is_no_reason_to_give_up,
    a_dead_worker_is_replaced_when_its_lease_runs_out,
    a_late_answer_of_a_replaced_worker_is_not_recorded,
    the_mail_speaks_the_readers_language,
];

/// Opens a case and answers its mail's state, attempts and last error after one delivery through the server.
async fn through(t: &TestApp, smtp: &Smtp) -> (MailState, i32, Option<String>) {
    deliver_through(&t.app, &format!("smtp://user:secret@{}", smtp.address)).await;
    state(t).await
}

/// Delivers everything that is due through another way out than the test's folder.
async fn deliver_through(app: &App, url: &str) {
    let config = MailConfig {
        smtp_url: Some(SecretString::from(url)),
        from: "Vigie <vigie@hopital.example>".into(),
        timeout: Duration::from_secs(1),
    };
    let transport = Transport::new(&config, "unused".into()).unwrap();
    while let Some(row) = outbox::claim(app).await.unwrap() {
        let letter = mail::worker::letter(app, &row).unwrap();
        let outcome = transport.deliver(letter).await;
        outbox::record(app, &row, &outcome).await.unwrap();
    }
}

async fn state(t: &TestApp) -> (MailState, i32, Option<String>) {
    let organisation = vigie::account::organisation_by_slug(&t.app, "a").await.unwrap();
    let cases = vigie::case::list(t.app.db.read(), organisation.id, &vigie::case::Filter::default(), 1).await.unwrap();
    let mails = outbox::of_case(t.app.db.read(), organisation.id, cases[0].id).await.unwrap();
    (mails[0].state, mails[0].attempts, mails[0].last_error.clone())
}

async fn case(t: &TestApp) {
    let organisation = t.organisation("a").await;
    t.program(&organisation, Role::Officer).await.serious_case().await;
}

async fn the_server_takes_one_mail_for_each_officer(t: &TestApp) {
    let organisation = t.organisation("a").await;
    let second = vigie::account::NewUser {
        email: "second@a.example".into(),
        name: "Renée Été".into(),
        language: "en".into(),
        role: Role::Officer,
        ends_at: None,
        password: None,
        demo: false,
    };
    vigie::account::add_user(&t.app, &organisation, second).await.unwrap();
    t.program(&organisation, Role::Officer).await.serious_case().await;
    let smtp = Smtp::start(Mood::Accepts).await;
    assert_eq!(through(t, &smtp).await.0, MailState::Sent);
    let taken = smtp.taken();
    assert_eq!(taken.len(), 2);
    let mut ids: Vec<&str> =
        taken.iter().filter_map(|mail| mail.lines().find(|line| line.starts_with("Message-ID:"))).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 2, "each mail has an id of its own");
    assert!(taken.iter().any(|mail| mail.contains("=?utf-8?b?UmVuw6ll")), "a name with accents arrives whole");
    assert!(taken.iter().all(|mail| mail.contains("Auto-Submitted: auto-generated")));
}

async fn a_busy_server_is_tried_again_after_a_minute(t: &TestApp) {
    case(t).await;
    let smtp = Smtp::start(Mood::Answers(451)).await;
    let (now, attempts, why) = through(t, &smtp).await;
    assert_eq!((now, attempts), (MailState::Queued, 1));
    assert_eq!(why.as_deref(), Some("the mail server answered 451"));
    smtp.mood(Mood::Accepts);
    assert_eq!(through(t, &smtp).await.1, 1, "not yet");
    t.app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(through(t, &smtp).await.0, MailState::Sent);
    assert_eq!(smtp.taken().len(), 1);
}

async fn a_refused_recipient_is_given_up_and_seen(t: &TestApp) {
    case(t).await;
    let smtp = Smtp::start(Mood::Answers(550)).await;
    assert_eq!(through(t, &smtp).await.0, MailState::GaveUp);
    let organisation = vigie::account::organisation_by_slug(&t.app, "a").await.unwrap();
    let access = vigie::account::Access::operator(organisation);
    let browser = t.browser(&access, Role::Officer).await;
    let officer = t.program(&access, Role::Officer).await;
    let cases = json_of(officer.get("/api/v1/cases").await).await;
    let page = browser.get(&format!("/cases/{}", cases["items"][0]["id"].as_str().unwrap())).await;
    let page = page.text().await.unwrap();
    assert!(page.contains("550"), "the case page shows what the server said");
    assert!(page.contains("o***@a.example") && !page.contains("officer@a.example"), "the address is masked");
}

async fn a_broken_connection_loses_nothing(t: &TestApp) {
    case(t).await;
    let smtp = Smtp::start(Mood::Drops).await;
    assert_eq!(through(t, &smtp).await.0, MailState::Queued);
    smtp.mood(Mood::Accepts);
    t.app.clock.advance(TimeDelta::minutes(1));
    assert_eq!(through(t, &smtp).await.0, MailState::Sent);
}

async fn a_server_that_stalls_is_left_and_tried_again(t: &TestApp) {
    case(t).await;
    let smtp = Smtp::start(Mood::Stalls).await;
    let (now, _, why) = through(t, &smtp).await;
    assert_eq!((now, why.as_deref()), (MailState::Queued, Some("the mail server did not finish in time")));
}

async fn an_absent_server_is_tried_for_three_days(t: &TestApp) {
    case(t).await;
    let (mut attempts, mut hours) = (0, 0);
    while state(t).await.0 == MailState::Queued {
        deliver_through(&t.app, "smtp://127.0.0.1:1").await;
        attempts += 1;
        t.app.clock.advance(TimeDelta::hours(6));
        hours += 6;
        assert!(hours <= 78, "it goes on for ever");
    }
    assert_eq!(state(t).await.0, MailState::GaveUp);
    assert!((12..=14).contains(&attempts), "{attempts} attempts");
}

async fn a_refused_sign_in_is_no_reason_to_give_up(t: &TestApp) {
    case(t).await;
    let smtp = Smtp::start(Mood::RefusesSignIn).await;
    assert_eq!(through(t, &smtp).await.0, MailState::Queued, "the password will be mended");
}

async fn a_dead_worker_is_replaced_when_its_lease_runs_out(t: &TestApp) {
    case(t).await;
    let dead = outbox::claim(&t.app).await.unwrap().expect("a mail");
    assert!(outbox::claim(&t.app).await.unwrap().is_none(), "somebody has it");
    t.app.clock.advance(outbox::LEASE);
    let taken = outbox::claim(&t.app).await.unwrap().expect("it is free again");
    assert_eq!((taken.id, taken.attempts), (dead.id, 2));
    outbox::record(&t.app, &taken, &Outcome::Sent).await.unwrap();
}

async fn a_late_answer_of_a_replaced_worker_is_not_recorded(t: &TestApp) {
    case(t).await;
    let slow = outbox::claim(&t.app).await.unwrap().expect("a mail");
    t.app.clock.advance(outbox::LEASE);
    let quick = outbox::claim(&t.app).await.unwrap().expect("the same mail");
    outbox::record(&t.app, &quick, &Outcome::Sent).await.unwrap();
    outbox::record(&t.app, &slow, &Outcome::Refused("late".into())).await.unwrap();
    assert_eq!(state(t).await, (MailState::Sent, 2, None));
}

async fn the_mail_speaks_the_readers_language(t: &TestApp) {
    case(t).await;
    t.deliver().await;
    let mail = t.mails().pop().unwrap();
    assert!(mail.contains("Bonjour") && mail.contains("text/html") && mail.contains("text/plain"));
}
