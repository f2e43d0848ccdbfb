//! What no schema can say of a guide: that it points at what there is, that nothing stands twice or nowhere, and that it
//! asks for something that can be proven.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Fault, Node};
use crate::{guide::BRANCHES, handover::Recipient, near, words};

/// Problems that have a usual step, which a guide may lack (contract §5).
const PROBLEMS: &[&str] = &[
    "address_not_oracle",
    "name_not_found",
    "connection_refused",
    "tls_untrusted",
    "tls_wrong_host",
    "tls_expired",
    "redirected",
    "sign_in_page",
    "wrong_pod",
    "admin_rejected",
    "admin_token_refused",
    "admin_lacks_identity_service",
    "admin_roles_missing",
    "admin_not_listed",
    "role_code_differs",
    "role_not_found",
    "user_not_found",
    "user_inactive",
    "integration_rejected",
    "token_rejected",
    "roles_missing",
    "source_role_instead_of_copy",
    "role_list_unknown",
    "extra_roles",
    "resource_forbidden",
    "no_rows_visible",
    "no_rows_anywhere",
    "fewer_rows_than_admin",
    "requisition_hidden",
];

/// Placeholders that only a guide with a `[role]` can fill.
const OF_THE_ROLE: &[&str] = &["{role_name}", "{role_code}", "{source_role_name}", "{source_role_code}"];

/// Steps by id: those of the parts.
pub(super) type Shared<'a> = BTreeMap<&'a str, Node<'a>>;

/// Everything that is wrong in the guide as a whole.
pub(super) fn of_guide(root: &Node<'_>, shared: &Shared<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    twice(root, &mut faults);
    probes(root, &mut faults);
    handover(root, &mut faults);
    recipients(root, &mut faults);
    placed(root, shared, &mut faults);
    pointers(root, shared, &mut faults);
    role(root, shared, &mut faults);
    for step in root.list("step") {
        values(&step, &mut faults);
        branches(&step, &offered(root), &mut faults);
    }
    faults
}

/// Names that may stand once only.
fn twice(root: &Node<'_>, faults: &mut Vec<Fault>) {
    for (list, key, what) in [("stage", "id", "stage"), ("step", "id", "step"), ("probe", "resource", "probe of")] {
        let mut seen = BTreeSet::new();
        for name in root.list(list).filter_map(|one| one.get(key)) {
            if name.text().is_some_and(|text| !seen.insert(text)) {
                let name_text = name.text().unwrap_or_default();
                let fault = name.fault(format!("the {what} \"{name_text}\" stands twice"));
                faults.push(fault.expecting("a name that stands nowhere else"));
            }
        }
    }
    let mut parts = BTreeSet::new();
    for part in root.list("uses") {
        if part.text().is_some_and(|name| !parts.insert(name)) {
            faults.push(part.fault("this part is included twice").expecting("each part once"));
        }
    }
}

fn probes(root: &Node<'_>, faults: &mut Vec<Fault>) {
    let is_must = |probe: &Node<'_>| probe.text_of("kind") == Some("must");
    if let Some(list) = root.get("probe")
        && !root.list("probe").any(|probe| is_must(&probe))
    {
        let fault = list.fault("no resource must be readable, so nothing could be proven");
        faults.push(fault.expecting("at least one probe with kind = \"must\""));
    }
    for probe in root.list("probe").filter(is_must) {
        if let Some(resource) = probe.get("resource").filter(|name| name.text().is_some_and(|name| name.contains('/')))
        {
            let fault = resource.fault("a child of another resource may be empty for good reasons, so it is no must");
            faults.push(fault.expecting("kind = \"wanted\", and the resource itself as the must"));
        }
    }
}

fn handover(root: &Node<'_>, faults: &mut Vec<Fault>) {
    let mut seen: Vec<(&str, String)> = Vec::new();
    for field in root.list("handover") {
        let Some(id) = field.text_of("id") else { continue };
        let mark = field.get("secret").and_then(|secret| secret.value().as_bool());
        let secret = mark == Some(true);
        if matches!(id, "password" | "private_key") && !secret && mark.is_some() == field.get("secret").is_some() {
            faults.push(field.fault(format!("the field \"{id}\" holds a secret")).expecting("secret = true"));
        }
        if let Some(value) = field.get("value").filter(|_| secret) {
            faults.push(value.fault("a secret has no value in a guide").expecting("no value"));
        }
        // The same field may be worded differently in another branch.
        let branch: Vec<String> = field
            .get("when")
            .iter()
            .flat_map(Node::entries)
            .map(|entry| format!("{}={}", entry.key, entry.node.text().unwrap_or_default()))
            .collect();
        let one = (id, branch.join(","));
        if seen.contains(&one) {
            let fault = field.fault(format!("the field \"{id}\" stands twice"));
            faults.push(fault.expecting("each field once in a branch"));
        }
        seen.push(one);
    }
}

