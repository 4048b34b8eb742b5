//! The public database of medicines of France (« base de données publique des médicaments », BDPM).
//!
//! Of its files, three say what a text may name: the specialities (`CIS_bdpm.txt`), their substances
//! (`CIS_COMPO_bdpm.txt`) and the conditions of their prescription (`CIS_CPD_bdpm.txt`). A denomination is cut to the
//! name people use (`name`), the specialities of one name become one product (`merge`).

mod merge;
mod name;
mod substance;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::fold::fold;
use super::{DamagedLine, Product};
use crate::engine::lexicon::Lexicon;
use name::{Denomination, Labels};
use substance::Substance;

/// The file without which nothing can be read.
pub const SPECIALITIES: &str = "CIS_bdpm.txt";
/// The substances of each speciality.
pub const SUBSTANCES: &str = "CIS_COMPO_bdpm.txt";
/// The conditions of its prescription.
pub const CONDITIONS: &str = "CIS_CPD_bdpm.txt";

/// The files as read from the disk; empty where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files<'f> {
    /// `CIS_bdpm.txt`.
    pub specialities: &'f [u8],
    /// `CIS_COMPO_bdpm.txt`.
    pub substances: &'f [u8],
    /// `CIS_CPD_bdpm.txt`.
    pub conditions: &'f [u8],
}

/// What the files gave.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The products, in the order of their names.
    pub products: Vec<Product>,
    /// Lines that could not be used, by file and line.
    pub damaged: Vec<DamagedLine>,
    /// Specialities read.
    pub specialities: usize,
    /// Specialities whose name the packs know already, better.
    pub known: usize,
    /// Specialities whose name no reader could tell from « très » or « les ».
    pub left_out: usize,
}

/// One speciality, from the three files.
struct Speciality<'d> {
    line: &'d Denomination,
    /// The name people use.
    name: Vec<String>,
    prescription: bool,
    substances: BTreeSet<Substance>,
}

/// Reads the files into the products that the packs of `lexicon` do not know.
#[must_use]
pub fn read(files: &Files<'_>, lexicon: &Lexicon) -> Import {
    let mut damaged = Vec::new();
    let denominations = denominations(files.specialities, &mut damaged);
    let mut substances = substances(files.substances, &mut damaged);
    let prescription = prescriptions(files.conditions, &mut damaged);
    let active: BTreeSet<String> = substances.values().flatten().flat_map(Substance::words).collect();
    let labels = Labels::of(&denominations, &active);
    let specialities: Vec<Speciality<'_>> = denominations
        .iter()
        .map(|line| Speciality {
            name: labels.strip(line),
            prescription: prescription.contains(&line.code),
            substances: substances.remove(&line.code).unwrap_or_default(),
            line,
        })
        .collect();
    let merge::Merged { products, known, left_out } = merge::merge(&specialities, &active, lexicon);
    Import { products, damaged, specialities: specialities.len(), known, left_out }
}

fn denominations(bytes: &[u8], damaged: &mut Vec<DamagedLine>) -> Vec<Denomination> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut denominations = Vec::new();
    for row in table::rows(SPECIALITIES, bytes, 12, damaged) {
        let code = row.column(0).to_owned();
        let mut refuse = |reason: String| damaged.push(DamagedLine { file: SPECIALITIES, line: row.line, reason });
        if let Some(first) = lines.get(&code) {
            refuse(format!("its code was read on line {first} already"));
            continue;
        }
        let [written, authorisation, procedure, sold, holder] = [1, 4, 5, 6, 10].map(|column| row.column(column));
        if !written.chars().any(char::is_alphabetic) {
            refuse("it has no denomination".to_owned());
            continue;
        }
        lines.insert(code.clone(), row.line);
        denominations.push(Denomination {
            code,
            head: name::head(written),
            holder: super::fold::words(holder).into_iter().collect(),
            vaccine: fold(written).contains("VACCIN"),
            homeopathic: fold(procedure).contains("HOMEO"),
            sold: authorisation.ends_with("active") && sold.starts_with("Commercialis"),
        });
    }
    // Names the two kinds of damage of one file in the order of its lines.
    damaged.sort_by_key(|damaged| damaged.line);
    denominations
}

/// The substances of each code: the therapeutic fraction where the file names one, else the substance itself.
fn substances(bytes: &[u8], damaged: &mut Vec<DamagedLine>) -> BTreeMap<String, BTreeSet<Substance>> {
    // One link joins a substance (SA) and its therapeutic fractions (FT).
    let mut links: BTreeMap<(String, String), BTreeMap<bool, BTreeSet<Substance>>> = BTreeMap::new();
    for row in table::rows(SUBSTANCES, bytes, 8, damaged) {
        let fraction = match row.column(6) {
            "FT" => true,
            "SA" | "ST" => false,
            other => {
                let reason = format!("a substance is of type SA or FT, not `{other}`");
                damaged.push(DamagedLine { file: SUBSTANCES, line: row.line, reason });
                continue;
            }
        };
        if let Some(substance) = Substance::parse(row.column(3)) {
            let link = (row.column(0).to_owned(), row.column(7).to_owned());
            links.entry(link).or_default().entry(fraction).or_default().insert(substance);
        }
    }
    let mut of_code: BTreeMap<String, BTreeSet<Substance>> = BTreeMap::new();
    for ((code, _), mut kinds) in links {
        let told = kinds.remove(&true).or_else(|| kinds.remove(&false)).unwrap_or_default();
        of_code.entry(code).or_default().extend(told);
    }
    of_code
}

/// What a condition that keeps a medicine from free sale says.
const PRESCRIPTION: [&str; 7] =
    ["LISTE I", "STUPEFIANT", "PRESCRIPTION", "HOSPITAL", "ORDONNANCE", "RENOUVELLEMENT", "RESERVE"];

/// The codes that have such a condition.
fn prescriptions(bytes: &[u8], damaged: &mut Vec<DamagedLine>) -> BTreeSet<String> {
    let rows = table::rows(CONDITIONS, bytes, 2, damaged);
    let on_prescription = rows.iter().filter(|row| {
        let condition = fold(row.column(1));
        PRESCRIPTION.iter().any(|word| condition.contains(word))
    });
    on_prescription.map(|row| row.column(0).to_owned()).collect()
}

#[cfg(test)]
mod tests;
