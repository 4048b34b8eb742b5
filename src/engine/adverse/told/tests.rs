//! What is written down about a case, on the packs as shipped. Each text carries its answer: `[words]` or
//! `[words|outcome]`; a text without any must give none.

mod evidence;

use std::fmt::Display;

use proptest::prelude::*;

use super::super::tests::ENGINE;
use crate::engine::review::{Challenge, Evidence, Outcome, Quote, Review};
use crate::engine::{AdverseEvent, AdverseVerdict, Input};

/// What the field under test tells: the words, and the outcome where there is one.
type Told = (String, Option<String>);

fn quoted(quote: &Quote) -> Told {
    (quote.excerpt.clone(), None)
}

fn shown(excerpt: &str, outcome: impl Display) -> Told {
    (excerpt.to_owned(), Some(outcome.to_string()))
}

fn challenged(told: &Challenge) -> Told {
    shown(&told.excerpt, told.outcome)
}

fn became(told: &Outcome) -> Told {
    shown(&told.excerpt, told.outcome)
}

/// The text without its answers, and the answers.
fn unmark(marked: &str) -> (String, Vec<Told>) {
    let (mut plain, mut told, mut rest) = (String::new(), Vec::new(), marked);
    while let Some((before, after)) = rest.split_once('[') {
        let (inside, next) = after.split_once(']').unwrap();
        let (words, outcome) = inside.split_once('|').map_or((inside, None), |(words, outcome)| (words, Some(outcome)));
        plain.push_str(before);
        plain.push_str(words);
        told.push((words.to_owned(), outcome.map(str::to_owned)));
        rest = next;
    }
    plain.push_str(rest);
    (plain, told)
}

fn read(text: &str) -> AdverseEvent {
    let event = ENGINE.review(&Input::new(text)).adverse_event;
    assert!(
        matches!(event.verdict, AdverseVerdict::Report | AdverseVerdict::SpecialSituation),
        "no case is told: {text}"
    );
    event
}

fn read_on(page: &str, text: &str) -> AdverseEvent {
    let input = Input { page_products: vec![page.to_owned()], ..Input::new(text) };
    ENGINE.review(&input).adverse_event
}

#[track_caller]
fn tells(field: fn(&AdverseEvent) -> Vec<Told>, texts: &[&str]) {
    for marked in texts {
        let (text, expected) = unmark(marked);
        let event = read(&text);
        let mut told = field(&event);
        told.dedup();
        assert_eq!(told, expected, "{text}\n{:?}", event.reactions);
    }
}

fn doses(event: &AdverseEvent) -> Vec<Told> {
    event.products.iter().filter_map(|product| product.dose.as_ref()).map(quoted).collect()
}

fn times(event: &AdverseEvent) -> Vec<Told> {
    event.products.iter().filter_map(|product| product.since.as_ref()).map(quoted).collect()
}

fn onsets(event: &AdverseEvent) -> Vec<Told> {
    event.reactions.iter().filter_map(|reaction| reaction.onset.as_ref()).map(quoted).collect()
}

fn outcomes(event: &AdverseEvent) -> Vec<Told> {
    event.reactions.iter().filter_map(|reaction| reaction.outcome.as_ref()).map(became).collect()
}

fn dechallenges(event: &AdverseEvent) -> Vec<Told> {
    event.products.iter().filter_map(|product| product.dechallenge.as_ref()).map(challenged).collect()
}

fn rechallenges(event: &AdverseEvent) -> Vec<Told> {
    event.products.iter().filter_map(|product| product.rechallenge.as_ref()).map(challenged).collect()
}

#[test]
fn a_dose_is_that_of_the_product() {
    tells(
        doses,
        &[
            "Je prends du Levothyrox [75 µg] et j'ai des vertiges.",
            "Doliprane, [2 comprimés par jour], et des nausées terribles.",
            "J'ai des nausées avec le Seroplex [20 mg le soir].",
            "[Un comprimé de 500 mg matin et soir] d'Augmentin et j'ai une diarrhée horrible.",
            "Sous Lexomil [un quart le soir] je suis dans le brouillard et j'ai des vertiges.",
            "Metformine [1000 matin midi soir] : diarrhée tous les jours, je n'en peux plus.",
            "Humira [une injection toutes les deux semaines], j'ai une éruption sur les bras.",
            "Laroxyl [10 gouttes le soir], bouche sèche et vertiges.",
            "jai pris [2 cp] de doliprane et jai des plaques rouges partout",
            "I take [two 500mg tablets a day] of metformin and I get awful diarrhoea.",
            "On Lexapro [10 mg daily] and I have had nausea ever since.",
            "Been on sertraline [50mg] and I'm so dizzy I can't stand.",
            "Ozempic [0.5 mg once a week] left me vomiting for days.",
            "My doctor put me on naproxen [500 mg twice a day] and I got stomach bleeding.",
        ],
    );
}

