//! Text that came from outside, made safe to look at: what would hide or turn it around is shown as a mark.

use std::fmt::Write;

/// Controls, bidi controls and zero-width characters as `⟨U+202E⟩`; everything else as it is.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hidden(c) {
            // Writing to a string does not fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a character is not seen, or turns others around.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_turn_a_name_around() {
        assert_eq!(visible("a\u{202E}b\n"), "a⟨U+202E⟩b⟨U+000A⟩");
        assert_eq!(visible("José 村上 أحمد"), "José 村上 أحمد");
    }
}
