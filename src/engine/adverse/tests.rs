//! The reading of adverse events, on the packs as shipped.

use std::sync::LazyLock;

use crate::engine::review::{
    Criterion, ProductRole, Qualification, ReactionStatus, Relation, Seriousness, Sex, SpecialSituation,
};
use crate::engine::{AdverseEvent, AdverseVerdict, Engine, Input, PackFile, PackSource, compile};

macro_rules! pack {
    ($id:literal, $($file:literal),+) => {
        PackSource {
            id: $id.to_owned(),
            files: vec![$(PackFile {
                path: concat!("policies/", $id, "/", $file).to_owned(),
                text: include_str!(concat!("../../../policies/", $id, "/", $file)).to_owned(),
            }),+],
        }
    };
}

pub(super) static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    compile(&[
        pack!("common-fr", "pack.toml", "lexicon.toml"),
        pack!("common-en", "pack.toml", "lexicon.toml"),
        pack!("pharmacovigilance-fr", "pack.toml", "lexicon.toml", "products.toml", "reactions.toml", "score.toml"),
        pack!("pharmacovigilance-en", "pack.toml", "lexicon.toml", "products.toml", "reactions.toml", "score.toml"),
    ])
    .unwrap_or_else(|errors| panic!("{errors}"))
});

fn read(text: &str) -> AdverseEvent {
    ENGINE.review(&Input::new(text)).adverse_event
}

fn read_on(page: &str, text: &str) -> AdverseEvent {
    let input = Input { page_products: vec![page.to_owned()], ..Input::new(text) };
    ENGINE.review(&input).adverse_event
}

#[test]
fn a_misspelt_product_and_a_lay_effect_make_a_report() {
    let event = read("Depuis que je prends du levotirox j'ai des vertiges et je perds mes cheveux par poignées.");
    assert_eq!(event.verdict, AdverseVerdict::Report);
    let product = event.products.first().unwrap();
    assert_eq!((product.name.as_str(), product.role, product.from_page), ("LEVOTHYROX", ProductRole::Suspect, false));
    let terms: Vec<&str> = event.reactions.iter().map(|reaction| reaction.term.as_str()).collect();
    assert_eq!(terms, ["Vertige", "Chute de cheveux"]);
    assert!(event.reactions.iter().all(|reaction| reaction.status == ReactionStatus::Affirmed));
    assert!(event.cues.iter().any(|cue| cue.starts_with("Depuis")), "{:?}", event.cues);
}

#[test]
fn spans_are_bytes_of_the_original() {
    let text = "Après le Doliprane 🤮 j’ai été couverte de plaques…";
    let event = read(text);
    for reaction in &event.reactions {
        assert_eq!(&text[reaction.start..reaction.end], reaction.excerpt);
    }
    for product in &event.products {
        assert_eq!(&text[product.start..product.end], product.excerpt);
    }
}

#[test]
fn the_reason_for_taking_a_product_is_no_effect() {
    for text in [
        "Avez-vous du Spasfon pour mes maux de ventre ?",
        "Mon père est sous Eliquis depuis son embolie pulmonaire.",
        "Migraine ce matin, un Relpax et au lit.",
    ] {
        assert_eq!(read(text).verdict, AdverseVerdict::None, "{text}");
    }
}

#[test]
fn what_is_denied_is_a_mention_and_what_follows_but_is_a_report() {
    let denied = read("Ni nausées ni vertiges sous Ozempic.");
    assert_eq!(denied.verdict, AdverseVerdict::Mention);
    assert!(denied.reactions.iter().all(|reaction| reaction.status == ReactionStatus::Negated));
    let contrast = read("Pas de nausées sous Ozempic mais une constipation d'enfer.");
    assert_eq!(contrast.verdict, AdverseVerdict::Report);
}

#[test]
fn the_page_gives_the_product_when_the_text_names_none() {
    let event = read_on("WEGOVY", "Deux jours que je vomis tripes et boyaux après la piqûre.");
    assert_eq!(event.verdict, AdverseVerdict::Report);
    assert!(event.products.iter().any(|product| product.name == "WEGOVY" && product.from_page));
    assert_eq!(read_on("WEGOVY", "Vos tarifs me donnent la nausée.").verdict, AdverseVerdict::None);
}

