//! What proves each fact, under which vigilance a product falls, and who the patient is.

use super::{read, read_on};
use crate::engine::AdverseEvent;
use crate::engine::review::{AgeGroup, Criterion, Fact, Scheme, Seriousness, SpecialSituation};

fn evidence(event: &AdverseEvent, fact: Fact) -> Vec<&str> {
    event.evidence.iter().filter(|told| told.fact == fact).map(|told| told.excerpt.as_str()).collect()
}

#[test]
fn seriousness_is_proved_by_the_words_or_by_the_effect_that_suggests_it() {
    let event = read("Ma fille de 6 ans a convulsé le soir du Bexsero, hospitalisée trois jours.");
    assert_eq!(evidence(&event, Fact::Seriousness(Seriousness::Hospitalisation)), ["hospitalisée"]);
    let event = read("My mum had a stroke on Xarelto and passed away.");
    assert_eq!(evidence(&event, Fact::Seriousness(Seriousness::Death)), ["passed away"]);
    let event = read("Le Zyban m'a donné des convulsions.");
    assert_eq!(event.seriousness.len(), 1);
    assert_eq!(evidence(&event, Fact::Seriousness(event.seriousness[0])), ["convulsions"]);
}

#[test]
fn a_special_situation_is_proved_by_its_words() {
    let event = read("Je suis tombée enceinte avec le Nexplanon.");
    let words = evidence(&event, Fact::SpecialSituation(SpecialSituation::LackOfEfficacy));
    assert!(words.len() == 1 && words[0].contains("enceinte"), "{words:?}");
    let event = read("Six mois d'Humira et aucune amélioration.");
    assert_eq!(evidence(&event, Fact::SpecialSituation(SpecialSituation::LackOfEfficacy)), ["aucune amélioration"]);
}

#[test]
fn each_criterion_met_is_proved_and_the_others_are_not() {
    let event = read("Mon fils de 6 ans a des maux de tête depuis le Concerta.");
    let criterion = |criterion| evidence(&event, Fact::Criterion(criterion));
    assert_eq!(criterion(Criterion::Patient), ["Mon fils de 6 ans"]);
    assert_eq!(criterion(Criterion::Reporter), ["Mon fils"]);
    assert_eq!(criterion(Criterion::Product), ["Concerta"]);
    assert_eq!(criterion(Criterion::Reaction), ["maux de tête"]);
    let event = read("Depuis ma pilule j'ai des bouffées de chaleur.");
    assert!(!event.criteria.product && evidence(&event, Fact::Criterion(Criterion::Product)).is_empty());
    assert!(!event.criteria.patient && evidence(&event, Fact::Criterion(Criterion::Patient)).is_empty());
}

#[test]
fn what_the_page_gives_has_no_words_to_quote() {
    let event = read_on("WEGOVY", "Deux jours que je vomis tripes et boyaux après la piqûre.");
    let products = evidence(&event, Fact::Criterion(Criterion::Product));
    assert!(products.iter().all(|words| !words.is_empty()), "{products:?}");
}

