//! What a guide of one's own asks for and which requests it leads to, for a terminal, before it is used.

use setup::{checks::RunsAs, guide::GuideAsks, words::visible};

use super::setting::{hanging, indented};

/// The guide at a glance. Everything in it stands whole, so that it can be judged.
pub fn asks(seen: &GuideAsks) -> String {
    let mut lines = vec![
        visible(&format!("{}: guide {}, version {}. {}", seen.vendor, seen.id, seen.version, seen.summary)),
        "It will ask for:".to_owned(),
    ];
    lines.extend(
        seen.copies.as_ref().map(|role| hanging("  - ", &format!("a copy of {} as {}", role.source_code, role.code))),
    );
    let codes = |what: &str, codes: &[String]| {
        codes.iter().map(|code| hanging("  - ", &format!("{what} {code}"))).collect::<Vec<_>>()
    };
    lines.extend(codes("for the integration user, the role", &seen.required_roles));
    if seen.asks_for_roles {
        lines.push("  - the list of roles that the vendor gives to each customer".to_owned());
    }
    lines.extend(codes("for you, the role", &seen.prerequisite_roles));
    lines.push(hanging("  - ", &format!("to hand over: {}", visible(&seen.hands_over.join(", ")))));
    if !seen.secrets.is_empty() {
        lines.push(hanging("  - ", &format!("to hand over as a secret: {}", visible(&seen.secrets.join(", ")))));
    }
    lines.push(indented(0, "A verification makes these requests, only GET, and only to the setup's own host:"));
    lines.extend(seen.requests.iter().map(|request| format!("  GET {} ({})", request.path, as_whom(request.runs_as))));
    listed("Its steps offer to open these pages of the setup's own host:", &seen.pages, &mut lines);
    listed("A sealed file would be for these keys:", &seen.recipients, &mut lines);
    listed("It names these addresses:", &seen.links, &mut lines);
    lines.join("\n")
}

fn listed(head: &str, addresses: &[String], lines: &mut Vec<String>) {
    if !addresses.is_empty() {
        lines.push(head.to_owned());
        lines.extend(addresses.iter().map(|address| format!("  {}", visible(address))));
    }
}

fn as_whom(runs_as: RunsAs) -> &'static str {
    match runs_as {
        RunsAs::Nobody => "without a credential",
        RunsAs::Admin => "as you",
        RunsAs::Integration => "as the integration user",
        RunsAs::Both => "as you and as the integration user",
    }
}
