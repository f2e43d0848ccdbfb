//! Title, meaning and remedy of every problem. The match is total: a problem without words does not compile.

use jiff::Timestamp;

use crate::{
    plan::Plan,
    problem::{KeychainFault, NearMiss, NotAccepted, Problem, RoleSeen},
};

use super::{Words, code, codes, counted};

const ADDRESS_EXAMPLE: &str = "Copy it from the address bar while you are signed in to Oracle, such as \
    `abcd-test.fa.ocs.oraclecloud.com`.";
const CHECK_ADDRESS: &str = "Compare the address with the one in your browser while you are signed in to Oracle.";
const AGAIN: &str = "Verify again in a few minutes.";

/// The words for a problem. With a plan they name this setup's own user, role and pod.
#[expect(clippy::too_many_lines, reason = "a table: a row for each problem, and total because it is one match")]
pub fn of_problem(problem: &Problem, plan: Option<&Plan>) -> Words {
    let label = |resource: &str| plan.map_or(resource.to_owned(), |plan| plan.label(resource).to_owned());
    match problem {
        // The address as it was typed.
        Problem::AddressEmpty => Words::new(
            "The address is not filled in",
            "Without your pod's address nothing can be checked.",
            format!("Fill in the address. {ADDRESS_EXAMPLE}"),
        ),
        Problem::AddressMalformed { text } => Words::new(
            "This is not an address",
            format!("{} can not be read as one.", code(&shortened(text))),
            format!("Give the host, or the whole address with https. {ADDRESS_EXAMPLE}"),
        ),
        Problem::AddressNotHttps { scheme } => Words::new(
            "The address must begin with https",
            format!(
                "It begins with {}. A password is never sent over a connection that is not encrypted.",
                code(scheme)
            ),
            format!("Use the https address. {ADDRESS_EXAMPLE}"),
        ),
        Problem::AddressHasCredentials => Words::new(
            "The address holds a user name or a password",
            "What stands before an @ would be sent along, and can make an address look like another.",
            format!("Leave out everything up to the @. {ADDRESS_EXAMPLE}"),
        ),
        Problem::AddressHasPort { port } => Words::new(
            format!("Oracle's address has no port {port}"),
            "Oracle Fusion Cloud answers on the ordinary https port.",
            format!("Leave out the colon and the number. {ADDRESS_EXAMPLE}"),
        ),
        Problem::AddressIsIp { host } => Words::new(
            "This is a number, not a host name",
            format!("{} is an IP address. Oracle's certificate holds for a name.", code(host)),
            format!("Use the name. {ADDRESS_EXAMPLE}"),
        ),
        Problem::AddressIsSignInHost { host } => Words::new(
            "This is the sign-in page's address",
            format!("{} signs people in for Oracle and does not answer REST calls.", code(host)),
            "Sign in first, then copy the address that you are led to: it has `.fa.` in it and ends in `oraclecloud.com`.",
        ),
        Problem::AddressNotOracle { host } => Words::new(
            "This is not an Oracle application host",
            format!(
                "{} does not lie in a domain of Oracle's applications. Oracle says that REST calls belong to the \
                 application host, also where a company uses a name of its own.",
                code(host)
            ),
            format!("Use the pod's own address. {ADDRESS_EXAMPLE}"),
        ),

        // The way to Oracle.
        Problem::NameNotFound { host } => Words::new(
            "There is no host of this name",
            format!("Nobody on the internet answers to {}. One letter may be wrong.", code(host)),
            CHECK_ADDRESS,
        ),
        Problem::ConnectionRefused { host } => Words::new(
            "The host refuses the connection",
            format!("{} is there, and does not accept https.", code(host)),
            CHECK_ADDRESS,
        ),
        Problem::TlsUntrusted { host } => Words::new(
            "The certificate is not trusted here",
            format!(
                "What answers as {} shows a certificate that this computer does not know. Often a company's proxy reads \
                 the traffic and signs with a certificate authority of its own.",
                code(host)
            ),
            "Ask your network team for that authority's certificate as a PEM file, and verify with it (`--ca-file`). \
             The check is never switched off.",
        ),
        Problem::TlsWrongHost { host } => Words::new(
            "The certificate belongs to another host",
            format!("What answers as {} shows a certificate for another name.", code(host)),
            CHECK_ADDRESS,
        ),
        Problem::TlsExpired { host } => Words::new(
            "The certificate is out of date",
            format!("The certificate of {} is not valid today, or this computer's date is wrong.", code(host)),
            "Check this computer's date and time. If they are right, ask Oracle Support or your network team.",
        ),
        Problem::Redirected { host, path, .. } => Words::new(
            "The address leads elsewhere",
            format!(
                "Instead of answering, it points to {}. A sign-in page or a company's own name stands in front of the \
                 pod. The redirect was not followed, and nothing was sent there.",
                code(&format!("{host}{path}"))
            ),
            CHECK_ADDRESS,
        ),
        Problem::SignInPage { host } => Words::new(
            "A web page answered instead of Oracle's REST service",
            format!("{} answered with a page for people, most likely a sign-in page.", code(host)),
            CHECK_ADDRESS,
        ),
        Problem::WrongPod { host } => Words::new(
            "Oracle has no pod of this name",
            format!("Oracle's edge answered for {}, and says that nothing stands behind that name.", code(host)),
            CHECK_ADDRESS,
        ),
        Problem::NoNetwork => Words::new(
            "This computer is not connected",
            "No name could be looked up, or there is no way to the internet.",
            "Connect to the network or the VPN, then verify again.",
        ),
        Problem::TimedOut { seconds } => Words::new(
            "Oracle did not answer in time",
            format!("No whole answer came within {seconds} seconds."),
            AGAIN,
        ),
        Problem::ConnectionLost => Words::new(
            "The connection broke off",
            "It ended before the answer was whole.",
            "Verify again. If it happens each time, ask your network team whether a proxy or a firewall ends it.",
        ),
        Problem::OracleUnavailable { status } => Words::new(
            "Oracle can not answer at the moment",
            format!("It answered with status {status}: maintenance, or a fault of its own."),
            "Look whether Oracle announced maintenance for your pod, and verify again later.",
        ),
        Problem::Throttled { retry_after_s } => Words::new(
            "Oracle asks to wait",
            match retry_after_s {
                Some(seconds) => format!("Too many requests came in. It asks for {seconds} seconds."),
                None => "Too many requests came in, from this program or another.".to_owned(),
            },
            AGAIN,
        ),
        Problem::ProxyRefused { status } => Words::new(
            "Your company's proxy does not let this through",
            match status {
                Some(407) => "The proxy asks for a sign-in of its own (407). Oracle was not reached.",
                _ => "The proxy refused the way to Oracle. Oracle was not reached.",
            },
            "Ask your network team to let this computer reach the pod, or set the proxy with its credential in the \
             system's settings.",
        ),
        Problem::NotARestAnswer { status, .. } => Words::new(
            "The answer is not what Oracle's REST service gives",
            format!("It came with status {status}, and does not hold what was asked for."),
            "Verify again. If it stays so, send the report to Oracle Support: it names the request.",
        ),
        Problem::AnswerTooLarge { limit_bytes } => Words::new(
            "The answer is far too large",
            format!("One row was asked for; more than {} MiB came.", limit_bytes / 1024 / 1024),
            CHECK_ADDRESS,
        ),
        Problem::ClockDiffers { seconds } => Words::new(
            "This computer's clock is wrong",
            format!(
                "Oracle's clock is {} {} this computer's. Times in reports are off by as much, and tokens may be refused.",
                duration(seconds.unsigned_abs()),
                if *seconds > 0 { "ahead of" } else { "behind" }
            ),
            "Let the system set its time by itself, then verify again.",
        ),

        // The administrator.
        Problem::AdminRejected => Words::new(
            "Oracle did not accept the administrator",
            "The user name or the password may be wrong; the password may be expired or to be reset; the account may be \
             locked, or may sign in only through your company's own sign-in page (SSO, MFA). Oracle gives the same answer \
             for each. It was tried once, and is not tried again.",
            "Sign in to Oracle in the browser with the same name. If that leads through your company's page, use an \
             account with a password of Oracle's own.",
        ),
        Problem::AdminTokenRefused => Words::new(
            "Oracle did not take the token here",
            "It may be out of date, or this pod takes only a user name and a password for users and roles.",
            "Take a fresh token, or sign in with an administrator's user name and password.",
        ),
        Problem::AdminLacksIdentityService => Words::new(
            "The administrator may not read users and roles",
            "Oracle accepted the sign-in and refused the question. Reading users and roles needs the privilege \
             `ASE_REST_SERVICE_ACCESS_IDENTITY_INTEGRATION_PRIV`, which the role **IT Security Manager** \
             (`ORA_FND_IT_SECURITY_MANAGER_JOB`) holds.",
            "Verify with an account that holds **IT Security Manager**, or ask your security team to verify.",
        ),
        Problem::AdminRolesMissing { missing } => Words::new(
            "The administrator lacks a role for this setup",
            format!("Oracle does not list {} for you. Some pages of the guide may stay closed.", codes(missing)),
            "Ask your security team to grant it, or let a colleague who holds it do the setup.",
        ),

        // The role and the user.
        Problem::RoleCodeDiffers { expected, found, name } => Words::new(
            format!("Oracle has this role under another code: {}", code(found)),
            format!(
                "A role named {} is there; its code differs from {}. {} Oracle fills in a prefix or suffix, and it stays \
                 unless you remove it.",
                code(name),
                code(expected),
                difference(expected, found)
            ),
            "A role code can not be changed. Copy the role again and replace the whole **Role Code**, or, if the vendor \
             agrees, put the code that Oracle has into this setup. A new copy can be found once **Role Copy Status** \
             shows **Complete**.",
        ),
        Problem::RoleNotFound { expected, nearest } => Words::new(
            "The copied role is not there",
            format!("Oracle lists no role with the code {}.{}", code(expected), seen(nearest)),
            "If you submitted the copy, look under **Administration**, **Role Copy Status**: it can be found once that \
             shows **Complete**. If it is complete and still missing here, run **Retrieve Latest LDAP Changes** and \
             verify again. If there is no copy, make it.",
        ),
        Problem::UserNotFound { user, nearest } => Words::new(
            "The integration user is not there",
            match nearest.as_slice() {
                [] => format!("Oracle lists no user named {}.", code(user)),
                names => format!("Oracle lists no user named {}. It lists {}.", code(user), codes(names)),
            },
            "Compare **User Name** in **Security Console**, **Users**, with the name in this setup. A user is there only \
             after **Save and Close**.",
        ),
        Problem::UserInactive { user } => Words::new(
            "The integration user's account is not active",
            format!("Oracle lists {} as inactive. It can not sign in.", code(user)),
            "Open the user in **Security Console**, **Users**, and tick **Active**, then **Save and Close**. It takes \
             effect at once.",
        ),
        Problem::SourceRoleInsteadOfCopy { source, copy, missing } => Words::new(
            "The user has the original role instead of the copy",
            format!(
                "It holds {} and not {}. The security profile is set on the copy, so the original shows nothing of it.{}",
                code(source),
                code(copy),
                others_missing(missing, copy)
            ),
            format!(
                "Add {} to the user, remove {}, and **Save and Close**. It takes effect at the user's next request, \
                 usually within minutes.",
                code(copy),
                code(source)
            ),
        ),
        Problem::RolesMissing { missing, near_misses } => {
            let near = instead(near_misses);
            Words::new(
                format!("The user lacks {}", counted(missing.len(), "role", "roles")),
                format!("Oracle does not list {} for {}.{near}", codes(missing), user_of(plan)),
                "Open the user, **Edit**, **Add Role**, search each code, **Add Role Membership**, **Done**, then **Save \
                 and Close**: without it the roles are lost. They take effect at the user's next request, usually \
                 within minutes.",
            )
        }
        Problem::RoleListUnknown { .. } => Words::new(
            "The vendor's list of roles is not known",
            "The vendor gives each customer its own list, and this setup has none. So it can not be told whether a role is \
             missing.",
            "Ask the vendor for the list that its connection flow shows, and paste it into this setup. If the vendor asks \
             for no more roles, say so in the setup.",
        ),
        Problem::ExtraRoles { extra } => Words::new(
            format!("The user holds {}", counted(extra.len(), "role more than asked for", "roles more than asked for")),
            format!(
                "Beyond what is needed, it holds {}. Whoever has its secret can do what these allow.",
                codes(extra)
            ),
            "Remove what is not needed, or accept the finding with a reason.",
        ),

        // What the integration user may do and see.
        Problem::IntegrationRejected => Words::new(
            "Oracle did not accept the integration user",
            format!(
                "Oracle answers the same for a wrong name or password, an expired one, one that must be reset, a locked \
                 account, and an account that needs MFA or signs in only through SSO. {} was tried once, and its secret \
                 is not sent again until it is typed anew.",
                user_of(plan)
            ),
            "In **Security Console**, **Users**, open the user: **Active** must be ticked. Reset the password there, type \
             the new one here, and verify again. If it was right yesterday, look at **Password Policy** of the user's \
             category: passwords expire.",
        ),
        Problem::TokenRejected => Words::new(
            "Oracle did not accept the integration user's token",
            "The certificate may not be uploaded or may have expired, the issuer may differ from **Trusted Issuer**, the \
             user name may be wrong or inactive, or the clocks may disagree.",
            "In **Security Console**, **API Authentication**, compare **Trusted Issuer** with this setup's issuer, and \
             upload the certificate under **Inbound API Authentication Public Certificates**.",
        ),
        Problem::ResourceForbidden { resource } => forbidden(&label(resource), plan),
        Problem::ResourceAbsent { resource } => Words::new(
            format!("This pod does not have {}", label(resource)),
            "Oracle answered that there is no such resource: the module may not be switched on, or the user may not be \
             shown it.",
            "Ask whoever runs your pod whether the module is in use, and tell the vendor.",
        ),
        Problem::NoRowsVisible { resource, admin_total } => no_rows(resource, &label(resource), *admin_total, plan),
        Problem::NoRowsAnywhere { resource } => Words::new(
            format!("Nobody sees {} here", label(resource)),
            "The administrator's own account sees none either, so it can not be told whether the pod is empty or hides \
             them from both.",
            "Read the number of one off a screen in Oracle, put it into this setup, and verify again.",
        ),
        Problem::RequisitionHidden { requisition, admin_finds_it } => Words::new(
            format!("Requisition {requisition} is hidden from the user"),
            match admin_finds_it {
                Some(true) => "The administrator finds it; the integration user does not.",
                _ => "The integration user does not find it. Whether the administrator does could not be asked.",
            },
            profile_remedy(plan),
        ),
        Problem::RequisitionUnknown { requisition } => Words::new(
            format!("Requisition {requisition} was not found"),
            "Neither the integration user nor the administrator finds it. The number may be mistyped, or of another pod.",
            "Read the number off the requisition's page in this pod, correct it here, and verify again.",
        ),
        Problem::FewerRowsThanAdmin { resource, admin_total, integration_total } => Words::new(
            format!("The user sees fewer {} than you", label(resource)),
            format!("You see {admin_total}; the integration user sees {integration_total}."),
            if resource == "recruitingJobRequisitions" {
                format!("If that is meant, say so in the setup (visibility narrower). If not: {}", profile_remedy(plan))
            } else {
                "If that is meant, say so in the setup (visibility narrower). If not, widen the security profiles of the \
                 user's role, then verify again."
                    .to_owned()
            },
        ),
        Problem::TotalsUnknown { resource, .. } => Words::new(
            format!("Oracle did not say how many {} there are", label(resource)),
            "It declined to count, so both sides can not be compared. That rows are visible was proved.",
            "Put the number of a requisition that the vendor must see into this setup: it is then looked for by itself.",
        ),

        // The integration user's key and certificate.
        Problem::KeyMalformed => Words::new(
            "This is not a private key that can be read",
            "Expected a PEM: a text that begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE KEY-----`, \
             whole to its last line.",
            "Copy the whole file, first and last line included. If it is another format, convert it: `openssl pkey -in \
             private.key -out private.pem`.",
        ),
        Problem::KeyIsPublic => Words::new(
            "This is the public key",
            "Tokens are signed with the private key; the public one can only check them.",
            "Give the other file of the pair: it begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA PRIVATE \
             KEY-----`.",
        ),
        Problem::KeyIsCertificate => Words::new(
            "This is the certificate",
            "It is the public half, for Oracle. Tokens are signed with the private key.",
            "Give the private key that was made with it: it begins with `-----BEGIN PRIVATE KEY-----` or `-----BEGIN RSA \
             PRIVATE KEY-----`.",
        ),
        Problem::KeyIsSsh => Words::new(
            "This is a key for SSH",
            "Oracle checks tokens with an X.509 certificate and does not support SSH keys.",
            "Make a new pair in this setup, or with OpenSSL: `openssl genrsa -out private.key 2048`.",
        ),
        Problem::KeyNotRsa { algorithm } => Words::new(
            format!("This key is of the kind {}, not RSA", code(algorithm)),
            "Oracle takes tokens that are signed with RSA (RS256).",
            "Make a new pair in this setup, or with OpenSSL: `openssl genrsa -out private.key 2048`.",
        ),
        Problem::KeyTooShort { bits, least } => Words::new(
            format!("The key has {bits} bits, fewer than {least}"),
            "Shorter RSA keys can be broken.",
            format!(
                "Make a new pair in this setup, or with OpenSSL: `openssl genrsa -out private.key {least}`. Its certificate \
                 takes the old one's place."
            ),
        ),
        Problem::KeyTooLong { bits, most } => Words::new(
            format!("The key has {bits} bits, more than {most}"),
            "This program can not sign with it.",
            "Make a new pair in this setup, or with OpenSSL: `openssl genrsa -out private.key 4096`.",
        ),
        Problem::KeyNeedsPassphrase => Words::new(
            "The private key is protected by a passphrase",
            "It can not be read without it.",
            "Enter the passphrase that was chosen when the key was made (`private_key_passphrase`).",
        ),
        Problem::KeyPassphraseWrong => Words::new(
            "The passphrase does not open the private key",
            "It may be mistyped, or belong to another key.",
            "Enter it again: capitals and spaces count.",
        ),
        Problem::KeyEncryptionOutdated => Words::new(
            "The private key is protected in a way that is not read here",
            "Older programs protect a key so weakly that its passphrase can be guessed, or in a form of their own.",
            "Write it in today's form: `openssl pkcs8 -topk8 -in private.key -out private.pem`. OpenSSL asks for the old \
             passphrase and then for a new one.",
        ),
        Problem::KeyFileDamaged { path } => Words::new(
            "The kept private key is damaged",
            format!("{} is not as it was written.", code(path)),
            "Import the private key again, or make a new pair and upload its certificate to Oracle.",
        ),
        Problem::KeyFileLocked { path } => Words::new(
            "The keychain does not open the kept private key",
            format!(
                "{} is whole, and was sealed with a key that this keychain does not hold: it comes from another computer \
                 or account, or the entry in the keychain was removed.",
                code(path)
            ),
            "Import the private key again, or make a new pair and upload its certificate to Oracle.",
        ),
        Problem::CertificateMalformed => Words::new(
            "This is not a certificate that can be read",
            "Expected an X.509 certificate, as a text that begins with `-----BEGIN CERTIFICATE-----` or in its binary form.",
            "Give the certificate that is uploaded to Oracle, often `certificate.cer`. A request (CSR), a public key or a \
             bundle (`.p7b`, `.p12`) can not take its place.",
        ),
        Problem::CertificateIsPrivateKey => Words::new(
            "This is a private key, not the certificate",
            "Only the certificate is meant for Oracle. Nothing of what was given was kept.",
            "Give the certificate: it begins with `-----BEGIN CERTIFICATE-----`. Never upload the private key.",
        ),
        Problem::CertificateExpired { not_after } => Words::new(
            "The certificate has expired",
            format!("Its last day was {}. Oracle refuses tokens of its key.", day(*not_after)),
            "Make a new pair, or have a new certificate made for the key, and upload it to Oracle.",
        ),
        Problem::CertificateNotYetValid { not_before } => Words::new(
            "The certificate does not hold yet",
            format!("Its first day is {}, or this computer's date is wrong.", day(*not_before)),
            "Check this computer's date and time. If they are right, wait for that day or have a new certificate made.",
        ),
        Problem::CertificateDoesNotMatch => Words::new(
            "The certificate and the private key do not belong together",
            "Oracle would check tokens with a public key that is not this private key's, and refuse each.",
            "Give the certificate and the private key of one pair, or make a new pair.",
        ),

        // Files.
        Problem::FileMissing { path } => Words::new(
            "The file is not there",
            format!("{} was not found.", code(path)),
            "Check the path and its spelling.",
        ),
        Problem::FileExists { path } => Words::new(
            "There is already a file of this name",
            format!("{} was left as it is.", code(path)),
            "Choose another name, or say that it may be replaced.",
        ),
        Problem::FileInUse { path, holder } => Words::new(
            "Another program is writing to this file",
            match holder {
                Some(holder) => format!("{} is held by {holder}. Nothing was changed.", code(path)),
                None => format!("{} is held by another program. Nothing was changed.", code(path)),
            },
            "Close it there, or try again in a moment.",
        ),
        Problem::FileDamaged { path, moved_to } => Words::new(
            "The file is damaged",
            match moved_to {
                Some(aside) => {
                    format!("{} can not be read and has no good copy. It was kept as {}.", code(path), code(aside))
                }
                None => format!(
                    "{} can not be read, and there is no good copy beside it. It was left as it is.",
                    code(path)
                ),
            },
            "Restore the file from a backup, or ask whoever sent it to send it again.",
        ),
        Problem::FileNotASetup { path } => Words::new(
            "This is not a setup file",
            format!("{} belongs to another program.", code(path)),
            "Choose a file that ends in `.oraclesetup`.",
        ),
        Problem::FileNewer { path, schema, known } => Words::new(
            "The file comes from a newer version of this program",
            format!(
                "{} has schema {schema}; this version writes {known}. It can be read, and is never written.",
                code(path)
            ),
            "Update this program.",
        ),
        Problem::FileReadOnly { path } => Words::new(
            "The file can only be read",
            format!("{} may not be written to. Nothing was changed.", code(path)),
            "Make a copy in a folder of your own and go on with that.",
        ),
        Problem::FolderMissing { path } => Words::new(
            "The folder is not there",
            format!("There is no folder for {}.", code(path)),
            "Choose a folder that is there, or make it first.",
        ),
        Problem::NotPermitted { path } => Words::new(
            "This computer does not let the program write there",
            format!("Writing to {} was refused.", code(path)),
            "Choose a folder of your own, such as Documents.",
        ),
        Problem::DiskFull { path } => Words::new(
            "The disk is full",
            format!("{} could not be written. What was there before is untouched.", code(path)),
            "Free some space, then try again.",
        ),
        Problem::DiskFault { path, what } => Words::new(
            "The disk did not do as asked",
            format!("{} could not be read or written ({what}). What was there before is untouched.", code(path)),
            "Try again, or choose another folder.",
        ),
        Problem::CaFileInvalid { path } => Words::new(
            "The certificate file can not be used",
            if path.is_empty() {
                "It holds no certificate in PEM form.".to_owned()
            } else {
                format!("{} holds no certificate in PEM form.", code(path))
            },
            "Ask for the certificate authority as PEM: a text that begins with `-----BEGIN CERTIFICATE-----`.",
        ),

        // Input.
        Problem::GuideUnknown { guide, nearest, known } => unknown("guide", guide, nearest.as_deref(), known),
        Problem::ScenarioUnknown { scenario, nearest, known } => {
            unknown("scenario", scenario, nearest.as_deref(), known)
        }
        Problem::CheckUnknown { check, nearest, known } => unknown("check", check, nearest.as_deref(), known),
        Problem::StepUnknown { step, nearest } => Words {
            remedy: "Give the id of one of this setup's steps, such as `add-user`; its status lists them all."
                .to_owned(),
            ..unknown("step", step, nearest.as_deref(), &[])
        },
        Problem::GuideInvalid { faults } => Words::new(
            format!("The guide has {}", counted(faults.len(), "fault", "faults")),
            faults
                .iter()
                .map(|fault| format!("{}:{}:{}: {}.", fault.file, fault.line, fault.column, fault.message))
                .collect::<Vec<_>>()
                .join(" "),
            "Correct it and try again.",
        ),
        Problem::CheckNotAccepted { check, reason } => Words::new(
            "There is nothing to accept",
            match reason {
                NotAccepted::NeverVerified => "This setup was never verified as a whole.".to_owned(),
                NotAccepted::NothingFound => format!("The last verification found nothing at {}.", code(check)),
            },
            "Verify first, then accept a finding by its name, such as `nothing_extra_granted`.",
        ),
        Problem::BranchUnknown { branch, expected } => Words::new(
            "There is no such branch",
            format!("{} is not one of: {expected}.", code(branch)),
            "Give one of them, such as `pages=redwood`.",
        ),
        Problem::ValueInvalid { field, value, expected, example } => Words::new(
            format!("This does not fit: {field}"),
            format!("{} was given; {expected} was expected.", code(value)),
            format!("For example: {}.", code(example)),
        ),
        Problem::ValueMissing { field, expected, example } => Words::new(
            format!("Something is missing: {field}"),
            format!("Expected: {expected}."),
            format!("For example: {}.", code(example)),
        ),
        Problem::LooksLikeASecret { field } => Words::new(
            "This looks like a secret",
            format!(
                "The text for {} is the password, or holds a private key or a token. It was not kept.",
                code(field)
            ),
            "Leave it out. A setup file never holds a secret, so that it can be sent to others.",
        ),
        Problem::SecretsMalformed { expected } => Words::new(
            "The secrets can not be read",
            format!("Expected {expected}."),
            "Write one JSON object to standard input, such as `{\"integration\":{\"password\":\"…\"}}`.",
        ),
        Problem::Usage { what } => {
            Words::new("The command can not be understood", what.clone(), "`oracle-setup --help` lists the commands.")
        }

        // The secret store, this program and this computer.
        Problem::NoSecret => Words::new(
            "The integration user's secret is not there",
            "It is neither in the keychain nor given with the command.",
            "Store it first, or give it with the command (`--secrets-stdin`).",
        ),
        Problem::Keychain { fault } => keychain(*fault),
        Problem::PortInUse { port } => Words::new(
            format!("Port {port} is taken"),
            "Another program on this computer listens there.",
            "Choose another port, or leave it out to take any that is free.",
        ),
        Problem::NoBrowser { url } => Words::new(
            "No browser could be opened",
            format!("This computer has none that it knows of. The address is {}.", code(url)),
            "Copy the address into a browser, or follow the path in words: it leads to the same page.",
        ),
        Problem::LinkRefused => Words::new(
            "There is no page to open yet",
            "Pages open only on this setup's own pod.",
            "Fill in the address of the pod first.",
        ),
        Problem::ClipboardUnavailable => Words::new(
            "The clipboard can not be used",
            "The system did not take the text.",
            "Select the text and copy it by hand.",
        ),
        Problem::PracticeNotRunning => Words::new(
            "This is not a practice setup",
            "Only a practice setup has a scenario that can be switched.",
            "Start a practice from the home screen.",
        ),
        Problem::Cancelled => {
            Words::new("The run was stopped", "What was found until then is not kept.", "Verify again.")
        }
        Problem::Unexpected { what } => Words::new(
            "Something happened that this program did not expect",
            format!("{what}. Nothing was lost."),
            "Try again. If it happens each time, report it with the log.",
        ),
    }
}

