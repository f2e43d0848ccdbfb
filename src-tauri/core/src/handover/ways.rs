//! The ways to the vendor in its guide's order, and the texts for them. No text holds a secret.

pub use crate::guide::Way;
use crate::{
    guide::Authentication,
    plan::Plan,
    problem::Problem,
    report::{Sheet, sheet},
    setup_file::SetupFile,
    words::visible,
};

use super::Recipient;

/// A message that is ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct Message {
    /// One line.
    pub subject: String,
    /// Plain lines.
    pub body: String,
}

/// The ways that this setup can take, the vendor's first choice first. Where the vendor holds the private key no secret
/// travels, so there is none.
pub fn ways(plan: &Plan) -> Vec<Way> {
    if plan.vendor_holds_the_key() { Vec::new() } else { plan.guide.delivery.ways.clone() }
}

/// The vendor's own recipients, as its guide names them.
///
/// # Errors
/// Those of [`Recipient::parse`]: a setup may bring a guide that was read before they were checked.
pub fn recipients(plan: &Plan) -> Result<Vec<Recipient>, Problem> {
    plan.guide.delivery.recipients.iter().map(|text| Recipient::parse(text)).collect()
}

/// The e-mail to the vendor: the connection sheet, and how the secret comes. The secret itself never comes by e-mail.
pub fn email(file: &SetupFile, way: Option<Way>) -> Result<Message, Problem> {
    let plan = Plan::of(file)?;
    let company = if file.name.is_empty() { String::new() } else { format!(", {}", visible(&file.name)) };
    let vendor = visible(&plan.guide.vendor);
    let secret = match plan.authentication {
        Authentication::Basic => "password",
        Authentication::Jwt => "private key",
    };
    let comes = match way {
        _ if plan.vendor_holds_the_key() => {
            "You hold the private key, so nothing secret is sent. Only you can prove that the sign-in works: please tell me \
             what Oracle answers."
                .to_owned()
        }
        Some(Way::Form) => format!("I have entered the {secret} in your connection form. It is not in this message."),
        Some(Way::Sealed) => format!(
            "The {secret} comes in a sealed file that only your key opens. Before you open it, please read me the fingerprint \
             of your key, by phone."
        ),
        Some(Way::Passphrase) => format!(
            "The {secret} comes in a sealed file. I tell you the passphrase by phone, never in writing: please call me."
        ),
        Some(Way::Manager) => format!("I share the {secret} with you from our password manager."),
        None => format!("The {secret} comes by another way, never by e-mail."),
    };
    let details = sheet(file)?.text();
    let body = format!(
        "Hello,\n\nthe Oracle integration user for {vendor} is ready. These are the connection details:\n\n{details}\n{comes}\n\n\
         Please tell me when the first synchronization has run.\n"
    );
    Ok(Message { subject: format!("Oracle connection details for {vendor}{company}"), body })
}

/// An entry for the company's password manager, but for the secret, which is pasted into its own field.
pub fn manager_entry(file: &SetupFile) -> Result<String, Problem> {
    let plan = Plan::of(file)?;
    let known = |name: &str| plan.facts.get(name).map(|text| visible(text)).unwrap_or_default();
    let sheet: Sheet = sheet(file)?;
    let rows =
        sheet.fields.iter().filter(|field| !matches!(field.id.as_str(), "host" | "origin" | "user" | "certificate"));
    let notes = rows.map(|field| format!("{}: {}", field.label, visible(&field.value))).collect::<Vec<_>>().join("\n");
    let practice =
        if plan.host.as_ref().is_some_and(crate::address::OracleHost::is_practice) { "PRACTICE: " } else { "" };
    Ok(format!(
        "Title: {practice}Oracle integration user for {}\nUser name: {}\nWebsite: {}\nNotes:\n{notes}\n{}\n",
        visible(&plan.guide.vendor),
        known("user"),
        known("origin"),
        sheet.verdict_line(),
    ))
}

/// What a receiver sends to customers, once: the recipient, and how to use it.
pub fn invitation(recipient: &Recipient) -> Message {
    let (key, fingerprint) = (recipient.as_str(), recipient.fingerprint());
    let body = format!(
        "Hello,\n\nplease send us the password or the private key of your Oracle integration user only in a file that is sealed \
         for this key, never in an e-mail or a chat:\n\n    {key}\n\nIts fingerprint is:\n\n    {fingerprint}\n\nIn the Oracle \
         setup assistant choose Hand over, then Sealed file, and paste the key there. On the command line:\n\n    oracle-setup \
         handover SETUP.oraclesetup --to {key} --out handover.age\n\nWith any other age program:\n\n    age -r {key} -o \
         handover.age FILE\n\nBefore you send the file, please call us at a number that you know, not one from this message, \
         and compare the fingerprint: whoever could change this message could change the key in it. The file itself may then \
         come by e-mail, since only we can open it.\n"
    );
    Message { subject: "Our key for Oracle connection details".to_owned(), body }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::{
        guide::{self, Delivery},
        handover::ReceiverKey,
        setup_file::Form,
    };

    fn setup(authentication: Authentication) -> SetupFile {
        let mut guides = guide::builtins().iter();
        let guide = guides.find(|guide| guide.authentications.contains(&authentication)).unwrap();
        let mut file = SetupFile::new(guide, None, Timestamp::UNIX_EPOCH);
        let form = Form {
            address: Some("abcd-test.fa.ocs.oraclecloud.com".to_owned()),
            user: Some("vendor.user".to_owned()),
            authentication: Some(authentication),
            name: Some("Example\u{202e} Retail".to_owned()),
            ..Form::default()
        };
        file.fill(&form, guide).unwrap();
        file
    }

    #[test]
    fn an_email_holds_the_sheet_and_says_how_the_secret_comes() {
        let file = setup(Authentication::Basic);
        for (way, says) in
            [(Way::Form, "connection form"), (Way::Sealed, "only your key opens"), (Way::Passphrase, "by phone")]
        {
            let mail = email(&file, Some(way)).unwrap();
            assert!(
                mail.body.contains("abcd-test.fa.ocs.oraclecloud.com") && mail.body.contains(says),
                "{}",
                mail.body
            );
        }
        let mail = email(&file, None).unwrap();
        assert!(mail.subject.ends_with("Example⟨U+202E⟩ Retail"), "{}", mail.subject);
    }

    #[test]
    fn where_the_vendor_holds_the_key_no_secret_travels() {
        let mut file = setup(Authentication::Jwt);
        assert_eq!(ways(&Plan::of(&file).unwrap()), Delivery::default().ways);
        file.branches.insert("key".to_owned(), "vendor".to_owned());
        assert_eq!(ways(&Plan::of(&file).unwrap()), []);
        assert!(email(&file, Some(Way::Sealed)).unwrap().body.contains("nothing secret is sent"));
    }

    #[test]
    fn an_entry_for_a_password_manager_has_its_usual_parts() {
        let entry = manager_entry(&setup(Authentication::Basic)).unwrap();
        for part in ["User name: vendor.user\n", "Website: https://abcd-test.fa.ocs.oraclecloud.com\n", "Not verified"]
        {
            assert!(entry.contains(part), "{entry}");
        }
    }

    #[test]
    fn an_invitation_names_key_and_fingerprint_and_not_the_private_half() {
        use secrecy::ExposeSecret as _;
        let key = ReceiverKey::generate();
        let text = invitation(&key.recipient()).body;
        assert!(text.contains(key.recipient().as_str()) && text.contains(&key.recipient().fingerprint()));
        assert!(!text.contains(key.to_text().expose_secret()));
    }
}
