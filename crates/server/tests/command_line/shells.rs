//! `errand completions` and `errand man`, which need no settings.

use std::fs;
use std::process::Command;

use crate::errand::Errand;

/// A program whose settings cannot be used.
fn unsettled() -> Errand {
    Errand::new().with("DATABASE_URL", "nonsense")
}

#[test]
fn every_shell_gets_a_script_that_knows_the_commands() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = unsettled().run(["completions", shell]).success();
        for word in ["reset-password", "completions", "--config"] {
            let word = if shell == "fish" {
                word.trim_start_matches("--")
            } else {
                word
            };
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn bash_completes_commands_and_options() {
    let errand = unsettled();
    let script = errand.run(["completions", "bash"]).success();
    let errand = errand.file("errand.bash", &script);
    for (words, expected) in [
        ("errand us", "user"),
        ("errand user re", "reset-password revoke-admin"),
        ("errand user create --ad", "--admin"),
        ("errand completions z", "zsh"),
    ] {
        let complete = r#"
            source errand.bash
            COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _errand errand "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
            echo "${COMPREPLY[@]}""#;
        let bash = Command::new("bash")
            .args(["--norc", "-c", complete, "bash", words])
            .current_dir(errand.path(""))
            .output()
            .unwrap();
        let completed = String::from_utf8(bash.stdout).unwrap();
        assert_eq!(completed.trim_end(), expected, "{words}");
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let errand = unsettled();
    errand.run(["man", "share/man1"]).success();
    let page = |name: &str| fs::read_to_string(errand.path("share/man1").join(name)).unwrap();
    assert!(page("errand.1").contains("errand\\-user(1)"));
    assert!(page("errand-user-create.1").contains("\\-\\-admin"));
    assert!(page("errand-jobs-retry.1").contains(".TH"));
    let printed = errand.run(["man"]).success();
    assert_eq!(printed.trim_end(), page("errand.1").trim_end());
}

#[test]
fn a_manual_that_cannot_be_written_is_an_error() {
    let errand = unsettled().file("taken", "");
    let said = errand.run(["man", "taken"]).failure();
    assert!(said.starts_with("taken cannot be written: "), "{said}");
}
