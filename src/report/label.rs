//! The words for codes, in both languages. A code without words is printed as it stands.

use super::case_file::Language;

/// A list of codes: code, French, English.
pub(super) type Vocabulary = &'static [(&'static str, &'static str, &'static str)];

/// The words for a code.
pub(super) fn word(language: Language, vocabulary: Vocabulary, code: &str) -> &str {
    vocabulary.iter().find(|(known, _, _)| *known == code).map_or(code, |(_, french, english)| match language {
        Language::Fr => french,
        Language::En => english,
    })
}

/// States of a case.
pub(super) const STATE: Vocabulary = &[
    ("new", "nouveau", "new"),
    ("in_review", "en cours d’examen", "in review"),
    ("awaiting_information", "en attente d’information", "awaiting information"),
    ("confirmed", "confirmé", "confirmed"),
    ("submitted", "déclaré", "submitted"),
    ("closed", "clos", "closed"),
    ("not_a_case", "écarté", "not a case"),
];

/// Roles of an organisation, and who speaks in a post.
pub(super) const SPEAKER: Vocabulary = &[
    ("hcp_order", "professionnel de santé inscrit à un ordre", "registered health professional"),
    ("hospital", "établissement de santé", "hospital"),
    ("aesthetic_clinic", "clinique esthétique", "aesthetic clinic"),
    ("centre_sante", "centre de santé", "health centre"),
    ("lab_bio", "laboratoire de biologie médicale", "medical laboratory"),
    ("pharmacy", "pharmacie", "pharmacy"),
    ("pharma", "laboratoire pharmaceutique", "pharmaceutical company"),
    ("device_maker", "fabricant de dispositifs médicaux", "device manufacturer"),
    ("optic_audio", "opticien ou audioprothésiste", "optician or hearing-aid specialist"),
    ("telehealth", "plateforme de téléconsultation", "telehealth platform"),
    ("unregulated_care", "praticien non réglementé", "unregulated practitioner"),
    ("influencer_paid", "influenceur rémunéré", "paid influencer"),
    ("visitor", "visiteur", "visitor"),
];

/// Platforms.
pub(super) const PLATFORM: Vocabulary = &[
    ("facebook", "Facebook", "Facebook"),
    ("instagram", "Instagram", "Instagram"),
    ("x", "X (Twitter)", "X (Twitter)"),
    ("twitter", "X (Twitter)", "X (Twitter)"),
    ("linkedin", "LinkedIn", "LinkedIn"),
    ("youtube", "YouTube", "YouTube"),
    ("tiktok", "TikTok", "TikTok"),
    ("mastodon", "Mastodon", "Mastodon"),
    ("bluesky", "Bluesky", "Bluesky"),
    ("reddit", "Reddit", "Reddit"),
    ("google", "Google", "Google"),
    ("google_reviews", "Avis Google", "Google reviews"),
    ("trustpilot", "Trustpilot", "Trustpilot"),
    ("forum", "forum", "forum"),
    ("website", "site internet", "web site"),
    ("web", "site internet", "web site"),
    ("email", "courriel", "e-mail"),
];

/// Kinds of message.
pub(super) const MESSAGE: Vocabulary = &[
    ("post", "publication", "post"),
    ("comment", "commentaire", "comment"),
    ("reply", "réponse", "reply"),
    ("review", "avis", "review"),
    ("story", "story", "story"),
    ("poll", "sondage", "poll"),
    ("event", "événement", "event"),
    ("live", "direct", "live stream"),
    ("ad", "publicité", "advertisement"),
    ("draft", "brouillon", "draft"),
    ("message", "message privé", "private message"),
];

/// The four criteria, and other things that may be missing.
pub(super) const CRITERION: Vocabulary = &[
    ("reporter", "Notificateur identifiable", "Identifiable reporter"),
    ("patient", "Patient identifiable", "Identifiable patient"),
    ("product", "Produit suspect", "Suspect product"),
    ("reaction", "Effet suspecté", "Suspected reaction"),
    ("seriousness", "Gravité", "Seriousness"),
    ("outcome", "Évolution", "Outcome"),
    ("batch", "Numéro de lot", "Batch number"),
    ("age", "Âge", "Age"),
    ("sex", "Sexe", "Sex"),
    ("dates", "Dates", "Dates"),
];

