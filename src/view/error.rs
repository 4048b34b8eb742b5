use thiserror::Error;

/// Why the view could not be prepared or a page could not be rendered.
#[derive(Debug, Error)]
pub enum ViewError {
    /// A template does not parse, or refers to something that its context does not hold.
    #[error("template: {0}")]
    Template(#[from] tera::Error),
    /// A template that the program renders is not embedded.
    #[error("template {0} is missing")]
    MissingTemplate(String),
    /// A text is missing in one language, or one of its variables was not given.
    #[error("text {key} in {lang}: {why}")]
    Text {
        /// Key of the text.
        key: String,
        /// Language code.
        lang: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// An embedded file is not UTF-8.
    #[error("template {0} is not UTF-8")]
    NotUtf8(String),
    /// A page context uses a name that belongs to the layout.
    #[error("a page may not name a field {0}: the layout owns it")]
    ReservedName(&'static str),
}
