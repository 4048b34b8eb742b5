//! Examples: the answer is inside the text, `[span|rule id]`, and every pack is judged by its own.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};

use super::error::{Located, PackError, nearest};
use super::schema::{ExampleToml, Word};
use super::{Pack, Parsed};
use crate::engine::Engine;
use crate::engine::input::{Input, Kind, Lang, Speaker};
use crate::engine::review::{AdverseVerdict, ReactionStatus, Review, Seriousness, SpecialSituation};
use crate::engine::rule::RuleSet;

/// What an example expects at a place of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A finding of that rule.
    Rule(String),
    /// A product of that name.
    Product(String),
    /// A reaction of that term, with that status.
    Reaction(String, ReactionStatus),
}

/// One example, ready to be reviewed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The file it comes from.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// The pack it belongs to.
    pub pack: String,
    /// What is reviewed.
    pub input: Input,
    /// What is expected, and where.
    pub marks: Vec<(Range<usize>, Mark)>,
    /// Rules that must stay silent.
    pub passes: Vec<String>,
    /// The adverse-event verdict expected.
    pub adverse: Option<AdverseVerdict>,
    /// The seriousness expected.
    pub seriousness: Vec<Seriousness>,
    /// The special situations expected.
    pub special: Vec<SpecialSituation>,
}

/// One expectation that was not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFailure {
    /// The file of the example.
    pub path: String,
    /// Its line.
    pub line: usize,
    /// The text reviewed.
    pub text: String,
    /// What was expected.
    pub expected: String,
    /// What was found instead.
    pub got: String,
}

/// The outcome of every example.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExampleReport {
    /// How many examples were reviewed.
    pub examples: usize,
    /// How many expectations were checked.
    pub checks: usize,
    /// Those not met, in the order of packs and lines.
    pub failures: Vec<ExampleFailure>,
}

impl ExampleReport {
    /// Whether every expectation was met.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        self.failures.is_empty()
    }
}

impl fmt::Display for ExampleReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for failure in &self.failures {
            writeln!(f, "{}:{}: {}", failure.path, failure.line, failure.text.replace('\n', " ⏎ "))?;
            writeln!(f, "  expected: {}", failure.expected)?;
            writeln!(f, "       got: {}", failure.got)?;
        }
        let Self { examples, checks, failures } = self;
        write!(f, "{examples} examples, {checks} checks, {} not met", failures.len())
    }
}

/// Reviews every example of every pack.
#[must_use]
pub fn check_examples(engine: &Engine) -> ExampleReport {
    let mut report = ExampleReport::default();
    for example in engine.examples() {
        report.examples += 1;
        let review = engine.review(&example.input);
        for (met, expected, got) in expectations(example, &review) {
            report.checks += 1;
            if !met {
                let (path, line, text) = (example.path.clone(), example.line, example.input.text.clone());
                report.failures.push(ExampleFailure { path, line, text, expected, got });
            }
        }
    }
    report
}

fn expectations(example: &Example, review: &Review) -> Vec<(bool, String, String)> {
    let mut checks = Vec::new();
    for (span, mark) in &example.marks {
        let words = example.input.text.get(span.clone()).unwrap_or_default();
        checks.push(match mark {
            Mark::Rule(id) => {
                let met = review.findings.iter().any(|found| found.rule == *id && meets(found.start..found.end, span));
                (met, format!("{id} on « {words} »"), findings(review))
            }
            Mark::Product(name) => {
                let products = &review.adverse_event.products;
                let met = products.iter().any(|found| found.name == *name && meets(found.start..found.end, span));
                let got = products.iter().map(|found| format!("{} on « {} »", found.name, found.excerpt));
                (met, format!("product {name} on « {words} »"), listed(got))
            }
            Mark::Reaction(term, status) => {
                let reactions = &review.adverse_event.reactions;
                let fits = |found: &&crate::engine::review::ReactionMention| {
                    found.term == *term && found.status == *status && meets(found.start..found.end, span)
                };
                let got =
                    reactions.iter().map(|found| format!("{} {} on « {} »", found.term, found.status, found.excerpt));
                (
                    reactions.iter().any(|found| fits(&found)),
                    format!("reaction {term} {status} on « {words} »"),
                    listed(got),
                )
            }
        });
    }
    for id in &example.passes {
        let met = review.findings.iter().all(|found| found.rule != *id);
        checks.push((met, format!("{id} silent"), findings(review)));
    }
    if let Some(adverse) = example.adverse {
        let got = review.adverse_event.verdict;
        checks.push((got == adverse, format!("adverse event: {adverse}"), got.to_string()));
    }
    for expected in &example.seriousness {
        let found = &review.adverse_event.seriousness;
        checks.push((found.contains(expected), expected.to_string(), listed(found.iter().map(ToString::to_string))));
    }
    for expected in &example.special {
        let found = &review.adverse_event.special_situations;
        checks.push((found.contains(expected), expected.to_string(), listed(found.iter().map(ToString::to_string))));
    }
    checks
}

