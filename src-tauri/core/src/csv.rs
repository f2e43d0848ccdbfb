//! Tables for a spreadsheet.
//!
//! RFC 4180, with a byte order mark, without which Excel takes the text for another alphabet. A cell that a spreadsheet
//! would take for a formula gets an apostrophe in front (OWASP ASVS 5.0, 1.2.10): quotes alone do not keep it from being
//! run. Which tables there are is not known here.

/// What would begin a formula: also the wide forms, which some spreadsheets take for the narrow ones.
const BEGIN_A_FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// The lines as one text, each ended by a line break. The first is usually the headings.
pub(crate) fn csv<L, C>(lines: impl IntoIterator<Item = L>) -> String
where
    L: IntoIterator<Item = C>,
    C: AsRef<str>,
{
    let mut text = String::from("\u{feff}");
    for line in lines {
        let cells: Vec<String> = line.into_iter().map(|cell| quoted(cell.as_ref())).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

fn quoted(cell: &str) -> String {
    let begins = cell.trim_start_matches(' ').starts_with(BEGIN_A_FORMULA);
    let safe = if begins { format!("'{cell}") } else { cell.to_owned() };
    if safe.contains([',', '"', '\r', '\n', '\'']) || safe.starts_with(' ') || safe.ends_with(' ') {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_that_would_be_a_formula_is_made_a_text() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "\0=1"] {
            assert!(quoted(cell).starts_with("\"'"), "{cell:?}: {}", quoted(cell));
        }
        assert_eq!(quoted("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
    }

    #[test]
    fn ordinary_cells_stay_as_they_are() {
        for cell in ["Example Retail", "a-b", "1", "", "Zürich"] {
            assert_eq!(quoted(cell), cell);
        }
        assert_eq!(quoted("a, b"), "\"a, b\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
    }
}
