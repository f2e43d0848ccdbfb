//! The real binary, by its arguments, its standard streams, its exit code and the files that it leaves.

mod desk;

mod address;
mod bad_input;
mod drafts;
mod output;
mod practice;
mod rehearsal;
mod secrecy;
mod verification;
