//! What the engine answers: findings, an adverse-event assessment and one verdict.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::input::{Lang, named};

mod told;

pub use told::{AgeGroup, Challenge, ChallengeOutcome, Evidence, Fact, Outcome, Quote, ReactionOutcome, Scheme};

named! {
    /// What to do with the text.
    Verdict {
        /// Nothing to look at.
        Clear = "clear",
        /// A person should look at it.
        Review = "review",
        /// It should not be published, or should be taken down.
        Block = "block",
    }
}

named! {
    /// The family a finding belongs to.
    Category {
        /// Health advertising and professional conduct.
        Advertising = "advertising",
        /// Medicines.
        Medicine = "medicine",
        /// Medical devices.
        Device = "device",
        /// Privacy and professional secrecy.
        Privacy = "privacy",
        /// Dangerous advice.
        Dangerous = "dangerous",
        /// Illicit trade or documents.
        Illicit = "illicit",
        /// Products whose advertising is banned outright.
        ProductBan = "product_ban",
        /// Insults, threats, spam.
        Moderation = "moderation",
        /// False health information.
        Misinformation = "misinformation",
    }
}

named! {
    /// How serious a finding is, worst first.
    Severity {
        /// Likely crime or immediate danger.
        Critical = "critical",
        /// Clear statutory ban.
        High = "high",
        /// Breach of conduct or misleading claim.
        Medium = "medium",
        /// Missing mention or weak signal.
        Low = "low",
        /// Lawful, worth an eye.
        Info = "info",
    }
}

named! {
    /// What a text is worth to pharmacovigilance.
    AdverseVerdict {
        /// Someone had an unwanted effect suspected after a product.
        Report = "report",
        /// A situation to collect, without a reaction.
        SpecialSituation = "special_situation",
        /// Effects talked about without a reported case.
        Mention = "mention",
        /// The rest.
        None = "none",
    }
}

named! {
    /// The part a product plays in what happened.
    ProductRole {
        /// Suspected of the reaction.
        Suspect = "suspect",
        /// Taken at the same time.
        Concomitant = "concomitant",
        /// Only named.
        Other = "other",
    }
}

named! {
    /// Whether a reaction is told to have happened.
    ReactionStatus {
        /// It happened.
        Affirmed = "affirmed",
        /// It did not.
        Negated = "negated",
        /// Supposed, feared or asked about.
        Hypothetical = "hypothetical",
        /// The reason for taking the product.
        Indication = "indication",
        /// It happened and is over.
        Resolved = "resolved",
        /// It got better thanks to the product.
        Improved = "improved",
        /// It belongs to something or someone else.
        OtherTopic = "other_topic",
    }
}

named! {
    /// The criteria of seriousness of ICH E2A.
    Seriousness {
        /// Death.
        Death = "death",
        /// Danger to life.
        LifeThreatening = "life_threatening",
        /// Hospital stay, new or prolonged.
        Hospitalisation = "hospitalisation",
        /// Lasting or significant disability.
        Disability = "disability",
        /// Congenital anomaly.
        CongenitalAnomaly = "congenital_anomaly",
        /// Another medically important condition.
        OtherImportant = "other_important",
    }
}

named! {
    /// Situations collected even without a reaction.
    SpecialSituation {
        /// Too much taken.
        Overdose = "overdose",
        /// Used otherwise than told, on purpose.
        Misuse = "misuse",
        /// Excessive use with harmful effects.
        Abuse = "abuse",
        /// Prescribed outside its authorisation.
        OffLabel = "off_label",
        /// An unintended failure in the treatment.
        MedicationError = "medication_error",
        /// Exposure at work.
        OccupationalExposure = "occupational_exposure",
        /// It did not work for that person.
        LackOfEfficacy = "lack_of_efficacy",
        /// Exposure during pregnancy.
        PregnancyExposure = "pregnancy_exposure",
        /// Exposure through breast-feeding.
        BreastfeedingExposure = "breastfeeding_exposure",
        /// Interaction with another product or food.
        Interaction = "interaction",
        /// A fake.
        FalsifiedProduct = "falsified_product",
        /// A defect of the product.
        QualityDefect = "quality_defect",
        /// Symptoms after stopping.
        Withdrawal = "withdrawal",
    }
}

