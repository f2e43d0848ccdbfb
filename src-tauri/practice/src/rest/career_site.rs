//! The career site's own read of requisitions: open to everybody, without a credential (oracle.md §2.6).
//!
//! Public programs ask it whether recruiting is on at all. On this pod every requisition is posted on the one site.

use axum::{
    http::{StatusCode, Uri},
    response::Response,
};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::{refusal, with_body};
use crate::pod::World;

const PREFIX: &str = "/hcmRestApi/resources/";

const NAME: &str = "recruitingCEJobRequisitions";

/// The one career site.
const SITE: &str = "CX_1";

/// Postings of a page where nothing else was asked for, and at most.
const USUAL: u32 = 25;
const MOST: u32 = 200;

/// Whether a path is this resource.
pub(super) fn serves(path: &str) -> bool {
    let below = path.strip_prefix(PREFIX).and_then(|path| path.split_once('/'));
    below.is_some_and(|(_, name)| name.trim_end_matches('/') == NAME)
}

pub(super) fn answer(world: &World, uri: &Uri) -> Response {
    if world.quirks.absent_resources.contains(&"recruitingJobRequisitions") {
        return refusal::not_found(&world.quirks)
            .unwrap_or_else(|| with_body(StatusCode::NOT_FOUND, "text/plain; charset=UTF-8", "Not Found"));
    }
    let finder = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "finder")
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default();
    let body = json!({
        "items": found(world, &finder),
        "count": 1,
        "hasMore": false,
        "limit": USUAL,
        "offset": 0,
        "links": [],
    });
    with_body(StatusCode::OK, "application/json", body.to_string())
}

/// One row that holds a page of postings, as the finder `findReqs` has it; no posting on a site that is not there.
fn found(world: &World, finder: &str) -> Value {
    let variable = |wanted: &str| {
        let variables = finder.split_once(';').map_or("", |(_, variables)| variables).split(',');
        variables.filter_map(|pair| pair.split_once('=')).find(|(name, _)| *name == wanted).map(|(_, value)| value)
    };
    let number = |wanted: &str, usual: u32| variable(wanted).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let (limit, offset) = (number("limit", USUAL).min(MOST), number("offset", 0));
    let posted = if variable("siteNumber").is_none_or(|site| site == SITE) { world.company.requisitions } else { 0 };
    let page = offset.min(posted)..offset.saturating_add(limit).min(posted);
    json!([{
        "SearchId": 1,
        "SiteNumber": SITE,
        "TotalJobsCount": posted,
        "Limit": limit,
        "Offset": offset,
        "requisitionList": page.map(|requisition| posting(world, requisition)).collect::<Vec<_>>(),
    }])
}

fn posting(world: &World, requisition: u32) -> Value {
    let record = world.company.requisition(requisition);
    let of = |name: &str| record.attributes.get(name).cloned().unwrap_or_default();
    let day = of("CreationDate").as_str().map(|moment| moment.chars().take(10).collect::<String>());
    json!({
        "Id": of("RequisitionNumber"),
        "Title": of("Title"),
        "PostedDate": day,
        "PostingEndDate": null,
        "PrimaryLocation": of("PrimaryLocationName"),
        "PrimaryLocationCountry": world.company.country_of_requisition(requisition),
        "ShortDescriptionStr": "This is a practice posting.",
        "secondaryLocations": [],
    })
}
