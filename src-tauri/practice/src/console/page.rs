//! The page itself.

use std::fmt::Write;

use jiff::tz::TimeZone;

use super::html::text;
use crate::{Kind, Scenario, SeenRequest, Who};

/// Requests that are shown; older ones are only counted.
const SHOWN: usize = 200;

pub(super) fn overview(scenario: &Scenario, origin: &str, requests: &[SeenRequest]) -> String {
    let kind = match scenario.kind {
        Kind::Requisitions => "Requisitions, by a copied Recruiter role",
        Kind::Workers => "Workers, by a supplied job role",
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>PRACTICE: {name}</title>\n<link rel=\"stylesheet\" href=\"/practice.css\">\n</head>\n<body>\n\
         <p class=\"band\"><strong>PRACTICE</strong> This is not Oracle. It runs on this computer and ends with the program.</p>\n\
         <main>\n<h1>Practice Oracle</h1>\n\
         <section aria-labelledby=\"scenario\">\n<h2 id=\"scenario\">Scenario</h2>\n\
         <p class=\"learn\">{learn}</p>\n\
         <dl>\n<dt>Name</dt><dd><code>{name}</code></dd>\n<dt>The integration reads</dt><dd>{kind}</dd>\n\
         <dt>REST answers at</dt><dd><code>{origin}</code></dd>\n</dl>\n</section>\n\
         <section aria-labelledby=\"happened\">\n<h2 id=\"happened\">What happened</h2>\n{happened}</section>\n\
         </main>\n</body>\n</html>\n",
        name = text(scenario.name),
        learn = text(scenario.learn),
        origin = text(origin),
        happened = happened(requests),
    )
}

fn happened(requests: &[SeenRequest]) -> String {
    if requests.is_empty() {
        return "<p>Nobody has asked anything yet. Run a verification, then load this page again.</p>\n".to_owned();
    }
    let mut table = String::from(
        "<div class=\"wide\" role=\"region\" aria-labelledby=\"happened\" tabindex=\"0\">\n<table>\n\
         <thead><tr><th scope=\"col\">No.</th><th scope=\"col\">Time (UTC)</th><th scope=\"col\">Who</th>\
         <th scope=\"col\">Request</th><th scope=\"col\">Answer</th></tr></thead>\n<tbody>\n",
    );
    for request in requests.iter().rev().take(SHOWN) {
        row(&mut table, request);
    }
    table.push_str("</tbody>\n</table>\n</div>\n");
    let older = requests.len().saturating_sub(SHOWN);
    if older > 0 {
        // Writing to a string cannot fail.
        let _ = writeln!(table, "<p>{older} older requests are not shown.</p>");
    }
    table
}

fn row(table: &mut String, request: &SeenRequest) {
    let time = request.at.to_zoned(TimeZone::UTC).strftime("%H:%M:%S%.3f").to_string();
    let names = if request.query.is_empty() { String::new() } else { format!(" ({})", request.query.join(", ")) };
    let _ = writeln!(
        table,
        "<tr><td>{}</td><td>{time}</td><td>{}</td><td><code>{} {}</code>{}</td><td>{}</td></tr>",
        request.number,
        who(request),
        text(&request.method),
        text(&request.path),
        text(&names),
        answer(request.status),
    );
}

fn who(request: &SeenRequest) -> String {
    let name = request.user.as_deref().map(|user| format!(" <bdi>{}</bdi>", text(user))).unwrap_or_default();
    let words = match request.who {
        Who::Admin => "Administrator",
        Who::Integration => "Integration user",
        Who::Other => "Another user",
        Who::Nobody => "Nobody signed in",
        Who::Refused => "Refused:",
    };
    format!("{words}{name}")
}

fn answer(status: u16) -> String {
    let words = match status {
        0 => return "no answer yet".to_owned(),
        200..=299 => "answered",
        300..=399 => "led elsewhere",
        401 => "not signed in",
        403 => "not allowed",
        404 => "not there",
        400..=499 => "refused",
        _ => "out of order",
    };
    format!("{status} {words}")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::scenarios;

    #[test]
    fn what_a_request_claims_cannot_become_markup() {
        let request = SeenRequest {
            number: 1,
            at: Timestamp::UNIX_EPOCH,
            method: "GET".to_owned(),
            path: "/<script>".to_owned(),
            query: vec!["\"><img src=x>".to_owned()],
            who: Who::Refused,
            user: Some("<b>me</b>".to_owned()),
            status: 401,
            bytes: None,
        };
        let page = overview(&scenarios()[0], "https://localhost:1", &[request]);
        assert!(!page.contains("<script") && !page.contains("<img") && !page.contains("<b>"));
        assert!(page.contains("Refused: <bdi>&lt;b&gt;me&lt;/b&gt;</bdi>"));
    }

    #[test]
    fn the_page_says_that_it_is_practice_in_its_title_and_in_sight() {
        let page = overview(&scenarios()[0], "https://localhost:1", &[]);
        assert!(page.contains("<title>PRACTICE: ready</title>"));
        assert!(page.contains("This is not Oracle."));
    }
}
