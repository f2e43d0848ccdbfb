//! Text that goes into a page, made harmless.

/// Escapes for element content and quoted attributes, and takes away what could turn the direction of the text around
/// it or hide in it.
pub(super) fn text(raw: &str) -> String {
    let mut safe = String::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' => {
                safe.push('\u{FFFD}');
            }
            control if control.is_control() => safe.push('\u{FFFD}'),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_hidden_letters_are_made_harmless() {
        assert_eq!(text("<script src='x'>\"&\u{202E}\n"), "&lt;script src=&#39;x&#39;&gt;&quot;&amp;\u{FFFD}\u{FFFD}");
        assert_eq!(text("Größmann 王"), "Größmann 王");
    }
}
