//! Sockets on loopback, and nothing beyond it.

mod authority;
mod serve;
mod sockets;

pub(crate) use authority::Authority;
pub(crate) use serve::{Plain, Secure, serve};
pub(crate) use sockets::{SocketError, Sockets};
