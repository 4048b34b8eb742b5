//! What a request may do: decided once, from the role, by one table.

use chrono_tz::Tz;
use entity::{Role, organisation, user};

use crate::{audit::Actor, error::Error};

/// Something a role may or may not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Hand in posts.
    SendPosts,
    /// Read posts and their reviews.
    ReadPosts,
    /// Have a draft checked.
    CheckDrafts,
    /// Read cases and their documents.
    ReadCases,
    /// Change cases.
    WorkCases,
    /// Read the audit trail.
    ReadAudit,
}

impl Permission {
    /// The table of roles and permissions.
    #[must_use]
    pub const fn granted_to(self, role: Role) -> bool {
        use Permission::{CheckDrafts, ReadAudit, ReadCases, ReadPosts, SendPosts, WorkCases};
        use Role::{Admin, Auditor, Communicator, Guest, Officer};
        match self {
            SendPosts | CheckDrafts => matches!(role, Admin | Officer | Communicator),
            ReadPosts => matches!(role, Admin | Officer | Communicator | Auditor | Guest),
            ReadCases => matches!(role, Admin | Officer | Auditor | Guest),
            WorkCases => matches!(role, Officer),
            ReadAudit => matches!(role, Admin | Auditor),
        }
    }
}

/// A proven identity in one organisation.
#[derive(Clone, Debug)]
pub struct Access {
    /// The organisation it works for.
    pub organisation: organisation::Model,
    /// What it may do there.
    pub role: Role,
    /// How its deeds are signed.
    pub actor: Actor,
    /// The person, when it is one.
    pub user: Option<user::Model>,
}

impl Access {
    /// The operator at the command line, who may do what an administrator may.
    #[must_use]
    pub fn operator(organisation: organisation::Model) -> Self {
        Self { organisation, role: Role::Admin, actor: Actor::operator(), user: None }
    }

    /// The zone the organisation counts its days in.
    #[must_use]
    pub fn zone(&self) -> Tz {
        self.organisation.time_zone.parse().unwrap_or(Tz::Europe__Paris)
    }

    /// Refuses what the role does not allow.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub const fn need(&self, permission: Permission) -> Result<(), Error> {
        if permission.granted_to(self.role) { Ok(()) } else { Err(Error::Forbidden) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_officer_changes_a_case() {
        let may: Vec<Role> = Role::ALL.iter().copied().filter(|role| Permission::WorkCases.granted_to(*role)).collect();
        assert_eq!(may, [Role::Officer]);
    }

    #[test]
    fn an_auditor_and_a_guest_change_nothing() {
        for role in [Role::Auditor, Role::Guest] {
            for permission in [Permission::SendPosts, Permission::WorkCases, Permission::CheckDrafts] {
                assert!(!permission.granted_to(role), "{role} {permission:?}");
            }
        }
    }

    #[test]
    fn a_communicator_reads_no_case() {
        assert!(!Permission::ReadCases.granted_to(Role::Communicator));
    }
}