fn forbidden(label: &str, plan: Option<&Plan>) -> Words {
    let role = plan.and_then(|plan| plan.role.as_ref());
    let remedy = match role {
        Some(role) => format!(
            "Make sure that the user holds {}, and that it is a copy of {}. If both are so, the copy lacks what the \
             original inherits: copy it again with **Copy top role**. It takes effect at the user's next request, usually \
             within minutes.",
            code(&role.code),
            code(&role.source_code)
        ),
        None => "Grant the user the role that the vendor names for it, and **Save and Close**. It takes effect at the \
                 user's next request, usually within minutes."
            .to_owned(),
    };
    Words::new(
        format!("The user may not read {label}"),
        "Oracle accepted the sign-in and refused the read: no role of the user carries the privilege. If your company uses \
         **Location Based Access**, it refuses in the same way from addresses that are not listed.",
        remedy,
    )
}

fn no_rows(resource: &str, label: &str, admin_total: Option<u64>, plan: Option<&Plan>) -> Words {
    let seen = match admin_total {
        Some(total) if total > 0 => format!(" You see {total}."),
        _ => String::new(),
    };
    if resource == "recruitingJobRequisitions" {
        return Words::new(
            format!("The user may read {label} but is allowed to see none"),
            format!(
                "Oracle answers 200 with no rows where the role has no job requisition security profile. The role itself \
                 is right.{seen}"
            ),
            profile_remedy(plan),
        );
    }
    Words::new(
        format!("The user may read {label} but is allowed to see none"),
        format!("Oracle answers 200 with no rows where no security profile lets the user see any.{seen}"),
        "Assign security profiles that show them (such as **View All People**) to the user's role, or grant a data role \
         that holds them. Afterwards run **Retrieve Latest LDAP Changes** if the role is new. It takes effect once the \
         role's status shows **Complete**.",
    )
}

