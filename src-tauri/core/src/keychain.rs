//! The integration user's secret in the keychain of the operating system, named by the setup's id.
//!
//! Whoever is signed in to this computer may open the keychain, and so may every program that runs as that person: it
//! guards a secret at rest and nothing more. The administrator's credential never comes here. What to do without a
//! keychain is the caller's to ask; nothing is ever kept in another place instead.
//!
//! A locked keychain blocks its caller for as long as its prompt is open. Each call therefore runs on a thread of its
//! own and is given up after a time. That thread belongs to no runtime, so that a prompt which nobody answers never
//! keeps the program from ending.

use std::{thread, time::Duration};

use keyring::Error;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize};
use tokio::{sync::oneshot, time};

use crate::problem::{KeychainFault, Problem};

/// Under this name the entries are found in the keychain's own program.
const SERVICE: &str = "oracle-setup-assistant";

/// How long a prompt may stay open.
const LIMIT: Duration = Duration::from_secs(20);

/// How long a keychain may take to say how it is: a cold one is started by the question.
const STATE_LIMIT: Duration = Duration::from_secs(5);

/// How the keychain is, as far as can be told without opening it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum KeychainState {
    /// A secret can be kept now.
    Ready,
    /// It is there; the next call opens its prompt.
    Locked,
    /// There is none in this session, or none that has a place to keep secrets, or it does not answer.
    Missing,
}

/// Asks how the keychain is. It never prompts and takes 5 s at most; ask again at any time, since a keychain may appear
/// later.
///
/// On Linux this is the lock of the default collection. A search would not do: a locked keychain answers a search for
/// an unknown name with "not there". On macOS and Windows, where it comes with the session, it is what a search for an
/// unknown name says.
pub async fn state() -> KeychainState {
    on_a_thread(STATE_LIMIT, || Ok(platform::state())).await.unwrap_or(KeychainState::Missing)
}

/// Keeps the secret of a setup, in place of the one that was kept before.
///
/// After [`KeychainFault::NoAnswer`] the secret is still kept if the person then answers the prompt, while the program
/// runs. Windows takes 2560 bytes at most.
///
/// # Errors
/// [`Problem::Keychain`].
pub async fn store(setup_id: &str, secret: &SecretString) -> Result<(), Problem> {
    let (user, secret) = (user(setup_id), secret.clone());
    let work = move || {
        let entry = platform::entry(&user)?;
        match entry.set_secret(secret.expose_secret().as_bytes()) {
            Err(Error::Ambiguous(entries)) => {
                delete_all(&entries)?;
                entry.set_secret(secret.expose_secret().as_bytes())
            }
            result => result,
        }
    };
    Ok(on_a_thread(LIMIT, work).await?)
}

/// The secret of a setup, or none where none is kept.
///
/// # Errors
/// [`Problem::Keychain`].
pub async fn read(setup_id: &str) -> Result<Option<SecretString>, Problem> {
    let user = user(setup_id);
    let work = move || match platform::entry(&user)?.get_secret().map(Zeroizing::new) {
        Ok(bytes) => match std::str::from_utf8(&bytes) {
            Ok(text) => Ok(Some(SecretString::from(text))),
            Err(_) => Err(Error::BadEncoding(Vec::new())),
        },
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    };
    Ok(on_a_thread(LIMIT, work).await?)
}

/// Removes the secret of a setup; false where none was kept.
///
/// # Errors
/// [`Problem::Keychain`].
pub async fn forget(setup_id: &str) -> Result<bool, Problem> {
    let user = user(setup_id);
    let work = move || match platform::entry(&user)?.delete_credential() {
        Ok(()) => Ok(true),
        Err(Error::NoEntry) => Ok(false),
        Err(Error::Ambiguous(entries)) => delete_all(&entries).map(|()| true),
        Err(error) => Err(error),
    };
    Ok(on_a_thread(LIMIT, work).await?)
}

fn user(setup_id: &str) -> String {
    format!("{setup_id}:integration")
}

/// Several collections can each hold an entry of the same name.
fn delete_all(entries: &[keyring_core::Entry]) -> Result<(), Error> {
    entries.iter().try_for_each(|entry| match entry.delete_credential() {
        Err(Error::NoEntry) => Ok(()),
        result => result,
    })
}

async fn on_a_thread<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, KeychainFault> {
    let (tell, told) = oneshot::channel();
    let started = thread::Builder::new().name("keychain".to_owned()).spawn(move || {
        // Whoever asked may be gone by now.
        let _ = tell.send(work().map_err(|error| fault(&error)));
    });
    started.map_err(|_| KeychainFault::Refused)?;
    match time::timeout(limit, told).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(KeychainFault::Refused),
        Err(_) => Err(KeychainFault::NoAnswer),
    }
}

