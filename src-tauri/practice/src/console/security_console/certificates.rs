//! *Inbound API Authentication Public Certificates*: what the signature of a token is checked with.

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    response::Response,
    routing::{get, post},
};
use maud::{Markup, html};

use super::{
    super::{
        Console,
        button::button_to,
        field::Field,
        message::Message,
        page::Page,
        shown::Shown,
        visit::{Fields, Visit, lead_to, lead_to_saying},
    },
    page,
    providers::{self, numbered, panel},
    tables::table,
};
use crate::{
    pod::World,
    state::{CertificateError, Provider, TrustedCertificate},
};

pub(super) const TITLE: &str = "Inbound API Authentication Public Certificates";

/// Bytes of the longest file that is read; a certificate of the longest key in use is a tenth of it.
const LARGEST_FILE: usize = 64 * 1024;

pub(super) fn routes() -> Router<Arc<Console>> {
    Router::new()
        .route("/security-console/api-authentication/providers/{number}/certificates", get(list))
        .route("/security-console/api-authentication/providers/{number}/certificates/new", get(dialog).post(upload))
        .route("/security-console/api-authentication/providers/{number}/certificates/delete", post(delete))
}

pub(super) fn path_of(provider: &Provider) -> String {
    format!("{}/certificates", providers::path_of(provider))
}

async fn list(visit: Visit, Path(number): Path<u32>) -> Response {
    let world = visit.read();
    let Some(provider) = numbered(&world, number) else { return visit.nothing_here(&world) };
    framed().show(&visit, &world, &content(&visit, provider))
}

fn framed() -> Page {
    page(TITLE, providers::PATH)
}

fn content(visit: &Visit, provider: &Provider) -> Markup {
    let path = path_of(provider);
    let rows = html! {
        @for certificate in &provider.certificates {
            tr {
                td { (Shown(&certificate.alias)) }
                td { code { (fingerprint(certificate)) } }
                td {
                    (visit.form(&format!("{path}/delete"), &html! {
                        button name="alias" value=(certificate.alias)
                            aria-label=(Shown(&format!("Delete {}", certificate.alias))) { "Delete" }
                    }))
                }
            }
        }
    };
    html! {
        (panel(provider, &path))
        p { "Trusted issuer: " strong { (Shown(&provider.issuer)) } }
        div class="actions" { (button_to(&format!("{path}/new"), "Add New Certificate")) }
        @if provider.certificates.is_empty() { p { "No certificate was uploaded yet." } }
        @else { (table(TITLE, &["Certificate Alias", "SHA-1 Fingerprint", "Actions"], &rows)) }
    }
}

fn fingerprint(certificate: &TrustedCertificate) -> String {
    certificate.thumbprint.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

async fn dialog(visit: Visit, Path(number): Path<u32>) -> Response {
    let world = visit.read();
    let Some(provider) = numbered(&world, number) else { return visit.nothing_here(&world) };
    asking(&visit, &world, provider, "", &[])
}

fn asking(visit: &Visit, world: &World, provider: &Provider, alias: &str, faults: &[&'static str]) -> Response {
    let fault = |label: &str| faults.iter().copied().find(|words| words.starts_with(label));
    let alias = Field {
        name: "alias",
        label: "Certificate Alias",
        value: alias,
        required: true,
        fault: fault("Certificate Alias"),
        focus: true,
        ..Field::default()
    };
    let file = Field {
        name: "certificate",
        label: "Import Public Certificate",
        required: true,
        hint: "An X.509 certificate as text, such as certificate.cer.",
        fault: fault("Import Public Certificate"),
        ..Field::default()
    };
    let dialog = visit.upload(
        &format!("{}/new", path_of(provider)),
        &html! {
            (alias.text())
            (file.file())
            div class="actions" {
                button class="primary" name="go" value="save" { "Save" }
                button name="go" value="cancel" { "Cancel" }
            }
        },
    );
    let messages = faults.iter().map(|words| Message::error(*words));
    let behind = content(visit, provider);
    framed().with_dialog("Add New Certificate", dialog).saying(messages).show(visit, world, &behind)
}

async fn upload(visit: Visit, Path(number): Path<u32>, fields: Fields) -> Response {
    let mut world = visit.write();
    let Some(provider) = world.state.providers.iter_mut().find(|provider| provider.number == number) else {
        return visit.nothing_here(&world);
    };
    let path = path_of(provider);
    if fields.text("go") != "save" {
        return lead_to(&path);
    }
    let alias = fields.text("alias");
    let words = match (alias_fault(provider, alias), read(fields.file("certificate"))) {
        (None, Ok(certificate)) => {
            provider.add(TrustedCertificate { alias: alias.to_owned(), ..certificate });
            format!("The certificate {alias} was added.")
        }
        (fault, read) => {
            let faults: Vec<_> = fault.into_iter().chain(read.err()).collect();
            return match numbered(&world, number) {
                Some(provider) => asking(&visit, &world, provider, alias, &faults),
                None => visit.nothing_here(&world),
            };
        }
    };
    lead_to_saying(&mut world, &path, Message::confirmation(words))
}

fn alias_fault(provider: &Provider, alias: &str) -> Option<&'static str> {
    if alias.is_empty() {
        Some("Certificate Alias: You must enter a value.")
    } else if provider.certificates.iter().any(|certificate| certificate.alias == alias) {
        Some("Certificate Alias: Another certificate has this alias. Enter another one.")
    } else {
        None
    }
}

/// The certificate in an uploaded file, or what is wrong with the file.
fn read(file: &[u8]) -> Result<TrustedCertificate, &'static str> {
    const NO_CERTIFICATE: &str = "Import Public Certificate: This is no X.509 certificate as text. It has to begin with \
                                  -----BEGIN CERTIFICATE-----.";
    if file.is_empty() {
        return Err("Import Public Certificate: Choose a file.");
    }
    let text = std::str::from_utf8(file).ok().filter(|_| file.len() <= LARGEST_FILE).ok_or(NO_CERTIFICATE)?;
    if text.contains("PRIVATE KEY-----") {
        return Err(
            "Import Public Certificate: This file holds a private key, which belongs to nobody else. Choose the \
                    certificate, and treat the key as known to others.",
        );
    }
    TrustedCertificate::read(text).map_err(|error| match error {
        CertificateError::NotACertificate => NO_CERTIFICATE,
        CertificateError::NotRsa => "Import Public Certificate: The certificate is not of an RSA key.",
    })
}

async fn delete(visit: Visit, Path(number): Path<u32>, fields: Fields) -> Response {
    let mut world = visit.write();
    let alias = fields.typed("alias").to_owned();
    let Some(provider) = world.state.providers.iter_mut().find(|provider| provider.number == number) else {
        return visit.nothing_here(&world);
    };
    provider.certificates.retain(|certificate| certificate.alias != alias);
    let path = path_of(provider);
    lead_to_saying(&mut world, &path, Message::confirmation(format!("The certificate {alias} was deleted.")))
}
