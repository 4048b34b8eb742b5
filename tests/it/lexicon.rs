//! `vigie lexicon` as it is run from a shell.

use std::{fs, path::Path, process::Stdio, time::Duration};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    cli::{code, err, fed, out, run, vigie},
    plain,
};

plain![
    what_was_imported_is_recognised_and_a_second_import_changes_no_byte,
    a_damaged_line_is_named_and_the_rest_is_imported,
    an_import_replaces_the_one_before,
    a_folder_without_the_files_is_refused_with_the_place_to_get_them,
    a_kill_at_any_moment_leaves_a_whole_file,
    the_real_files_are_imported,
];

const KEPT: &str = "var/lexicon/bdpm/products.toml";
const POST: &str = "{\"id\":\"1\",\"text\":\"Depuis que je prends du Zyquartol j'ai des vertiges\"}\n";

/// The official files in cp1252 with those names, each of them a speciality on prescription.
fn official(folder: &Path, names: &[String]) {
    fs::create_dir_all(folder).unwrap();
    let (mut specialities, mut substances, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
    for (name, code) in names.iter().zip(60_000_001..) {
        let line = format!(
            "{code}\t{name} 5 mg, comprime\tcomprime\torale\tAutorisation active\tNationale\tCommercialisee\t\t\t\t X\tNon\r\n"
        );
        // « comprimé », « Commercialisée »: the accent as cp1252 writes it.
        let accented = line.replace("comprime\t", "comprim\u{1}\t").replace("lisee", "lis\u{1}e").into_bytes();
        specialities.extend(accented.into_iter().map(|byte| if byte == 1 { 0xe9 } else { byte }));
        substances.extend(format!("{code}\tc\t1\tATENOLOL\t5 mg\tun comprime\tSA\t1\t\r\n").into_bytes());
        conditions.extend(format!("{code}\tliste I\r\n").into_bytes());
    }
    fs::write(folder.join("CIS_bdpm.txt"), specialities).unwrap();
    fs::write(folder.join("CIS_COMPO_bdpm.txt"), substances).unwrap();
    fs::write(folder.join("CIS_CPD_bdpm.txt"), conditions).unwrap();
}

fn named(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn import(folder: &Path) -> Value {
    let output = run(folder, &["lexicon", "import", "bdpm", "bdpm", "--json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

fn products_of(folder: &Path) -> Value {
    let review: Value = serde_json::from_str(&out(&fed(folder, &["scan"], POST.as_bytes()))).unwrap();
    review["adverse_event"]["products"].clone()
}

fn what_was_imported_is_recognised_and_a_second_import_changes_no_byte() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    official(&folder.join("bdpm"), &named(&["ZYQUARTOL", "TRANQUILLE", "DOLIPRANE", "ZYQUARTOL LP"]));
    assert!(out(&run(folder, &["lexicon", "list"])).contains("vigie lexicon import"));
    assert_ne!(products_of(folder)[0]["substance"], "atenolol", "nobody knows it before");
    let first = import(folder);
    assert_eq!(first["specialities"], 4);
    assert_eq!(first["products"], 2, "{first}");
    assert_eq!([&first["known"], &first["ambiguous"], &first["merged"], &first["added"]], [1, 1, 1, 2], "{first}");
    let bytes = fs::read(folder.join(KEPT)).unwrap();
    let second = import(folder);
    assert_eq!(fs::read(folder.join(KEPT)).unwrap(), bytes);
    assert_eq!([&second["products"], &second["added"], &second["removed"]], [2, 0, 0], "{second}");
    let found = products_of(folder);
    assert_eq!([&found[0]["name"], &found[0]["substance"]], ["ZYQUARTOL", "atenolol"], "{found}");
    let list: Value = serde_json::from_str(&out(&run(folder, &["lexicon", "list", "--json"]))).unwrap();
    assert_eq!([&list[0]["products"], &list[0]["ambiguous"]], [2, 1], "{list}");
    let lint = run(folder, &["policies", "lint"]);
    assert_eq!(code(&lint), 0, "{}", out(&lint));
    assert!(out(&lint).starts_with("8 packs"), "{}", out(&lint));
}

fn a_damaged_line_is_named_and_the_rest_is_imported() {
    let folder = TempDir::new().unwrap();
    official(&folder.path().join("bdpm"), &named(&["ZYQUARTOL", "OTHERQUARTOL"]));
    let path = folder.path().join("bdpm/CIS_bdpm.txt");
    let mut bytes = fs::read(&path).unwrap();
    bytes.extend(b"60000009\tcut short\r\n");
    fs::write(&path, bytes).unwrap();
    let output = run(folder.path(), &["lexicon", "import", "bdpm", "bdpm"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    assert!(err(&output).contains("CIS_bdpm.txt:3: 12 columns were expected, 2 found"), "{}", err(&output));
    assert!(out(&output).contains("2 products") && out(&output).contains("1 line skipped"), "{}", out(&output));
    let json = import(folder.path());
    assert_eq!([&json["damaged"][0]["line"], &json["products"]], [3, 2], "{json}");
    fs::remove_file(folder.path().join("bdpm/CIS_CPD_bdpm.txt")).unwrap();
    assert_eq!(import(folder.path())["missing"][0], "CIS_CPD_bdpm.txt");
}

fn an_import_replaces_the_one_before() {
    let folder = TempDir::new().unwrap();
    official(&folder.path().join("bdpm"), &named(&["ZYQUARTOL", "OLDQUARTOL"]));
    import(folder.path());
    official(&folder.path().join("bdpm"), &named(&["ZYQUARTOL", "NEWQUARTOL", "NEXTQUARTOL"]));
    let json = import(folder.path());
    assert_eq!([&json["products"], &json["added"], &json["removed"]], [3, 2, 1], "{json}");
    let kept = fs::read_to_string(folder.path().join(KEPT)).unwrap();
    assert!(!kept.contains("OLDQUARTOL") && kept.matches("\"ZYQUARTOL\"").count() == 1, "{kept}");
}

fn a_folder_without_the_files_is_refused_with_the_place_to_get_them() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("bdpm")).unwrap();
    let refused = |why: &str| {
        let output = run(folder.path(), &["lexicon", "import", "bdpm", "bdpm"]);
        assert_eq!(code(&output), 2, "{why}");
        assert!(err(&output).contains("base-donnees-publique.medicaments.gouv.fr"), "{}", err(&output));
        assert!(!folder.path().join(KEPT).exists(), "{why}");
    };
    refused("no file");
    fs::write(folder.path().join("bdpm/CIS_bdpm.txt"), "<html>not found</html>\n").unwrap();
    refused("nothing in it");
    assert_eq!(code(&run(folder.path(), &["lexicon", "import", "vidal", "bdpm"])), 2);
}

fn a_kill_at_any_moment_leaves_a_whole_file() {
    let folder = TempDir::new().unwrap();
    let folder = folder.path();
    let many = |ending: &str| -> Vec<String> {
        let letters = ["BA", "DO", "KI", "LU", "ME", "RO", "SA", "TI"];
        let name = |number: usize| -> String { (0..4).map(|at| letters[(number >> (3 * at)) % 8]).collect() };
        (0..4_000).map(|number| format!("{}{ending}", name(number))).collect()
    };
    official(&folder.join("bdpm"), &many("QUAR"));
    import(folder);
    let old = fs::read(folder.join(KEPT)).unwrap();
    official(&folder.join("bdpm"), &many("QUEN"));
    let mut replaced = false;
    for turn in 0..20 {
        let mut child = vigie(folder)
            .args(["lexicon", "import", "bdpm", "bdpm"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(turn * 150));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().unwrap();
        let kept = fs::read(folder.join(KEPT)).unwrap();
        if kept != old {
            replaced = true;
            assert!(kept.ends_with(b"]\n") && kept.len() == old.len(), "half a file");
            break;
        }
    }
    import(folder);
    let beside = fs::read_dir(folder.join(KEPT).parent().unwrap()).unwrap().count();
    assert_eq!(beside, 1, "nothing is left beside the file (replaced: {replaced})");
}

fn the_real_files_are_imported() {
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/bdpm");
    if !real.join("CIS_bdpm.txt").exists() {
        println!("skipped: the_real_files_are_imported; it needs the official files in ../shared/data/bdpm");
        return;
    }
    let folder = TempDir::new().unwrap();
    let real = real.display().to_string();
    let output = run(folder.path(), &["lexicon", "import", "bdpm", &real, "--json"]);
    assert_eq!(code(&output), 0, "{}", err(&output));
    let json: Value = serde_json::from_str(&out(&output)).unwrap();
    assert!(json["specialities"].as_u64().unwrap() > 15_000, "{json}");
    let count = |name: &str| json[name].as_u64().unwrap();
    assert!(count("kept") > 3_000 && count("ambiguous") > 50, "{json}");
    // What the packs know by the same name is merged into theirs; the rest is new.
    assert_eq!(count("products") + count("merged"), count("kept"), "{json}");
    assert!(count("products") > 1_000, "{json}");
    assert_eq!(json["damaged"].as_array().unwrap().len(), 0, "{json}");
}
