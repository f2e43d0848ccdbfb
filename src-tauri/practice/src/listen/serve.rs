//! Connections: accepted, secured where they have to be, handed to a router, and closed when the server stops.

use std::{io, sync::Arc};

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use rustls::{
    ServerConfig,
    crypto::aws_lc_rs,
    server::{ClientHello, NoServerSessionStorage, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use super::Authority;
use crate::pod::Pod;

/// How a fresh TCP connection becomes one that HTTP is spoken on.
pub(crate) trait Welcome: Clone + Send + Sync + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;
    fn welcome(&self, stream: TcpStream) -> impl Future<Output = io::Result<Self::Stream>> + Send;
}

/// Plain HTTP, for the console in a browser.
#[derive(Clone)]
pub(crate) struct Plain;

impl Welcome for Plain {
    type Stream = TcpStream;
    async fn welcome(&self, stream: TcpStream) -> io::Result<TcpStream> {
        Ok(stream)
    }
}

/// TLS with the certificate that the scenario of the moment shows.
#[derive(Clone)]
pub(crate) struct Secure(TlsAcceptor);

impl Secure {
    pub fn new(pod: Arc<Pod>, authority: Authority) -> Result<Self, rustls::Error> {
        let mut config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(Shown { pod, authority }));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        // A resumed session would not show the certificate of the new scenario.
        config.session_storage = Arc::new(NoServerSessionStorage {});
        config.send_tls13_tickets = 0;
        Ok(Self(TlsAcceptor::from(Arc::new(config))))
    }
}

impl Welcome for Secure {
    type Stream = TlsStream<TcpStream>;
    async fn welcome(&self, stream: TcpStream) -> io::Result<Self::Stream> {
        self.0.accept(stream).await
    }
}

struct Shown {
    pod: Arc<Pod>,
    authority: Authority,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Shown")
    }
}

impl ResolvesServerCert for Shown {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.authority.certificate(self.pod.read().quirks.certificate))
    }
}

/// Serves one listener until the task is aborted; its connections end with it. A change of `era` lets open
/// connections finish what they are at and closes them.
pub(crate) async fn serve(listener: TcpListener, welcome: impl Welcome, router: Router, era: watch::Receiver<u64>) {
    let mut connections = JoinSet::new();
    loop {
        let accepted = listener.accept().await;
        while connections.try_join_next().is_some() {}
        match accepted {
            Ok((stream, _)) => {
                connections.spawn(converse(stream, welcome.clone(), router.clone(), era.clone()));
            }
            Err(error) => {
                // Out of file handles, most likely: waiting is all that can be done.
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(std::time::Duration::from_millis(50)).await;
            }
        }
    }
}

async fn converse(stream: TcpStream, welcome: impl Welcome, router: Router, mut era: watch::Receiver<u64>) {
    era.mark_unchanged();
    let _ = stream.set_nodelay(true);
    let stream = match welcome.welcome(stream).await {
        Ok(stream) => stream,
        Err(error) => {
            tracing::debug!(%error, "no secure connection came about");
            return;
        }
    };
    let mut builder = Builder::new(TokioExecutor::new());
    // The pod's own clock may differ from this computer's, or stay unsaid.
    builder.http1().auto_date_header(false);
    builder.http2().auto_date_header(false);
    let connection = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router));
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        Ok(()) = era.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
