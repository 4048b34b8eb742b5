//! What the engine is given: one text and who speaks, where and when.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have one fixed name, used in JSON, in packs and on screen.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $name {
            $($(#[$note])* #[serde(rename = $text)] $variant,)+
        }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// Every name, in the order of declaration.
            pub const NAMES: &'static [&'static str] = &[$($text,)+];

            /// The name used in JSON and in packs.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The value with that exact name.
            #[must_use]
            pub fn parse(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(in crate::engine) use named;

named! {
    /// Who speaks: decides which rules apply and how severe a finding is.
    Speaker {
        /// A health professional registered with an order (doctor, dentist, nurse, physiotherapist…).
        HcpOrder = "hcp_order",
        /// A hospital or private clinic.
        Hospital = "hospital",
        /// A clinic or practice of aesthetic medicine or surgery.
        AestheticClinic = "aesthetic_clinic",
        /// A « centre de santé ».
        CentreSante = "centre_sante",
        /// A medical biology laboratory.
        LabBio = "lab_bio",
        /// A dispensing pharmacy.
        Pharmacy = "pharmacy",
        /// A pharmaceutical company.
        Pharma = "pharma",
        /// A maker or distributor of medical devices.
        DeviceMaker = "device_maker",
        /// An optician or hearing-aid dispenser.
        OpticAudio = "optic_audio",
        /// A teleconsultation company.
        Telehealth = "telehealth",
        /// Someone who offers care without a regulated title.
        UnregulatedCare = "unregulated_care",
        /// Someone paid to post.
        InfluencerPaid = "influencer_paid",
        /// Anyone else: a patient, a relative, a passer-by.
        Visitor = "visitor",
    }
}

named! {
    /// What sort of text it is.
    Kind {
        /// A publication.
        Post = "post",
        /// A comment under a publication.
        Comment = "comment",
        /// An answer to a comment.
        Reply = "reply",
        /// A rated opinion on a place or a professional.
        Review = "review",
        /// A short-lived publication.
        Story = "story",
        /// A question with answers to choose.
        Poll = "poll",
        /// An announced event.
        Event = "event",
        /// What is said or written during a live broadcast.
        Live = "live",
        /// A paid advertisement.
        Ad = "ad",
        /// A text not published yet.
        Draft = "draft",
    }
}

named! {
    /// A language the engine reads.
    Lang {
        /// French.
        Fr = "fr",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The bit that stands for this language in a set of languages.
    #[must_use]
    pub const fn bit(self) -> u8 {
        match self {
            Self::Fr => 1,
            Self::En => 2,
        }
    }
}

/// One text to review; only `text` is required.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The caller's own reference, given back unchanged.
    #[serde(default)]
    pub id: Option<String>,
    /// The words to review.
    pub text: String,
    /// Who speaks.
    #[serde(default = "default_speaker")]
    pub speaker: Speaker,
    /// The speaker's profession, where known.
    #[serde(default)]
    pub profession: Option<String>,
    /// The network the text comes from.
    #[serde(default)]
    pub platform: Option<String>,
    /// What sort of text it is.
    #[serde(default = "default_kind")]
    pub kind: Kind,
    /// Products the page is about, used when the text names none.
    #[serde(default)]
    pub page_products: Vec<String>,
    /// The text this one answers.
    #[serde(default)]
    pub parent_text: Option<String>,
    /// When it was published: selects the law in force that day.
    #[serde(default)]
    pub published_at: Option<DateTime<Utc>>,
    /// Whether its reach was paid for.
    #[serde(default)]
    pub sponsored: bool,
    /// The language, where known; guessed otherwise.
    #[serde(default)]
    pub lang: Option<Lang>,
}

impl Input {
    /// A visitor's comment with that text and nothing else known.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            id: None,
            text: text.into(),
            speaker: default_speaker(),
            profession: None,
            platform: None,
            kind: default_kind(),
            page_products: Vec::new(),
            parent_text: None,
            published_at: None,
            sponsored: false,
            lang: None,
        }
    }
}

const fn default_speaker() -> Speaker {
    Speaker::Visitor
}

const fn default_kind() -> Kind {
    Kind::Comment
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_is_required() {
        let input: Input = serde_json::from_str(r#"{"text":"bonjour"}"#).unwrap();
        assert_eq!(input, Input::new("bonjour"));
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let error = serde_json::from_str::<Input>(r#"{"text":"a","txet":"b"}"#).unwrap_err();
        assert!(error.to_string().contains("txet"), "{error}");
    }

    #[test]
    fn every_name_parses_back_to_its_value() {
        for speaker in Speaker::ALL {
            assert_eq!(Speaker::parse(speaker.as_str()), Some(*speaker));
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
        }
    }
}
