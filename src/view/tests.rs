//! Every template, with every sample, in every language; and the texts against the templates that use them.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::path::Path;

use chrono_tz::Tz;
use serde::Serialize;

use super::mail::{CaseOpened, MailTemplate, TestMessage};
use super::page::{Case, Error, Inbox, Page, Post, Posts, SignIn};
use super::{CurrentUser, ErrorCode, Flash, Label, Lang, Nav, Role, Shell, View, template, text};

const FRENCH: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/i18n/fr.ftl"));
const ENGLISH: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/i18n/en.ftl"));

fn view() -> View {
    View::new().unwrap()
}

fn shells(lang: Lang) -> Vec<Shell> {
    let outside = Shell::signed_out(lang, Tz::UTC, "/sign-in");
    let user = CurrentUser {
        name: "Claire <Martin>".to_owned(),
        role: Role::Officer,
        organisation: "Laboratoire Exemple".to_owned(),
    };
    let inside = Shell {
        zone: Tz::Europe__Paris,
        user: Some(user),
        nav: Some(Nav::Cases),
        path: "/cases?a=1&b=2".to_owned(),
        ..outside.clone()
    };
    let told = Flash::ALL.iter().map(|flash| Shell { flash: Some(*flash), ..inside.clone() });
    told.chain([outside, inside.clone()]).collect()
}

/// What every page must be, whatever it shows.
fn assert_sound(html: &str, lang: Lang) {
    assert!(html.starts_with(&format!("<!doctype html>\n<html lang=\"{lang}\">")), "{html}");
    for forbidden in [
        "Unknown localization",
        "<script",
        "style=",
        "onclick",
        "javascript:",
        "http://www",
        "<Martin>",
        "<B.>",
        "{{",
        "{%",
        "None,",
    ] {
        assert!(!html.contains(forbidden), "{forbidden} in {html}");
    }
    assert_eq!(html.matches("<h1>").count(), 1, "one h1 in {html}");
    for landmark in ["<main id=\"main\"", "<header", "<footer", "class=\"skip\" href=\"#main\""] {
        assert!(html.contains(landmark), "{landmark} in {html}");
    }
    let ids = attribute(html, "id");
    let unique: BTreeSet<_> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "an id occurs twice among {ids:?}");
    for name in ["for", "aria-labelledby", "aria-describedby"] {
        for reference in attribute(html, name).iter().flat_map(|value| value.split(' ')) {
            assert!(ids.contains(&reference), "{name}={reference} leads nowhere in {html}");
        }
    }
    for target in attribute(html, "href").into_iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(ids.contains(&target), "#{target} leads nowhere in {html}");
    }
    assert_balanced(html);
}

fn attribute<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Every element that is opened is closed, in order.
fn assert_balanced(html: &str) {
    let void = ["!doctype", "meta", "link", "input", "br", "hr", "path"];
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split([' ', '\n', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        if void.contains(&name) {
            continue;
        }
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "</{name}> closes something else");
        } else {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "never closed: {open:?}");
}

fn render_all<P: Page + Debug>(view: &View) {
    let samples = P::samples();
    assert!(!samples.is_empty(), "{} has no sample", P::NAME);
    for lang in Lang::ALL {
        for shell in shells(lang) {
            for sample in &samples {
                let html = view
                    .page(&shell, sample)
                    .unwrap_or_else(|error| panic!("{} in {lang}: {error}\n{sample:?}", P::NAME));
                assert_sound(&html, lang);
            }
        }
    }
}

#[test]
fn every_page_renders_with_every_sample_in_every_language() {
    let view = view();
    render_all::<SignIn>(&view);
    render_all::<Inbox>(&view);
    render_all::<Case>(&view);
    render_all::<Posts>(&view);
    render_all::<Post>(&view);
    render_all::<Error>(&view);
}

#[test]
fn every_mail_renders_with_every_sample_in_every_language() {
    fn all<M: MailTemplate>(view: &View) {
        for lang in Lang::ALL {
            for sample in M::samples() {
                let mail = view.mail(lang, &sample).unwrap();
                assert!(!mail.subject.is_empty() && !mail.subject.contains('\n'), "{}", mail.subject);
                assert!(mail.text.contains("https://vigie.example/") && !mail.text.contains("&amp;"), "{}", mail.text);
                assert!(
                    mail.html.starts_with("<!doctype html>")
                        && mail.html.contains("https:&#x2F;&#x2F;vigie") | mail.html.contains("https://vigie")
                );
                assert_balanced(&mail.html);
            }
        }
    }
    all::<CaseOpened>(&view());
    all::<TestMessage>(&view());
}

