//! The style sheet and the pictures, embedded in the binary.

use std::borrow::Cow;
use std::fmt::Write as _;

use rust_embed::EmbeddedFile;

use super::template::Embedded;

/// A static file, ready to answer with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaticFile {
    /// Media type, with its charset.
    pub mime: &'static str,
    /// The bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Strong entity tag, with its quotes.
    pub etag: String,
}

/// The embedded static file of that name, as in `/static/<name>`.
#[must_use]
pub fn static_file(name: &str) -> Option<StaticFile> {
    let mime = mime(name)?;
    let file = embedded(name)?;
    Some(StaticFile { mime, etag: format!("\"{}\"", fingerprint(&file.metadata.sha256_hash())), bytes: file.data })
}

/// The address of a static file with the fingerprint of its content, so that browsers may keep it for ever.
pub(super) fn address(name: &str) -> Option<String> {
    let file = embedded(name)?;
    Some(format!("/static/{name}?v={}", fingerprint(&file.metadata.sha256_hash())))
}

/// A name is one file of the folder, never a path.
fn embedded(name: &str) -> Option<EmbeddedFile> {
    let plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '_' | '-'));
    plain.then(|| Embedded::get(&format!("static/{name}"))).flatten()
}

/// Media types are a closed list: a file of another kind is never served.
fn mime(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "svg" => Some("image/svg+xml"),
        "png" => Some("image/png"),
        _ => None,
    }
}

fn fingerprint(hash: &[u8]) -> String {
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{address, static_file};

    #[test]
    fn the_style_sheet_is_served_with_its_type_and_a_tag_of_its_content() {
        let file = static_file("app.css").unwrap();
        assert_eq!(file.mime, "text/css; charset=utf-8");
        assert!(file.etag.starts_with('"') && file.etag.ends_with('"') && file.etag.len() == 18);
        assert!(file.bytes.len() < 16 * 1024, "the style sheet has {} bytes", file.bytes.len());
        assert_eq!(address("app.css").unwrap(), format!("/static/app.css?v={}", file.etag.trim_matches('"')));
    }

    #[test]
    fn nothing_outside_the_folder_is_served() {
        for name in ["", "app", "../layout.html", "../static/app.css", "missing.css", "app.css/", "/etc/passwd.css"] {
            assert_eq!(static_file(name), None, "{name}");
        }
    }

    /// Relative luminance of `#rgb` or `#rrggbb` (WCAG 2).
    fn luminance(hex: &str) -> f64 {
        let digits: Vec<u32> = hex.chars().map(|digit| digit.to_digit(16).unwrap()).collect();
        let channels: Vec<u32> = match digits.len() {
            3 => digits.iter().map(|digit| digit * 17).collect(),
            _ => digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, digit| sum * 16 + digit)).collect(),
        };
        let linear = channels
            .into_iter()
            .map(|channel| f64::from(channel) / 255.0)
            .map(|value| if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) });
        linear.zip([0.2126, 0.7152, 0.0722]).map(|(value, weight)| value * weight).sum()
    }

    #[test]
    fn every_text_colour_stands_out_in_both_schemes() {
        let file = static_file("app.css").unwrap();
        let css = std::str::from_utf8(&file.bytes).unwrap();
        let schemes: Vec<&str> =
            css.split(":root {").skip(1).take(2).map(|rest| rest.split('}').next().unwrap()).collect();
        assert_eq!(schemes.len(), 2);
        for scheme in schemes {
            let colour = |name: &str| {
                luminance(scheme.split(&format!("--{name}: #")).nth(1).unwrap().split(';').next().unwrap())
            };
            let contrast = |one: &str, other: &str| {
                let (one, other) = (colour(one), colour(other));
                (one.max(other) + 0.05) / (one.min(other) + 0.05)
            };
            let mut pairs = vec![("brand-ink", "brand"), ("brand", "card")];
            pairs.extend(
                ["ink", "soft", "link"]
                    .iter()
                    .flat_map(|text| ["paper", "card", "brand-wash"].map(|ground| (*text, ground))),
            );
            pairs.extend(["info", "bad", "warn", "good", "violet"].map(|text| (text, "card")));
            pairs.extend([
                ("info", "info-wash"),
                ("bad", "bad-wash"),
                ("warn", "warn-wash"),
                ("good", "good-wash"),
                ("bad", "paper"),
            ]);
            pairs.extend(
                ["info-wash", "bad-wash", "warn-wash", "good-wash", "violet-wash"].map(|ground| ("ink", ground)),
            );
            pairs.push(("soft", "info-wash"));
            for (text, ground) in pairs {
                assert!(contrast(text, ground) >= 4.5, "{text} on {ground}: {:.2}", contrast(text, ground));
            }
            assert!(contrast("field", "card") >= 3.0, "borders of fields: {:.2}", contrast("field", "card"));
        }
    }
}
