//! Where setups lie when nobody chose another place: one folder, one file each.

use std::path::{Path, PathBuf};

pub use setup::portfolio::ENDING;
use setup::problem::Problem;

/// A path in the folder that nothing has yet, named for a person to find again. Makes the folder.
pub fn free_path(folder: &Path, name: &str) -> Result<PathBuf, Problem> {
    std::fs::create_dir_all(folder).map_err(|_| Problem::NotPermitted { path: folder.display().to_string() })?;
    let name = file_name(name);
    let numbered = |number: u32| match number {
        1 => folder.join(format!("{name}.{ENDING}")),
        _ => folder.join(format!("{name} {number}.{ENDING}")),
    };
    (1..10_000)
        .map(numbered)
        .find(|path| !path.exists())
        .ok_or_else(|| Problem::FileExists { path: folder.join(name).display().to_string() })
}

/// A name that every system takes as a file's: no reserved characters, no dots or spaces at its ends, not too long.
pub fn file_name(name: &str) -> String {
    let cleaned: String =
        name.chars().map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { ' ' } else { c }).take(60).collect();
    let cleaned = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
    let cleaned = cleaned.trim_matches(['.', ' ']);
    let stem = cleaned.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let reserved = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if cleaned.is_empty() || reserved { format!("Setup {cleaned}").trim_end().to_owned() } else { cleaned.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_a_file_so_that_every_system_takes_it() {
        assert_eq!(file_name("Example / Retail: Ltd."), "Example Retail Ltd");
        assert_eq!(file_name("con"), "Setup con");
        assert_eq!(file_name(" .. "), "Setup");
        assert_eq!(file_name(&"é".repeat(200)).chars().count(), 60);
    }

    #[test]
    fn never_proposes_a_path_that_is_taken() {
        let folder = std::env::temp_dir().join(format!("free-path-{}", std::process::id()));
        let first = free_path(&folder, "A").unwrap();
        std::fs::write(&first, "x").unwrap();
        let second = free_path(&folder, "A").unwrap();
        assert_ne!(first, second);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
