//! The closed lists of the field, as codes; their names are in `templates/i18n/*.ftl` under `<list>-<code>`.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;

/// A value of a closed list, named in every language.
pub trait Label: Copy + 'static {
    /// Name of the list, first part of the translation key.
    const OF: &'static str;
    /// Every value, in the order people expect.
    const ALL: &'static [Self];

    /// The code, as stored and sent.
    #[must_use]
    fn code(self) -> &'static str;

    /// The translation key.
    #[must_use]
    fn key(self) -> String {
        format!("{}-{}", Self::OF, self.code())
    }
}

/// A code that its list does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {of}: {code}")]
pub struct UnknownCode {
    of: &'static str,
    code: String,
}

macro_rules! labels {
    ($($(#[$doc:meta])* $name:ident($of:literal) { $($variant:ident = $code:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub enum $name {
            $(#[doc = concat!("`", $code, "`")] #[serde(rename = $code)] $variant,)+
        }

        impl Label for $name {
            const OF: &'static str = $of;
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }

        impl FromStr for $name {
            type Err = UnknownCode;

            fn from_str(code: &str) -> Result<Self, Self::Err> {
                match code {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(UnknownCode { of: $of, code: code.to_owned() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    )+

        /// Calls `visit` with the translation key of every value of every list.
        pub(super) fn every_key(mut visit: impl FnMut(String)) {
            $(for value in $name::ALL {
                visit(value.key());
            })+
        }
    };
}

labels! {
    /// Where a case stands; what to do next is under `next-<code>`.
    State("state") {
        New = "new", InReview = "in_review", AwaitingInformation = "awaiting_information", Confirmed = "confirmed",
        Submitted = "submitted", Closed = "closed", NotACase = "not_a_case",
    }
    /// What can be done to a case.
    Transition("transition") {
        Take = "take", RequestInformation = "request_information", Resume = "resume", Confirm = "confirm",
        Submit = "submit", Close = "close", Dismiss = "dismiss", Reopen = "reopen",
    }
    /// What a user may do.
    Role("role") {
        Admin = "admin", Officer = "officer", Communicator = "communicator", Auditor = "auditor", Guest = "guest",
    }
    /// Whether a case is serious.
    Seriousness("seriousness") { Serious = "serious", NotSerious = "not_serious" }
    /// The six criteria of seriousness (ICH E2A).
    SeriousnessCriterion("serious") {
        Death = "death", LifeThreatening = "life_threatening", Hospitalisation = "hospitalisation",
        Disability = "disability", CongenitalAnomaly = "congenital_anomaly", OtherImportant = "other_important",
    }
    /// Situations recorded even without a reaction.
    SpecialSituation("special") {
        Overdose = "overdose", Misuse = "misuse", Abuse = "abuse", OffLabel = "off_label",
        MedicationError = "medication_error", OccupationalExposure = "occupational_exposure",
        LackOfEfficacy = "lack_of_efficacy", PregnancyExposure = "pregnancy_exposure",
        BreastfeedingExposure = "breastfeeding_exposure", Interaction = "interaction",
        FalsifiedProduct = "falsified_product", QualityDefect = "quality_defect", Withdrawal = "withdrawal",
    }
    /// What a case records.
    CaseKind("kind") { Report = "report", SpecialSituation = "special_situation" }
    /// The four criteria of a valid individual case safety report.
    Criterion("criterion") { Patient = "patient", Reporter = "reporter", Product = "product", Reaction = "reaction" }
    /// How a criterion was judged.
    CriterionStatus("criterion-status") { Met = "met", NotMet = "not_met", ToJudge = "to_judge" }
    /// Who speaks.
    Speaker("speaker") {
        HcpOrder = "hcp_order", Hospital = "hospital", AestheticClinic = "aesthetic_clinic", CentreSante = "centre_sante",
        LabBio = "lab_bio", Pharmacy = "pharmacy", Pharma = "pharma", DeviceMaker = "device_maker",
        OpticAudio = "optic_audio", Telehealth = "telehealth", UnregulatedCare = "unregulated_care",
        InfluencerPaid = "influencer_paid", Visitor = "visitor",
    }
    /// What was published.
    PostKind("post-kind") {
        Post = "post", Comment = "comment", Reply = "reply", Review = "review", Story = "story", Poll = "poll",
        Event = "event", Live = "live", Ad = "ad", Draft = "draft",
    }
    /// The engine's decision about a post.
    Verdict("verdict") { Clear = "clear", Review = "review", Block = "block" }
    /// The engine's decision about adverse events.
    AdverseVerdict("adverse") {
        Report = "report", SpecialSituation = "special_situation", Mention = "mention", None = "none",
    }
    /// Area of a finding.
    Category("category") {
        Advertising = "advertising", Medicine = "medicine", Device = "device", Privacy = "privacy",
        Dangerous = "dangerous", Illicit = "illicit", ProductBan = "product_ban", Moderation = "moderation",
        Misinformation = "misinformation",
    }
    /// Weight of a finding.
    Severity("severity") { Critical = "critical", High = "high", Medium = "medium", Low = "low", Info = "info" }
    /// Part a product plays.
    ProductRole("product-role") { Suspect = "suspect", Concomitant = "concomitant", Other = "other" }
    /// What the text says of a reaction.
    ReactionStatus("reaction-status") {
        Affirmed = "affirmed", Negated = "negated", Hypothetical = "hypothetical", Indication = "indication",
        Resolved = "resolved", Improved = "improved", OtherTopic = "other_topic",
    }
    /// What a highlighted part of a text is.
    SegmentKind("segment") {
        Product = "product", Reaction = "reaction", Patient = "patient", Seriousness = "seriousness",
        Special = "special", Finding = "finding", Plain = "plain",
    }
    /// What happened to a case.
    EventKind("event") {
        Opened = "opened", PostJoined = "post_joined", PostRevised = "post_revised", PostDeleted = "post_deleted",
        Transition = "transition", CriterionJudged = "criterion_judged", DayZeroSet = "day_zero_set",
        SeriousnessSet = "seriousness_set", MailQueued = "mail_queued", MailSent = "mail_sent",
        MailFailed = "mail_failed", DocumentMade = "document_made",
    }
    /// Where a mail stands.
    MailStatus("mail-status") { Queued = "queued", Sent = "sent", Retry = "retry", GaveUp = "gave_up" }
    /// What a document of a case is.
    DocumentKind("document") { Report = "report" }
    /// Main entries of the navigation.
    Nav("nav") { Cases = "cases", Posts = "posts" }
    /// A message shown once, after an action.
    Flash("flash") {
        SignedIn = "signed_in", SignedOut = "signed_out", SessionExpired = "session_expired", CaseUpdated = "case_updated",
        CaseChanged = "case_changed", CaseIncomplete = "case_incomplete", NotAllowed = "not_allowed", LanguageChanged = "language_changed",
    }
    /// A field of a form that people fill in.
    Field("field") {
        Email = "email", Password = "password", Reason = "reason", DayZero = "day_zero", Seriousness = "seriousness",
        Note = "note",
    }
    /// What is wrong with a field.
    FieldProblem("problem") {
        Required = "required", Invalid = "invalid", InFuture = "in_future", BeforePost = "before_post",
        AfterFirstSeen = "after_first_seen",
        TooLong = "too_long", TooShort = "too_short", WrongCredentials = "wrong_credentials",
        TooManyAttempts = "too_many_attempts",
    }
    /// What a client or a reader is told when something failed; its texts are `error-<code>-title`, `-detail` and `-remedy`, with
    /// dashes in the code.
    ErrorCode("error") {
        Unauthenticated = "unauthenticated", Forbidden = "forbidden", CrossSite = "cross_site", NotFound = "not_found", Conflict = "conflict",
        VersionConflict = "version_conflict", Invalid = "invalid", TooMany = "too_many",
        PayloadTooLarge = "payload_too_large", Unavailable = "unavailable", Internal = "internal",
        MethodNotAllowed = "method_not_allowed", UnsupportedMediaType = "unsupported_media_type",
    }
}

impl Flash {
    /// Whether the message tells of a success, an information or a problem.
    #[must_use]
    pub fn tone(self) -> &'static str {
        match self {
            Self::SignedIn | Self::CaseUpdated | Self::LanguageChanged => "success",
            Self::SignedOut | Self::SessionExpired => "info",
            Self::CaseChanged | Self::CaseIncomplete | Self::NotAllowed => "problem",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Seriousness, State, Transition};

    #[test]
    fn codes_read_back_to_the_same_value() {
        for state in State::ALL {
            assert_eq!(state.code().parse(), Ok(*state));
        }
        assert_eq!("reopen".parse(), Ok(Transition::Reopen));
        assert_eq!(Seriousness::NotSerious.key(), "seriousness-not_serious");
    }

    #[test]
    fn an_unknown_code_names_its_list() {
        let error = "gone".parse::<State>().map_err(|error| error.to_string());
        assert_eq!(error, Err("unknown state: gone".to_owned()));
    }
}
