//! The integration user's secret: in the keychain, or in memory until the program closes. It never goes back.

use std::path::Path;

use practice_oracle::Practice;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use setup::{
    credentials::{AdminCredential, Credentials, IntegrationCredential},
    guide::Authentication,
    key, keychain,
    problem::Problem,
    setup_file::SetupFile,
};
use uuid::Uuid;

use super::{AdminForm, Desk, change, held, read};
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
        let file = read(path).await?.file;
        if secret.expose_secret().is_empty() {
            let (expected, example) = ("the integration user's password".to_owned(), "as typed in Oracle".to_owned());
            return Err(Problem::ValueMissing { field: "password".to_owned(), expected, example });
        }
        file.refuse_equal(&secret)?;
        // Typed anew, it has not been refused yet.
        change(path, |file| {
            file.refused_at = None;
            Ok(())
        })
        .await?;
        match place {
            Place::Keychain => {
                keychain::store(&file.id.to_string(), &secret).await?;
                held(&self.secrets).remove(&file.id);
            }
            Place::Memory => {
                held(&self.secrets).insert(file.id, secret);
            }
        }
        Ok(self.secret(file.id, None).await)
    }

    /// Forgets the integration user's secret, in memory and in the keychain.
    pub async fn forget_secret(&self, path: &Path) -> Result<SecretView, Problem> {
        let id = read(path).await?.file.id;
        held(&self.secrets).remove(&id);
        keychain::forget(&id.to_string()).await?;
        if let Some(folder) = key::sealed_folder().filter(|folder| key::is_kept(&id.to_string(), folder)) {
            key::forget(&id.to_string(), &folder).await?;
        }
        Ok(self.secret(id, None).await)
    }

    /// Where the secret is. On a practice pod it is filled in by itself.
    pub(super) async fn secret(&self, id: Uuid, practice: Option<&Practice>) -> SecretView {
        let known =
            held(&self.secrets).contains_key(&id) || practice.is_some_and(|practice| practice.integration().is_some());
        if known {
            return SecretView { state: SecretState::Memory, keychain: keychain::state().await.into() };
        }
        let state = keychain::state().await;
        let stored =
            state == keychain::KeychainState::Ready && matches!(keychain::read(&id.to_string()).await, Ok(Some(_)));
        let kept = if stored { SecretState::Stored } else { SecretState::None };
        SecretView { state: kept, keychain: state.into() }
    }

    pub(super) async fn credentials(
        &self,
        file: &SetupFile,
        admin: Option<AdminForm>,
        practice: Option<&Practice>,
    ) -> Result<Credentials, Problem> {
        let admin = match (admin.and_then(AdminForm::credential), practice) {
            (Some(admin), _) => {
                file.refuse_equal(admin.secret())?;
                Some(admin)
            }
            (None, Some(practice)) => {
                let admin = practice.admin();
                Some(AdminCredential::Password { user: admin.user, password: admin.password.into() })
            }
            (None, None) => None,
        };
        let integration = match practice {
            Some(practice) => self.practised(file, practice),
            None => self.kept(file).await,
        };
        Ok(Credentials { admin, integration })
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

    /// What the integration user of a practice pod signs in with: what was typed, else what the pod made.
    fn practised(&self, file: &SetupFile, practice: &Practice) -> Option<IntegrationCredential> {
        let typed = held(&self.secrets).get(&file.id).cloned();
        let password = typed.or_else(|| practice.integration().map(|user| user.password.into()));
        password.map(IntegrationCredential::Password)
    }
}
