//! One request to the console, and what came with it.
//!
//! There is no sign-in and no cookie: whoever reaches this loopback port is the practice administrator, whose name
//! stands on every page. What may be done depends on the roles that the administrator holds on this pod, as it does on
//! a real one. A page of another site is kept out by the gate in front, and by a token that it would have to know.

use std::sync::{Arc, RwLockReadGuard, RwLockWriteGuard};

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use url::form_urlencoded;

use super::{Console, message::Message, page::Page};
use crate::{
    ADMINISTRATOR,
    pod::{Pod, World},
    state::privilege,
};

/// The name under which every form carries the token of this start.
const TOKEN: &str = "token";

/// The name under which an address says where the message lies that its page shows.
const SAID: &str = "said";

/// Who asks, with which query.
pub(in crate::console) struct Visit {
    console: Arc<Console>,
    query: Vec<(String, String)>,
}

impl Visit {
    pub fn pod(&self) -> &Pod {
        &self.console.pod
    }

    /// The one state behind everything. A second guard in the same handler would wait for the first for ever.
    pub fn read(&self) -> RwLockReadGuard<'_, World> {
        self.console.pod.read()
    }

    /// The same to be changed; what is written is what SCIM and REST answer from then on.
    pub fn write(&self) -> RwLockWriteGuard<'_, World> {
        self.console.pod.write()
    }

    /// A parameter of the address, empty where it has none.
    pub fn query(&self, name: &str) -> &str {
        first(&self.query, name)
    }

    /// The message that the redirect to this page left.
    pub(super) fn said<'world>(&self, world: &'world World) -> Option<&'world Message> {
        world.desk.look(self.query(SAID).parse().ok()?)
    }

    /// A form that changes something, with the token that lets it in.
    pub fn form(&self, action: &str, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(action) autocomplete="off" { (self.token()) (fields) }
        }
    }

    /// The same with a file in it.
    pub fn upload(&self, action: &str, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(action) enctype="multipart/form-data" autocomplete="off" { (self.token()) (fields) }
        }
    }

    fn token(&self) -> Markup {
        html! { input type="hidden" name=(TOKEN) value=(self.console.token); }
    }

    /// 404 in the frame of every other page.
    pub fn nothing_here(&self, world: &World) -> Response {
        let page = Page::titled("There is no such page");
        let content = html! {
            p { "What you began here was saved, cancelled or reset, or the address is misspelled." }
            p { a href="/" { "Go to the home page" } }
        };
        (StatusCode::NOT_FOUND, page.show(self, world, &content)).into_response()
    }

    /// 403 for an administrator who is no IT Security Manager here; none for one who is.
    pub fn refused_security(&self, world: &World) -> Option<Response> {
        if is_security_manager(world) {
            return None;
        }
        let page = Page::titled("You can't open the Security Console");
        let content = html! {
            p {
                "On this pod your account does not hold the role IT Security Manager ("
                code { "ORA_FND_IT_SECURITY_MANAGER_JOB" } "). On a real pod the entry would be missing from the Navigator."
            }
        };
        Some((StatusCode::FORBIDDEN, page.show(self, world, &content)).into_response())
    }
}

pub(in crate::console) fn is_security_manager(world: &World) -> bool {
    world.state.user(ADMINISTRATOR).is_some_and(|admin| world.state.access(admin).may(privilege::IDENTITY))
}

/// Leads on after a form: 303, so that loading the next page again sends nothing a second time.
pub(in crate::console) fn lead_to(path: &str) -> Response {
    match HeaderValue::from_str(path) {
        Ok(path) => (StatusCode::SEE_OTHER, [(header::LOCATION, path)]).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// The same with a message for the next page.
pub(in crate::console) fn lead_to_saying(world: &mut World, path: &str, message: Message) -> Response {
    let said = world.desk.lay(message);
    let joint = if path.contains('?') { '&' } else { '?' };
    lead_to(&format!("{path}{joint}{SAID}={said}"))
}

impl FromRequestParts<Arc<Console>> for Visit {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, console: &Arc<Console>) -> Result<Self, Self::Rejection> {
        let query = pairs(parts.uri.query().unwrap_or_default().as_bytes());
        Ok(Self { console: Arc::clone(console), query })
    }
}

/// What a form holds. Extracted only where the form carries the token of this start.
pub(in crate::console) struct Fields {
    texts: Vec<(String, String)>,
    files: Vec<(String, Bytes)>,
}

impl Fields {
    /// A field without the space around it; empty where the form has no such field.
    pub fn text(&self, name: &str) -> &str {
        self.typed(name).trim()
    }

    /// A field letter for letter, which a password has to be.
    pub fn typed(&self, name: &str) -> &str {
        first(&self.texts, name)
    }

    /// Whether a box is ticked, or a button of this name was the one that sent the form.
    pub fn has(&self, name: &str) -> bool {
        self.texts.iter().any(|(field, _)| field == name)
    }

    /// The content of an uploaded file; empty where none was chosen.
    pub fn file(&self, name: &str) -> &[u8] {
        self.files.iter().find(|(field, _)| field == name).map_or(&[], |(_, content)| content)
    }
}

impl FromRequest<Arc<Console>> for Fields {
    type Rejection = Response;

    async fn from_request(request: Request, console: &Arc<Console>) -> Result<Self, Response> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let fields = if kind.starts_with("multipart/form-data") {
            let parts = Multipart::from_request(request, console).await.map_err(IntoResponse::into_response)?;
            parted(parts).await?
        } else {
            let body = Bytes::from_request(request, console).await.map_err(IntoResponse::into_response)?;
            Self { texts: pairs(&body), files: Vec::new() }
        };
        if fields.typed(TOKEN) == console.token {
            Ok(fields)
        } else {
            Err((
                StatusCode::FORBIDDEN,
                "This form is not of this start of the practice Oracle. Open the page again.\n",
            )
                .into_response())
        }
    }
}

async fn parted(mut parts: Multipart) -> Result<Fields, Response> {
    let mut fields = Fields { texts: Vec::new(), files: Vec::new() };
    while let Some(part) = parts.next_field().await.map_err(IntoResponse::into_response)? {
        let name = part.name().unwrap_or_default().to_owned();
        let is_file = part.file_name().is_some();
        let content = part.bytes().await.map_err(IntoResponse::into_response)?;
        if is_file {
            fields.files.push((name, content));
        } else {
            fields.texts.push((name, String::from_utf8_lossy(&content).into_owned()));
        }
    }
    Ok(fields)
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> &'a str {
    pairs.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
}
