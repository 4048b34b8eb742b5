//! Forms written once for many: « (nuque|cou) (raide|bloqu*) » stands for its four combinations.

/// The most combinations one form may stand for.
const MOST: usize = 4096;

/// The combinations a form stands for; itself where it has no group: « patient(e)s » is no group.
///
/// # Errors
/// What is wrong with its parentheses.
pub fn expand(form: &str) -> Result<Vec<String>, &'static str> {
    if !form.contains('|') {
        return Ok(vec![form.to_owned()]);
    }
    let mut made = vec![String::new()];
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('(') {
        let (group, next) = after.split_once(')').ok_or("a group of words `(a|b)` ends with `)`")?;
        if before.contains([')', '|']) || group.contains('(') {
            return Err("groups of words `(a|b)` stand one after another, not inside each other");
        }
        let mut longer = Vec::with_capacity(made.len() * 2);
        for start in &made {
            longer.extend(group.split('|').map(|word| format!("{start}{before}{word}")));
        }
        if longer.len() > MOST {
            return Err("this form stands for too many combinations: write several");
        }
        made = longer;
        rest = next;
    }
    if rest.contains([')', '|']) {
        return Err("a group of words `(a|b)` starts with `(`");
    }
    Ok(made.into_iter().map(|start| start + rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_without_groups_stands_for_itself() {
        assert_eq!(expand("mal de tête").unwrap(), ["mal de tête"]);
    }

    #[test]
    fn groups_are_combined_in_order() {
        let forms = expand("(nuque|cou) (raide|bloqu*) au réveil").unwrap();
        assert_eq!(
            forms,
            ["nuque raide", "nuque bloqu*", "cou raide", "cou bloqu*"].map(|form| format!("{form} au réveil"))
        );
    }

    #[test]
    fn a_group_may_be_empty_on_one_side() {
        assert_eq!(expand("perd(|s) mes cheveux").unwrap(), ["perd mes cheveux", "perds mes cheveux"]);
    }

    #[test]
    fn crooked_groups_are_told() {
        for form in ["(a|b", "a|b", "a|b) c", "((a|b)|c)"] {
            assert!(expand(form).is_err(), "{form}");
        }
    }
}
