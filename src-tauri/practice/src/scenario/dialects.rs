//! Pods that answer in another dialect and are as healthy as any other: each has to pass.

use std::time::Duration;

use super::{Expect, Given, Kind, Scenario, Stage, requisitions::CANDIDATES, stage::SOURCE_ROLE_CODE};
use crate::{
    COPIED_ROLE_NAME,
    quirks::{Compression, MediaChoice, RefusalBody, TakenName},
};

pub(super) fn scenarios() -> Vec<Scenario> {
    let mut all = identity();
    all.extend(resources());
    all.extend(wire());
    all
}

fn scenario(name: &'static str, learn: &'static str, kind: Kind, arrange: fn(&mut Stage)) -> Scenario {
    Scenario { name, learn, kind, given: Given::USUAL, expect: Expect::PASSED, arrange }
}

fn identity() -> Vec<Scenario> {
    vec![
        scenario(
            "identity-lists-with-totals",
            "Lists of users and roles carry a total that other pods leave out.",
            Kind::Requisitions,
            |stage| stage.quirks.scim_total_results = true,
        ),
        scenario(
            "roles-only-by-id",
            "A list of users leaves their roles out; the user by id has them.",
            Kind::Requisitions,
            |stage| stage.quirks.roles_missing_in_list = true,
        ),
        scenario("active-as-text", "Yes and no come as text.", Kind::Requisitions, |stage| {
            stage.quirks.active_as_text = true;
        }),
        scenario("counts-as-text", "Numbers come as text.", Kind::Requisitions, |stage| {
            stage.quirks.numbers_as_text = true;
        }),
        scenario("ids-in-lower-case", "Ids come in lower case.", Kind::Requisitions, |stage| {
            stage.quirks.ids_in_lower_case = true;
        }),
        scenario(
            "identity-in-small-pages",
            "A page of users or roles holds one of them, however many were asked for.",
            Kind::Requisitions,
            |stage| stage.quirks.scim_page_cap = 1,
        ),
        scenario(
            "listed-twice",
            "Users, roles and the roles of a user are listed twice; nobody holds more by that.",
            Kind::Requisitions,
            |stage| stage.quirks.listed_twice = true,
        ),
        scenario(
            "two-roles-of-one-name",
            "Another role has the name of the copy; the code decides which is which.",
            Kind::Requisitions,
            |stage| stage.state.copy_role(SOURCE_ROLE_CODE, COPIED_ROLE_NAME, "IRC_RECRUITER_JOB_OTHER"),
        ),
        scenario(
            "taken-names-as-bad-requests",
            "A user name that is taken is answered with 400 where other pods say 409; only whoever writes sees it.",
            Kind::Requisitions,
            |stage| stage.quirks.taken_name = TakenName::BadRequest,
        ),
        scenario("user-names-in-upper-case", "Oracle shows user names in capitals.", Kind::Requisitions, |stage| {
            stage.quirks.user_names_in_upper_case = true;
        }),
    ]
}

fn resources() -> Vec<Scenario> {
    vec![
        scenario(
            "old-framework",
            "Children come as bare arrays, the way of the first framework versions.",
            Kind::Workers,
            |stage| stage.quirks.framework_version = Some(1),
        ),
        scenario(
            "newest-framework",
            "Children come as collections of their own, also where no framework version is asked for.",
            Kind::Workers,
            |stage| stage.quirks.framework_version = Some(4),
        ),
        scenario(
            "requisition-phases-named-otherwise",
            "Phase and state of a requisition have other names; nothing that is verified depends on them.",
            Kind::Requisitions,
            |stage| stage.company.current_phase = true,
        ),
        scenario(
            "oracle-media-type",
            "Answers name Oracle's own media type although plain JSON was asked for.",
            Kind::Requisitions,
            |stage| stage.quirks.media = MediaChoice::AlwaysOracle,
        ),
    ]
}

fn wire() -> Vec<Scenario> {
    vec![
        scenario("uncompressed", "Answers are never compressed.", Kind::Requisitions, |stage| {
            stage.quirks.compression = Compression::Never;
        }),
        scenario("refusals-without-a-body", "Refusals come without a body.", Kind::Requisitions, |stage| {
            stage.quirks.refusal_body = RefusalBody::Empty;
        }),
        scenario("refusals-as-json", "Refusals come as JSON.", Kind::Requisitions, |stage| {
            stage.quirks.refusal_body = RefusalBody::Json;
        }),
        scenario("refusals-as-text", "Refusals come as a line of text.", Kind::Requisitions, |stage| {
            stage.quirks.refusal_body = RefusalBody::Text;
        }),
        scenario("no-date", "Answers do not say what time it is in Oracle.", Kind::Requisitions, |stage| {
            stage.quirks.no_date = true;
        }),
        scenario(
            "one-slow-resource",
            "One resource takes six seconds; the others are not kept waiting for it.",
            Kind::Requisitions,
            |stage| stage.quirks.slow_resource = Some((CANDIDATES, Duration::from_secs(6))),
        ),
        scenario("slow-pod", "Every answer takes two seconds.", Kind::Requisitions, |stage| {
            stage.quirks.delay = Duration::from_secs(2);
        }),
    ]
}