fn profile_remedy(plan: Option<&Plan>) -> String {
    let role = plan.and_then(|plan| plan.role.as_ref()).map_or("the copied role".to_owned(), |role| code(&role.name));
    format!(
        "In **Manage Data Role and Security Profiles**, edit {role}, set **Job Requisition** to **View All Job \
         Requisitions**, go on to **Review**, then **Submit**. It takes effect once the role's status shows **Complete**."
    )
}

fn keychain(fault: KeychainFault) -> Words {
    let remedy = "Go on with the secret kept in memory until the program closes, or try again afterwards.";
    match fault {
        KeychainFault::Missing => Words::new(
            "There is no keychain in this session",
            "The system offers no store for secrets (on Linux: no Secret Service on the session bus).",
            remedy,
        ),
        KeychainFault::Locked => Words::new(
            "The keychain is locked",
            "The system's store for secrets is there, and was not opened.",
            "Unlock it and try again, or go on with the secret kept in memory until the program closes.",
        ),
        KeychainFault::NoAnswer => Words::new(
            "The keychain does not answer",
            "It may be asking you to unlock it, in a window behind this one.",
            "Answer its question and try again, or go on with the secret kept in memory until the program closes.",
        ),
        KeychainFault::Refused => {
            Words::new("The keychain could not do that", "The system's store for secrets gave an error.", remedy)
        }
    }
}

