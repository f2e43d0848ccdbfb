//! Text that came from outside, made safe to look at: what would hide or turn it around is shown as a mark.

use std::fmt::Write;

/// Characters that are not seen as `⟨U+202E⟩`; everything else as it is. The selector that makes a symbol a picture stays
/// behind a symbol: people write ❤️.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        if is_hidden(c) && !(c == PICTURE && before.is_some_and(is_symbol)) {
            // Writing to a string does not fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(c));
        } else {
            shown.push(c);
        }
        before = Some(c);
    }
    shown
}

/// Variation selector 16.
const PICTURE: char = '\u{FE0F}';

/// Where Unicode keeps what has a form as a picture: arrows, signs and symbols, and the pictures themselves.
fn is_symbol(c: char) -> bool {
    matches!(c, '©' | '®' | '\u{203C}' | '\u{2049}' | '\u{2122}'..='\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
        && !is_hidden(c)
}

/// Whether a character is not seen, or turns others around: controls, all that Unicode calls default ignorable
/// (DerivedCoreProperties.txt), separators of lines, marks of interlinear notes, and the blank of braille.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_would_turn_a_name_around() {
        assert_eq!(visible("a\u{202E}b\n"), "a⟨U+202E⟩b⟨U+000A⟩");
        assert_eq!(visible("José 村上 أحمد"), "José 村上 أحمد");
    }

    #[test]
    fn shows_every_blank_that_could_tell_two_names_apart() {
        for c in "\u{034F}\u{115F}\u{180E}\u{206A}\u{2800}\u{3164}\u{FFA0}\u{FFF9}\u{FE0F}\u{E0041}\u{E0100}\u{1D173}"
            .chars()
        {
            assert_eq!(visible(&format!("A{c}B")), format!("A⟨U+{:04X}⟩B", u32::from(c)));
        }
        assert_eq!(visible("Team ❤\u{FE0F}"), "Team ❤\u{FE0F}");
        assert_eq!(visible("Ann’\u{FE0F}s"), "Ann’⟨U+FE0F⟩s");
    }
}
