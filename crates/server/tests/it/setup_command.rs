//! Setting a server up by command, and what a start says.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use crate::PROGRAM;

fn runs(data: &Path, words: &[&str], input: &str) -> (bool, String) {
    let mut command = Command::new(PROGRAM);
    command.args(words).arg("--data").arg(data).current_dir(data).stdin(Stdio::piped());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{input}").unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn one_command_sets_a_server_up_and_can_be_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name).display().to_string()
    };
    let (password, rules) =
        (file("password", "a long password\n"), file("rules", "Be kind\n\nTea at five\n"));
    let words = [
        "setup",
        "--owner",
        "alice",
        "--email",
        "alice@mail.example",
        "--password-file",
        &password,
        "--title",
        "Tea house",
        "--registrations",
        "invitation",
        "--rules-file",
        &rules,
        "--disk-budget",
        "5 GB",
        "--limited",
        "true",
        "--hello",
        "We have moved in",
    ];
    let (is_well, said) = runs(folder.path(), &words, "");
    assert!(is_well && said.contains("made @alice@"), "{said}");
    let (is_well, said) = runs(folder.path(), &words, "");
    assert!(is_well && said.contains("is the owner") && !said.contains("made"), "{said}");
    let database = folder.path().join("fanfare.sqlite");
    let posted = tokio::runtime::Runtime::new().unwrap().block_on(async {
        let store = store::Store::sqlite(&database, store::Durability::Normal).unwrap();
        let found = store::accounts::find_by_handle(&store, "alice", None).await.unwrap();
        found.unwrap().statuses_count
    });
    assert_eq!(posted, 1, "the first post is said once");
    for (name, value) in [
        ("title", "Tea house"),
        ("registrations", "invitation"),
        ("storage.budget", "5 GB"),
        ("federation.limited", "true"),
    ] {
        assert_eq!(runs(folder.path(), &["settings", "get", name], ""), (true, format!("{value}\n")));
    }
    let (_, listed) = runs(folder.path(), &["rule", "list"], "");
    assert_eq!(listed.lines().count(), 2, "{listed}");
    let (is_well, link) = runs(folder.path(), &["invite", "create", "--uses", "2", "--days", "3"], "");
    assert!(is_well && link.starts_with("http://localhost:3000/invite/"), "{link}");
    let code = link.trim().rsplit('/').next().unwrap();
    let (_, listed) = runs(folder.path(), &["invite", "list"], "");
    assert!(
        listed.contains(code) && listed.contains("@alice  0/2") && listed.trim().ends_with("open"),
        "{listed}"
    );
    assert!(runs(folder.path(), &["invite", "end", code], "").0);
    assert!(runs(folder.path(), &["invite", "list"], "").1.trim().ends_with("ended"));
    let (is_well, said) = runs(folder.path(), &["setup", "--disk-budget", "lots"], "");
    assert!(!is_well && said.contains("20 GB"), "{said}");
}

/// Starts a server and answers the first line that it shows with a link; then it is ended.
fn link_of_start(data: &Path, words: &[&str]) -> String {
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--listen", "127.0.0.1:0"]).args(words).arg("--data").arg(data).current_dir(data);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let link = lines.map(Result::unwrap).find(|line| line.contains("/setup?code="));
    child.kill().unwrap();
    child.wait().unwrap();
    link.expect("a link is shown").trim().to_owned()
}

#[test]
fn a_start_shows_a_link_and_the_domain_may_change_until_somebody_lives_there() {
    let folder = tempfile::tempdir().unwrap();
    let first = link_of_start(folder.path(), &["--domain", "slip.example"]);
    assert!(first.starts_with("https://slip.example/setup?code="), "{first}");
    let second = link_of_start(folder.path(), &["--domain", "tea.example"]);
    assert!(second.starts_with("https://tea.example/setup?code="), "{second}");
    assert_ne!(first.rsplit('=').next(), second.rsplit('=').next());
    let create =
        ["account", "create", "alice", "--email", "alice@mail.example", "--password", "a long password"];
    assert!(runs(folder.path(), &create, "").0);
    let (is_well, said) = runs(folder.path(), &["serve", "--domain", "other.example"], "");
    assert!(!is_well && said.contains("tea.example"), "{said}");
}
