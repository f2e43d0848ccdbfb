//! Text that others chose, shown on a page.
//!
//! Markup is escaped by the templates themselves. What is done here is about the eye: a letter that hides, or that turns
//! the direction of the text around it, is replaced by a mark.

use std::fmt::Write;

use maud::{Escaper, Render};

/// Shows a name, a code or anything else that somebody typed.
#[derive(Clone, Copy)]
pub(in crate::console) struct Shown<'a>(pub &'a str);

impl Render for Shown<'_> {
    fn render_to(&self, page: &mut String) {
        let mut escaped = Escaper::new(page);
        for letter in self.0.chars() {
            // Writing to a string cannot fail.
            let _ = escaped.write_char(if hides(letter) { '\u{FFFD}' } else { letter });
        }
    }
}

/// Shows a code, which may go on in another line behind each of its underscores. Copied, it is the code.
#[derive(Clone, Copy)]
pub(in crate::console) struct Code<'a>(pub &'a str);

impl Render for Code<'_> {
    fn render_to(&self, page: &mut String) {
        page.push_str("<code>");
        for part in self.0.split_inclusive('_') {
            Shown(part).render_to(page);
            if part.ends_with('_') {
                page.push_str("<wbr>");
            }
        }
        page.push_str("</code>");
    }
}

fn hides(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_hidden_letters_are_made_harmless() {
        let shown = Shown("<script src=\"x\">&\u{202E}\n").render().into_string();
        assert_eq!(shown, "&lt;script src=&quot;x&quot;&gt;&amp;\u{FFFD}\u{FFFD}");
        assert_eq!(Shown("Größmann 王").render().into_string(), "Größmann 王");
    }

    #[test]
    fn a_code_may_be_broken_behind_underscores_only_and_is_as_harmless() {
        assert_eq!(Code("ORA_JOB").render().into_string(), "<code>ORA_<wbr>JOB</code>");
        assert_eq!(Code("<b>_").render().into_string(), "<code>&lt;b&gt;_<wbr></code>");
    }
}
