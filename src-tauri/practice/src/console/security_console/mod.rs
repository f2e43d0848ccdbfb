//! Navigator > Tools > Security Console: roles, users, and who may sign in with tokens (oracle.md §5, §9.1, §9.2).
//!
//! Every page asks for IT Security Manager, whose holder alone sees the Security Console (oracle.md §9.5). Deliberately
//! not here: security profiles, which Oracle keeps under Setup and Maintenance.

mod account;
mod administration;
mod certificates;
mod copy_role;
mod edit_role;
mod membership;
mod providers;
mod reset_password;
mod roles;
mod search;
mod tables;
mod users;

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    middleware::{Next, from_fn_with_state},
    response::Response,
};

use super::{
    Console,
    page::{Page, Side},
    visit::Visit,
};

/// Where the Security Console opens: on its roles.
pub(super) const PATH: &str = roles::PATH;

const TABS: &[(&str, &str)] = &[
    ("Roles", roles::PATH),
    ("Users", users::PATH),
    ("API Authentication", providers::PATH),
    ("Administration", administration::PATH),
];

pub(super) fn routes(console: &Arc<Console>) -> Router<Arc<Console>> {
    Router::new()
        .merge(roles::routes())
        .merge(copy_role::routes())
        .merge(edit_role::routes())
        .merge(users::routes())
        .merge(account::routes())
        .merge(membership::routes())
        .merge(reset_password::routes())
        .merge(providers::routes())
        .merge(certificates::routes())
        .merge(administration::routes())
        .route_layer(from_fn_with_state(Arc::clone(console), security_managers_only))
}

async fn security_managers_only(visit: Visit, request: Request, next: Next) -> Response {
    let refusal = visit.refused_security(&visit.read());
    match refusal {
        Some(refusal) => refusal,
        None => next.run(request).await,
    }
}

/// A page under the tab of this path.
fn page(title: impl Into<String>, tab: &'static str) -> Page {
    framed(title, tab).under(name(tab), tab)
}

/// The tab itself.
fn tab(path: &'static str) -> Page {
    framed(name(path), path)
}

fn framed(title: impl Into<String>, open: &'static str) -> Page {
    let side = Side { label: "Security Console", tabs: TABS, open };
    Page::titled(title).beside(side).under("Home", "/").under("Security Console", PATH)
}

fn name(tab: &str) -> &'static str {
    TABS.iter().find(|(_, path)| *path == tab).map_or("Security Console", |(name, _)| name)
}