/// Criteria of seriousness.
pub(super) const SERIOUSNESS: Vocabulary = &[
    ("death", "décès", "death"),
    ("life_threatening", "mise en jeu du pronostic vital", "life-threatening"),
    ("hospitalisation", "hospitalisation ou prolongation d’hospitalisation", "hospitalisation or its prolongation"),
    ("disability", "invalidité ou incapacité", "disability or incapacity"),
    ("congenital_anomaly", "anomalie ou malformation congénitale", "congenital anomaly or birth defect"),
    ("other_important", "autre événement médicalement important", "other medically important event"),
];

/// Special situations.
pub(super) const SITUATION: Vocabulary = &[
    ("overdose", "surdosage", "overdose"),
    ("misuse", "mésusage", "misuse"),
    ("abuse", "abus", "abuse"),
    ("off_label", "usage hors AMM", "off-label use"),
    ("medication_error", "erreur médicamenteuse", "medication error"),
    ("occupational_exposure", "exposition professionnelle", "occupational exposure"),
    ("lack_of_efficacy", "manque d’efficacité", "lack of efficacy"),
    ("pregnancy_exposure", "exposition pendant la grossesse", "exposure during pregnancy"),
    ("breastfeeding_exposure", "exposition par l’allaitement", "exposure through breastfeeding"),
    ("interaction", "interaction", "interaction"),
    ("falsified_product", "produit falsifié", "falsified product"),
    ("quality_defect", "défaut de qualité", "quality defect"),
    ("withdrawal", "sevrage ou arrêt brutal", "withdrawal"),
];

/// Roles of a product.
pub(super) const ROLE: Vocabulary = &[
    ("suspect", "suspect", "suspect"),
    ("concomitant", "concomitant", "concomitant"),
    ("interacting", "en interaction", "interacting"),
    ("other", "autre", "other"),
];

/// Statuses of a reaction.
pub(super) const STATUS: Vocabulary = &[
    ("affirmed", "affirmé", "affirmed"),
    ("negated", "nié", "negated"),
    ("hypothetical", "hypothétique", "hypothetical"),
    ("indication", "indication du traitement", "indication of the treatment"),
    ("resolved", "résolu", "resolved"),
    ("improved", "amélioré", "improved"),
    ("other_topic", "autre sujet", "other topic"),
];

/// Outcomes of a reaction.
pub(super) const OUTCOME: Vocabulary = &[
    ("recovered", "rétabli", "recovered"),
    ("recovering", "en cours de rétablissement", "recovering"),
    ("not_recovered", "non rétabli", "not recovered"),
    ("sequelae", "rétabli avec séquelles", "recovered with sequelae"),
    ("fatal", "décès", "fatal"),
    ("unknown", "inconnue", "unknown"),
];

/// Relations between people, sexes, age groups and units, qualifications.
pub(super) const PERSON: Vocabulary = &[
    ("self", "la personne elle-même", "self"),
    ("child", "enfant", "child"),
    ("parent", "parent", "parent"),
    ("spouse", "conjoint", "spouse"),
    ("sibling", "frère ou sœur", "sibling"),
    ("grandparent", "grand-parent", "grandparent"),
    ("grandchild", "petit-enfant", "grandchild"),
    ("relative", "autre parent", "other relative"),
    ("friend", "ami", "friend"),
    ("acquaintance", "connaissance", "acquaintance"),
    ("patient", "patient", "patient"),
    ("caregiver", "aidant", "caregiver"),
    ("other", "autre", "other"),
    ("male", "masculin", "male"),
    ("female", "féminin", "female"),
    ("neonate", "nouveau-né", "neonate"),
    ("infant", "nourrisson", "infant"),
    ("adolescent", "adolescent", "adolescent"),
    ("adult", "adulte", "adult"),
    ("elderly", "personne âgée", "elderly"),
    ("consumer", "consommateur ou patient", "consumer or patient"),
    ("physician", "médecin", "physician"),
    ("pharmacist", "pharmacien", "pharmacist"),
    ("other_health_professional", "autre professionnel de santé", "other health professional"),
    ("lawyer", "juriste", "lawyer"),
];

/// What was recognised in a text.
pub(super) const SPAN: Vocabulary = &[
    ("product", "produit", "product"),
    ("reaction", "effet", "reaction"),
    ("patient", "patient", "patient"),
    ("reporter", "notificateur", "reporter"),
    ("seriousness", "gravité", "seriousness"),
    ("special_situation", "situation particulière", "special situation"),
    ("cue", "indice", "cue"),
    ("finding", "constat", "finding"),
];