named! {
    /// The unit of a patient's age.
    AgeUnit {
        /// Days.
        Day = "day",
        /// Weeks.
        Week = "week",
        /// Months.
        Month = "month",
        /// Years.
        Year = "year",
        /// Decades (« la quarantaine »).
        Decade = "decade",
    }
}

named! {
    /// The patient's sex, where the words tell it.
    Sex {
        /// Male.
        Male = "male",
        /// Female.
        Female = "female",
    }
}

named! {
    /// What one person is to another: the patient to the author, or the author to the patient.
    Relation {
        /// The same person.
        Oneself = "self",
        /// Son or daughter.
        Child = "child",
        /// Father or mother.
        Parent = "parent",
        /// Husband, wife or partner.
        Spouse = "spouse",
        /// Brother or sister.
        Sibling = "sibling",
        /// Grandfather or grandmother.
        Grandparent = "grandparent",
        /// Grandson or granddaughter.
        Grandchild = "grandchild",
        /// Another relative.
        Relative = "relative",
        /// A friend.
        Friend = "friend",
        /// A colleague or neighbour.
        Acquaintance = "acquaintance",
        /// Someone in the author's care.
        Patient = "patient",
        /// The professional who cares for the patient.
        Caregiver = "caregiver",
        /// Someone else.
        Other = "other",
    }
}

named! {
    /// The reporter's qualification, as ICH E2B lists it.
    Qualification {
        /// A doctor.
        Physician = "physician",
        /// A pharmacist.
        Pharmacist = "pharmacist",
        /// Another health professional.
        OtherHealthProfessional = "other_health_professional",
        /// A lawyer.
        Lawyer = "lawyer",
        /// A patient, a relative, anyone else.
        Consumer = "consumer",
    }
}

named! {
    /// The four things a valid safety report needs.
    Criterion {
        /// An identifiable patient.
        Patient = "patient",
        /// An identifiable reporter.
        Reporter = "reporter",
        /// A suspect product.
        Product = "product",
        /// A suspected reaction.
        Reaction = "reaction",
    }
}

/// The engine's whole answer about one text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The caller's reference.
    pub id: Option<String>,
    /// The language the text was read in.
    pub lang: Lang,
    /// The policies that judged it.
    pub policy: Policy,
    /// What to do with the text.
    pub verdict: Verdict,
    /// What was found, sorted by place then rule.
    pub findings: Vec<Finding>,
    /// What it is worth to pharmacovigilance.
    pub adverse_event: AdverseEvent,
}

/// Which policies were used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The newest version among the packs.
    pub release: String,
    /// SHA-256 over every file of every pack.
    pub digest: String,
}

/// One breach, with its place in the text and its law.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The pack the rule comes from.
    pub pack: String,
    /// The topic code (A1 … I7).
    pub topic: String,
    /// The family.
    pub category: Category,
    /// How serious it is for this speaker.
    pub severity: Severity,
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words found.
    pub excerpt: String,
    /// What is wrong and why.
    pub message: String,
    /// The articles in force that day.
    pub law: Vec<Law>,
    /// A lawful rewriting.
    pub suggestion: Option<String>,
    /// The words that decided.
    pub cues: Vec<String>,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Its reference, such as « CSP R.4127-19-1 ».
    #[serde(rename = "ref")]
    pub reference: String,
    /// Since when it has been in force in this wording.
    pub in_force_since: Option<NaiveDate>,
}

