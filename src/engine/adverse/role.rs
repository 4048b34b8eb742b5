//! What each word list means to adverse-event reading, and where those words stand in a text.

use std::ops::Range;

use super::closed::Closed;
use crate::engine::input::named;
use crate::engine::lexicon::{Entry, Lexicon};
use crate::engine::scan::Scanned;
use crate::engine::spare;
use crate::engine::text::Text;

named! {
    /// The part a word list plays; the name is that of the list in the vigilance packs.
    Role {
        /// Stands before a product that something came with or after.
        LinkBeforeProduct = "ae_link_before_product",
        /// Of those, the ones that also stand before what is only taken (« avec », « sous »).
        WeakLink = "ae_weak_link",
        /// Says outright that the product did it.
        CauseStrong = "ae_cause_strong",
        /// The product does something to someone.
        CausalVerb = "ae_causal_verb",
        /// A verb that is the damage itself.
        HarmVerb = "ae_harm_verb",
        /// Someone takes the product.
        Taking = "ae_taking",
        /// It was stopped.
        Stopped = "ae_stopped",
        /// The author suspects it.
        Suspicion = "ae_suspicion",
        /// A question that ends a told case.
        ReportQuestion = "ae_report_question",
        /// The author.
        Oneself = "ae_self",
        /// A son.
        ChildMale = "ae_child_male",
        /// A daughter.
        ChildFemale = "ae_child_female",
        /// A child.
        Child = "ae_child",
        /// A husband.
        SpouseMale = "ae_spouse_male",
        /// A wife.
        SpouseFemale = "ae_spouse_female",
        /// A father.
        ParentMale = "ae_parent_male",
        /// A mother.
        ParentFemale = "ae_parent_female",
        /// Parents.
        Parent = "ae_parent",
        /// A grandfather.
        GrandparentMale = "ae_grandparent_male",
        /// A grandmother.
        GrandparentFemale = "ae_grandparent_female",
        /// Grandparents.
        Grandparent = "ae_grandparent",
        /// A grandchild.
        Grandchild = "ae_grandchild",
        /// A brother.
        SiblingMale = "ae_sibling_male",
        /// A sister.
        SiblingFemale = "ae_sibling_female",
        /// Another man of the family.
        RelativeMale = "ae_relative_male",
        /// Another woman of the family.
        RelativeFemale = "ae_relative_female",
        /// A friend, a man.
        FriendMale = "ae_friend_male",
        /// A friend, a woman.
        FriendFemale = "ae_friend_female",
        /// A colleague or neighbour, a man.
        AcquaintanceMale = "ae_acquaintance_male",
        /// A colleague or neighbour, a woman.
        AcquaintanceFemale = "ae_acquaintance_female",
        /// Someone in the author's care, a man.
        PatientMale = "ae_patient_male",
        /// Someone in the author's care, a woman.
        PatientFemale = "ae_patient_female",
        /// The author works in care.
        Professional = "ae_professional",
        /// The author is a doctor.
        Physician = "ae_physician",
        /// The author is a pharmacist.
        Pharmacist = "ae_pharmacist",
        /// Someone the author does not know.
        FarPerson = "ae_far_person",
        /// An animal.
        Animal = "ae_animal",
        /// Nothing was taken yet.
        NotYet = "ae_not_yet",
        /// It comes from elsewhere.
        NotCaused = "ae_not_caused",
        /// Nothing happened.
        NoProblem = "ae_no_problem",
        /// Effects, risks in general.
        SideEffectWord = "ae_side_effect_word",
        /// A general truth.
        General = "ae_general",
        /// A leaflet, an official answer, a campaign.
        Notice = "ae_notice",
        /// The page answers a visitor.
        PageReply = "ae_page_reply",
        /// Press, agencies, science.
        News = "ae_news",
        /// It is said.
        Hearsay = "ae_hearsay",
        /// Effects the author was told of, or read of, beforehand.
        Announced = "ae_announced",
        /// A joke.
        Joke = "ae_joke",
        /// The symptom word is about something else.
        OtherTopic = "ae_other_topic",
        /// Words to another visitor.
        Sympathy = "ae_sympathy",
        /// The effect would be the reader's.
        SecondPerson = "ae_second_person",
        /// Asked about or imagined.
        Hypothetical = "ae_hypothetical",
        /// Asked, in a question.
        QuestionForm = "ae_question_form",
        /// The author answers his own question.
        MeToo = "ae_me_too",
        /// It got worse.
        Worse = "ae_worse",
        /// Something else that it began with.
        OtherOnset = "ae_other_onset",
        /// What is told was there before the product.
        BeforeProduct = "ae_before_product",
        /// Feared.
        Fear = "ae_fear",
        /// Two denials that affirm.
        DoubleNegation = "ae_double_negation",
        /// The product helps.
        Benefit = "ae_benefit",
        /// What precedes went away.
        ImprovementAfter = "ae_improvement_after",
        /// What follows went away.
        ImprovementBefore = "ae_improvement_before",
        /// What follows is why the product is taken.
        IndicationBefore = "ae_indication_before",
        /// So something was taken.
        Treated = "ae_treated",
        /// What follows is why someone was taken to hospital.
        Admitted = "ae_admitted",
        /// What follows is the exception to « no effect at all ».
        Exception = "ae_exception",
        /// Stock, price, appointment.
        Logistics = "ae_logistics",
        /// Words after « it gave me » that are no effect.
        NotEffect = "ae_not_effect",
        /// Too much.
        Overdose = "ae_overdose",
        /// A failure in the treatment.
        MedicationError = "ae_medication_error",
        /// Swallowed by someone it was not for.
        ErrorIngest = "ae_error_ingest",
        /// Forgotten.
        Forgotten = "ae_forgotten",
        /// Used otherwise than told.
        Misuse = "ae_misuse",
        /// Used for its effects on the mind.
        Abuse = "ae_abuse",
        /// Outside its authorisation.
        OffLabel = "ae_off_label",
        /// A professional chose it.
        Prescribed = "ae_prescribed",
        /// At work.
        Occupational = "ae_occupational",
        /// It does not work.
        LackOfEfficacy = "ae_lack_of_efficacy",
        /// Pregnancy.
        Pregnant = "ae_pregnant",
        /// Pregnant in spite of it.
        ContraceptiveFailure = "ae_contraceptive_failure",
        /// Breast-feeding.
        Breastfeeding = "ae_breastfeeding",
        /// Two products, or a food.
        Interaction = "ae_interaction",
        /// A fake.
        Falsified = "ae_falsified",
        /// A defect.
        QualityDefect = "ae_quality_defect",
        /// After stopping.
        Withdrawal = "ae_withdrawal",
        /// A death.
        SeriousDeath = "ae_serious_death",
        /// A life in danger.
        SeriousLife = "ae_serious_life",
        /// A stay in hospital.
        SeriousHospital = "ae_serious_hospital",
        /// A disability.
        SeriousDisability = "ae_serious_disability",
        /// An anomaly at birth.
        SeriousCongenital = "ae_serious_congenital",
        /// Another important event.
        SeriousImportant = "ae_serious_important",
        /// A measure told with its value.
        Measure = "ae_measure",
        /// Said of a body part.
        BodyState = "ae_body_state",
        /// May stand between a body part and its state.
        StateJoiner = "ae_state_joiner",
        /// Someone can no longer do what comes after.
        Loss = "ae_loss",
        /// What one cannot do for a reason that is no symptom.
        NotLoss = "ae_not_loss",
        /// Trouble of the body or of the mind, in no particular words.
        Negative = "ae_negative",
        /// Opens a likeness (« comme », « on dirait »).
        Simile = "ae_simile",
        /// Makes a number a temperature.
        NumericFever = "ae_numeric_fever",
        /// A unit of weight.
        WeightUnit = "ae_weight_unit",
        /// Taken on or lost.
        WeightVerb = "ae_weight_verb",
        /// A unit that keeps a number from being a temperature.
        OtherUnit = "ae_other_unit",
        /// A unit of age, in days.
        AgeDay = "ae_age_day",
        /// A unit of age, in weeks.
        AgeWeek = "ae_age_week",
        /// A unit of age, in months.
        AgeMonth = "ae_age_month",
        /// A unit of age, in years.
        AgeYear = "ae_age_year",
        /// Words before a number of years that make it a duration.
        Duration = "ae_duration",
        /// A unit of time shorter than a day, or written short.
        TimeUnit = "ae_time_unit",
        /// Some, without a number (« quelques jours »).
        Few = "ae_few",
        /// A day or a month, by its name or from today.
        Moment = "ae_moment",
        /// Makes a duration a moment (« il y a », "ago").
        Ago = "ae_ago",
        /// Before a duration or a moment: from then till now.
        Since = "ae_since",
        /// The product was begun, or given once.
        Started = "ae_started",
        /// Says by itself how soon an effect began.
        Onset = "ae_onset",
        /// After a duration: that long after the product.
        OnsetAfter = "ae_onset_after",
        /// Before a duration: that long after the product.
        OnsetBefore = "ae_onset_before",
        /// The product was stopped, for sure.
        Dechallenge = "ae_dechallenge",
        /// What one is glad to have: gone, it is the effect.
        Faculty = "ae_faculty",
        /// The patient is pregnant.
        PregnantNow = "ae_pregnant_now",
        /// « le traitement », « prendre »: what is stopped or taken again, where no product is named.
        Treatment = "ae_treatment",
        /// The product was taken again.
        Rechallenge = "ae_rechallenge",
        /// The effect came back.
        Recurrence = "ae_recurrence",
        /// A unit of strength or of volume.
        DoseUnit = "ae_dose_unit",
        /// What a product is counted in.
        DoseForm = "ae_dose_form",
        /// How often, or when in the day.
        DoseRhythm = "ae_dose_rhythm",
    }
}

