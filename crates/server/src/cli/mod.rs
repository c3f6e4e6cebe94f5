//! The command line. Scripts depend on it: names and outputs stay as they are.

mod account;
mod audit;
mod commits;
mod community;
mod demo;
mod floor;
mod inbox;
mod invite;
mod limits;
mod media_job;
mod moving;
mod neighbour;
mod neighbours;
mod password;
mod relay;
mod serve;
mod settings;
mod setup;
mod storage;
mod token;

use std::{io::Write as _, process::ExitCode};

use anyhow::Context as _;
use clap::{Parser, Subcommand};

use crate::config::{Config, Options};

/// A complete home on the fediverse in one program.
#[derive(Debug, Parser)]
#[command(name = "fanfare", version, propagate_version = true, arg_required_else_help = true)]
struct CommandLine {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Serve),
    /// Set a new server up without its pages, in one go; can be run again
    Setup(Box<setup::Setup>),
    /// Make accounts and give them roles; works while the server runs, too
    #[command(subcommand)]
    Account(account::Account),
    /// Let people in where not everybody may come; works while the server runs, too
    #[command(subcommand)]
    Invite(invite::Invite),
    /// Make tokens for scripts; works while the server runs, too
    #[command(subcommand)]
    Token(token::Token),
    /// Decide how this server is; works while the server runs, too
    #[command(subcommand)]
    Settings(settings::Settings),
    /// The rules that everybody on this server agrees to
    #[command(subcommand)]
    Rule(settings::Rule),
    /// Tell everybody on this server something
    #[command(subcommand)]
    Announcement(community::Announcement),
    /// Custom emoji that people of this server can use
    #[command(subcommand)]
    Emoji(community::Emoji),
    /// With which other servers this one has dealings; works while the server runs, too
    #[command(subcommand)]
    Neighbour(neighbour::Neighbour),
    /// Servers that pass on what is public between many others
    #[command(subcommand)]
    Relay(relay::Relay),
    /// What people reported about accounts
    #[command(subcommand)]
    Report(community::Report),
    /// What those who keep the place did
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Print every server that this one deals with: what waits for it, and how it fails
    Neighbours(neighbours::Neighbours),
    /// Activities of other servers that failed again and again; works while the server runs, too
    #[command(subcommand)]
    Inbox(inbox::Inbox),
    /// Print what files and the database take and how long that will go well, or bring files to another place
    Storage(storage::Storage),
    /// Print every limit with its value and what it is for
    Limits,
    /// Run a server with a cast of people and posts to try apps on; its data is thrown away at the end
    Demo(demo::Demo),
    /// Answer with the bytes of files and do nothing else: the yardstick of `bin/bench`
    #[command(hide = true)]
    Floor(floor::Floor),
    /// Work on an uploaded file: started by the server
    #[command(hide = true)]
    MediaJob(media_job::MediaJob),
    /// Add rows and do nothing else: the yardstick of `bin/bench` for posting
    #[command(hide = true)]
    Commits(commits::Commits),
}

/// Does what the command line says.
pub fn run() -> ExitCode {
    let line = CommandLine::parse();
    if let Command::MediaJob(job) = &line.command {
        return job.run();
    }
    match line.command.run(line.options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

impl Command {
    fn run(self, options: Options) -> anyhow::Result<()> {
        match self {
            Self::Serve(serve) => serve.run(options),
            Self::Setup(setup) => setup.run(&options),
            Self::Invite(invite) => invite.run(&options),
            Self::Account(account) => account.run(&options),
            Self::Token(token) => token.run(&options),
            Self::Settings(settings) => settings.run(&options),
            Self::Rule(rule) => rule.run(&options),
            Self::Announcement(announcement) => announcement.run(&options),
            Self::Emoji(emoji) => emoji.run(&options),
            Self::Neighbour(neighbour) => neighbour.run(&options),
            Self::Relay(relay) => relay.run(&options),
            Self::Audit(audit) => audit.run(&options),
            Self::Report(report) => report.run(&options),
            Self::Neighbours(neighbours) => neighbours.run(&options),
            Self::Inbox(inbox) => inbox.run(&options),
            Self::Storage(storage) => storage.run(&options),
            Self::Limits => limits::run(),
            Self::Demo(demo) => demo.run(options),
            Self::MediaJob(_) => unreachable!("it is run before the others, without a configuration"),
            Self::Floor(floor) => floor.run(),
            Self::Commits(commits) => commits.run(&options),
        }
    }
}

/// One line, whatever went wrong.
fn complain(error: &anyhow::Error) {
    let message = format!("{error:#}").replace('\n', " ");
    // If nobody reads standard error, nobody needs to be told.
    drop(writeln!(std::io::stderr(), "fanfare: could not {message}"));
}

/// Prints a line to standard output, for people and scripts.
fn say(line: &str) -> anyhow::Result<()> {
    writeln!(std::io::stdout(), "{line}").context("write to standard output")
}

fn configure(options: &Options) -> anyhow::Result<Config> {
    Config::load(options).context("read the configuration")
}

/// How long threads that still wait for something may take at the end.
const LAST_PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

/// Threads beyond one for each core: SQLite reads and commits on the thread that asks, and while some of them wait for
/// the disk the cores have others to run.
const THREADS_THAT_WAIT: usize = 2;

/// Runs something on some more threads than there are cores.
fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(cores + THREADS_THAT_WAIT).enable_all().build().context("start")?;
    let done = runtime.block_on(work);
    // A thread may be waiting for a worker, who ends when this process does.
    runtime.shutdown_timeout(LAST_PATIENCE);
    done
}

/// The name of a local account, written with or without its `@`.
fn username(text: &str) -> Result<String, String> {
    let name = text.strip_prefix('@').unwrap_or(text);
    match name {
        "" => Err("a name is needed".to_owned()),
        _ if name.contains('@') => Err("only people of this server: a name without a domain".to_owned()),
        _ => Ok(name.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_holds_together() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn what_a_command_is_about_is_no_setting() {
        for words in [
            &["fanfare", "neighbour", "allow", "far.example"][..],
            &["fanfare", "neighbour", "disallow", "far.example"],
            &["fanfare", "neighbour", "media", "far.example", "proxy"],
        ] {
            let line = CommandLine::try_parse_from(words).unwrap();
            assert_eq!(line.options.domain, None, "{words:?}: the neighbour is not this server");
        }
    }

    #[test]
    fn settings_are_understood_before_and_after_the_command() {
        let words = ["fanfare", "--data", "a", "account", "role", "@alice", "owner", "--domain", "b.example"];
        let line = CommandLine::try_parse_from(words).unwrap();
        assert_eq!(line.options.data.unwrap().to_str(), Some("a"));
        assert_eq!(line.options.domain.as_deref(), Some("b.example"));
    }

    #[test]
    fn wrong_use_is_refused_before_anything_happens() {
        for words in [
            &["fanfare", "account", "create", "alice"][..],
            &["fanfare", "account", "role", "alice@far.example", "owner"],
            &["fanfare", "token", "create", "alice", "--scopes", "fly"],
            &["fanfare", "token", "create", "alice", "--scopes", ""],
            &["fanfare", "setup", "--registrations", "perhaps"],
            &["fanfare", "setup", "--owner", "alice@far.example"],
            &["fanfare", "invite", "create", "--uses", "many"],
            &["fanfare", "nonsense"],
        ] {
            assert_eq!(CommandLine::try_parse_from(words).unwrap_err().exit_code(), 2, "{words:?}");
        }
    }
}
