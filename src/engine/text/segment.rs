//! Where sentences and clauses end, on text typed in a hurry.

use super::{Capital, Segment, Text, Token, TokenKind, Traits};

const DOMAIN_ENDINGS: [&str; 12] = ["fr", "com", "org", "net", "be", "ch", "eu", "io", "ca", "uk", "info", "gouv"];

/// What happens between a token and the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    None,
    Clause,
    Sentence,
}

/// Fills the sentences and clauses of `text`.
pub(super) fn segment(text: &mut Text<'_>) {
    let (mut sentence_start, mut clause_start, mut question) = (0, 0, false);
    let (mut sentences, mut clauses) = (Vec::with_capacity(4), Vec::with_capacity(8));
    for index in 0..text.tokens.len() {
        let cut = if index == 0 { Cut::None } else { cut_before(text, index) };
        if cut != Cut::None {
            clauses.push(Segment { tokens: clause_start..index, question: false });
            clause_start = index;
        }
        if cut == Cut::Sentence {
            sentences.push(Segment { tokens: sentence_start..index, question });
            (sentence_start, question) = (index, false);
        }
        let is_mark = text.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Mark);
        question |= is_mark && text.word(index) == "?";
        if let Some(token) = text.tokens.get_mut(index) {
            token.sentence = sentences.len();
            token.clause = clauses.len();
        }
    }
    let end = text.tokens.len();
    if end > 0 {
        clauses.push(Segment { tokens: clause_start..end, question: false });
        sentences.push(Segment { tokens: sentence_start..end, question });
    }
    text.sentences = sentences;
    text.clauses = clauses;
}

fn cut_before(text: &Text<'_>, index: usize) -> Cut {
    let (Some(before), Some(token)) = (text.tokens.get(index - 1), text.tokens.get(index)) else { return Cut::None };
    match before.kind {
        TokenKind::Newline => return Cut::Sentence,
        TokenKind::Mark => {
            let cut = after_mark(text, index, before, token);
            if cut != Cut::None {
                return cut;
            }
        }
        _ => {}
    }
    if token.kind == TokenKind::Newline {
        return Cut::None;
    }
    if token.after_symbol && token.capital != Capital::No && token.kind == TokenKind::Word {
        return Cut::Sentence;
    }
    let starts = |index: usize| text.tokens.get(index).is_some_and(|next| next.traits.has(Traits::CLAUSE_START));
    if token.traits.has(Traits::CLAUSE_BREAK) || (token.traits.has(Traits::CLAUSE_JOINER) && starts(index + 1)) {
        return Cut::Clause;
    }
    Cut::None
}

fn after_mark(text: &Text<'_>, index: usize, mark: &Token, next: &Token) -> Cut {
    let lower_word = next.kind == TokenKind::Word && next.capital == Capital::No;
    match text.word(index - 1) {
        "!" | "?" if is_final(text, index) => Cut::None,
        "." if dot_inside(text, index, mark, next) => Cut::None,
        "…" if lower_word => Cut::Clause,
        "!" | "?" | "." | "…" => Cut::Sentence,
        "," if next.traits.has(Traits::CLAUSE_START) || next.traits.has(Traits::CLAUSE_BREAK) => Cut::Clause,
        "-" if next.kind == TokenKind::Number => Cut::None,
        ";" | ":" | "(" | ")" | "[" | "]" | "\"" | "-" | "|" => Cut::Clause,
        _ => Cut::None,
    }
}

/// « ?! » is one ending.
fn is_final(text: &Text<'_>, index: usize) -> bool {
    matches!(text.word(index), "!" | "?" | ")" | "…")
}

/// The dot of an abbreviation, of an initial or of a site's name ends nothing.
fn dot_inside(text: &Text<'_>, index: usize, dot: &Token, next: &Token) -> bool {
    let Some(word) = index.checked_sub(2).and_then(|before| text.tokens.get(before)) else { return false };
    if word.to != dot.from {
        return false;
    }
    let initial = word.kind == TokenKind::Word && word.capital != Capital::No && word.end - word.start == 1;
    let site = next.from == dot.to && DOMAIN_ENDINGS.contains(&text.word(index));
    initial || site || word.traits.has(Traits::ABBREVIATION)
}
