//! Talking to a pod: one client, only GET, and answers read by their meaning.
//!
//! A request is an [`Ask`]: it can only be made from what a check needs, goes to the setup's own host and bears at most
//! one identity. Oracle's wire shapes are private to this module; checks see users, roles and rows.

mod answer;
mod ask;
mod client;
mod failure;
mod resolve;
mod wire;

pub use answer::Reply;
pub use ask::Ask;
pub use client::{Client, Exchange, Identity, Options, Request, SentAs, SignIn};
pub(crate) use wire::{HeldRoles, Role, Rows, User, child_rows, role_list, rows, user, user_list};
