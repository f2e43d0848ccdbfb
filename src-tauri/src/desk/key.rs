//! The integration user's key pair: made here or brought along. The private key never goes back to the window.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use setup::{
    guide::Authentication,
    key::{self, Certificate, Pair, PrivateKey},
    problem::Problem,
    setup_file::{Form, SetupFile},
};

use super::{Desk, blocking, brought, held};
use crate::view::SetupView;

/// A key pair that a person brings along.
#[derive(Deserialize, specta::Type)]
pub struct KeyForm {
    /// Path of the private key, PEM.
    pub key_file: String,
    /// Its passphrase; empty where it has none.
    #[specta(type = String)]
    pub passphrase: SecretString,
    /// Path of the certificate.
    pub certificate_file: String,
}

impl Desk {
    /// Makes a key pair for the setup and keeps it.
    pub async fn make_key(&self, path: &Path, days: u16) -> Result<SetupView, Problem> {
        let file = self.read(path).await?.file;
        let name = file.issuer.or(file.user).unwrap_or_else(|| file.guide.id.clone());
        let pair = blocking(move || Pair::generate(&name, days, Timestamp::now())).await?;
        self.keep_pair(path, pair).await
    }

    /// Reads a key pair from files and keeps it.
    pub async fn import_key(&self, path: &Path, form: KeyForm) -> Result<SetupView, Problem> {
        let pair = blocking(move || {
            let key = String::from_utf8(brought::bytes(&form.key_file)?).map_err(|_| Problem::KeyMalformed)?;
            let certificate = brought::bytes(&form.certificate_file)?;
            Pair::import(&key.into(), Some(&form.passphrase), &certificate, Timestamp::now())
        })
        .await?;
        self.keep_pair(path, pair).await
    }

    /// Keeps the private key and puts the certificate into the setup, both or neither. That of a practice setup is
    /// thrown away with its pod, so it stays in memory.
    async fn keep_pair(&self, path: &Path, pair: Pair) -> Result<SetupView, Problem> {
        let file = self.read(path).await?.file;
        record(&mut file.clone(), &pair.certificate)?;
        let certificate = pair.certificate;
        let recording = self.write(path, move |file| record(file, &certificate));
        if file.practice.is_some() {
            recording.await?;
            held(&self.keys).insert(file.id, pair.key);
        } else {
            let (id, folder) = (file.id.to_string(), sealed_folder()?);
            let before = key::read(&id, &folder).await.unwrap_or_default();
            key::keep(&id, &pair.key, &folder).await?;
            if let Err(refused) = recording.await {
                put_back(&id, before, &folder).await;
                return Err(refused);
            }
        }
        self.open(path).await
    }
}

/// The certificate of the setup from now on. With a new pair Oracle may be asked again.
fn record(file: &mut SetupFile, certificate: &Certificate) -> Result<(), Problem> {
    let guide = file.guide()?;
    file.fill(&Form { authentication: Some(Authentication::Jwt), ..Form::default() }, &guide)?;
    file.certificate = Some(certificate.clone().into());
    file.refused_at = None;
    Ok(())
}

/// The setup still names the certificate of the key before.
async fn put_back(id: &str, before: Option<PrivateKey>, folder: &Path) {
    let done = match before {
        Some(key) => key::keep(id, &key, folder).await,
        None => key::forget(id, folder).await.map(drop),
    };
    if let Err(problem) = done {
        tracing::warn!(%problem, "the private key before could not be put back");
    }
}

/// Where sealed keys lie.
pub(super) fn sealed_folder() -> Result<PathBuf, Problem> {
    key::sealed_folder().ok_or(Problem::NoSecret)
}
