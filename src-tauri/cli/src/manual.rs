//! The manual pages and the shells' completions, made from the definition of the command line.
//!
//! The program itself carries no generator: `cargo xtask bundle` has this test write what the package holds.

use std::{env, fs, path::Path};

use clap::CommandFactory;
use clap_complete::{Shell, generate_to};

use crate::arguments::CommandLine;

const PROGRAM: &str = "oracle-setup";

fn write(folder: &Path) {
    clap_mangen::generate_to(CommandLine::command(), folder).unwrap();
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, &mut CommandLine::command(), PROGRAM, folder).unwrap();
    }
}

#[test]
fn the_manual_has_a_page_for_every_command_and_each_shell_completes_them() {
    let fresh = tempfile::tempdir().unwrap();
    let folder = env::var_os("MANUAL_FOLDER").map_or_else(|| fresh.path().to_owned(), Into::into);
    write(&folder);
    let completions = ["oracle-setup.bash", "_oracle-setup", "oracle-setup.fish"]
        .map(|file| fs::read_to_string(folder.join(file)).unwrap());
    let overview = fs::read_to_string(folder.join("oracle-setup.1")).unwrap();
    for command in CommandLine::command().get_subcommands() {
        let name = command.get_name();
        assert!(folder.join(format!("{PROGRAM}-{name}.1")).is_file(), "{name}");
        assert!(overview.contains(name), "{name}");
        assert!(completions.iter().all(|text| text.contains(name)), "{name}");
    }
}
