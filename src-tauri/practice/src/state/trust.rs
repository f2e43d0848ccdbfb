//! Whose tokens the pod trusts: the page *API Authentication* of the Security Console.
//!
//! An administrator names a trusted issuer and uploads its certificates there (Oracle, "Configure Inbound
//! Authentication"). Only what a token is judged by is kept of a certificate. Whether its dates are looked at is
//! documented nowhere, so they are not.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use x509_parser::{
    oid_registry::OID_PKCS1_RSAENCRYPTION,
    pem::parse_x509_pem,
    prelude::{FromDer, X509Certificate},
};

/// Why a certificate cannot be uploaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// The text is no PEM block with one X.509 certificate. SSH keys are not supported (Oracle, JWT tutorial).
    #[error("this is no X.509 certificate in PEM form")]
    NotACertificate,
    /// Tokens are signed with RS256, which needs an RSA key.
    #[error("the certificate is not of an RSA key")]
    NotRsa,
}

/// An API authentication provider.
#[derive(Clone, Debug)]
pub(crate) struct Provider {
    /// Tells the providers of a pod apart, also where the issuer is changed. 0 before it is added.
    pub number: u32,
    /// What a token has to name as `iss`, letter for letter.
    pub issuer: String,
    pub token_types: Vec<TokenType>,
    pub certificates: Vec<TrustedCertificate>,
}

/// What a provider's issuer may sign in with (Oracle, "Configure Inbound Authentication"). Only JWT has an effect here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenType {
    Jwt,
    Saml,
    Sts,
}

impl TokenType {
    pub const ALL: [Self; 3] = [Self::Jwt, Self::Saml, Self::Sts];

    pub fn name(self) -> &'static str {
        match self {
            Self::Jwt => "JWT",
            Self::Saml => "SAML",
            Self::Sts => "STS",
        }
    }
}

impl Provider {
    /// One for JWT, without a certificate yet.
    pub fn for_tokens(issuer: &str) -> Self {
        Self { number: 0, issuer: issuer.to_owned(), token_types: vec![TokenType::Jwt], certificates: Vec::new() }
    }

    /// Adds a certificate; one without a name is called after the issuer.
    pub fn add(&mut self, mut certificate: TrustedCertificate) {
        if certificate.alias.is_empty() {
            let before = self.certificates.len();
            certificate.alias =
                if before == 0 { self.issuer.clone() } else { format!("{}-{}", self.issuer, before + 1) };
        }
        self.certificates.push(certificate);
    }

    pub fn takes_jwt(&self) -> bool {
        self.token_types.contains(&TokenType::Jwt)
    }
}

/// What the pod keeps of an uploaded certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TrustedCertificate {
    /// The name that it was uploaded under; empty before it is.
    pub alias: String,
    /// SHA-1 of the whole certificate in DER, which a token names as `x5t` (RFC 7515, 4.1.7).
    pub thumbprint: Vec<u8>,
    /// The RSA public key, as PKCS#1 in DER.
    pub key: Vec<u8>,
}

impl TrustedCertificate {
    pub fn read(pem: &str) -> Result<Self, CertificateError> {
        let (_, block) = parse_x509_pem(pem.as_bytes()).map_err(|_| CertificateError::NotACertificate)?;
        let (rest, certificate) =
            X509Certificate::from_der(&block.contents).map_err(|_| CertificateError::NotACertificate)?;
        if block.label != "CERTIFICATE" || !rest.is_empty() {
            return Err(CertificateError::NotACertificate);
        }
        let key = certificate.public_key();
        if key.algorithm.algorithm != OID_PKCS1_RSAENCRYPTION {
            return Err(CertificateError::NotRsa);
        }
        let thumbprint = digest(&SHA1_FOR_LEGACY_USE_ONLY, &block.contents).as_ref().to_vec();
        Ok(Self { alias: String::new(), thumbprint, key: key.subject_public_key.data.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair};

    use super::*;

    #[test]
    fn only_a_certificate_of_an_rsa_key_can_be_uploaded() {
        let curve = KeyPair::generate().unwrap();
        let certificate = CertificateParams::default().self_signed(&curve).unwrap().pem();
        assert_eq!(TrustedCertificate::read(&certificate), Err(CertificateError::NotRsa));
        for text in [
            "",
            "ssh-rsa AAAAB3NzaC1yc2E= someone",
            &curve.serialize_pem(),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            &certificate.replace("CERTIFICATE", "PUBLIC KEY"),
        ] {
            assert_eq!(TrustedCertificate::read(text), Err(CertificateError::NotACertificate), "{text}");
        }
    }
}
