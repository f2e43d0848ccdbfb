//! How long until a remedy has effect. Without it a person tries again too early and believes that the remedy was wrong.
//!
//! What is promised here is what Oracle documents or public scripts wait for; where neither tells, it says what to run
//! when nothing changes.

/// When a remedy has effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing waits for it.
    Nothing,
    /// Now.
    AtOnce,
    /// A role that was given. Basic authentication is judged at each request (fact sheet §6).
    RoleGiven,
    /// A role that was taken away.
    RoleTaken,
    /// A role of someone who signs in with a browser.
    NextSignIn,
    /// Copying goes on after **Submit and Close** (Oracle, "Copy Roles on the Security Console"); the role tables follow by
    /// a process (Oracle, "Run User and Roles Synchronization Process").
    CopyComplete,
    /// A data role is applied in the background (Oracle, "Assign Security Profiles to Job and Abstract Roles"); grants that
    /// were not made anew are made by a process (Oracle, "Regenerate Data Security Grants").
    ProfilesComplete,
    /// The same for workers, whose access lists are made anew each hour (Oracle, "Refresh Access Control Data").
    WorkerProfilesComplete,
    /// An account is copied to the identity domain where the pod signs people in through one (Oracle, "Manage Users in the
    /// Fusion Applications Identity Domain").
    AccountCopied,
    /// A certificate or an issuer: each verification signs a token of its own.
    NextToken,
    /// The end of maintenance.
    Maintenance,
    /// What Oracle itself asked to wait, in seconds.
    Seconds(u64),
}

impl Effect {
    /// In words; empty where nothing waits for it.
    pub(super) fn words(self) -> String {
        match self {
            Self::Nothing => "",
            Self::AtOnce => "At once.",
            Self::RoleTaken => "At the user's next request, usually within minutes of **Save and Close**.",
            Self::RoleGiven => {
                "At the user's next request, usually within minutes of **Save and Close**. A role that was made just now \
                 may first need **Retrieve Latest LDAP Changes** to have run."
            }
            Self::NextSignIn => "After the administrator's next sign-in: sign out of Oracle and in again.",
            Self::CopyComplete => {
                "Once **Role Copy Status**, under **Administration**, shows **Complete**. If the role is still not found \
                 then, once **Retrieve Latest LDAP Changes** has run."
            }
            Self::ProfilesComplete => {
                "Once the role's status shows **Complete**, usually within minutes. If nothing has changed by then, once \
                 **Regenerate Data Security Grants** has run for this role."
            }
            Self::WorkerProfilesComplete => {
                "Once the role's status shows **Complete**, usually within minutes. If nothing has changed by then, once \
                 **Refresh Access Control Data** has run, which it does each hour."
            }
            Self::AccountCopied => {
                "At once; where your company signs in through an identity domain, once the account was copied there, \
                 usually within minutes."
            }
            Self::NextToken => "At once after **Save and Close**: each verification signs a token of its own.",
            Self::Maintenance => "When Oracle's maintenance or fault has ended.",
            Self::Seconds(seconds) => return format!("In {}.", super::counted_long(seconds, "second", "seconds")),
        }
        .to_owned()
    }
}
