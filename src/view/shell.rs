use chrono_tz::Tz;
use serde::Serialize;

use super::label::{Flash, Label, Nav, Role};
use super::lang::Lang;

/// What surrounds every page: who reads, where he is, in which language and zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shell {
    /// Language of the page.
    pub lang: Lang,
    /// Zone of the organisation: every hour is shown in it.
    pub zone: Tz,
    /// The signed-in user; none on the sign-in page.
    pub user: Option<CurrentUser>,
    /// The entry of the navigation that this page belongs to.
    pub nav: Option<Nav>,
    /// The entries that the user may open; the others are not shown.
    pub entries: Vec<Nav>,
    /// Path and query of this page, where the language switch comes back to.
    pub path: String,
    /// What to tell about the last action.
    pub flash: Option<Flash>,
}

/// The signed-in user, as shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CurrentUser {
    /// Name people read.
    pub name: String,
    /// What he may do.
    pub role: Role,
    /// Name of the organisation.
    pub organisation: String,
}

impl Shell {
    /// The shell of a page that needs no session; every entry is open to the user one adds to it.
    #[must_use]
    pub fn signed_out(lang: Lang, zone: Tz, path: &str) -> Self {
        Self { lang, zone, user: None, nav: None, entries: Nav::ALL.to_vec(), path: path.to_owned(), flash: None }
    }
}

/// What the layout reads of a shell.
#[derive(Serialize)]
pub(super) struct ShellView<'a> {
    user: Option<&'a CurrentUser>,
    nav: Option<Nav>,
    entries: &'a [Nav],
    path: &'a str,
    flash: Option<FlashView>,
}

#[derive(Serialize)]
struct FlashView {
    code: Flash,
    tone: &'static str,
}

impl<'a> From<&'a Shell> for ShellView<'a> {
    fn from(shell: &'a Shell) -> Self {
        let flash = shell.flash.map(|code| FlashView { code, tone: code.tone() });
        Self { user: shell.user.as_ref(), nav: shell.nav, entries: &shell.entries, path: &shell.path, flash }
    }
}
