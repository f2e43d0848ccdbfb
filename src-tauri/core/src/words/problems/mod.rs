//! Title, meaning, remedy, time to effect and whom to ask, of every problem. The match is total: a problem without words
//! does not compile. The words themselves stand in a module for each family.

mod access;
mod address;
mod files;
mod hand_over;
mod identity;
mod input;
mod keys;
mod network;
mod program;

use super::{
    Words,
    ask::{Favour, Item, Person, messages},
    effect::Effect,
};
use crate::{plan::Plan, problem::Problem};

/// The words for a problem. With a plan they name this setup's own user, role and pod.
pub fn of_problem(problem: &Problem, plan: Option<&Plan>) -> Words {
    of_finding(problem, plan, None)
}

/// The same, with the step that mends it.
pub(super) fn of_finding(problem: &Problem, plan: Option<&Plan>, step: Option<&str>) -> Words {
    let Row { title, meaning, remedy, effect, .. } = row(problem, plan);
    let ask = messages(item(problem, plan, step).as_slice(), plan).pop();
    Words { title, meaning, remedy, effect: effect.words(), ask }
}

/// What is asked of another person for it, if anything is.
pub(super) fn item(problem: &Problem, plan: Option<&Plan>, step: Option<&str>) -> Option<Item> {
    let Row { title, favour, .. } = row(problem, plan);
    Some(Item { title, favour: favour?, code: problem.code(), step: step.map(str::to_owned) })
}

/// What is said of one problem.
#[derive(Debug)]
pub(super) struct Row {
    title: String,
    meaning: String,
    remedy: String,
    effect: Effect,
    favour: Option<Favour>,
}

impl Row {
    fn new(title: impl Into<String>, meaning: impl Into<String>, remedy: impl Into<String>) -> Self {
        let (title, meaning, remedy) = (title.into(), meaning.into(), remedy.into());
        Self { title, meaning, remedy, effect: Effect::Nothing, favour: None }
    }

    fn effect(self, effect: Effect) -> Self {
        Self { effect, ..self }
    }

    fn ask(self, of: Person, request: impl Into<String>) -> Self {
        Self { favour: Some(Favour { of, request: request.into() }), ..self }
    }
}

