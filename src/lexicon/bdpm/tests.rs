use super::*;
use crate::engine::lexicon::{ProductKind, ProductStatus};
use crate::engine::{Engine, PackFile, PackSource, compile};

/// A pack that knows one product, a few ordinary words and an organ.
fn engine() -> Engine {
    let file = |path: &str, text: &str| PackFile { path: path.to_owned(), text: text.to_owned() };
    let files = vec![
        file("pack.toml", "id = \"p\"\ntitle = { fr = \"P\" }\nversion = \"1\"\nlanguages = [\"fr\"]"),
        file(
            "lexicon.toml",
            "[words]\nfunction = [\"très\", \"le\"]\nordinary = [\"tranquille\", \"solution\", \"alma\", \"estomac\"]",
        ),
        file(
            "products.toml",
            "product = [{ name = \"DOLIPRANE\", forms = [\"dolicaps\"], substance = \"paracétamol\", atc = \"N02BE01\", \
             kind = \"medicine\", status = \"otc\" }]",
        ),
    ];
    compile(&[PackSource { id: "p".to_owned(), files }]).unwrap()
}

/// The files from lines of `code|denomination|holder|substances|condition`; a substance is `SA` or `SA>FT`.
fn import(lines: &[&str]) -> Import {
    let (mut specialities, mut substances, mut conditions) = (String::new(), String::new(), String::new());
    for line in lines {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let procedure =
            if cells[1].contains("dilution") { "Enreg homéo (Proc. Nat.)" } else { "Procédure nationale" };
        specialities.push_str(&format!(
            "{}\t{}\tcomprimé\torale\tAutorisation active\t{procedure}\tCommercialisée\t01/01/2000\t\t\t {}\tNon\r\n",
            cells[0], cells[1], cells[2]
        ));
        for (link, told) in cells[3].split('+').filter(|told| !told.is_empty()).enumerate() {
            for (kind, name) in ["SA", "FT"].iter().zip(told.split('>')) {
                substances.push_str(&format!("{}\tc\t1\t{name}\t1 mg\tun comprimé\t{kind}\t{link}\t\r\n", cells[0]));
            }
        }
        if !cells[4].is_empty() {
            conditions.push_str(&format!("{}\t{}\r\n", cells[0], cells[4]));
        }
    }
    read(
        &Files {
            specialities: specialities.as_bytes(),
            substances: substances.as_bytes(),
            conditions: conditions.as_bytes(),
        },
        engine().lexicon(),
    )
}

fn names(import: &Import) -> Vec<&str> {
    import.products.iter().map(|product| product.name.as_str()).collect()
}

fn one(import: &Import, name: &str) -> Product {
    let product = import.products.iter().find(|product| product.name == name);
    product.unwrap_or_else(|| panic!("no {name} among {:?}", names(import))).clone()
}

#[test]
fn a_name_ends_where_the_dose_the_form_or_a_bracket_begins() {
    for (written, name) in [
        ("XARELTO 10 mg, comprimé pelliculé", "XARELTO"),
        ("GRANIONS DE ZINC 15 mg/2 ml, solution buvable en ampoule", "GRANIONS DE ZINC"),
        ("VINTENE, solution injectable", "VINTENE"),
        ("VEYVONDI 650 UI poudre et solvant", "VEYVONDI"),
        ("AXUMIN solution injectable", "AXUMIN"),
        ("MIBG [123 I] 74 MBq/mL", "MIBG"),
        ("METFORMINE (CHLORHYDRATE DE) 500 mg", "METFORMINE"),
        ("A 313 50 000 U.I., capsule molle", "A 313"),
        ("Dexeryl crème, tube", "DEXERYL CREME"),
        ("DAFALGAN CODÉINE, comprimé", "DAFALGAN CODEINE"),
    ] {
        assert_eq!(name::head(written).join(" "), name, "{written}");
    }
}

