//! Rules: which hits together are a breach, for whom, and since when.
//!
//! A rule is tried only when the rarest of its signals is in the text; a text without a hit costs one pass of the few
//! patterns that have no signal. Each kind of rule is one short function that gives the places where it fires.

mod matching;

use chrono::NaiveDate;
use regex::{Regex, RegexSet};

use super::context::{Context, CueKind};
use super::input::{Input, Kind, Lang, Speaker, named};
use super::lexicon::{Entry, Lexicon, ListId, ProductKind, ProductStatus};
use super::pack::schema::Words;
use super::review::{Category, Finding, Law, Severity};
use super::scan::{Hit, Scanned};

pub use matching::Place;

named! {
    /// The kinds of rule.
    RuleKind {
        /// Any of the signals.
        Phrase = "phrase",
        /// A regular expression over the normalised text; with signals, only where one of them is in the text.
        Pattern = "pattern",
        /// Every signal, in the same clause, sentence or text.
        Combination = "combination",
        /// Any of the signals, with the words to put instead.
        Substitution = "substitution",
        /// Every signal, and none of the mentions that should go with them.
        RequiredMention = "required_mention",
        /// Several hits of the signals.
        Count = "count",
    }
}

named! {
    /// How far apart signals may be.
    Within {
        /// In one clause.
        Clause = "clause",
        /// In one sentence.
        Sentence = "sentence",
        /// Anywhere in the text.
        Text = "text",
    }
}

/// What a rule looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A word of a list.
    List(ListId),
    /// A product; of that status (named products only: « les statines » is not an advertised medicine) or that kind.
    Product(Option<ProductStatus>, Option<ProductKind>),
    /// A reaction.
    Reaction,
    /// A cue over the place (only in `unless`).
    Cue(CueKind),
}

impl Signal {
    /// Whether `hit` is what the signal looks for.
    #[must_use]
    pub fn fits(self, hit: &Hit, lexicon: &Lexicon) -> bool {
        match (self, hit.entry) {
            (Self::List(wanted), Entry::List(found)) => wanted == found,
            (Self::Reaction, Entry::Reaction(_)) => true,
            (Self::Product(status, kind), Entry::Product(id)) if hit.supported => {
                lexicon.product(id).is_some_and(|product| {
                    status.is_none_or(|status| product.status == status && !product.class)
                        && kind.is_none_or(|kind| product.kind == kind)
                })
            }
            _ => false,
        }
    }
}

/// One article and the day it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// As shown in findings.
    pub law: Law,
    /// First day it no longer holds.
    pub until: Option<NaiveDate>,
}

/// One rule, compiled.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Its pack.
    pub pack: String,
    /// Whether it only keeps its id.
    pub retired: bool,
    /// Topic code.
    pub topic: String,
    /// Family.
    pub category: Category,
    /// Kind.
    pub kind: RuleKind,
    /// Languages of the texts it reads, as bits.
    pub languages: u8,
    /// Severity for each speaker it applies to.
    pub severity: Vec<(Speaker, Severity)>,
    /// The kinds of text it reads.
    pub kinds: Vec<Kind>,
    /// Where signals must meet.
    pub within: Within,
    /// What it looks for.
    pub signals: Vec<Signal>,
    /// What silences it.
    pub unless: Vec<Signal>,
    /// Where what silences it must stand.
    pub unless_within: Within,
    /// Silent in a question.
    pub unless_question: bool,
    /// The expression of a pattern.
    pub pattern: Option<Regex>,
    /// The mentions of a required mention.
    pub requires: Vec<Signal>,
    /// How many hits a count takes.
    pub at_least: usize,
    /// Only where the reach was paid, or not.
    pub sponsored: Option<bool>,
    /// Its articles.
    pub law: Vec<Article>,
    /// First day in force.
    pub from: Option<NaiveDate>,
    /// First day no longer in force.
    pub to: Option<NaiveDate>,
    /// What is wrong and why.
    pub message: Words,
    /// A lawful rewriting; `{found}` is the words found.
    pub suggestion: Option<Words>,
}

