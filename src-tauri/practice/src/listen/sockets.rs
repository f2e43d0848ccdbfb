//! One port on both loopback addresses.
//!
//! `localhost` may lead to either, so the same port has to be ours on both: otherwise a browser could end up at a
//! stranger's server.

use std::{
    io,
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
};

use tokio::net::TcpListener;

pub(crate) struct Sockets {
    pub listeners: Vec<TcpListener>,
    pub port: u16,
}

#[derive(Debug)]
pub(crate) enum SocketError {
    InUse(u16),
    Io(io::Error),
}

/// Tries for a free port that the other address family has free as well.
const ATTEMPTS: u32 = 16;

impl Sockets {
    /// Listens on 127.0.0.1 and, where this computer has it, on `[::1]`. 0 is any free port.
    pub async fn open(port: u16) -> Result<Self, SocketError> {
        let mut attempts = if port == 0 { ATTEMPTS } else { 1 };
        loop {
            attempts -= 1;
            match Self::try_open(port).await {
                Err(SocketError::InUse(_)) if attempts > 0 => {}
                other => return other,
            }
        }
    }

    async fn try_open(port: u16) -> Result<Self, SocketError> {
        let first = bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), port).await?;
        let port = first.local_addr().map_err(SocketError::Io)?.port();
        let mut listeners = vec![first];
        match bind(SocketAddr::from((Ipv6Addr::LOCALHOST, port)), port).await {
            Ok(second) => listeners.push(second),
            Err(SocketError::Io(error)) => {
                tracing::debug!(%error, "no loopback address of the sixth version; IPv4 serves alone");
            }
            Err(in_use) => return Err(in_use),
        }
        Ok(Self { listeners, port })
    }
}

async fn bind(address: SocketAddr, port: u16) -> Result<TcpListener, SocketError> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => SocketError::InUse(port),
        _ => SocketError::Io(error),
    })
}
