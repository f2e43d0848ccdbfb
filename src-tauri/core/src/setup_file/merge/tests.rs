use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::{
    checks::Report,
    guide::{self, Guide},
    setup_file::{Change, Claim, stamp},
};

const STEPS: [&str; 3] = ["prerequisites", "find-address", "copy-role"];

fn guide() -> &'static Guide {
    guide::builtins().iter().find(|guide| guide.role.is_some()).unwrap()
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

fn setup() -> SetupFile {
    SetupFile::new(guide(), None, at(0))
}

/// A change as a program makes it: marked.
fn edit(file: &mut SetupFile, change: impl FnOnce(&mut SetupFile)) {
    let mut before = file.clone();
    change(file);
    stamp(&mut before, file).unwrap();
}

fn step(file: &mut SetupFile, step: &str, change: Change, second: i64) {
    edit(file, |file| file.change_step(guide(), step, change, at(second)).unwrap());
}

fn note(file: &mut SetupFile, step_id: &str, text: &str) {
    step(file, step_id, Change::Note(text.to_owned()), 1);
}

fn run(second: i64) -> Report {
    serde_json::from_value(json!({
        "schema": 1, "guide": {"id": "g", "version": "1"}, "host": "h", "environment": "test", "seen_from": "here",
        "started_at": at(second - 1), "finished_at": at(second), "partial": false, "verdict": "passed", "checks": [],
    }))
    .unwrap()
}

fn whole(mine: &SetupFile, theirs: &SetupFile) -> SetupFile {
    match merge(mine, theirs, &Choices::default()).unwrap() {
        Merged::Whole(file) => *file,
        Merged::Open(open) => panic!("left open: {open:#?}"),
    }
}

fn open(mine: &SetupFile, theirs: &SetupFile) -> Vec<Difference> {
    match merge(mine, theirs, &Choices::default()).unwrap() {
        Merged::Whole(file) => panic!("nothing was left open: {file:#?}"),
        Merged::Open(open) => open,
    }
}

fn preferring(mine: &SetupFile, theirs: &SetupFile, side: Side) -> SetupFile {
    match merge(mine, theirs, &Choices { prefer: Some(side), ..Choices::default() }).unwrap() {
        Merged::Whole(file) => *file,
        Merged::Open(open) => panic!("left open: {open:#?}"),
    }
}

#[test]
fn different_steps_and_different_fields_of_a_step_come_together_by_themselves() {
    let (mut mine, mut theirs) = (setup(), setup());
    theirs.id = mine.id;
    step(&mut mine, "copy-role", Change::Claim(Claim::Done, None), 1);
    note(&mut theirs, "copy-role", "Their note");
    step(&mut theirs, "find-address", Change::Claim(Claim::Waiting, Some("Security".to_owned())), 2);
    edit(&mut theirs, |file| file.user = Some("vendor.integration".to_owned()));
    let both = whole(&mine, &theirs);
    assert_eq!((both.step("copy-role").claimed, both.step("copy-role").note.as_str()), (Claim::Done, "Their note"));
    assert_eq!(both.step("find-address").waiting_for.as_deref(), Some("Security"));
    assert_eq!(both.user.as_deref(), Some("vendor.integration"));
}

#[test]
fn the_same_field_changed_on_both_sides_is_told_and_chosen() {
    let (mut mine, mut theirs) = (setup(), setup());
    theirs.id = mine.id;
    note(&mut mine, "copy-role", "Mine");
    note(&mut theirs, "copy-role", "Theirs");
    edit(&mut mine, |file| file.name = "One".to_owned());
    edit(&mut theirs, |file| file.name = "Other".to_owned());
    let told = open(&mine, &theirs);
    assert_eq!(told.iter().map(|one| one.field.as_str()).collect::<Vec<_>>(), ["name", "steps/copy-role/note"]);
    assert_eq!(told[1].step.as_deref(), Some("copy-role"));
    assert_eq!((&told[1].mine, &told[1].theirs), (&json!("Mine"), &json!("Theirs")));
    assert!(told[1].mine_at.is_some() && told[1].theirs_at.is_some());
    let fields = [("name".to_owned(), Side::Theirs)].into();
    let Merged::Whole(both) = merge(&mine, &theirs, &Choices { prefer: Some(Side::Mine), fields }).unwrap() else {
        panic!("every field was chosen")
    };
    assert_eq!((both.name.as_str(), both.step("copy-role").note.as_str()), ("Other", "Mine"));
    assert_eq!(whole(&both, &theirs), *both, "what was chosen is not asked again");
    assert_eq!(whole(&mine, &both), *both);
}

