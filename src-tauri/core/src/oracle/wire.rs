//! Oracle's shapes, read loosely: numbers may be strings, `active` may be text, lists may leave things out.

use serde_json::Value;

/// A SCIM user, as far as a check needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct User {
    pub(crate) id: String,
    pub(crate) name: String,
    /// None where the answer does not tell.
    pub(crate) active: Option<bool>,
    pub(crate) roles: HeldRoles,
}

/// What an answer tells of a user's roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HeldRoles {
    /// The role codes.
    Codes(Vec<String>),
    /// It leaves `roles` out, which does not mean that there are none.
    LeftOut,
    /// It has `roles` in a shape that is not known, or one of them without its code.
    Unreadable,
}

/// A SCIM role: `name` is the role code, `displayName` the role name (Oracle, "Add a Role to a User").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Role {
    pub(crate) code: String,
    pub(crate) name: String,
}

/// A page of an ADF collection.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rows {
    pub(crate) items: Vec<Value>,
    /// Oracle's own count; none where it did not give one, or gave -1 ("declining to count").
    pub(crate) total: Option<u64>,
}

/// The users of a SCIM list, or none where the answer is not one.
pub(crate) fn user_list(json: &Value) -> Option<Vec<User>> {
    resources(json).map(|list| list.iter().filter_map(user).collect())
}

/// One SCIM user.
pub(crate) fn user(json: &Value) -> Option<User> {
    Some(User {
        id: text(field(json, "id"))?,
        name: text(field(json, "userName"))?,
        active: field(json, "active").and_then(flag),
        roles: held_roles(field(json, "roles")),
    })
}

/// The roles of a SCIM list, or none where the answer is not one.
pub(crate) fn role_list(json: &Value) -> Option<Vec<Role>> {
    let role = |json: &Value| {
        Some(Role { code: text(field(json, "name"))?, name: text(field(json, "displayName")).unwrap_or_default() })
    };
    resources(json).map(|list| list.iter().filter_map(role).collect())
}

/// The rows of an ADF collection, or none where the answer is not one: a row is an object.
pub(crate) fn rows(json: &Value) -> Option<Rows> {
    let items = json.get("items")?.as_array()?.clone();
    if !items.iter().all(Value::is_object) {
        return None;
    }
    let total = json.get("totalResults").and_then(number).and_then(|total| u64::try_from(total).ok());
    // A count below the rows that came with it counts something else.
    let total = total.filter(|&total| total >= u64::try_from(items.len()).unwrap_or(u64::MAX));
    Some(Rows { items, total })
}

/// How many children of that accessor the rows hold. Children come as `{items: […]}` from framework version 3 on and as
/// a bare array before (`laravel-oracle-hcm`, src/Data).
pub(crate) fn child_rows(row: &Value, accessor: &str) -> usize {
    let (first, rest) = accessor.split_once('/').map_or((accessor, None), |(first, rest)| (first, Some(rest)));
    let children = match row.get(first) {
        Some(Value::Array(children)) => children.as_slice(),
        Some(other) => other.get("items").and_then(Value::as_array).map_or(&[][..], Vec::as_slice),
        None => &[],
    };
    match rest {
        Some(rest) => children.iter().map(|child| child_rows(child, rest)).sum(),
        None => children.iter().filter(|child| child.is_object()).count(),
    }
}

/// Oracle's own samples hold `itemsPerPage`, `startIndex` and `Resources`, and no `totalResults`; a search without a hit
/// may leave `Resources` out (Datadog's onboarding script).
fn resources(json: &Value) -> Option<&[Value]> {
    match field(json, "Resources") {
        Some(Value::Array(list)) => Some(list),
        None | Some(Value::Null) => {
            let is_list = ["itemsPerPage", "startIndex", "totalResults"].iter().any(|key| field(json, key).is_some());
            is_list.then_some(&[])
        }
        Some(_) => None,
    }
}

