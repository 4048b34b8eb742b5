//! What is said for and against a case, as named yes-or-no facts: the only things the score is made of.

use crate::engine::input::named;

named! {
    /// One fact about a text, a product in it and a symptom in it. The name is that of its weight in `score.toml`.
    Feature {
        // The product.
        /// A product is named in the text itself.
        ProductNamed = "product_named",
        /// Only a family of products is named (« ma pilule », « le vaccin »).
        ProductClass = "product_class",
        /// Only « the medicine », « the treatment », « the injection ».
        ProductVague = "product_vague",
        /// The product is the page's, or the one of the text answered.
        ProductFromPage = "product_from_page",
        /// The product is in no pack: recognised by its ending, its dose or a verb of taking.
        ProductUnlisted = "product_unlisted",
        /// The product's name is misspelt.
        ProductFuzzy = "product_fuzzy",
        /// The product is a vaccine.
        ProductVaccine = "product_vaccine",
        /// The product is a contraceptive.
        ProductContraceptive = "product_contraceptive",
        /// The product is a device.
        ProductDevice = "product_device",
        /// The product is a cosmetic or a food supplement.
        ProductOther = "product_other",
        /// The product is a hashtag.
        ProductHashtag = "product_hashtag",
        /// Several products are named.
        ManyProducts = "many_products",
        // The symptom.
        /// It is a reaction of the lexicon, or a sensation in a body part.
        ReactionListed = "reaction_listed",
        /// No list knows it: « it gave me … ».
        GuessGiven = "guess_given",
        /// No list knows it: « I can no longer … ».
        GuessLoss = "guess_loss",
        /// No list knows it: a body part and what is wrong with it.
        GuessBody = "guess_body",
        /// No list knows it: a body part in the tale of someone who takes a product.
        GuessBodyAlone = "guess_body_alone",
        /// No list knows it: trouble in no particular words.
        GuessTrouble = "guess_trouble",
        /// No list knows it: « Laroxyl = … ».
        GuessEquation = "guess_equation",
        /// Nothing but the stay in hospital it led to.
        GuessStay = "guess_stay",
        /// No list knows it: what someone lived since or under a product.
        GuessSince = "guess_since",
        /// No list knows it: what is told right after a product that someone takes.
        GuessNext = "guess_next",
        /// No list knows it: « nothing, apart from … ».
        GuessException = "guess_exception",
        /// The damage is in the verb, or the value out of bounds.
        ReactionTelling = "reaction_telling",
        /// An illness, more often the reason of a treatment than its effect.
        ReactionIllness = "reaction_illness",
        /// « Side effects », and nothing said of them.
        ReactionUnspecific = "reaction_unspecific",
        /// Its term suggests seriousness.
        ReactionSerious = "reaction_serious",
        /// The product is taken for such symptoms.
        TakenFor = "taken_for",
        /// The product is taken for such symptoms, yet the words blame it.
        TakenForBlamed = "taken_for_blamed",
        /// Two symptoms or more are told.
        TwoReactions = "two_reactions",
        /// Four symptoms or more are told.
        ManyReactions = "many_reactions",
        // What the words around make of the symptom.
        /// Denied.
        Negated = "negated",
        /// Asked, feared, imagined.
        Hypothetical = "hypothetical",
        /// Why the product is taken.
        Indication = "indication",
        /// Got better with the product.
        Improved = "improved",
        /// Went away once the product was stopped.
        Resolved = "resolved",
        /// About something else: said to be unrelated, a figure of speech, a general truth.
        OtherTopic = "other_topic_status",
        /// « Not without effects »: two denials that affirm.
        DoubleNegation = "double_negation",
        /// « Nothing, apart from … »: told as the exception.
        Excepted = "excepted",
        // How the two stand to each other.
        /// It got worse.
        Worsened = "worsened",
        /// The product does it, by a causal verb between the two.
        CausalVerb = "causal_verb",
        /// The product destroys it, by a verb of damage between the two.
        HarmVerb = "harm_verb",
        /// The product does it, by a verb between the two, to nobody the sentence speaks of.
        CausesInGeneral = "causes_in_general",
        /// A strong link stands before the product (« depuis », « à cause de ») and the symptom follows.
        LinkThenReaction = "link_then_reaction",
        /// A strong link stands before the product, which follows the symptom.
        ReactionThenLink = "reaction_then_link",
        /// A weak link stands before the product (« avec », « sous ») and the symptom follows.
        UnderThenReaction = "under_then_reaction",
        /// A weak link stands before the product, which follows the symptom.
        ReactionThenUnder = "reaction_then_under",
        /// The product comes first, no link.
        ProductFirst = "product_first",
        /// The symptom comes first, no link.
        ReactionFirst = "reaction_first",
        /// In the same clause.
        SameClause = "same_clause",
        /// In the same sentence.
        SameSentence = "same_sentence",
        /// In the next sentence.
        NextSentence = "next_sentence",
        /// Further apart.
        FarApart = "far_apart",
        /// The product stands alone in its sentence.
        ProductAlone = "product_alone",
        /// The symptom is told before anything is said of a product or of taking one.
        BeforeTaking = "before_taking",
        /// The symptom comes first; once the product is named, things are better.
        BetterAfter = "better_after",
        /// « So I took »: given for what was told before.
        GivenFor = "given_for",
        // The symptom's sentence.
        /// It speaks of the author.
        SelfInSentence = "self_in_sentence",
        /// It speaks of someone the author knows.
        PersonInSentence = "person_in_sentence",
        /// It says outright that the product did it.
        CauseInSentence = "cause_in_sentence",
        /// It is a question.
        QuestionSentence = "question_sentence",
        /// It says that the product helps.
        BenefitInSentence = "benefit_in_sentence",
        /// It speaks of a supposition.
        HypothesisInSentence = "hypothesis_in_sentence",
        /// It says that something is general.
        GeneralInSentence = "general_in_sentence",
        /// It says what the author was told or read of effects to come.
        AnnouncedInSentence = "announced_in_sentence",
        /// It says that nothing happened.
        NoProblemInSentence = "no_problem_in_sentence",
        /// It speaks of an animal, whose effects belong to veterinary vigilance: never a report.
        AnimalInSentence = "animal_in_sentence",
        /// It says that something was taken.
        TakingInSentence = "taking_in_sentence",
        /// It says that the symptom began with something else.
        OtherOnsetInSentence = "other_onset_in_sentence",
        /// It says that the product was stopped, or a sentence beside it does.
        StoppedNear = "stopped_near",
        // The text as a whole.
        /// The author speaks of himself.
        SelfTold = "self_told",
        /// Someone the author knows is spoken of.
        PersonTold = "person_told",
        /// Somewhere a product is said to be the cause.
        CauseTold = "cause_told",
        /// Somewhere a causal verb.
        CausalTold = "causal_told",
        /// Something was taken.
        TakingTold = "taking_told",
        /// Something was stopped.
        StoppedTold = "stopped_told",
        /// The author suspects.
        Suspicion = "suspicion",
        /// A question that ends a told case.
        ReportQuestion = "report_question",
        /// Nothing was taken yet.
        NotYet = "not_yet",
        /// Stock, price, appointment.
        Logistics = "logistics",
        /// The product helps.
        Benefit = "benefit",
        /// The author tells that nothing happened.
        NoProblem = "no_problem",
        /// Effects in general are spoken of.
        SideEffectWord = "side_effect_word",
        /// The author was told, or read, of effects to come.
        Announced = "announced",
        /// It comes from elsewhere.
        NotCaused = "not_caused",
        /// It is said by others.
        Hearsay = "hearsay",
        /// Someone the author does not know.
        FarPerson = "far_person",
        /// A leaflet, a campaign, an official answer.
        Notice = "notice",
        /// The page answers.
        PageReply = "page_reply",
        /// The press, agencies, science.
        News = "news",
        /// A general truth.
        General = "general",
        /// A joke.
        Joke = "joke",
        /// Symptom words about something else.
        OtherSubject = "other_subject",
        /// Words to another visitor.
        Sympathy = "sympathy",
        /// The reader is asked or advised.
        SecondPerson = "second_person",
        /// An animal.
        Animal = "animal",
        /// Fear.
        Fear = "fear",
        /// A supposition.
        Hypothesis = "hypothesis",
        /// Every sentence asks.
        OnlyQuestions = "only_questions",
        /// Too much was taken.
        Overdose = "overdose",
        /// Something went wrong in the treatment, or was forgotten.
        MedicationError = "medication_error",
        /// Used otherwise than told, or for its effect on the mind.
        Misuse = "misuse",
        /// A pregnancy or breast-feeding.
        Pregnancy = "pregnancy",
        /// An exposure at work.
        Occupational = "occupational",
        /// A defect, or a fake.
        Defect = "defect",
        /// The product does not work.
        LackOfEfficacy = "lack_of_efficacy",
        /// After stopping.
        Withdrawal = "withdrawal",
        /// A stay in hospital, a danger of death, a disability.
        SeriousTold = "serious_told",
        /// Trouble in no particular words.
        Trouble = "trouble",
        /// Somewhere a symptom denied.
        SomeNegated = "some_negated",
        /// Somewhere a symptom asked about or feared.
        SomeHypothetical = "some_hypothetical",
        /// Somewhere a symptom that the product is taken for.
        SomeIndication = "some_indication",
        /// Somewhere a symptom that got better.
        SomeImproved = "some_improved",
        /// A link or address of a page.
        WebLink = "web_link",
        /// A body part is named.
        BodyTold = "body_told",
        /// A time is told: hours, days, weeks, nights.
        TimeTold = "time_told",
        /// « but », « apart from », after something else.
        Contrast = "contrast",
        /// The product is among the first words.
        ProductOpens = "product_opens",
        /// A seller's or a prescriber's gesture towards a product: prescribed, advised.
        Prescribed = "prescribed",
        /// Ten words or fewer.
        Short = "short",
        /// More than sixty words.
        Long = "long",
    }
}

const _: () = assert!(Feature::ALL.len() <= 128, "one bit each");

/// Some features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features(u128);

impl Features {
    /// Adds a feature where the fact holds.
    pub const fn set(&mut self, feature: Feature, holds: bool) {
        if holds {
            self.0 |= 1 << (feature as u32);
        }
    }

    /// Whether the fact holds.
    #[must_use]
    pub const fn has(self, feature: Feature) -> bool {
        self.0 & (1 << (feature as u32)) != 0
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The features, in the order of declaration.
    pub fn iter(self) -> impl Iterator<Item = Feature> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let next = Feature::ALL.get(usize::try_from(bits.trailing_zeros()).ok()?).copied()?;
            bits &= bits - 1;
            Some(next)
        })
    }
}