#[test]
fn a_dose_of_something_else_is_no_dose() {
    tells(
        doses,
        &[
            "Depuis que je prends 2 g de sel par jour avec Coversyl j'ai des vertiges.",
            "Ma glycémie à 2 g sous Seroquel et j'ai pris 6 kilos, je suis épuisée.",
            "J'ai bu 500 ml d'eau avec le Xenical et j'ai eu des diarrhées.",
            "I drink 2 litres of water with my Lipitor and my legs still cramp.",
            "My blood sugar of 300 mg/dl on prednisone scared me, and I was sick.",
        ],
    );
}

#[test]
fn how_long_a_product_was_taken() {
    tells(
        times,
        &[
            "Je prends du Levothyrox [depuis 3 semaines] et j'ai des vertiges.",
            "[Ça fait 2 mois] que je suis sous Ozempic et je vomis tous les matins.",
            "Seroplex [commencé lundi], depuis je tremble.",
            "[3 semaines] sous Champix, cauchemars toutes les nuits.",
            "sous lyrica [dpuis 2 mois] jai pris 8 kilos",
            "[J'ai commencé le Champix il y a 10 jours] et je fais des cauchemars.",
            "Kardégic [depuis 2019], des bleus partout sur les bras.",
            "I have been on Lexapro [for 3 weeks] and I feel dizzy all day.",
            "[I started Lexapro in May] and now I have constant headaches.",
            "My [first dose of Ozempic was two days ago] and I've been vomiting.",
            "[six weeks] on gabapentin and my ankles are swollen",
        ],
    );
}

#[test]
fn how_long_something_else_lasted_is_not_how_long_it_was_taken() {
    tells(
        times,
        &[
            "Seroplex : j'ai des nausées et je tremble depuis 3 jours.",
            "Je suis diabétique depuis 10 ans, la Metformine me donne des diarrhées.",
            "Ma fille de 6 ans tousse depuis deux jours sous Triatec.",
            "J'ai arrêté le Lyrica depuis deux mois et j'ai encore des vertiges.",
            "Enceinte depuis trois mois sous Zoloft, j'ai des nausées.",
            "I've had a headache for 3 days, I take Lexapro.",
            "Diabetic for ten years. Metformin gives me cramps.",
        ],
    );
}

#[test]
fn how_soon_an_effect_began() {
    tells(
        onsets,
        &[
            "[Deux heures après] la prise de Voltarène, j'ai eu des plaques rouges partout.",
            "Le Champix m'a donné des nausées [dès le premier comprimé].",
            "Vaccin Pfizer hier, [le lendemain] j'avais 39 de fièvre.",
            "J'ai pris du Voltarène, urticaire [au bout de trois jours].",
            "Le Prolia m'a donné des douleurs osseuses [dans les 48 heures].",
            "jai pris un antibio et [1h apres] jai gonflé du visage",
            "My lips swelled up [within an hour] of taking amoxicillin.",
            "I took ciprofloxacin and [three days later] my tendon snapped.",
            "Had my Pfizer jab and was shivering [that night].",
            "Hives [after the first dose] of Bactrim.",
        ],
    );
}

#[test]
fn the_time_of_something_else_is_no_onset() {
    tells(
        onsets,
        &[
            "L'Augmentin m'a donné une diarrhée, disparue le lendemain.",
            "J'ai pris du Seroplex, j'ai des vertiges, rendez-vous le lendemain chez le médecin.",
            "Crestor arrêté au bout de trois semaines, j'ai des crampes horribles.",
            "Nausées sous Champix, apparues deux ans après mon accouchement.",
            "After two hours of waiting they gave me Tramadol and I was sick.",
            "Lamictal gave me a rash, it went away after two weeks.",
        ],
    );
}

#[test]
fn what_became_of_an_effect() {
    tells(
        outcomes,
        &[
            "J'ai eu des nausées sous Champix, [ça a passé|recovered].",
            "Crampes sous Crestor, [toujours là|not_recovered] trois mois plus tard.",
            "L'Augmentin m'a donné une urticaire, elle n'a [pas disparu|not_recovered].",
            "Le Lyrica m'a donné des vertiges mais [ça va mieux|recovering].",
            "Mon père a fait une hémorragie sous Xarelto. Il [est décédé|fatal] deux jours après.",
            "Brûlée par l'Aldara, j'ai [gardé des séquelles|recovered_with_sequelae].",
            "L'Augmentin m'a donné une diarrhée [terminée maintenant|recovered]",
            "Mes douleurs sous Crestor [persistent|not_recovered].",
            "Lipitor gave me leg cramps, they [went away|recovered].",
            "Lipitor gave me leg cramps and they [won't go away|not_recovered].",
            "Lamictal gave me a rash, it is [getting better|recovering].",
            "Cipro ruined my tendon, I have [permanent damage|recovered_with_sequelae].",
            "My mum had a stroke on Xarelto and [passed away|fatal].",
        ],
    );
}