fn held_roles(roles: Option<&Value>) -> HeldRoles {
    match roles {
        None | Some(Value::Null) => HeldRoles::LeftOut,
        Some(Value::Array(roles)) => {
            // One without its code may be any role.
            let codes: Option<Vec<String>> = roles.iter().map(role_code).collect();
            codes.map_or(HeldRoles::Unreadable, HeldRoles::Codes)
        }
        Some(_) => HeldRoles::Unreadable,
    }
}

/// The code stands in `value`, not in `name`.
fn role_code(role: &Value) -> Option<String> {
    text(field(role, "value"))
}

/// A member in any case: Oracle's samples write `username` in filters and `userName` in bodies.
fn field<'a>(json: &'a Value, name: &str) -> Option<&'a Value> {
    json.get(name)
        .or_else(|| json.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("Y") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") || text.eq_ignore_ascii_case("N") => Some(false),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn takes_a_list_without_total_and_without_resources() {
        assert_eq!(user_list(&json!({"itemsPerPage": "0", "startIndex": "1"})), Some(Vec::new()));
        assert_eq!(user_list(&json!({"error": "no"})), None);
    }

    #[test]
    fn reads_active_as_text() {
        let read = user(&json!({"id": "A1", "userName": "u", "active": "true"})).unwrap();
        assert_eq!((read.active, read.roles), (Some(true), HeldRoles::LeftOut));
    }

    #[test]
    fn reads_a_user_whose_members_are_written_in_another_case() {
        let json = json!({"ID": "A1", "username": "u", "Active": true, "Roles": [{"Value": "R"}]});
        let read = user(&json).unwrap();
        assert_eq!((read.id.as_str(), read.name.as_str(), read.active), ("A1", "u", Some(true)));
        assert_eq!(read.roles, HeldRoles::Codes(vec!["R".to_owned()]));
        assert_eq!(user_list(&json!({"resources": [json]})).unwrap().len(), 1);
    }

    #[test]
    fn roles_of_which_one_has_no_code_are_not_read_as_the_others_alone() {
        let roles = |roles| user(&json!({"id": "A1", "userName": "u", "roles": roles})).unwrap().roles;
        assert_eq!(roles(json!([])), HeldRoles::Codes(Vec::new()));
        assert_eq!(roles(json!([{"value": "R"}, {"displayName": "Another"}])), HeldRoles::Unreadable);
        assert_eq!(roles(json!({"items": []})), HeldRoles::Unreadable);
        assert_eq!(roles(json!("R")), HeldRoles::Unreadable);
        assert_eq!(roles(json!(null)), HeldRoles::LeftOut);
    }

    #[test]
    fn what_is_no_object_is_no_row() {
        for item in [json!(null), json!("x"), json!(0), json!([])] {
            assert_eq!(rows(&json!({"items": [item]})), None);
            assert_eq!(child_rows(&json!({"emails": {"items": [item]}}), "emails"), 0);
        }
    }

    #[test]
    fn a_total_of_minus_one_is_not_zero() {
        assert_eq!(rows(&json!({"items": [], "totalResults": -1})).unwrap().total, None);
        assert_eq!(rows(&json!({"items": [], "totalResults": "0"})).unwrap().total, Some(0));
    }

    #[test]
    fn a_total_below_its_own_rows_is_not_known() {
        assert_eq!(rows(&json!({"items": [{}], "totalResults": 0})).unwrap().total, None);
        assert_eq!(rows(&json!({"items": [{}], "totalResults": 1})).unwrap().total, Some(1));
    }

    #[test]
    fn counts_children_in_both_shapes() {
        let nested = json!({"workRelationships": {"items": [{"assignments": {"items": [{}, {}]}}]}});
        let bare = json!({"workRelationships": [{"assignments": [{}]}]});
        assert_eq!(child_rows(&nested, "workRelationships/assignments"), 2);
        assert_eq!(child_rows(&bare, "workRelationships/assignments"), 1);
        assert_eq!(child_rows(&json!({}), "emails"), 0);
    }
}