#[test]
fn a_fact_reads_as_its_kind_and_its_name() {
    let facts = [
        (Fact::Seriousness(Seriousness::Hospitalisation), r#"{"seriousness":"hospitalisation"}"#),
        (Fact::SpecialSituation(SpecialSituation::Overdose), r#"{"special_situation":"overdose"}"#),
        (Fact::Criterion(Criterion::Patient), r#"{"criterion":"patient"}"#),
    ];
    for (fact, json) in facts {
        assert_eq!(serde_json::to_string(&fact).unwrap(), json);
        assert_eq!(serde_json::from_str::<Fact>(json).unwrap(), fact);
    }
}

#[test]
fn each_product_falls_under_its_vigilance() {
    let cases: [(&str, &[Scheme]); 9] = [
        ("Le Lyrica m'a donné des vertiges.", &[Scheme::Pharmacovigilance]),
        ("39 de fièvre après le vaccin Pfizer, j'ai grelotté toute la nuit.", &[Scheme::Pharmacovigilance]),
        ("Avec Leeloo j'ai des migraines.", &[Scheme::Pharmacovigilance]),
        ("Mon stérilet au cuivre me fait saigner quinze jours par mois.", &[Scheme::Materiovigilance]),
        ("Ma prothèse de hanche grince et j'ai mal à l'aine depuis la pose.", &[Scheme::Materiovigilance]),
        ("Cette coloration m'a brûlé le cuir chevelu.", &[Scheme::Cosmetovigilance]),
        ("La levure de riz rouge en gélules me donne des crampes.", &[Scheme::Nutrivigilance]),
        ("My copper coil makes me bleed for two weeks.", &[Scheme::Materiovigilance]),
        ("L'autotest m'a fait saigner du nez pendant une heure.", &[Scheme::Reactovigilance]),
    ];
    for (text, schemes) in cases {
        let event = read(text);
        assert_eq!(event.schemes, schemes, "{text}");
        let suspect = event.products.iter().find(|product| product.scheme.is_some()).unwrap();
        assert_eq!(suspect.scheme, schemes.first().copied(), "{text}");
    }
}

#[test]
fn abuse_of_a_medicine_is_told_to_addictovigilance_too() {
    let event = read("Je suis accro au Stilnox, j'en prends six par nuit pour planer.");
    assert!(event.special_situations.contains(&SpecialSituation::Abuse), "{:?}", event.special_situations);
    assert_eq!(event.schemes, [Scheme::Pharmacovigilance, Scheme::Addictovigilance]);
    assert_eq!(read("Le Stilnox me donne des vertiges.").schemes, [Scheme::Pharmacovigilance]);
}

#[test]
fn the_age_group_comes_from_the_age_or_from_the_words() {
    let cases = [
        ("Mon fils de 10 jours vomit depuis le Gaviscon.", Some(AgeGroup::Neonate)),
        ("Ma fille de 4 mois a convulsé après le Rotarix.", Some(AgeGroup::Infant)),
        ("Mon fils de 6 ans a des maux de tête depuis le Concerta.", Some(AgeGroup::Child)),
        ("Mon bébé vomit depuis le Rotarix.", Some(AgeGroup::Infant)),
        ("Mon ado fait des cauchemars sous Roaccutane.", Some(AgeGroup::Adolescent)),
        ("J'ai 34 ans, des vertiges avec le Lyrica.", Some(AgeGroup::Adult)),
        ("Ma mère de 82 ans saigne du nez sous Previscan.", Some(AgeGroup::Elderly)),
        ("My toddler broke out in hives after Augmentin.", Some(AgeGroup::Child)),
        ("My newborn threw up after the Rotarix.", Some(AgeGroup::Neonate)),
        ("My teenager has nightmares on Accutane.", Some(AgeGroup::Adolescent)),
        // Nobody's father is eleven days old.
        ("Mon père a fait un AVC 11 jours après le vaccin Pfizer.", None),
        ("Ma sœur a des vertiges sous Lyrica.", None),
    ];
    for (text, group) in cases {
        assert_eq!(read(text).patient.unwrap().age_group, group, "{text}");
    }
}

#[test]
fn pregnancy_is_told_denied_or_unknown() {
    let cases = [
        ("Je suis enceinte de 5 mois et le Zoloft me donne des nausées.", Some(true)),
        ("Ma femme est enceinte, le Tardyferon lui donne des maux de ventre.", Some(true)),
        ("I'm 12 weeks pregnant and Zofran gives me headaches.", Some(true)),
        ("J'ai 30 ans, je ne suis pas enceinte, le Leeloo me donne des nausées.", Some(false)),
        ("J'ai 30 ans, le Lyrica me donne des vertiges.", None),
        ("Mon mari a un ventre de femme enceinte depuis le Seroquel.", None),
    ];
    for (text, pregnant) in cases {
        assert_eq!(read(text).patient.unwrap().pregnant, pregnant, "{text}");
    }
}