#[expect(clippy::too_many_lines, reason = "a table: a line for each problem, and total because it is one match")]
fn row(problem: &Problem, plan: Option<&Plan>) -> Row {
    match problem {
        Problem::AddressEmpty => address::empty(),
        Problem::AddressMalformed { text } => address::malformed(text),
        Problem::AddressNotHttps { scheme } => address::not_https(scheme),
        Problem::AddressHasCredentials => address::has_credentials(),
        Problem::AddressHasPort { port } => address::has_port(*port),
        Problem::AddressIsIp { host } => address::is_ip(host),
        Problem::AddressIsSignInHost { host } => address::is_sign_in_host(host),
        Problem::AddressNotOracle { host } => address::not_oracle(host),

        Problem::NameNotFound { host } => network::name_not_found(host),
        Problem::ConnectionRefused { host } => network::connection_refused(host),
        Problem::TlsUntrusted { host } => network::tls_untrusted(host),
        Problem::TlsWrongHost { host } => network::tls_wrong_host(host),
        Problem::TlsExpired { host } => network::tls_expired(host),
        Problem::Redirected { host, path, .. } => network::redirected(host, path),
        Problem::SignInPage { host } => network::sign_in_page(host),
        Problem::WrongPod { host } => network::wrong_pod(host),
        Problem::NoNetwork => network::no_network(),
        Problem::TimedOut { seconds } => network::timed_out(*seconds),
        Problem::ConnectionLost => network::connection_lost(),
        Problem::OracleUnavailable { status } => network::oracle_unavailable(*status),
        Problem::Throttled { retry_after_s } => network::throttled(*retry_after_s),
        Problem::ProxyRefused { out_of_reach: true, .. } => network::proxy_out_of_reach(),
        Problem::ProxyRefused { status, .. } => network::proxy_refused(*status),
        Problem::NotARestAnswer { status, .. } => network::not_a_rest_answer(*status),
        Problem::AnswerTooLarge { limit_bytes } => network::answer_too_large(*limit_bytes),
        Problem::ClockDiffers { seconds } => network::clock_differs(*seconds),

        Problem::AdminRejected => identity::admin_rejected(),
        Problem::AdminTokenRefused => identity::admin_token_refused(),
        Problem::AdminLacksIdentityService => identity::admin_lacks_identity_service(),
        Problem::AdminRolesMissing { missing } => identity::admin_roles_missing(missing),
        Problem::AdminNotListed { user } => identity::admin_not_listed(user.as_deref()),
        Problem::RoleCodeDiffers { expected, found, name } => identity::role_code_differs(expected, found, name, plan),
        Problem::RoleNotFound { expected, nearest } => identity::role_not_found(expected, nearest, plan),
        Problem::UserNotFound { user, nearest } => identity::user_not_found(user, nearest),
        Problem::UserInactive { user } => identity::user_inactive(user),
        Problem::SourceRoleInsteadOfCopy { source, copy, missing } => {
            identity::source_role_instead_of_copy(source, copy, missing, plan)
        }
        Problem::RolesMissing { missing, near_misses } => identity::roles_missing(missing, near_misses, plan),
        Problem::RoleListUnknown { .. } => identity::role_list_unknown(),
        Problem::ExtraRoles { extra } => identity::extra_roles(extra, plan),
        Problem::IntegrationRejected => identity::integration_rejected(plan),
        Problem::TokenRejected { certificate_ends, certificate_expired } => {
            identity::token_rejected(certificate_ends.filter(|_| *certificate_expired), plan)
        }

        Problem::ResourceForbidden { resource } => access::resource_forbidden(resource, plan),
        Problem::ResourceAbsent { resource } => access::resource_absent(resource, plan),
        Problem::NoRowsVisible { resource, admin_total } => access::no_rows_visible(resource, *admin_total, plan),
        Problem::NoRowsAnywhere { resource } => access::no_rows_anywhere(resource, plan),
        Problem::RequisitionHidden { requisition, admin_finds_it } => {
            access::requisition_hidden(requisition, *admin_finds_it, plan)
        }
        Problem::RequisitionUnknown { requisition } => access::requisition_unknown(requisition, plan),
        Problem::FewerRowsThanAdmin { resource, admin_total, integration_total } => {
            access::fewer_rows_than_admin(resource, *admin_total, *integration_total, plan)
        }
        Problem::TotalsUnknown { resource, .. } => access::totals_unknown(resource, plan),

        Problem::KeyMalformed => keys::malformed(),
        Problem::KeyIsPublic => keys::is_public(),
        Problem::KeyIsCertificate => keys::is_certificate(),
        Problem::KeyIsSsh => keys::is_ssh(),
        Problem::KeyNotRsa { algorithm } => keys::not_rsa(algorithm),
        Problem::KeyTooShort { bits, least } => keys::too_short(*bits, *least),
        Problem::KeyTooLong { bits, most } => keys::too_long(*bits, *most),
        Problem::KeyNeedsPassphrase => keys::needs_passphrase(),
        Problem::KeyPassphraseWrong => keys::passphrase_wrong(),
        Problem::KeyEncryptionOutdated => keys::encryption_outdated(),
        Problem::KeyFileDamaged { path } => keys::file_damaged(path),
        Problem::KeyFileLocked { path } => keys::file_locked(path),
        Problem::CertificateMalformed => keys::certificate_malformed(),
        Problem::CertificateIsPrivateKey => keys::certificate_is_private_key(),
        Problem::CertificateExpired { not_after } => keys::certificate_expired(*not_after),
        Problem::CertificateNotYetValid { not_before } => keys::certificate_not_yet_valid(*not_before),
        Problem::CertificateDoesNotMatch => keys::certificate_does_not_match(),
        Problem::AdminIsIntegrationUser { user } => input::admin_is_integration_user(user),

        Problem::NotVerified { reason, checks, verified_at } => hand_over::not_verified(*reason, checks, *verified_at),
        Problem::RecipientMalformed { fault, position, length, expected_length } => {
            hand_over::recipient_malformed(*fault, *position, *length, *expected_length)
        }
        Problem::RecipientIsSsh => hand_over::recipient_is_ssh(),
        Problem::RecipientIsSecret => hand_over::recipient_is_secret(),
        Problem::RecipientKindUnknown { kind } => hand_over::recipient_kind_unknown(kind),
        Problem::PassphraseWeak => hand_over::passphrase_weak(),
        Problem::ReceiverKeyMalformed { line, is_recipient } => hand_over::receiver_key_malformed(*line, *is_recipient),
        Problem::WrongKey { sealed_with_passphrase } => hand_over::wrong_key(*sealed_with_passphrase),
        Problem::WrongPassphrase { sealed_for_a_key, unknown_word } => {
            hand_over::wrong_passphrase(*sealed_for_a_key, *unknown_word)
        }
        Problem::Damaged { part } => hand_over::damaged(*part),
        Problem::TooCostly { work_factor, most } => hand_over::too_costly(*work_factor, *most),
        Problem::NotAHandOver => hand_over::not_a_hand_over(),
        Problem::HandOverNewer { schema, known } => hand_over::newer(*schema, *known),
        Problem::NotAReport { path } => hand_over::not_a_report(path),
        Problem::ReportAltered { path, stated, computed } => {
            hand_over::report_altered(path, stated, computed.as_deref())
        }

        Problem::FileMissing { path } => files::missing(path),
        Problem::FileExists { path } => files::exists(path),
        Problem::FileInUse { path, holder } => files::in_use(path, holder.as_deref()),
        Problem::OpenHere { path, holder } => files::open_here(path, holder.as_deref()),
        Problem::OpenElsewhere { path, holder } => files::open_elsewhere(path, holder),
        Problem::ChangedByAnother { path, fields } => files::changed_by_another(path, fields),
        Problem::DifferentSetups { mine, theirs } => files::different_setups(mine, theirs),
        Problem::MergeUnresolved { fields } => files::merge_unresolved(fields),
        Problem::FileDamaged { path, moved_to } => files::damaged(path, moved_to.as_deref()),
        Problem::FileNotASetup { path } => files::not_a_setup(path),
        Problem::FileNewer { path, schema, known } => files::newer(path, *schema, *known),
        Problem::FileReadOnly { path } => files::read_only(path),
        Problem::FolderMissing { path } => files::folder_missing(path),
        Problem::NotPermitted { path } => files::not_permitted(path),
        Problem::DiskFull { path } => files::disk_full(path),
        Problem::DiskFault { path, what } => files::disk_fault(path, what),
        Problem::NotTrashed { path } => files::not_trashed(path),
        Problem::CaFileInvalid { path } => files::ca_file_invalid(path),

        Problem::GuideUnknown { guide, nearest, known } => input::unknown("guide", guide, nearest.as_deref(), known),
        Problem::ScenarioUnknown { scenario, nearest, known } => {
            input::unknown("scenario", scenario, nearest.as_deref(), known)
        }
        Problem::CheckUnknown { check, nearest, known } => input::unknown("check", check, nearest.as_deref(), known),
        Problem::StepUnknown { step, nearest } => input::step_unknown(step, nearest.as_deref()),
        Problem::GuideInvalid { faults } => input::guide_invalid(faults),
        Problem::CheckNotAccepted { check, reason } => input::check_not_accepted(check, *reason),
        Problem::BranchUnknown { branch, expected } => input::branch_unknown(branch, expected),
        Problem::ValueInvalid { field, value, expected, example } => {
            input::value_invalid(field, value, expected, example)
        }
        Problem::ValueMissing { field, expected, example } => input::value_missing(field, expected, example),
        Problem::LooksLikeASecret { field } => input::looks_like_a_secret(field),
        Problem::SecretsMalformed { expected } => input::secrets_malformed(expected),
        Problem::Usage { what } => input::usage(what),

        Problem::NoSecret => program::no_secret(),
        Problem::Keychain { fault } => program::keychain(*fault),
        Problem::PortInUse { port } => program::port_in_use(*port),
        Problem::NoBrowser { url } => program::no_browser(url),
        Problem::LinkRefused => program::link_refused(),
        Problem::ClipboardUnavailable => program::clipboard_unavailable(),
        Problem::PracticeNotRunning => program::practice_not_running(),
        Problem::UnderReview => program::under_review(),
        Problem::Cancelled => program::cancelled(),
        Problem::Unexpected { what } => program::unexpected(what),
    }
}
