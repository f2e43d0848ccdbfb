//! How much script the page is, as a network would carry it.

use std::{fs, io::Write as _};

use flate2::{Compression, write::GzEncoder};
use tests::checkout;

use crate::fault::Fault;

/// Bytes of all scripts of the built page, each gzipped by itself.
pub fn script() -> Result<u64, Fault> {
    let folder = checkout::root().join("ui/dist/assets");
    let missing = |cause| Fault::Page { path: folder.clone(), cause };
    let files = fs::read_dir(&folder).map_err(missing)?.flatten().map(|entry| entry.path());
    let scripts = files.filter(|path| path.extension().is_some_and(|ending| ending == "js"));
    let sizes = scripts.map(|path| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        let zipped = fs::read(&path).and_then(|text| gzip.write_all(&text)).and_then(|()| gzip.finish());
        zipped.map(|bytes| bytes.len() as u64).map_err(|cause| Fault::Page { path, cause })
    });
    sizes.sum()
}
