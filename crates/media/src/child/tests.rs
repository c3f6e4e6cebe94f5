//! Workers that misbehave, and what becomes of it. A worker is this very test program again, told to run one test:
//! [`worker`], which does in its folder what the upload says.

use std::{
    fs,
    io::Write as _,
    os::unix::process::ExitStatusExt as _,
    path::Path,
    process::{Command, ExitStatus},
    time::{Duration, Instant},
};

use super::*;
use crate::{
    job::{File, Job, Kind, Made, Note, Outcome, Purpose},
    limits,
    meta::Meta,
    refusal::{Problem, Refusal},
    tools::Tools,
};

/// Long enough for a worker on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// The start of a picture that needs no tools, and of one that may.
const PNG: &str = "\u{89}PNG";
const GIF: &str = "GIF89a";

fn program() -> Program {
    Program {
        file: std::env::current_exe().unwrap(),
        arguments: ["child::tests::worker", "--exact", "--nocapture"].map(Into::into).to_vec(),
    }
}

/// A folder with an upload that says what the worker shall do.
fn folder(start: &str, trial: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let start = if start == PNG { &b"\x89PNG\r\n\x1A\n"[..] } else { start.as_bytes() };
    fs::write(folder.path().join("upload"), [start, trial.as_bytes()].concat()).unwrap();
    let job = Job { purpose: Purpose::Attachment, input: "upload".to_owned(), tools: Tools::default() };
    prepare(folder.path(), &job).unwrap();
    folder
}

fn try_out(trial: &str, patience: Duration) -> Outcome {
    attend(&program(), folder(PNG, trial).path(), patience).unwrap()
}

fn too_much(what: &str) -> Result<Made, Refusal> {
    Err(Refusal::TooMuchWork { what: what.to_owned() })
}

#[test]
fn worker() {
    if Path::new(JOB).exists() {
        std::process::exit(worker::run_doing(Path::new("."), misbehave));
    }
}

fn misbehave(folder: &Path, job: &Job) -> Result<(Made, Vec<Note>), Problem> {
    let upload = fs::read(folder.join(&job.input)).unwrap();
    let upload = String::from_utf8_lossy(&upload);
    let trial = upload.rsplit(['\n', 'a']).next().unwrap_or_default();
    match trial {
        "hold" => std::thread::sleep(PATIENCE * 10),
        "spin" => spin(),
        "die" => {
            let own = rustix::process::getpid();
            rustix::process::kill_process(own, rustix::process::Signal::ILL).unwrap();
            // Another thread may be the one that it strikes.
            std::thread::sleep(PATIENCE);
        }
        "memory" => eat(folder),
        "disk" => fill(folder),
        "nonsense" => {
            fs::write(folder.join(OUTCOME), "{\"result\": {\"Ok\": ").unwrap();
            std::process::exit(0);
        }
        "silence" => std::process::exit(0),
        _ => fs::write(folder.join("report"), escape(folder).join("\n")).unwrap(),
    }
    Err(Refusal::Empty.into())
}

/// One second instead of sixty, so that the test is short; what ends the worker is the same.
fn spin() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    assert_eq!(getrlimit(Resource::Cpu).maximum, Some(limits::PICTURE_CPU_S));
    setrlimit(Resource::Cpu, Rlimit { current: Some(1), maximum: Some(2) }).unwrap();
    loop {
        std::hint::spin_loop();
    }
}

/// Bytes of memory that are taken at a time.
const BITE: usize = 8 * 1024 * 1024;

/// Notes a byte in a file for each bite that it got.
fn eat(folder: &Path) {
    let mut eaten = Vec::new();
    let mut notes = fs::File::create(folder.join("eaten")).unwrap();
    loop {
        eaten.push(vec![1_u8; BITE]);
        notes.write_all(b".").unwrap();
    }
}

fn fill(folder: &Path) {
    let mut file = fs::File::create(folder.join("full")).unwrap();
    let zeros = vec![0; 1024 * 1024];
    while file.write_all(&zeros).is_ok() {}
}

