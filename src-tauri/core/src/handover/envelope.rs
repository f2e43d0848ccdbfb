//! What is sealed: the connection, the secret, and what was proved of them. JSON, described by
//! `schemas/handover.schema.json` beside this crate's sources, so that a vendor's own program can read it too.
//!
//! The secret stands in one place. Everything else may be shown at once; the secret is shown only where a person asks.

use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString, zeroize::Zeroizing};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use super::{gate::OpenCheck, seal::LARGEST};
use crate::{
    address::{Environment, OracleHost},
    checks::{CheckId, GuideName, Report, Verdict},
    credentials::IntegrationCredential,
    guide::Authentication,
    key::{Certificate, CertificateRecord},
    plan::Plan,
    problem::{NotVerifiedReason, Problem},
    report::{FormField, form},
    setup_file::SetupFile,
    words,
};

/// What every envelope calls itself.
const FORMAT: &str = "oracle-setup-handover";
/// The schema that is written.
const SCHEMA: u64 = 1;

/// The JSON schema of an envelope.
pub const ENVELOPE_SCHEMA: &str = include_str!("../../schemas/handover.schema.json");

/// What a receiver gets.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope {
    format: String,
    schema: u64,
    /// Version of the program that made it.
    pub program: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// The setup's id.
    pub setup: Uuid,
    /// What people call the setup.
    #[serde(default)]
    pub name: String,
    /// The guide that was followed.
    pub guide: GuideName,
    /// The vendor that it is for.
    pub vendor: String,
    /// Where the vendor connects, and as whom.
    pub connection: Connection,
    /// The vendor's own form, in its order and wording.
    pub fields: Vec<FormField>,
    /// The role codes that the integration user was to hold.
    pub roles: Vec<String>,
    /// What the integration signs in with; none where the vendor holds the private key.
    #[serde(default)]
    pub secret: Option<Secret>,
    /// The verification that counts for it; none where there is none.
    #[serde(default)]
    pub verification: Option<Proof>,
    /// Whether the very secret signed in when this was made.
    pub sign_in: SignIn,
    /// Somebody handed it over although something was not proved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unverified: Option<Unverified>,
}

/// Where a vendor connects, and as whom, in each form that vendors ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Connection {
    /// The pod's host.
    pub host: String,
    /// The same as an address: `https://host`.
    pub origin: String,
    /// What stands before Oracle's domain, where the host is in one.
    pub subdomain: Option<String>,
    /// What sort of pod it is. A practice pod is no real one.
    pub environment: Environment,
    /// The integration user's name.
    pub user: String,
    /// How it signs in.
    pub authentication: Authentication,
    /// The trusted issuer, for JWT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer: Option<String>,
    /// The certificate, for JWT.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certificate: Option<PublicCertificate>,
}

/// The public certificate, and its SHA-1 in each form that vendors ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each is a form of the same")]
pub struct PublicCertificate {
    pub pem: String,
    pub sha1_hex: String,
    pub sha1_base64: String,
    pub sha1_base64url: String,
    pub not_after: Timestamp,
}

/// What the integration signs in with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Secret {
    /// Which of the two it is.
    pub kind: SecretKind,
    /// The password, or the private key as PEM (PKCS#8).
    #[serde(serialize_with = "written")]
    pub value: SecretString,
}

/// The two kinds of secrets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// A password.
    Password,
    /// A private key.
    PrivateKey,
}

/// A verification, as far as a receiver needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// The whole verdict.
    pub verdict: Verdict,
    /// When it ended.
    pub finished_at: Timestamp,
    /// A pass from there does not prove that the vendor gets in.
    pub seen_from: String,
    /// What could not be told, warns or was left out.
    pub open: Vec<OpenCheck>,
}

/// Whether the very secret signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignIn {
    /// What it came to; `skipped` where it was not tried.
    pub verdict: Verdict,
    /// When it was tried.
    pub at: Timestamp,
    /// What Oracle answered that one request with, where that was no 200: an accepted secret may meet a page that it may
    /// not read (403) or that is not there (404).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
}

/// Why it was handed over although something was not proved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unverified {
    /// As a person wrote it.
    pub reason: String,
    /// What the gate said; none where it stood open.
    pub not_verified: Option<NotVerifiedReason>,
}

/// The only place where a secret becomes JSON: on its way into the sealed file.
fn written<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}

impl Envelope {
    /// The envelope of a setup with the verification that counts and what it left open.
    ///
    /// # Errors
    /// [`Problem::AddressEmpty`], [`Problem::ValueMissing`] where the setup lacks what a vendor connects with.
    pub(super) fn of(
        (file, plan): (&SetupFile, &Plan),
        (run, open): (Option<&Report>, Vec<OpenCheck>),
        secret: Option<&IntegrationCredential>,
        sign_in: SignIn,
        unverified: Option<Unverified>,
        now: Timestamp,
    ) -> Result<Self, Problem> {
        let proof = |run: &Report| Proof {
            verdict: run.verdict,
            finished_at: run.finished_at,
            seen_from: run.seen_from.clone(),
            open,
        };
        Ok(Self {
            format: FORMAT.to_owned(),
            schema: SCHEMA,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            created_at: now,
            setup: file.id,
            name: file.name.clone(),
            guide: GuideName { id: plan.guide.id.clone(), version: plan.guide.version.clone() },
            vendor: plan.guide.vendor.clone(),
            connection: Connection::of(plan)?,
            fields: form(plan),
            roles: plan.required_roles.clone(),
            secret: secret.map(Secret::of).transpose()?,
            verification: run.map(proof),
            sign_in,
            unverified,
        })
    }

