//! Setups to open and to list, as the program itself writes them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use jiff::Timestamp;
use setup::{
    guide,
    portfolio::ENDING,
    setup_file::{self, Form, SetupFile},
};

use crate::fault::Fault;

/// Gives a home its documents folder, and the folder in it that the program lists.
pub fn folder(home: &Path) -> Result<PathBuf, Fault> {
    let folder = home.join("Documents/Oracle setups");
    fs::create_dir_all(&folder).map_err(tests::Fault::file(&folder))?;
    let places = home.join(".config/user-dirs.dirs");
    fs::write(&places, "XDG_DOCUMENTS_DIR=\"$HOME/Documents\"\n").map_err(tests::Fault::file(&places))?;
    Ok(folder)
}

/// Writes so many setups of the longest guide; gives the path of the first.
pub fn write(folder: &Path, count: usize) -> Result<PathBuf, Fault> {
    let path = |number: usize| folder.join(format!("Customer {number}.{ENDING}"));
    for number in 0..count {
        setup_file::create(&path(number), &setup(&format!("Customer {number}"))?)?;
    }
    Ok(path(0))
}

fn setup(name: &str) -> Result<SetupFile, Fault> {
    let longest = guide::builtins().iter().max_by_key(|guide| guide.steps().count());
    let mut guides = longest.into_iter();
    let Some(guide) = guides.next() else { return Err(Fault::NoTime("there is no guide".to_owned())) };
    let mut file = SetupFile::new(guide, None, Timestamp::now());
    let form = Form {
        name: Some(name.to_owned()),
        address: Some("abcd-test.fa.ocs.oraclecloud.com".to_owned()),
        user: Some("VENDOR.INTEGRATION".to_owned()),
        ..Form::default()
    };
    file.fill(&form, guide)?;
    Ok(file)
}
