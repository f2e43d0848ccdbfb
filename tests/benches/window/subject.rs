//! The assistant and the bare window, started in turn.

use std::{
    io::{Write as _, stdout},
    path::Path,
    time::{Duration, Instant},
};

use serde_json::json;
use tests::{
    bench::{self, Series},
    built,
    desk::{Desk, Keychain},
    window::Window,
};

use crate::{fault::Fault, memory, page, setups, table};

/// Rounds that count, after one that does not.
const ROUNDS: usize = 10;
/// Starts with a long home screen: each writes and reads a thousand files.
const ROUNDS_OF_HOME: usize = 5;
const MANY: usize = 1000;
/// Steps that are gone to, one after the other.
const STEPS: usize = 15;
/// The pause between two looks at the page.
const LOOK: Duration = Duration::from_millis(4);
/// Until a window that has answered has also come to rest.
const REST: Duration = Duration::from_millis(1500);

/// Everything that was measured.
#[derive(Default)]
pub struct Measured {
    /// Starts of the assistant with nothing to show, until a click was answered.
    pub start: Series,
    /// Starts of the bare window.
    pub bare_start: Series,
    /// Bytes that the assistant held on the screen of a step.
    pub walk: Vec<u64>,
    /// Bytes that the bare window held.
    pub bare: Vec<u64>,
    /// From a click on another step until it stands there.
    pub step: Series,
    /// From "Done" until the claim is on disk and the next step stands there.
    pub done: Series,
    /// Starts with one setup at home, until it was opened.
    pub home_with_one: Series,
    /// Starts with a thousand.
    pub home_with_many: Series,
    /// Bytes of script, gzipped.
    pub script: u64,
}

/// Prints the table; false where a bound does not hold.
pub fn measure() -> Result<bool, Fault> {
    bench::settle();
    let runtime = tokio::runtime::Runtime::new().map_err(Fault::Runtime)?;
    let mut measured = Measured { script: page::script()?, ..Measured::default() };
    runtime.block_on(async {
        starts(&mut measured).await?;
        work(&mut measured).await?;
        for _ in 0..ROUNDS_OF_HOME {
            measured.home_with_one.add(home(1).await?);
            measured.home_with_many.add(home(MANY).await?);
        }
        Ok::<_, Fault>(())
    })?;
    let lines = table::promises(&measured);
    // A reader that went away is no reason to fail.
    let _ = stdout().write_all((table::of(&measured, &lines) + &bench::closing(&lines)).as_bytes());
    Ok(lines.iter().all(|line| line.holds))
}

/// First starts, with no setup there yet.
async fn starts(measured: &mut Measured) -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let (assistant, bare) = (built::assistant()?, built::bare_window()?);
    for round in 0..=ROUNDS {
        let (start, bare_start) = (first_start(&desk, &assistant).await?, bare_start(&desk, &bare, measured).await?);
        if round > 0 {
            measured.start.add(start);
            measured.bare_start.add(bare_start);
        }
    }
    Ok(())
}

async fn first_start(desk: &Desk, program: &Path) -> Result<Duration, Fault> {
    let begun = Instant::now();
    let window = opened(desk, program, &[]).await?;
    window.press_css("main[data-screen=home] button.filled").await?;
    window.find_css("main:not([data-screen=home])").await?;
    let took = begun.elapsed();
    window.end().await?;
    Ok(took)
}

async fn bare_start(desk: &Desk, program: &Path, measured: &mut Measured) -> Result<Duration, Fault> {
    let begun = Instant::now();
    let window = opened(desk, program, &[]).await?;
    window.press_css("main button").await?;
    window.find_css("main button[data-answered]").await?;
    let took = begun.elapsed();
    tokio::time::sleep(REST).await;
    measured.bare.push(memory::of(desk.home())?);
    window.end().await?;
    Ok(took)
}

/// What is done all day: going from step to step.
async fn work(measured: &mut Measured) -> Result<(), Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let (assistant, folder) = (built::assistant()?, setups::folder(desk.home())?);
    let setup = setups::write(&folder, 1)?.display().to_string();
    for round in 0..=ROUNDS {
        let window = opened(&desk, &assistant, &[&setup]).await?;
        window.find_css("main[data-screen=walk], .panes [aria-current=step]").await?;
        tokio::time::sleep(REST).await;
        measured.walk.push(memory::of(desk.home())?);
        if round == ROUNDS {
            steps(&window, measured).await?;
        }
        window.end().await?;
    }
    Ok(())
}

/// The page times itself: a driver's own way would be longer than what is measured.
async fn steps(window: &Window<'_>, measured: &mut Measured) -> Result<(), Fault> {
    for number in 1..=STEPS {
        measured.step.add(timed(window, json!(["nav [data-step]", number])).await?);
    }
    // From the first on: behind the last of these, the button leads to the verification and claims nothing.
    timed(window, json!(["nav [data-step]", 0])).await?;
    for number in 0..STEPS {
        measured.done.add(timed(window, json!(["button[aria-keyshortcuts=Enter]", number, "done"])).await?);
    }
    Ok(())
}

/// Clicks, and waits until another step stands there and was drawn.
async fn timed(window: &Window<'_>, arguments: serde_json::Value) -> Result<Duration, Fault> {
    let script = "const [selector, number, done] = arguments;
        const answer = arguments[arguments.length - 1];
        const current = () => document.querySelector('[data-step][aria-current=step]')?.dataset.step;
        const before = current();
        const buttons = [...document.querySelectorAll(selector)];
        const button = typeof done === 'string' ? buttons[0] : buttons[number];
        const begun = performance.now();
        button.click();
        const look = () => current() === before
            ? setTimeout(look)
            : requestAnimationFrame(() => setTimeout(() => answer(performance.now() - begun)));
        look();";
    let took = window.later(script, arguments).await?;
    took.as_f64().map(|ms| Duration::from_secs_f64(ms / 1000.0)).ok_or_else(|| Fault::NoTime(took.to_string()))
}

/// A start with so many setups at home, until one of them was opened.
async fn home(count: usize) -> Result<Duration, Fault> {
    let desk = Desk::set_up(Keychain::Open).await?;
    let (assistant, folder) = (built::assistant()?, setups::folder(desk.home())?);
    setups::write(&folder, count)?;
    // The first start of a program in a new home does what no later one does.
    let mut last = Duration::ZERO;
    for _ in 0..2 {
        let begun = Instant::now();
        let window = opened(&desk, &assistant, &[]).await?;
        window.press_css("main[data-screen=home] [data-setup] button").await?;
        window.find_css("[data-step][aria-current=step]").await?;
        last = begun.elapsed();
        window.end().await?;
    }
    Ok(last)
}

async fn opened<'desk>(desk: &'desk Desk, program: &Path, arguments: &[&str]) -> Result<Window<'desk>, Fault> {
    let mut window = desk.open(program, arguments).await?;
    window.look_every(LOOK);
    Ok(window)
}
