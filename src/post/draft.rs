//! From foreign bytes to a [`Draft`]: shape first (serde, validator), then meaning.

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use entity::{PostKind, Speaker};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    engine::Lang,
    error::{Error, Field, Result},
    json,
};

/// Most posts in one request.
pub const MAX_BATCH: usize = 1_000;
/// Longest text, in bytes: three times the longest a large platform accepts.
pub const MAX_TEXT_BYTES: usize = 200_000;
/// Nobody posted on a social page before.
const FIRST_YEAR: i32 = 1990;
/// How far the sender's clock may be ahead of ours.
const CLOCK_SKEW: TimeDelta = TimeDelta::hours(24);

/// A post as a program hands it in.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPost {
    /// Short name of the page.
    #[validate(length(min = 1, max = 64), custom(function = plain))]
    pub page: String,
    /// Id on the platform; with the page it names the post for good.
    #[validate(length(min = 1, max = 512), custom(function = plain))]
    pub external_id: String,
    /// Version of the text, from 1; found by comparing texts when absent.
    #[validate(range(min = 1, max = 1_000_000))]
    pub revision: Option<i32>,
    /// When it was published or edited.
    pub published_at: DateTime<Utc>,
    /// Name or handle of the author.
    #[validate(length(max = 256), custom(function = plain))]
    pub author: Option<String>,
    /// Address of the post.
    #[validate(length(max = 2048), custom(function = plain))]
    pub url: Option<String>,
    /// What sort of publication it is; `comment` by default.
    #[serde(default = "comment")]
    #[schema(value_type = String, example = "comment")]
    pub kind: PostKind,
    /// Who speaks; `visitor` by default.
    #[serde(default = "visitor")]
    #[schema(value_type = String, example = "visitor")]
    pub speaker: Speaker,
    /// Profession of the speaker, when known.
    #[validate(length(max = 128), custom(function = plain))]
    pub profession: Option<String>,
    /// The publication is paid for.
    #[serde(default)]
    pub sponsored: bool,
    /// Language, `fr` or `en`; guessed when absent.
    #[schema(value_type = Option<String>)]
    pub lang: Option<Lang>,
    /// The text.
    #[validate(custom(function = text))]
    pub text: String,
    /// The text it answers.
    #[validate(custom(function = parent))]
    pub parent_text: Option<String>,
}

/// A post that can be reviewed and kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Short name of the page.
    pub page: String,
    /// Id on the platform.
    pub external_id: String,
    /// Version of the text, when the platform counts them.
    pub revision: Option<i32>,
    /// When it was published or edited.
    pub published_at: DateTime<Utc>,
    /// Name or handle of the author.
    pub author: Option<String>,
    /// Address of the post.
    pub url: Option<String>,
    /// What sort of publication it is.
    pub kind: PostKind,
    /// Who speaks.
    pub speaker: Speaker,
    /// Profession of the speaker.
    pub profession: Option<String>,
    /// The publication is paid for.
    pub sponsored: bool,
    /// Language, when told.
    pub lang: Option<Lang>,
    /// The text, never empty.
    pub text: String,
    /// The text it answers.
    pub parent_text: Option<String>,
    /// SHA-256 of the bytes that reached us for this post.
    pub raw_sha256: String,
}

impl Draft {
    /// Reads one post.
    ///
    /// # Errors
    /// [`Error::Invalid`], naming everything that is wrong with it.
    pub fn parse(raw: &[u8], now: DateTime<Utc>) -> Result<Self> {
        let new: NewPost = json::read(raw)?;
        new.validate().map_err(|errors| Error::Invalid(json::fields(&errors)))?;
        if new.published_at > now + CLOCK_SKEW {
            let message = "lies in the future: check the sender's clock and zone";
            return Err(Error::invalid("published_at", "in_future", message));
        }
        if new.published_at.year() < FIRST_YEAR {
            let message = format!("lies before {FIRST_YEAR}: check the sender's clock");
            return Err(Error::invalid("published_at", "too_old", message));
        }
        Ok(Self {
            page: new.page,
            external_id: new.external_id,
            revision: new.revision,
            published_at: new.published_at,
            author: new.author.filter(|author| !author.trim().is_empty()),
            url: new.url,
            kind: new.kind,
            speaker: new.speaker,
            profession: new.profession,
            sponsored: new.sponsored,
            lang: new.lang,
            text: new.text,
            parent_text: new.parent_text.filter(|text| !text.trim().is_empty()),
            raw_sha256: hex::encode(Sha256::digest(raw)),
        })
    }
}

/// Reads a body that holds many posts: a JSON array, or one object a line (NDJSON). Each is good or bad by itself.
///
/// # Errors
/// [`Error::Invalid`] when the array itself cannot be read, or there are none or too many.
pub fn parse_many(body: &[u8], lines: bool, now: DateTime<Utc>) -> Result<Vec<Result<Draft>>> {
    let raw: Vec<&[u8]> = if lines {
        body.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty()).collect()
    } else {
        let items: Vec<&RawValue> = json::read(body)?;
        items.into_iter().map(|item| item.get().as_bytes()).collect()
    };
    if raw.is_empty() || raw.len() > MAX_BATCH {
        let message = format!("expected 1 to {MAX_BATCH} posts, found {}: send them in several requests", raw.len());
        return Err(Error::invalid("", "batch_size", message));
    }
    Ok(raw.into_iter().map(|item| Draft::parse(item.trim_ascii(), now)).collect())
}