/// A longer list is not read any more.
const MOST_LISTED: usize = 20;
const FEW: usize = 5;

fn unknown(kind: &str, given: &str, nearest: Option<&str>, known: &[String]) -> Words {
    let meaning = match nearest {
        Some(nearest) => format!("{} is not known. Did you mean {}?", code(given), code(nearest)),
        None => format!("{} is not known.", code(given)),
    };
    let remedy = match known.len() {
        0 => String::new(),
        1..=MOST_LISTED => format!("There are: {}.", codes(known)),
        count => format!("There are {count}. Some of them: {}.", codes(&known[..FEW])),
    };
    Words::new(format!("There is no such {kind}"), meaning, remedy)
}

fn user_of(plan: Option<&Plan>) -> String {
    plan.and_then(|plan| plan.user.as_deref()).map_or("the user".to_owned(), code)
}

fn seen(nearest: &[RoleSeen]) -> String {
    if nearest.is_empty() {
        return String::new();
    }
    let listed = codes(nearest.iter().map(|role| &role.code).collect::<Vec<_>>());
    format!(" It lists {listed}.")
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

/// What stands before or after the expected code in the one that was found.
fn difference(expected: &str, found: &str) -> String {
    let length = expected.len();
    let begins = found.get(..length).is_some_and(|start| start.eq_ignore_ascii_case(expected));
    if begins && found.len() > length {
        return format!("It ends with {} more.", code(&found[length..]));
    }
    let before = found.len().saturating_sub(length);
    let ends = found.get(before..).is_some_and(|end| end.eq_ignore_ascii_case(expected));
    if ends && before > 0 { format!("It begins with {} more.", code(&found[..before])) } else { String::new() }
}

fn day(time: Timestamp) -> String {
    time.strftime("%-d %B %Y").to_string()
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..120 => counted(usize::try_from(seconds).unwrap_or_default(), "second", "seconds"),
        // Rounded: the clocks are compared to the second, and an answer travels.
        120..7170 => format!("{} minutes", (seconds + 30) / 60),
        _ => format!("{} hours", (seconds + 1800) / 3600),
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= 80 {
        text.to_owned()
    } else {
        format!("{}…", text.chars().take(80).collect::<String>())
    }
}
