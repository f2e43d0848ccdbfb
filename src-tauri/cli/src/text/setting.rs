//! Lines of a width that a terminal shows and an eye follows.

/// Widest line, in characters.
const WIDTH: usize = 100;

/// A text behind a head, in lines that all begin where the first one does.
pub fn hanging(head: &str, text: &str) -> String {
    let indent = head.chars().count();
    let mut lines = vec![head.to_owned()];
    let mut filled = indent;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let first = filled == indent;
        if !first && filled + 1 + length > WIDTH {
            lines.push(" ".repeat(indent));
            filled = indent;
        }
        if let Some(line) = lines.last_mut() {
            if filled > indent {
                line.push(' ');
                filled += 1;
            }
            line.push_str(word);
        }
        filled += length;
    }
    lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// A text, every line of which begins that far in.
pub fn indented(by: usize, text: &str) -> String {
    hanging(&" ".repeat(by), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_a_long_text_and_keeps_its_margin() {
        let text = "word ".repeat(40);
        let set = hanging("  Head  ", &text);
        let lines: Vec<&str> = set.lines().collect();
        assert!(lines.len() > 1);
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
        assert!(lines[0].starts_with("  Head  word word") && lines[1].starts_with("        word"));
        assert_eq!(set.split_whitespace().count(), 41);
    }

    #[test]
    fn a_word_that_fits_nowhere_stands_on_a_line_of_its_own() {
        let long = "x".repeat(WIDTH + 5);
        assert_eq!(indented(2, &format!("a {long} b")).lines().count(), 3);
        assert_eq!(indented(2, &long).lines().count(), 1);
    }
}
