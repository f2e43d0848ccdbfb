//! Oracle's own addresses of its pages, each leading to the page that stands for it here.
//!
//! Opening a page of Oracle from a rehearsal thus never leads nowhere. Oracle documents none of these addresses; they
//! were seen in public code (oracle.md §8).

use std::sync::Arc;

use axum::{Router, response::Response, routing::get};

use super::{
    Console, home, scheduled_processes, security_console, setup,
    visit::{Visit, lead_to},
};

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/fscmUI/faces/FuseWelcome", get(|| async { lead_to(home::PATH) }))
        .route("/fscmUI/faces/deeplink", get(|| async { lead_to(home::PATH) }))
        .route("/fscmUI/faces/FuseTaskListManagerTop", get(|| async { lead_to(setup::PATH) }))
        .route("/fscmUI/faces/FuseOverview", get(node))
        .route("/hcmUI/faces/FndOverview", get(node))
}

/// The pages that are told apart by a node of Oracle's menu.
async fn node(visit: Visit) -> Response {
    lead_to(match visit.query("fndGlobalItemNodeId") {
        "ASE_FUSE_SECURITY_CONSOLE" | "itemNode_tools_security_console" => security_console::PATH,
        "itemNode_tools_scheduled_processes_fuse_plus" | "itemNode_tools_scheduled_processes" => {
            scheduled_processes::PATH
        }
        _ => home::PATH,
    })
}
