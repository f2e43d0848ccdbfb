//! The administrator, the copied role, and the integration user: who they are, what they hold, whether they get in.

use jiff::Timestamp;

use super::{Effect, Person, Row};
use crate::{
    key::Certificate,
    plan::Plan,
    problem::{NearMiss, RoleSeen},
    words::{code, codes, counted, day},
};

pub(super) fn admin_rejected() -> Row {
    Row::new(
        "Oracle did not accept the administrator",
        "The user name or the password may be wrong; the password may have expired or have to be reset; the account may be \
         locked, or may sign in only through your company's own sign-in page (SSO, MFA). Oracle gives the same answer for \
         each. It was tried once, and is not tried again in this run.",
        "Sign in to Oracle in the browser with the same name and password. If that leads through your company's page, use \
         the token of that signed-in browser, or an account with a password of Oracle's own.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::IdentityDomain,
        "Oracle's REST service does not accept my user name and password. Please look whether my account is locked, its \
         password has expired or has to be reset, or it may sign in only by SSO or MFA. In the last case, please name an \
         account that signs in with a password of Oracle's own and holds **IT Security Manager**.",
    )
}

pub(super) fn admin_token_refused() -> Row {
    Row::new(
        "Oracle did not take the token here",
        "It may be out of date, or this pod takes only a user name and a password for users and roles.",
        "Take a fresh token from the signed-in browser. If that is refused too, verify with an administrator's user name and \
         password.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::SecurityManager,
        "This pod does not take my browser's token for reading users and roles. Please verify this setup with an account \
         that holds **IT Security Manager** and signs in with a password of Oracle's own, or name such an account.",
    )
}

pub(super) fn admin_lacks_identity_service() -> Row {
    Row::new(
        "The administrator may not read users and roles",
        "Oracle accepted the sign-in and refused the question. Reading users and roles needs the privilege \
         `ASE_REST_SERVICE_ACCESS_IDENTITY_INTEGRATION_PRIV`, which the role **IT Security Manager** \
         (`ORA_FND_IT_SECURITY_MANAGER_JOB`) holds.",
        "Verify with an account that holds **IT Security Manager**, or ask whoever does to verify.",
    )
    .effect(Effect::NextSignIn)
    .ask(
        Person::SecurityManager,
        "My account may not read users and roles by REST. Please grant it **IT Security Manager** \
         (`ORA_FND_IT_SECURITY_MANAGER_JOB`), or a role with the privilege \
         `ASE_REST_SERVICE_ACCESS_IDENTITY_INTEGRATION_PRIV`, until this setup is done; or open the setup file and verify \
         for me.",
    )
}

pub(super) fn admin_roles_missing(missing: &[String]) -> Row {
    Row::new(
        "The administrator lacks a role for this setup",
        format!("Oracle does not list {} for you. Some pages of the guide may stay closed.", codes(missing)),
        "Ask whoever holds **IT Security Manager** to grant it, or let a colleague who holds it do the setup.",
    )
    .effect(Effect::NextSignIn)
    .ask(
        Person::SecurityManager,
        format!(
            "Please grant my own account {}, until this setup is done. The guide needs it of whoever follows it.",
            { codes(missing) }
        ),
    )
}

pub(super) fn admin_not_listed(user: Option<&str>) -> Row {
    let (meaning, remedy) = match user {
        Some(user) => (
            format!(
                "Oracle accepted the sign-in and lists no user named {}: you may sign in with another name than your **User \
                 Name** in Oracle, such as an e-mail address.",
                code(user)
            ),
            "Verify again with your **User Name** as **Security Console**, **Users**, shows it; or look there at your own \
             roles.",
        ),
        None => (
            "Oracle accepted the token, which does not say in a readable way whose it is.".to_owned(),
            "Look at your own roles in **Security Console**, **Users**; or verify again with your user name and password.",
        ),
    };
    Row::new("Your own roles could not be looked at", meaning, remedy).effect(Effect::AtOnce)
}

