//! Handing over from the window, and receiving in it. A secret leaves the desk sealed or into the clipboard; what was
//! received goes to the window only while a person asks for it.

use std::path::Path;

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;
use setup::{
    checks::Verdict,
    credentials::IntegrationCredential,
    guide::Way,
    handover::{self, Envelope, Gate, LARGEST, Lock, Opener, Order, ReceiverKey, Recipient, SecretKind, Unverified},
    key::{self, PrivateKey},
    keychain, oracle,
    plan::Plan,
    problem::Problem,
    report,
    setup_file::{self, HandedOver, SetupFile},
};

use super::{Desk, Trial, blocking, brought, export::export_path, held, verification::ca_pem};
use crate::view::{self, ChecklistView, HandOverView, ReceivedView, ReceiverView, RecipientView};

#[cfg(test)]
mod tests;

/// The receiver's key of this computer, in the keychain.
const RECEIVER: &str = "recipient";

/// A sealed file as it was asked for.
#[derive(Debug, Deserialize, specta::Type)]
pub struct SealForm {
    /// The receivers' keys; none where it is sealed with the passphrase that was made before.
    pub recipients: Vec<String>,
    /// Where to write it.
    pub to: String,
    /// A file that is there may be written over.
    pub replace: bool,
    /// Why it is handed over although something is not proved.
    pub unverified: Option<String>,
}

/// A sealed file to open.
#[derive(Deserialize, specta::Type)]
pub struct OpenForm {
    /// The sealed file.
    pub file: String,
    /// A key file; none for the key of this computer.
    pub key_file: Option<String>,
    /// The passphrase; none where a key opens it.
    #[specta(type = Option<String>)]
    pub passphrase: Option<SecretString>,
}

impl Desk {
    /// Where the hand-over of a setup stands.
    pub async fn hand_over(&self, path: &Path) -> Result<HandOverView, Problem> {
        view::hand_over_view(&self.read(path).await?.file, Timestamp::now())
    }

    /// A passphrase of six words for the next file that is sealed. It is shown once, to be told by phone.
    pub async fn make_passphrase(&self, path: &Path) -> Result<SecretString, Problem> {
        let id = self.read(path).await?.file.id;
        let made = handover::generate_passphrase()
            .ok_or_else(|| Problem::Unexpected { what: "the system gave no randomness".to_owned() })?;
        held(&self.passphrases).insert(id, made.clone());
        Ok(made)
    }

    /// Exactly what a sealed file would hold, but for the secret and the sign-in, which come with the sealing.
    pub async fn preview_hand_over(&self, path: &Path, unverified: Option<String>) -> Result<String, Problem> {
        let file = self.read(path).await?.file;
        handover::preview(&file, unverified.as_deref(), Timestamp::now())
    }

    /// Seals the connection details after one sign-in with the very secret; gives the path.
    pub async fn seal_hand_over(&self, path: &Path, form: SealForm, trial: Trial) -> Result<String, Problem> {
        self.refuse_in_review(path)?;
        let opened = self.read(path).await?;
        let practice = self.running(path).await;
        let order = Order {
            lock: self.lock(&opened.file, &form.recipients)?,
            unverified: form.unverified.filter(|reason| !reason.trim().is_empty()),
            by: setup_file::account(),
        };
        let to = export_path(&form.to)?;
        order.refuse_unready(&opened.file, Timestamp::now())?;
        refuse_taken(&to, form.replace)?;
        let secret = self.credentials(&opened.file, None, practice.as_ref()).await?.integration;
        let trial = handover::Trial {
            kept_secret: !trial.oracle_changed && practice.is_none(),
            options: oracle::Options { ca_pem: ca_pem(practice.as_deref(), trial.ca_file).await? },
            now: Timestamp::now,
        };
        let (signed_in, sealed) = order.seal(&opened.file, secret.as_ref(), trial, |_| {}).await?;
        let guide = opened.file.guide()?;
        let written = match sealed {
            Ok(sealed) => {
                let file = to.clone();
                let bytes = sealed.bytes;
                blocking(move || setup_file::store::write_export(&file, &bytes, form.replace)).await?;
                Ok(sealed.record)
            }
            Err(problem) => Err(problem),
        };
        let record = written.as_ref().ok().cloned();
        if !opened.read_only {
            self.write(path, move |file| {
                file.record(signed_in, &guide);
                if let Some(record) = record {
                    file.record_hand_over(record);
                }
                Ok(())
            })
            .await?;
        }
        written?;
        held(&self.passphrases).remove(&opened.file.id);
        Ok(to.display().to_string())
    }

    fn lock(&self, file: &SetupFile, recipients: &[String]) -> Result<Lock, Problem> {
        if recipients.is_empty() {
            let made = held(&self.passphrases).get(&file.id).cloned();
            return made.map(Lock::Passphrase).ok_or(Problem::PassphraseWeak);
        }
        Recipient::parse_all(recipients.iter().map(String::as_str)).map(Lock::Recipients)
    }

    /// Keeps that the secret went by a way on which this program seals nothing.
    pub async fn record_hand_over(
        &self,
        path: &Path,
        way: Way,
        unverified: Option<String>,
    ) -> Result<HandOverView, Problem> {
        self.refuse_in_review(path)?;
        let file = self.read(path).await?.file;
        let plan = Plan::of(&file)?;
        let now = Timestamp::now();
        let gate = Gate::of(&file, &plan, now);
        let reason = unverified.filter(|reason| !reason.trim().is_empty());
        let closed = gate.closed.as_ref().map(|closed| closed.reason);
        match (&reason, gate.closed) {
            (Some(reason), _) => handover::refuse_reason(reason)?,
            (None, Some(closed)) => return Err(closed.into()),
            (None, None) => {}
        }
        let record = HandedOver {
            id: String::new(),
            at: now,
            way,
            to: Vec::new(),
            sha256: None,
            verdict: gate.run.map(|run| run.verdict),
            verified_at: gate.run.map(|run| run.finished_at),
            signed_in: Verdict::Skipped,
            unverified: reason.map(|reason| Unverified { reason, not_verified: closed }),
            by: setup_file::account(),
        };
        self.write(path, move |file| {
            file.record_hand_over(record);
            Ok(())
        })
        .await?;
        self.hand_over(path).await
    }

