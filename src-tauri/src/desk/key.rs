//! The integration user's key pair: made here or brought along. The private key never goes back to the window.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use setup::{
    key::{self, Pair},
    problem::Problem,
    setup_file::Form,
};

use super::{Desk, blocking, change, read};
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
        let file = read(path).await?.file;
        let name = file.issuer.or(file.user).unwrap_or_else(|| file.guide.id.clone());
        let pair = blocking(move || Pair::generate(&name, days, Timestamp::now())).await?;
        self.keep_pair(path, pair).await
    }

    /// Reads a key pair from files and keeps it.
    pub async fn import_key(&self, path: &Path, form: KeyForm) -> Result<SetupView, Problem> {
        let pair = blocking(move || {
            let key =
                std::fs::read_to_string(&form.key_file).map_err(|_| Problem::FileMissing { path: form.key_file })?;
            let certificate = std::fs::read(&form.certificate_file)
                .map_err(|_| Problem::FileMissing { path: form.certificate_file })?;
            Pair::import(&key.into(), Some(&form.passphrase), &certificate, Timestamp::now())
        })
        .await?;
        self.keep_pair(path, pair).await
    }

    async fn keep_pair(&self, path: &Path, pair: Pair) -> Result<SetupView, Problem> {
        let id = read(path).await?.file.id.to_string();
        key::keep(&id, &pair.key, &sealed_folder()?).await?;
        change(path, move |file| {
            let guide = file.guide()?;
            let authentication = Some(setup::guide::Authentication::Jwt);
            file.fill(&Form { authentication, ..Form::default() }, &guide)?;
            file.certificate = Some(pair.certificate.into());
            file.refused_at = None;
            Ok(())
        })
        .await?;
        self.open(path).await
    }
}

/// Where sealed keys lie.
pub(super) fn sealed_folder() -> Result<PathBuf, Problem> {
    key::sealed_folder().ok_or(Problem::NoSecret)
}