#[test]
fn the_end_of_something_else_is_no_outcome() {
    tells(
        outcomes,
        &[
            "Le Champix me donne des nausées, guérie de ma grippe en plus.",
            "J'ai des nausées sous Champix, j'attends que ça passe.",
            "Le Levothyrox me donne des crampes, mes cheveux sont partis aussi.",
            "J'ai eu des vertiges avec le Lyrica, je suis passé au scanner.",
            "Lexapro makes me dizzy, hope it goes away.",
            "Ambien made me sleepwalk, I recovered from flu too.",
        ],
    );
}

#[test]
fn what_stopping_the_product_showed() {
    tells(
        dechallenges,
        &[
            "[J'ai arrêté le Crestor et mes douleurs musculaires ont disparu|positive].",
            "Crampes sous Crestor toujours là [malgré l'arrêt|negative].",
            "Lyrica [arrêté|unknown] la semaine dernière à cause des vertiges.",
            "La gynéco a [retiré l'implant et ma dépression s'est envolée|positive]",
            "[I stopped Lipitor and the cramps went away|positive].",
            "Lipitor wrecked my legs. [I stopped taking it in March. Still have|negative] the cramps.",
            "[Came off|unknown] Lexapro last week because of the nausea.",
        ],
    );
}

#[test]
fn stopping_something_else_shows_nothing() {
    tells(
        dechallenges,
        &[
            "J'ai arrêté de fumer avec le Champix, j'ai des cauchemars.",
            "Ma toux s'est arrêtée, mais le Triatec me donne des vertiges.",
            "Je n'ai pas arrêté le Crestor malgré les crampes.",
            "En arrêt de travail à cause des vertiges du Lyrica.",
            "Si j'arrête le Lyrica les vertiges vont passer ? J'ai mal partout avec.",
            "On m'a enlevé la vésicule après des mois de douleurs sous Ozempic.",
            "I stopped smoking on Chantix and had awful nightmares.",
            "I never stopped Lipitor even with the leg cramps.",
        ],
    );
}

#[test]
fn what_taking_it_again_showed() {
    tells(
        rechallenges,
        &[
            "[J'ai repris le Voltarène et l'urticaire est revenue|positive].",
            "Urticaire sous Augmentin, [revenue dès que j'en ai repris|positive].",
            "Nausées sous Champix, [à la reprise rien n'est revenu|negative].",
            "Crampes avec le Crestor. [J'ai réessayé|unknown] en janvier.",
            "[Chaque fois que je prends|positive] du Voltarène j'ai des plaques.",
            "The rash [came back when I restarted|positive] Lamictal.",
            "[Every time I take|positive] ibuprofen my face swells up.",
        ],
    );
}

#[test]
fn taking_up_something_else_shows_nothing() {
    tells(
        rechallenges,
        &[
            "Le Lyrica m'a donné des vertiges, j'ai quand même repris le travail.",
            "J'ai repris du poids avec le Zyprexa et je dors tout le temps.",
            "I went back to work, still dizzy from Lyrica.",
        ],
    );
}

#[test]
fn each_effect_is_tied_to_the_suspect_products_that_it_weighs_with() {
    let event = read("Le Lyrica m'a donné des vertiges.");
    assert_eq!(event.reactions[0].products, [0]);
    let event = read("Le Voltarène m'a donné une urticaire. Mon mari prend du Doliprane.");
    let urticaria = event.reactions.iter().find(|reaction| reaction.term == "Urticaire").unwrap();
    let tied: Vec<&str> = urticaria.products.iter().map(|index| event.products[*index].name.as_str()).collect();
    assert_eq!(tied, ["VOLTARENE"]);
    let event = read("Pas de nausées sous Ozempic mais une constipation d'enfer.");
    assert!(event.reactions.iter().any(|reaction| reaction.products.is_empty()), "what is denied is tied to nothing");
}

#[test]
fn a_mention_tells_none_of_it() {
    let event = ENGINE.review(&Input::new("Il paraît que le Crestor 10 mg donne des crampes.")).adverse_event;
    assert_eq!(event.verdict, AdverseVerdict::Mention);
    assert!(event.evidence.is_empty() && event.schemes.is_empty());
    assert!(event.products.iter().all(|product| product.dose.is_none() && product.since.is_none()));
}

