//! The integration user's secret between two commands: a password in the keychain, a private key in a file that is sealed
//! with a key from there. Which of the two a setup has follows from how it signs in.

use std::path::PathBuf;

use setup::{
    credentials::IntegrationCredential,
    guide::Authentication,
    key::{self, PrivateKey},
    keychain,
    problem::Problem,
    setup_file::SetupFile,
};

/// What is kept for a setup, or none.
pub async fn read(file: &SetupFile) -> Result<Option<IntegrationCredential>, Problem> {
    match file.authentication {
        Authentication::Basic => Ok(keychain::read(&id(file)).await?.map(IntegrationCredential::Password)),
        Authentication::Jwt => Ok(private_key(file).await?.map(IntegrationCredential::Key)),
    }
}

/// The private key of a setup, or none.
pub async fn private_key(file: &SetupFile) -> Result<Option<PrivateKey>, Problem> {
    key::read(&id(file), &folder()?).await
}

/// Keeps a secret in place of the one of its kind that was kept before.
pub async fn keep(file: &SetupFile, secret: &IntegrationCredential) -> Result<(), Problem> {
    match secret {
        IntegrationCredential::Password(password) => keychain::store(&id(file), password).await,
        IntegrationCredential::Key(key) => keep_private_key(file, key).await,
    }
}

/// Keeps a private key in place of the one that was kept before.
pub async fn keep_private_key(file: &SetupFile, key: &PrivateKey) -> Result<(), Problem> {
    key::keep(&id(file), key, &folder()?).await
}

/// Keeps the private key of a setup that somebody else made, under its id.
pub async fn keep_received_key(setup_id: &str, key: &PrivateKey) -> Result<(), Problem> {
    key::keep(setup_id, key, &folder()?).await
}

/// Forgets both kinds; false where neither was kept.
pub async fn forget(file: &SetupFile) -> Result<bool, Problem> {
    let key = forget_private_key(file).await?;
    Ok(keychain::forget(&id(file)).await? || key)
}

/// Forgets the private key; false where none was kept.
pub async fn forget_private_key(file: &SetupFile) -> Result<bool, Problem> {
    key::forget(&id(file), &folder()?).await
}

fn id(file: &SetupFile) -> String {
    file.id.to_string()
}

fn folder() -> Result<PathBuf, Problem> {
    key::sealed_folder()
        .ok_or_else(|| Problem::Unexpected { what: "this account names no folder for its data".to_owned() })
}
