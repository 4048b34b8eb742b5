//! Configuration from `VIGIE_*` variables, one struct per concern, checked at start.

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// Everything the program can be told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the program keeps its own files. Read from `VIGIE_HOME`; `var` by default.
    pub home: PathBuf,
    /// The database.
    pub database: DatabaseConfig,
    /// The web server.
    pub web: WebConfig,
    /// Mail.
    pub mail: MailConfig,
    /// A folder of policy packs that replaces the embedded ones. Read from `VIGIE_POLICIES`.
    pub policies: Option<PathBuf>,
    /// What to log, as `tracing` filters. Read from `VIGIE_LOG`; `info` by default.
    pub log: String,
}

/// Where the rows are.
#[derive(Clone, Debug)]
pub struct DatabaseConfig {
    /// Read from `VIGIE_DATABASE_URL`: `postgres://…` or `sqlite://…`; a SQLite file in the home by default.
    pub url: SecretString,
}

/// How the web server is reached.
#[derive(Clone, Debug)]
pub struct WebConfig {
    /// Read from `VIGIE_LISTEN`; `127.0.0.1:8080` by default.
    pub listen: SocketAddr,
    /// Address people type, used in mails. Read from `VIGIE_PUBLIC_URL`; `http://<listen>` by default.
    pub public_url: Url,
}

/// How mail leaves.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// Read from `VIGIE_SMTP_URL`: `smtp://`, `smtps://`, with `?tls=required` for STARTTLS; `.eml` files when unset.
    pub smtp_url: Option<SecretString>,
    /// Sender. Read from `VIGIE_MAIL_FROM`; `Vigie <vigie@localhost>` by default.
    pub from: String,
    /// Longest wait for a connection; a whole delivery may take twice as long. Read from `VIGIE_SMTP_TIMEOUT_S`, in seconds; 30 by default.
    pub timeout: Duration,
}

/// A variable that cannot be used, and what to do about it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{variable}: {problem}")]
pub struct ConfigError {
    /// The variable.
    pub variable: String,
    /// What is wrong with it and what was expected; never its value.
    pub problem: String,
}

/// The home where none is set.
const HOME: &str = "var";

const KNOWN: [&str; 10] = [
    "VIGIE_DATABASE_URL",
    "VIGIE_HOME",
    "VIGIE_LISTEN",
    "VIGIE_LOG",
    "VIGIE_MAIL_FROM",
    "VIGIE_POLICIES",
    "VIGIE_PUBLIC_URL",
    "VIGIE_SMTP_TIMEOUT_S",
    "VIGIE_SMTP_URL",
    // Read by the test suite alone; harmless when it is set beside the program.
    "VIGIE_TEST_DATABASE_URL",
];

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// At the first variable that is unknown or cannot be used.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
    pub fn from_env() -> Result<Self, ConfigError> {
        let vars = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value)))
            .filter(|(name, _)| name.starts_with("VIGIE_"))
            .map(|(name, value)| match value.into_string() {
                Ok(value) => Ok((name, value)),
                Err(_) => Err(error(&name, "is not valid UTF-8")),
            })
            .collect::<Result<_, _>>()?;
        Self::from_vars(vars)
    }

    /// Reads the given variables.
    ///
    /// # Errors
    /// At the first variable that is unknown or cannot be used.
    pub fn from_vars(mut vars: BTreeMap<String, String>) -> Result<Self, ConfigError> {
        if let Some(unknown) = vars.keys().find(|name| !KNOWN.contains(&name.as_str())) {
            return Err(error(unknown, &format!("is not a setting of Vigie; known settings: {}", KNOWN.join(", "))));
        }
        vars.retain(|_, value| !value.trim().is_empty());
        let home = PathBuf::from(vars.remove("VIGIE_HOME").unwrap_or_else(|| HOME.into()));
        let listen: SocketAddr = match vars.remove("VIGIE_LISTEN") {
            Some(text) => text
                .parse()
                .map_err(|_| error("VIGIE_LISTEN", "expected an address and port such as 127.0.0.1:8080"))?,
            None => SocketAddr::from(([127, 0, 0, 1], 8080)),
        };
        let public_url = vars.remove("VIGIE_PUBLIC_URL").unwrap_or_else(|| format!("http://{listen}"));
        let mail = MailConfig {
            smtp_url: vars.remove("VIGIE_SMTP_URL").map(smtp_url).transpose()?,
            timeout: smtp_timeout(vars.remove("VIGIE_SMTP_TIMEOUT_S"))?,
            from: vars.remove("VIGIE_MAIL_FROM").unwrap_or_else(|| "Vigie <vigie@localhost>".into()),
        };
        mail.from
            .parse::<lettre::message::Mailbox>()
            .map_err(|_| error("VIGIE_MAIL_FROM", "expected a sender such as Vigie <vigie@hopital.example>"))?;
        Ok(Self {
            database: DatabaseConfig { url: database_url(vars.remove("VIGIE_DATABASE_URL"), &home)? },
            web: WebConfig { listen, public_url: web_url(&public_url)? },
            mail,
            policies: vars.remove("VIGIE_POLICIES").map(PathBuf::from),
            log: vars.remove("VIGIE_LOG").unwrap_or_else(|| "info".into()),
            home,
        })
    }
}

