//! Due steps and expiring keys and passwords for anybody's calendar, as an `.ics` file (RFC 5545).
//!
//! No server and no account: the file is written when a person asks for it. Written anew, it replaces the same entries,
//! since each keeps its `UID`. Entries last a day and leave the day free.

use std::fmt::Write as _;

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use serde::Serialize;

use crate::{
    plan::Plan,
    problem::Problem,
    setup_file::{Claim, SetupFile},
    words,
};

/// Longest line, in bytes without the line break (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;

/// How long before a key or a password expires the calendar speaks up: time for the security team to act.
const DAYS_BEFORE_EXPIRY: u8 = 14;
/// The same for a step.
const DAYS_BEFORE_DUE: u8 = 1;

/// Something to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reminder {
    /// Names it for good: an entry that is imported once more replaces the one before.
    pub uid: String,
    /// The day that counts.
    pub day: Date,
    /// What is to be done, in a line.
    pub title: String,
    /// What it is about, in a few lines.
    pub text: String,
    /// How many days before the day the calendar speaks up.
    pub days_before: u8,
}

/// What a setup asks to be reminded of, earliest first. Days are those of `zone`. A step that is done is no reminder.
pub fn reminders(file: &SetupFile, zone: &TimeZone) -> Result<Vec<Reminder>, Problem> {
    let plan = Plan::of(file)?;
    let name = if file.name.is_empty() { plan.guide.vendor.clone() } else { file.name.clone() };
    let about = about(file, &plan);
    let reminder = |what: &str, day: Date, title: String, days_before: u8, text: &str| Reminder {
        uid: format!("{}-{what}@oracle-setup", file.id),
        day,
        title: format!("{name}: {title}"),
        text: format!("{text}\n{about}"),
        days_before,
    };
    let mut found = Vec::new();
    for step in plan.walk().into_iter().flat_map(|stage| stage.steps) {
        let record = file.step(&step.id);
        if let (Some(due), Claim::Todo | Claim::Waiting) = (record.due, record.claimed) {
            let who = if record.owner.is_empty() { step.who.words().to_owned() } else { record.owner };
            let day = due.to_zoned(zone.clone()).date();
            let text = record.waiting_for.map_or_else(String::new, |text| format!("Waits for: {text}\n"));
            let text = format!("{text}Who: {who}");
            found.push(reminder(&format!("due-{}", step.id), day, words::plain(&step.title), DAYS_BEFORE_DUE, &text));
        }
    }
    if let Some(record) = &file.certificate {
        let day = record.certificate().not_after().to_zoned(zone.clone()).date();
        let text = "Make a new key pair and upload its certificate to Oracle before this day; after it Oracle refuses \
            the integration's tokens.";
        let title = "the integration's certificate expires".to_owned();
        found.push(reminder("certificate", day, title, DAYS_BEFORE_EXPIRY, text));
    }
    if let Some(day) = file.password_expires {
        let text = "Set a new password for the integration user in Oracle, and hand it over to the vendor.";
        let title = "the integration user's password expires".to_owned();
        found.push(reminder("password", day, title, DAYS_BEFORE_EXPIRY, text));
    }
    found.sort_by(|one, other| (one.day, &one.uid).cmp(&(other.day, &other.uid)));
    Ok(found)
}

/// The calendar of these reminders, made at that time.
pub fn ics(reminders: &[Reminder], now: Timestamp) -> String {
    let mut text = String::new();
    for line in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Oracle setup assistant//Reminders//EN", "CALSCALE:GREGORIAN"]
    {
        put(&mut text, line);
    }
    let stamp = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    for reminder in reminders {
        event(&mut text, reminder, &stamp);
    }
    put(&mut text, "END:VCALENDAR");
    text
}

fn about(file: &SetupFile, plan: &Plan) -> String {
    let mut about = format!("Vendor: {}", plan.guide.vendor);
    for (label, value) in [("Oracle host", &file.host), ("Integration user", &file.user)] {
        if let Some(value) = value {
            let _ = write!(about, "\n{label}: {value}");
        }
    }
    about
}

fn event(text: &mut String, reminder: &Reminder, stamp: &str) {
    // The end of a day's entry is the first moment that is no longer part of it.
    let end = reminder.day.checked_add(1.day()).unwrap_or(reminder.day);
    let day = |day: Date| day.strftime("%Y%m%d").to_string();
    put(text, "BEGIN:VEVENT");
    put(text, &format!("UID:{}", escaped(&reminder.uid)));
    put(text, &format!("DTSTAMP:{stamp}"));
    put(text, &format!("DTSTART;VALUE=DATE:{}", day(reminder.day)));
    put(text, &format!("DTEND;VALUE=DATE:{}", day(end)));
    put(text, &format!("SUMMARY:{}", escaped(&reminder.title)));
    put(text, &format!("DESCRIPTION:{}", escaped(&reminder.text)));
    put(text, "TRANSP:TRANSPARENT");
    put(text, "BEGIN:VALARM");
    put(text, "ACTION:DISPLAY");
    put(text, &format!("DESCRIPTION:{}", escaped(&reminder.title)));
    put(text, &format!("TRIGGER:-P{}D", reminder.days_before));
    put(text, "END:VALARM");
    put(text, "END:VEVENT");
}

