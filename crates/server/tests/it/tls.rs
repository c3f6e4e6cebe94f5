//! TLS of its own: a certificate obtained from a real authority (Pebble, Let's Encrypt's own for tests), renewed in time,
//! kept over restarts, and what is told when the authority does not believe.

use std::{
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use axum::{Router, routing::get};
use fanfare::{
    http::{self, Door},
    tls::{self, Acme, Authority, Certificates, Challenges, Files},
};
use social::Clock;
use tokio::net::TcpListener;

/// Says that Pebble must be there.
const MUST: &str = "FANFARE_TEST_PEBBLE";

/// Pebble, with certificates of its own, which looks for proofs at one port.
struct Pebble {
    child: Child,
    folder: tempfile::TempDir,
    port: u16,
    roots_port: u16,
}

impl Drop for Pebble {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Pebble {
    /// None where it is not installed and need not be.
    fn start(proof_port: u16) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let (port, roots_port) = (free_port(), free_port());
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let file = |name: &str| folder.path().join(name);
        std::fs::write(file("ca.pem"), made.cert.pem()).unwrap();
        std::fs::write(file("key.pem"), made.signing_key.serialize_pem()).unwrap();
        let config = serde_json::json!({ "pebble": {
            "listenAddress": format!("127.0.0.1:{port}"),
            "managementListenAddress": format!("127.0.0.1:{roots_port}"),
            "certificate": file("ca.pem"), "privateKey": file("key.pem"),
            "httpPort": proof_port, "tlsPort": proof_port, "ocspResponderURL": "",
            "externalAccountBindingRequired": false,
        }});
        std::fs::write(file("config.json"), config.to_string()).unwrap();
        let started = Command::new("pebble")
            .args(["-config".as_ref(), file("config.json").as_os_str()])
            .envs([("PEBBLE_VA_NOSLEEP", "1"), ("PEBBLE_WFE_NONCEREJECT", "0")])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut child = match started {
            Ok(child) => child,
            Err(error) => {
                assert!(std::env::var_os(MUST).is_none(), "pebble: {error}");
                return None;
            }
        };
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let is_ready =
            said.by_ref().map_while(Result::ok).any(|line| line.contains("ACME directory available"));
        assert!(is_ready, "pebble ended");
        // It writes on, and must not be kept from it.
        std::thread::spawn(move || said.for_each(drop));
        Some(Self { child, folder, port, roots_port })
    }

    fn authority(&self) -> Authority {
        Authority {
            directory: format!("https://localhost:{}/dir", self.port),
            ca_file: Some(self.folder.path().join("ca.pem")),
            contact: Some("alice@mail.example".to_owned()),
        }
    }

    /// What it signs with.
    async fn root(&self) -> reqwest::Certificate {
        let own = std::fs::read(self.folder.path().join("ca.pem")).unwrap();
        let client = client(reqwest::Certificate::from_pem(&own).unwrap());
        let url = format!("https://localhost:{}/roots/0", self.roots_port);
        let pem = client.get(url).send().await.unwrap().bytes().await.unwrap();
        reqwest::Certificate::from_pem(&pem).unwrap()
    }
}

fn client(root: reqwest::Certificate) -> reqwest::Client {
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    #[expect(clippy::disallowed_methods, reason = "the tests' own client, to loopback only")]
    let builder = reqwest::Client::builder();
    builder.no_proxy().tls_certs_only([root]).redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

/// A door that is open as long as this lives.
struct Open(tokio::task::JoinHandle<()>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn opens(door: impl Into<Door>, router: Router) -> Open {
    let door = door.into();
    #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
    let serving = tokio::spawn(async move {
        http::serve(door, router, Vec::new(), std::future::pending()).await.unwrap();
    });
    Open(serving)
}

async fn loopback() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}

/// Time that the story moves, from now on.
fn clock() -> (Clock, Arc<AtomicI64>) {
    let millis = Arc::new(AtomicI64::new(Clock::System.now().as_millis()));
    (Clock::Manual(Arc::clone(&millis)), millis)
}

fn acme(pebble: &Pebble, folder: &Path, challenges: &Challenges, clock: &Clock) -> (Acme, Certificates) {
    let certificates = Certificates::default();
    let acme = Acme::open(
        pebble.authority(),
        vec!["localhost".to_owned()],
        folder.join("tls"),
        challenges.clone(),
        certificates.clone(),
        clock.clone(),
    );
    (acme.unwrap(), certificates)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_is_obtained_kept_over_restarts_and_renewed_in_time() {
    let (plain, plain_port) = loopback().await;
    let Some(pebble) = Pebble::start(plain_port) else { return };
    let (folder, challenges) = (tempfile::tempdir().unwrap(), Challenges::default());
    let (clock, millis) = clock();
    let _plain = opens(plain, tls::router(challenges.clone(), "https://localhost/"));
    let (first, certificates) = acme(&pebble, folder.path(), &challenges, &clock);
    let (listener, port) = loopback().await;
    let router = Router::new().route("/", get(async || "hello"));
    let _door = opens(Door { listener, tls: Some(certificates.acceptor().unwrap()) }, router);
    let client = client(pebble.root().await);
    let url = format!("https://localhost:{port}/");
    client.get(&url).send().await.expect_err("there is no certificate yet");
    let wait = first.run_due().await;
    let answer = client.get(&url).send().await.unwrap();
    assert_eq!(answer.version(), reqwest::Version::HTTP_2);
    assert_eq!(answer.text().await.unwrap(), "hello");
    let validity = first.validity().unwrap();
    let life = validity.ends_at.as_millis() - validity.begins_at.as_millis();
    assert!(wait.as_millis() as i64 > life / 2, "{wait:?} of {life} ms");
    for entry in std::fs::read_dir(folder.path().join("tls")).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let sent = client.get(format!("http://localhost:{plain_port}/@alice?x=1")).send().await.unwrap();
    assert_eq!(sent.headers()["location"], "https://localhost/@alice?x=1");

    let (again, _) = acme(&pebble, folder.path(), &challenges, &clock);
    again.run_due().await;
    assert_eq!(again.validity(), Some(validity), "a restart orders nothing");
    millis.fetch_add(life / 3 * 2 + life / 30, Ordering::Relaxed);
    let kept = || std::fs::read(folder.path().join("tls/certificate.json")).unwrap();
    let before = kept();
    again.run_due().await;
    assert_ne!(kept(), before, "renewed before it ends");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_authority_does_not_believe_is_told_and_not_tried_again_at_once() {
    let (plain, plain_port) = loopback().await;
    let Some(pebble) = Pebble::start(plain_port) else { return };
    let (folder, challenges) = (tempfile::tempdir().unwrap(), Challenges::default());
    let (clock, millis) = clock();
    // The door of another machine, which knows of no proof.
    let other = opens(plain, tls::router(Challenges::default(), "https://localhost/"));
    let (first, _) = acme(&pebble, folder.path(), &challenges, &clock);
    let told = format!("{:#}", first.obtain().await.unwrap_err());
    assert!(told.contains("does not believe that the name is ours: localhost:"), "{told}");
    assert!(told.contains("404"), "{told}");
    let wait = first.run_due().await;
    assert_eq!((wait.as_secs(), first.validity()), (60, None));
    drop(other);
    let (again, _) = acme(&pebble, folder.path(), &challenges, &clock);
    assert_eq!(again.run_due().await.as_secs(), 60, "a restart does not forget");
    millis.fetch_add(60_000, Ordering::Relaxed);
    assert_eq!(again.run_due().await.as_secs(), 300);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_that_is_away_takes_nothing_down() {
    let (folder, challenges) = (tempfile::tempdir().unwrap(), Challenges::default());
    let (clock, _) = clock();
    let authority = Authority {
        directory: format!("https://localhost:{}/dir", free_port()),
        ca_file: None,
        contact: None,
    };
    let (names, certificates) = (vec!["localhost".to_owned()], Certificates::default());
    let own = rcgen::generate_simple_self_signed(names.clone()).unwrap();
    certificates.show(own.cert.pem().as_bytes(), own.signing_key.serialize_pem().as_bytes()).unwrap();
    let folder = folder.path().join("tls");
    let acme = Acme::open(authority, names, folder, challenges, certificates.clone(), clock).unwrap();
    let told = format!("{:#}", acme.obtain().await.unwrap_err());
    assert!(told.contains("the authority"), "{told}");
    let (listener, port) = loopback().await;
    let router = Router::new().route("/", get(async || "hello"));
    let _door = opens(Door { listener, tls: Some(certificates.acceptor().unwrap()) }, router);
    let client = client(reqwest::Certificate::from_pem(own.cert.pem().as_bytes()).unwrap());
    assert_eq!(client.get(format!("https://localhost:{port}/")).send().await.unwrap().status(), 200);
}

#[test]
fn files_that_make_no_sense_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] =
        [(); 2].map(|()| rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap());
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let certificates = Certificates::default();
    let files = Files { certificate: certificate.clone(), key: key.clone() };
    assert!(format!("{:#}", files.load(&certificates).unwrap_err()).contains("cert.pem"));
    std::fs::write(&certificate, one.cert.pem()).unwrap();
    std::fs::write(&key, other.signing_key.serialize_pem()).unwrap();
    files.load(&certificates).expect_err("the key of another");
    std::fs::write(&key, one.signing_key.serialize_pem()).unwrap();
    files.load(&certificates).unwrap();
}