/// What a decoder would try that was taken over: all that succeeded.
fn escape(folder: &Path) -> Vec<&'static str> {
    let outside = folder.parent().unwrap().join("escaped");
    let tried = [
        ("read /etc/passwd", fs::read("/etc/passwd").is_ok()),
        ("read /proc/1/environ", fs::read("/proc/self/environ").is_ok()),
        ("list /", fs::read_dir("/").is_ok()),
        ("list the folder above", fs::read_dir(folder.join("..")).is_ok()),
        ("write above", fs::write(&outside, "here I was").is_ok()),
        ("write into /tmp", fs::write("/tmp/fanfare-escaped", "here I was").is_ok()),
        ("link out", std::os::unix::fs::symlink("/etc/passwd", folder.join("original.png")).is_ok()),
        ("listen", std::net::TcpListener::bind("127.0.0.1:0").is_ok()),
        ("send", std::net::UdpSocket::bind("127.0.0.1:0").is_ok()),
        ("talk to neighbours", std::os::unix::net::UnixStream::pair().is_ok()),
        (
            "run a shell",
            Command::new("/bin/sh").args(["-c", "exit 0"]).status().is_ok_and(|status| status.success()),
        ),
        (
            "stop the server",
            rustix::process::getppid()
                .is_some_and(|server| rustix::process::test_kill_process(server).is_ok()),
        ),
        ("leave the group", rustix::process::setsid().is_ok()),
    ];
    tried.into_iter().filter(|(_, succeeded)| *succeeded).map(|(what, _)| what).collect()
}

