//! Careless typing: what must match all the same, and what must not begin to.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::engine::input::Lang;
use crate::engine::lexicon::Entry;
use crate::engine::{Engine, PackFile, PackSource, compile, lang, scan};

const PACK: &str = r#"
id = "t"
title = { fr = "Essai" }
version = "2026.11.1"
languages = ["fr"]
"#;
const LEXICON: &str = r#"
[words]
function = ["je", "le", "la", "de", "des", "l", "d", "j", "et", "ai", "elle", "est", "du", "qui"]
ordinary = ["prends", "suis", "quelle", "poisson", "contrat", "mange"]
filler = ["très", "trop", "un peu", "vraiment", "du coup"]
[list.taking]
words = ["je prends", "suis sous"]
[list.treats]
words = ["crampe*"]
[cue.negation]
before = ["pas de"]
pseudo = ["pas mal"]
"#;
const REACTIONS: &str = r#"
reaction = [
  { term = "Vertige", forms = ["tête qui tourne", "tourn* de l'œil"] },
  { term = "Vomissement", forms = ["vomissements", "vomi"] },
  { term = "Fatigue", forms = ["fatigue", "fatiguée"] },
  { term = "Nausée", forms = ["mal au cœur"] },
  { term = "Spasme", forms = ["crampes musculaires"] },
  { term = "Panique", forms = ["crise d'angoisse"] },
  { term = "Intoxication", forms = ["poison"] },
  { term = "Douleur", forms = ["mal à l'estomac"] },
  { term = "Hémorragie", forms = ["hémorragie", "saignements"] },
]
"#;
const PRODUCTS: &str = r#"
product = [
  { name = "DOLIPRANE", forms = ["doliprane adulte"], kind = "medicine", status = "otc" },
  { name = "CONTRAMAL", kind = "medicine", status = "rx" },
]
"#;

fn engine() -> Engine {
    let files =
        [("pack.toml", PACK), ("lexicon.toml", LEXICON), ("reactions.toml", REACTIONS), ("products.toml", PRODUCTS)];
    let file = |(name, text): (&str, &str)| PackFile { path: format!("policies/t/{name}"), text: text.to_owned() };
    compile(&[PackSource { id: "t".to_owned(), files: files.map(file).to_vec() }]).unwrap()
}

/// What is found, with the words it was found in; `~` where a word was mended.
fn found(engine: &Engine, written: &str) -> Vec<String> {
    let text = engine.lexicon.normaliser.normalise(written);
    let scanned = scan::scan(&engine.lexicon, text, Lang::Fr, true);
    let name = |entry| match entry {
        Entry::Product(id) => engine.lexicon.product(id).unwrap().name.clone(),
        Entry::Reaction(id) => engine.lexicon.reaction(id).unwrap().term.clone(),
        Entry::List(list) => format!("@{}", engine.lexicon.lists.get(list.0 as usize).unwrap()),
        other => format!("{other:?}"),
    };
    let hits = scanned.hits.iter().map(|hit| {
        let mended = if hit.fuzzy { " ~" } else { "" };
        format!("{}: {}{mended}", name(hit.entry), scanned.text.excerpt(hit.tokens()))
    });
    hits.collect()
}

#[track_caller]
fn finds(written: &str, expected: &[&str]) {
    assert_eq!(found(&engine(), written), expected, "{written}");
}

#[test]
fn fillers_may_stand_between_the_words_of_a_phrase() {
    finds("la tête vraiment qui tourne un peu", &["Vertige: tête vraiment qui tourne"]);
    finds("je tournais du coup un peu de l’œil", &["Vertige: tournais du coup un peu de l’œil"]);
    finds("tête trop très vraiment qui tourne", &[]);
    finds("un peu mal au cœur très", &["Nausée: mal au cœur"]);
}

#[test]
fn fillers_stay_out_of_products_and_of_what_only_looks_like_a_cue() {
    finds("doliprane vraiment adulte", &["DOLIPRANE: doliprane"]);
    finds("pas trop mal", &[]);
    finds("pas trop de", &["Cue(Negation, Before): pas trop de"]);
}

#[test]
fn a_lost_apostrophe_does_not_hide_a_phrase() {
    finds("crise dangoisse", &["Panique: crise dangoisse"]);
    finds("mal à lestomac", &["Douleur: mal à lestomac"]);
    finds("MAL A LESTOMAC", &["Douleur: MAL A LESTOMAC"]);
    finds("jprends du doliprane", &["@taking: jprends", "DOLIPRANE: doliprane"]);
    finds("quelle", &[]);
}