impl Rule {
    /// The severity for who speaks, when the rule applies at all.
    fn applies(&self, input: &Input, languages: u8) -> Option<Severity> {
        let day = input.published_at.map(|at| at.date_naive());
        let in_force = match day {
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day < to),
            None => self.to.is_none(),
        };
        let fits = in_force
            && !self.retired
            && self.languages & languages != 0
            && self.kinds.contains(&input.kind)
            && self.sponsored.is_none_or(|sponsored| sponsored == input.sponsored);
        let severity = self.severity.iter().find(|(speaker, _)| *speaker == input.speaker);
        severity.filter(|_| fits).map(|(_, severity)| *severity)
    }

    fn finding(&self, place: &Place, severity: Severity, scanned: &Scanned<'_>, input: &Input) -> Finding {
        let text = &scanned.text;
        let span = text.span(place.tokens.clone());
        let excerpt = text.excerpt(place.tokens.clone()).to_owned();
        let suggestion = self.suggestion.as_ref().map(|words| said(words, scanned.lang).replace("{found}", &excerpt));
        let day = input.published_at.map(|at| at.date_naive());
        let holds = |article: &&Article| match day {
            Some(day) => {
                article.law.in_force_since.is_none_or(|since| since <= day)
                    && article.until.is_none_or(|until| day < until)
            }
            None => article.until.is_none(),
        };
        let mut law: Vec<Law> = self.law.iter().filter(holds).map(|article| article.law.clone()).collect();
        if law.is_empty() {
            law = self.law.iter().map(|article| article.law.clone()).collect();
        }
        Finding {
            rule: self.id.clone(),
            pack: self.pack.clone(),
            topic: self.topic.clone(),
            category: self.category,
            severity,
            start: span.start,
            end: span.end,
            message: said(&self.message, scanned.lang).replace("{found}", &excerpt),
            excerpt,
            law,
            suggestion,
            cues: place.signals.iter().map(|signal| text.excerpt(signal.clone()).to_owned()).collect(),
        }
    }
}

/// The words in the reader's language, or in the other one where only that exists.
fn said(words: &Words, lang: Lang) -> &str {
    let (first, second) = match lang {
        Lang::Fr => (&words.fr, &words.en),
        Lang::En => (&words.en, &words.fr),
    };
    first.as_deref().or(second.as_deref()).unwrap_or_default()
}

/// Every rule of a release, found by the signals that may set it off.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    rules: Vec<Rule>,
    by_list: Vec<Vec<usize>>,
    by_product: Vec<usize>,
    by_reaction: Vec<usize>,
    patterns: Vec<Patterns>,
    /// For each rule, one bit per speaker it applies to and one per kind of text it reads.
    audience: Vec<Audience>,
}

/// The patterns of the rules that are for the same speakers and kinds of text, searched in one pass.
#[derive(Clone, Debug)]
struct Patterns {
    audience: Audience,
    set: RegexSet,
    rules: Vec<usize>,
}

/// Who a rule is for; asked before anything else, since most rules are not for visitors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Audience {
    speakers: u32,
    kinds: u32,
}

impl Audience {
    fn of(rule: &Rule) -> Self {
        Self {
            speakers: rule.severity.iter().fold(0, |bits, (speaker, _)| bits | 1 << (*speaker as u32)),
            kinds: rule.kinds.iter().fold(0, |bits, kind| bits | 1 << (*kind as u32)),
        }
    }

    const fn includes(self, input: &Input) -> bool {
        self.speakers >> (input.speaker as u32) & 1 == 1 && self.kinds >> (input.kind as u32) & 1 == 1
    }
}

