//! A screen that nobody sees.

use std::time::{Duration, Instant};

use crate::fault::Fault;
use crate::held::Held;
use crate::room::Room;

/// As large as a common laptop, so that the pictures show what most people would see.
const SCREEN: &str = "1440x900x24";
const PATIENCE: Duration = Duration::from_secs(20);

/// Starts Xvfb on a display that it finds free itself, and tells the room of it.
///
/// `-displayfd 1` has it write the number to standard output once it takes connections, so that there is no guessing
/// at free numbers and no waiting for a socket.
pub async fn start(room: &mut Room) -> Result<Held, Fault> {
    let mut command = room.command("Xvfb");
    command.args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-noreset"]);
    let mut server = Held::start(&mut command, &room.runtime())?;
    let begun = Instant::now();
    loop {
        if let Some(number) = server.log().lines().find_map(|line| line.trim().parse::<u32>().ok()) {
            room.tell("DISPLAY", format!(":{number}"));
            return Ok(server);
        }
        if server.ended().is_some() || begun.elapsed() > PATIENCE {
            return Err(server.not_ready(begun.elapsed()));
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