#[test]
fn a_change_that_went_on_from_the_other_side_wins_whatever_the_clocks_say() {
    let mut mine = setup();
    step(&mut mine, "copy-role", Change::Claim(Claim::Done, None), 900);
    let mut theirs = mine.clone();
    step(&mut theirs, "copy-role", Change::Redo("The code has a suffix".to_owned()), 5);
    assert_eq!(whole(&mine, &theirs).step("copy-role").claimed, Claim::Todo);
    step(&mut theirs, "copy-role", Change::Owner("Bo".to_owned()), 6);
    step(&mut theirs, "copy-role", Change::Owner(String::new()), 7);
    step(&mut mine, "copy-role", Change::Note("n".to_owned()), 8);
    let both = whole(&mine, &theirs);
    assert_eq!((both.step("copy-role").note.as_str(), both.step("copy-role").owner.as_str()), ("n", ""));
    assert_eq!(both.step("copy-role").redo.unwrap().why, "The code has a suffix");
}

#[test]
fn the_same_claim_made_twice_is_no_question() {
    let (mut mine, mut theirs) = (setup(), setup());
    theirs.id = mine.id;
    step(&mut mine, "copy-role", Change::Claim(Claim::Done, None), 1);
    step(&mut theirs, "copy-role", Change::Claim(Claim::Done, None), 2);
    assert_eq!(whole(&mine, &theirs).step("copy-role").claimed_at, Some(at(2)));
    step(&mut theirs, "copy-role", Change::Claim(Claim::NotApplicable, None), 2);
    assert_eq!(open(&mine, &theirs)[0].field, "steps/copy-role/claimed");
}

#[test]
fn without_any_mark_what_is_there_counts_and_what_differs_is_asked() {
    let (mut mine, mut theirs) = (setup(), setup());
    theirs.id = mine.id;
    theirs.steps.entry("copy-role".to_owned()).or_default().note = "By hand".to_owned();
    theirs.steps.entry("verify".to_owned()).or_default().claimed = Claim::Done;
    let both = whole(&mine, &theirs);
    assert_eq!((both.step("copy-role").note.as_str(), both.step("verify").claimed), ("By hand", Claim::Done));
    mine.steps.entry("copy-role".to_owned()).or_default().note = "By another hand".to_owned();
    assert_eq!(open(&mine, &theirs)[0].field, "steps/copy-role/note");
}

#[test]
fn a_copy_of_a_newer_schema_is_refused_on_either_side() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut value = serde_json::to_value(setup()).unwrap();
    fs::write(at("known"), value.to_string()).unwrap();
    value["schema"] = json!(SCHEMA + 1);
    fs::write(at("newer"), value.to_string()).unwrap();
    for (mine, theirs) in [("known", "newer"), ("newer", "known")] {
        let refused = merge_files(&at(mine), &at(theirs), &at("out"), &Choices::default()).map(|_| ());
        assert!(matches!(refused, Err(Problem::FileNewer { .. })), "{refused:?}");
        assert!(!at("out").exists());
    }
}

#[test]
fn two_setups_of_different_customers_are_refused() {
    let (mut mine, theirs) = (setup(), setup());
    mine.name = "Example Retail".to_owned();
    let refused = merge(&mine, &theirs, &Choices::default()).unwrap_err();
    let told = Problem::DifferentSetups { mine: "Example Retail".to_owned(), theirs: theirs.id.to_string() };
    assert_eq!(refused, told);
}

#[test]
fn runs_of_both_stay_and_the_newest_twenty_are_whole() {
    let mut mine = setup();
    let guide = guide();
    (0..30).for_each(|second| mine.record(run(second), guide));
    let mut theirs = mine.clone();
    (100..110).for_each(|second| mine.record(run(second), guide));
    (105..125).for_each(|second| theirs.record(run(second), guide));
    let both = whole(&mine, &theirs);
    let ends: Vec<Timestamp> = both.runs.iter().map(|run| run.finished_at).collect();
    assert_eq!(ends, (105..125).map(at).collect::<Vec<_>>());
    let older: Vec<Timestamp> = both.older_runs.iter().map(|line| line.finished_at).collect();
    assert_eq!(older, (0..30).chain(100..105).map(at).collect::<Vec<_>>());
    assert_eq!(both.whole_runs, Some(20));
}

