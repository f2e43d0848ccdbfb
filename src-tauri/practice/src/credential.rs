//! User names with passwords, made anew at each start.
//!
//! Nothing here is worth protecting on a real pod, yet a password never shows in a debug print: what is printed in
//! practice is printed out of habit elsewhere too.

use std::fmt;

use serde::Serialize;

/// A user name and its password.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Credential {
    /// Name as it is typed into Oracle's sign-in page.
    pub user: String,
    /// Password in plain text.
    pub password: String,
}

impl fmt::Debug for Credential {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Credential").field("user", &self.user).field("password", &"[redacted]").finish()
    }
}

/// The passwords of one start. They outlive a switch of scenario, so that nobody has to type them again.
#[derive(Clone)]
pub(crate) struct Passwords {
    pub admin: String,
    pub integration: String,
    /// What the person knows where the pod expects something else.
    pub refused: String,
}

impl Passwords {
    pub fn draw() -> Result<Self, std::io::Error> {
        Ok(Self { admin: random_password()?, integration: random_password()?, refused: random_password()? })
    }
}

/// Letters and digits that are not mistaken for each other when read from a screen.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Four groups of five characters, of which at least one is a digit, as Oracle's default policy asks.
fn random_password() -> Result<String, std::io::Error> {
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes)?;
    let mut password = String::with_capacity(24);
    for (place, byte) in bytes.iter().enumerate() {
        if place > 0 && place % 5 == 0 {
            password.push('-');
        }
        let choice = if place == 19 { 24 + usize::from(byte % 8) } else { usize::from(byte % 32) };
        password.push(char::from(ALPHABET[choice]));
    }
    Ok(password)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_has_a_digit_and_differs_each_time() {
        let first = random_password().unwrap();
        let second = random_password().unwrap();
        assert_eq!(first.len(), 23);
        assert!(first.chars().any(|character| character.is_ascii_digit()));
        assert_ne!(first, second);
    }

    #[test]
    fn a_debug_print_hides_the_password() {
        let credential = Credential { user: "someone".into(), password: "hunter2-hunter2".into() };
        let printed = format!("{credential:?}");
        assert!(printed.contains("someone"));
        assert!(!printed.contains("hunter2"));
    }
}
