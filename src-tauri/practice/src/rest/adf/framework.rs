//! Framework versions and media types: the same answer in another dress.
//!
//! From version 3 children come as collections, before as bare arrays; from version 4 errors come as JSON, before as
//! plain text (oracle.md §2.1, §2.4).

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Value, json};

use crate::{
    quirks::{MediaChoice, Quirks},
    rest::with_body,
};

/// What the server picks where nothing was asked for.
const DEFAULT_VERSION: u8 = 1;

/// The newest version that is taken; it answers like 4.
const NEWEST_VERSION: u8 = 9;

const VERSION_HEADER: &str = "rest-framework-version";

#[derive(Clone, Copy, Debug)]
pub(super) struct Framework {
    version: u8,
    media: Media,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Media {
    /// `application/json`.
    Plain,
    /// `application/vnd.oracle.adf.…+json`.
    Oracle,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum MediaKind {
    Collection,
    Item,
    Description,
    Error,
}

/// Why a read has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No function privilege for the resource.
    Forbidden,
    /// No such resource, version, row or child, or a row that is out of sight.
    NotFound,
    BadRequest {
        status: StatusCode,
        detail: String,
    },
}

impl Framework {
    /// What the caller asked for; where that cannot be served, the fault and the dress to tell it in.
    pub fn of(headers: &HeaderMap, quirks: &Quirks) -> Result<Self, (Self, Fault)> {
        let asked = headers.get(VERSION_HEADER).map(|value| value.to_str().unwrap_or_default().trim().parse::<u8>());
        let version = match asked {
            None => Some(DEFAULT_VERSION),
            Some(Ok(version)) if (1..=NEWEST_VERSION).contains(&version) => Some(version),
            Some(_) => None,
        };
        let version = quirks.framework_version.or(version);
        let media = match quirks.media {
            MediaChoice::AlwaysOracle => Some(Media::Oracle),
            MediaChoice::AsAccepted => accepted(headers),
        };
        let framework = Self { version: version.unwrap_or(DEFAULT_VERSION), media: media.unwrap_or(Media::Plain) };
        if version.is_none() {
            let detail = "The REST-Framework-Version is not supported".to_owned();
            return Err((framework, Fault::BadRequest { status: StatusCode::BAD_REQUEST, detail }));
        }
        if media.is_none() {
            let detail = "No media type of the Accept header can be served".to_owned();
            return Err((framework, Fault::BadRequest { status: StatusCode::NOT_ACCEPTABLE, detail }));
        }
        Ok(framework)
    }

    pub fn children_are_collections(self) -> bool {
        self.version >= 3
    }

    pub fn reply(self, kind: MediaKind, body: &Value) -> Response {
        self.dressed(with_body(StatusCode::OK, self.media_type(kind), body.to_string()))
    }

    pub fn fault(self, fault: &Fault) -> Response {
        let (status, title, detail) = match fault {
            Fault::Forbidden => (StatusCode::FORBIDDEN, "Forbidden", ""),
            Fault::NotFound => (StatusCode::NOT_FOUND, "Not Found", "The resource or the row does not exist"),
            Fault::BadRequest { status, detail } => (*status, "Bad Request", detail.as_str()),
        };
        let response = if self.version >= 4 {
            let body = json!({
                "title": title,
                "status": status.as_str(),
                "o:errorDetails": [{ "detail": detail, "o:errorCode": "27520", "o:errorPath": "" }],
            });
            with_body(status, self.media_type(MediaKind::Error), body.to_string())
        } else {
            with_body(status, "text/plain; charset=UTF-8", detail.to_owned())
        };
        self.dressed(response)
    }

    fn dressed(self, mut response: Response) -> Response {
        response.headers_mut().insert(VERSION_HEADER, HeaderValue::from(u16::from(self.version)));
        response
    }

    fn media_type(self, kind: MediaKind) -> &'static str {
        match (self.media, kind) {
            (Media::Plain, _) => "application/json",
            (Media::Oracle, MediaKind::Collection) => "application/vnd.oracle.adf.resourcecollection+json",
            (Media::Oracle, MediaKind::Item) => "application/vnd.oracle.adf.resourceitem+json",
            (Media::Oracle, MediaKind::Description) => "application/vnd.oracle.adf.description+json",
            (Media::Oracle, MediaKind::Error) => "application/vnd.oracle.adf.error+json",
        }
    }
}

fn accepted(headers: &HeaderMap) -> Option<Media> {
    let accept = headers.get(header::ACCEPT).map_or("*/*", |value| value.to_str().unwrap_or_default());
    let named: Vec<&str> = accept.split(',').map(|range| range.split(';').next().unwrap_or_default().trim()).collect();
    if named.contains(&"application/json") {
        Some(Media::Plain)
    } else if named
        .iter()
        .any(|range| matches!(*range, "*/*" | "application/*" | "") || range.starts_with("application/vnd.oracle.adf."))
    {
        Some(Media::Oracle)
    } else {
        None
    }
}
