//! What can be wrong, as facts.
//!
//! One variant for each remedy. A variant holds facts only: no prose (that is [`crate::words`]), no secret, no query
//! value and no header. The serde tag `code` is what other programs rely on; a code is never renamed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::near::{Difference, difference};

/// A role as Oracle lists it: `code` is SCIM's `name`, `name` is SCIM's `displayName`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleSeen {
    /// Role code, such as `ORA_IRC_RECRUITER_JOB`.
    pub code: String,
    /// Role name, such as `Recruiter`.
    pub name: String,
}

/// Where the secret store of the operating system stands in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeychainFault {
    /// There is no secret store in this session.
    Missing,
    /// It is there and locked, or the person closed its prompt.
    Locked,
    /// It did not answer in time; its prompt may be open behind another window.
    NoAnswer,
    /// It answered with something else than the secret or "not there".
    Refused,
}

/// A finding or a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each variant is named by its code, documented in the contract and worded in `words`")]
pub enum Problem {
    // The address as it was typed.
    AddressEmpty,
    AddressMalformed {
        text: String,
    },
    AddressNotHttps {
        scheme: String,
    },
    AddressHasCredentials,
    AddressHasPort {
        port: u16,
    },
    AddressIsIp {
        host: String,
    },
    AddressIsSignInHost {
        host: String,
    },
    AddressNotOracle {
        host: String,
    },

    // The way to Oracle.
    NameNotFound {
        host: String,
    },
    ConnectionRefused {
        host: String,
    },
    TlsUntrusted {
        host: String,
    },
    TlsWrongHost {
        host: String,
    },
    TlsExpired {
        host: String,
    },
    Redirected {
        scheme: String,
        host: String,
        path: String,
    },
    SignInPage {
        host: String,
    },
    WrongPod {
        host: String,
    },
    NoNetwork,
    TimedOut {
        seconds: u64,
    },
    ConnectionLost,
    OracleUnavailable {
        status: u16,
    },
    Throttled {
        retry_after_s: Option<u64>,
    },
    ProxyRefused {
        status: Option<u16>,
        /// No connection to the proxy came about: its address may be wrong.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        out_of_reach: bool,
    },
    NotARestAnswer {
        status: u16,
        content_type: Option<String>,
    },
    AnswerTooLarge {
        limit_bytes: u64,
    },
    ClockDiffers {
        seconds: i64,
    },

    // The administrator.
    AdminRejected,
    AdminTokenRefused,
    AdminLacksIdentityService,
    AdminRolesMissing {
        missing: Vec<String>,
    },
    AdminNotListed {
        /// The name by which it was looked for; none where the token does not tell.
        user: Option<String>,
    },

    // The role and the user.
    RoleCodeDiffers {
        expected: String,
        found: String,
        name: String,
    },
    RoleNotFound {
        expected: String,
        nearest: Vec<RoleSeen>,
    },
    UserNotFound {
        user: String,
        nearest: Vec<String>,
    },
    UserInactive {
        user: String,
    },
    SourceRoleInsteadOfCopy {
        source: String,
        copy: String,
        missing: Vec<String>,
    },
    RolesMissing {
        missing: Vec<String>,
        near_misses: Vec<NearMiss>,
    },
    RoleListUnknown {
        missing: Vec<String>,
    },
    ExtraRoles {
        extra: Vec<String>,
    },

    // What the integration user may do and see.
    IntegrationRejected,
    TokenRejected {
        /// When the setup's certificate ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        certificate_ends: Option<Timestamp>,
        /// Whether that was before the run.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        certificate_expired: bool,
    },
    ResourceForbidden {
        resource: String,
    },
    ResourceAbsent {
        resource: String,
    },
    NoRowsVisible {
        resource: String,
        admin_total: Option<u64>,
    },
    NoRowsAnywhere {
        resource: String,
    },
    RequisitionHidden {
        requisition: String,
        admin_finds_it: Option<bool>,
    },
    RequisitionUnknown {
        requisition: String,
    },
    FewerRowsThanAdmin {
        resource: String,
        admin_total: u64,
        integration_total: u64,
    },
    TotalsUnknown {
        resource: String,
        admin_total: Option<u64>,
        integration_total: Option<u64>,
    },

    // The integration user's key and certificate.
    KeyMalformed,
    KeyIsPublic,
    KeyIsCertificate,
    KeyIsSsh,
    KeyNotRsa {
        algorithm: String,
    },
    KeyTooShort {
        bits: u32,
        least: u32,
    },
    KeyTooLong {
        bits: u32,
        most: u32,
    },
    KeyNeedsPassphrase,
    KeyPassphraseWrong,
    KeyEncryptionOutdated,
    KeyFileDamaged {
        path: String,
    },
    KeyFileLocked {
        path: String,
    },
    CertificateMalformed,
    CertificateIsPrivateKey,
    CertificateExpired {
        not_after: Timestamp,
    },
    CertificateNotYetValid {
        not_before: Timestamp,
    },
    CertificateDoesNotMatch,
    /// The administrator of a run is the integration user itself.
    AdminIsIntegrationUser {
        user: String,
    },