pub(super) fn role_code_differs(expected: &str, found: &str, name: &str, plan: Option<&Plan>) -> Row {
    Row::new(
        format!("Oracle has this role under another code: {}", code(found)),
        format!(
            "A role named {} is there; its code differs from {}. Oracle fills in a prefix or a suffix when a role is copied, \
             and it stays unless you remove it.",
            code(name),
            code(expected),
        ),
        "A role code can not be changed. Copy the role again and replace the whole **Role Code**; or, if the vendor agrees, \
         put the code that Oracle has into this setup.",
    )
    .effect(Effect::CopyComplete)
    .ask(
        Person::SecurityManager,
        format!(
            "The copy is there with the code {}, and the vendor expects {}. Please copy {} again in **Security Console**, \
             **Roles**, and replace the whole **Role Code**: a prefix or suffix is filled in there.",
            code(found),
            code(expected),
            source_of(plan)
        ),
    )
}

pub(super) fn role_not_found(expected: &str, nearest: &[RoleSeen], plan: Option<&Plan>) -> Row {
    let copied = match nearest {
        [] => String::new(),
        [one] => format!("If {} is your copy, copy the role again: a role code can not be changed. ", code(&one.code)),
        _ => "If one of these is your copy, copy the role again: a role code can not be changed. ".to_owned(),
    };
    Row::new(
        "The copied role is not there",
        format!("Oracle lists no role with the code {}.{}", code(expected), seen(nearest)),
        format!(
            "{copied}If you submitted the copy, look in **Security Console**, **Administration**, **Role Copy Status**. If it \
             is **Complete** there and still missing here, run **Retrieve Latest LDAP Changes** and verify again. If there \
             is no copy, make it."
        ),
    )
    .effect(Effect::CopyComplete)
    .ask(
        Person::SecurityManager,
        format!(
            "Please look in **Security Console**, **Administration**, **Role Copy Status**, whether a copy with the code {} \
             is **Complete**, and run **Retrieve Latest LDAP Changes** if it is. If there is none, please copy {} under \
             exactly this role code.",
            code(expected),
            source_of(plan)
        ),
    )
}

pub(super) fn user_not_found(user: &str, nearest: &[String]) -> Row {
    Row::new(
        "The integration user is not there",
        format!("Oracle lists no user named {}.{}", code(user), near(nearest)),
        "Compare **User Name** in **Security Console**, **Users**, with the name in this setup. A user is there only after \
         **Save and Close**.",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::SecurityManager,
        format!(
            "Please look in **Security Console**, **Users**, whether there is an account with exactly the **User Name** {}. \
             If it has another name, please tell me; if there is none, please add it with **Add User Account**.",
            code(user)
        ),
    )
}

pub(super) fn user_inactive(user: &str) -> Row {
    Row::new(
        "The integration user's account is not active",
        format!("Oracle lists {} as inactive. It can not sign in.", code(user)),
        "Open the user in **Security Console**, **Users**, choose **Edit**, tick **Active**, then **Save and Close**.",
    )
    .effect(Effect::AccountCopied)
    .ask(
        Person::SecurityManager,
        format!(
            "Please open {} in **Security Console**, **Users**, choose **Edit**, tick **Active**, then **Save and Close**.",
            code(user)
        ),
    )
}

pub(super) fn source_role_instead_of_copy(source: &str, copy: &str, missing: &[String], plan: Option<&Plan>) -> Row {
    Row::new(
        "The user has the original role instead of the copy",
        format!(
            "It holds {} and not {}. The security profile is set on the copy, so the original shows nothing of it.{}",
            code(source),
            code(copy),
            others_missing(missing, copy)
        ),
        format!(
            "Open the user, **Edit**: add {}, remove {}, then **Save and Close**.",
            codes(&with_copy(missing, copy)),
            code(source)
        ),
    )
    .effect(Effect::RoleGiven)
    .ask(
        Person::SecurityManager,
        format!(
            "Please open {} in **Security Console**, **Users**, choose **Edit**, add {}, remove {}, then **Save and Close**.",
            user_of(plan),
            codes(&with_copy(missing, copy)),
            code(source)
        ),
    )
}

