//! Numbers that look drawn and are the same at every start.

/// The root of everything that the generator makes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seed(pub u64);

impl Seed {
    /// A number for one thing of one kind.
    pub fn number(self, kind: &str, index: u64) -> u64 {
        scramble(self.0 ^ fold(kind) ^ index.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// A number below `bound`; 0 where the bound is 0.
    pub fn below(self, kind: &str, index: u64, bound: u64) -> u64 {
        self.number(kind, index).checked_rem(bound).unwrap_or(0)
    }

    /// One of a list, which may not be empty.
    pub fn pick<T: Copy>(self, kind: &str, index: u64, from: &[T]) -> T {
        let place = usize::try_from(self.below(kind, index, from.len() as u64)).unwrap_or(0);
        from[place]
    }

    /// 32 upper-case hexadecimal digits without dashes, the shape of Oracle's user and role GUIDs.
    pub fn guid(self, kind: &str, of: &str) -> String {
        let first = self.number(kind, fold(of));
        format!("{first:016X}{:016X}", scramble(first))
    }
}

fn fold(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}

fn scramble(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guid_is_32_upper_case_hex_digits_and_stays_the_same() {
        let guid = Seed(7).guid("user", "someone");
        assert_eq!(guid.len(), 32);
        assert!(guid.chars().all(|digit| digit.is_ascii_digit() || ('A'..='F').contains(&digit)));
        assert_eq!(guid, Seed(7).guid("user", "someone"));
        assert_ne!(guid, Seed(7).guid("role", "someone"));
    }
}
