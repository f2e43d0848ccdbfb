//! Reads the members of a setup.
//!
//! By hand rather than derived: a derived reader that keeps unknown members makes a tree of the whole file before it
//! looks at any of it, and a setup with many verifications is long.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::Map;

use super::SetupFile;

struct Members;

/// A setup of these members; any other is kept in `rest`.
macro_rules! read {
    ($map:ident, required: [$($required:ident),*], optional: [$($optional:ident),*]) => {{
        $(let mut $required = None;)*
        $(let mut $optional = None;)*
        let mut rest = Map::new();
        while let Some(name) = $map.next_key::<String>()? {
            $(read!(one $map, name, $required);)*
            $(read!(one $map, name, $optional);)*
            rest.insert(name, $map.next_value()?);
        }
        Ok(SetupFile {
            $($required: $required.ok_or_else(|| A::Error::missing_field(stringify!($required)))?,)*
            $($optional: $optional.unwrap_or_default(),)*
            rest,
        })
    }};
    (one $map:ident, $name:ident, $member:ident) => {
        if $name == stringify!($member) {
            if $member.is_some() {
                return Err(A::Error::duplicate_field(stringify!($member)));
            }
            $member = Some($map.next_value()?);
            continue;
        }
    };
}

impl<'de> Deserialize<'de> for SetupFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

impl<'de> Visitor<'de> for Members {
    type Value = SetupFile;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a setup")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<SetupFile, A::Error> {
        read!(
            map,
            required: [format, schema, id, created_at, guide],
            optional: [
                name, host, allow_host, user, authentication, issuer, certificate, roles, requisition, visibility,
                branches, values, steps, accepted, runs, older_runs, whole_runs, handed_over, refused_at, password_expires, practice,
                changed
            ]
        )
    }
}
