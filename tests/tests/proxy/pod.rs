//! A pod under a name of Oracle's own, which no name server is asked for: only a proxy leads there.
//!
//! The practice Oracle cannot stand in here. It bears the names of this computer alone, on purpose.

use std::{net::SocketAddr, sync::Arc};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_rustls::TlsAcceptor;

/// Ends when dropped.
pub struct Pod {
    pub address: SocketAddr,
    /// The authority that signed its certificate.
    pub authority: String,
    serving: JoinHandle<()>,
}

impl Pod {
    /// A pod that shows one requisition to whoever signs in.
    pub async fn start(host: &str) -> Self {
        let (acceptor, authority) = secured(host);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, acceptor.clone()));
            }
        });
        Self { address, authority, serving }
    }
}

impl Drop for Pod {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

fn secured(host: &str) -> (TlsAcceptor, String) {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new([host.to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), issuer.pem())
}

async fn converse(stream: TcpStream, acceptor: TlsAcceptor) {
    let Ok(stream) = acceptor.accept(stream).await else { return };
    let mut stream = BufReader::new(stream);
    let mut signed_in = false;
    let mut line = String::new();
    while stream.read_line(&mut line).await.is_ok_and(|length| length > 0) {
        signed_in |= line.to_ascii_lowercase().starts_with("authorization:");
        if line == "\r\n" {
            if stream.write_all(answer(signed_in).as_bytes()).await.is_err() {
                return;
            }
            signed_in = false;
        }
        line.clear();
    }
}

fn answer(signed_in: bool) -> String {
    let (status, body) = if signed_in {
        ("200 OK", r#"{"items":[{}],"count":1,"hasMore":false,"limit":1,"offset":0,"totalResults":1,"links":[]}"#)
    } else {
        ("401 Unauthorized", "")
    };
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
}
