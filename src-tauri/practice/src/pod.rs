//! The one pod behind both listeners: REST for programs, the console for a browser.
//!
//! Deliberately not here: sockets, and how an answer looks.

use std::{
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use crate::{
    content::Company,
    credential::Passwords,
    quirks::Quirks,
    scenario::{Scenario, Stage},
    seen::Log,
    state::State,
    token::{KeyError, Keys},
};

/// Where a pod is reached.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ports {
    pub rest: u16,
    pub console: u16,
}

pub(crate) struct Pod {
    pub ports: Ports,
    pub log: Log,
    /// Time that every answer takes, beside what the scenario adds.
    pub delay: Duration,
    company: Company,
    passwords: Passwords,
    keys: Arc<Keys>,
    world: RwLock<World>,
}

/// Everything that a switch of scenario replaces.
pub(crate) struct World {
    pub scenario: &'static Scenario,
    pub company: Company,
    pub state: State,
    pub quirks: Quirks,
    /// What the person at the assistant knows as the integration user's password.
    pub integration_password: Option<String>,
    /// How long ago the bearer token was made that the person at the assistant took as the administrator.
    pub admin_token_age: SignedDuration,
    pub keys: Arc<Keys>,
    faults_given: AtomicU32,
}

impl World {
    fn staged(
        scenario: &'static Scenario,
        company: Company,
        passwords: &Passwords,
        keys: &Arc<Keys>,
    ) -> Result<Self, KeyError> {
        let stage = Stage::set(scenario, company, passwords, keys)?;
        Ok(Self {
            scenario,
            integration_password: stage.known_password(passwords),
            admin_token_age: stage.admin_token_age,
            keys: Arc::clone(keys),
            company: stage.company,
            state: stage.state,
            quirks: stage.quirks,
            faults_given: AtomicU32::new(0),
        })
    }

    /// What time it is by the pod's clock.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.quirks.clock_ahead_seconds);
        Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }

    /// Whether a fault that happens only so often is still due; counts this time.
    pub fn still_due(&self, times: u32) -> bool {
        self.faults_given.fetch_add(1, Ordering::Relaxed) < times
    }
}

impl Pod {
    pub fn new(
        scenario: &'static Scenario,
        company: Company,
        passwords: Passwords,
        ports: Ports,
        delay: Duration,
    ) -> Result<Self, KeyError> {
        let keys = Arc::new(Keys::default());
        let world = RwLock::new(World::staged(scenario, company, &passwords, &keys)?);
        Ok(Self { ports, log: Log::default(), delay, company, passwords, keys, world })
    }

    /// Puts the starting state of another scenario behind the same address. What was clicked or written is gone.
    pub fn switch(&self, scenario: &'static Scenario) -> Result<(), KeyError> {
        let world = World::staged(scenario, self.company, &self.passwords, &self.keys)?;
        *self.write() = world;
        Ok(())
    }

    pub fn read(&self) -> RwLockReadGuard<'_, World> {
        self.world.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn write(&self) -> RwLockWriteGuard<'_, World> {
        self.world.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    pub fn origin(&self) -> String {
        format!("https://localhost:{}", self.ports.rest)
    }

    pub fn console(&self) -> String {
        format!("http://localhost:{}", self.ports.console)
    }
}
