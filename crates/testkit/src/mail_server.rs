//! A mail server on loopback, which keeps what it is given and can be unkind on demand. As much of SMTP as a program that
//! sends letters uses: EHLO, STARTTLS, AUTH PLAIN, MAIL, RCPT, DATA.

use std::{
    io,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU32, Ordering},
    },
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use tokio::{
    io::{AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncWrite, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
    sync::Notify,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, pki_types::PrivateKeyDer},
};

/// A mail server.
pub struct MailServer {
    /// Its port on 127.0.0.1.
    pub port: u16,
    /// The certificate authority of its certificate, which is for `mail.example`.
    pub authority_pem: String,
    shared: Arc<Shared>,
    server: tokio::task::JoinHandle<()>,
}

/// How it behaves, and what it was given.
struct Shared {
    letters: Mutex<Vec<Mail>>,
    connections: AtomicU32,
    is_away: AtomicBool,
    is_mute: AtomicBool,
    /// A recipient that nobody has.
    unknown: Mutex<String>,
    tls: TlsAcceptor,
    /// Rung when a letter is there that is not answered.
    kept_waiting: Notify,
}

/// A letter that arrived.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The address that was given to the server.
    pub to: String,
    /// The headers, unfolded and decoded, as `Name: value`.
    pub headers: Vec<String>,
    /// The text, decoded.
    pub text: String,
}

impl Mail {
    /// The value of a header; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        let prefix = format!("{name}: ");
        self.headers.iter().find_map(|line| line.strip_prefix(&prefix)).unwrap_or_default()
    }

    /// The first address in the text that has this in it.
    pub fn link(&self, part: &str) -> String {
        let words = self.text.split_whitespace();
        words
            .filter(|word| word.starts_with("http"))
            .find(|word| word.contains(part))
            .unwrap_or_default()
            .to_owned()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl MailServer {
    /// Starts on a port of its own.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let (tls, authority_pem) = certificate();
        let shared = Arc::new(Shared {
            letters: Mutex::default(),
            connections: AtomicU32::new(0),
            is_away: AtomicBool::new(false),
            is_mute: AtomicBool::new(false),
            unknown: Mutex::default(),
            tls,
            kept_waiting: Notify::new(),
        });
        let serving = Arc::clone(&shared);
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                serving.connections.fetch_add(1, Ordering::SeqCst);
                let shared = Arc::clone(&serving);
                tokio::spawn(async move { drop(shared.attend(stream).await) });
            }
        });
        Self { port, authority_pem, shared, server }
    }

    /// Its address for somebody on this machine, who needs no TLS.
    pub fn plain(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// What arrived so far, and is taken away.
    pub fn takes(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.shared.letters.lock().expect("no story panics meanwhile"))
    }

    /// How often somebody connected.
    pub fn connections(&self) -> u32 {
        self.shared.connections.load(Ordering::SeqCst)
    }

    /// Hangs up on everybody, or no longer.
    pub fn is_away(&self, is_away: bool) {
        self.shared.is_away.store(is_away, Ordering::SeqCst);
    }

    /// Takes letters without saying so, or no longer.
    pub fn is_mute(&self, is_mute: bool) {
        self.shared.is_mute.store(is_mute, Ordering::SeqCst);
    }

    /// Waits until there is a letter that is not answered.
    pub async fn keeps_one_waiting(&self) {
        self.shared.kept_waiting.notified().await;
    }

    /// Nobody has this address.
    pub fn knows_not(&self, address: &str) {
        address.clone_into(&mut self.shared.unknown.lock().expect("no story panics meanwhile"));
    }
}

/// A certificate for `mail.example`, and the authority that signed it.
fn certificate() -> (TlsAcceptor, String) {
    let key = rcgen::KeyPair::generate().expect("a key");
    let mut params = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
    params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let authority = params.self_signed(&key).expect("a certificate");
    let pem = authority.pem();
    let issuer = rcgen::Issuer::new(params, key);
    let own_key = rcgen::KeyPair::generate().expect("a key");
    let params = rcgen::CertificateParams::new(vec!["mail.example".to_owned()]).expect("parameters");
    let own = params.signed_by(&own_key, &issuer).expect("a certificate");
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], PrivateKeyDer::Pkcs8(own_key.serialize_der().into()))
        .expect("a certificate with its key");
    (TlsAcceptor::from(Arc::new(config)), pem)
}

/// What a session goes on with.
enum Next {
    /// It is over.
    End,
    /// The client wants TLS.
    Tls,
}