fn fault(error: &Error) -> KeychainFault {
    match error {
        Error::NoDefaultStore => KeychainFault::Missing,
        Error::NoStorageAccess(cause) if platform::has_no_place(cause.as_ref()) => KeychainFault::Missing,
        Error::NoStorageAccess(_) => KeychainFault::Locked,
        _ => KeychainFault::Refused,
    }
}

impl From<KeychainFault> for Problem {
    fn from(fault: KeychainFault) -> Self {
        Self::Keychain { fault }
    }
}

/// The Secret Service. Each call makes a connection of its own: one that is kept would hold to a service that was
/// restarted, never find one that appears later, and wait behind a call whose prompt is open.
#[cfg(not(any(target_os = "macos", windows)))]
mod platform {
    use std::{collections::HashMap, error};

    use keyring::{Entry, Error};
    use keyring_core::api::CredentialStoreApi as _;
    use secret_service::{EncryptionType, blocking::SecretService};
    use zbus_secret_service_keyring_store::Store;

    use super::{KeychainState, SERVICE};

    /// What the keychain's own program shows.
    const LABEL: &str = "Oracle setup assistant: integration user";

    pub(super) fn entry(user: &str) -> Result<Entry, Error> {
        // Without a bus, and without a service on it.
        let store = Store::new().map_err(|_| Error::NoDefaultStore)?;
        let inner = store.build(SERVICE, user, Some(&HashMap::from([("label", LABEL)])))?;
        Ok(Entry { inner })
    }

    pub(super) fn state() -> KeychainState {
        // No secret passes in this session, so it needs no encryption.
        let locked = SecretService::connect(EncryptionType::Plain)
            .and_then(|service| service.get_default_collection()?.is_locked());
        match locked {
            Ok(false) => KeychainState::Ready,
            Ok(true) => KeychainState::Locked,
            Err(_) => KeychainState::Missing,
        }
    }

    /// A service that has no default collection has no place for a secret.
    pub(super) fn has_no_place(cause: &(dyn error::Error + Send + Sync + 'static)) -> bool {
        matches!(cause.downcast_ref(), Some(secret_service::Error::NoResult))
    }
}

#[cfg(any(target_os = "macos", windows))]
mod platform {
    use std::error;

    use keyring::{Entry, Error};

    use super::{KeychainState, SERVICE};

    pub(super) fn entry(user: &str) -> Result<Entry, Error> {
        Entry::new(SERVICE, user)
    }

    pub(super) fn state() -> KeychainState {
        match entry("state").and_then(|entry| entry.get_secret()) {
            Ok(_) | Err(Error::NoEntry) => KeychainState::Ready,
            Err(Error::NoDefaultStore) => KeychainState::Missing,
            Err(_) => KeychainState::Locked,
        }
    }

    pub(super) fn has_no_place(_cause: &(dyn error::Error + Send + Sync + 'static)) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::mpsc, time::Instant};

    use super::*;

    #[tokio::test]
    async fn a_keychain_that_does_not_answer_is_given_up() {
        let (answer, prompt) = mpsc::channel::<()>();
        let since = Instant::now();
        let work = move || {
            let _ = prompt.recv();
            Ok(())
        };
        let asked = on_a_thread(Duration::from_millis(50), work).await;
        assert_eq!(asked, Err(KeychainFault::NoAnswer));
        assert!(since.elapsed() < Duration::from_secs(10));
        drop(answer);
    }

    #[tokio::test]
    async fn a_keychain_that_breaks_down_is_a_refusal() {
        let asked = on_a_thread(LIMIT, || -> Result<(), Error> { panic!("the keychain's own fault") }).await;
        assert_eq!(asked, Err(KeychainFault::Refused));
    }

    #[test]
    fn each_refusal_has_its_cause() {
        let because = || Box::new(std::io::Error::other("any"));
        assert_eq!(fault(&Error::NoDefaultStore), KeychainFault::Missing);
        assert_eq!(fault(&Error::NoStorageAccess(because())), KeychainFault::Locked);
        assert_eq!(fault(&Error::PlatformFailure(because())), KeychainFault::Refused);
        assert_eq!(fault(&Error::TooLong("secret".to_owned(), 2560)), KeychainFault::Refused);
        assert_eq!(fault(&Error::BadEncoding(Vec::new())), KeychainFault::Refused);
    }
}