#[test]
fn the_case_mail_says_what_an_officer_needs_and_nothing_about_the_patient() {
    let view = view();
    let sample = CaseOpened::samples().into_iter().next().unwrap();
    let mail = view.mail(Lang::Fr, &sample).unwrap();
    assert_eq!(mail.subject, "[Vigie] Nouveau cas VIG-2026-0042 – Grave – échéance le 5 déc. 2026");
    assert!(mail.text.contains("Bonjour Claire Martin,"), "{}", mail.text);
    assert!(mail.text.contains("Laboratoire Exemple & Fils"), "text is not HTML: {}", mail.text);
    assert!(mail.html.contains("Laboratoire Exemple &amp; Fils"), "{}", mail.html);
    let english = view.mail(Lang::En, &sample).unwrap();
    assert_eq!(english.subject, "[Vigie] New case VIG-2026-0042 – Serious – due 5 Dec 2026");
    // The type has no room for a product, a reaction, an author or a text: its fields are the whole list of what can leave.
    let fields = serde_json::to_value(&sample).unwrap();
    let fields: Vec<_> = fields.as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["due", "kind", "link", "number", "organisation", "recipient", "seriousness", "updated"]);
}

#[test]
fn a_name_cannot_break_a_mail_header() {
    let mut sample = CaseOpened::samples().into_iter().next().unwrap();
    sample.number = "VIG\r\nBcc: thief@example".to_owned();
    let subject = view().mail(Lang::En, &sample).unwrap().subject;
    assert!(
        subject.starts_with("[Vigie] New case VIG Bcc: thief@example") && !subject.contains(['\r', '\n']),
        "{subject:?}"
    );
}

#[test]
fn what_people_wrote_is_shown_and_never_interpreted() {
    let case = Case::samples().into_iter().next().unwrap();
    let html = view().page(&shells(Lang::Fr).pop().unwrap(), &case).unwrap();
    assert!(html.contains("Sylvie &lt;B.&gt;"), "{html}");
    assert!(html.contains(">vertiges terribles</mark> &amp; elle a été "), "{html}");
    assert!(html.contains("Bonsoir,\n<mark"), "line breaks of the evidence are kept");
}

#[test]
fn an_entry_that_the_user_may_not_open_is_not_shown() {
    let shell = Shell { entries: vec![Nav::Posts], nav: Some(Nav::Posts), ..shells(Lang::Fr).pop().unwrap() };
    let html = view().page(&shell, &Posts::samples().pop().unwrap()).unwrap();
    assert!(html.contains("<a href=\"/posts\" aria-current=\"page\">Publications</a>"), "{html}");
    assert!(!html.contains("href=\"/cases\""), "{html}");
}

#[test]
fn the_history_is_told_in_the_reader_s_words() {
    let case = Case::samples().into_iter().next().unwrap();
    let html = view().page(&shells(Lang::Fr).pop().unwrap(), &case).unwrap();
    for words in ["Critère jugé – Patient identifiable", "Jour zéro fixé – 20\u{a0}nov. 2026", "Nouveau → En examen"]
    {
        assert!(html.contains(words), "{words} in {html}");
    }
}