    // Handing over and receiving.
    NotVerified {
        reason: NotVerifiedReason,
        /// The checks that failed, or that had to pass and did not.
        checks: Vec<String>,
        verified_at: Option<Timestamp>,
    },
    RecipientMalformed {
        fault: RecipientFault,
        /// Which character, from 1, where one is wrong.
        position: Option<usize>,
        /// How many there are, where that is wrong.
        length: Option<usize>,
        expected_length: usize,
    },
    RecipientIsSsh,
    RecipientIsSecret,
    RecipientKindUnknown {
        kind: String,
    },
    PassphraseWeak,
    ReceiverKeyMalformed {
        line: Option<usize>,
        /// It is the public half.
        is_recipient: bool,
    },
    WrongKey {
        sealed_with_passphrase: bool,
    },
    WrongPassphrase {
        sealed_for_a_key: bool,
        /// Which of the words, from 1, is in no list.
        unknown_word: Option<usize>,
    },
    Damaged {
        part: DamagedPart,
    },
    TooCostly {
        work_factor: u8,
        most: u8,
    },
    NotAHandOver,
    HandOverNewer {
        schema: u64,
        known: u64,
    },
    NotAReport {
        path: String,
    },
    ReportAltered {
        path: String,
        stated: String,
        /// What its content comes to; none where that is as stated, and the page around it shows something else.
        #[serde(skip_serializing_if = "Option::is_none")]
        computed: Option<String>,
    },

    // Files.
    FileMissing {
        path: String,
    },
    FileExists {
        path: String,
    },
    FileInUse {
        path: String,
        holder: Option<String>,
    },
    /// A program that runs on this computer has it open.
    OpenHere {
        path: String,
        holder: Option<String>,
    },
    /// A program on another computer is said to have it open; no lock tells whether it still runs.
    OpenElsewhere {
        path: String,
        holder: String,
    },
    ChangedByAnother {
        path: String,
        fields: Vec<String>,
    },
    DifferentSetups {
        mine: String,
        theirs: String,
    },
    MergeUnresolved {
        fields: Vec<String>,
    },
    FileDamaged {
        path: String,
        moved_to: Option<String>,
    },
    FileNotASetup {
        path: String,
    },
    FileNewer {
        path: String,
        schema: u64,
        known: u64,
    },
    FileReadOnly {
        path: String,
    },
    FolderMissing {
        path: String,
    },
    NotPermitted {
        path: String,
    },
    DiskFull {
        path: String,
    },
    DiskFault {
        path: String,
        what: String,
    },
    NotTrashed {
        path: String,
    },
    CaFileInvalid {
        path: String,
    },

    // Input.
    GuideUnknown {
        guide: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    GuideInvalid {
        faults: Vec<crate::guide::Fault>,
    },
    StepUnknown {
        step: String,
        nearest: Option<String>,
    },
    CheckUnknown {
        check: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    CheckNotAccepted {
        check: String,
        reason: NotAccepted,
    },
    ScenarioUnknown {
        scenario: String,
        nearest: Option<String>,
        known: Vec<String>,
    },
    BranchUnknown {
        branch: String,
        expected: String,
    },
    ValueInvalid {
        field: String,
        value: String,
        expected: String,
        example: String,
    },
    ValueMissing {
        field: String,
        expected: String,
        example: String,
    },
    LooksLikeASecret {
        field: String,
    },
    SecretsMalformed {
        expected: String,
    },
    Usage {
        what: String,
    },

    // The secret store, this program and this computer.
    NoSecret,
    Keychain {
        fault: KeychainFault,
    },
    PortInUse {
        port: u16,
    },
    NoBrowser {
        url: String,
    },
    LinkRefused,
    ClipboardUnavailable,
    PracticeNotRunning,
    UnderReview,
    Cancelled,
    Unexpected {
        what: String,
    },
}

/// Why a setup may not be handed over without a written reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum NotVerifiedReason {
    /// It was never verified.
    Never,
    /// A check failed in the last whole verification.
    Failed,
    /// What had to pass did not.
    NotProven,
    /// Host, user or role list are others than those that were verified.
    Changed,
    /// The last whole verification is too long ago.
    TooOld,
    /// Only parts were verified.
    Partial,
}

/// Where a recipient goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecipientFault {
    /// There is none.
    Empty,
    /// It does not begin with `age1`.
    Prefix,
    /// Capitals and small letters are mixed.
    MixedCase,
    /// A character that no recipient holds.
    Character,
    /// Too short or too long.
    Length,
    /// The checksum does not hold.
    Checksum,
}

/// What of a sealed file is not as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DamagedPart {
    /// It is no sealed file, or its very beginning is gone.
    NotSealed,
    /// Its head.
    Header,
    /// What is sealed.
    Content,
    /// It says that it is of a later version of age.
    Newer,
}

/// Why a finding could not be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAccepted {
    /// There is no verification to accept a finding of.
    NeverVerified,
    /// The check holds: there is nothing to accept.
    NothingFound,
}

/// A code that was asked for beside the one that is there, alike but not equal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearMiss {
    /// The code that the setup asks for.
    pub expected: String,
    /// The code that was seen.
    pub found: String,
}

impl std::error::Error for Problem {}

/// The code alone: words are for people and stand in [`crate::words`].
impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.code())
    }
}

impl Problem {
    /// The code as it stands in JSON, such as `no_rows_visible`.
    pub fn code(&self) -> String {
        serde_json::to_value(self)
            .ok()
            .and_then(|value| value.get("code").and_then(|code| code.as_str().map(str::to_owned)))
            .unwrap_or_default()
    }

    /// What was asked for beside what Oracle has in its place, where the two are nearly the same.
    pub fn differences(&self) -> Vec<Difference> {
        match self {
            Self::RoleCodeDiffers { expected, found, .. } => vec![difference(expected, found)],
            Self::RoleNotFound { expected, nearest } => {
                nearest.iter().map(|role| difference(expected, &role.code)).collect()
            }
            Self::UserNotFound { user, nearest } => nearest.iter().map(|name| difference(user, name)).collect(),
            Self::RolesMissing { near_misses, .. } => {
                near_misses.iter().map(|near| difference(&near.expected, &near.found)).collect()
            }
            _ => Vec::new(),
        }
    }
}
