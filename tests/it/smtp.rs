//! A mail server on loopback that can be told how to behave. It speaks just enough of RFC 5321 for a real client.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use crate::plain;

plain![the_server_takes_what_a_client_sends];

/// What the server does with the next mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// Takes them.
    Accepts,
    /// Answers this to the recipient.
    Answers(u16),
    /// Breaks the connection off after `DATA`.
    Drops,
    /// Never answers again after `DATA`.
    Stalls,
    /// Refuses the sign-in.
    RefusesSignIn,
}

/// A running server.
#[derive(Clone)]
pub struct Smtp {
    pub address: SocketAddr,
    state: Arc<Mutex<(Mood, Vec<String>)>>,
}

impl Smtp {
    /// Starts on a free port, on the current runtime.
    pub async fn start(mood: Mood) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self { address: listener.local_addr().unwrap(), state: Arc::new(Mutex::new((mood, Vec::new()))) };
        let clerk = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let clerk = clerk.clone();
                tokio::spawn(async move { clerk.talk(stream).await.ok() });
            }
        });
        server
    }

    pub fn mood(&self, mood: Mood) {
        self.state.lock().unwrap().0 = mood;
    }

    /// Every mail taken so far, headers and all.
    pub fn taken(&self) -> Vec<String> {
        self.state.lock().unwrap().1.clone()
    }

    fn now(&self) -> Mood {
        self.state.lock().unwrap().0
    }

    async fn talk(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 sink ready\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let command = line.to_ascii_uppercase();
            let answer = match (self.now(), command.as_str()) {
                (_, line) if line.starts_with("EHLO") => {
                    "250-sink\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME\r\n".to_owned()
                }
                (Mood::RefusesSignIn, line) if line.starts_with("AUTH") => "535 5.7.8 no\r\n".to_owned(),
                (_, line) if line.starts_with("AUTH") => "235 2.7.0 yes\r\n".to_owned(),
                (Mood::Answers(code), line) if line.starts_with("RCPT") => format!("{code} because\r\n"),
                (_, "DATA") => {
                    write.write_all(b"354 go on\r\n").await?;
                    let mut mail = String::new();
                    while let Some(line) = lines.next_line().await? {
                        if line == "." {
                            break;
                        }
                        mail.push_str(&line);
                        mail.push('\n');
                    }
                    match self.now() {
                        Mood::Drops => return Ok(()),
                        Mood::Stalls => std::future::pending::<()>().await,
                        _ => self.state.lock().unwrap().1.push(mail),
                    }
                    "250 taken\r\n".to_owned()
                }
                (_, "QUIT") => {
                    write.write_all(b"221 bye\r\n").await?;
                    return Ok(());
                }
                _ => "250 fine\r\n".to_owned(),
            };
            write.write_all(answer.as_bytes()).await?;
        }
        Ok(())
    }
}

fn the_server_takes_what_a_client_sends() {
    use lettre::{SmtpTransport, Transport};
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let smtp = runtime.block_on(Smtp::start(Mood::Accepts));
    let message = lettre::Message::builder()
        .from("a@a.example".parse().unwrap())
        .to("b@b.example".parse().unwrap())
        .subject("Bonjour")
        .body("été".to_owned())
        .unwrap();
    let client = SmtpTransport::builder_dangerous("127.0.0.1").port(smtp.address.port()).build();
    client.send(&message).unwrap();
    assert!(smtp.taken()[0].contains("Subject: Bonjour"));
}
