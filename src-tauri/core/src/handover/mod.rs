//! Handing over: the connection details reach the vendor, and nobody else.
//!
//! The [gate](Gate) says whether enough was proved. The very secret that is sealed then signs in once. What leaves is an
//! [`Envelope`], sealed for receivers' keys or with a passphrase; [`receive()`] opens it again. The ways to a vendor in
//! its guide's order, and the texts for them, are in [`ways`]. Nothing here sends anything anywhere.

mod envelope;
mod gate;
mod passphrase;
mod recipient;
mod seal;
pub mod ways;

use jiff::Timestamp;
use secrecy::{SecretString, zeroize::Zeroizing};
use sha2::{Digest as _, Sha256};

use crate::{
    checks::{self, Because, CheckId, Event, Reason, Report, Selection, Settings, Verdict},
    credentials::{Credentials, IntegrationCredential},
    oracle::Options,
    plan::Plan,
    problem::Problem,
    setup_file::{HandedOver, SetupFile, change::line, refuse_secret},
};
pub use envelope::{
    Connection, ENVELOPE_SCHEMA, Envelope, Proof, PublicCertificate, Secret, SecretKind, SignIn, Unverified,
};
pub use gate::{Closed, FRESH, Gate, OpenCheck};
pub use passphrase::{generate as generate_passphrase, refuse_weak};
pub use recipient::{ReceiverKey, Recipient};
pub use seal::{LARGEST, MOST_WORK_FACTOR, Opener};
pub use ways::Way;

/// Longest reason, in characters.
const LONGEST_REASON: usize = 2000;

/// How it is sealed.
#[derive(Debug, Clone)]
pub enum Lock {
    /// For these receivers: each opens it alone.
    Recipients(Vec<Recipient>),
    /// With a passphrase.
    Passphrase(SecretString),
}

/// A hand-over as it was asked for.
#[derive(Debug, Clone)]
pub struct Order {
    /// How it is sealed.
    pub lock: Lock,
    /// Why it goes on although something is not proved.
    pub unverified: Option<String>,
    /// Who hands over, where they gave a name.
    pub by: Option<String>,
}

/// What the one sign-in is told.
#[derive(Debug)]
pub struct Trial {
    /// Certificate authorities to trust beside the system's.
    pub options: Options,
    /// The secret was kept from before and not typed now: where Oracle refused it, it is not sent again.
    pub kept_secret: bool,
    /// The clock.
    pub now: fn() -> Timestamp,
}

/// A sealed hand-over, before it is written.
#[derive(Debug)]
pub struct Sealed {
    /// The age file.
    pub bytes: Vec<u8>,
    /// What is in it, but for the secret.
    pub envelope: Envelope,
    /// What the setup keeps of it.
    pub record: HandedOver,
}

impl Order {
    /// Refuses what can be told before anything is contacted: a closed gate without a reason, a reason that says nothing
    /// or holds a secret, and a passphrase that could be guessed.
    ///
    /// # Errors
    /// [`Problem::NotVerified`], [`Problem::PassphraseWeak`], [`Problem::ValueMissing`], [`Problem::LooksLikeASecret`].
    pub fn refuse_unready(&self, file: &SetupFile, now: Timestamp) -> Result<(), Problem> {
        let plan = Plan::of(file)?;
        if let Some(by) = &self.by {
            line("by", by, "Ann")?;
        }
        if let Lock::Passphrase(passphrase) = &self.lock {
            refuse_weak(passphrase, &plan)?;
        }
        match (&self.unverified, Gate::of(file, &plan, now).closed) {
            (Some(reason), _) => refuse_reason(reason).and_then(|()| Connection::of(&plan).map(drop)),
            (None, Some(closed)) => Err(closed.into()),
            (None, None) => Ok(()),
        }
    }

    /// Signs in once with that very secret, and seals it. What the sign-in showed comes back also where it was refused, to
    /// be kept in the setup.
    ///
    /// # Errors
    /// Those of [`Self::refuse_unready`]; then, with the sign-in: [`Problem::IntegrationRejected`],
    /// [`Problem::TokenRejected`], or what stood in the way.
    pub async fn seal(
        &self,
        file: &SetupFile,
        secret: Option<&IntegrationCredential>,
        trial: Trial,
        watch: impl FnMut(Event) + Send,
    ) -> Result<(Report, Result<Sealed, Problem>), Problem> {
        let now = (trial.now)();
        self.refuse_unready(file, now)?;
        let plan = Plan::of(file)?;
        if secret.is_none() && !plan.vendor_holds_the_key() {
            return Err(Problem::NoSecret);
        }
        if let Some(password) = secret.and_then(IntegrationCredential::password) {
            file.refuse_equal(password)?;
            refuse_equal(self.unverified.as_deref(), password)?;
        }
        let signed_in = sign_in(file, secret, trial, watch).await?;
        let refused = self.refusal(&signed_in);
        let sealed = match refused {
            Some(problem) => Err(problem),
            None => self.sealed(file, &plan, secret, &signed_in, now),
        };
        Ok((signed_in, sealed))
    }

    /// Why the sign-in forbids it. With a written reason nothing does.
    fn refusal(&self, signed_in: &Report) -> Option<Problem> {
        let check = signed_in.check(CheckId::IntegrationSignedIn)?;
        if self.unverified.is_some() || check.verdict == Verdict::Passed {
            return None;
        }
        let in_the_way = || signed_in.check(CheckId::HostReachable)?.problem.clone();
        let withheld = check.because == Some(Because::Reason(Reason::SecretWasRefused));
        let otherwise = if withheld { Problem::IntegrationRejected } else { Problem::NoSecret };
        Some(check.problem.clone().or_else(in_the_way).unwrap_or(otherwise))
    }