#[test]
fn laboratories_learnt_from_the_files_are_dropped_and_brands_of_several_words_stay() {
    let import = import(&[
        "60000001|ATENOLOL ZORGLAB 50 mg, comprimé|GROUPE UN|ATENOLOL|liste I",
        "60000002|PINDOLOL ZORGLAB 5 mg, comprimé|GROUPE UN|PINDOLOL|liste I",
        "60000003|NADOLOL ZORGLAB LP 80 mg, comprimé|GROUPE UN|NADOLOL|liste I",
        "60000004|ATENOLOL PERRIN 50 mg, comprimé|LABORATOIRES PERRIN|ATENOLOL|liste I",
        "60000005|GRANIONS DE ZINC 15 mg, solution|EA PHARMA|GLUCONATE DE ZINC>ZINC|",
        "60000006|GRANIONS DE CUIVRE 0,3 mg, solution|EA PHARMA|GLUCONATE DE CUIVRE>CUIVRE|",
    ]);
    assert_eq!(
        names(&import),
        ["ATENOLOL", "GRANIONS", "GRANIONS DE CUIVRE", "GRANIONS DE ZINC", "NADOLOL", "PINDOLOL"],
        "{:?}",
        import.products
    );
    assert_eq!(one(&import, "GRANIONS DE ZINC").substance.as_deref(), Some("zinc"));
    assert_eq!(one(&import, "GRANIONS").substance, None, "it depends on the member");
    assert_eq!(import.specialities, 6);
}

#[test]
fn specialities_of_one_name_are_one_product_with_the_therapeutic_fraction() {
    let import = import(&[
        "60000001|ZYQUARTOL 5 mg, comprimé|X|BÉSILATE D'AMLODIPINE>AMLODIPINE+VALSARTAN|liste I",
        "60000002|ZYQUARTOL 10 mg, comprimé|X|BÉSILATE D'AMLODIPINE>AMLODIPINE+VALSARTAN|prescription hospitalière",
        "60000003|ZYQUARTOL MENTHE 10 mg, comprimé|X|BÉSILATE D'AMLODIPINE+VALSARTAN|liste II",
    ]);
    assert_eq!(names(&import), ["ZYQUARTOL"]);
    let product = one(&import, "ZYQUARTOL");
    assert_eq!(product.substance.as_deref(), Some("amlodipine, valsartan"));
    assert_eq!(product.status, ProductStatus::Rx);
    assert!(!product.support && product.exact);
}

#[test]
fn what_one_may_buy_freely_under_a_name_makes_it_free_and_a_vaccine_is_one() {
    let import = import(&[
        "60000001|FENOQUARTOL 200 mg, comprimé|X|IBUPROFENE|",
        "60000002|FENOQUARTOL 400 mg, comprimé|X|IBUPROFENE|liste II",
        "60000003|GRIPPOVAX, suspension injectable. Vaccin grippal|X|VIRUS|liste I",
        "60000004|DENTOQUARTOL 1 g, gel|X|FLUOR|renouvellement non restreint",
    ]);
    assert_eq!(one(&import, "FENOQUARTOL").status, ProductStatus::Otc);
    assert_eq!(one(&import, "GRIPPOVAX").kind, ProductKind::Vaccine);
    assert_eq!(one(&import, "DENTOQUARTOL").status, ProductStatus::Rx);
}

#[test]
fn what_the_packs_know_stays_theirs() {
    let import = import(&[
        "60000001|DOLIPRANE 500 mg, comprimé|X|PARACÉTAMOL|",
        "60000002|DOLICAPS 500 mg, gélule|X|PARACÉTAMOL|",
        "60000003|DOLIPRANE TABS 500 mg, comprimé|X|PARACÉTAMOL|",
        "60000004|DOLIPRANE CODEINE 500 mg, comprimé|X|PARACÉTAMOL+CODEINE|liste I",
    ]);
    assert_eq!(names(&import), ["DOLIPRANE CODEINE"]);
    assert_eq!((import.known, import.left_out), (3, 0));
}

