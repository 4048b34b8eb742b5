//! The embedded templates and the few functions they may call.
//!
//! One engine per language, so that no template has to say which language it wants.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use rust_embed::RustEmbed;
use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use super::error::ViewError;
use super::lang::Lang;
use super::text::{Arg, text};
use super::{asset, mail, page, time};

/// The folder of templates and static files, embedded in the binary.
#[derive(RustEmbed)]
#[folder = "templates"]
pub(super) struct Embedded;

/// Parses every embedded template for one language and checks that all rendered names are there.
pub(super) fn load(lang: Lang) -> Result<Tera, ViewError> {
    let mut tera = Tera::new();
    // Functions first: Tera refuses a template that calls an unknown one.
    register(&mut tera, lang);
    tera.add_raw_templates(sources()?)?;
    match names().into_iter().find(|name| !tera.contains_template(name)) {
        Some(name) => Err(ViewError::MissingTemplate(name)),
        None => Ok(tera),
    }
}

/// Name and text of every embedded template, in the order of their names.
pub(super) fn sources() -> Result<Vec<(String, String)>, ViewError> {
    let is_template = |name: &str| name.rsplit_once('.').is_some_and(|(_, kind)| matches!(kind, "html" | "txt"));
    let mut names: Vec<_> = Embedded::iter().filter(|name| is_template(name)).map(Cow::into_owned).collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let file = Embedded::get(&name).ok_or_else(|| ViewError::MissingTemplate(name.clone()))?;
            let text = String::from_utf8(file.data.into_owned()).map_err(|_| ViewError::NotUtf8(name.clone()))?;
            Ok((name, text))
        })
        .collect()
}

/// Every template that the program renders by name.
fn names() -> Vec<String> {
    let pages = page::NAMES.iter().map(|name| (*name).to_owned());
    let mails = mail::NAMES
        .iter()
        .flat_map(|name| ["subject.txt", "body.txt", "body.html"].map(|file| format!("mail/{name}/{file}")));
    pages.chain(mails).collect()
}

fn register(tera: &mut Tera, lang: Lang) {
    tera.register_function("t", move |args: Kwargs, _: &State| translate(lang, &args));
    tera.register_function("label", move |args: Kwargs, _: &State| -> TeraResult<String> {
        let key = format!("{}-{}", args.must_get::<&str>("of")?, args.must_get::<&str>("code")?);
        text(lang, &key, &[]).map_err(Error::message)
    });
    tera.register_function("day", move |args: Kwargs, _: &State| -> TeraResult<String> {
        let on: NaiveDate = args.must_get::<&str>("on")?.parse().map_err(Error::message)?;
        time::day(lang, on).map_err(Error::message)
    });
    tera.register_function("moment", move |args: Kwargs, _: &State| -> TeraResult<String> {
        let (at, zone) = instant(&args)?;
        time::moment(lang, at, zone).map_err(Error::message)
    });
    tera.register_function("day_of", move |args: Kwargs, _: &State| -> TeraResult<String> {
        let (at, zone) = instant(&args)?;
        time::day(lang, at.with_timezone(&zone).date_naive()).map_err(Error::message)
    });
    tera.register_function("number", move |args: Kwargs, _: &State| -> TeraResult<String> {
        Ok(grouped(lang, args.must_get("of")?))
    });
    tera.register_function("asset", |args: Kwargs, _: &State| -> TeraResult<String> {
        let name = args.must_get::<&str>("name")?;
        asset::address(name).ok_or_else(|| Error::message(format!("no static file {name}")))
    });
}

/// `t(key="…", variable=value, …)`: a text with its variables.
fn translate(lang: Lang, args: &Kwargs) -> TeraResult<String> {
    let key = args.must_get::<&str>("key")?;
    let mut variables = Vec::new();
    for (name, value) in args.iter() {
        match name.as_str() {
            Some("key") | None => {}
            Some(name) => variables.push((name, variable(value)?)),
        }
    }
    text(lang, key, &variables).map_err(Error::message)
}

fn variable(value: &Value) -> TeraResult<Arg<'_>> {
    match (value.as_str(), value.as_i64()) {
        (Some(text), _) => Ok(Arg::Text(text)),
        (None, Some(number)) => Ok(Arg::Number(number)),
        (None, None) => Err(Error::message("a variable of a text is a string or a whole number")),
    }
}

fn instant(args: &Kwargs) -> TeraResult<(DateTime<Utc>, Tz)> {
    let at = args.must_get::<&str>("at")?.parse().map_err(Error::message)?;
    let zone = args.must_get::<&str>("zone")?.parse().map_err(Error::message)?;
    Ok((at, zone))
}

/// A whole number with its thousands apart: 12 345 in French (narrow no-break space), 12,345 in English.
fn grouped(lang: Lang, number: u64) -> String {
    let separator = match lang {
        Lang::Fr => '\u{202f}',
        Lang::En => ',',
    };
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Lang, grouped};

    #[test]
    fn thousands_are_set_apart_as_each_language_does() {
        assert_eq!(grouped(Lang::Fr, 1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(grouped(Lang::En, 100_000), "100,000");
        assert_eq!(grouped(Lang::Fr, 999), "999");
        assert_eq!(grouped(Lang::En, 0), "0");
    }
}
