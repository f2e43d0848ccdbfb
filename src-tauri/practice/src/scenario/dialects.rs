//! Pods that answer in another dialect and are as healthy as any other: each has to pass.

use std::time::Duration;

use super::{Expect, Given, Kind, Scenario, Stage};
use crate::quirks::{Compression, MediaChoice, RefusalBody};

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
        scenario("no-date", "Answers do not say what time it is in Oracle.", Kind::Requisitions, |stage| {
            stage.quirks.no_date = true;
        }),
        scenario("slow-pod", "Every answer takes two seconds.", Kind::Requisitions, |stage| {
            stage.quirks.delay = Duration::from_secs(2);
        }),
    ]
}