fn meets(found: Range<usize>, expected: &Range<usize>) -> bool {
    found.start < expected.end && expected.start < found.end
}

fn findings(review: &Review) -> String {
    listed(review.findings.iter().map(|found| format!("{} on « {} »", found.rule, found.excerpt)))
}

fn listed(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "nothing".to_owned() } else { items.join(", ") }
}

/// The examples of all packs; each rule in use must have one that fires it and one near miss.
pub(super) fn compile(packs: &[Pack<'_>], rules: &RuleSet, errors: &mut Vec<PackError>) -> Vec<Example> {
    let mut examples = Vec::new();
    // The rules as written, so that one mistake in a rule does not make its examples wrong as well.
    let ids: Vec<&str> = packs
        .iter()
        .filter_map(|pack| pack.rules.as_ref())
        .flat_map(|parsed| parsed.content.rule.iter().map(|rule| rule.id.get_ref().as_str()))
        .collect();
    for pack in packs {
        let Some(Parsed { file, content }) = &pack.examples else { continue };
        for written in &content.example {
            let mut reader = Reader { file: *file, ids: &ids, errors };
            examples.extend(reader.example(written, &pack.info.id));
        }
    }
    let mut tried: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for example in &examples {
        for (_, mark) in &example.marks {
            if let Mark::Rule(id) = mark {
                tried.entry(id).or_default().0 = true;
            }
        }
        for id in &example.passes {
            tried.entry(id).or_default().1 = true;
        }
    }
    for parsed in packs.iter().filter_map(|pack| pack.rules.as_ref()) {
        for rule in &parsed.content.rule {
            let id = rule.id.get_ref().as_str();
            if rule.retired.is_some() || !rules.rules().iter().any(|known| known.id == id) {
                continue;
            }
            let (fires, passes) = tried.get(id).copied().unwrap_or_default();
            for (missing, message) in [
                (!fires, "no example fires this rule: expected `text = \"… [words|id] …\"` in examples.toml"),
                (!passes, "no near miss for this rule: expected an example with `passes = [\"id\"]`"),
            ] {
                if missing {
                    errors.push(parsed.file.error(rule.id.span(), Some(id), message));
                }
            }
        }
    }
    examples
}

struct Reader<'r, 's> {
    file: Located<'s>,
    ids: &'r [&'r str],
    errors: &'r mut Vec<PackError>,
}

impl Reader<'_, '_> {
    fn example(&mut self, written: &ExampleToml, pack: &str) -> Option<Example> {
        let before = self.errors.len();
        let (text, marks) = self.text(&written.text);
        let input = Input {
            speaker: self.named(written.speaker.as_ref(), "speaker", Speaker::parse, Speaker::NAMES, Speaker::Visitor),
            kind: self.named(written.kind.as_ref(), "kind of text", Kind::parse, Kind::NAMES, Kind::Comment),
            profession: written.profession.clone(),
            platform: written.platform.clone(),
            page_products: written.page_products.clone(),
            parent_text: written.parent_text.clone(),
            published_at: written.published_at.as_ref().and_then(|at| self.moment(at)),
            sponsored: written.sponsored,
            lang: written.lang.as_ref().and_then(|lang| self.choice(lang, "language", Lang::parse, Lang::NAMES)),
            ..Input::new(text)
        };
        for id in &written.passes {
            self.rule_id(id.get_ref(), id.span());
        }
        let adverse = written.adverse.as_ref();
        let adverse =
            adverse.and_then(|name| self.choice(name, "verdict", AdverseVerdict::parse, AdverseVerdict::NAMES));
        let seriousness = self.choices(&written.seriousness, "seriousness", Seriousness::parse, Seriousness::NAMES);
        let special =
            self.choices(&written.special, "special situation", SpecialSituation::parse, SpecialSituation::NAMES);
        if marks.is_empty()
            && written.passes.is_empty()
            && adverse.is_none()
            && seriousness.is_empty()
            && special.is_empty()
        {
            let message = "an example expects something: a `[words|rule id]`, `passes` or `adverse`";
            self.errors.push(self.file.error(written.text.span(), None, message));
        }
        let place = self.file.error(written.text.span(), None, "");
        (self.errors.len() == before).then(|| Example {
            path: place.path,
            line: place.line,
            pack: pack.to_owned(),
            input,
            marks,
            passes: written.passes.iter().map(|id| id.get_ref().clone()).collect(),
            adverse,
            seriousness,
            special,
        })
    }