    /// The integration user's secret, for the clipboard alone.
    pub async fn secret_to_copy(&self, path: &Path) -> Result<SecretString, Problem> {
        self.refuse_in_review(path)?;
        let file = self.read(path).await?.file;
        let practice = self.running(path).await;
        match self.credentials(&file, None, practice.as_ref()).await?.integration {
            Some(IntegrationCredential::Password(password)) => Ok(password),
            Some(IntegrationCredential::Key(key)) => key.to_pem(),
            None => Err(Problem::NoSecret),
        }
    }

    /// The page of the vendor's form.
    pub async fn form_page(&self, path: &Path) -> Result<String, Problem> {
        Plan::of(&self.read(path).await?.file)?.guide.delivery.form.ok_or(Problem::LinkRefused)
    }

    /// The report as text, as it would leave.
    pub async fn preview_report(&self, path: &Path, masked: bool) -> Result<String, Problem> {
        let evidence = report::evidence(&self.read(path).await?.file, Timestamp::now())?;
        let evidence = if masked { report::masked(&evidence)? } else { evidence };
        Ok(report::markdown(&evidence))
    }

    /// The checklists for afterwards, with what was marked.
    pub async fn afterwards(&self, path: &Path) -> Result<Vec<ChecklistView>, Problem> {
        view::checklist_views(&self.read(path).await?.file)
    }

    /// The key with which this computer receives; none where none was made.
    pub async fn receiver(&self) -> Result<Option<ReceiverView>, Problem> {
        let keys = receiver_keys().await?;
        Ok(keys.first().map(|key| ReceiverView::from(&key.recipient())))
    }

    /// Makes that key, once.
    pub async fn make_receiver_key(&self) -> Result<ReceiverView, Problem> {
        if let Some(there) = self.receiver().await? {
            return Ok(there);
        }
        let key = ReceiverKey::generate();
        keychain::store(RECEIVER, &key.to_text()).await?;
        Ok(ReceiverView::from(&key.recipient()))
    }

    /// Opens a sealed hand-over, and holds it until it is put away.
    pub async fn open_hand_over(&self, form: OpenForm) -> Result<ReceivedView, Problem> {
        let OpenForm { file, key_file, passphrase } = form;
        let keys = match (&key_file, &passphrase) {
            (None, None) => receiver_keys().await?,
            _ => Vec::new(),
        };
        let envelope = blocking(move || {
            let sealed = brought::bytes(&file)?;
            if sealed.len() > LARGEST {
                return Err(Problem::NotAHandOver);
            }
            match (key_file, passphrase) {
                (_, Some(passphrase)) => handover::receive(&sealed, Opener::Passphrase(&passphrase)),
                (Some(key_file), None) => {
                    let text = String::from_utf8(brought::bytes(&key_file)?).unwrap_or_default();
                    handover::receive(&sealed, Opener::Keys(&ReceiverKey::read_all(&text.into())?))
                }
                (None, None) => handover::receive(&sealed, Opener::Keys(&keys)),
            }
        })
        .await?;
        let shown = view::received_view(&envelope, false);
        *held(&self.received) = Some(envelope);
        Ok(shown)
    }

    /// The secret of the hand-over that is open.
    pub fn received_secret(&self) -> Result<SecretString, Problem> {
        let received = held(&self.received);
        let secret = received.as_ref().and_then(|envelope| envelope.secret.as_ref());
        secret.map(|secret| secret.value.clone()).ok_or(Problem::NoSecret)
    }

    /// Keeps that secret as the one of its setup, so that a copy of the setup can be verified here.
    pub async fn keep_received(&self) -> Result<ReceivedView, Problem> {
        let envelope: Envelope = held(&self.received).clone().ok_or(Problem::NoSecret)?;
        let secret = envelope.secret.as_ref().ok_or(Problem::NoSecret)?;
        let id = envelope.setup.to_string();
        match secret.kind {
            SecretKind::Password => keychain::store(&id, &secret.value).await?,
            SecretKind::PrivateKey => {
                let folder = key::sealed_folder().ok_or(Problem::NoSecret)?;
                key::keep(&id, &PrivateKey::read(&secret.value, None)?, &folder).await?;
            }
        }
        Ok(view::received_view(&envelope, true))
    }

    /// Puts the hand-over that is open away.
    pub fn put_away_received(&self) {
        *held(&self.received) = None;
    }
}

/// The key of this computer as it is kept; none where none was made.
async fn receiver_keys() -> Result<Vec<ReceiverKey>, Problem> {
    match keychain::read(RECEIVER).await? {
        Some(text) => ReceiverKey::read_all(&text),
        None => Ok(Vec::new()),
    }
}

/// Before anything is contacted.
fn refuse_taken(to: &Path, replace: bool) -> Result<(), Problem> {
    if !replace && to.symlink_metadata().is_ok() {
        return Err(Problem::FileExists { path: to.display().to_string() });
    }
    Ok(())
}

/// What a person typed as a receiver's key.
pub fn check_recipient(text: &str) -> Result<RecipientView, Problem> {
    Recipient::parse(text).map(|recipient| RecipientView::from(&recipient))
}
