//! Fusion's REST framework: one grammar of addresses, parameters and answers for every resource (oracle.md §2).
//!
//! Resources only stand in [tables]; nothing else here knows one by name. Nothing can be written: the integrations
//! that are rehearsed here only read.

mod collection;
mod condition;
mod describe;
mod framework;
mod query;
mod render;
mod tables;

use std::sync::Arc;

use axum::{
    Extension,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
    response::Response,
};

use self::{
    collection::Collection,
    framework::{Fault, Framework, MediaKind},
    query::Query,
    render::Renderer,
    tables::Table,
};
use super::{Rows, refusal, sign_in::Signed};
use crate::{
    content::{Child, Record},
    pod::{Pod, World},
};

/// Versions in an address that every pod knows.
const VERSIONS: [&str; 2] = ["latest", "11.13.18.05"];

const PREFIX: &str = "/hcmRestApi/resources/";

pub(super) async fn answer(
    State(pod): State<Arc<Pod>>,
    Extension(signed): Extension<Signed>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let world = pod.read();
    let framework = match Framework::of(&headers, &world.quirks) {
        Ok(framework) => framework,
        Err((framework, fault)) => return framework.fault(&fault),
    };
    let request = Read { pod: &pod, world: &world, signed: &signed, framework, uri: &uri };
    request.answer().unwrap_or_else(|fault| match fault {
        Fault::Forbidden => refusal::forbidden(&world.quirks),
        Fault::NotFound => refusal::not_found(&world.quirks).unwrap_or_else(|| framework.fault(&Fault::NotFound)),
        fault @ Fault::BadRequest { .. } => framework.fault(&fault),
    })
}

/// One read with everything that it is judged by.
struct Read<'a> {
    pod: &'a Pod,
    world: &'a World,
    signed: &'a Signed,
    framework: Framework,
    uri: &'a Uri,
}

impl Read<'_> {
    fn answer(&self) -> Result<Response, Fault> {
        let mut segments = self.uri.path().strip_prefix(PREFIX).unwrap_or_default().trim_end_matches('/').split('/');
        let version = segments.next().filter(|version| VERSIONS.contains(version)).ok_or(Fault::NotFound)?;
        let name = segments.next().unwrap_or_default();
        if name == "describe" {
            return Ok(self.catalogue(version));
        }
        let table = self.table(name)?;
        let path: Vec<&str> = segments.collect();
        let base = format!("{}{PREFIX}{version}/{}", self.pod.origin(), table.name());
        if path.as_slice() == ["describe"] {
            let described = describe::describe([(table, base)], self.world);
            return Ok(self.framework.reply(MediaKind::Description, &described));
        }
        let query = Query::parse(self.uri.query())?;
        match path.as_slice() {
            [] => self.collection(table, &query, &base),
            [key, below @ ..] => {
                let record = self.row(table, key)?;
                self.below(table.name(), record, below, &query, &format!("{base}/{key}"))
            }
        }
    }

    /// All that the caller may read, described. Oracle's own is about 38 MB (oracle.md §2.1); this pod has fewer resources.
    fn catalogue(&self, version: &str) -> Response {
        let origin = self.pod.origin();
        let readable = tables::ALL.into_iter().filter(|table| self.table(table.name()).is_ok());
        let described = readable.map(|table| (table, format!("{origin}{PREFIX}{version}/{}", table.name())));
        self.framework.reply(MediaKind::Description, &describe::describe(described, self.world))
    }

    fn table(&self, name: &str) -> Result<&'static dyn Table, Fault> {
        let table = tables::find(name).ok_or(Fault::NotFound)?;
        if self.world.quirks.absent_resources.contains(&table.name()) {
            return Err(Fault::NotFound);
        }
        if self.signed.access.may_any(table.privileges()) { Ok(table) } else { Err(Fault::Forbidden) }
    }

    /// The row under a key, as far as the caller sees it. A row that is out of sight is not there.
    fn row(&self, table: &dyn Table, key: &str) -> Result<Record, Fault> {
        table
            .with_key(&self.world.company, key)
            .filter(|&index| table.sees(&self.world.company, &self.signed.access, index))
            .map(|index| self.visible(table, index))
            .ok_or(Fault::NotFound)
    }

    fn visible(&self, table: &dyn Table, index: u32) -> Record {
        let mut record = table.record(&self.world.company, index);
        for child in &mut record.children {
            if !table.sees_child(&self.signed.access, child.name) {
                child.records.clear();
            }
        }
        record
    }

    fn collection(&self, table: &dyn Table, query: &Query, base: &str) -> Result<Response, Fault> {
        let sample = table.record(&self.world.company, 0);
        query.check(&sample)?;
        let found = Collection::of_table(table, self.world, &self.signed.access, query);
        let rows = found.rows.iter().map(|&index| self.visible(table, index));
        let body = self.renderer(query).collection(table.name(), rows, &found.page, query, base);
        let mut response = self.framework.reply(MediaKind::Collection, &body);
        response.extensions_mut().insert(Rows(found.rows.len()));
        Ok(response)
    }

    /// Follows `child/NAME[/KEY]` as often as it stands there.
    fn below(&self, name: &str, record: Record, path: &[&str], query: &Query, href: &str) -> Result<Response, Fault> {
        match path {
            [] => {
                query.check(&record)?;
                let body = self.renderer(query).item(name, &record, &query.selection, href);
                Ok(self.framework.reply(MediaKind::Item, &body))
            }
            ["child", accessor] => {
                let child = take_child(record, accessor)?;
                let href = format!("{href}/child/{accessor}");
                let found = Collection::of_records(child.records, query)?;
                let body = self.renderer(query).collection(accessor, found.rows, &found.page, query, &href);
                Ok(self.framework.reply(MediaKind::Collection, &body))
            }
            ["child", accessor, key, below @ ..] => {
                let child = take_child(record, accessor)?;
                let record = child.records.into_iter().find(|record| record.key == *key).ok_or(Fault::NotFound)?;
                self.below(accessor, record, below, query, &format!("{href}/child/{accessor}/{key}"))
            }
            _ => Err(Fault::NotFound),
        }
    }

    fn renderer(&self, query: &Query) -> Renderer<'_> {
        Renderer::new(self.framework, &self.world.quirks, query)
    }
}

fn take_child(mut record: Record, name: &str) -> Result<Child, Fault> {
    let place = record.children.iter().position(|child| child.name == name).ok_or(Fault::NotFound)?;
    Ok(record.children.swap_remove(place))
}

/// Status and title of a refusal for a query that cannot be run.
fn bad_query(detail: impl Into<String>) -> Fault {
    Fault::BadRequest { status: StatusCode::BAD_REQUEST, detail: detail.into() }
}