impl RuleSet {
    /// Files the rules under the signals that may set them off.
    ///
    /// # Errors
    /// Says why when the patterns are too large together.
    pub fn build(rules: Vec<Rule>, lexicon: &Lexicon, list_sizes: &[usize]) -> Result<Self, String> {
        let mut set = Self { by_list: vec![Vec::new(); lexicon.lists.len()], ..Self::default() };
        let mut patterns: Vec<(Audience, Vec<&str>, Vec<usize>)> = Vec::new();
        for (index, rule) in rules.iter().enumerate().filter(|(_, rule)| !rule.retired) {
            if let Some(pattern) = rule.pattern.as_ref().filter(|_| rule.signals.is_empty()) {
                let audience = Audience::of(rule);
                match patterns.iter_mut().find(|(other, ..)| *other == audience) {
                    Some((_, patterns, rules)) => {
                        patterns.push(pattern.as_str());
                        rules.push(index);
                    }
                    None => patterns.push((audience, vec![pattern.as_str()], vec![index])),
                }
            }
            for signal in triggers(rule, list_sizes) {
                set.file(signal, index);
            }
        }
        set.audience = rules.iter().map(Audience::of).collect();
        for (audience, patterns, rules) in patterns {
            let searched = RegexSet::new(patterns).map_err(|error| error.to_string())?;
            set.patterns.push(Patterns { audience, set: searched, rules });
        }
        set.rules = rules;
        Ok(set)
    }

    fn file(&mut self, signal: Signal, rule: usize) {
        let rules = match signal {
            Signal::List(ListId(list)) => usize::try_from(list).ok().and_then(|list| self.by_list.get_mut(list)),
            Signal::Product(..) => Some(&mut self.by_product),
            Signal::Reaction => Some(&mut self.by_reaction),
            Signal::Cue(_) => None,
        };
        if let Some(rules) = rules
            && rules.last() != Some(&rule)
        {
            rules.push(rule);
        }
    }

    /// The rules, in the order of packs and files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// What those rules find, sorted by place then rule id.
    #[must_use]
    pub fn judge(
        &self,
        candidates: &[usize],
        lexicon: &Lexicon,
        scanned: &Scanned<'_>,
        context: &Context,
        input: &Input,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for index in candidates {
            let Some(rule) = self.rules.get(*index) else { continue };
            let Some(severity) = rule.applies(input, scanned.languages()) else { continue };
            for place in matching::places(rule, lexicon, scanned, context) {
                findings.push(rule.finding(&place, severity, scanned, input));
            }
        }
        findings.sort_by(|a, b| (a.start, &a.rule, a.end).cmp(&(b.start, &b.rule, b.end)));
        findings
    }

    /// The rules that something in the text may set off, each once, in order.
    #[must_use]
    pub fn candidates(&self, scanned: &Scanned<'_>, input: &Input) -> Vec<usize> {
        let mut candidates = Vec::new();
        let is_for = |rule: &usize| self.audience.get(*rule).is_some_and(|audience| audience.includes(input));
        for hit in &scanned.hits {
            let rules = match hit.entry {
                Entry::List(ListId(list)) => usize::try_from(list).ok().and_then(|list| self.by_list.get(list)),
                Entry::Product(_) if hit.supported => Some(&self.by_product),
                Entry::Reaction(_) => Some(&self.by_reaction),
                _ => None,
            };
            candidates.extend(rules.into_iter().flatten().copied().filter(is_for));
        }
        let norm = &scanned.text.norm;
        for patterns in self.patterns.iter().filter(|patterns| patterns.audience.includes(input)) {
            if patterns.set.is_match(norm) {
                let matched = patterns.set.matches(norm);
                candidates.extend(matched.iter().filter_map(|pattern| patterns.rules.get(pattern).copied()));
            }
        }
        candidates.sort_unstable();
        candidates.dedup();
        candidates
    }
}

/// The signals that may set a rule off: any of them, or the rarest where all must be there.
fn triggers(rule: &Rule, list_sizes: &[usize]) -> Vec<Signal> {
    let size = |signal: &Signal| match signal {
        Signal::List(ListId(list)) => {
            usize::try_from(*list).ok().and_then(|list| list_sizes.get(list).copied()).unwrap_or(usize::MAX)
        }
        _ => usize::MAX,
    };
    match rule.kind {
        RuleKind::Phrase | RuleKind::Substitution | RuleKind::Count | RuleKind::Pattern => rule.signals.clone(),
        RuleKind::Combination | RuleKind::RequiredMention => {
            rule.signals.iter().copied().min_by_key(size).into_iter().collect()
        }
    }
}
