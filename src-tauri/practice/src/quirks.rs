//! How a pod may answer beside what it holds.
//!
//! Each switch is something that was seen on one pod and not on another, or that nobody could confirm. A client has
//! to work with either. What a user may see is deliberately not here: that follows from the state alone.

use std::time::Duration;

/// No source says how many resources a page of SCIM may hold; more than this was never seen.
const LARGEST_SCIM_PAGE: usize = 500;

/// The switches of one pod. The default is the pod that Oracle's own printed samples describe.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of one pod, each set by its own name")]
pub(crate) struct Quirks {
    /// SCIM lists say `totalResults`. Oracle's samples do not have it.
    pub scim_total_results: bool,
    /// SCIM lists leave the roles of a user out; the user by id has them. Older public models have neither.
    pub roles_missing_in_list: bool,
    /// How many roles of a user a SCIM list shows at most; the user by id has all of them.
    pub most_roles_in_list: Option<usize>,
    /// A SCIM list without a match has no `Resources` at all.
    pub empty_list_without_resources: bool,
    /// SCIM lists hold each resource, and each role of a user, twice.
    pub listed_twice: bool,
    /// How many resources a page of SCIM holds at most.
    pub scim_page_cap: usize,
    /// SCIM takes bearer tokens too. It takes "only Basic" by Microsoft's tutorial on provisioning Oracle Fusion.
    pub scim_takes_bearer: bool,
    /// What SCIM answers where a user name is taken.
    pub taken_name: TakenName,
    /// In which form the `x5t` of a token is understood.
    pub thumbprints: Thumbprints,
    /// Seconds that a token may last at most. No source prints a limit.
    pub longest_token: Option<i64>,
    /// *Copy Options* begins with *Copy top role and inherited roles*. Which of the two is chosen on a pod is documented
    /// nowhere.
    pub inherited_roles_preselected: bool,
    /// `active` and `primary` come as text. Two public models differ.
    pub active_as_text: bool,
    /// Counts come as text. A public model types them so.
    pub numbers_as_text: bool,
    /// Ids come in lower case, although the samples print them in upper case.
    pub ids_in_lower_case: bool,
    /// User names come in upper case, however they were typed.
    pub user_names_in_upper_case: bool,
    /// What a collection answers to `totalResults=true`.
    pub totals: Totals,
    /// Grandchildren of a nested `expand` come back empty; the child's own address has them.
    pub empty_grandchildren: bool,
    /// Every answer takes the shape of this framework version, whatever was asked for.
    pub framework_version: Option<u8>,
    /// Which media type answers have.
    pub media: MediaChoice,
    /// When answers are compressed.
    pub compression: Compression,
    /// What stands in the body of a refusal (401 and 403), which Oracle does not document.
    pub refusal_body: RefusalBody,
    /// What stands in the body of a 404 of a resource. None is what the framework version says.
    pub not_found_body: Option<RefusalBody>,
    /// What a user gets whom Location Based Access leaves without a role.
    pub location_refusal: LocationRefusal,
    /// Resources that this pod does not have: their module was never provisioned.
    pub absent_resources: Vec<&'static str>,
    /// Seconds by which the pod's clock is ahead of this computer's.
    pub clock_ahead_seconds: i64,
    /// Answers carry no `Date`.
    pub no_date: bool,
    /// Time that every answer takes.
    pub delay: Duration,
    /// One resource whose answers to a signed-in user take this long.
    pub slow_resource: Option<(&'static str, Duration)>,
    /// Time from assigning a role until it has effect.
    pub role_assignment_delay: Duration,
    /// The certificate that is shown.
    pub certificate: ServedCertificate,
    /// Requests that are not answered as a pod would; the first that fits wins.
    pub faults: Vec<Fault>,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            scim_total_results: false,
            roles_missing_in_list: false,
            most_roles_in_list: None,
            empty_list_without_resources: false,
            listed_twice: false,
            scim_page_cap: LARGEST_SCIM_PAGE,
            scim_takes_bearer: false,
            taken_name: TakenName::Conflict,
            thumbprints: Thumbprints::Base64Url,
            longest_token: None,
            inherited_roles_preselected: false,
            active_as_text: false,
            numbers_as_text: false,
            ids_in_lower_case: false,
            user_names_in_upper_case: false,
            totals: Totals::Counted,
            empty_grandchildren: false,
            framework_version: None,
            media: MediaChoice::AsAccepted,
            compression: Compression::WhenAccepted,
            refusal_body: RefusalBody::Html,
            not_found_body: None,
            location_refusal: LocationRefusal::Forbidden,
            absent_resources: Vec::new(),
            clock_ahead_seconds: 0,
            no_date: false,
            delay: Duration::ZERO,
            slow_resource: None,
            role_assignment_delay: Duration::ZERO,
            certificate: ServedCertificate::Good,
            faults: Vec::new(),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Totals {
    Counted,
    /// -1: Oracle declining to count.
    MinusOne,
    /// The field is left out although it was asked for.
    LeftOut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaChoice {
    AsAccepted,
    /// `application/vnd.oracle.adf.…+json` even where plain JSON was asked for.
    AlwaysOracle,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compression {
    WhenAccepted,
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RefusalBody {
    Html,
    Empty,
    Json,
    Text,
}

/// The status for a user name that is taken: the draft's, or the one of every other refusal that Oracle prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TakenName {
    Conflict,
    BadRequest,
}

/// Oracle's sample token has base64url without padding, while guides tell people standard base64 (oracle.md §5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thumbprints {
    Base64Url,
    /// Standard base64 is understood too.
    Either,
}

/// Oracle says that the roles do not count, and not with which status the answer comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LocationRefusal {
    /// Signed in, and every resource is forbidden.
    Forbidden,
    /// Not even signed in.
    Unauthorized,
}

/// Which certificate the TLS side shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ServedCertificate {
    Good,
    /// Signed by an authority that nobody was told to trust.
    Untrusted,
    /// Made out to another host.
    OtherHost,
    Expired,
}

/// A request that goes wrong.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub at: Place,
    pub what: Behaviour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Everywhere,
    /// Only requests that bear a credential which the pod accepts.
    SignedIn,
    Scim,
    /// One REST resource, with its items and children.
    Resource(&'static str),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Behaviour {
    /// The page of the edge for a host that it does not know.
    WrongPod,
    /// 302 to this address.
    Redirect(&'static str),
    /// 200 with a sign-in page.
    SignInPage,
    /// 200 with plain text.
    NotRest,
    /// 200 with JSON that is no collection.
    WrongJson,
    /// 200 with more than any client should read; small on the wire, because it is compressed.
    TooLarge,
    /// 200 with JSON nested deeper than any client should follow.
    TooDeep,
    /// This 5xx, as the pod itself gives it.
    ServerError(u16),
    /// 401, also where the credential is in order.
    Unauthorized,
    /// 429 with this `Retry-After` in seconds.
    Throttled(u32),
    /// 429 with `Retry-After: 1`, for this many requests; then as usual.
    ThrottledAtFirst(u32),
    /// 503 with `Retry-After: 1`, for this many requests; then as usual.
    BusyAtFirst(u32),
    /// No answer at all.
    Silent,
    /// The answer stops in the middle.
    BreaksOff,
}