/// What a text tells about unwanted effects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AdverseEvent {
    /// What it is worth.
    pub verdict: AdverseVerdict,
    /// How sure, from 0 to 1, two decimals.
    pub score: f64,
    /// Products named, or given by the page.
    pub products: Vec<ProductMention>,
    /// Reactions named.
    pub reactions: Vec<ReactionMention>,
    /// Criteria of seriousness affirmed by the text.
    pub seriousness: Vec<Seriousness>,
    /// Special situations told by the text.
    pub special_situations: Vec<SpecialSituation>,
    /// The patient, where one can be told.
    pub patient: Option<Patient>,
    /// The reporter, where one can be told.
    pub reporter: Option<Reporter>,
    /// Which of the four criteria are met.
    pub criteria: Criteria,
    /// What to ask for the criteria not met.
    pub missing: Vec<Missing>,
    /// The words that decided.
    pub cues: Vec<String>,
    /// The words that prove each criterion of seriousness, special situation and met criterion of a case.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// The vigilances the suspect products of a case fall under.
    #[serde(default)]
    pub schemes: Vec<Scheme>,
}

impl AdverseEvent {
    /// The answer for a text that tells nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            verdict: AdverseVerdict::None,
            score: 0.0,
            products: Vec::new(),
            reactions: Vec::new(),
            seriousness: Vec::new(),
            special_situations: Vec::new(),
            patient: None,
            reporter: None,
            criteria: Criteria { patient: false, reporter: false, product: false, reaction: false },
            missing: Vec::new(),
            cues: Vec::new(),
            evidence: Vec::new(),
            schemes: Vec::new(),
        }
    }
}

/// A product named in the text, or the page's (`from_page`, then `start == end == 0`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductMention {
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
    /// The product's display name.
    pub name: String,
    /// Its substance.
    pub substance: Option<String>,
    /// Its ATC code.
    pub atc: Option<String>,
    /// The part it plays.
    pub role: ProductRole,
    /// Whether it comes from the page rather than from the words.
    pub from_page: bool,
    /// The vigilance it falls under, where a case is told and the sort of product is known.
    #[serde(default)]
    pub scheme: Option<Scheme>,
    /// How much was taken, how often.
    #[serde(default)]
    pub dose: Option<Quote>,
    /// How long it had been taken, or since when.
    #[serde(default)]
    pub since: Option<Quote>,
    /// It was stopped, and what that showed.
    #[serde(default)]
    pub dechallenge: Option<Challenge>,
    /// It was taken again, and what that showed.
    #[serde(default)]
    pub rechallenge: Option<Challenge>,
}

/// A reaction named in the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReactionMention {
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte in the original text.
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
    /// The standard term shown to the officer.
    pub term: String,
    /// Whether it is told to have happened.
    pub status: ReactionStatus,
    /// How long after the product it began.
    #[serde(default)]
    pub onset: Option<Quote>,
    /// What became of it.
    #[serde(default)]
    pub outcome: Option<Outcome>,
    /// The suspect products it is tied to: places in `AdverseEvent::products`.
    #[serde(default)]
    pub products: Vec<usize>,
}

/// Who had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patient {
    /// First byte in the original text.
    #[serde(default)]
    pub start: usize,
    /// One past the last byte in the original text.
    #[serde(default)]
    pub end: usize,
    /// The words as written.
    pub excerpt: String,
    /// The age, in `age_unit`.
    pub age: Option<u16>,
    /// The unit of the age.
    pub age_unit: Option<AgeUnit>,
    /// The sex.
    pub sex: Option<Sex>,
    /// What the patient is to the author.
    pub relation: Option<Relation>,
    /// The age group, from the age or from words such as « mon bébé ».
    #[serde(default)]
    pub age_group: Option<AgeGroup>,
    /// Whether she is pregnant, where the words tell it.
    #[serde(default)]
    pub pregnant: Option<bool>,
}

/// Who tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reporter {
    /// What the author is to the patient.
    pub relation: Relation,
    /// The author's qualification.
    pub qualification: Qualification,
}

/// Which of the four criteria of a valid report are met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "the four criteria are four yes-or-no facts, named by the guideline")]
pub struct Criteria {
    /// An identifiable patient.
    pub patient: bool,
    /// An identifiable reporter.
    pub reporter: bool,
    /// A suspect product.
    pub product: bool,
    /// A suspected reaction.
    pub reaction: bool,
}

/// A criterion not met and the question that would fill it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Missing {
    /// The criterion.
    pub criterion: Criterion,
    /// The question to ask, in the text's language.
    pub question: String,
}
