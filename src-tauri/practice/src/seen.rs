//! What the pod has seen: the answer to "what did my program really send?".
//!
//! Headers and bodies are deliberately not kept: they hold names and secrets. Nor are query values, unless a measurement
//! asks for them to send the same requests again: the names of the parameters are enough to explain a request.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, PoisonError},
};

use jiff::Timestamp;
use serde::Serialize;

/// Who a request was seen to come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The practice administrator, signed in.
    Admin,
    /// The integration user, signed in.
    Integration,
    /// Another user of the pod, signed in.
    Other,
    /// No credential was sent.
    Nobody,
    /// A credential was sent and refused.
    Refused,
}

/// One request as the pod saw it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeenRequest {
    /// Number of the request, from 1.
    pub number: u64,
    /// When it came in.
    pub at: Timestamp,
    /// `GET`, `PATCH` and so on.
    pub method: String,
    /// Path without the query.
    pub path: String,
    /// Names of the query parameters in their order, without their values.
    pub query: Vec<String>,
    /// Who it came from.
    pub who: Who,
    /// User name of the credential that was sent, also where it was refused; of a bearer token only where it was
    /// taken.
    pub user: Option<String>,
    /// HTTP status of the answer. 0 where no whole answer was given.
    pub status: u16,
    /// How many rows a collection was answered with; none where the answer was no collection of a resource.
    pub rows: Option<usize>,
    /// Size of the answer's body as sent, in bytes; none where it was streamed.
    pub bytes: Option<u64>,
}

/// Oldest requests are forgotten beyond this many, so that a long rehearsal keeps its memory flat.
const KEPT: usize = 10_000;

/// The newest requests, oldest first.
#[derive(Default)]
pub(crate) struct Log(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    counted: u64,
    bytes: u64,
    requests: VecDeque<SeenRequest>,
    /// Path and query by the request's number; none where they are not kept.
    targets: Option<BTreeMap<u64, String>>,
}

impl Log {
    /// From here on the query's values are kept as well.
    pub fn keep_targets(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).targets = Some(BTreeMap::new());
    }

    /// Keeps what a request was addressed to, where that is asked for.
    pub fn note_target(&self, number: u64, target: &str) {
        if let Some(targets) = &mut self.0.lock().unwrap_or_else(PoisonError::into_inner).targets {
            if targets.len() == KEPT {
                targets.pop_first();
            }
            targets.insert(number, target.to_owned());
        }
    }

    pub fn targets(&self) -> BTreeMap<u64, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).targets.clone().unwrap_or_default()
    }

    /// Keeps a request whose answer is not known yet, and says under which number.
    pub fn open(&self, mut request: SeenRequest) -> u64 {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.counted += 1;
        request.number = kept.counted;
        if kept.requests.len() == KEPT {
            kept.requests.pop_front();
        }
        kept.requests.push_back(request);
        kept.counted
    }

    /// Adds the answer to a request that is still remembered.
    pub fn close(&self, number: u64, status: u16, bytes: Option<u64>, rows: Option<usize>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += bytes.unwrap_or_default();
        if let Some(request) = kept.requests.iter_mut().rev().find(|request| request.number == number) {
            request.status = status;
            request.bytes = bytes;
            request.rows = rows;
        }
    }

    /// Bytes of all answers, also of those that are forgotten.
    pub fn bytes(&self) -> u64 {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).bytes
    }

    pub fn all(&self) -> Vec<SeenRequest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).requests.iter().cloned().collect()
    }
}
