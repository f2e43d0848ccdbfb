//! Handing over and receiving as the window asks for it. What a gate and a seal are is tested in core.

use std::path::PathBuf;

use secrecy::ExposeSecret as _;

use super::*;
use crate::desk::{AdminForm, Part};

async fn verified(scenario: &str) -> (Desk, tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::new(folder.path().join("Setups"), None);
    let view = desk.practise("hackajob", Some(scenario)).await.unwrap();
    let path = PathBuf::from(&view.path);
    desk.verify(&path, None::<AdminForm>, Part::Whole, Trial::default(), |_| ()).await.unwrap();
    (desk, folder, path)
}

fn form(recipients: &[&str], to: &Path, unverified: Option<&str>) -> SealForm {
    SealForm {
        recipients: recipients.iter().map(|&one| one.to_owned()).collect(),
        to: to.display().to_string(),
        replace: false,
        unverified: unverified.map(str::to_owned),
    }
}

#[tokio::test]
async fn what_is_sealed_in_the_window_is_opened_in_it_and_its_secret_only_when_asked_for() {
    let (desk, folder, path) = verified("ready").await;
    assert!(desk.hand_over(&path).await.unwrap().closed.is_none());
    let key = ReceiverKey::generate();
    let (sealed, key_file) = (folder.path().join("out.age"), folder.path().join("vendor.key"));
    std::fs::write(&key_file, key.to_file(Timestamp::now()).as_bytes()).unwrap();
    let to = key.recipient();
    desk.seal_hand_over(&path, form(&[to.as_str()], &sealed, None), Trial::default()).await.unwrap();
    assert_eq!(desk.hand_over(&path).await.unwrap().handed_over[0].to[0].recipient, to.as_str());
    let open = OpenForm {
        file: sealed.display().to_string(),
        key_file: Some(key_file.display().to_string()),
        passphrase: None,
    };
    let received = desk.open_hand_over(open).await.unwrap();
    assert!(received.signed_in && received.practice);
    let secret = desk.secret_to_copy(&path).await.unwrap();
    assert!(!serde_json::to_string(&received).unwrap().contains(secret.expose_secret()));
    assert_eq!(desk.received_secret().unwrap().expose_secret(), secret.expose_secret());
    desk.put_away_received();
    assert!(desk.received_secret().is_err());
}

#[tokio::test]
async fn a_closed_gate_opens_for_a_written_reason_alone() {
    let (desk, folder, path) = verified("no-data-security").await;
    let to = folder.path().join("out.age");
    desk.make_passphrase(&path).await.unwrap();
    let refused = desk.seal_hand_over(&path, form(&[], &to, Some("  ")), Trial::default()).await.unwrap_err();
    assert_eq!(refused.code(), "not_verified");
    assert!(desk.record_hand_over(&path, Way::Form, None).await.is_err());
    desk.seal_hand_over(&path, form(&[], &to, Some("Agreed")), Trial::default()).await.unwrap();
    let shown = desk.hand_over(&path).await.unwrap();
    assert_eq!(shown.handed_over[0].reason.as_deref(), Some("Agreed"));
    assert!(desk.preview_hand_over(&path, Some("Agreed".to_owned())).await.unwrap().contains("\"reason\": \"Agreed\""));
}

#[tokio::test]
async fn a_file_in_the_way_is_told_before_anything_is_sent() {
    let (desk, folder, path) = verified("ready").await;
    let to = folder.path().join("out.age");
    std::fs::write(&to, "mine").unwrap();
    desk.make_passphrase(&path).await.unwrap();
    let refused = desk.seal_hand_over(&path, form(&[], &to, None), Trial::default()).await.unwrap_err();
    assert_eq!(refused.code(), "file_exists");
    assert_eq!(std::fs::read_to_string(&to).unwrap(), "mine");
}

#[tokio::test]
async fn a_step_of_the_checklists_for_afterwards_is_marked_in_the_setup() {
    let (desk, _folder, path) = verified("ready").await;
    let claim = serde_json::json!({
        "change": "claim", "step": "undo-deactivate-user", "claim": "done", "waiting_for": null,
    });
    desk.change(&path, serde_json::from_value(claim).unwrap()).await.unwrap();
    let lists = desk.afterwards(&path).await.unwrap();
    let steps = lists.iter().flat_map(|list| &list.steps);
    assert_eq!(
        steps.filter(|step| step.done).map(|step| step.id.as_str()).collect::<Vec<_>>(),
        ["undo-deactivate-user"]
    );
}
