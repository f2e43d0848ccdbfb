//! The one pod behind both listeners: REST for programs, the console for a browser.
//!
//! Deliberately not here: sockets, and how an answer looks.

use std::{
    io,
    path::PathBuf,
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};

use crate::{
    INTEGRATION_USER,
    console::Desk,
    content::Company,
    credential::Passwords,
    kept::{Kept, Restored, put_aside},
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

/// How quickly a pod does its work.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    pub delay: Duration,
    pub background: Duration,
}

pub(crate) struct Pod {
    pub ports: Ports,
    pub log: Log,
    /// Time that every answer takes, beside what the scenario adds.
    pub delay: Duration,
    /// Time that Oracle's background work takes: copying a role, and whatever else is submitted and not yet done.
    pub background: Duration,
    /// Where the state is kept, if anywhere.
    file: Option<PathBuf>,
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
    /// The state that the scenario began with, which a reset brings back.
    pub first: State,
    /// The scenario was planted, and nobody has asked yet which it is.
    pub hidden: bool,
    pub quirks: Quirks,
    /// What the person at the assistant knows as the integration user's password.
    pub integration_password: Option<String>,
    /// How long ago the bearer token was made that the person at the assistant took as the administrator.
    pub admin_token_age: SignedDuration,
    pub keys: Arc<Keys>,
    /// What lies on the administrator's desk at the console and is not saved.
    pub desk: Desk,
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
            first: stage.state.clone(),
            state: stage.state,
            hidden: false,
            quirks: stage.quirks,
            desk: Desk::default(),
            faults_given: AtomicU32::new(0),
        })
    }

    /// What time it is by the pod's clock.
    pub fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_secs(self.quirks.clock_ahead_seconds);
        Timestamp::now().saturating_add(ahead).unwrap_or(Timestamp::MAX)
    }

    /// Gives a user the password that the administrator typed. Of the integration user it is what the person at the
    /// assistant knows from then on.
    pub fn set_password(&mut self, user: &str, password: &str) {
        let Some(user) = self.state.user_mut(user) else { return };
        user.set_password(password);
        if user.name.eq_ignore_ascii_case(INTEGRATION_USER) {
            self.integration_password = Some(password.to_owned());
        }
    }

    fn put_away(&self) -> Kept {
        let password = self.state.user(INTEGRATION_USER).map(|user| user.password.as_str());
        let knows_password = self.integration_password.as_deref().is_some_and(|known| Some(known) == password);
        Kept::of(self.scenario.name, self.hidden, knows_password, self.state.put_away(&self.first))
    }

    /// Users that were made here get the password of this start, if they are the ones that it is for.
    fn bring_back(&mut self, kept: &Kept, passwords: &Passwords) {
        self.state = State::brought_back(&self.first, &kept.state);
        self.hidden = kept.hidden;
        self.integration_password = self.state.user_mut(INTEGRATION_USER).map(|user| {
            user.password.clone_from(&passwords.integration);
            if kept.knows_password { passwords.integration.clone() } else { passwords.refused.clone() }
        });
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
        pace: Pace,
    ) -> Result<Self, KeyError> {
        let keys = Arc::new(Keys::default());
        let world = RwLock::new(World::staged(scenario, company, &passwords, &keys)?);
        let Pace { delay, background } = pace;
        Ok(Self { ports, log: Log::default(), delay, background, file: None, company, passwords, keys, world })
    }

    /// Keeps the state in this file from now on, after it was brought back from there.
    pub fn keep_in(&mut self, file: PathBuf) -> io::Result<Restored> {
        let restored = match Kept::read(&file) {
            Ok(Some(kept)) if kept.scenario().as_deref() == Some(self.read().scenario.name) => {
                self.write().bring_back(&kept, &self.passwords);
                Restored::Again
            }
            Ok(_) => Restored::Begun,
            Err(error) => {
                tracing::warn!(%error, "the kept practice Oracle cannot be read");
                Restored::Damaged { aside: put_aside(&file)? }
            }
        };
        self.file = Some(file);
        self.keep()?;
        Ok(restored)
    }

    /// Writes the state to its file, where it has one.
    pub fn keep(&self) -> io::Result<()> {
        let Some(file) = &self.file else { return Ok(()) };
        // The guard is held until the file stands: an older state must not overtake a newer one.
        let world = self.write();
        world.put_away().write(file)
    }

    /// The same after an answer was decided: a rehearsal goes on where its file cannot be written.
    pub fn keep_or_warn(&self) {
        if let Err(error) = self.keep() {
            tracing::warn!(%error, "the practice Oracle could not be kept");
        }
    }

    /// Puts the starting state of another scenario behind the same address. What was clicked or written is gone.
    pub fn switch(&self, scenario: &'static Scenario) -> Result<(), KeyError> {
        let world = World::staged(scenario, self.company, &self.passwords, &self.keys)?;
        *self.write() = world;
        Ok(())
    }

    /// The same without telling which scenario it is, until [`World::hidden`] is taken back.
    pub fn plant(&self, scenario: &'static Scenario) -> Result<(), KeyError> {
        let mut world = World::staged(scenario, self.company, &self.passwords, &self.keys)?;
        world.hidden = true;
        *self.write() = world;
        Ok(())
    }

    /// Brings back the state that the scenario began with. A planted one stays untold.
    pub fn reset(&self) -> Result<(), KeyError> {
        let (scenario, hidden) = {
            let world = self.read();
            (world.scenario, world.hidden)
        };
        if hidden { self.plant(scenario) } else { self.switch(scenario) }
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