#[test]
fn ordinary_words_first_names_and_short_names_need_support() {
    let import = import(&[
        "60000001|TRANQUILLE 5 mg, comprimé|X|A|",
        "60000002|ALMA 5 mg, comprimé|X|B|",
        "60000003|ART 50 mg, gélule|X|C|liste I",
        "60000004|ZYQUARTOL 5 mg, comprimé|X|D|",
        "60000005|T.R.E, poudre|X|E|",
    ]);
    for (name, support) in [("TRANQUILLE", true), ("ALMA", true), ("ART", true), ("ZYQUARTOL", false)] {
        assert_eq!(one(&import, name).support, support, "{name}");
    }
    assert_eq!((import.products.len(), import.left_out), (4, 1), "its plural is « très »");
}

#[test]
fn a_homeopathic_stock_named_after_an_organ_keeps_its_laboratory() {
    let import = import(&[
        "60000001|ESTOMAC BOIRON, degré de dilution compris entre 4CH et 30CH|BOIRON|ESTOMAC POUR PRÉPARATIONS HOMÉOPATHIQUES|",
        "60000002|NUX VOMICA BOIRON, degré de dilution compris entre 4CH et 30CH|BOIRON|NUX VOMICA POUR PRÉPARATIONS HOMÉOPATHIQUES|",
    ]);
    assert_eq!(names(&import), ["ESTOMAC BOIRON", "NUX VOMICA"]);
    assert_eq!(one(&import, "NUX VOMICA").substance.as_deref(), Some("nux vomica"));
}

#[test]
fn damaged_lines_are_named_with_their_file_and_the_rest_is_kept() {
    let line = |code: &str, name: &str| {
        format!("{code}\t{name}\tc\to\tAutorisation active\tProcédure nationale\tCommercialisée\td\t\t\tX\tNon\n")
    };
    let specialities = [
        line("60000001", "ZYQUARTOL 5 mg"),
        "60000002\tcut\n".to_owned(),
        "\n".to_owned(),
        line("60000001", "AGAIN"),
        line("60000003", " 12 "),
    ]
    .concat();
    let files = Files {
        specialities: specialities.as_bytes(),
        substances: b"60000001\tc\t1\tX\t1\tr\tZZ\t1\n",
        conditions: b"6000\tliste I\n",
    };
    let import = read(&files, engine().lexicon());
    assert_eq!(names(&import), ["ZYQUARTOL"]);
    let damaged: Vec<String> =
        import.damaged.iter().map(|line| format!("{}:{}: {}", line.file, line.line, line.reason)).collect();
    assert_eq!(
        damaged,
        [
            "CIS_bdpm.txt:2: 12 columns were expected, 2 found",
            "CIS_bdpm.txt:4: its code was read on line 1 already",
            "CIS_bdpm.txt:5: it has no denomination",
            "CIS_COMPO_bdpm.txt:1: a substance is of type SA or FT, not `ZZ`",
            "CIS_CPD_bdpm.txt:1: it does not start with a code of eight digits",
        ]
    );
}

/// The real files, where a developer has them.
#[test]
fn the_real_files_become_thousands_of_products() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bdpm");
    let file = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
    let specialities = file(SPECIALITIES);
    if specialities.is_empty() {
        eprintln!("skipped: the official files are not in ../shared/data/bdpm");
        return;
    }
    let (substances, conditions) = (file(SUBSTANCES), file(CONDITIONS));
    let files = Files { specialities: &specialities, substances: &substances, conditions: &conditions };
    let import = read(&files, engine().lexicon());
    assert!(import.specialities > 15_000 && import.damaged.is_empty(), "{:?}", import.damaged);
    assert!((3_000..8_000).contains(&import.products.len()), "{}", import.products.len());
    for (name, substance) in [("METFORMINE", "metformine"), ("XARELTO", "rivaroxaban"), ("LEVOTHYROX", "lévothyroxine")]
    {
        let told = one(&import, name).substance.unwrap_or_default();
        assert!(told.contains(substance), "{name}: {told}");
    }
    let labelled = |name: &&&str| ["BIOGARAN", "VIATRIS", "TEVA", " LP"].iter().any(|label| name.ends_with(label));
    assert_eq!(names(&import).iter().filter(labelled).count(), 0);
}