pub(super) fn roles_missing(missing: &[String], near_misses: &[NearMiss], plan: Option<&Plan>) -> Row {
    Row::new(
        format!("The user lacks {}", counted(missing.len(), "role", "roles")),
        format!("Oracle does not list {} for {}.{}", codes(missing), user_of(plan), instead(near_misses)),
        format!(
            "Open the user in **Security Console**, **Users**: **Edit**, **Add Role**, search each code, **Add Role \
             Membership**, **Done**, then **Save and Close**. Without that last click the roles are lost.{}",
            copy_first(near_misses, plan)
        ),
    )
    .effect(Effect::RoleGiven)
    .ask(
        Person::SecurityManager,
        format!(
            "Please open {} in **Security Console**, **Users**, choose **Edit**, **Add Role**, and add {} with **Add Role \
             Membership**, then **Done** and **Save and Close**.",
            user_of(plan),
            codes(missing)
        ),
    )
}

pub(super) fn role_list_unknown() -> Row {
    Row::new(
        "The vendor's list of roles is not known",
        "The vendor gives each customer its own list, and this setup has none. So it can not be told whether a role is \
         missing.",
        "Ask the vendor for the list that its connection flow shows, and put it into this setup. If the vendor asks for no \
         more roles, say so in the setup (on the command line `--role-list none`).",
    )
    .effect(Effect::AtOnce)
    .ask(
        Person::Vendor,
        "Please send us the role codes that your connection flow shows for us, one on each line, or confirm that our \
         integration user needs no more roles than those below.",
    )
}

pub(super) fn extra_roles(extra: &[String], plan: Option<&Plan>) -> Row {
    Row::new(
        format!("The user holds {}", counted(extra.len(), "role more than asked for", "roles more than asked for")),
        format!("Beyond what is needed, it holds {}. Whoever has its secret can do what these allow.", codes(extra)),
        "Open the user in **Security Console**, **Users**, **Edit**, remove what is not needed, then **Save and Close**; or \
         accept the finding with a reason.",
    )
    .effect(Effect::RoleTaken)
    .ask(
        Person::SecurityManager,
        format!(
            "Please take {} away from {} in **Security Console**, **Users**: the connection does not need that. If something \
             of it has to stay, please tell me why.",
            codes(extra),
            user_of(plan)
        ),
    )
}

pub(super) fn integration_rejected(plan: Option<&Plan>) -> Row {
    Row::new(
        "Oracle did not accept the integration user",
        format!(
            "Oracle answers the same for a wrong name or password, a password that has expired or must be reset, a locked or \
             inactive account, and an account that needs MFA or signs in only through SSO. Where **Location Based Access** is \
             on, it may also answer so to an address that is not listed. {} was tried once; its password is not sent again \
             until you type it anew or say that something was changed in Oracle.",
            user_of(plan)
        ),
        "In **Security Console**, **Users**, open the user: **Active** must be ticked, and the account not locked. Reset the \
         password there, type the new one here, and verify again. If it worked before, look at **Password Policy** of the \
         user's category: passwords expire. If your company signs in by SSO or MFA, the account must be let in with its own \
         password.",
    )
    .effect(Effect::AccountCopied)
    .ask(
        Person::SecurityManager,
        format!(
            "Oracle's REST service does not accept {}. Please look in **Security Console**, **Users**, whether it is \
             **Active**, not locked, and its password neither expired nor to be reset at the next sign-in. If all that is so \
             and our company signs in by SSO or MFA, please have our identity domain's administrator let this account sign \
             in with its own password, without MFA.",
            user_of(plan)
        ),
    )
}

