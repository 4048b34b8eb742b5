//! Made-up case files for tests and benches.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{
    AuditHead, CaseFile, CaseKind, Causality, Clock, Coded, Criterion, DayZero, Document, DuplicateCandidate,
    DuplicateCheck, Event, Finding, FollowUp, Judge, Language, MachinePart, Mail, Missing, Organisation, Patient,
    Product, Reaction, Reporter, Signature, Source, TextSpan, Zone,
};

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_424_400, 0).unwrap_or_default()
}

fn after(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn hash(seed: u64) -> String {
    let part = |i: u64| seed.wrapping_mul(i).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!("{:016x}{:016x}{:016x}{:016x}", part(1), part(2), part(3), part(4))
}

fn span(text: &str, words: &str, kind: &str, label: &str) -> TextSpan {
    let start = text.find(words).unwrap_or_default();
    TextSpan { start, end: start + words.len(), kind: kind.to_owned(), label: label.to_owned() }
}

/// A full French case of an invented medicine.
#[must_use]
pub fn french() -> CaseFile {
    let text = "Bonjour, mon fils de 6 ans prend Vigilor depuis mardi pour son asthme. Depuis, il a des maux de tête \
                terribles et il vomit 🤮 !! On a fini aux urgences, il est resté hospitalisé 2 nuits 😡\nQuelqu’un a eu \
                la même chose ? Le médecin dit que « c’est rien »…";
    CaseFile {
        language: Language::Fr,
        number: "VIG-2026-000142".to_owned(),
        worldwide_id: Some("FR-EXEMPLE-2026000142".to_owned()),
        organisation: Organisation { name: "Laboratoires Exemple".to_owned(), role: Some("pharma".to_owned()) },
        version: 3,
        state: "awaiting_information".to_owned(),
        kind: CaseKind::AdverseEvent,
        generated_at: after(1_500),
        zone: Zone::Paris,
        generated_by: "Claire Fontaine".to_owned(),
        content_hash: Some(hash(7)),
        clock: french_clock(),
        criteria: french_criteria(),
        source: Source {
            platform: "facebook".to_owned(),
            page: "Vigilor et vous".to_owned(),
            url: Some("https://www.facebook.example/vigilor/posts/1029384756/comments/5647382910".to_owned()),
            page_owned: true,
            kind: "comment".to_owned(),
            speaker: "visitor".to_owned(),
            author: Some("M. D.".to_owned()),
            author_masked: true,
            revision: 2,
            deleted_upstream: false,
            text: text.to_owned(),
            spans: vec![
                span(text, "mon fils de 6 ans", "patient", ""),
                span(text, "Vigilor", "product", "produit suspect"),
                span(text, "asthme", "cue", "indication"),
                span(text, "maux de tête", "reaction", "céphalée"),
                span(text, "vomit", "reaction", "vomissement"),
                span(text, "hospitalisé 2 nuits", "seriousness", "gravité : hospitalisation"),
            ],
            capture_sha256: Some(hash(11)),
            language: Some("fr".to_owned()),
            parent_text: Some(
                "Avec Vigilor, toute la famille respire ! Et chez vous, ça se passe comment ?".to_owned(),
            ),
        },
        patient: Patient {
            excerpt: Some("mon fils de 6 ans".to_owned()),
            identifier: None,
            age: Some(6),
            age_unit: Some("year".to_owned()),
            age_group: Some("child".to_owned()),
            sex: Some("male".to_owned()),
            relation: Some("child".to_owned()),
            history: Some("Asthme.".to_owned()),
        },
        reporter: Reporter {
            name: Some("M. D. (masqué)".to_owned()),
            relation: Some("parent".to_owned()),
            qualification: Some("consumer".to_owned()),
            country: Some("FR".to_owned()),
        },
        ..french_rest()
    }
}

fn french_rest() -> CaseFile {
    CaseFile {
        products: french_products(),
        reactions: french_reactions(),
        seriousness: vec![Coded {
            code: "hospitalisation".to_owned(),
            words: Some("« il est resté hospitalisé 2 nuits »".to_owned()),
        }],
        special_situations: Vec::new(),
        missing: vec![
            Missing {
                criterion: "batch".to_owned(),
                question: "Quel est le numéro de lot inscrit sur la boîte ?".to_owned(),
            },
            Missing { criterion: "outcome".to_owned(), question: "Comment va votre fils aujourd’hui ?".to_owned() },
            Missing {
                criterion: "dates".to_owned(),
                question: "À quelle date le traitement a-t-il commencé, et les maux de tête ?".to_owned(),
            },
        ],
        narrative: Some(
            "Un parent signale, sur la page du laboratoire, qu’un enfant de 6 ans traité par Vigilor pour un asthme a \
             présenté des céphalées et des vomissements quelques jours après le début du traitement. L’enfant a été \
             hospitalisé deux nuits. L’évolution n’est pas connue. Le médecin traitant, d’après le parent, n’a pas \
             retenu de lien avec le médicament ; cet avis n’a pas été confirmé.\nUne première demande \
             d’information a été envoyée par message privé ; la réponse est attendue."
                .to_owned(),
        ),
        causality: vec![Causality {
            by: "sender".to_owned(),
            method: Some("Méthode française".to_owned()),
            result: "C1 S1 B0 — I1, douteux".to_owned(),
            about: Some("Vigilor / céphalée".to_owned()),
        }],
        duplicates: Some(DuplicateCheck {
            algorithm: "vigie-doublons 2".to_owned(),
            at: Some(after(3)),
            candidates: vec![DuplicateCandidate {
                number: "VIG-2026-000097".to_owned(),
                score: 0.41,
                decision: Some("Écarté par Claire Fontaine : autre enfant, autre ville.".to_owned()),
            }],
        }),
        follow_ups: vec![FollowUp {
            at: Some(after(300)),
            channel: "private_message".to_owned(),
            content: "Numéro de lot, dates de traitement, état actuel de l’enfant.".to_owned(),
            answer: None,
        }],
        mails: french_mails(),
        submissions: Vec::new(),
        documents: vec![
            Document { kind: "case_pdf".to_owned(), sha256: hash(21), made_at: Some(after(310)) },
            Document { kind: "e2b".to_owned(), sha256: hash(22), made_at: Some(after(1_490)) },
        ],
        findings: vec![Finding {
            rule: "fr.csp.testimonial".to_owned(),
            severity: "medium".to_owned(),
            excerpt: "Avec Vigilor, toute la famille respire !".to_owned(),
            message: "Promotion d’un médicament auprès du public sans les mentions obligatoires.".to_owned(),
            law: vec!["CSP L.5122-6".to_owned(), "CSP R.5122-3".to_owned()],
        }],
        machine: Some(MachinePart {
            release: "2026.11.1".to_owned(),
            digest: format!("sha256:{}", hash(31)),
            score: 0.93,
            threshold: Some(0.5),
            verdict: "report".to_owned(),
            cues: vec!["depuis".to_owned(), "aux urgences".to_owned(), "hospitalisé".to_owned()],
            overridden: None,
        }),
        events: french_events(),
        signatures: vec![Signature {
            name: "Dr Claire Fontaine".to_owned(),
            at: after(1_480),
            meaning: "Revue médicale et décision de gravité".to_owned(),
        }],
        audit_head: Some(AuditHead { seq: 48_213, hash: hash(41) }),
        ..CaseFile::default()
    }
}

fn french_clock() -> Clock {
    Clock {
        posted_at: Some(start()),
        received_at: Some(after(2)),
        detected_at: Some(after(2)),
        first_seen_at: Some(after(137)),
        first_seen_by: Some("Claire Fontaine".to_owned()),
        criteria_complete_at: Some(after(2)),
        day_zero: Some(DayZero {
            day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
            decided_by: Some("Claire Fontaine".to_owned()),
            decided_at: Some(after(140)),
            reason: Some("Les quatre critères étaient réunis dès la réception du commentaire.".to_owned()),
        }),
        serious: Some(true),
        due_on: NaiveDate::from_ymd_opt(2026, 12, 8),
        days_used: Some(1),
        late_reason: None,
    }
}

fn french_criteria() -> Vec<Criterion> {
    let person = || Judge::Person("Claire Fontaine".to_owned());
    let criterion = |code: &str, quotes: &[&str], judged_by| Criterion {
        code: code.to_owned(),
        met: true,
        quotes: quotes.iter().map(|words| (*words).to_owned()).collect(),
        judged_by,
        judged_at: Some(after(140)),
    };
    vec![
        criterion("reporter", &["mon fils"], person()),
        criterion("patient", &["mon fils de 6 ans"], person()),
        criterion("product", &["Vigilor"], Judge::Machine),
        criterion("reaction", &["des maux de tête terribles", "il vomit"], Judge::Machine),
    ]
}

fn french_products() -> Vec<Product> {
    vec![
        Product {
            verbatim: Some("Vigilor".to_owned()),
            name: Some("VIGILOR 5 mg, comprimé à croquer".to_owned()),
            substance: Some("vigilastine".to_owned()),
            atc: Some("R03DC99".to_owned()),
            batch: None,
            role: "suspect".to_owned(),
            from_page: false,
        },
        Product {
            verbatim: None,
            name: Some("VIGILOR".to_owned()),
            substance: Some("vigilastine".to_owned()),
            atc: Some("R03DC99".to_owned()),
            batch: None,
            role: "other".to_owned(),
            from_page: true,
        },
    ]
}

fn french_reactions() -> Vec<Reaction> {
    let reaction = |verbatim: &str, term: &str, status: &str| Reaction {
        verbatim: verbatim.to_owned(),
        term: Some(term.to_owned()),
        coding: Some("termes internes".to_owned()),
        status: status.to_owned(),
        outcome: Some("unknown".to_owned()),
    };
    vec![
        reaction("maux de tête terribles", "céphalée", "affirmed"),
        reaction("il vomit", "vomissement", "affirmed"),
        reaction("son asthme", "asthme", "indication"),
    ]
}

fn french_mails() -> Vec<Mail> {
    let mail = |kind: &str, recipient: &str, at, attempts| Mail {
        kind: kind.to_owned(),
        recipient: recipient.to_owned(),
        message_id: Some("<019a4f2e-7c1b-7d90-a3b2-5e8f00c1d2e3@vigie.exemple.fr>".to_owned()),
        state: "sent".to_owned(),
        sent_at: Some(at),
        attempts,
    };
    vec![mail("case_opened", "c***@e***.fr", after(3), 1), mail("due_soon", "p***@e***.fr", after(1_440), 2)]
}

fn french_events() -> Vec<Event> {
    let event = |minutes, actor: &str, what: &str, detail: &str| Event {
        at: after(minutes),
        actor: actor.to_owned(),
        what: what.to_owned(),
        detail: Some(detail.to_owned()),
    };
    vec![
        event(
            2,
            "Vigie",
            "opened",
            "Commentaire reçu par le connecteur Facebook, verdict « cas à notifier », score 0,93.",
        ),
        event(137, "Claire Fontaine", "first_seen", ""),
        event(138, "Claire Fontaine", "take", ""),
        event(
            140,
            "Claire Fontaine",
            "day_zero_set",
            "23 novembre 2026. Motif : les quatre critères étaient réunis dès la réception.",
        ),
        event(
            141,
            "Claire Fontaine",
            "seriousness_set",
            "ancienne valeur : non décidée ; nouvelle valeur : grave (hospitalisation).",
        ),
        event(145, "Claire Fontaine", "edited", "Patient, âge : « — » → « 6 ans ». Motif : le texte le dit."),
        event(300, "Claire Fontaine", "request_information", "Message privé envoyé au parent."),
        event(620, "Vigie", "post_revised", "Révision 2 du commentaire (ajout de « On a fini aux urgences »)."),
        event(1_480, "Claire Fontaine", "signed", "Revue médicale et décision de gravité."),
        event(1_490, "Claire Fontaine", "confirm", "Les quatre critères sont réunis ; effet inattendu."),
    ]
}

/// An English special situation.
#[must_use]
pub fn english() -> CaseFile {
    let text = "I'm 32 weeks pregnant and only just realised I took Vigilor for a month. No symptoms so far, but \
                should I worry? My GP is away until Monday.";
    CaseFile {
        language: Language::En,
        number: "VIG-2026-000150".to_owned(),
        organisation: Organisation { name: "Example Pharma UK".to_owned(), role: Some("pharma".to_owned()) },
        version: 1,
        state: "new".to_owned(),
        kind: CaseKind::SpecialSituation,
        generated_at: after(90),
        zone: Zone::Utc,
        generated_by: "vigie".to_owned(),
        clock: Clock {
            posted_at: Some(start()),
            received_at: Some(after(1)),
            detected_at: Some(after(1)),
            day_zero: Some(DayZero {
                day: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
                decided_by: None,
                decided_at: None,
                reason: None,
            }),
            serious: Some(false),
            due_on: NaiveDate::from_ymd_opt(2027, 2, 21),
            days_used: Some(0),
            ..Clock::default()
        },
        criteria: vec![
            Criterion {
                code: "reporter".to_owned(),
                met: true,
                quotes: vec!["I'm".to_owned()],
                ..Criterion::default()
            },
            Criterion {
                code: "patient".to_owned(),
                met: true,
                quotes: vec!["I'm 32 weeks pregnant".to_owned()],
                ..Criterion::default()
            },
            Criterion {
                code: "product".to_owned(),
                met: true,
                quotes: vec!["Vigilor".to_owned()],
                ..Criterion::default()
            },
            Criterion { code: "reaction".to_owned(), met: false, ..Criterion::default() },
        ],
        source: Source {
            platform: "reddit".to_owned(),
            page: "r/pregnant".to_owned(),
            kind: "post".to_owned(),
            speaker: "visitor".to_owned(),
            author: Some("u/a***".to_owned()),
            author_masked: true,
            revision: 1,
            text: text.to_owned(),
            spans: vec![
                span(text, "32 weeks pregnant", "special_situation", "exposure during pregnancy"),
                span(text, "Vigilor", "product", ""),
            ],
            language: Some("en".to_owned()),
            capture_sha256: Some(hash(5)),
            ..Source::default()
        },
        special_situations: vec![Coded {
            code: "pregnancy_exposure".to_owned(),
            words: Some("32 weeks pregnant".to_owned()),
        }],
        machine: Some(MachinePart {
            release: "2026.11.1".to_owned(),
            digest: format!("sha256:{}", hash(31)),
            score: 0.81,
            threshold: Some(0.5),
            verdict: "special_situation".to_owned(),
            ..MachinePart::default()
        }),
        ..CaseFile::default()
    }
}