#[test]
fn a_worker_that_hangs_is_ended() {
    let started = Instant::now();
    assert_eq!(try_out("hold", Duration::from_millis(500)).result, too_much("time"));
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_worker_that_is_busy_for_too_long_is_ended_by_the_system() {
    assert_eq!(try_out("spin", PATIENCE).result, too_much("time"));
}

#[test]
fn a_worker_that_dies_costs_one_upload() {
    assert_eq!(try_out("die", PATIENCE).result, Err(Refusal::WorkerFailed));
}

#[test]
fn a_worker_gets_so_much_memory_and_no_more() {
    let folder = folder(PNG, "memory");
    let outcome = attend(&program(), folder.path(), PATIENCE).unwrap();
    assert_eq!(outcome.result, Err(Refusal::WorkerFailed));
    assert!(Refusal::WorkerFailed.to_string().contains("too much memory"));
    // It got a good part of what it may have, and not more than that.
    let eaten = fs::metadata(folder.path().join("eaten")).unwrap().len() * BITE as u64;
    assert!((limits::WORKER_MEMORY_BYTES / 2..=limits::WORKER_MEMORY_BYTES).contains(&eaten), "{eaten}");
}

#[test]
fn a_worker_does_not_fill_the_disk() {
    assert_eq!(try_out("disk", PATIENCE).result, too_much("space"));
}

#[test]
fn a_worker_that_answers_nonsense_or_nothing_has_failed() {
    assert_eq!(try_out("nonsense", PATIENCE).result, Err(Refusal::WorkerFailed));
    assert_eq!(try_out("silence", PATIENCE).result, Err(Refusal::WorkerFailed));
}

#[test]
fn a_worker_ends_with_the_server() {
    let folder = folder(PNG, "hold");
    let mut running = command(&program(), folder.path()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(running.try_wait().unwrap().is_none());
    drop(running.stdin.take());
    let status = running.wait().unwrap();
    assert_eq!(status.signal(), Some(rustix::process::Signal::KILL.as_raw()));
}

#[test]
fn a_decoder_that_is_taken_over_reaches_nothing() {
    for start in [PNG, GIF] {
        let folder = folder(start, "try");
        let outcome = attend(&program(), folder.path(), PATIENCE).unwrap();
        assert_eq!(outcome.result, Err(Refusal::Empty));
        let walls = outcome.walls.unwrap();
        assert!(walls.limits && walls.calls, "{walls:?}");
        let report = fs::read_to_string(folder.path().join("report")).unwrap();
        let mut escaped: Vec<_> = report.lines().collect();
        if !walls.files {
            // A kernel without Landlock: said in the outcome, so that whoever runs the server can know.
            let needs_landlock = ["read ", "list ", "write ", "link ", "run ", "stop "];
            escaped.retain(|what| !needs_landlock.iter().any(|start| what.starts_with(start)));
        }
        if start == GIF {
            // Tools are started where there are tools to start.
            escaped.retain(|what| *what != "run a shell");
        }
        assert_eq!(escaped, [""; 0], "{start}");
    }
}

fn answer(folder: &Path, change: impl Fn(&mut Made)) -> Outcome {
    let file = File {
        name: "original.png".to_owned(),
        content_type: "image/png".to_owned(),
        extension: "png".to_owned(),
        width: 1,
        height: 1,
        bytes: 12,
    };
    let mut made = Made {
        kind: Kind::Image,
        original: file,
        small: None,
        still: None,
        meta: Meta::default(),
        blurhash: Some("LEHV6nWB2yk8pyo0adR*.7kCMdnj".to_owned()),
    };
    change(&mut made);
    let outcome = Outcome { result: Ok(made), walls: None, notes: Vec::new() };
    fs::write(folder.join(OUTCOME), serde_json::to_vec(&outcome).unwrap()).unwrap();
    verdict(folder, Some(ExitStatus::default()))
}

#[test]
fn an_answer_is_believed_only_as_far_as_it_can_be_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    fs::write(path.join("original.png"), b"\x89PNG\r\n\x1A\n1234").unwrap();
    fs::write(path.join("page.png"), b"<html>123456").unwrap();
    std::os::unix::fs::symlink("/etc/passwd", path.join("link.png")).unwrap();
    assert!(answer(path, |_| {}).result.is_ok());
    let lies: [&dyn Fn(&mut Made); 11] = [
        &|made| made.original.name = "../original.png".to_owned(),
        &|made| made.original.name = "/etc/passwd".to_owned(),
        &|made| made.original.name = "link.png".to_owned(),
        &|made| made.original.name = "missing.png".to_owned(),
        &|made| made.original.name = "page.png".to_owned(),
        &|made| made.original.bytes = 13,
        &|made| made.original.content_type = "text/html".to_owned(),
        &|made| made.original.extension = "html".to_owned(),
        &|made| made.original.width = u32::MAX,
        &|made| made.blurhash = Some("<script>\u{7f}".repeat(20)),
        &|made| made.meta.audio_encode = Some("aac\u{202e}\n".to_owned()),
    ];
    for (number, lie) in lies.iter().enumerate() {
        assert_eq!(answer(path, lie).result, Err(Refusal::WorkerFailed), "lie {number}");
    }
    fs::write(path.join(OUTCOME), vec![b' '; limits::OUTCOME_BYTES as usize + 1]).unwrap();
    assert_eq!(verdict(path, Some(ExitStatus::default())).result, Err(Refusal::WorkerFailed));
}

#[test]
fn names_are_plain() {
    for name in ["upload", "original.jpg", "small-1_2.png"] {
        assert!(is_plain_name(name), "{name}");
    }
    for name in
        ["", ".", "..", "../x", "a/b", "-y", "pipe:1", "a..b", "concat:a", "A", "a b", "a\0b", ".hidden"]
    {
        assert!(!is_plain_name(name), "{name}");
    }
}

#[test]
fn a_worker_finds_its_folder_whatever_the_server_calls_it() {
    let command = super::serving::command(&program(), Path::new("data/work/relative"));
    assert_eq!(command.get_current_dir(), Some(Path::new("data/work/relative")));
    assert_eq!(command.get_args().last().unwrap(), ".");
}