/// Severities of a finding.
pub(super) const SEVERITY: Vocabulary = &[
    ("critical", "critique", "critical"),
    ("high", "élevée", "high"),
    ("medium", "moyenne", "medium"),
    ("low", "faible", "low"),
    ("info", "information", "information"),
];

/// Kinds and states of a mail.
pub(super) const MAIL: Vocabulary = &[
    ("case_opened", "dossier ouvert", "case opened"),
    ("case_updated", "nouvelles informations", "new information"),
    ("due_soon", "échéance proche", "due soon"),
    ("overdue", "échéance dépassée", "overdue"),
    ("queued", "en file", "queued"),
    ("sending", "en cours d’envoi", "being sent"),
    ("sent", "envoyé", "sent"),
    ("retry", "nouvel essai prévu", "retry planned"),
    ("gave_up", "abandonné", "given up"),
];

/// Kinds of document.
pub(super) const DOCUMENT: Vocabulary = &[
    ("case_pdf", "rapport de dossier (PDF)", "case report (PDF)"),
    ("cioms", "formulaire CIOMS I (PDF)", "CIOMS I form (PDF)"),
    ("e2b", "ICSR E2B(R3) (XML)", "ICSR E2B(R3) (XML)"),
    ("dossier", "dossier de preuve (ZIP)", "evidence bundle (ZIP)"),
];

/// Verdicts of the engine.
pub(super) const VERDICT: Vocabulary = &[
    ("report", "cas à notifier", "report"),
    ("special_situation", "situation particulière", "special situation"),
    ("mention", "simple mention", "mention"),
    ("none", "aucun", "none"),
];

/// Things that happen to a case.
pub(super) const EVENT: Vocabulary = &[
    ("opened", "Ouverture du dossier", "Case opened"),
    ("post_joined", "Publication rattachée", "Post joined"),
    ("post_revised", "Publication modifiée", "Post revised"),
    ("first_seen", "Première lecture", "First seen"),
    ("take", "Prise en charge", "Taken"),
    ("request_information", "Information demandée", "Information requested"),
    ("resume", "Reprise", "Resumed"),
    ("confirm", "Confirmation du cas", "Case confirmed"),
    ("submit", "Déclaration", "Submitted"),
    ("close", "Clôture", "Closed"),
    ("dismiss", "Mise à l’écart", "Dismissed"),
    ("reopen", "Réouverture", "Reopened"),
    ("criterion_judged", "Critère jugé", "Criterion judged"),
    ("day_zero_set", "Jour zéro décidé", "Day zero decided"),
    ("seriousness_set", "Gravité décidée", "Seriousness decided"),
    ("edited", "Modification", "Edit"),
    ("signed", "Signature", "Signed"),
];

/// Channels of a follow-up, and whose opinion a causality assessment is.
pub(super) const CHANNEL: Vocabulary = &[
    ("public_reply", "réponse publique", "public reply"),
    ("private_message", "message privé", "private message"),
    ("email", "courriel", "e-mail"),
    ("phone", "téléphone", "telephone"),
    ("reporter", "notificateur", "reporter"),
    ("sender", "déclarant", "sender"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_code_has_words_and_an_unknown_one_stands_as_it_is() {
        assert_eq!(word(Language::Fr, SERIOUSNESS, "death"), "décès");
        assert_eq!(word(Language::En, SERIOUSNESS, "death"), "death");
        assert_eq!(word(Language::Fr, STATE, "en attente du CRPV"), "en attente du CRPV");
    }

    #[test]
    fn no_code_is_given_twice_in_a_vocabulary() {
        for list in [
            STATE,
            SPEAKER,
            PLATFORM,
            MESSAGE,
            CRITERION,
            SERIOUSNESS,
            SITUATION,
            ROLE,
            STATUS,
            OUTCOME,
            PERSON,
            SPAN,
            SEVERITY,
            MAIL,
            DOCUMENT,
            VERDICT,
            EVENT,
            CHANNEL,
        ] {
            let mut codes: Vec<_> = list.iter().map(|(code, _, _)| *code).collect();
            codes.sort_unstable();
            let count = codes.len();
            codes.dedup();
            assert_eq!(codes.len(), count);
        }
    }
}