    /// As JSON, in memory that is wiped.
    pub(super) fn to_json(&self) -> Result<Zeroizing<Vec<u8>>, Problem> {
        // As large as it may get from the start: a buffer that grows leaves copies behind.
        let mut json = Zeroizing::new(Vec::with_capacity(LARGEST));
        serde_json::to_writer_pretty(&mut *json, self)
            .map_err(|error| Problem::Unexpected { what: error.to_string() })?;
        json.push(b'\n');
        Ok(json)
    }

    /// Reads what was sealed; what is not known is passed over.
    ///
    /// # Errors
    /// [`Problem::NotAHandOver`], [`Problem::HandOverNewer`]. Nothing of the content stands in them.
    pub(super) fn read(json: &[u8]) -> Result<Self, Problem> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            schema: u64,
        }
        let head: Head = serde_json::from_slice(json).map_err(|_| Problem::NotAHandOver)?;
        match head {
            Head { format, .. } if format != FORMAT => Err(Problem::NotAHandOver),
            Head { schema, .. } if schema > SCHEMA => Err(Problem::HandOverNewer { schema, known: SCHEMA }),
            _ => serde_json::from_slice(json).map_err(|_| Problem::NotAHandOver),
        }
    }

    /// Whether it is of a practice pod.
    pub fn is_practice(&self) -> bool {
        self.connection.environment == Environment::Practice
    }

    /// As it may be shown and printed: of the secret only which kind it is.
    ///
    /// # Errors
    /// [`Problem::Unexpected`] where it can not be written, which does not happen.
    pub fn without_secret(&self) -> Result<serde_json::Value, Problem> {
        let secret = self.secret.as_ref().map(|secret| secret.kind);
        let shown = Self { secret: None, ..self.clone() };
        let mut value = serde_json::to_value(shown).map_err(|error| Problem::Unexpected { what: error.to_string() })?;
        value["secret"] = secret.map_or(serde_json::Value::Null, |kind| serde_json::json!({ "kind": kind }));
        Ok(value)
    }
}

impl SignIn {
    /// What an accepted secret met in place of what it asked for, in a sentence; none where it got that.
    pub fn closed(&self) -> Option<String> {
        self.status.filter(|_| self.verdict == Verdict::Passed).map(words::met_instead)
    }

    /// What a run showed of it.
    pub(super) fn of(run: &Report) -> Self {
        let check = run.check(CheckId::IntegrationSignedIn);
        let status = check.and_then(|check| check.requests.last()?.status).filter(|&status| status != 200);
        Self { verdict: check.map_or(Verdict::Skipped, |check| check.verdict), at: run.finished_at, status }
    }
}

impl SecretKind {
    /// Of a user that signs in so.
    pub fn of(authentication: Authentication) -> Self {
        match authentication {
            Authentication::Basic => Self::Password,
            Authentication::Jwt => Self::PrivateKey,
        }
    }
}

impl Connection {
    /// Of a setup; where it lacks what a vendor connects with, that is refused.
    pub(super) fn of(plan: &Plan) -> Result<Self, Problem> {
        let host: &OracleHost = plan.host.as_ref().ok_or(Problem::AddressEmpty)?;
        let user = plan.user.clone().ok_or_else(|| Problem::ValueMissing {
            field: "user".to_owned(),
            expected: "the integration user's name".to_owned(),
            example: "oracle-setup set acme.oraclesetup --user vendor.integration".to_owned(),
        })?;
        let jwt = plan.authentication == Authentication::Jwt;
        Ok(Self {
            host: host.host().to_owned(),
            origin: host.origin(),
            subdomain: host.subdomain().map(str::to_owned),
            environment: host.environment(),
            user,
            authentication: plan.authentication,
            issuer: plan.issuer.clone().filter(|_| jwt),
            certificate: plan.certificate.as_ref().filter(|_| jwt).map(PublicCertificate::of),
        })
    }
}

impl PublicCertificate {
    fn of(certificate: &Certificate) -> Self {
        let fingerprint = certificate.fingerprint();
        Self {
            pem: certificate.pem(),
            sha1_hex: fingerprint.hex(),
            sha1_base64: fingerprint.base64(),
            sha1_base64url: fingerprint.base64url(),
            not_after: certificate.not_after(),
        }
    }
}

impl Secret {
    fn of(credential: &IntegrationCredential) -> Result<Self, Problem> {
        Ok(match credential {
            IntegrationCredential::Password(password) => Self { kind: SecretKind::Password, value: password.clone() },
            IntegrationCredential::Key(key) => Self { kind: SecretKind::PrivateKey, value: key.to_pem()? },
        })
    }
}

/// The certificate of an envelope, read anew: one whose parts disagree is not taken.
pub(super) fn certificate(public: &PublicCertificate) -> Result<CertificateRecord, Problem> {
    let certificate = Certificate::read(public.pem.as_bytes())?;
    let fingerprint = certificate.fingerprint();
    if fingerprint.hex() != public.sha1_hex || fingerprint.base64() != public.sha1_base64 {
        return Err(Problem::CertificateMalformed);
    }
    Ok(certificate.into())
}