#[test]
fn the_text_answered_gives_the_product_when_nothing_else_does() {
    let parent = Some("Qui est sous Eliquis ici ?".to_owned());
    let input = Input { parent_text: parent, ..Input::new("Moi, et je saigne du nez tous les matins.") };
    let event = ENGINE.review(&input).adverse_event;
    assert_eq!(event.verdict, AdverseVerdict::Report);
    assert_eq!(event.products.first().unwrap().name, "ELIQUIS");
}

#[test]
fn hearsay_fear_news_animals_and_jokes_are_mentions() {
    for text in [
        "Il paraît que le Crestor donne des crampes.",
        "J'ai peur d'avoir des vertiges avec le Lyrica.",
        "L'ANSM signale des hépatites sous Xeljanz.",
        "Mon chien vomit depuis le vermifuge.",
        "Depuis le vaccin je capte la 5G, effet secondaire pratique.",
    ] {
        assert_eq!(read(text).verdict, AdverseVerdict::Mention, "{text}");
    }
}

#[test]
fn seriousness_patient_and_reporter_are_told() {
    let event = read("Ma fille de 6 ans a convulsé le soir du Bexsero, hospitalisée trois jours.");
    assert_eq!(event.verdict, AdverseVerdict::Report);
    assert!(event.seriousness.contains(&Seriousness::Hospitalisation));
    let patient = event.patient.unwrap();
    assert_eq!((patient.excerpt.as_str(), patient.age), ("Ma fille de 6 ans", Some(6)));
    assert_eq!((patient.sex, patient.relation), (Some(Sex::Female), Some(Relation::Child)));
    let reporter = event.reporter.unwrap();
    assert_eq!((reporter.relation, reporter.qualification), (Relation::Parent, Qualification::Consumer));
}

#[test]
fn an_age_in_belgian_words_is_read() {
    let event = read("Ma marraine, septante-deux ans, a fait une hémorragie digestive sous Xarelto.");
    assert_eq!(event.patient.unwrap().age, Some(72));
}

#[test]
fn special_situations_need_no_effect() {
    let cases = [
        ("J'ai oublié ma pilule deux jours de suite, je fais quoi ?", SpecialSituation::MedicationError),
        ("Six mois d'Humira et aucune amélioration.", SpecialSituation::LackOfEfficacy),
        ("Enceinte de quatre mois, je prends du Zoloft, tout va bien.", SpecialSituation::PregnancyExposure),
        ("Je suis tombée enceinte avec le Nexplanon.", SpecialSituation::LackOfEfficacy),
    ];
    for (text, situation) in cases {
        let event = read(text);
        assert_eq!(event.verdict, AdverseVerdict::SpecialSituation, "{text}");
        assert!(event.special_situations.contains(&situation), "{text}: {:?}", event.special_situations);
    }
}

#[test]
fn what_is_missing_is_asked_for_in_private() {
    let event = read("Depuis ma pilule j'ai des bouffées de chaleur.");
    let product = event.missing.iter().find(|missing| missing.criterion == Criterion::Product).unwrap();
    assert!(product.question.contains("produit"), "{}", product.question);
    let patient = event.missing.iter().find(|missing| missing.criterion == Criterion::Patient).unwrap();
    assert!(patient.question.contains("message privé"), "{}", patient.question);
    assert!(!event.criteria.product && event.criteria.reaction);
}

#[test]
fn english_is_read_too() {
    let event = read("My dad was rushed to hospital with a nosebleed that wouldn't stop, he's on warfarin.");
    assert_eq!(event.verdict, AdverseVerdict::Report);
    assert_eq!(event.reporter.unwrap().relation, Relation::Child);
    assert_eq!(read("Does Lipitor give you muscle cramps?").verdict, AdverseVerdict::Mention);
}

#[test]
fn an_ordinary_comment_is_nothing() {
    for text in ["", "?", "Merci à toute l'équipe !", "🙏🙏🙏", "Vous êtes ouverts samedi ?"] {
        assert_eq!(read(text), AdverseEvent::none(), "{text}");
    }
}

#[test]
fn the_score_grows_with_the_verdict_and_stays_between_nought_and_one() {
    let report = read("Le Lyrica m'a donné des vertiges, j'ai arrêté.").score;
    let mention = read("Le Lyrica donne-t-il des vertiges ?").score;
    assert!(report > mention && (0.0..=1.0).contains(&report), "{report} {mention}");
}
