//! From rules as written to rules that run, with every name checked.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use regex::Regex;

use super::error::{Located, PackError};
use super::schema::{LawToml, RuleToml, Word};
use super::{Pack, languages_of};
use crate::engine::context::CueKind;
use crate::engine::input::{Kind, Speaker};
use crate::engine::lexicon::{Lexicon, ProductKind, ProductStatus};
use crate::engine::review::{Category, Law, Severity};
use crate::engine::rule::{Article, Rule, RuleKind, RuleSet, Signal, Within};

/// The highest number of each letter of topics; `M` is ordinary moderation (insults, threats, spam).
const TOPICS: [(char, u8); 10] =
    [('A', 12), ('B', 3), ('C', 7), ('D', 4), ('E', 4), ('F', 3), ('G', 4), ('H', 3), ('I', 7), ('M', 9)];

/// The rules of all packs.
pub(super) fn compile(
    packs: &[Pack<'_>],
    lexicon: &Lexicon,
    list_sizes: &[usize],
    errors: &mut Vec<PackError>,
) -> RuleSet {
    let mut rules = Vec::new();
    let mut places: BTreeMap<&str, String> = BTreeMap::new();
    for pack in packs {
        let Some(parsed) = &pack.rules else { continue };
        for written in &parsed.content.rule {
            let id = written.id.get_ref();
            let mut reader = Reader { pack, file: parsed.file, lexicon, written, errors };
            if let Some(other) = places.get(id.as_str()) {
                reader.mistake(&written.id, &format!("this rule id is already used in {other}"));
            }
            let rule = reader.rule();
            places.entry(id).or_insert_with(|| parsed.file.path.to_owned());
            rules.extend(rule);
        }
    }
    RuleSet::build(rules, lexicon, list_sizes).unwrap_or_else(|reason| {
        errors.push(PackError { line: 0, ..Located { path: "rules.toml", text: "" }.error(0..0, None, reason) });
        RuleSet::default()
    })
}

struct Reader<'r, 's> {
    pack: &'r Pack<'s>,
    file: Located<'s>,
    lexicon: &'r Lexicon,
    written: &'r RuleToml,
    errors: &'r mut Vec<PackError>,
}

impl Reader<'_, '_> {
    fn rule(&mut self) -> Option<Rule> {
        let written = self.written;
        let before = self.errors.len();
        let kind = self.named(&written.kind, "kind of rule", RuleKind::parse, RuleKind::NAMES);
        let category = self.named(&written.category, "category", Category::parse, Category::NAMES);
        self.topic();
        let whole_text = kind == Some(RuleKind::RequiredMention);
        let fallback = if whole_text { Within::Text } else { Within::Sentence };
        let within = self.within(written.within.as_ref(), fallback);
        let unless_within = self.within(written.unless_within.as_ref(), Within::Sentence);
        let severity = self.severity();
        let kinds = written.kinds.as_ref().map_or_else(|| Kind::ALL.to_vec(), |kinds| self.kinds(kinds));
        let signals = self.signals(&written.signals, false);
        let unless = self.signals(&written.unless, true);
        let requires = self.signals(&written.requires, false);
        let pattern = self.pattern();
        if let Some(kind) = kind {
            self.shape(kind);
        }
        let languages = written.languages.as_ref().map_or(self.pack.languages, |languages| {
            languages_of(languages, &self.file, Some(written.id.get_ref()), self.errors)
        });
        let law = written.law.iter().map(|law| self.article(law)).collect();
        let in_force = written.in_force.as_ref();
        let from = in_force.and_then(|days| days.from.as_ref()).and_then(|day| self.day(day));
        let to = in_force.and_then(|days| days.to.as_ref()).and_then(|day| self.day(day));
        let retired = written.retired.as_ref().is_some_and(|day| self.day(day).is_some());
        if self.errors.len() > before {
            return None;
        }
        Some(Rule {
            id: written.id.get_ref().clone(),
            pack: self.pack.info.id.clone(),
            retired,
            topic: written.topic.get_ref().clone(),
            category: category?,
            kind: kind?,
            languages,
            severity,
            kinds,
            within,
            signals,
            unless,
            unless_within,
            unless_question: written.unless_question,
            pattern,
            requires,
            at_least: written.at_least.as_ref().map_or(2, |count| *count.get_ref()),
            sponsored: written.sponsored,
            law,
            from,
            to,
            message: written.message.get_ref().clone(),
            suggestion: written.suggestion.clone(),
        })
    }

    fn mistake(&mut self, place: &Word, message: &str) {
        let error = self.file.error(place.span(), Some(self.written.id.get_ref()), message);
        self.errors.push(error);
    }

    fn named<T>(&mut self, name: &Word, what: &str, parse: fn(&str) -> Option<T>, known: &[&str]) -> Option<T> {
        let found = parse(name.get_ref());
        if found.is_none() {
            let id = Some(self.written.id.get_ref().as_str());
            self.errors.push(self.file.unknown(name.span(), id, what, name.get_ref(), known));
        }
        found
    }

    fn topic(&mut self) {
        let topic = self.written.topic.get_ref();
        let known = topic.chars().next().and_then(|letter| {
            let (_, highest) = TOPICS.iter().find(|(known, _)| *known == letter)?;
            let number: u8 = topic.get(1..)?.parse().ok()?;
            (1..=*highest).contains(&number).then_some(number)
        });
        if known.is_none() {
            self.mistake(
                &self.written.topic,
                "unknown topic: expected a code from A1 to I7, or M1 to M9 for moderation",
            );
        }
    }

    fn within(&mut self, name: Option<&Word>, fallback: Within) -> Within {
        name.and_then(|name| self.named(name, "scope", Within::parse, Within::NAMES)).unwrap_or(fallback)
    }

    fn kinds(&mut self, names: &[Word]) -> Vec<Kind> {
        names.iter().filter_map(|name| self.named(name, "kind of text", Kind::parse, Kind::NAMES)).collect()
    }

    /// The speakers the rule applies to, each with its severity.
    fn severity(&mut self) -> Vec<(Speaker, Severity)> {
        let speakers = self.speakers();
        let mut names: Vec<&str> = Severity::NAMES.to_vec();
        names.push("none");
        let mut levels: BTreeMap<&str, Option<Severity>> = BTreeMap::new();
        for (who, level) in &self.written.severity {
            if who.get_ref() != "default" {
                self.named(who, "speaker", Speaker::parse, Speaker::NAMES);
            }
            if !names.contains(&level.get_ref().as_str()) {
                let id = Some(self.written.id.get_ref().as_str());
                self.errors.push(self.file.unknown(level.span(), id, "severity", level.get_ref(), &names));
            }
            levels.insert(who.get_ref(), Severity::parse(level.get_ref()));
        }
        if levels.is_empty() {
            self.mistake(
                &self.written.id,
                "severity is missing: expected for instance `severity = { default = \"medium\" }`",
            );
        }
        let level =
            |speaker: Speaker| levels.get(speaker.as_str()).or_else(|| levels.get("default")).copied().flatten();
        speakers.into_iter().filter_map(|speaker| Some((speaker, level(speaker)?))).collect()
    }

    fn speakers(&mut self) -> Vec<Speaker> {
        let mut known: Vec<&str> = Speaker::NAMES.to_vec();
        known.extend(["organisation", "any"]);
        let mut speakers = Vec::new();
        for name in &self.written.speakers {
            match name.get_ref().as_str() {
                "any" => speakers.extend(Speaker::ALL),
                "organisation" => speakers.extend(Speaker::ALL.iter().filter(|speaker| **speaker != Speaker::Visitor)),
                _ => speakers.extend(self.named(name, "speaker", Speaker::parse, &known)),
            }
        }
        speakers.sort_unstable();
        speakers.dedup();
        speakers
    }

    fn signals(&mut self, names: &[Word], silencing: bool) -> Vec<Signal> {
        names.iter().filter_map(|name| self.signal(name, silencing)).collect()
    }

    fn signal(&mut self, name: &Word, silencing: bool) -> Option<Signal> {
        let Some(list) = name.get_ref().strip_prefix('@') else {
            let stem = name.get_ref().strip_suffix('*').unwrap_or(name.get_ref());
            if self.lexicon.normal_form(stem).is_empty() {
                self.mistake(name, "nothing is left of these words once normalised");
            }
            return self.lexicon.list(&format!("\"{}\"", name.get_ref())).map(Signal::List);
        };
        let built_in = built_in(list);
        if matches!(built_in, Some(Signal::Cue(_))) && !silencing {
            self.mistake(name, "a cue can only be used in `unless`");
            return None;
        }
        let signal = built_in.or_else(|| self.lexicon.list(list).map(Signal::List));
        if signal.is_none() {
            let known = self.lexicon.lists.iter().map(String::as_str).filter(|list| !list.starts_with('"'));
            let known: Vec<&str> = known.chain(built_in_names()).collect();
            let id = Some(self.written.id.get_ref().as_str());
            self.errors.push(self.file.unknown(name.span(), id, "list", list, &known));
        }
        signal
    }

    fn pattern(&mut self) -> Option<Regex> {
        let written = self.written.pattern.as_ref()?;
        let source = written.get_ref();
        let mut escaped = false;
        let reads = |c: char| {
            let literal = !escaped;
            escaped = c == '\\' && literal;
            literal && (c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii()))
        };
        if source.chars().any(reads) {
            self.mistake(written, "impossible pattern: the text it reads has neither capitals nor accents");
        }
        match Regex::new(&ascii_classes(source)) {
            Ok(regex) if regex.is_match("") => {
                self.mistake(written, "impossible pattern: it matches the empty text, so everywhere");
                None
            }
            Ok(regex) => Some(regex),
            Err(error) => {
                let reason = error.to_string();
                let last = reason.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                self.mistake(written, &format!("impossible pattern: {last}"));
                None
            }
        }
    }

    /// Each kind has the fields it needs, and no others.
    fn shape(&mut self, kind: RuleKind) {
        let written = self.written;
        let fewest = match kind {
            RuleKind::Pattern => 0,
            RuleKind::Combination => 2,
            _ => 1,
        };
        if written.signals.len() < fewest {
            self.mistake(&written.kind, &format!("a {kind} needs at least {fewest} in `signals`"));
        }
        let wanted = [
            (RuleKind::Pattern, "pattern", written.pattern.is_some()),
            (RuleKind::RequiredMention, "requires", !written.requires.is_empty()),
        ];
        for (owner, field, given) in wanted {
            if (kind == owner) != given {
                let message =
                    if given { format!("`{field}` belongs to a {owner}") } else { format!("a {kind} needs `{field}`") };
                self.mistake(&written.kind, &message);
            }
        }
        if kind == RuleKind::Substitution && written.suggestion.is_none() {
            self.mistake(&written.kind, "a substitution needs `suggestion`");
        }
        if let Some(count) = &written.at_least {
            if kind != RuleKind::Count {
                self.mistake(&written.kind, "`at_least` belongs to a count");
            } else if *count.get_ref() < 2 {
                self.mistake(&written.kind, "a count needs `at_least` of two or more; one is a phrase");
            }
        }
        let message = written.message.get_ref();
        if message.fr.is_none() && message.en.is_none() {
            self.mistake(&written.id, "the message is empty: expected `fr`, `en` or both");
        }
    }

    fn article(&mut self, law: &LawToml) -> Article {
        Article {
            law: Law {
                reference: law.reference.clone(),
                in_force_since: law.in_force_since.as_ref().and_then(|day| self.day(day)),
            },
            until: law.until.as_ref().and_then(|day| self.day(day)),
        }
    }

    fn day(&mut self, day: &Word) -> Option<NaiveDate> {
        let parsed = day.get_ref().parse().ok();
        if parsed.is_none() {
            self.mistake(day, "expected a day such as `2020-12-25`");
        }
        parsed
    }
}

