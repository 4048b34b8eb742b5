//! The process is killed in the middle of its work; what was acknowledged is there, nothing is half there or twice.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Stdio},
    time::Duration,
};

use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{app::SERIOUS, cli::vigie, plain};

plain![a_kill_during_batches_loses_nothing_that_was_acknowledged];

const BATCH: usize = 20;

/// Starts the real program and waits until it listens.
fn serve(folder: &TempDir, address: &str) -> Child {
    let mut child =
        vigie(folder.path()).arg("serve").env("VIGIE_LISTEN", address).stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    assert!(lines.by_ref().map_while(Result::ok).any(|line| line.contains("listening")), "the server did not start");
    // Somebody must go on reading, or the server blocks on a full pipe.
    std::thread::spawn(move || lines.for_each(drop));
    child
}

fn a_kill_during_batches_loses_nothing_that_was_acknowledged() {
    let folder = TempDir::new().unwrap();
    let shell = |arguments: &[&str]| -> Value {
        let output = vigie(folder.path()).args(arguments).arg("--json").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    shell(&["org", "add", "a", "--name", "A", "--kind", "hospital"]);
    shell(&["user", "add", "--org", "a", "--email", "x@a.example", "--name", "X", "--role", "officer"]);
    shell(&["page", "add", "page", "--org", "a", "--name", "P", "--platform", "facebook"]);
    let token = shell(&["token", "add", "--org", "a", "--name", "t", "--role", "officer"])[0]["token"].clone();
    let token = token.as_str().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("127.0.0.1:{port}");

    let mut child = serve(&folder, &address);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let acknowledged = runtime.block_on(async {
        let sender = |lane: usize| send_until_refused(address.clone(), token.to_owned(), lane);
        let lanes: Vec<_> = (0..3).map(|lane| tokio::spawn(sender(lane))).collect();
        tokio::time::sleep(Duration::from_millis(900)).await;
        child.kill().unwrap();
        let mut total = 0;
        for lane in lanes {
            total += lane.await.unwrap();
        }
        total
    });
    child.wait().unwrap();
    assert!(acknowledged > 0, "nothing was acknowledged before the kill");

    let mut child = serve(&folder, &address);
    let (posts, cases, mails) = runtime.block_on(async {
        let client = Client::new();
        let posts = count(&client, &address, token, "posts").await;
        let cases = count(&client, &address, token, "cases").await;
        (posts, cases, wait_for_mails(&folder, cases).await)
    });
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(posts >= acknowledged, "{acknowledged} posts were acknowledged, {posts} are there");
    assert_eq!(posts % BATCH, 0, "a batch is there whole or not at all");
    assert_eq!(cases, posts, "each of these posts opens a case");
    assert_eq!(mails, cases, "each case is mailed once");
    let verify = vigie(folder.path()).args(["audit", "verify"]).output().unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}

/// Sends batches of reports until the server is gone; answers how many posts were acknowledged.
async fn send_until_refused(address: String, token: String, lane: usize) -> usize {
    let client = Client::new();
    let mut acknowledged = 0;
    for round in 0.. {
        let post = |n: usize| {
            json!({
                "page": "page", "external_id": format!("{lane}-{round}-{n}"),
                "published_at": "2026-11-22T09:00:00Z", "text": SERIOUS,
            })
        };
        let batch: Vec<Value> = (0..BATCH).map(post).collect();
        let sent = client.post(format!("http://{address}/api/v1/posts")).bearer_auth(&token).json(&batch).send().await;
        match sent {
            Ok(answer) if answer.status() == 200 => acknowledged += BATCH,
            _ => break,
        }
    }
    acknowledged
}

async fn count(client: &Client, address: &str, token: &str, what: &str) -> usize {
    let (mut total, mut path) = (0, format!("/api/v1/{what}?limit=200"));
    loop {
        let answer = client.get(format!("http://{address}{path}")).bearer_auth(token).send().await.unwrap();
        let page: Value = answer.json().await.unwrap();
        total += page["items"].as_array().unwrap().len();
        let Some(next) = page["next"].as_str() else { return total };
        path = format!("/api/v1/{what}?limit=200&cursor={next}");
    }
}

/// Mails claimed by the killed process are free again only when their lease runs out, so the outbox tells more than
/// the folder: every case has one promised mail, sent or still to be sent.
async fn wait_for_mails(folder: &TempDir, cases: usize) -> usize {
    use sea_orm::{ConnectionTrait, Database, Statement};
    let connection =
        Database::connect(format!("sqlite://{}", folder.path().join("var/vigie.db").display())).await.unwrap();
    let count = |sql: &'static str| {
        let connection = &connection;
        async move {
            let row = connection.query_one_raw(Statement::from_string(sea_orm::DbBackend::Sqlite, sql)).await.unwrap();
            usize::try_from(row.unwrap().try_get::<i64>("", "n").unwrap()).unwrap()
        }
    };
    for _ in 0..100 {
        if count("SELECT COUNT(*) AS n FROM outbox WHERE state = 'queued'").await == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let files = std::fs::read_dir(folder.path().join("var/mail")).unwrap().count();
    let held = count("SELECT COUNT(*) AS n FROM outbox WHERE state = 'sending'").await;
    assert!(files <= cases && files + held >= cases, "{files} files and {held} held for {cases} cases");
    count("SELECT COUNT(*) AS n FROM outbox").await
}