impl Shared {
    async fn attend(self: Arc<Self>, mut stream: TcpStream) -> io::Result<()> {
        if self.is_away.load(Ordering::SeqCst) {
            return Ok(());
        }
        if let Next::Tls = self.talk(&mut stream, true).await? {
            let mut stream = self.tls.accept(stream).await?;
            self.talk(&mut stream, false).await?;
        }
        Ok(())
    }

    async fn talk<S: AsyncRead + AsyncWrite + Unpin>(
        &self,
        stream: &mut S,
        is_plain: bool,
    ) -> io::Result<Next> {
        let mut stream = BufReader::new(stream);
        let (mut line, mut to) = (String::new(), String::new());
        if is_plain {
            say(&mut stream, "220 mail.example").await?;
        }
        loop {
            line.clear();
            if stream.read_line(&mut line).await? == 0 {
                return Ok(Next::End);
            }
            let word = line.trim_end().to_owned();
            let answer = match word.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" if is_plain => "250-mail.example\r\n250-STARTTLS\r\n250 AUTH PLAIN",
                "EHLO" => "250-mail.example\r\n250 AUTH PLAIN",
                "STARTTLS" => {
                    say(&mut stream, "220 go on").await?;
                    return Ok(Next::Tls);
                }
                "AUTH" if word.ends_with(&STANDARD.encode("\0fanfare\0s3cret")) => "235 welcome",
                "AUTH" => "535 5.7.8 wrong user or password",
                "MAIL" if word.contains("mallory@") => "553 5.7.1 that address is not yours",
                "RCPT" => {
                    to = word.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    match *self.unknown.lock().expect("no story panics meanwhile") == to {
                        true => "550 5.1.1 nobody here is called so",
                        false => "250 ok",
                    }
                }
                "DATA" => {
                    say(&mut stream, "354 go on").await?;
                    let raw = read_message(&mut stream).await?;
                    self.letters.lock().expect("no story panics meanwhile").push(read_mail(&to, &raw));
                    if self.is_mute.load(Ordering::SeqCst) {
                        self.kept_waiting.notify_one();
                        std::future::pending::<()>().await;
                    }
                    "250 taken"
                }
                "QUIT" => {
                    say(&mut stream, "221 bye").await?;
                    return Ok(Next::End);
                }
                _ => "250 ok",
            };
            say(&mut stream, answer).await?;
        }
    }
}

async fn say<S: AsyncWrite + Unpin>(stream: &mut S, line: &str) -> io::Result<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await?;
    stream.flush().await
}

/// Lines up to the one that is only a dot.
async fn read_message<S: AsyncBufRead + Unpin>(stream: &mut S) -> io::Result<String> {
    let mut raw = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        match line.as_str() {
            ".\r\n" => return Ok(raw),
            other => raw.push_str(other.strip_prefix('.').unwrap_or(other)),
        }
    }
}

fn read_mail(to: &str, raw: &str) -> Mail {
    let (head, body) = raw.split_once("\r\n\r\n").unwrap_or((raw, ""));
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers: Vec<String> = unfolded.split("\r\n").map(words).collect();
    let text = match headers.iter().find_map(|line| line.strip_prefix("Content-Transfer-Encoding: ")) {
        Some("base64") => decode(&body.replace("\r\n", "")),
        Some("quoted-printable") => quoted(&body.replace("=\r\n", "")),
        _ => body.to_owned(),
    };
    Mail { to: to.to_owned(), headers, text: text.replace("\r\n", "\n") }
}

fn decode(text: &str) -> String {
    String::from_utf8(STANDARD.decode(text).expect("base64")).expect("UTF-8")
}

/// `=C3=BC` stands for bytes.
fn quoted(text: &str) -> String {
    let mut parts = text.split('=');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        let (code, rest) = part.split_at(2);
        bytes.push(u8::from_str_radix(code, 16).expect("two digits"));
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).expect("UTF-8")
}

/// A header with its encoded words (RFC 2047) decoded.
fn words(line: &str) -> String {
    let mut told = String::new();
    for (at, word) in line.split(' ').enumerate() {
        match word.strip_prefix("=?utf-8?b?").and_then(|word| word.strip_suffix("?=")) {
            // The space between two of them does not count.
            Some(code) => {
                if !told.is_empty() && !line.split(' ').nth(at - 1).is_some_and(|word| word.starts_with("=?"))
                {
                    told.push(' ');
                }
                told.push_str(&decode(code));
            }
            None => {
                if at > 0 {
                    told.push(' ');
                }
                told.push_str(word);
            }
        }
    }
    told
}