#[test]
fn the_later_look_at_oracle_counts() {
    let (mut mine, mut theirs) = (setup(), setup());
    theirs.id = mine.id;
    let look = |file: &mut SetupFile, observed, second| {
        let record = file.steps.entry("copy-role".to_owned()).or_default();
        (record.observed, record.observed_at) = (observed, Some(at(second)));
    };
    look(&mut mine, crate::setup_file::Observed::Contradicted, 5);
    look(&mut theirs, crate::setup_file::Observed::Confirmed, 9);
    assert_eq!(whole(&mine, &theirs).step("copy-role").observed, crate::setup_file::Observed::Confirmed);
    look(&mut mine, crate::setup_file::Observed::Contradicted, 10);
    assert_eq!(whole(&mine, &theirs).step("copy-role").observed, crate::setup_file::Observed::Contradicted);
}

#[test]
fn a_refused_secret_stays_refused() {
    let (mut mine, mut theirs) = (setup(), setup());
    theirs.id = mine.id;
    edit(&mut mine, |file| file.refused_at = Some(at(5)));
    edit(&mut theirs, |file| file.refused_at = Some(at(7)));
    assert_eq!(whole(&mine, &theirs).refused_at, Some(at(7)));
    assert_eq!(whole(&theirs, &mine).refused_at, Some(at(7)));
}

#[derive(Debug, Clone)]
enum Edit {
    Claim(usize, usize),
    Note(usize, char),
    Owner(usize, char),
    Comment(usize, char),
    Redo(usize, char),
    Due(usize, Option<i64>),
    Name(char),
    User(Option<char>),
    Host(Option<char>),
    Value(usize, Option<char>),
    Branch(bool),
    Run,
}

fn edits() -> impl Strategy<Value = Vec<(Edit, i64)>> {
    let step = 0..STEPS.len();
    let letter = || prop::char::range('a', 'c');
    let edit = prop_oneof![
        (step.clone(), 0_usize..4).prop_map(|(step, claim)| Edit::Claim(step, claim)),
        (step.clone(), letter()).prop_map(|(step, text)| Edit::Note(step, text)),
        (step.clone(), letter()).prop_map(|(step, text)| Edit::Owner(step, text)),
        (step.clone(), letter()).prop_map(|(step, text)| Edit::Comment(step, text)),
        (step.clone(), letter()).prop_map(|(step, text)| Edit::Redo(step, text)),
        (step, prop::option::of(0_i64..3)).prop_map(|(step, due)| Edit::Due(step, due)),
        letter().prop_map(Edit::Name),
        prop::option::of(letter()).prop_map(Edit::User),
        prop::option::of(letter()).prop_map(Edit::Host),
        (0_usize..2, prop::option::of(letter())).prop_map(|(value, text)| Edit::Value(value, text)),
        any::<bool>().prop_map(Edit::Branch),
        Just(Edit::Run),
    ];
    // The clock is set back and forth.
    prop::collection::vec((edit, 0_i64..50), 0..12)
}

fn apply(file: &mut SetupFile, (wanted, second): &(Edit, i64)) {
    let second = *second;
    match wanted.clone() {
        Edit::Claim(on, claim) => {
            let claim = [Claim::Todo, Claim::Done, Claim::Waiting, Claim::NotApplicable][claim];
            step(file, STEPS[on], Change::Claim(claim, Some("Security".to_owned())), second);
        }
        Edit::Note(on, text) => step(file, STEPS[on], Change::Note(text.to_string()), second),
        Edit::Owner(on, text) => step(file, STEPS[on], Change::Owner(text.to_string()), second),
        Edit::Comment(on, text) => step(file, STEPS[on], Change::Comment(text.to_string()), second),
        Edit::Redo(on, text) => step(file, STEPS[on], Change::Redo(text.to_string()), second),
        Edit::Due(on, due) => step(file, STEPS[on], Change::Due(due.map(at)), second),
        Edit::Name(name) => edit(file, |file| file.name = name.to_string()),
        Edit::User(user) => edit(file, |file| file.user = user.map(String::from)),
        Edit::Host(host) => edit(file, |file| file.host = host.map(String::from)),
        Edit::Value(value, text) => edit(file, |file| {
            let key = ["role_name", "role_code"][value].to_owned();
            match text {
                Some(text) => drop(file.values.insert(key, text.to_string())),
                None => drop(file.values.remove(&key)),
            }
        }),
        Edit::Branch(redwood) => edit(file, |file| {
            let value = if redwood { "redwood" } else { "classic" };
            file.branches.insert("pages".to_owned(), value.to_owned());
        }),
        Edit::Run => edit(file, |file| file.record(run(second), guide())),
    }
}

fn apply_all(file: &mut SetupFile, edits: &[(Edit, i64)]) {
    for edit in edits {
        apply(file, edit);
    }
}

fn copies() -> impl Strategy<Value = [SetupFile; 3]> {
    (edits(), edits(), edits()).prop_map(|(before, ours, others)| {
        let mut base = setup();
        apply_all(&mut base, &before);
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        apply_all(&mut mine, &ours);
        apply_all(&mut theirs, &others);
        [base, mine, theirs]
    })
}