/// Keys that a vendor's sealed files are for.
fn recipients(root: &Node<'_>, faults: &mut Vec<Fault>) {
    for key in root.get("delivery").iter().flat_map(|delivery| delivery.list("recipients")) {
        if let Some(Err(problem)) = key.text().map(Recipient::parse) {
            let words = words::of_refusal(&problem).plain();
            faults.push(key.fault(words.title).expecting(words.meaning));
        }
    }
}

/// Each step stands in exactly one stage, and is whole.
fn placed(root: &Node<'_>, shared: &Shared<'_>, faults: &mut Vec<Fault>) {
    let own: BTreeMap<&str, Node<'_>> =
        root.list("step").filter_map(|step| Some((step.text_of("id")?, step))).collect();
    let mut seen = BTreeSet::new();
    for place in root.list("stage").flat_map(|stage| stage.list("steps")) {
        let Some(id) = place.text() else { continue };
        if !own.contains_key(id) && !shared.contains_key(id) {
            let known = own.keys().chain(shared.keys()).copied();
            let fault = place.fault(format!("there is no step \"{id}\"")).one_of(known.clone());
            faults.push(fault.near(id, known));
            continue;
        }
        if !seen.insert(id) {
            let fault = place.fault(format!("the step \"{id}\" stands in two places"));
            faults.push(fault.expecting("one place for each step"));
        }
        let has = |key: &str| [own.get(id), shared.get(id)].into_iter().flatten().any(|step| step.get(key).is_some());
        let missing: Vec<&str> = ["title", "why", "do"].into_iter().filter(|key| !has(key)).collect();
        if !missing.is_empty() {
            let place = own.get(id).unwrap_or(&place);
            let fault = place.fault(format!("the step \"{id}\" lacks {}", missing.join(" and ")));
            faults.push(fault.expecting("title, why and do"));
        }
    }
    unplaced(root, &own, shared, faults);
}

/// Steps of the guide's own that no stage names. One that a stage misspells is told there.
fn unplaced<'a>(root: &Node<'a>, own: &BTreeMap<&'a str, Node<'a>>, shared: &Shared<'_>, faults: &mut Vec<Fault>) {
    let staged = root.list("stage").flat_map(|stage| stage.list("steps")).filter_map(|place| place.text());
    let (found, unknown): (BTreeSet<&str>, BTreeSet<&str>) =
        staged.partition(|id| own.contains_key(id) || shared.contains_key(id));
    for (name, step) in own.iter().filter(|(name, _)| !found.contains(**name)) {
        if near::nearest(name, unknown.iter().copied(), 1).is_empty() {
            let fault = step.fault(format!("the step \"{name}\" stands in no stage, so nobody would see it"));
            faults.push(fault.expecting("its id in the steps of a stage"));
        }
    }
}

fn pointers(root: &Node<'_>, shared: &Shared<'_>, faults: &mut Vec<Fault>) {
    let own = root.list("step").filter_map(|step| step.text_of("id"));
    let known: Vec<&str> = own.chain(shared.keys().copied()).collect();
    for entry in root.get("steps_for").iter().flat_map(Node::entries) {
        if !PROBLEMS.contains(&entry.key) {
            let fault = entry.fault(format!("there is no problem \"{}\" that leads to a step", entry.key));
            let known = || PROBLEMS.iter().copied();
            faults.push(fault.one_of(known()).near(entry.key, known()));
        }
        if let Some(id) = entry.node.text().filter(|id| !known.contains(id)) {
            let fault = entry.node.fault(format!("there is no step \"{id}\"")).one_of(known.iter().copied());
            faults.push(fault.near(id, known.iter().copied()));
        }
    }
}