/// Where the program keeps its own files, for commands that need no other setting.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn home() -> PathBuf {
    std::env::var_os("VIGIE_HOME").filter(|home| !home.is_empty()).unwrap_or_else(|| HOME.into()).into()
}

/// Whether output may be coloured: <https://no-color.org>.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub fn colours_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

impl DatabaseConfig {
    /// The rows are in SQLite.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.url.expose_secret().starts_with("sqlite:")
    }
}

impl WebConfig {
    /// Browsers reach us over TLS, so cookies may be `Secure`.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

fn database_url(url: Option<String>, home: &std::path::Path) -> Result<SecretString, ConfigError> {
    let url = url.unwrap_or_else(|| format!("sqlite://{}?mode=rwc", home.join("vigie.db").display()));
    if ["postgres://", "postgresql://", "sqlite:"].iter().any(|scheme| url.starts_with(scheme)) {
        Ok(url.into())
    } else {
        Err(error("VIGIE_DATABASE_URL", "expected postgres://user:password@host/name or sqlite://file.db"))
    }
}

fn web_url(text: &str) -> Result<Url, ConfigError> {
    Url::parse(text)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && url.path() == "/")
        .ok_or_else(|| {
            error("VIGIE_PUBLIC_URL", "expected an address without a path, such as https://vigie.hopital.example")
        })
}

fn smtp_timeout(text: Option<String>) -> Result<Duration, ConfigError> {
    let seconds = text.map_or(Ok(30), |text| text.parse()).ok().filter(|seconds| (1..=100).contains(seconds));
    seconds.map(Duration::from_secs).ok_or_else(|| error("VIGIE_SMTP_TIMEOUT_S", "expected 1 to 100 seconds"))
}

fn smtp_url(text: String) -> Result<SecretString, ConfigError> {
    Url::parse(&text)
        .ok()
        .filter(|url| matches!(url.scheme(), "smtp" | "smtps") && url.has_host())
        .map(|_| text.into())
        .ok_or_else(|| {
            error("VIGIE_SMTP_URL", "expected smtp://user:password@host:587?tls=required or smtps://user:password@host")
        })
}

fn error(variable: &str, problem: &str) -> ConfigError {
    ConfigError { variable: variable.into(), problem: problem.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(vars: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::from_vars(vars.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect())
    }

    #[test]
    fn nothing_set_means_sqlite_in_var_and_loopback() {
        let config = read(&[]).unwrap();
        assert_eq!(config.database.url.expose_secret(), "sqlite://var/vigie.db?mode=rwc");
        assert_eq!(config.web.public_url.as_str(), "http://127.0.0.1:8080/");
        assert!(config.mail.smtp_url.is_none());
    }

    #[test]
    fn a_misspelt_setting_is_refused_by_name() {
        let refused = read(&[("VIGIE_DATABSE_URL", "x")]).unwrap_err();
        assert_eq!(refused.variable, "VIGIE_DATABSE_URL");
        assert!(refused.problem.contains("VIGIE_DATABASE_URL"));
    }

    #[test]
    fn a_wrong_value_is_refused_without_repeating_it() {
        for (name, value) in [
            ("VIGIE_LISTEN", "hunter2"),
            ("VIGIE_DATABASE_URL", "mysql://hunter2"),
            ("VIGIE_SMTP_URL", "hunter2"),
            ("VIGIE_PUBLIC_URL", "hunter2"),
            ("VIGIE_MAIL_FROM", "hunter2"),
        ] {
            let refused = read(&[(name, value)]).unwrap_err();
            assert_eq!(refused.variable, name);
            assert!(!refused.to_string().contains("hunter2"), "{refused}");
        }
    }

    #[test]
    fn secrets_stay_out_of_debug_output() {
        let config = read(&[("VIGIE_SMTP_URL", "smtp://me:hunter2@mail.example")]).unwrap();
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