// `Marks::present` has one bit for each.
const _: () = assert!(Role::ALL.len() <= 128);

impl Role {
    const fn bit(self) -> u128 {
        1 << (self as u32)
    }

    /// Whether the role names a person the author knows.
    #[must_use]
    pub const fn is_person(self) -> bool {
        let number = self as u32;
        number >= Self::ChildMale as u32 && number <= Self::PatientFemale as u32
    }
}

/// What a listed word means here.
#[derive(Clone, Debug)]
enum Meaning {
    Nothing,
    Role(Role),
    /// What the therapeutic classes with that index are taken for: « treats_n02+m01 ».
    Treats(usize),
    /// What those classes are prescribed for outside their authorisation.
    OffLabel(usize),
    Closed(Closed),
}

/// The lists of the packs, by id.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    meanings: Vec<Meaning>,
    classes: Vec<Vec<Box<str>>>,
}

const TREATS: &str = "treats_";
const OFF_LABEL: &str = "offlabel_";

impl Lists {
    /// Resolves every list by its name.
    #[must_use]
    pub fn resolve(lexicon: &Lexicon) -> Self {
        let mut classes: Vec<Vec<Box<str>>> = Vec::new();
        let mut class = |name: &str| {
            classes.push(name.split('+').map(|class| class.to_ascii_uppercase().into()).collect());
            classes.len() - 1
        };
        let mut meaning = |name: &str| match (name.strip_prefix(TREATS), name.strip_prefix(OFF_LABEL)) {
            (Some(prefix), _) => Meaning::Treats(class(prefix)),
            (None, Some(prefix)) => Meaning::OffLabel(class(prefix)),
            (None, None) => {
                let closed = || Closed::parse(name).map_or(Meaning::Nothing, Meaning::Closed);
                Role::parse(name).map_or_else(closed, Meaning::Role)
            }
        };
        let meanings = lexicon.lists.iter().map(|name| meaning(name)).collect();
        Self { meanings, classes }
    }