fn said(file: &SetupFile) -> Cells {
    let cells = cells::of(&mut file.clone()).unwrap();
    cells.into_iter().map(|(name, value)| (name, without_who_and_when(&value))).collect()
}

proptest! {
    // A failing case is small once it is shrunk: it belongs in a test of its own, not in a file.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_setup_with_itself_is_itself([_, mine, _] in copies()) {
        prop_assert_eq!(whole(&mine, &mine), mine);
    }

    #[test]
    fn it_does_not_matter_whose_copy_is_whose([_, mine, theirs] in copies()) {
        let (one, other) = (Choices::default(), Choices::default());
        match (merge(&mine, &theirs, &one).unwrap(), merge(&theirs, &mine, &other).unwrap()) {
            (Merged::Whole(one), Merged::Whole(other)) => prop_assert_eq!(one, other),
            (Merged::Open(one), Merged::Open(other)) => {
                let fields = |open: &[Difference]| open.iter().map(|one| one.field.clone()).collect::<Vec<_>>();
                prop_assert_eq!(fields(&one), fields(&other));
            }
            (one, other) => prop_assert!(false, "{one:?} and {other:?}"),
        }
        prop_assert_eq!(preferring(&mine, &theirs, Side::Mine), preferring(&theirs, &mine, Side::Theirs));
    }

    #[test]
    fn only_what_both_changed_is_asked_and_nothing_is_dropped([base, mine, theirs] in copies()) {
        let [was, ours, others] = [said(&base), said(&mine), said(&theirs)];
        let merged = merge(&mine, &theirs, &Choices::default()).unwrap();
        let asked: BTreeSet<String> = match &merged {
            Merged::Open(open) => open.iter().map(|one| one.field.clone()).collect(),
            Merged::Whole(_) => BTreeSet::new(),
        };
        for side in [Side::Mine, Side::Theirs] {
            let both = preferring(&mine, &theirs, side);
            let is = said(&both);
            for name in was.keys().chain(ours.keys()).chain(others.keys()) {
                let [was, one, other] = [was.get(name), ours.get(name), others.get(name)];
                let expected = match (was == one, was == other) {
                    _ if is_observation(name) || one == other => continue,
                    (true, _) if !asked.contains(name) => other,
                    (_, true) if !asked.contains(name) => one,
                    _ => {
                        prop_assert!(asked.contains(name), "{} was not asked", name);
                        if side == Side::Mine { one } else { other }
                    }
                };
                prop_assert_eq!(is.get(name), expected, "{}", name);
            }
            for copy in [&mine, &theirs] {
                for (step, record) in &copy.steps {
                    let kept = both.step(step).comments;
                    prop_assert!(record.comments.iter().all(|comment| kept.contains(comment)));
                }
                prop_assert!(copy.runs.iter().all(|run| both.runs.contains(run)));
            }
        }
    }

    #[test]
    fn a_merge_holds_both_and_is_not_asked_about_again([_, mine, theirs] in copies()) {
        let both = preferring(&mine, &theirs, Side::Theirs);
        prop_assert_eq!(&whole(&both, &theirs), &both);
        prop_assert_eq!(&whole(&mine, &both), &both);
    }

    #[test]
    fn a_copy_without_who_and_when_gives_back_what_it_lacks([_, mine, _] in copies()) {
        let bare = mine.carrying(super::super::Carry { names: false, times: false, runs: false });
        prop_assert_eq!(whole(&mine, &bare), mine);
    }

    #[test]
    fn a_change_to_what_was_seen_is_brought_together_with_what_is_there([base, mine, theirs] in copies()) {
        let [was, ours, others] = [&base, &mine, &theirs].map(|file| cells::of(&mut file.clone()).unwrap());
        let both_changed = |name: &&String| {
            let [was, one, other] = [was.get(*name), ours.get(*name), others.get(*name)];
            was != one && was != other && one != other && !is_observation(name)
        };
        match since(&base, &mine, &theirs, Path::new("a")) {
            Ok(both) => {
                prop_assert_eq!(ours.keys().chain(others.keys()).find(both_changed), None);
                prop_assert_eq!(&whole(&both, &theirs), &both);
                prop_assert_eq!(&whole(&both, &mine), &both);
            }
            Err(Problem::ChangedByAnother { fields, .. }) => {
                prop_assert!(fields.iter().all(|field| both_changed(&field)));
                prop_assert!(!fields.is_empty());
            }
            Err(other) => prop_assert!(false, "{other:?}"),
        }
    }
}
