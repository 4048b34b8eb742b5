//! The closed lists that columns hold, stored as the words the API and the rules use.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize)]
        #[sea_orm(rs_type = "String", db_type = "String(StringLen::None)")]
        pub enum $name {
            $($(#[$vdoc])* #[sea_orm(string_value = $text)] #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that stands for this value in the database, the API and the rules.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = String;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(format!("expected one of: {}", [$($text),+].join(", "))),
                }
            }
        }
    )+};
}

kinds! {
    /// Who speaks; decides which law applies (design §3.1).
    Speaker {
        /// A doctor, dentist, midwife, nurse, physiotherapist or podiatrist.
        HcpOrder = "hcp_order",
        /// A hospital, clinic or care home.
        Hospital = "hospital",
        /// An establishment of cosmetic surgery.
        AestheticClinic = "aesthetic_clinic",
        /// A centre de santé.
        CentreSante = "centre_sante",
        /// A medical biology laboratory.
        LabBio = "lab_bio",
        /// A pharmacy or a pharmacist.
        Pharmacy = "pharmacy",
        /// A marketing-authorisation holder or exploitant.
        Pharma = "pharma",
        /// A maker or distributor of medical devices.
        DeviceMaker = "device_maker",
        /// An optician or hearing-aid specialist.
        OpticAudio = "optic_audio",
        /// A teleconsultation company.
        Telehealth = "telehealth",
        /// A practitioner outside the regulated professions.
        UnregulatedCare = "unregulated_care",
        /// Anyone paid to promote online.
        InfluencerPaid = "influencer_paid",
        /// A member of the public.
        Visitor = "visitor",
    }

    /// What sort of publication a post is (design §3.1).
    PostKind {
        /// A publication of its own.
        Post = "post",
        /// A comment under a publication.
        Comment = "comment",
        /// An answer to a comment.
        Reply = "reply",
        /// A rated opinion.
        Review = "review",
        /// A publication that disappears.
        Story = "story",
        /// A question with choices.
        Poll = "poll",
        /// An event.
        Event = "event",
        /// A live broadcast.
        Live = "live",
        /// A paid publication.
        Ad = "ad",
        /// A text not yet published.
        Draft = "draft",
    }

    /// What a person or a token may do in an organisation.
    Role {
        /// Manages organisations, pages, people and sources.
        Admin = "admin",
        /// Works the cases: the safety officer.
        Officer = "officer",
        /// Checks drafts and moderates.
        Communicator = "communicator",
        /// Reads and verifies everything, changes nothing.
        Auditor = "auditor",
        /// Reads until an end date.
        Guest = "guest",
    }

    /// What the review of a post concluded.
    Verdict {
        /// Nothing to do.
        Clear = "clear",
        /// A person should look.
        Review = "review",
        /// Must not be published, or must come down.
        Block = "block",
    }

    /// What the adverse-event extraction concluded.
    AdverseVerdict {
        /// An unwanted effect suspected after a product.
        Report = "report",
        /// Overdose, error, pregnancy exposure … without a reaction.
        SpecialSituation = "special_situation",
        /// Effects talked about without a reported case.
        Mention = "mention",
        /// Nothing of the kind.
        None = "none",
    }

    /// What a case records.
    CaseKind {
        /// A suspected adverse event.
        Report = "report",
        /// A special situation without a reaction.
        SpecialSituation = "special_situation",
    }

    /// Where a case stands in its life.
    CaseState {
        /// Opened by the machine, seen by nobody.
        New = "new",
        /// Taken by an officer.
        InReview = "in_review",
        /// Waiting for an answer to a follow-up.
        AwaitingInformation = "awaiting_information",
        /// Confirmed as a case to report.
        Confirmed = "confirmed",
        /// Sent to the authority.
        Submitted = "submitted",
        /// Finished.
        Closed = "closed",
        /// Judged not to be a case.
        NotACase = "not_a_case",
    }

    /// Who did something.
    ActorKind {
        /// The program itself.
        Machine = "machine",
        /// A signed-in person.
        User = "user",
        /// A program with an access token.
        Token = "token",
        /// The person at the command line of the server.
        Operator = "operator",
    }

    /// What a mail is about.
    MailKind {
        /// A case has been opened.
        CaseOpened = "case_opened",
        /// The author changed the words of a case, and it matters.
        CaseUpdated = "case_updated",
    }

    /// Where a mail stands.
    MailState {
        /// Waits for its turn.
        Queued = "queued",
        /// Claimed by a worker until its lease runs out.
        Sending = "sending",
        /// Accepted by the mail server.
        Sent = "sent",
        /// Refused for good, or tried for three days.
        GaveUp = "gave_up",
    }

    /// What a stored document is.
    DocumentKind {
        /// The case report as PDF.
        CasePdf = "case_pdf",
    }
}