    /// The therapeutic classes (ATC prefixes, or kinds of product) with that index.
    #[must_use]
    pub fn classes(&self, index: usize) -> &[Box<str>] {
        self.classes.get(index).map_or(&[], Vec::as_slice)
    }
}

/// Words of one list, in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What they mean.
    pub role: Role,
    /// The first token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
}

/// A symptom and the therapeutic classes taken for it, in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Treats {
    /// The classes, an index for `Lists::classes`.
    pub classes: usize,
    /// The first token.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
}

/// Every mark of a text, in order.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// The marks, sorted by role, then by first token.
    by_role: Vec<Mark>,
    /// The people the author knows, sorted by first token.
    people: Vec<Mark>,
    /// The symptoms some class is taken for.
    pub treats: Vec<Treats>,
    /// The uses some class has outside its authorisation.
    pub off_label: Vec<Treats>,
    /// The words of lists that name one answer of a closed list.
    pub closed: Vec<(Closed, Range<usize>)>,
    present: u128,
}

impl Drop for Marks {
    fn drop(&mut self) {
        spare::give_back(std::mem::take(&mut self.by_role));
    }
}

impl Marks {
    /// Reads the lists found in a text.
    #[must_use]
    pub fn read(lists: &Lists, scanned: &Scanned<'_>) -> Self {
        let mut marks = Self::default();
        marks.by_role = spare::take(scanned.hits.len());
        for hit in &scanned.hits {
            let Entry::List(id) = hit.entry else { continue };
            let meaning = usize::try_from(id.0).ok().and_then(|id| lists.meanings.get(id));
            match meaning {
                Some(Meaning::Role(_)) if is_on_the_other_hand(&scanned.text, hit.first) => {}
                Some(Meaning::Role(role)) => {
                    marks.present |= role.bit();
                    let mark = Mark { role: *role, first: hit.first, end: hit.end };
                    if role.is_person() {
                        marks.people.push(mark);
                    }
                    marks.by_role.push(mark);
                }
                Some(Meaning::Treats(classes)) => {
                    marks.treats.push(Treats { classes: *classes, first: hit.first, end: hit.end });
                }
                Some(Meaning::OffLabel(classes)) => {
                    marks.off_label.push(Treats { classes: *classes, first: hit.first, end: hit.end });
                }
                Some(Meaning::Closed(closed)) => marks.closed.push((*closed, hit.tokens())),
                Some(Meaning::Nothing) | None => {}
            }
        }
        // The hits come in the order of the text, which a stable sort keeps inside each role.
        marks.by_role.sort_by_key(|mark| mark.role);
        marks
    }

