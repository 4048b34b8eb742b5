use serde::Serialize;

use super::{FieldError, Page};
use crate::view::label::{Field, FieldProblem};

/// The sign-in page; its form posts `email`, `password` and `next` to `/sign-in`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct SignIn {
    /// The address typed before, when sign-in was refused.
    pub email: String,
    /// Path to go to afterwards.
    pub next: String,
    /// What was refused.
    pub errors: Vec<FieldError>,
    /// The account to try, when the server runs as a demonstration.
    pub demo: Option<DemoAccount>,
}

/// The account of a demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoAccount {
    /// Its address.
    pub email: String,
    /// Its password.
    pub password: String,
}

impl Page for SignIn {
    const NAME: &'static str = "page/sign_in.html";

    fn samples() -> Vec<Self> {
        let demo = DemoAccount { email: "claire@demo.example".to_owned(), password: "vigie-demo".to_owned() };
        vec![
            Self { next: "/cases".to_owned(), demo: Some(demo), ..Self::default() },
            Self {
                email: "claire@hopital.example".to_owned(),
                next: "/cases/0197?x=1&y=2".to_owned(),
                errors: vec![FieldError::new(Field::Email, FieldProblem::WrongCredentials)],
                demo: None,
            },
            Self {
                errors: vec![
                    FieldError::new(Field::Email, FieldProblem::Required),
                    FieldError::new(Field::Password, FieldProblem::Required),
                ],
                ..Self::default()
            },
        ]
    }
}
