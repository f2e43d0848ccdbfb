//! Tells others who works on a file, for as long as it is open.
//!
//! A window keeps a file open for hours and writes it in moments. The lock of a write is held for that moment; this is
//! held meanwhile, and forbids nothing: changes of two programs are brought together at each write. It lets a second
//! window say who is there already, and offer to look only or to take a copy. In a synced folder no lock reaches the
//! other computer, but the name does.

use std::{
    fs::{File, TryLockError},
    path::Path,
    time::Duration,
};

use jiff::Timestamp;

use super::{
    holder::Holder,
    lock::{Waited, wait_for},
    place::{Place, writable},
};
use crate::problem::Problem;

/// Longer than [`held_by`] needs to look.
const A_LOOK: Duration = Duration::from_millis(50);

/// Says that this program works on a file, until it is dropped or the program ends, however it ends.
#[derive(Debug)]
pub struct Hold(File);

impl Hold {
    /// Holds the file, unless another does.
    ///
    /// # Errors
    /// [`Problem::OpenHere`] or [`Problem::OpenElsewhere`], with the holder as [`Holder`] prints it; [`held_by`] tells it
    /// in parts.
    /// [`Problem::FileMissing`], and what the disk says to a new file in that folder: where nothing can be written,
    /// nothing can be held.
    pub fn take(path: &Path) -> Result<Self, Problem> {
        let place = Place::of_existing(path)?;
        let mut file = writable(&place, &place.hold()).map_err(|error| place.problem(&error))?;
        let shown = || place.shown().to_owned();
        if wait_for(&file, A_LOOK).map_err(|error| place.problem(&error))? == Waited::InVain {
            let holder = Holder::read(&mut file).map(|holder| holder.to_string());
            return Err(Problem::OpenHere { path: shown(), holder });
        }
        if let Some(elsewhere) = elsewhere(&mut file) {
            return Err(Problem::OpenElsewhere { path: shown(), holder: elsewhere.to_string() });
        }
        Holder::this_program(Timestamp::now()).write(&mut file);
        Ok(Self(file))
    }

    /// Holds the file although a computer that can not be asked is said to. Its name stays there when that computer was
    /// switched off, and only a person can know.
    ///
    /// # Errors
    /// Those of [`Self::take`]; [`Problem::OpenHere`] where a program that runs holds it.
    pub fn take_over(path: &Path) -> Result<Self, Problem> {
        let place = Place::of_existing(path)?;
        if let Ok(mut file) = writable(&place, &place.hold())
            && file.try_lock().is_ok()
        {
            Holder::clear(&mut file);
        }
        Self::take(path)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        Holder::clear(&mut self.0);
        let _ = self.0.unlock();
    }
}

/// Who works on the file, as far as can be told from here. Nothing is written.
pub fn held_by(path: &Path) -> Option<Holder> {
    let place = Place::of_existing(path).ok()?;
    let mut file = File::open(place.hold()).ok()?;
    match file.try_lock_shared() {
        Err(TryLockError::WouldBlock) => Holder::read(&mut file),
        _ => elsewhere(&mut file),
    }
}

/// A holder on another computer, whose lock does not reach this one. On this computer a lock that can be had means that
/// its holder died.
fn elsewhere(file: &mut File) -> Option<Holder> {
    Holder::read(file).filter(|holder| !holder.is_here())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with_a_file() -> (tempfile::TempDir, std::path::PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.setup");
        std::fs::write(&file, "{}").unwrap();
        (folder, file)
    }

    #[cfg(unix)]
    #[test]
    fn the_second_is_told_who_holds_the_file_until_the_first_lets_go() {
        let (_folder, file) = folder_with_a_file();
        assert_eq!(held_by(&file), None);
        let hold = Hold::take(&file).unwrap();
        let holder = held_by(&file).unwrap();
        assert_eq!(holder.process, std::process::id());
        let refused = Hold::take(&file).unwrap_err();
        let told = Problem::OpenHere { path: file.display().to_string(), holder: Some(holder.to_string()) };
        assert_eq!(refused, told);
        drop(hold);
        assert_eq!(held_by(&file), None);
        Hold::take(&file).unwrap();
    }

    #[test]
    fn a_holder_on_this_computer_that_died_holds_nothing() {
        let (folder, file) = folder_with_a_file();
        let left = serde_json::to_vec(&Holder::this_program(Timestamp::UNIX_EPOCH)).unwrap();
        std::fs::write(folder.path().join(".a.setup.open"), left).unwrap();
        assert_eq!(held_by(&file), None);
        Hold::take(&file).unwrap();
    }

    #[test]
    fn a_holder_on_another_computer_is_told_and_can_be_passed_over() {
        let (folder, file) = folder_with_a_file();
        let other = Holder { computer: "desk-3".to_owned(), ..Holder::this_program(Timestamp::UNIX_EPOCH) };
        std::fs::write(folder.path().join(".a.setup.open"), serde_json::to_vec(&other).unwrap()).unwrap();
        assert_eq!(held_by(&file), Some(other));
        assert_eq!(Hold::take(&file).unwrap_err().code(), "open_elsewhere");
        Hold::take_over(&file).unwrap();
        assert_eq!(held_by(&file), None);
    }

    #[test]
    fn a_file_that_is_not_there_can_not_be_held() {
        let (folder, _) = folder_with_a_file();
        assert_eq!(Hold::take(&folder.path().join("b.setup")).unwrap_err().code(), "file_missing");
        assert_eq!(held_by(&folder.path().join("b.setup")), None);
    }
}
