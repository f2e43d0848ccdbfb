//! The two older selves that stand beside a file, and what they can tell about damage to it.
//!
//! `.NAME.previous` is the version before the newest, synced. `.NAME.copy` is the newest once more, with a seal behind
//! it: the hash of its own bytes, and the hash of the version that it came after. The seal tells whether the copy is
//! whole, and whether it is the newest: after a crash in the midst of a write it comes after another version than the
//! one kept as previous. To read a copy by hand, leave out its last line.

use std::{fs, io, io::Write as _, path::Path, time::SystemTime};

use aws_lc_rs::digest;

use super::{
    Validity,
    place::{Place, begins_with, hex, read_whole, writable},
};

const HASH_MARK: &[u8] = b"\nsha256=";
const AFTER_MARK: &[u8] = b" after=";
const HEX_LENGTH: usize = 64;
const SEAL_LENGTH: usize = HASH_MARK.len() + HEX_LENGTH + AFTER_MARK.len() + HEX_LENGTH + 1;

/// Stands for the version before the first.
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Good bytes to open in place of damaged ones.
#[derive(Debug)]
pub(super) struct Replacement {
    pub(super) bytes: Vec<u8>,
    /// When they were written.
    pub(super) modified: Option<SystemTime>,
    /// Whether a change that was acknowledged may be missing in them.
    pub(super) older: bool,
}

/// A copy and its seal, which may be broken.
#[derive(Debug)]
struct Sealed {
    bytes: Vec<u8>,
    own: String,
    after: String,
}

impl Sealed {
    fn is_whole(&self) -> bool {
        self.own == hash(&self.bytes)
    }
}

/// What to open in place of `bytes`, where they are not to be trusted and a good copy is there.
///
/// `broken` says that the bytes do not even read as a setup. Where they do, a copy still speaks against them when the
/// two differ in nothing but single bits: a disk does that, and no editor. The bytes are moved aside either way, so that
/// a mistake of this rule costs nothing.
pub(super) fn replacement(
    place: &Place,
    bytes: &[u8],
    broken: bool,
    valid: &dyn Fn(&[u8]) -> Validity,
) -> Option<Replacement> {
    // Asked first, since most files are as their copies.
    if !broken && begins_with(&place.copy(), bytes, SEAL_LENGTH).unwrap_or_default() {
        return None;
    }
    let usable = |bytes: &[u8]| matches!(valid(bytes), Validity::Good | Validity::Newer { .. });
    let copy = read(&place.copy()).and_then(|file| unseal(&file));
    if !broken && copy.as_ref().is_none_or(|copy| !differ_by_single_bits(bytes, &copy.bytes)) {
        return None;
    }
    let previous = read(&place.previous());
    // A copy that was cut off, or damaged itself, says nothing.
    match copy.filter(Sealed::is_whole) {
        // These very bytes were written by a program that could read them: there is nothing to repair, only to refuse.
        Some(copy) if copy.bytes == bytes => None,
        Some(copy) if usable(&copy.bytes) => {
            let newest = copy.after == previous.as_deref().map_or_else(|| NOTHING.to_owned(), hash);
            let replacement = Replacement { bytes: copy.bytes, modified: modified(&place.copy()), older: !newest };
            (broken || newest).then_some(replacement)
        }
        _ if broken => {
            let bytes = previous.filter(|previous| usable(previous))?;
            Some(Replacement { bytes, modified: modified(&place.previous()), older: true })
        }
        _ => None,
    }
}

/// Keeps the newest version once more, as [`sealed`] made it. It is written in place, in one go and not synced: it
/// guards against later damage, the file itself is on disk, and a copy that was cut off shows by its seal.
///
/// A copy that cannot be written is removed, since an old one would speak for a version that is gone; the change
/// itself stands.
pub(super) fn keep_newest(place: &Place, sealed: &[u8]) {
    if let Err(error) = try_keep(place, sealed) {
        tracing::warn!(kind = %error.kind(), "no copy is kept of the newest version");
        let _ = fs::remove_file(place.copy());
    }
}

/// A copy of these bytes, which come after that version: with its seal.
pub(super) fn sealed(bytes: &[u8], after: Option<&[u8]>) -> Vec<u8> {
    let after = after.map_or_else(|| NOTHING.to_owned(), hash);
    [bytes, HASH_MARK, hash(bytes).as_bytes(), AFTER_MARK, after.as_bytes(), b"\n"].concat()
}

/// Forgets the copies of a file that is no more, before another takes its name.
pub(super) fn forget(place: &Place) -> io::Result<()> {
    for path in [place.copy(), place.previous()] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

fn try_keep(place: &Place, sealed: &[u8]) -> io::Result<()> {
    let mut copy = writable(place, &place.copy())?;
    copy.write_all(sealed)?;
    copy.set_len(sealed.len() as u64)
}

fn read(path: &Path) -> Option<Vec<u8>> {
    read_whole(path).ok().flatten()
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|about| about.modified()).ok()
}

/// SHA-256, as 64 lower-case hexadecimal digits.
fn hash(bytes: &[u8]) -> String {
    // In software, as on many a virtual machine, this is the quickest at hand.
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

fn unseal(file: &[u8]) -> Option<Sealed> {
    let (bytes, seal) = file.split_at_checked(file.len().checked_sub(SEAL_LENGTH)?)?;
    let (own, after) = seal.strip_prefix(HASH_MARK)?.split_at_checked(HEX_LENGTH)?;
    let after = after.strip_prefix(AFTER_MARK)?.strip_suffix(b"\n")?;
    let text = |hex: &[u8]| String::from_utf8(hex.to_vec()).ok();
    Some(Sealed { bytes: bytes.to_vec(), own: text(own)?, after: text(after)? })
}

/// Whether the two differ, and only so that almost every differing byte has one bit turned.
fn differ_by_single_bits(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let turned = one.iter().zip(other).map(|(one, other)| (one ^ other).count_ones()).filter(|&bits| bits > 0);
    let (bytes, bits) = turned.fold((0_u32, 0_u32), |(bytes, bits), turned| (bytes + 1, bits.saturating_add(turned)));
    bytes > 0 && bits <= bytes.saturating_add(bytes / 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_holds_only_for_the_bytes_it_was_made_for() {
        let file = sealed(b"newest", Some(b"before"));
        let copy = unseal(&file).unwrap();
        assert!(copy.is_whole());
        assert_eq!((copy.bytes.as_slice(), copy.after), (&b"newest"[..], hash(b"before")));
        for at in 0..file.len() {
            assert!(unseal(&file[..at]).is_none_or(|copy| !copy.is_whole()), "cut at {at}");
        }
        let hashed = b"newest".len() + HASH_MARK.len() + HEX_LENGTH;
        for at in 0..hashed {
            let mut turned = file.clone();
            turned[at] ^= 1;
            assert!(unseal(&turned).is_none_or(|copy| !copy.is_whole()), "bit turned in byte {at}");
        }
    }

    #[test]
    fn the_first_version_comes_after_nothing() {
        assert_eq!(unseal(&sealed(b"first", None)).unwrap().after, NOTHING);
    }

    #[test]
    fn turned_bits_are_told_from_edits() {
        assert!(differ_by_single_bits(b"\"done\"", b"\"dnne\""));
        assert!(!differ_by_single_bits(b"same", b"same"));
        assert!(!differ_by_single_bits(b"\"todo\"", b"\"done\""));
        assert!(!differ_by_single_bits(b"short", b"longer"));
    }
}