/// A text value (RFC 5545, 3.3.11). Control signs other than a line break have no place in one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.replace("\r\n", "\n").chars() {
        match sign {
            '\\' | ';' | ',' => escaped.extend(['\\', sign]),
            '\n' | '\r' => escaped.push_str("\\n"),
            sign if sign.is_control() => {}
            sign => escaped.push(sign),
        }
    }
    escaped
}

/// A line, folded where it is too long: never within a character.
fn put(text: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LONGEST_LINE;
    while rest.len() > room {
        let (head, tail) = rest.split_at(rest.floor_char_boundary(room));
        text.push_str(head);
        text.push_str("\r\n ");
        rest = tail;
        // The space that begins a folded line counts too.
        room = LONGEST_LINE - 1;
    }
    text.push_str(rest);
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        guide,
        key::Pair,
        setup_file::{Change, SetupFile},
    };

    fn now() -> Timestamp {
        "2026-05-12T09:00:00Z".parse().unwrap()
    }

    fn setup() -> SetupFile {
        let guide = guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap();
        let mut file = SetupFile::new(guide, None, now());
        file.name = "Example; Retail, Ltd.".to_owned();
        file.user = Some("vendor.integration".to_owned());
        file
    }

    fn due(file: &mut SetupFile, step: &str, at: &str) {
        let guide = file.guide().unwrap();
        file.change_step(&guide, step, Change::Due(Some(at.parse().unwrap())), now()).unwrap();
    }

    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_due_step_is_a_day_in_the_calendar_until_it_is_done() {
        let mut file = setup();
        due(&mut file, "copy-role", "2026-05-20T22:30:00Z");
        let [utc] = &reminders(&file, &TimeZone::UTC).unwrap()[..] else { panic!("one was expected") };
        assert_eq!(utc.day, Date::constant(2026, 5, 20));
        assert_eq!(utc.uid, format!("{}-due-copy-role@oracle-setup", file.id));
        let berlin = reminders(&file, &TimeZone::get("Europe/Berlin").unwrap()).unwrap();
        assert_eq!(berlin[0].day, Date::constant(2026, 5, 21));
        let guide = file.guide().unwrap();
        file.change_step(&guide, "copy-role", Change::Claim(Claim::Done, None), now()).unwrap();
        assert_eq!(reminders(&file, &TimeZone::UTC).unwrap(), []);
    }

    #[test]
    fn expiring_keys_and_passwords_are_reminded_of_in_time() {
        let mut file = setup();
        file.set_password_expiry(Some(Date::constant(2026, 8, 1)));
        let pair = Pair::generate("t", 30, now()).unwrap();
        file.certificate = Some(pair.certificate.into());
        let found = reminders(&file, &TimeZone::UTC).unwrap();
        let days: Vec<Date> = found.iter().map(|one| one.day).collect();
        assert_eq!(days, [Date::constant(2026, 6, 11), Date::constant(2026, 8, 1)]);
        assert!(found.iter().all(|one| one.days_before == DAYS_BEFORE_EXPIRY));
    }

    #[test]
    fn the_calendar_is_one_that_others_read() {
        let mut file = setup();
        due(&mut file, "copy-role", "2026-05-20T09:00:00Z");
        let reminders = reminders(&file, &TimeZone::UTC).unwrap();
        let text = ics(&reminders, now());
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let lines = unfolded(&text);
        for line in [
            "DTSTART;VALUE=DATE:20260520",
            "DTEND;VALUE=DATE:20260521",
            "DTSTAMP:20260512T090000Z",
            "TRANSP:TRANSPARENT",
            "TRIGGER:-P1D",
        ] {
            assert!(lines.iter().any(|one| one == line), "{line} is missing:\n{text}");
        }
        assert!(lines.iter().any(|line| line.starts_with("SUMMARY:Example\\; Retail\\, Ltd.: ")), "{text}");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut file = setup();
        file.name = "Zürich 🏢 ".repeat(20);
        file.set_password_expiry(Some(Date::constant(2026, 8, 1)));
        let text = ics(&reminders(&file, &TimeZone::UTC).unwrap(), now());
        assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE), "{text}");
        let summary = format!("SUMMARY:{}: the integration user's password expires", file.name);
        assert!(unfolded(&text).contains(&summary), "{text}");
    }

    #[test]
    fn a_name_can_not_bring_lines_of_its_own() {
        assert_eq!(escaped("a\r\nEND:VCALENDAR\u{7}\\;"), "a\\nEND:VCALENDAR\\\\\\;");
    }

    #[test]
    fn an_empty_calendar_is_one_too() {
        assert_eq!(unfolded(&ics(&[], now())).len(), 5);
    }
}
