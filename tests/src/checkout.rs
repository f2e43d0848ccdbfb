//! Places in the checkout that tests read from or leave pictures in.

use std::path::{Path, PathBuf};

/// The root of the checkout.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(env!("CARGO_MANIFEST_DIR")))
}

/// Where pictures of the real window are kept, outside version control.
pub fn window_pictures() -> PathBuf {
    root().join("build/screens/window")
}
