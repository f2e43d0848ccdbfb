//! How the system's web engine draws, on Linux: without accelerated compositing.
//!
//! A page of text that hardly moves gains nothing from it, and pays with a surface for each layer: the screen of a step
//! takes 118 MB of memory with it and 45 MB without, in the page's process alone. Where the graphics driver does not go
//! along, windows stay blank with it. Deliberately not here: macOS and Windows, whose engines ask nobody.

/// Has to come first: the engine reads it when its first process starts, and no other thread may run yet. What a person
/// set before stands.
pub fn draw_plainly() {
    #[cfg(target_os = "linux")]
    // Refused only for a name that is none.
    drop(glib::setenv("WEBKIT_DISABLE_COMPOSITING_MODE", "1", false));
}
