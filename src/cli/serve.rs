//! `vigie serve`: the web application, the API and the mail worker, until a signal asks to stop.

use std::process::ExitCode;

use actix_web::{rt, web::Data};
use clap::{Args, ValueEnum};
use tokio::sync::watch;

use super::{Answer, app};
use crate::{account, app::App, mail, web};

/// Serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// What this process does.
    #[arg(long, value_enum, default_value = "all")]
    role: Duty,
    /// Check settings, policies, templates and the database, then end.
    #[arg(long)]
    check: bool,
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Duty {
    /// Everything.
    All,
    /// The web application and the API.
    Web,
    /// The mail worker.
    Worker,
}

impl Serve {
    /// Runs it.
    pub async fn run(self) -> Answer {
        let app = app().await?;
        if self.check {
            say!("settings, policies ({}), templates and database are in order", app.engine.policy().release);
            return Ok(ExitCode::SUCCESS);
        }
        // The demonstration's accounts have passwords on a screen somewhere: they end where real work begins.
        for email in account::demo_accounts(&app).await? {
            account::remove_password(&app, &email).await?;
            tracing::warn!("a demonstration account was closed");
        }
        if account::organisations(&app).await?.is_empty() {
            tracing::info!(
                "no organisation yet: `vigie org add`, `vigie user add` and `vigie page add` make the first"
            );
        }
        serve(app, self.role).await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Serves until SIGTERM or Ctrl-C, then finishes what is in hand.
pub(super) async fn serve(app: Data<App>, duty: Duty) -> anyhow::Result<()> {
    let (stop, stopped) = watch::channel(false);
    let worker = (duty != Duty::Web).then(|| rt::spawn(mail::worker::run(app.clone(), stopped)));
    if duty == Duty::Worker {
        tracing::info!("the mail worker runs");
        wait_for_signal().await?;
    } else {
        let listen = app.config.web.listen;
        let (server, address) = web::server(app.clone()).map_err(|error| port_remedy(&error, listen))?;
        tracing::info!(%address, public_url = %app.config.web.public_url, "listening");
        server.await?;
    }
    stop.send_replace(true);
    app.mail_bell.notify_waiters();
    if let Some(worker) = worker {
        worker.await?;
    }
    Ok(())
}

async fn wait_for_signal() -> anyhow::Result<()> {
    #[cfg(unix)]
    {
        let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => {}
            done = tokio::signal::ctrl_c() => done?,
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn port_remedy(error: &std::io::Error, listen: std::net::SocketAddr) -> anyhow::Error {
    match error.kind() {
        std::io::ErrorKind::AddrInUse => anyhow::anyhow!(
            "{listen} is in use by another program: stop it, or choose another address, e.g. VIGIE_LISTEN=127.0.0.1:8081"
        ),
        std::io::ErrorKind::PermissionDenied => {
            anyhow::anyhow!("{listen} needs more rights: choose a port above 1023 in VIGIE_LISTEN")
        }
        _ => anyhow::anyhow!("{listen} cannot be listened on ({error}): check VIGIE_LISTEN"),
    }
}
