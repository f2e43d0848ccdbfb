//! Looking a host's name up, keeping the one difference that matters to a person: the name does not exist, or this
//! computer can not ask at the moment.

use std::net::{IpAddr, SocketAddr};

use dns_lookup::LookupErrorKind;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// Why a name gave no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum ResolveFault {
    /// There is no such name.
    #[error("no such name")]
    NotFound,
    /// No resolver answered.
    #[error("no resolver answered")]
    Unavailable,
}

/// The system's resolver, which the standard library reaches too but without telling the two apart.
pub(super) struct SystemResolver;

impl Resolve for SystemResolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let looked_up = tokio::task::spawn_blocking(move || dns_lookup::lookup_host(&host).map(Iterator::collect))
                .await
                .map_err(|_| ResolveFault::Unavailable)?;
            match looked_up {
                Ok(addresses) => Ok(as_addrs(addresses)),
                Err(error) => Err(fault(&error).into()),
            }
        })
    }
}

fn as_addrs(addresses: Vec<IpAddr>) -> Addrs {
    Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)))
}

fn fault(error: &dns_lookup::LookupError) -> ResolveFault {
    match error.kind() {
        LookupErrorKind::NoName | LookupErrorKind::NoData => ResolveFault::NotFound,
        _ => ResolveFault::Unavailable,
    }
}