fn built_in(name: &str) -> Option<Signal> {
    if let Some(cue) = name.strip_prefix("cue.") {
        return CueKind::parse(cue).map(Signal::Cue);
    }
    match name.strip_prefix("product.") {
        Some(which) => match ProductStatus::parse(which) {
            Some(status) => Some(Signal::Product(Some(status), None)),
            None => ProductKind::parse(which).map(|kind| Signal::Product(None, Some(kind))),
        },
        None => match name {
            "product" => Some(Signal::Product(None, None)),
            "reaction" => Some(Signal::Reaction),
            _ => None,
        },
    }
}

fn built_in_names() -> [&'static str; 11] {
    [
        "product",
        "product.rx",
        "product.otc",
        "product.otc_reimbursed",
        "product.medicine",
        "product.vaccine",
        "product.contraceptive",
        "product.device",
        "product.cosmetic",
        "product.supplement",
        "reaction",
    ]
}

/// The normalised text is ASCII where it matters: `\d`, `\w` and `\b` in their ASCII sense keep the search fast.
fn ascii_classes(source: &str) -> String {
    let mut rewritten = String::with_capacity(source.len() + 16);
    let (mut in_class, mut chars) = (false, source.chars());
    while let Some(c) = chars.next() {
        match c {
            '[' => in_class = true,
            ']' => in_class = false,
            '\\' => {
                match chars.next() {
                    Some('d') if in_class => rewritten.push_str("0-9"),
                    Some('d') => rewritten.push_str("[0-9]"),
                    Some('w') if in_class => rewritten.push_str("0-9a-z_"),
                    Some('w') => rewritten.push_str("[0-9a-z_]"),
                    Some('b') => rewritten.push_str(r"(?-u:\b)"),
                    Some(other) => rewritten.extend(['\\', other]),
                    None => rewritten.push('\\'),
                }
                continue;
            }
            _ => {}
        }
        rewritten.push(c);
    }
    rewritten
}
