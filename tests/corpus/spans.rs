//! What holds of every review of every text. Shared with the fuzz target.

use vigie::engine::Review;

/// Every place lies inside the text, on character boundaries, and says the words it carries.
pub fn check(text: &str, review: &Review) -> Result<(), String> {
    let event = &review.adverse_event;
    let findings = review.findings.iter().map(|found| ("finding", found.start, found.end, &found.excerpt));
    let products = event.products.iter().filter(|found| !found.from_page);
    let products = products.map(|found| ("product", found.start, found.end, &found.excerpt));
    let reactions = event.reactions.iter().map(|found| ("reaction", found.start, found.end, &found.excerpt));
    for (sort, start, end, excerpt) in findings.chain(products).chain(reactions) {
        let words = text.get(start..end);
        if words != Some(excerpt.as_str()) || excerpt.is_empty() {
            return Err(format!("{sort} {start}..{end} says {excerpt:?}, the text says {words:?}"));
        }
    }
    if let Some(found) = event.products.iter().find(|found| found.from_page && (found.start, found.end) != (0, 0)) {
        return Err(format!("a product of the page stands in the text: {found:?}"));
    }
    if let Some(patient) = event.patient.as_ref().filter(|patient| !text.contains(&patient.excerpt)) {
        return Err(format!("the patient {:?} is not in the text", patient.excerpt));
    }
    if !(0.0..=1.0).contains(&event.score) {
        return Err(format!("the score is {}", event.score));
    }
    Ok(())
}
