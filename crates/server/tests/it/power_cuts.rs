//! What a power cut leaves of uploads: all that were acknowledged, and nothing that belongs to nobody.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use futures_util::future::join_all;
use http::Method;
use testkit::{Home, Person, requests::Requests};

use crate::{PROGRAM, media::jpeg, with_site};

/// How often the server is killed, and how many uploads it has each time.
const CUTS: u8 = 4;
const UPLOADS: u8 = 4;

/// A server on the data of a site, as a process of its own.
struct Served {
    process: Child,
    requests: Requests,
}

impl Drop for Served {
    fn drop(&mut self) {
        self.is_killed();
    }
}

impl Served {
    async fn start(home: &Home) -> Self {
        let probe = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = probe.local_addr().expect("an address");
        drop(probe);
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--listen", &address.to_string()]).args(home.options().0);
        command.env("FANFARE_RATE_LIMITS", "false").stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().expect("the program starts");
        let mut served = Self { process, requests: Requests::to(&format!("http://{address}")) };
        while served.requests.request(Method::GET, "/api/v2/instance").send().await.is_err() {
            assert_eq!(served.process.try_wait().expect("a process"), None, "it starts");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        served
    }

    fn is_killed(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }

    async fn uploads(&self, by: &Person, file: Vec<u8>) -> Option<u16> {
        let part = reqwest::multipart::Part::bytes(file).file_name("picture");
        let form = reqwest::multipart::Form::new().part("file", part);
        let request = self.requests.request(Method::POST, "/api/v2/media").bearer_auth(&by.token);
        request.multipart(form).send().await.ok().map(|answer| answer.status().as_u16())
    }

    /// An attachment once it has been worked on.
    async fn finished(&self, by: &Person, id: &str) -> serde_json::Value {
        loop {
            let asked =
                self.requests.request(Method::GET, &format!("/api/v1/media/{id}")).bearer_auth(&by.token);
            let answer = asked.send().await.expect("an answer");
            if answer.status() != 206 {
                assert_eq!(answer.status(), 200, "F-005: {id}");
                return answer.json().await.expect("an attachment");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Names of all files in a folder and those in it.
fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.flat_map(|entry| match entry.path().is_dir() {
        true => names_in(&entry.path()),
        false => BTreeSet::from([entry.file_name().to_string_lossy().into_owned()]),
    });
    names.collect()
}

/// Uploads some pictures at once, and kills the server while it works on them: the more often, the later.
async fn is_cut_off(home: &Home, alice: &Person, cut: u8) {
    let mut served = Served::start(home).await;
    let cutting = async {
        let waits =
            async || store::attachments::count_waiting(&home.site.store, alice.account.id).await.unwrap();
        while waits().await == 0 {
            tokio::task::yield_now().await;
        }
        tokio::time::sleep(Duration::from_millis(60) * u32::from(cut)).await;
    };
    let sending = join_all((0..UPLOADS).map(|shade| served.uploads(alice, jpeg(900, 700, [shade, 9, cut]))));
    tokio::select! {
        answers = sending => assert!(answers.iter().flatten().all(|code| *code < 300), "{answers:?}"),
        () = cutting => {}
    }
    served.is_killed();
}

#[test]
fn a_power_cut_while_uploads_are_worked_on_loses_none_and_leaves_nothing_behind() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        fs::create_dir_all(home.data().join("files")).expect("a folder");
        for cut in 0..CUTS {
            is_cut_off(home, &alice, cut).await;
        }
        let served = Served::start(home).await;
        let soon = home.site.now().plus_millis(3_600_000);
        let all = store::attachments::loose(&home.site.store, soon, 100).await.unwrap();
        assert!(all.len() >= usize::from(CUTS), "F-005: {} were acknowledged", all.len());
        let mut shown = BTreeSet::new();
        for upload in all {
            let found = served.finished(&alice, &upload.id.to_string()).await;
            for key in ["url", "preview_url"] {
                let url = url::Url::parse(found[key].as_str().expect("an address")).expect("an address");
                let file = served.requests.request(Method::GET, url.path()).send().await.expect("an answer");
                assert_eq!(file.status(), 200, "F-005: a row that points nowhere: {found}");
                shown.insert(url.path().rsplit('/').next().unwrap_or_default().to_owned());
            }
        }
        drop(served);
        // The next start clears away what the last left.
        drop(Served::start(home).await);
        // Within an hour, what belongs to nobody is gone.
        home.opens_workshop(PROGRAM);
        home.pass(3_600_000);
        home.settle().await;
        assert_eq!(names_in(&home.data().join("files")), shown, "F-005: what lies there is what is shown");
        assert_eq!(
            names_in(&home.options().1.join("work")),
            BTreeSet::new(),
            "F-005: where files are worked on"
        );
    });
}
