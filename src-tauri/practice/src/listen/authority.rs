//! A certificate authority that lives as long as the server, and the certificates that it signs.
//!
//! Its private key is never written anywhere: whoever trusts the authority for a rehearsal trusts nothing that
//! outlives it.

use std::sync::Arc;

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use rustls::{
    crypto::aws_lc_rs,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    sign::CertifiedKey,
};

use crate::quirks::ServedCertificate;

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The names that the good certificate is made out to.
const LOOPBACK: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// One certificate of each kind that a scenario may show.
#[derive(Debug)]
pub(crate) struct Authority {
    pub pem: String,
    good: Arc<CertifiedKey>,
    untrusted: Arc<CertifiedKey>,
    other_host: Arc<CertifiedKey>,
    expired: Arc<CertifiedKey>,
}

impl Authority {
    pub fn make() -> Result<Self, Error> {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let current = (today.checked_sub(1.day())?, today.checked_add(30.days())?);
        let past = (today.checked_sub(60.days())?, today.checked_sub(30.days())?);
        let known = issuer("Practice Oracle authority (made at start, ends with the program)", past.0, current.1)?;
        let stranger = issuer("An authority that nobody was told to trust", past.0, current.1)?;
        Ok(Self {
            pem: known.pem(),
            good: sign(&known, &LOOPBACK, current)?,
            untrusted: sign(&stranger, &LOOPBACK, current)?,
            other_host: sign(&known, &["other-pod.practice.example"], current)?,
            expired: sign(&known, &LOOPBACK, past)?,
        })
    }

    pub fn certificate(&self, which: ServedCertificate) -> Arc<CertifiedKey> {
        Arc::clone(match which {
            ServedCertificate::Good => &self.good,
            ServedCertificate::Untrusted => &self.untrusted,
            ServedCertificate::OtherHost => &self.other_host,
            ServedCertificate::Expired => &self.expired,
        })
    }
}

fn issuer(name: &str, from: Date, until: Date) -> Result<CertifiedIssuer<'static, KeyPair>, Error> {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    limit(&mut params, from, until)?;
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}

fn sign(
    issuer: &CertifiedIssuer<'static, KeyPair>,
    names: &[&str],
    (from, until): (Date, Date),
) -> Result<Arc<CertifiedKey>, Error> {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "Practice Oracle");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    limit(&mut params, from, until)?;
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, issuer)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let key = aws_lc_rs::sign::any_supported_type(&key)?;
    Ok(Arc::new(CertifiedKey::new(vec![certificate.der().clone(), issuer.der().clone()], key)))
}

fn limit(params: &mut CertificateParams, from: Date, until: Date) -> Result<(), Error> {
    let moment = |date: Date| -> Result<_, Error> {
        Ok(date_time_ymd(date.year().into(), u8::try_from(date.month())?, u8::try_from(date.day())?))
    };
    params.not_before = moment(from)?;
    params.not_after = moment(until)?;
    Ok(())
}
