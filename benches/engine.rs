//! How fast texts are reviewed on one core, with every pack: the whole review, its steps, and a yardstick (a bare
//! Aho–Corasick pass over the normalised texts with the same phrases).

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a bench may fail"
)]

use std::fs;
use std::hint::black_box;
use std::path::Path;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use vigie::engine::{self, Engine, Input, PackFile, PackSource, context, lang, scan};

fn packs() -> Vec<PackSource> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|folder| folder.join("pack.toml").exists()).map(|folder| pack(&folder)).collect()
}

fn pack(folder: &Path) -> PackSource {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    PackSource {
        id: folder.file_name().unwrap().to_string_lossy().into_owned(),
        files: files
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .map(|path| PackFile { path: path.display().to_string(), text: fs::read_to_string(&path).unwrap() })
            .collect(),
    }
}

fn bare_search(engine: &Engine) -> AhoCorasick {
    AhoCorasick::builder()
        .match_kind(MatchKind::Standard)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(engine.lexicon().phrases().iter().map(|phrase| format!(" {phrase}")))
        .unwrap()
}

fn throughput(criterion: &mut Criterion) {
    let engine = engine::compile(&packs()).unwrap_or_else(|errors| panic!("{errors}"));
    let lexicon = engine.lexicon();
    let inputs: Vec<Input> = POSTS.iter().map(|post| Input::new(*post)).collect();
    let normalised: Vec<String> = POSTS.iter().map(|post| lexicon.normalise(post).norm.clone()).collect();
    let search = bare_search(&engine);
    let mut group = criterion.benchmark_group("posts");
    group.throughput(Throughput::Elements(POSTS.len().try_into().unwrap()));
    group.bench_function("review", |bench| {
        bench.iter(|| inputs.iter().map(|input| black_box(engine.review(input)).findings.len()).sum::<usize>());
    });
    group.bench_function("normalise", |bench| {
        bench.iter(|| POSTS.iter().map(|post| black_box(lexicon.normalise(post)).tokens.len()).sum::<usize>());
    });
    group.bench_function("normalise_and_scan", |bench| {
        bench.iter(|| {
            let hits = |post: &&str| {
                let text = lexicon.normalise(post);
                let (lang, sure) = lang::guess(&text, None);
                black_box(scan::scan(lexicon, text, lang, sure)).hits.len()
            };
            POSTS.iter().map(hits).sum::<usize>()
        });
    });
    group.bench_function("normalise_scan_and_context", |bench| {
        bench.iter(|| {
            let scopes = |post: &&str| {
                let text = lexicon.normalise(post);
                let (lang, sure) = lang::guess(&text, None);
                black_box(context::qualify(&scan::scan(lexicon, text, lang, sure))).scopes.len()
            };
            POSTS.iter().map(scopes).sum::<usize>()
        });
    });
    group.bench_function("yardstick_bare_aho_corasick", |bench| {
        bench.iter(|| {
            normalised.iter().map(|text| search.find_overlapping_iter(black_box(text)).count()).sum::<usize>()
        });
    });
    group.finish();
}

/// Reading and compiling every pack, as at each start.
fn compiling(criterion: &mut Criterion) {
    let packs = packs();
    let mut group = criterion.benchmark_group("packs");
    group.sample_size(10);
    group.bench_function("compile", |bench| {
        bench.iter(|| engine::compile(black_box(&packs)).unwrap_or_else(|errors| panic!("{errors}")));
    });
    group.finish();
}

/// Texts of one megabyte made to cost the most: each cue, product or symptom could be held against all others.
fn hostile(criterion: &mut Criterion) {
    const REPEATED: [(&str, &str); 6] = [
        ("denials", "pas "),
        ("products", "doliprane "),
        ("emoji_that_need_support", "💉"),
        ("cases_in_sentences", "depuis que je prends du Doliprane j'ai mal à la tête. "),
        ("cases_in_one_sentence", "je prends doliprane pour mes migraines et nausées, "),
        ("misspellings", "vomissemnt levotirox "),
    ];
    let engine = engine::compile(&packs()).unwrap_or_else(|errors| panic!("{errors}"));
    let mut group = criterion.benchmark_group("one_megabyte_of");
    group.sample_size(10);
    for (name, unit) in REPEATED {
        let input = Input::new(unit.repeat(1_000_000 / unit.len()));
        group.bench_function(name, |bench| bench.iter(|| black_box(engine.review(&input)).findings.len()));
    }
    group.finish();
}

