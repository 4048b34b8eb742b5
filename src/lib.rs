//! Vigie: what health organisations publish, and what the public tells them.
//!
//! The rooms, in the order a post goes through them:
//!
//! - [`web`] and [`cli`]: where requests come in. Parse, guard, call one function, show.
//! - [`post`]: a post arrives, is read and kept once.
//! - [`engine`] (pure): text in, review out.
//! - [`lexicon`] (pure): official files of medicines in, products for the engine out.
//! - [`case`]: a case is opened, worked, documented; every change is an event.
//! - [`mail`]: promised with the case, delivered outside the transaction.
//! - [`report`] (pure): facts in, PDF out.
//! - [`view`]: typed pages and mails, in French and English.
//! - [`account`]: organisations, people, roles, sessions, tokens, pages.
//! - [`audit`]: the hash-chained trail.
//!
//! Below them: [`app`], [`config`], [`db`], [`clock`], [`error`], [`json`] (foreign JSON), [`policy`] (where packs
//! come from).

#![cfg_attr(test, expect(clippy::string_slice, clippy::iter_over_hash_type, reason = "tests cut texts of their own"))]

pub mod account;
pub mod app;
pub mod audit;
pub mod case;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod engine;
pub mod error;
pub mod json;
pub mod lexicon;
pub mod mail;
pub mod policy;
pub mod post;
pub mod report;
pub mod view;
pub mod web;
