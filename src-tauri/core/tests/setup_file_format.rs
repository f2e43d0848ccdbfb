//! The file format that is out in the world: what was written stays readable, and what is written is described.

#![expect(clippy::unwrap_used, reason = "a test ends where its ground is gone")]

use std::{fs, path::PathBuf};

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use setup::{
    checks::Report,
    guide,
    setup_file::{self, Change, Claim, SetupFile},
};

const SCHEMA: &str = include_str!("../schemas/setup-file.schema.json");
const SCHEMA_1: &str = include_str!("setup_files/schema-1.oraclesetup");

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A folder with that file in it.
fn desk(file: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.oraclesetup");
    fs::write(&path, file).unwrap();
    (folder, path)
}

fn rename(path: &std::path::Path) {
    setup_file::change(path, |file| {
        "Renamed".clone_into(&mut file.name);
        Ok(())
    })
    .unwrap();
}

fn faults(file: &Value) -> Vec<String> {
    let schema = value(SCHEMA);
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    validator.iter_errors(file).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

#[test]
fn a_file_of_schema_1_opens_and_keeps_whatever_it_held_when_it_is_rewritten() {
    let (_folder, path) = desk(SCHEMA_1);
    let opened = setup_file::open(&path).unwrap();
    assert_eq!((opened.notices, opened.read_only), (Vec::new(), false));
    assert_eq!(opened.file.step("add-user").comments[1].by.as_deref(), Some("Bo"));
    assert_eq!(opened.file.step("add-roles").redo.unwrap().why, "One role too many");
    rename(&path);
    let mut expected = value(SCHEMA_1);
    expected["name"] = json!("Renamed");
    let mut written = value(&fs::read_to_string(&path).unwrap());
    let marks = written["changed"].as_object_mut().unwrap().remove("name").unwrap();
    assert_eq!(marks.as_array().unwrap().len(), 1);
    assert_eq!(written, expected);
}

#[test]
fn a_change_in_the_midst_of_unknown_members_keeps_them_too() {
    let (_folder, path) = desk(SCHEMA_1);
    setup_file::change(&path, |file| {
        let guide = file.guide()?;
        let now = Timestamp::now();
        file.change_step(&guide, "add-user", Change::Comment("One more".to_owned()), now)?;
        file.change_step(&guide, "add-user", Change::Claim(Claim::Todo, None), now)
    })
    .unwrap();
    let written = value(&fs::read_to_string(&path).unwrap());
    let step = &written["steps"]["add-user"];
    assert_eq!((&step["later"], &step["comments"][0]["later"]), (&json!("kept"), &json!("kept")));
    assert_eq!((step["comments"].as_array().unwrap().len(), &step["comments"][2]["later"]), (3, &Value::Null));
    assert_eq!(written["runs"][0]["checks"][0]["later"], "kept");
}

#[test]
fn the_kept_file_and_a_new_one_have_the_shape_that_is_described() {
    assert_eq!(faults(&value(SCHEMA_1)), Vec::<String>::new());
    let draft = serde_json::to_value(SetupFile::new(&guide::builtins()[0], None, Timestamp::now())).unwrap();
    assert_eq!(faults(&draft), Vec::<String>::new());
    let mut wrong = value(SCHEMA_1);
    wrong["steps"]["add-user"]["claimed"] = json!("perhaps");
    wrong["refused_at"] = json!("yesterday");
    assert_eq!(faults(&wrong).len(), 2);
}

/// Every member that the types know is in the kept file, but for those of the guide's own text and the facts of a
/// problem: a new field that is not added to both fails here.
#[test]
fn every_field_that_is_written_is_described() {
    let (_folder, path) = desk(SCHEMA_1);
    let mut file = setup_file::open(&path).unwrap().file;
    file.guide.text = Some("schema = 1".to_owned());
    let mut undescribed = Vec::new();
    look_up(&serde_json::to_value(&file).unwrap(), &value(SCHEMA), "", &mut undescribed);
    // The kept file's own members from a later program.
    undescribed.retain(|member| !member.ends_with("/later"));
    assert_eq!(undescribed, Vec::<String>::new());
}

#[test]
fn every_field_that_is_described_is_in_the_kept_file() {
    let schema = value(SCHEMA);
    let file = value(SCHEMA_1);
    let top = schema["properties"].as_object().unwrap();
    let missing: Vec<&String> = top.keys().filter(|name| file.get(*name).is_none()).collect();
    assert_eq!(missing, Vec::<&String>::new());
    let steps: Vec<&Map<String, Value>> =
        file["steps"].as_object().unwrap().values().filter_map(Value::as_object).collect();
    let of_a_step = schema["$defs"]["step"]["properties"].as_object().unwrap();
    let missing: Vec<&String> =
        of_a_step.keys().filter(|name| !steps.iter().any(|step| step.contains_key(*name))).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

/// Gathers members for which the schema has no word. A definition that lets others in by name is not looked into.
fn look_up(file: &Value, schema: &Value, place: &str, undescribed: &mut Vec<String>) {
    let root = value(SCHEMA);
    let schema = schema["$ref"].as_str().map_or(schema, |to| root.pointer(to.trim_start_matches('#')).unwrap());
    if schema["additionalProperties"] == true {
        return;
    }
    match file {
        Value::Array(entries) => entries.iter().for_each(|one| look_up(one, &schema["items"], place, undescribed)),
        Value::Object(members) if schema["properties"].is_object() || schema["additionalProperties"].is_object() => {
            for (name, member) in members {
                let place = format!("{place}/{name}");
                match [&schema["properties"][name], &schema["additionalProperties"]]
                    .into_iter()
                    .find(|one| one.is_object())
                {
                    Some(described) => look_up(member, described, &place, undescribed),
                    None => undescribed.push(place),
                }
            }
        }
        _ => {}
    }
}

#[test]
fn a_newer_file_is_looked_at_and_never_written() {
    let mut newer = value(SCHEMA_1);
    newer["schema"] = json!(2);
    newer["steps"]["add-user"]["later"] = json!({"new": "shape"});
    let (_folder, path) = desk(&newer.to_string());
    assert!(setup_file::open(&path).unwrap().read_only);
    let refused = setup_file::change(&path, |_| Ok(())).unwrap_err();
    assert_eq!(refused.code(), "file_newer");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer.to_string());
    newer["steps"] = json!(["another shape"]);
    fs::write(&path, newer.to_string()).unwrap();
    assert_eq!(setup_file::open(&path).unwrap_err().code(), "file_newer");
    assert_eq!(fs::read_to_string(&path).unwrap(), newer.to_string(), "a newer file is no damaged one");
}

#[test]
fn ten_thousand_comments_and_runs_survive_a_change_and_the_file_says_which_runs_are_kept_whole() {
    let run: Report = serde_json::from_value(value(SCHEMA_1)["runs"][0].clone()).unwrap();
    let guide = &guide::builtins()[0];
    let mut file = SetupFile::new(guide, None, Timestamp::now());
    let step = guide.steps().next().unwrap().id.clone();
    for number in 0..10_000 {
        let comment = Change::Comment(format!("Comment {number}"));
        file.change_step(guide, &step, comment, Timestamp::now()).unwrap();
        file.record(run.clone(), guide);
    }
    assert_eq!((file.runs.len(), file.older_runs.len()), (20, 9_980));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.oraclesetup");
    setup_file::create(&path, &file).unwrap();
    assert_eq!(value(&fs::read_to_string(&path).unwrap())["whole_runs"], 20);
    let rename = |file: &mut SetupFile| {
        "Another name".clone_into(&mut file.name);
        Ok(())
    };
    setup_file::change(&path, rename).unwrap();
    let opened = setup_file::open(&path).unwrap().file;
    assert_eq!((opened.steps[&step].comments.len(), opened.older_runs.len()), (10_000, 9_980));
}
