//! From an exchange to what a check reads in it. What is no basis for a check becomes its outcome.

use super::Outcome;
use crate::{
    oracle::{self, Exchange, Reply, Role, Rows, User},
    problem::Problem,
};

/// The users of a SCIM list, asked for as the administrator.
pub(super) fn users(exchange: &Exchange) -> Result<Vec<User>, Box<Outcome>> {
    identity_service(exchange, oracle::user_list)
}

/// The roles of a SCIM list, asked for as the administrator.
pub(super) fn roles(exchange: &Exchange) -> Result<Vec<Role>, Box<Outcome>> {
    identity_service(exchange, oracle::role_list)
}

/// That user's own record, asked for by its id. Another user's is none; ids and names come in any case.
pub(super) fn record(exchange: &Exchange, user: &User) -> Option<User> {
    let record = match &exchange.reply {
        Ok(Reply::Json(json)) => oracle::user(json)?,
        _ => return None,
    };
    let same = record.id.eq_ignore_ascii_case(&user.id) && record.name.eq_ignore_ascii_case(&user.name);
    same.then_some(record)
}

/// The rows of a collection, or none where the answer holds no collection.
pub(super) fn rows(exchange: &Exchange) -> Option<Rows> {
    match &exchange.reply {
        Ok(Reply::Json(json)) => oracle::rows(json),
        _ => None,
    }
}

/// What stands in the way where an answer is no basis for a check.
pub(super) fn obstacle(exchange: &Exchange) -> Problem {
    let status = match &exchange.reply {
        Err(problem) => return problem.clone(),
        Ok(Reply::Json(_)) => 200,
        Ok(Reply::Unauthorized) => 401,
        Ok(Reply::Forbidden) => 403,
        Ok(Reply::NotFound { .. }) => 404,
        Ok(Reply::Refused { status, .. }) => *status,
    };
    Problem::NotARestAnswer { status, content_type: None }
}

fn identity_service<T>(
    exchange: &Exchange,
    read: fn(&serde_json::Value) -> Option<Vec<T>>,
) -> Result<Vec<T>, Box<Outcome>> {
    let found = match &exchange.reply {
        Ok(Reply::Json(json)) => read(json),
        Ok(Reply::Forbidden) => {
            let problem = Problem::AdminLacksIdentityService;
            return Err(Box::new(Outcome::cant_tell(problem, Some("prerequisites"), exchange.requests.clone())));
        }
        _ => None,
    };
    found.ok_or_else(|| Box::new(Outcome::in_the_way(obstacle(exchange), exchange.requests.clone())))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::oracle::HeldRoles;

    #[test]
    fn the_record_of_another_user_is_not_this_users() {
        let user = User { id: "A1".to_owned(), name: "VENDOR".to_owned(), active: None, roles: HeldRoles::LeftOut };
        let answered = |id: &str, name: &str| {
            let json = json!({"id": id, "userName": name, "active": true});
            record(&Exchange { requests: Vec::new(), clock_ahead_s: None, reply: Ok(Reply::Json(json)) }, &user)
        };
        assert!(answered("a1", "Vendor").is_some());
        assert!(answered("B2", "VENDOR").is_none());
        assert!(answered("A1", "SOMEBODY").is_none());
    }
}