#[test]
fn mistakes_are_mended_in_reactions_and_in_products() {
    finds("vommissements", &["Vomissement: vommissements"]);
    finds("vomisement", &["Vomissement: vomisement"]);
    finds("fatiiigue", &["Fatigue: fatiiigue"]);
    finds("dolipraaane et dolipranne", &["DOLIPRANE: dolipraaane", "DOLIPRANE: dolipranne"]);
    finds("hémoragie, emorragie", &["Hémorragie: hémoragie", "Hémorragie: emorragie ~"]);
    finds("seignements", &["Hémorragie: seignements ~"]);
    finds("crise d’engoisse", &["Panique: crise d’engoisse ~"]);
}

#[test]
fn a_word_with_a_known_beginning_is_mended_within_it() {
    finds("crampes muscullaires", &["Spasme: crampes muscullaires", "@treats: crampes"]);
    finds("crampess musculaires", &["Spasme: crampess musculaires", "@treats: crampess"]);
    finds("crampettes", &["@treats: crampettes"]);
}

#[test]
fn a_correct_word_is_never_mended() {
    finds("du poisson, des poissons, un contrat, des contrats", &[]);
    finds("poison", &["Intoxication: poison"]);
}

/// Words of the packs and ordinary ones, with the mistakes people make.
fn careless_text() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "tête",
        "qui",
        "tourne",
        "très",
        "un",
        "peu",
        "vomissements",
        "Vomi",
        "fatiguée",
        "mal",
        "au",
        "cœur",
        "à",
        "l’estomac",
        "lestomac",
        "crise",
        "dangoisse",
        "poison",
        "poisson",
        "doliprane",
        "Dolipranne",
        "CONTRAMAL",
        "contrat",
        "je",
        "prends",
        "jprends",
        "pas",
        "de",
        "hémoragie",
        "saignements",
        "ça",
        "où",
        ",",
        "!",
        "?",
        "14",
    ]);
    prop::collection::vec(word, 0..12).prop_map(|words| words.join(" "))
}

/// The same text without accents.
fn bare(written: &str) -> String {
    let bare = |c| match c {
        'à' => "a".to_owned(),
        'ç' => "c".to_owned(),
        'é' | 'ê' => "e".to_owned(),
        'ù' => "u".to_owned(),
        'œ' => "oe".to_owned(),
        other => String::from(other),
    };
    written.chars().map(bare).collect()
}

static ENGINE: LazyLock<Engine> = LazyLock::new(engine);

/// What is found, from which token to which, and whether it was misspelt.
type Found = (Entry, usize, usize, bool);

/// The language, and what is found where; not whether a capital supports it.
fn read(written: &str) -> (Lang, bool, Vec<Found>) {
    let text = ENGINE.lexicon.normaliser.normalise(written);
    let (lang, sure) = lang::guess(&text, None);
    let scanned = scan::scan(&ENGINE.lexicon, text, lang, sure);
    (lang, sure, scanned.hits.iter().map(|hit| (hit.entry, hit.first, hit.end, hit.fuzzy)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn case_and_accents_never_change_what_is_found(written in careless_text()) {
        let as_written = read(&written);
        prop_assert_eq!(&read(&written.to_uppercase()), &as_written);
        prop_assert_eq!(&read(&written.to_lowercase()), &as_written);
        prop_assert_eq!(&read(&bare(&written)), &as_written);
        prop_assert_eq!(&read(&bare(&written).to_uppercase()), &as_written);
    }

    #[test]
    fn doubled_letters_never_change_what_is_found(
        word in prop::sample::select(vec!["vomissements", "vomi", "fatiguée", "vertige", "doliprane", "hémorragie", "contramal"]),
        at in 0_usize..12,
        times in 1_usize..4,
    ) {
        let at = at % word.chars().count();
        let doubled: String =
            word.chars().enumerate().flat_map(|(i, c)| std::iter::repeat_n(c, if i == at { 1 + times } else { 1 })).collect();
        let entries = |written: &str| -> Vec<Entry> { read(written).2.into_iter().map(|(entry, ..)| entry).collect() };
        prop_assert_eq!(entries(&doubled), entries(word), "{}", doubled);
    }

    #[test]
    fn any_text_is_scanned_and_every_hit_is_inside_it(written in prop_oneof![careless_text(), any::<String>(), "[a-zéjldq' *#.]{0,40}"]) {
        let text = ENGINE.lexicon.normaliser.normalise(&written);
        let scanned = scan::scan(&ENGINE.lexicon, text, Lang::Fr, false);
        for hit in &scanned.hits {
            let span = scanned.text.span(hit.tokens());
            prop_assert!(hit.first < hit.end && hit.end <= scanned.text.tokens.len(), "{:?}", hit);
            prop_assert!(written.get(span.clone()).is_some_and(|words| !words.is_empty()), "{:?}", span);
        }
        prop_assert_eq!(read(&written), read(&written));
    }
}