criterion_group!(benches, throughput, compiling, hostile);
criterion_main!(benches);

/// Two hundred short posts as they come: mostly ordinary, some about effects, some that advertise.
const POSTS: [&str; 200] = [
    "Merci à toute l'équipe pour l'accueil, on se sent tout de suite mieux",
    "Est-ce que le parking est gratuit le dimanche ?",
    "Bravo les filles, quel beau projet 👏👏",
    "J'ai attendu quatre heures aux urgences hier soir...",
    "Quelqu'un connaît un bon dentiste vers Rennes ?",
    "Le secrétariat ne répond jamais au téléphone",
    "Bonne retraite Martine, tu vas nous manquer ❤️",
    "On peut venir sans rendez-vous pour la vaccination ?",
    "Ma fille a adoré la visite de la caserne 😍",
    "Toujours au top, merci !",
    "C'est honteux de fermer la maternité",
    "Bonjour, avez-vous reçu mon message de lundi ?",
    "Trop hâte d'y être 🎉",
    "La cantine du CHU c'est quand même pas fameux mdr",
    "Bonne année à tous et surtout la santé !",
    "Je partage, ça peut servir",
    "Les travaux finissent quand ?",
    "Super conférence, très claire, merci docteur",
    "Pas de place avant six mois, c'est normal ça ?",
    "Mon grand-père y a été soigné, personnel adorable",
    "Il faut prendre le bus 12 puis marcher cinq minutes",
    "Ça fait du bien de lire de bonnes nouvelles",
    "Et pour les enfants, c'est à partir de quel âge ?",
    "Encore un déficit, et après on s'étonne...",
    "Belle photo de groupe 📸",
    "Courage aux soignants, vous êtes formidables",
    "Impossible de se connecter à l'espace patient depuis ce matin",
    "Bonjour à tous, petit rappel : la marche part à 9h30 de la mairie",
    "Je cherche une nounou sur Villeurbanne, quelqu'un aurait ça ?",
    "On a gagné 3-1, quel match !",
    "Le nouveau bâtiment est magnifique",
    "Vous recrutez des aides-soignantes en ce moment ?",
    "Pourquoi la consultation du soir a-t-elle disparu ?",
    "J'ai perdu mon écharpe dans la salle d'attente, elle est bleue",
    "Oui mais qui va payer ?",
    "Merci pour ces explications, c'est plus clair maintenant",
    "Sympa la vidéo, on dirait une série 😂",
    "Très bon accueil mais salle d'attente glaciale",
    "La pluie, encore la pluie, toujours la pluie",
    "Le don du sang c'est samedi salle des fêtes, venez nombreux !",
    "Mon chien a mangé mon masque lol",
    "Cinq étoiles pour le plateau repas, si si",
    "Je valide à 100 %",
    "Trois ans déjà... le temps passe vite",
    "Attention, fausse annonce qui circule sur WhatsApp",
    "La file d'attente fait le tour du bâtiment",
    "Ils ont été odieux avec ma mère, je ne reviendrai pas",
    "Réunion d'information jeudi à 18 h, entrée libre",
    "Bravo pour le prix, mérité !",
    "Y a quoi comme musique à la fête ce soir ?",
    "Ma sœur attend son deuxième, accouchement prévu en mars",
    "Je préfère le train, c'est plus calme",
    "Vous avez oublié de mettre le lien dans l'article",
    "Merci au monsieur qui m'a aidée à porter mes sacs",
    "Le site bugge sur téléphone",
    "Un grand bravo aux internes qui tiennent la baraque",
    "Rien à signaler, tout va bien",
    "Hâte de reprendre le sport après tout ce temps",
    "Le café de la cafétéria est imbuvable 🤣",
    "C'est où exactement, derrière la gare ?",
    "J'y étais, ambiance géniale",
    "Les délais pour un IRM, c'est n'importe quoi",
    "On ne lâche rien 💪",
    "Merci de retirer ma photo de votre page",
    "Encore une belle initiative de l'association",
    "Et la climatisation, on en parle ?",
    "Mes félicitations aux jeunes parents",
    "Le stationnement devient impossible dans le quartier",
    "Ça donne envie de s'inscrire",
    "Quel plaisir de revoir toute la promo 2004",
    "Bonsoir, à quelle heure ferme l'accueil ?",
    "J'espère que ça va durer",
    "Un service public digne de ce nom, c'est rare",
    "La maire était présente, elle a bien parlé",
    "Tout à fait d'accord avec Sylvie",
    "Non mais sérieusement ?!",
    "Prenez soin de vous les amis",
    "C'était mieux avant",
    "La navette passe toutes les vingt minutes",
    "On attend la suite avec impatience",
    "#OctobreRose #MarcheRose avec les collègues",
    "@julie_b tu viens demain ?",
    "Inscription ici : https://exemple.fr/inscription",
    "Appelez le standard au 01 23 45 67 89",
    "Mon avis ? Allez-y les yeux fermés",
    "Plus aucune place, dommage",
    "Ils ont changé les horaires sans prévenir personne",
    "Première fois que je vois un médecin sourire autant",
    "Ok merci",
    "Super 👍",
    "👏👏👏",
    "Le chocolat chaud était délicieux",
    "Petit coup de gueule du matin : rangez les fauteuils roulants !",
    "Quelle chance vous avez",
    "Je ne comprends pas la question",
    "Le dossier est à envoyer par courrier ou par mail ?",
    "Bon courage pour les examens",
    "Mon fils veut devenir pompier",
    "Je garde le contact, merci",
    "Depuis que je prends mon nouveau traitement j'ai des vertiges tous les matins",
    "Deux jours après le vaccin j'avais encore le bras gonflé et de la fièvre",
    "Ma mère a arrêté ce médicament, elle avait des nausées terribles",
    "J'ai pas eu d'effets secondaires avec le Doliprane, rien du tout",
    "Le levotirox m'a donné des crampes horribles, quelqu'un d'autre ?",
    "Est-ce normal d'avoir mal à la tête avec cette pilule ?",
    "Mon mari a fait une allergie à l'amoxicilline, direct aux urgences",
    "J'ai oublié ma pilule hier, je fais quoi ?",
    "Sous Ozempic depuis un mois, j'ai perdu cinq kilos mais quelle fatigue",
    "Plus de douleurs depuis que je prends ce comprimé, miracle",
    "J'ai peur des effets du vaccin, je ne sais pas quoi faire",
    "La notice dit qu'on peut avoir des vertiges",
    "Mon fils de 6 ans a eu des boutons partout après le sirop",
    "Il paraît que ce médicament fait grossir",
    "Je prends du paracétamol pour mes migraines",
    "Hospitalisée trois jours à cause d'un surdosage, plus jamais",
    "Ça ne marche pas du tout sur moi ce truc",
    "J'ai le stérilet depuis deux ans et des règles très abondantes",
    "Mon patch me gratte, c'est rouge tout autour",
    "Après l'injection, impossible de lever le bras pendant une semaine",
    "Grosse fatigue et insomnies depuis le changement de dosage",
    "L'infirmière s'est trompée de dose, heureusement sans conséquence",
    "Ma belle-mère est tombée à cause des somnifères",
    "J'ai vomi toute la nuit 🤮 après le premier comprimé",
    "Mes cheveux tombent depuis que j'ai commencé, vous aussi ?",
    "Je suis enceinte et sous antidépresseur, est-ce risqué ?",
    "Aucun souci avec le générique pour ma part",
    "Palpitations toute la journée, je pense que c'est la ventoline",
    "Le pharmacien m'a donné une autre marque et j'ai de l'urticaire",
    "Bouche sèche et constipation, merci le traitement",
    "Le meilleur chirurgien de la région, sans hésiter",
    "Promo de rentrée : -20% sur toutes les injections avec le code RENTREE20 💉",
    "Laissez-nous un avis 5 étoiles et gagnez une séance offerte",
    "Notre nouveau laser fait disparaître les taches en une séance, résultat garanti",
    "Lunettes remboursées à 100 %, profitez-en vite !",
    "Parrainez une amie et recevez un bon d'achat",
    "Avant / après bluffant, swipe 👉",
    "Vends boîtes de Lyrica, contactez-moi en privé",
    "Ordonnance sans consultation, réponse en cinq minutes",
    "Notre centre dentaire ouvre le 2 mai, tiers payant, secteur 1",
    "Arrêtez vos médicaments et venez suivre ma cure de jus détox",
    "Vaccin contre la grippe : disponible en pharmacie dès mardi",
    "Blanchiment dentaire offert pour toute pose de facettes",
    "Séance découverte d'hypnose, premier rendez-vous gratuit",
    "La clinique pratique la chirurgie du sein, devis et délai de réflexion de 15 jours",
    "Nos audioprothésistes vous accueillent du mardi au samedi",
    "Dépistage du diabète gratuit ce week-end place du marché",
    "Collaboration commerciale : j'ai testé cette crème pendant un mois",
    "Cette gélule soigne l'arthrose naturellement 🍃",
    "Interdit : vendre des médicaments sur les réseaux sociaux",
    "Attention aux faux stylos vendus en ligne",
    "Le laboratoire recrute une technicienne, CDI à Nantes",
    "Mois sans tabac : appelez le 39 89",
    "Puff goût vanille, nouveau parfum disponible",
    "Un verre de vin par jour c'est bon pour le cœur 🍷",
    "Résultats du bilan en deux heures, le labo le plus rapide de la ville",
    "Téléconsultation possible, le médecin décide de la prescription",
    "Votre arrêt maladie en cinq minutes, validé à coup sûr",
    "Merci Sophie pour ton témoignage, ça nous touche",
    "Bonjour madame, contactez le service des usagers par message privé",
    "Great service, thank you so much",
    "Does anyone know if the clinic is open on Sunday?",
    "My daughter loved the nurses, they were so kind",
    "I have been on this medication for two weeks and my head hurts every day",
    "No side effects at all for me, works great",
    "Is it normal to feel dizzy after the second dose?",
    "The waiting room was freezing",
    "Stopped taking it because of the nausea",
    "Happy birthday to the best doctor in town",
    "My mother was hospitalised after the new pills",
    "Parking is a nightmare as usual",
    "I heard that vaccine makes you tired",
    "So proud of the whole team 🎉",
    "Anyone else losing hair on this?",
    "What time does the pharmacy close?",
    "bjr svp qqn sait si on peut venir a pied ??",
    "jsuis dég, rdv annulé pr la 3eme fois",
    "mdr la tete du medecin qd jlui ai dit ça",
    "tro bien merciiii bcp",
    "cc tu peux me donner le num du kiné stp",
    "jai mal partout depuis hier jsp pk",
    "g pas compris le truc de la carte vitale",
    "slt ya encore des places pour samedi ?",
    "ptdr l'affiche du service 😂😂",
    "ct super hier soir, on recommence qd vs voulez",
    "Le Dr. M. est à l'écoute, cabinet propre et lumineux",
    "J'ai 42 ans et je n'avais jamais vu ça",
    "Trois points de suture et puis s'en va",
    "Rendez-vous obtenu en deux clics, bravo",
    "Les toilettes du deuxième étage sont en panne",
    "On nous a rendu maman en pleine forme, merci la vie",
    "Mon kiné est parti à la retraite, je suis perdue",
    "C'est quoi le code postal de la clinique ?",
    "Fermé le lundi, dommage pour nous",
    "Bel hommage rendu ce matin à notre collègue",
    "Les bénévoles distribuent des sourires tous les mardis",
    "Ici tout le monde est content du nouveau self",
    "Vivement les vacances !",
    "Ne jetez pas vos masques par terre, merci",
    "Le self propose enfin un plat végétarien",
    "On se retrouve devant la fontaine à midi",
];
