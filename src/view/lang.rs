use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// The languages of the interface, French first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Lang {
    /// French.
    #[default]
    Fr,
    /// English.
    En,
}

/// A language code that the interface does not speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown language {0}: use fr or en")]
pub struct UnknownLang(String);

impl Lang {
    /// Every language, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The language code, as in `<html lang>`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language a reader prefers among ours, from an `Accept-Language` header; `None` when he asks for neither.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for range in header.split(',') {
            let mut parts = range.split(';').map(str::trim);
            let lang = parts.next().and_then(|tag| tag.parse::<Self>().ok());
            let quality = parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.parse::<f32>().ok());
            let (Some(lang), Some(quality)) = (lang, quality) else { continue };
            // Equal wishes keep the order of the header.
            if quality > 0.0 && best.is_none_or(|(_, known)| quality > known) {
                best = Some((lang, quality));
            }
        }
        best.map(|(lang, _)| lang)
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads a code with or without a region: `fr`, `fr-CA`, `EN_gb`.
    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(primary))
            .ok_or_else(|| UnknownLang(tag.to_owned()))
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_region_does_not_hide_the_language() {
        assert_eq!("fr-CA".parse(), Ok(Lang::Fr));
        assert_eq!("EN_gb".parse(), Ok(Lang::En));
        assert!("de".parse::<Lang>().is_err());
        assert!("".parse::<Lang>().is_err());
    }

    #[test]
    fn the_highest_quality_among_our_languages_wins() {
        let pick = Lang::from_accept_language;
        assert_eq!(pick("de-DE,de;q=0.9,en;q=0.8,fr;q=0.7"), Some(Lang::En));
        assert_eq!(pick("en;q=0.4, fr ; q=0.9"), Some(Lang::Fr));
        assert_eq!(pick("fr,en"), Some(Lang::Fr));
        assert_eq!(pick("en;q=0, fr;q=0.1"), Some(Lang::Fr));
        assert_eq!(pick("en;q=oops, fr;q=0.1"), Some(Lang::Fr));
        assert_eq!(pick("de, *"), None);
        assert_eq!(pick(""), None);
    }
}