    fn sealed(
        &self,
        file: &SetupFile,
        plan: &Plan,
        secret: Option<&IntegrationCredential>,
        signed_in: &Report,
        now: Timestamp,
    ) -> Result<Sealed, Problem> {
        let gate = Gate::of(file, plan, now);
        let unverified = self.unverified.as_ref().map(|reason| Unverified {
            reason: reason.trim().to_owned(),
            not_verified: gate.closed.as_ref().map(|closed| closed.reason),
        });
        let (open, sign_in) = (gate.open_checks(), SignIn::of(signed_in));
        let mut envelope = Envelope::of((file, plan), (gate.run, open), secret, sign_in, unverified, now)?;
        let json = envelope.to_json()?;
        let (bytes, way, to) = match &self.lock {
            Lock::Recipients(recipients) => {
                let to = recipients.iter().map(|recipient| recipient.as_str().to_owned()).collect();
                (seal::for_recipients(&json, recipients)?, Way::Sealed, to)
            }
            Lock::Passphrase(passphrase) => {
                (seal::with_passphrase(&json, passphrase.clone())?, Way::Passphrase, Vec::new())
            }
        };
        let record = HandedOver {
            id: String::new(),
            at: now,
            way,
            to,
            sha256: Some(format!("{:x}", Sha256::digest(&bytes))),
            verdict: gate.run.map(|run| run.verdict),
            verified_at: gate.run.map(|run| run.finished_at),
            signed_in: envelope.sign_in.verdict,
            unverified: envelope.unverified.clone(),
            by: self.by.as_deref().map(str::trim).filter(|by| !by.is_empty()).map(str::to_owned),
        };
        envelope.secret = None;
        Ok(Sealed { bytes, envelope, record })
    }
}

/// One request as the integration user, with that very secret, after the first contact.
async fn sign_in(
    file: &SetupFile,
    secret: Option<&IntegrationCredential>,
    trial: Trial,
    watch: impl FnMut(Event) + Send,
) -> Result<Report, Problem> {
    let settings = Settings {
        credentials: Credentials { admin: None, integration: secret.cloned() },
        options: trial.options,
        kept_secret: trial.kept_secret,
        only: Selection::only(&[CheckId::IntegrationSignedIn.as_str().to_owned()])?,
        now: trial.now,
    };
    checks::verify(file, settings, watch).await
}

/// What a sealed file would hold, as JSON: all but the secret, of which only the kind is there, and the sign-in, which
/// comes with the sealing.
///
/// # Errors
/// [`Problem::AddressEmpty`], [`Problem::ValueMissing`] where the setup lacks what a vendor connects with.
pub fn preview(file: &SetupFile, unverified: Option<&str>, now: Timestamp) -> Result<String, Problem> {
    let plan = Plan::of(file)?;
    let gate = Gate::of(file, &plan, now);
    let reason = unverified.map(str::trim).filter(|reason| !reason.is_empty());
    let unverified = reason.map(|reason| Unverified {
        reason: reason.to_owned(),
        not_verified: gate.closed.as_ref().map(|closed| closed.reason),
    });
    let sign_in = SignIn { verdict: Verdict::Skipped, at: now, status: None };
    let envelope = Envelope::of((file, &plan), (gate.run, gate.open_checks()), None, sign_in, unverified, now)?;
    let mut shown = envelope.without_secret()?;
    if !plan.vendor_holds_the_key() {
        shown["secret"] = serde_json::json!({ "kind": SecretKind::of(plan.authentication) });
    }
    serde_json::to_string_pretty(&shown).map_err(|error| Problem::Unexpected { what: error.to_string() })
}

/// Opens a sealed hand-over. With a passphrase it may take some seconds of one processor.
///
/// # Errors
/// [`Problem::WrongKey`], [`Problem::WrongPassphrase`], [`Problem::Damaged`], [`Problem::TooCostly`],
/// [`Problem::NotAHandOver`], [`Problem::HandOverNewer`].
pub fn receive(sealed: &[u8], with: Opener<'_>) -> Result<Envelope, Problem> {
    if sealed.len() > LARGEST {
        return Err(Problem::NotAHandOver);
    }
    let json: Zeroizing<Vec<u8>> = seal::open(sealed, with)?;
    let envelope = Envelope::read(&json)?;
    if let Some(public) = &envelope.connection.certificate {
        envelope::certificate(public)?;
    }
    Ok(envelope)
}

/// Refuses a reason that says nothing, or that holds a secret.
///
/// # Errors
/// [`Problem::ValueMissing`], [`Problem::ValueInvalid`], [`Problem::LooksLikeASecret`].
pub fn refuse_reason(reason: &str) -> Result<(), Problem> {
    refuse_secret("unverified", reason)?;
    let length = reason.chars().count();
    let example = "--unverified \"Agreed with security on 12 May, the check follows on Monday\"".to_owned();
    let field = "unverified".to_owned();
    if reason.trim().is_empty() {
        return Err(Problem::ValueMissing {
            field,
            expected: "why it is handed over all the same".to_owned(),
            example,
        });
    }
    if length > LONGEST_REASON {
        let (value, expected) = (format!("{length} characters"), format!("at most {LONGEST_REASON} characters"));
        return Err(Problem::ValueInvalid { field, value, expected, example });
    }
    Ok(())
}

fn refuse_equal(text: Option<&str>, secret: &SecretString) -> Result<(), Problem> {
    use secrecy::ExposeSecret as _;
    match text {
        Some(text) if text.contains(secret.expose_secret()) => {
            Err(Problem::LooksLikeASecret { field: "unverified".to_owned() })
        }
        _ => Ok(()),
    }
}