pub(super) fn token_rejected(expired: Option<Timestamp>, plan: Option<&Plan>) -> Row {
    let (meaning, remedy) = match expired {
        Some(day_of_end) => (
            format!("This setup's certificate expired on {}. Oracle refuses every token of its key.", day(day_of_end)),
            "Make a new key pair in this setup, then upload its certificate in **Security Console**, **API \
             Authentication**, under **Inbound API Authentication Public Certificates**.",
        ),
        None => (
            "The certificate may not be uploaded or may be another one, the issuer may differ from **Trusted Issuer**, the \
             user may be misspelt, inactive or locked, or the clocks may disagree. Oracle gives the same answer for each."
                .to_owned(),
            "In **Security Console**, **API Authentication**, compare **Trusted Issuer** with this setup's issuer, look that \
             **Token Types** holds **JWT**, and upload the certificate under **Inbound API Authentication Public \
             Certificates**.",
        ),
    };
    Row::new("Oracle did not accept the integration user's token", meaning, remedy)
        .effect(Effect::NextToken)
        .ask(Person::SecurityManager, token_request(plan))
}

/// Issuer and fingerprint are public: they stand in each token, and in Oracle.
fn token_request(plan: Option<&Plan>) -> String {
    let issuer = plan.and_then(|plan| plan.issuer.as_deref()).map_or("this setup's issuer".to_owned(), code);
    let fingerprint = plan
        .and_then(|plan| plan.certificate.as_ref())
        .map(|certificate| format!(" (SHA-1 {})", code(&Certificate::fingerprint(certificate).hex())))
        .unwrap_or_default();
    format!(
        "Oracle refuses the tokens of {}. Please look in **Security Console**, **API Authentication**, whether a provider \
         has the **Trusted Issuer** {issuer} and the token type **JWT**, and upload the certificate that I send \
         you{fingerprint} under **Inbound API Authentication Public Certificates**. Please look also whether the account is \
         **Active** and not locked.",
        user_of(plan)
    )
}

fn user_of(plan: Option<&Plan>) -> String {
    plan.and_then(|plan| plan.user.as_deref()).map_or("the integration user".to_owned(), code)
}

fn source_of(plan: Option<&Plan>) -> String {
    plan.and_then(|plan| plan.role.as_ref()).map_or("the role".to_owned(), |role| code(&role.source_code))
}

fn seen(nearest: &[RoleSeen]) -> String {
    near(&nearest.iter().map(|role| role.code.clone()).collect::<Vec<_>>())
}

/// The names that are there in place of the one that is not.
fn near(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => format!(" It does list {}, which comes near.", code(one)),
        several => format!(" It does list {}, which come near.", codes(several)),
    }
}

/// Whoever holds the copy under another code most likely has no copy under the right one, which then can not be added.
fn copy_first(near_misses: &[NearMiss], plan: Option<&Plan>) -> String {
    let copy = plan.and_then(|plan| plan.role.as_ref()).map(|role| &role.code);
    let near = copy.filter(|copy| near_misses.iter().any(|near| near.expected.eq_ignore_ascii_case(copy)));
    near.map_or_else(String::new, |copy| {
        format!(" If that search does not find {}, there is no copy with this code yet: make it first.", code(copy))
    })
}

/// What is held in the place of what was asked for.
fn instead(near_misses: &[NearMiss]) -> String {
    let sentence = |near: &NearMiss| format!(" It holds {} instead of {}.", code(&near.found), code(&near.expected));
    near_misses.iter().map(sentence).collect::<Vec<_>>().concat()
}

fn others_missing(missing: &[String], copy: &str) -> String {
    let others: Vec<String> = missing.iter().filter(|code| !code.eq_ignore_ascii_case(copy)).cloned().collect();
    if others.is_empty() { String::new() } else { format!(" It also lacks {}.", codes(&others)) }
}

/// The copy first, then what else is missing.
fn with_copy(missing: &[String], copy: &str) -> Vec<String> {
    let others = missing.iter().filter(|code| !code.eq_ignore_ascii_case(copy)).cloned();
    std::iter::once(copy.to_owned()).chain(others).collect()
}