/// A review as it was stored before these facts were written down.
const STORED: &str = r#"{"id":null,"lang":"fr","policy":{"release":"1","digest":"sha256:0"},"verdict":"review","findings":[],
"adverse_event":{"verdict":"report","score":0.9,"products":[{"start":0,"end":6,"excerpt":"Lyrica","name":"LYRICA",
"substance":null,"atc":null,"role":"suspect","from_page":false}],"reactions":[{"start":7,"end":15,"excerpt":"vertiges",
"term":"Vertige","status":"affirmed"}],"seriousness":[],"special_situations":[],"patient":{"excerpt":"je","age":null,
"age_unit":null,"sex":null,"relation":"self"},"reporter":null,"criteria":{"patient":true,"reporter":false,"product":true,
"reaction":true},"missing":[],"cues":[]}}"#;

#[test]
fn a_review_stored_before_still_reads_and_a_new_one_reads_back() {
    let stored: Review = serde_json::from_str(STORED).unwrap();
    assert!(stored.adverse_event.evidence.is_empty() && stored.adverse_event.products[0].dose.is_none());
    let review = ENGINE.review(&Input::new("J'ai arrêté le Crestor et mes douleurs musculaires ont disparu."));
    let json = serde_json::to_string(&review).unwrap();
    assert_eq!(serde_json::from_str::<Review>(&json).unwrap(), review);
}

/// Every span of the facts written down, with its words.
fn spans(event: &AdverseEvent) -> Vec<(usize, usize, &str)> {
    let quote = |quote: &Option<Quote>| quote.as_ref().map(|quote| (quote.start, quote.end));
    let mut found: Vec<(usize, usize, &str)> = Vec::new();
    for Evidence { start, end, excerpt, .. } in &event.evidence {
        found.push((*start, *end, excerpt));
    }
    for product in &event.products {
        for told in [&product.dose, &product.since] {
            found
                .extend(quote(told).zip(told.as_ref()).map(|((start, end), told)| (start, end, told.excerpt.as_str())));
        }
        for told in [&product.dechallenge, &product.rechallenge].into_iter().flatten() {
            found.push((told.start, told.end, &told.excerpt));
        }
    }
    for reaction in &event.reactions {
        found.extend(reaction.onset.iter().map(|told| (told.start, told.end, told.excerpt.as_str())));
        found.extend(reaction.outcome.iter().map(|told| (told.start, told.end, told.excerpt.as_str())));
    }
    found.extend(event.patient.iter().map(|told| (told.start, told.end, told.excerpt.as_str())));
    found
}

/// Words that tell cases, beside what people put between them.
const PIECES: [&str; 44] = [
    "J’ai arrêté",
    "le Lyrica",
    "Crestor",
    "depuis 3 semaines",
    "75 µg",
    "2 comprimés par jour",
    "vertiges",
    "des nausées",
    "ont disparu",
    "toujours là",
    "malgré l’arrêt",
    "repris",
    "c’est revenu",
    "deux heures après",
    "dès le premier comprimé",
    "le lendemain",
    "mon bébé",
    "enceinte",
    "ma fille de 6 ans",
    "hospitalisée",
    "est décédé",
    "accro",
    "😵‍💫",
    "🤮",
    "œdème",
    "É",
    "\n",
    ".",
    ",",
    "?",
    "et",
    "mais",
    "I stopped",
    "Lipitor",
    "for two weeks",
    "within an hour",
    "went away",
    "50mg daily",
    "headache",
    "my toddler",
    "#Ozempic",
    "jai",
    "1/2",
    "½",
];

proptest! {
    #[test]
    fn every_span_lies_on_characters_and_quotes_them(pieces in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..24)) {
        let mut text = String::new();
        for (index, apart) in pieces {
            text.push_str(PIECES[index]);
            if apart {
                text.push(' ');
            }
        }
        let event = ENGINE.review(&Input::new(text.as_str())).adverse_event;
        for (start, end, excerpt) in spans(&event) {
            prop_assert_eq!(text.get(start..end), Some(excerpt), "{}", text);
        }
        let products = event.products.len();
        prop_assert!(event.reactions.iter().flat_map(|reaction| &reaction.products).all(|index| *index < products));
    }

    #[test]
    fn no_text_breaks_the_writing_down(text in "\\PC{0,80}(Lyrica|Crestor) \\PC{0,40}(vertiges|crampes)\\PC{0,80}") {
        let event = ENGINE.review(&Input::new(text.as_str())).adverse_event;
        for (start, end, excerpt) in spans(&event) {
            prop_assert_eq!(text.get(start..end), Some(excerpt));
        }
    }
}