#[test]
fn a_deadline_is_told_in_words() {
    let html = view().page(&shells(Lang::Fr).pop().unwrap(), &Inbox::samples().into_iter().next().unwrap()).unwrap();
    for words in [
        "en retard de 2 jours",
        "échéance aujourd’hui",
        "échéance demain",
        "échéance dans 12 jours",
        "échéance close",
        "Sans échéance",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(html.contains("12\u{202f}493"), "thousands are set apart");
}

#[test]
fn a_missing_text_or_variable_is_an_error() {
    let view = view();
    assert!(text::text(Lang::Fr, "no-such-text", &[]).is_err());
    assert!(text::text(Lang::Fr, "case-title", &[]).is_err(), "its variable was not given");
    assert_eq!(view.text(Lang::Fr, "no-such-text", &[]), "no-such-text", "a reader sees something all the same");
    assert_eq!(view.text(Lang::En, "case-title", &[("number", "7".into())]), "Case 7");
    assert_eq!(view.text(Lang::Fr, "due-overdue", &[("days", 1.into())]), "en retard de 1 jour");
    for code in ErrorCode::ALL {
        assert_ne!(view.problem(Lang::Fr, *code).remedy, code.code());
    }
}

#[test]
fn a_page_cannot_take_a_name_of_the_layout() {
    #[derive(Serialize)]
    struct Greedy {
        zone: &'static str,
    }
    impl Page for Greedy {
        const NAME: &'static str = "page/error.html";
        fn samples() -> Vec<Self> {
            vec![]
        }
    }
    let error = view().page(&shells(Lang::Fr).pop().unwrap(), &Greedy { zone: "UTC" }).unwrap_err();
    assert_eq!(error.to_string(), "a page may not name a field zone: the layout owns it");
}

fn fields<T: Serialize>(samples: &[T]) -> Vec<String> {
    let value = serde_json::to_value(samples.first().unwrap()).unwrap();
    value.as_object().unwrap().keys().cloned().collect()
}

#[test]
fn every_variable_of_a_template_is_a_field_of_its_type() {
    let view = view();
    let tera = view.templates.get(&Lang::Fr).unwrap();
    let check = |name: &str, fields: &[String]| {
        for variable in tera.get_template_variables(name).unwrap() {
            let known = fields.iter().any(|field| field == variable) || super::RESERVED.contains(&variable);
            assert!(known, "{name} uses {variable}, which is not one of {fields:?}");
        }
    };
    check(SignIn::NAME, &fields(&SignIn::samples()));
    check(Inbox::NAME, &fields(&Inbox::samples()));
    check(Case::NAME, &fields(&Case::samples()));
    check(Posts::NAME, &fields(&Posts::samples()));
    check(Post::NAME, &fields(&Post::samples()));
    check(Error::NAME, &fields(&Error::samples()));
    for file in ["subject.txt", "body.txt", "body.html"] {
        check(&format!("mail/case_opened/{file}"), &fields(&CaseOpened::samples()));
        check(&format!("mail/test_message/{file}"), &fields(&TestMessage::samples()));
    }
}

/// Every name that occurs in the samples, at any depth.
fn names_in(value: &serde_json::Value, names: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            names.insert(name.clone());
            names_in(value, names);
        }),
        serde_json::Value::Array(items) => items.iter().for_each(|item| names_in(item, names)),
        _ => {}
    }
}

/// What a template computes: the inside of its tags, without the literal texts.
fn expressions(source: &str) -> String {
    let tags = source.replace("{%", "{{").replace("%}", "}}");
    let inside: Vec<&str> = tags.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).collect();
    inside.join(" ").split('"').step_by(2).collect()
}

#[test]
fn every_field_that_a_template_reads_is_a_field_of_some_type() {
    // Tera takes an unknown field for false in a condition: a slip of the pen would hide a part of a page for ever.
    let mut names: BTreeSet<String> =
        ["first", "last", "user", "nav", "entries", "path", "flash", "code", "tone", "role", "organisation"]
            .map(str::to_owned)
            .into();
    let samples = [
        serde_json::to_value(SignIn::samples()),
        serde_json::to_value(Inbox::samples()),
        serde_json::to_value(Case::samples()),
        serde_json::to_value(Posts::samples()),
        serde_json::to_value(Post::samples()),
    ];
    for sample in samples {
        names_in(&sample.unwrap(), &mut names);
    }
    for (name, source) in template::sources().unwrap() {
        for part in
            expressions(&source).split([' ', '(', ')', '{', '}', '=', ',', '|', '[', ']', '-', '+', '~', '/', '>'])
        {
            for field in part.split('.').skip(1).filter(|_| !part.starts_with(['<', '.']) && !part.starts_with("ui.")) {
                assert!(names.contains(field), "{name} reads {part}: no type has a field {field}");
            }
        }
    }
}

#[test]
fn the_view_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    shared(&view());
}