fn comment() -> PostKind {
    PostKind::Comment
}

fn visitor() -> Speaker {
    Speaker::Visitor
}

/// One line, no control characters.
fn plain(text: &str) -> Result<(), ValidationError> {
    if text.chars().any(char::is_control) {
        return Err(refuse("control_character", "holds a control character: remove it"));
    }
    Ok(())
}

fn text(text: &str) -> Result<(), ValidationError> {
    if text.trim().is_empty() {
        return Err(refuse("empty", "is empty: a post without words has nothing to review"));
    }
    parent(text)
}

fn parent(text: &str) -> Result<(), ValidationError> {
    if text.len() > MAX_TEXT_BYTES {
        let message = format!("has {} bytes, at most {MAX_TEXT_BYTES} are read: split it", text.len());
        return Err(ValidationError::new("too_long").with_message(message.into()));
    }
    if text.contains('\0') {
        return Err(refuse("nul", "holds a NUL character, which databases cannot keep: replace it by U+FFFD"));
    }
    Ok(())
}

fn refuse(code: &'static str, message: &'static str) -> ValidationError {
    ValidationError::new(code).with_message(message.into())
}

/// Errors as the fields of an item in a batch.
impl From<Error> for Vec<Field> {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(fields) => fields,
            Error::NotFound(what) => {
                vec![Field::new(what, "not_found", format!("no such {what} in your organisation"))]
            }
            other => vec![Field::new("", other.code(), other.to_string())],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-23T10:00:00Z".parse().unwrap()
    }

    fn refused(body: &str) -> (String, &'static str, String) {
        match Draft::parse(body.as_bytes(), now()) {
            Err(Error::Invalid(fields)) => {
                let field = fields.into_iter().next().unwrap();
                (field.path, field.code, field.message)
            }
            other => panic!("expected a refusal, got {other:?}"),
        }
    }

    fn with(text: &str) -> String {
        format!(r#"{{"page":"p","external_id":"1","published_at":"2026-11-22T10:00:00Z","text":{text}}}"#)
    }

    #[test]
    fn a_post_needs_a_page_an_id_a_date_and_a_text() {
        let draft = Draft::parse(with(r#""Bonjour""#).as_bytes(), now()).unwrap();
        assert_eq!((draft.kind, draft.speaker, draft.text.as_str()), (PostKind::Comment, Speaker::Visitor, "Bonjour"));
    }

    #[test]
    fn each_kind_of_bad_text_has_its_own_answer() {
        for (text, code) in [
            (r#""   ""#, "empty"),
            (r#""a\u0000b""#, "nul"),
            (r#""\ud800""#, "syntax"),
            ("12", "wrong_type"),
            (&format!("\"{}\"", "a".repeat(1_000_000)), "too_long"),
        ] {
            assert_eq!(refused(&with(text)).1, code, "{}", text.chars().take(20).collect::<String>());
        }
    }

    #[test]
    fn an_unknown_field_is_named_with_what_was_expected() {
        let (_, code, message) = refused(r#"{"page":"p","txt":"secret words"}"#);
        assert_eq!(code, "unknown_field");
        assert!(message.contains("txt") && message.contains("external_id"), "{message}");
    }

    #[test]
    fn a_refusal_never_repeats_the_text() {
        let (path, code, message) = refused(
            r#"{"page":"p","external_id":"1","published_at":"2026-11-22T10:00:00Z","text":"x","kind":"mon traitement"}"#,
        );
        assert_eq!((path.as_str(), code), ("kind", "unknown_value"));
        assert!(!message.contains("mon traitement") && message.contains("comment"), "{message}");
        let (path, _, message) = refused(&with(r#"["mon traitement"]"#));
        assert_eq!(path, "text");
        assert!(!message.contains("mon traitement"));
    }

    #[test]
    fn right_to_left_marks_and_ten_thousand_emoji_are_a_post_like_another() {
        let text = format!("\"\u{202e}{}\"", "😀".repeat(10_000));
        assert!(Draft::parse(with(&text).as_bytes(), now()).is_ok());
    }

    #[test]
    fn a_date_of_next_week_is_refused() {
        let body = r#"{"page":"p","external_id":"1","published_at":"2026-12-01T10:00:00Z","text":"x"}"#;
        assert_eq!(refused(body).1, "in_future");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_a_draft_or_a_refusal_that_names_what_is_wrong(bytes: Vec<u8>) {
            match Draft::parse(&bytes, now()) {
                Ok(draft) => assert!(!draft.text.trim().is_empty()),
                Err(Error::Invalid(fields)) => assert!(!fields.is_empty()),
                Err(other) => panic!("{other:?}"),
            }
        }

        #[test]
        fn any_text_is_kept_as_it_is_or_refused(text: String) {
            let body = with(&serde_json::Value::from(text.clone()).to_string());
            if let Ok(draft) = Draft::parse(body.as_bytes(), now()) {
                assert_eq!(draft.text, text);
            }
        }
    }

    #[test]
    fn one_bad_item_leaves_the_others_good() {
        let body = format!("[{},{},{}]", with(r#""a""#), with(r#""\ud800""#), with(r#""b""#));
        let items = parse_many(body.as_bytes(), false, now()).unwrap();
        assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
        let mut lines = with(r#""a""#).into_bytes();
        lines.extend_from_slice(b"\n\xff\xfe\n");
        lines.extend(with(r#""b""#).into_bytes());
        let items = parse_many(&lines, true, now()).unwrap();
        assert_eq!(items.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, true]);
    }
}
