//! Exit codes, in one place: the contract's §1.

use std::process::ExitCode;

use setup::{checks::Verdict, problem::Problem};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Everything that was asked for holds.
    Holds = 0,
    /// It could not be done.
    NotDone = 1,
    /// The input or the usage is wrong; nothing was contacted, nothing was written.
    WrongInput = 2,
    /// At least one check failed.
    Failed = 3,
    /// No check failed, and not everything is proved.
    Open = 4,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

impl Exit {
    /// For a verification.
    pub fn of_verdict(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Passed => Self::Holds,
            Verdict::Failed => Self::Failed,
            Verdict::Warning | Verdict::CantTell | Verdict::Skipped | Verdict::Broke => Self::Open,
        }
    }

    /// For a refusal. What the person who typed can mend by typing something else is wrong input; all else is not.
    pub fn of_problem(problem: &Problem) -> Self {
        match problem {
            Problem::AddressEmpty
            | Problem::AddressMalformed { .. }
            | Problem::AddressNotHttps { .. }
            | Problem::AddressHasCredentials
            | Problem::AddressHasPort { .. }
            | Problem::AddressIsIp { .. }
            | Problem::AddressIsSignInHost { .. }
            | Problem::AddressNotOracle { .. }
            | Problem::FileMissing { .. }
            | Problem::FileExists { .. }
            | Problem::FileNotASetup { .. }
            | Problem::DifferentSetups { .. }
            | Problem::FolderMissing { .. }
            | Problem::CaFileInvalid { .. }
            | Problem::KeyMalformed
            | Problem::KeyIsPublic
            | Problem::KeyIsCertificate
            | Problem::KeyIsSsh
            | Problem::KeyNotRsa { .. }
            | Problem::KeyTooShort { .. }
            | Problem::KeyTooLong { .. }
            | Problem::KeyNeedsPassphrase
            | Problem::KeyPassphraseWrong
            | Problem::KeyEncryptionOutdated
            | Problem::CertificateMalformed
            | Problem::CertificateIsPrivateKey
            | Problem::CertificateExpired { .. }
            | Problem::CertificateNotYetValid { .. }
            | Problem::CertificateDoesNotMatch
            | Problem::AdminIsIntegrationUser { .. }
            | Problem::GuideUnknown { .. }
            | Problem::GuideInvalid { .. }
            | Problem::StepUnknown { .. }
            | Problem::CheckUnknown { .. }
            | Problem::CheckNotAccepted { .. }
            | Problem::ScenarioUnknown { .. }
            | Problem::BranchUnknown { .. }
            | Problem::ValueInvalid { .. }
            | Problem::ValueMissing { .. }
            | Problem::LooksLikeASecret { .. }
            | Problem::SecretsMalformed { .. }
            | Problem::RecipientMalformed { .. }
            | Problem::RecipientIsSsh
            | Problem::RecipientIsSecret
            | Problem::RecipientKindUnknown { .. }
            | Problem::PassphraseWeak
            | Problem::ReceiverKeyMalformed { .. }
            | Problem::NotAReport { .. }
            | Problem::Usage { .. } => Self::WrongInput,
            // The gate of a hand-over is closed, and a report that is not as it was written does not hold.
            Problem::NotVerified { .. }
            | Problem::IntegrationRejected
            | Problem::TokenRejected { .. }
            | Problem::ReportAltered { .. } => Self::Failed,
            _ => Self::NotDone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_failed_check_ends_with_3() {
        assert_eq!(Exit::of_verdict(Verdict::Failed), Exit::Failed);
        for verdict in [Verdict::Warning, Verdict::CantTell, Verdict::Broke] {
            assert_eq!(Exit::of_verdict(verdict), Exit::Open);
        }
        assert_eq!(Exit::of_verdict(Verdict::Passed), Exit::Holds);
    }

    #[test]
    fn a_key_or_certificate_that_is_refused_is_wrong_input() {
        let short = Problem::KeyTooShort { bits: 1024, least: 2048 };
        for problem in [short, Problem::KeyIsPublic, Problem::KeyNeedsPassphrase, Problem::CertificateDoesNotMatch] {
            assert_eq!(Exit::of_problem(&problem), Exit::WrongInput, "{problem:?}");
        }
    }

    #[test]
    fn a_closed_gate_and_a_refused_secret_end_as_a_failed_check_does() {
        let reason = setup::problem::NotVerifiedReason::Never;
        let closed = Problem::NotVerified { reason, checks: Vec::new(), verified_at: None };
        for problem in [closed, Problem::IntegrationRejected] {
            assert_eq!(Exit::of_problem(&problem), Exit::Failed, "{problem:?}");
        }
        let wrong_key = Problem::WrongKey { sealed_with_passphrase: false };
        for problem in [wrong_key, Problem::TooCostly { work_factor: 30, most: 20 }] {
            assert_eq!(Exit::of_problem(&problem), Exit::NotDone, "{problem:?}");
        }
    }

    #[test]
    fn what_typing_anew_can_not_mend_is_no_wrong_input() {
        let in_use = Problem::FileInUse { path: "a".to_owned(), holder: None };
        for problem in [in_use, Problem::Cancelled, Problem::PortInUse { port: 1 }, Problem::NoSecret] {
            assert_eq!(Exit::of_problem(&problem), Exit::NotDone, "{problem:?}");
        }
        let locked = Problem::KeyFileLocked { path: "a.key".to_owned() };
        assert_eq!(Exit::of_problem(&locked), Exit::NotDone, "what is kept here was not typed");
        assert_eq!(Exit::of_problem(&Problem::AddressEmpty), Exit::WrongInput);
    }
}
