//! What a program left on the disk.

use std::path::{Path, PathBuf};

use base64::Engine as _;

use crate::fault::Fault;

/// The files in which the bytes can be read, as they are or as the two other ways that programs tend to write text.
///
/// # Panics
/// Where the search does not find what was put there for it to find.
pub fn that_hold(home: &Path, secret: &[u8]) -> Result<Vec<PathBuf>, Fault> {
    let wide: Vec<u8> = secret.iter().flat_map(|byte| [*byte, 0]).collect();
    let coded = base64::engine::general_purpose::STANDARD_NO_PAD.encode(secret).into_bytes();
    let holds = |path: &PathBuf| {
        let bytes = std::fs::read(path).unwrap_or_default();
        [secret, &wide, &coded].iter().any(|form| bytes.windows(form.len()).any(|window| window == *form))
    };
    let control = home.join("control");
    std::fs::write(&control, secret).map_err(Fault::file(&control))?;
    let mut found: Vec<_> = under(home)?.into_iter().filter(holds).collect();
    assert!(found.contains(&control), "the search does not even find the control");
    found.retain(|path| *path != control);
    std::fs::remove_file(&control).map_err(Fault::file(&control))?;
    Ok(found)
}

/// Every file in a folder and those below it.
pub fn under(folder: &Path) -> Result<Vec<PathBuf>, Fault> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(Fault::file(folder))?.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => files.extend(under(&entry.path())?),
            Ok(kind) if kind.is_file() => files.push(entry.path()),
            _ => {}
        }
    }
    Ok(files)
}
