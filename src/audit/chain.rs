//! The arithmetic of the chain: pure, so that anyone can recompute it.

use entity::audit_entry;
use sea_orm::DbErr;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// The hash before the first entry.
pub const GENESIS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The first entry of a chain that does not hold, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Broken {
    /// Position that was expected.
    pub seq: i64,
    /// Id of the entry found there.
    pub id: String,
    /// What does not hold.
    pub why: &'static str,
}

/// Canonical JSON of what an entry's hash covers: everything but the hash.
#[derive(Serialize)]
struct Covered<'a> {
    id: String,
    organisation: String,
    seq: i64,
    at: String,
    actor_kind: &'static str,
    actor: &'a str,
    action: &'a str,
    subject_kind: &'a str,
    subject: &'a str,
    detail: &'a str,
    previous_hash: &'a str,
}

/// The hash of an entry, in hexadecimal.
pub(super) fn hash(entry: &audit_entry::Model) -> Result<String, DbErr> {
    let covered = Covered {
        id: entry.id.to_string(),
        organisation: entry.organisation_id.to_string(),
        seq: entry.seq,
        at: entry.at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true),
        actor_kind: entry.actor_kind.as_str(),
        actor: &entry.actor,
        action: &entry.action,
        subject_kind: &entry.subject_kind,
        subject: &entry.subject,
        detail: &entry.detail,
        previous_hash: &entry.previous_hash,
    };
    Ok(hex::encode(Sha256::digest(canonical(&covered)?)))
}

/// RFC 8785 canonical JSON.
pub(super) fn canonical(value: &impl Serialize) -> Result<String, DbErr> {
    serde_json_canonicalizer::to_string(value).map_err(|error| DbErr::Custom(format!("audit entry: {error}")))
}

/// Holds `entry` against its place in the chain.
pub(super) fn check(entry: &audit_entry::Model, seq: i64, previous: &str) -> Result<(), Broken> {
    let broken = |why| Err(Broken { seq, id: entry.id.to_string(), why });
    if entry.seq != seq {
        return broken("an entry before it is missing");
    }
    if entry.previous_hash != previous {
        return broken("it does not hold the hash of the entry before it");
    }
    match hash(entry) {
        Ok(hash) if hash == entry.hash => Ok(()),
        _ => broken("its content was changed after it was written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use entity::{ActorKind, AuditEntryId, OrganisationId};
    use uuid::Uuid;

    fn chain(length: i64) -> Vec<audit_entry::Model> {
        let mut previous = GENESIS.to_owned();
        (1..=length)
            .map(|seq| {
                let mut entry = audit_entry::Model {
                    id: AuditEntryId(Uuid::from_u128(u128::try_from(seq).unwrap())),
                    organisation_id: OrganisationId(Uuid::from_u128(7)),
                    seq,
                    at: "2026-11-23T10:00:00.500Z".parse().unwrap(),
                    actor_kind: ActorKind::Machine,
                    actor: "machine".into(),
                    action: "post.created".into(),
                    subject_kind: "post".into(),
                    subject: seq.to_string(),
                    detail: "{}".into(),
                    previous_hash: previous.clone(),
                    hash: String::new(),
                };
                entry.hash = hash(&entry).unwrap();
                previous.clone_from(&entry.hash);
                entry
            })
            .collect()
    }

    fn first_broken(entries: &[audit_entry::Model]) -> Option<Broken> {
        let mut previous = GENESIS.to_owned();
        entries.iter().zip(1..).find_map(|(entry, seq)| {
            let outcome = check(entry, seq, &previous);
            previous.clone_from(&entry.hash);
            outcome.err()
        })
    }

    #[test]
    fn an_untouched_chain_holds() {
        assert_eq!(first_broken(&chain(5)), None);
    }

    #[test]
    fn a_changed_detail_breaks_its_own_entry() {
        let mut entries = chain(5);
        entries[2].detail = r#"{"x":1}"#.into();
        let broken = first_broken(&entries).unwrap();
        assert_eq!((broken.seq, broken.why), (3, "its content was changed after it was written"));
    }

    #[test]
    fn a_rehashed_change_breaks_the_next_entry() {
        let mut entries = chain(5);
        entries[2].actor = "somebody else".into();
        entries[2].hash = hash(&entries[2]).unwrap();
        assert_eq!(first_broken(&entries).unwrap().seq, 4);
    }

    #[test]
    fn a_removed_entry_is_missed() {
        let mut entries = chain(5);
        entries.remove(1);
        let broken = first_broken(&entries).unwrap();
        assert_eq!((broken.seq, broken.why), (2, "an entry before it is missing"));
    }
}