    /// The text without its marks, and the marks with their place in it.
    fn text(&mut self, written: &Word) -> (String, Vec<(Range<usize>, Mark)>) {
        let (mut text, mut marks) = (String::new(), Vec::new());
        let mut rest = written.get_ref().as_str();
        while let Some((before, after)) = rest.split_once('[') {
            text.push_str(before);
            let marked = after.split_once(']').and_then(|(inside, rest)| Some((inside.rsplit_once('|')?, rest)));
            let Some(((words, target), after)) = marked else {
                text.push('[');
                rest = after;
                continue;
            };
            let start = text.len();
            text.push_str(words);
            if let Some(mark) = self.mark(target.trim(), written) {
                marks.push((start..text.len(), mark));
            }
            rest = after;
        }
        text.push_str(rest);
        (text, marks)
    }

    fn mark(&mut self, target: &str, written: &Word) -> Option<Mark> {
        if let Some(name) = target.strip_prefix("product:") {
            return Some(Mark::Product(name.to_owned()));
        }
        let Some(reaction) = target.strip_prefix("reaction:") else {
            self.rule_id(target, self.place_of(target, written));
            return Some(Mark::Rule(target.to_owned()));
        };
        let (term, status) = reaction.rsplit_once(':').unwrap_or((reaction, "affirmed"));
        let known = ReactionStatus::parse(status);
        if known.is_none() {
            let span = self.place_of(status, written);
            self.errors.push(self.file.unknown(span, None, "status", status, ReactionStatus::NAMES));
        }
        Some(Mark::Reaction(term.to_owned(), known?))
    }

    /// Where `words` stand inside a value of the file.
    fn place_of(&self, words: &str, written: &Word) -> Range<usize> {
        let span = written.span();
        let value = self.file.text.get(span.clone()).unwrap_or_default();
        value.find(words).map_or(span.clone(), |at| span.start + at..span.start + at + words.len())
    }

    fn rule_id(&mut self, id: &str, span: Range<usize>) {
        if self.ids.contains(&id) {
            return;
        }
        let error = self.file.error(span, None, format!("no rule has the id `{id}`"));
        self.errors.push(match nearest(id, self.ids.iter().copied()) {
            Some(near) => error.with_hint(format!("did you mean `{near}`?")),
            None => error,
        });
    }

    fn choice<T>(&mut self, name: &Word, what: &str, parse: fn(&str) -> Option<T>, known: &[&str]) -> Option<T> {
        let found = parse(name.get_ref());
        if found.is_none() {
            self.errors.push(self.file.unknown(name.span(), None, what, name.get_ref(), known));
        }
        found
    }

    fn choices<T>(&mut self, names: &[Word], what: &str, parse: fn(&str) -> Option<T>, known: &[&str]) -> Vec<T> {
        names.iter().filter_map(|name| self.choice(name, what, parse, known)).collect()
    }

    fn named<T>(
        &mut self,
        name: Option<&Word>,
        what: &str,
        parse: fn(&str) -> Option<T>,
        known: &[&str],
        absent: T,
    ) -> T {
        name.and_then(|name| self.choice(name, what, parse, known)).unwrap_or(absent)
    }

    /// A day or an instant.
    fn moment(&mut self, at: &Word) -> Option<DateTime<Utc>> {
        let day = at.get_ref().parse::<NaiveDate>().ok().and_then(|day| day.and_hms_opt(0, 0, 0));
        let moment = day.map(|at| at.and_utc()).or_else(|| at.get_ref().parse().ok());
        if moment.is_none() {
            let message = "expected a day such as `2026-11-22` or an instant such as `2026-11-22T10:00:00Z`";
            self.errors.push(self.file.error(at.span(), None, message));
        }
        moment
    }
}
