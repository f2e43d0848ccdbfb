//! Every request that this program can make of a pod. There is no other way to reach one.
//!
//! Each asks for one row (the children of workers: for the first 25 workers) and for the one attribute that the check
//! needs, never for a personal one. `q` and `filter` hold one simple condition each, because compound ones silently
//! match nothing on real pods (`fusion-hcm-mcp-server`, DESIGN.md §13.2).

use serde_json::Value;

/// One request: a path of the pod and its query.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Ask {
    path: String,
    query: Vec<(&'static str, String)>,
}

const RESOURCES: &str = "/hcmRestApi/resources/latest";
const SCIM: &str = "/hcmRestApi/scim";
/// What is read of a user: nothing about the person.
const USER_ATTRIBUTES: &str = "userName,active,roles";

impl Ask {
    /// Whether a REST server answers here; sent without a credential.
    pub fn contact(resource: &str) -> Self {
        Self::resource(resource).with("limit", "1").with("onlyData", "true")
    }

    /// The user of that name. Filter as in Oracle's sample "Add a Role to a User".
    pub fn user_named(name: &str) -> Self {
        Self::scim("Users").with("filter", format!("userName eq {}", quoted(name))).with("attributes", USER_ATTRIBUTES)
    }

    /// Any one user, where the administrator's own name is not known.
    pub fn any_user() -> Self {
        Self::scim("Users").with("count", "1").with("attributes", "userName")
    }

    /// That user, whole: a list may leave out roles that the user's own record holds.
    pub fn user_by_id(id: &str) -> Self {
        let id: String = url::form_urlencoded::byte_serialize(id.as_bytes()).collect();
        Self::scim(&format!("Users/{id}")).with("attributes", USER_ATTRIBUTES)
    }

    /// Users with a name like that, for "did you mean".
    pub fn users_like(part: &str) -> Self {
        Self::scim("Users")
            .with("filter", format!("userName co {}", quoted(part)))
            .with("attributes", "userName")
            .with("count", "20")
    }

    /// The role of that code; SCIM's `name` is the role code (Oracle, "Add a Role to a User").
    pub fn role_with_code(code: &str) -> Self {
        Self::roles(format!("name eq {}", quoted(code)))
    }

    /// Roles of that name; SCIM's `displayName` is the role name.
    pub fn roles_named(name: &str) -> Self {
        Self::roles(format!("displayName eq {}", quoted(name)))
    }

    /// Roles with a code like that, for "did you mean".
    pub fn roles_like(part: &str) -> Self {
        Self::roles(format!("name co {}", quoted(part))).with("count", "50")
    }

    /// The first row of a resource, and how many there are.
    pub fn rows(resource: &str, field: &str) -> Self {
        Self::contact(resource).with("totalResults", "true").with("fields", field)
    }

    /// Whether a resource may be read at all.
    pub fn readable(resource: &str, field: &str) -> Self {
        Self::contact(resource).with("fields", field)
    }

    /// The row with that number. `q` is one condition; string values stand in single quotes and have no escape.
    pub fn witness(resource: &str, field: &str, number: &str) -> Self {
        Self::contact(resource).with("fields", field).with("q", format!("{field}='{number}'"))
    }

    /// One child of the first 25 rows: `workers/emails` asks `workers` for `emails:FIELD`.
    pub fn children(parent: &str, accessor: &str, field: &str) -> Self {
        Self::resource(parent)
            .with("limit", "25")
            .with("onlyData", "true")
            .with("fields", format!("{}:{field}", accessor.replace('/', ".")))
    }

    /// The path, without the query.
    pub fn path(&self) -> &str {
        &self.path
    }

    pub(super) fn query(&self) -> &[(&'static str, String)] {
        &self.query
    }

    pub(super) fn is_scim(&self) -> bool {
        self.path.starts_with(SCIM)
    }

    fn resource(name: &str) -> Self {
        Self { path: format!("{RESOURCES}/{name}"), query: Vec::new() }
    }

    fn scim(name: &str) -> Self {
        Self { path: format!("{SCIM}/{name}"), query: Vec::new() }
    }

    fn roles(filter: String) -> Self {
        Self::scim("Roles").with("filter", filter).with("attributes", "name,displayName")
    }

    fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }
}

/// A SCIM string literal: JSON's quoting (RFC 7644, 3.4.2.2).
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_a_user_name_that_would_end_the_filter() {
        let ask = Ask::user_named("a\" or userName pr or userName eq \"b");
        assert_eq!(ask.query()[0].1, r#"userName eq "a\" or userName pr or userName eq \"b""#);
    }

    #[test]
    fn an_id_can_not_leave_its_path() {
        assert_eq!(Ask::user_by_id("../Roles?x").path(), "/hcmRestApi/scim/Users/..%2FRoles%3Fx");
    }

    #[test]
    fn asks_for_the_children_through_their_parent() {
        let ask = Ask::children("workers", "workRelationships/assignments", "AssignmentId");
        assert_eq!(ask.path(), "/hcmRestApi/resources/latest/workers");
        assert!(ask.query().contains(&("fields", "workRelationships.assignments:AssignmentId".to_owned())));
    }
}
