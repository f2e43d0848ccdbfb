//! The integration user's secret: in the keychain, or in memory until the program closes. It never goes back.

use std::{path::Path, sync::Arc};

use practice_oracle::Practice;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use setup::{
    credentials::{Credentials, IntegrationCredential},
    guide::Authentication,
    key,
    keychain::{self, KeychainState},
    problem::Problem,
    setup_file::SetupFile,
};

use super::{AdminForm, Desk, held, practice};
use crate::view::{SecretState, SecretView};

/// Where a secret is to be kept.
#[derive(Debug, Clone, Copy, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Keychain,
    Memory,
}

impl Desk {
    /// Keeps the integration user's secret. It never comes back to the window.
    pub async fn keep_secret(&self, path: &Path, secret: SecretString, place: Place) -> Result<SecretView, Problem> {
        let file = self.read(path).await?.file;
        if secret.expose_secret().is_empty() {
            let (expected, example) = ("the integration user's password".to_owned(), "as typed in Oracle".to_owned());
            return Err(Problem::ValueMissing { field: "password".to_owned(), expected, example });
        }
        file.refuse_equal(&secret)?;
        match place {
            Place::Keychain => {
                keychain::store(&file.id.to_string(), &secret).await?;
                held(&self.secrets).remove(&file.id);
            }
            Place::Memory => {
                held(&self.secrets).insert(file.id, secret);
            }
        }
        // Typed anew, it has not been refused yet.
        self.never_refused(path, file).await
    }

    /// Where the integration user's secret is by now.
    pub async fn secret_state(&self, path: &Path) -> Result<SecretView, Problem> {
        let file = self.read(path).await?.file;
        Ok(self.secret(&file, self.running(path).await.as_deref()).await)
    }

    /// Forgets the integration user's secret, in memory and in the keychain.
    pub async fn forget_secret(&self, path: &Path) -> Result<SecretView, Problem> {
        let file = self.read(path).await?.file;
        self.forget(&file).await?;
        // What is no longer kept can not have been refused.
        self.never_refused(path, file).await
    }

    /// The same, for a setup that is not shown afterwards.
    pub(super) async fn forget(&self, file: &SetupFile) -> Result<(), Problem> {
        let id = file.id.to_string();
        held(&self.secrets).remove(&file.id);
        held(&self.keys).remove(&file.id);
        if keychain::state().await != KeychainState::Missing {
            keychain::forget(&id).await?;
        }
        if let Some(folder) = key::sealed_folder().filter(|folder| key::is_kept(&id, folder)) {
            key::forget(&id, &folder).await?;
        }
        Ok(())
    }

    async fn never_refused(&self, path: &Path, file: SetupFile) -> Result<SecretView, Problem> {
        if file.refused_at.is_some() {
            self.write(path, |file| {
                file.refused_at = None;
                Ok(())
            })
            .await?;
        }
        Ok(self.secret(&file, self.running(path).await.as_deref()).await)
    }

    /// Where the secret is: a password, or the private key of a setup that signs in with tokens. On a practice pod it is
    /// filled in by itself.
    pub(super) async fn secret(&self, file: &SetupFile, practice: Option<&Practice>) -> SecretView {
        let keychain = keychain::state().await;
        let state = if self.in_memory(file) || practice.is_some_and(|practice| practice::fills_in(file, practice)) {
            SecretState::Memory
        } else if is_stored(file, keychain).await {
            SecretState::Stored
        } else {
            SecretState::None
        };
        SecretView { state, keychain: keychain.into() }
    }

    fn in_memory(&self, file: &SetupFile) -> bool {
        match file.authentication {
            Authentication::Basic => held(&self.secrets).contains_key(&file.id),
            Authentication::Jwt => held(&self.keys).contains_key(&file.id),
        }
    }

    pub(super) async fn credentials(
        &self,
        file: &SetupFile,
        admin: Option<AdminForm>,
        practice: Option<&Arc<Practice>>,
    ) -> Result<Credentials, Problem> {
        let mut credentials = match practice {
            Some(practice) => self.practised(file, practice).await?,
            None => Credentials { admin: None, integration: self.kept(file).await },
        };
        if let Some(typed) = admin.map(AdminForm::credential).transpose()?.flatten() {
            file.refuse_equal(typed.secret())?;
            credentials.admin = Some(typed);
        }
        Ok(credentials)
    }

    /// What is kept for the integration user. A keychain that is missing or locked leaves the checks as that user out;
    /// it never stops a run.
    async fn kept(&self, file: &SetupFile) -> Option<IntegrationCredential> {
        let id = file.id.to_string();
        if file.authentication == Authentication::Jwt {
            let folder = key::sealed_folder()?;
            return key::read(&id, &folder).await.ok().flatten().map(IntegrationCredential::Key);
        }
        let in_memory = held(&self.secrets).get(&file.id).cloned();
        let password = match in_memory {
            Some(password) => Some(password),
            None => keychain::read(&id).await.ok().flatten(),
        };
        password.map(IntegrationCredential::Password)
    }
}

async fn is_stored(file: &SetupFile, keychain: KeychainState) -> bool {
    let id = file.id.to_string();
    match file.authentication {
        Authentication::Basic => keychain == KeychainState::Ready && matches!(keychain::read(&id).await, Ok(Some(_))),
        Authentication::Jwt => key::sealed_folder().is_some_and(|folder| key::is_kept(&id, &folder)),
    }
}