    /// Whether the text has such words.
    #[must_use]
    pub const fn has(&self, role: Role) -> bool {
        self.present & role.bit() != 0
    }

    /// Whether the text has words of any of those lists.
    #[must_use]
    pub fn has_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.has(*role))
    }

    /// The marks of one role.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Mark> {
        self.run(role).iter()
    }

    fn run(&self, role: Role) -> &[Mark] {
        if !self.has(role) {
            return &[];
        }
        let from = self.by_role.partition_point(|mark| mark.role < role);
        let rest = self.by_role.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|mark| mark.role == role)).unwrap_or_default()
    }

    /// The marks of one role that start inside those tokens.
    pub fn starting_in(&self, role: Role, tokens: Range<usize>) -> impl Iterator<Item = &Mark> {
        let run = self.run(role);
        let from = run.partition_point(|mark| mark.first < tokens.start);
        run.get(from..).unwrap_or_default().iter().take_while(move |mark| mark.first < tokens.end)
    }

    /// The symptoms some class is taken for that share a token with those; `treats` is in the order of the text.
    pub fn treats_over(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Treats> {
        let from = self.treats.partition_point(|treats| treats.first + LONGEST_PHRASE < tokens.start);
        let end = tokens.end;
        let start = tokens.start;
        let near = self.treats.get(from..).unwrap_or_default().iter().take_while(move |treats| treats.first < end);
        near.filter(move |treats| start < treats.end)
    }

    /// The first mark of `role` inside those tokens.
    #[must_use]
    pub fn within(&self, role: Role, tokens: &Range<usize>) -> Option<&Mark> {
        self.starting_in(role, tokens.clone()).find(|mark| mark.end <= tokens.end)
    }

    /// Whether a mark of any of those roles lies inside those tokens.
    #[must_use]
    pub fn any_within(&self, roles: &[Role], tokens: &Range<usize>) -> bool {
        roles.iter().any(|role| self.within(*role, tokens).is_some())
    }

    /// The last mark of `role` that ends at most `gap` tokens before `at`.
    #[must_use]
    pub fn just_before(&self, role: Role, at: usize, gap: usize) -> Option<&Mark> {
        let from = at.saturating_sub(gap + LONGEST_PHRASE);
        self.starting_in(role, from..at).filter(|mark| mark.end <= at && at - mark.end <= gap).last()
    }

    /// The first mark of `role` that starts at most `gap` tokens after `at`.
    #[must_use]
    pub fn just_after(&self, role: Role, at: usize, gap: usize) -> Option<&Mark> {
        self.starting_in(role, at..at.saturating_add(gap + 1)).next()
    }

    /// The people the author knows, in order.
    pub fn people(&self) -> impl Iterator<Item = &Mark> {
        self.people.iter()
    }
}

/// « par contre », which is not « contre ».
fn is_on_the_other_hand(text: &Text<'_>, first: usize) -> bool {
    text.word(first) == "contre" && first.checked_sub(1).is_some_and(|before| text.word(before) == "par")
}

/// More tokens than any phrase of the packs has.
const LONGEST_PHRASE: usize = 32;
