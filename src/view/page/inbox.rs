use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Page, Paging, at, on};
use crate::view::label::{CaseKind, Seriousness, SpecialSituation, State};
use crate::view::time::Due;

/// The list of cases; its filters are sent as `state` and `seriousness` by GET to `/cases`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Inbox {
    /// What the list is narrowed to.
    pub filter: InboxFilter,
    /// How many cases stand in each state, whatever the filter.
    pub counts: Vec<StateCount>,
    /// How many cases there are in all.
    pub total: u64,
    /// How many running cases are past their deadline.
    pub overdue: u64,
    /// The cases of this page.
    pub cases: Vec<CaseRow>,
    /// Neighbouring pages.
    pub paging: Paging,
}

/// What the list of cases is narrowed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct InboxFilter {
    /// One state.
    pub state: Option<State>,
    /// One seriousness.
    pub seriousness: Option<Seriousness>,
}

/// Cases in one state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct StateCount {
    /// The state.
    pub state: State,
    /// How many.
    pub count: u64,
}

/// One case of the list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CaseRow {
    /// Identifier, last part of its address.
    pub id: String,
    /// Number people quote.
    pub number: String,
    /// Names of the products.
    pub products: Vec<String>,
    /// Terms of the reactions.
    pub reactions: Vec<String>,
    /// Special situations.
    pub special_situations: Vec<SpecialSituation>,
    /// Whether it is serious.
    pub seriousness: Seriousness,
    /// What it records.
    pub kind: CaseKind,
    /// Where it stands.
    pub state: State,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Its deadline; none for a case that has no clock.
    pub due: Option<Due>,
    /// Who works on it.
    pub assignee: Option<String>,
}

impl Page for Inbox {
    const NAME: &'static str = "page/inbox.html";

    fn samples() -> Vec<Self> {
        let counts = [
            (State::New, 7),
            (State::InReview, 3),
            (State::AwaitingInformation, 1),
            (State::Confirmed, 2),
            (State::Submitted, 12_480),
            (State::Closed, 0),
        ];
        let counts: Vec<_> = counts.map(|(state, count)| StateCount { state, count }).into();
        let filter = InboxFilter { state: Some(State::New), seriousness: Some(Seriousness::Serious) };
        vec![
            Self {
                filter: InboxFilter::default(),
                counts: counts.clone(),
                total: 12_493,
                overdue: 1,
                cases: sample_rows(),
                paging: Paging { first: None, next: Some("/cases?cursor=abc".to_owned()) },
            },
            Self {
                filter,
                counts,
                total: 12_493,
                overdue: 0,
                cases: sample_rows().into_iter().take(1).collect(),
                paging: Paging { first: Some("/cases?state=new&seriousness=serious".to_owned()), next: None },
            },
            Self { filter, counts: vec![], total: 12_493, overdue: 2, cases: vec![], paging: Paging::default() },
            Self {
                filter: InboxFilter::default(),
                counts: vec![],
                total: 0,
                overdue: 0,
                cases: vec![],
                paging: Paging::default(),
            },
        ]
    }
}

fn sample_rows() -> Vec<CaseRow> {
    let now = at("2026-11-23T09:00:00Z");
    let zone = chrono_tz::Tz::Europe__Paris;
    let row = |number: u32, state, seriousness, due| CaseRow {
        id: format!("0197a3b2-{number:04}-7000-8000-000000000000"),
        number: format!("VIG-2026-{number:04}"),
        products: vec!["LEVOTHYROX".to_owned()],
        reactions: vec!["Céphalée".to_owned(), "Vertige".to_owned()],
        special_situations: vec![],
        seriousness,
        kind: CaseKind::Report,
        state,
        opened_at: at("2026-11-20T08:12:00Z"),
        due,
        assignee: None,
    };
    let due = |day: &str| Some(Due::new(on(day), now, zone));
    vec![
        CaseRow {
            assignee: Some("Claire Martin".to_owned()),
            ..row(42, State::InReview, Seriousness::Serious, due("2026-11-21"))
        },
        CaseRow {
            products: vec!["DOLIPRANE".to_owned(), "IBUPROFÈNE".to_owned()],
            ..row(57, State::New, Seriousness::Serious, due("2026-11-23"))
        },
        CaseRow {
            reactions: vec!["Œdème de Quincke".to_owned()],
            ..row(58, State::Confirmed, Seriousness::Serious, due("2026-11-24"))
        },
        CaseRow {
            reactions: vec![],
            ..row(60, State::AwaitingInformation, Seriousness::NotSerious, due("2026-12-05"))
        },
        CaseRow {
            products: vec![],
            reactions: vec![],
            special_situations: vec![SpecialSituation::LackOfEfficacy, SpecialSituation::Overdose],
            kind: CaseKind::SpecialSituation,
            ..row(61, State::New, Seriousness::NotSerious, None)
        },
        row(12, State::Submitted, Seriousness::NotSerious, Some(Due::settled(on("2026-11-01")))),
        row(9, State::NotACase, Seriousness::NotSerious, Some(Due::settled(on("2026-10-04")))),
    ]
}