#[test]
fn the_filter_of_seriousness_survives_a_change_of_state() {
    let html = view().page(&shells(Lang::En).pop().unwrap(), &Inbox::samples().into_iter().nth(1).unwrap()).unwrap();
    assert!(html.contains("href=\"/cases?state=in_review&amp;seriousness=serious\""), "{html}");
    assert!(html.contains("href=\"/cases?seriousness=serious\""), "{html}");
}

/// Every message of a Fluent file: its key and the variables it uses.
fn messages(ftl: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut messages: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in ftl.lines().filter(|line| !line.starts_with('#')) {
        if let Some((key, _)) = line.split_once(" = ").filter(|_| !line.starts_with([' ', '}'])) {
            messages.push((key.to_owned(), BTreeSet::new()));
        }
        let variables = line.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next()).map(str::to_owned);
        if let Some((_, known)) = messages.last_mut() {
            known.extend(variables);
        }
    }
    messages
}

#[test]
fn both_languages_have_the_same_keys_in_the_same_order_with_the_same_variables() {
    let (french, english) = (messages(FRENCH), messages(ENGLISH));
    for (left, right) in french.iter().zip(&english) {
        assert_eq!(left, right);
    }
    assert_eq!(french.len(), english.len());
    let keys: BTreeSet<_> = french.iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), french.len(), "a key is defined twice");
}

/// Name and text of every Rust file outside this room, which has keys of its own in its tests.
fn rust_sources(folder: &Path) -> Vec<(String, String)> {
    let mut sources = Vec::new();
    for entry in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() && !entry.ends_with("view") {
            sources.extend(rust_sources(&entry));
        } else if entry.extension().is_some_and(|kind| kind == "rs") {
            sources.push((entry.display().to_string(), std::fs::read_to_string(&entry).unwrap()));
        }
    }
    sources
}

#[test]
fn every_key_is_used_and_every_used_key_exists() {
    let defined: BTreeSet<String> = messages(FRENCH).into_iter().map(|(key, _)| key).collect();
    let labels: BTreeSet<String> = text::keys_of_labels().into_iter().collect();
    let mut used = labels.clone();
    used.extend(["date-day", "date-moment"].map(str::to_owned));
    for (name, source) in template::sources().unwrap() {
        for rest in source.split("key=\"").skip(1) {
            let key = rest.split('"').next().unwrap();
            // A key that ends in « - » is the start of a label's key, completed with a code.
            if key.ends_with('-') {
                assert!(labels.iter().any(|label| label.starts_with(key)), "{name}: no label starts with {key}");
            } else {
                assert!(defined.contains(key), "{name}: {key} is not defined");
                used.insert(key.to_owned());
            }
        }
        for rest in source.split("of=\"").skip(1) {
            let list = rest.split('"').next().unwrap();
            assert!(labels.iter().any(|label| label.starts_with(&format!("{list}-"))), "{name}: {list} is not a list");
        }
    }
    for (name, source) in rust_sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        for call in source.split("view.text(").skip(1) {
            let literal = call.split(')').next().unwrap().split('"').nth(1);
            let Some(key) = literal.filter(|_| !call.split('"').next().unwrap().contains("format!")) else { continue };
            assert!(defined.contains(key), "{name}: {key} is not defined");
            used.insert(key.to_owned());
        }
    }
    let unused: Vec<_> = defined.difference(&used).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
    let missing: Vec<_> = used.difference(&defined).collect();
    assert!(missing.is_empty(), "not defined: {missing:?}");
}

#[test]
fn french_is_set_as_french_is() {
    for line in FRENCH.lines().filter(|line| !line.starts_with('#')) {
        for (mark, space) in
            [(";", '\u{202f}'), ("!", '\u{202f}'), ("?", '\u{202f}'), (":", '\u{a0}'), ("»", '\u{a0}'), ("%", '\u{a0}')]
        {
            for (before, _) in line.match_indices(mark).map(|(at, _)| line.split_at(at)) {
                assert!(before.ends_with(space), "{mark} wants {space:?} before it in {line}");
            }
        }
        assert!(
            line.split('«').skip(1).all(|rest| rest.starts_with('\u{a0}')),
            "« wants a no-break space after it in {line}"
        );
        assert!(!line.contains('\''), "typographic apostrophe in {line}");
    }
}