/// Without a `[role]` nothing can stand for the copy.
fn role(root: &Node<'_>, shared: &Shared<'_>, faults: &mut Vec<Fault>) {
    if root.get("role").is_some() {
        return;
    }
    let needs_it = |node: &Node<'_>| node.text().is_some_and(|text| OF_THE_ROLE.iter().any(|name| text.contains(name)));
    let own: BTreeMap<&str, Node<'_>> =
        root.list("step").filter_map(|step| Some((step.text_of("id")?, step))).collect();
    let elsewhere = ["roles", "handover"].into_iter().filter_map(|key| root.get(key));
    for text in elsewhere.chain(own.values().cloned()).flat_map(|node| node.texts()).filter(needs_it) {
        faults
            .push(text.fault("this speaks of the copied role, and the guide copies none").expecting("a table [role]"));
    }
    for place in root.list("stage").flat_map(|stage| stage.list("steps")) {
        let Some(step) = place.text().and_then(|id| shared.get(id).map(|step| (own.get(id), step))) else { continue };
        let has = |key: &str| step.0.is_some_and(|own| own.get(key).is_some());
        // The part's drawing goes with its path and its actions.
        let replaced = |key: &str| has(key) || (key == "hint" && (has("path") || has("do")));
        let mut left = step.1.entries().filter(|entry| !replaced(entry.key)).flat_map(|entry| entry.node.texts());
        if let Some(text) = left.find(needs_it) {
            let fault =
                place.fault(format!("the part's {} speaks of the copied role, and the guide copies none", text.path()));
            faults.push(fault.expecting("a table [role], or a step of that id that replaces the text"));
        }
    }
}

fn values(step: &Node<'_>, faults: &mut Vec<Fault>) {
    let forms = std::iter::once(step.clone()).chain(step.list("variant"));
    for value in forms.flat_map(|form| form.list("values")) {
        let given = ["value", "each"].into_iter().filter(|key| value.get(key).is_some()).count();
        if value.get("label").is_some() && given != 1 {
            let message = if given == 0 { "this value has nothing to copy" } else { "this value has both forms" };
            faults.push(value.fault(message).expecting("either value or each"));
        }
    }
}

/// The ways to sign in that the guide offers.
fn offered<'a>(root: &Node<'a>) -> Vec<&'a str> {
    let written: Vec<Node<'_>> = root.list("authentications").collect();
    if written.iter().all(|way| is_branch("authentication", way)) {
        return written.iter().filter_map(Node::text).collect();
    }
    // Misspelt; what it would hide cannot be told yet.
    vec!["basic", "jwt"]
}

/// Forms that nobody would ever see, or that change nothing.
fn branches(step: &Node<'_>, offered: &[&str], faults: &mut Vec<Fault>) {
    if let Some(way) = step.get("when").and_then(|when| never_holds(&when, offered)) {
        faults.push(
            way.fault("the guide does not offer this way to sign in, so nobody would see the step")
                .one_of(offered.iter().copied()),
        );
    }
    for variant in step.list("variant") {
        let Some(when) = variant.get("when") else { continue };
        if when.entries().next().is_none() {
            faults.push(when.fault("this form would always hold").expecting("at least one branch"));
        }
        if variant.entries().all(|entry| entry.key == "when") {
            faults.push(variant.fault("this form changes nothing").expecting("at least one key beside when"));
        }
        if let Some(way) = never_holds(&when, offered) {
            faults.push(
                way.fault("the guide does not offer this way to sign in, so nobody would see this form")
                    .one_of(offered.iter().copied()),
            );
        }
        for entry in when.entries() {
            let of_step = step.get("when").and_then(|when| when.get(entry.key));
            if of_step.is_some_and(|of_step| is_branch(entry.key, &of_step) && of_step.text() != entry.node.text()) {
                let fault = entry.node.fault("the step itself is shown in the other branch only");
                faults.push(fault.expecting("the step's own branch, or none"));
            }
        }
    }
}

fn is_branch(key: &str, value: &Node<'_>) -> bool {
    let values = BRANCHES.iter().find(|(name, _)| *name == key).map(|(_, values)| *values);
    values.is_some_and(|values| value.text().is_some_and(|text| values.contains(&text)))
}

/// The way to sign in that a condition asks for and the guide does not offer.
fn never_holds<'a>(when: &Node<'a>, offered: &[&str]) -> Option<Node<'a>> {
    when.get("authentication").filter(|way| way.text().is_some_and(|way| !offered.contains(&way)))
}
