//! draft-cavage-http-signatures-12, out and in.

use std::collections::HashSet;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};

use super::{EARLIEST_MS, KeyError, OLDEST_MS, PrivateKey, PublicKey, Refusal, digest};
use crate::http_date;

/// Bytes of a signature header that is read; longer ones are refused.
const HEADER_BYTES: usize = 8 * 1024;
/// Headers that servers sign. Of any other, the value is not told to whom we refuse: a proxy between them and us
/// may have added it, and it may be a secret of ours.
const TOLD: [&str; 11] = [
    "accept",
    "accept-encoding",
    "cache-control",
    "collection-synchronization",
    "content-digest",
    "content-length",
    "content-type",
    "date",
    "digest",
    "host",
    "user-agent",
];

/// A request of ours before it is signed.
#[derive(Clone, Copy, Debug)]
pub struct Unsigned<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path with its query.
    pub path_and_query: &'a str,
    /// Host, with a port if it is unusual.
    pub host: &'a str,
    /// Now, in milliseconds since the epoch.
    pub date_ms: i64,
    /// The body of a `POST`.
    pub body: Option<&'a [u8]>,
    /// The type of the body.
    pub content_type: Option<&'a str>,
}

/// Signs a request; answers all headers that it must carry.
pub fn sign(
    request: &Unsigned<'_>,
    key: &PrivateKey,
    key_id: &str,
) -> Result<Vec<(&'static str, String)>, KeyError> {
    let mut headers = vec![("Host", request.host.to_owned()), ("Date", http_date::write(request.date_ms))];
    if let Some(body) = request.body {
        headers.push(("Digest", digest::header(body)));
    }
    if let Some(content_type) = request.content_type {
        headers.push(("Content-Type", content_type.to_owned()));
    }
    let mut lines = vec![target(request.method, request.path_and_query)];
    let mut covered = vec!["(request-target)".to_owned()];
    for (name, value) in &headers {
        let name = name.to_ascii_lowercase();
        lines.push(format!("{name}: {value}"));
        covered.push(name);
    }
    let signature = STANDARD.encode(key.sign(lines.join("\n").as_bytes())?);
    let covered = covered.join(" ");
    headers.push((
        "Signature",
        // Misskey needs the algorithm to be named.
        format!(
            "keyId=\"{key_id}\",algorithm=\"rsa-sha256\",headers=\"{covered}\",signature=\"{signature}\""
        ),
    ));
    Ok(headers)
}

fn target(method: &str, path_and_query: &str) -> String {
    format!("(request-target): {} {path_and_query}", method.to_ascii_lowercase())
}

/// A request of somebody else.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The path with its query, as received.
    pub path_and_query: &'a str,
    /// The headers with this name, which is lower case; several of them joined with `, `.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body of a `POST`.
    pub body: Option<&'a [u8]>,
    /// The names under which this server is known.
    pub hosts: &'a [&'a str],
    /// Now, in milliseconds since the epoch.
    pub now_ms: i64,
}

impl Received<'_> {
    /// Whether there is something to digest.
    fn has_body(&self) -> bool {
        self.body.is_some() || !matches!(self.method, "GET" | "HEAD")
    }
}

/// What a signature header claims, with everything checked that needs no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The address of the key.
    pub key_id: String,
    algorithm: Option<String>,
    covered: Vec<String>,
    signature: Vec<u8>,
    created: Option<Seconds>,
    expires: Option<Seconds>,
}

/// A time in a signature: as it is written, which is what was signed, and as a number since the epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seconds {
    written: String,
    number: i64,
}

impl Seconds {
    fn parse(text: &str) -> Result<Self, Refusal> {
        // Fractions of a second are allowed and do not matter.
        let number = text.split('.').next().unwrap_or_default().parse();
        let number = number.map_err(|_| Refusal::Malformed("a time is not a number"))?;
        Ok(Self { written: text.to_owned(), number })
    }

    fn millis(&self) -> i64 {
        self.number.saturating_mul(1000)
    }
}

impl Claim {
    /// Reads the signature of a request and checks what needs no key: algorithm, what is covered, age, host and
    /// digest.
    pub fn read(request: &Received<'_>) -> Result<Self, Refusal> {
        let Some(header) = (request.header)("signature") else { return Err(Refusal::Missing) };
        if (request.header)("signature-input").is_some() {
            return Err(Refusal::Rfc9421);
        }
        let claim = Self::parse(&header)?;
        claim.check_algorithm()?;
        claim.check_coverage(request)?;
        claim.check_age(request)?;
        claim.check_host(request)?;
        claim.check_digest(request)?;
        Ok(claim)
    }

    fn parse(header: &str) -> Result<Self, Refusal> {
        if header.len() > HEADER_BYTES {
            return Err(Refusal::Malformed("it is too long"));
        }
        let parameters = parameters(header.trim().trim_start_matches("Signature "))?;
        let find = |name: &str| parameters.iter().find(|(known, _)| known == name).map(|(_, value)| *value);
        let key_id =
            find("keyid").filter(|id| !id.is_empty()).ok_or(Refusal::Malformed("it names no keyId"))?;
        let signature = find("signature").ok_or(Refusal::Malformed("it has no signature"))?;
        let signature = STANDARD
            .decode(signature)
            .or_else(|_| STANDARD_NO_PAD.decode(signature))
            .map_err(|_| Refusal::Malformed("the signature is not base64"))?;
        let covered = find("headers").unwrap_or("date").to_ascii_lowercase();
        let covered: Vec<String> = covered.split_ascii_whitespace().map(str::to_owned).collect();
        // Nobody needs this, and the text to compare could be made enormous by it.
        if covered.iter().collect::<HashSet<_>>().len() < covered.len() {
            return Err(Refusal::Malformed("it covers a header twice"));
        }
        Ok(Self {
            key_id: key_id.to_owned(),
            algorithm: find("algorithm").map(str::to_ascii_lowercase),
            covered,
            signature,
            created: find("created").map(Seconds::parse).transpose()?,
            expires: find("expires").map(Seconds::parse).transpose()?,
        })
    }

    fn covers(&self, name: &str) -> bool {
        self.covered.iter().any(|covered| covered == name)
    }

    fn check_algorithm(&self) -> Result<(), Refusal> {
        match self.algorithm.as_deref() {
            None | Some("rsa-sha256" | "hs2019" | "ed25519") => Ok(()),
            Some(other) => Err(Refusal::Algorithm(other.to_owned())),
        }
    }

    fn check_coverage(&self, request: &Received<'_>) -> Result<(), Refusal> {
        if !self.covers("(request-target)") {
            return Err(Refusal::Uncovered("(request-target)"));
        }
        if !self.covers("date") && !self.covers("(created)") {
            return Err(Refusal::Uncovered("date or (created)"));
        }
        if !self.covers("host") && !request.has_body() {
            return Err(Refusal::Uncovered("host"));
        }
        if request.has_body() && !self.covers("digest") && !self.covers("content-digest") {
            return Err(Refusal::Uncovered("digest"));
        }
        // Times in these parameters belong to hs2019; with rsa-sha256 the draft forbids them.
        let timed = self.covers("(created)") || self.covers("(expires)");
        if timed && self.algorithm.as_deref() == Some("rsa-sha256") {
            return Err(Refusal::Malformed("(created) and (expires) need the algorithm hs2019"));
        }
        Ok(())
    }

    fn check_age(&self, request: &Received<'_>) -> Result<(), Refusal> {
        let dated_ms = match &self.created {
            Some(created) if self.covers("(created)") => created.millis(),
            _ => {
                let date = (request.header)("date").ok_or_else(|| Refusal::Absent("date".to_owned()))?;
                http_date::read(&date).ok_or(Refusal::BadDate)?
            }
        };
        let age_ms = request.now_ms.saturating_sub(dated_ms);
        if age_ms > OLDEST_MS {
            return Err(Refusal::TooOld(age_ms / 1000));
        }
        if age_ms < -EARLIEST_MS {
            return Err(Refusal::TooEarly(-age_ms / 1000));
        }
        match &self.expires {
            Some(expires) if expires.millis() < request.now_ms.saturating_sub(EARLIEST_MS) => {
                Err(Refusal::Expired(expires.written.clone()))
            }
            _ => Ok(()),
        }
    }

    /// A request captured elsewhere must not work here.
    fn check_host(&self, request: &Received<'_>) -> Result<(), Refusal> {
        if !self.covers("host") {
            return Ok(());
        }
        let host = (request.header)("host").ok_or_else(|| Refusal::Absent("host".to_owned()))?;
        let is_ours = request.hosts.iter().any(|ours| ours.eq_ignore_ascii_case(host.trim()));
        if is_ours { Ok(()) } else { Err(Refusal::WrongHost(host)) }
    }

    fn check_digest(&self, request: &Received<'_>) -> Result<(), Refusal> {
        if !request.has_body() {
            return Ok(());
        }
        let body = request.body.unwrap_or_default();
        for name in ["digest", "content-digest"] {
            if self.covers(name) {
                digest::check(&(request.header)(name).ok_or(Refusal::NoDigest)?, body)?;
            }
        }
        Ok(())
    }

    /// The text that was signed; `tells` says which headers' values it may show.
    fn signed_text(
        &self,
        request: &Received<'_>,
        path_and_query: &str,
        tells: impl Fn(&str) -> bool,
    ) -> Result<String, Refusal> {
        let written = |time: &Option<Seconds>, missing| match time {
            Some(time) => Ok(time.written.clone()),
            None => Err(Refusal::Malformed(missing)),
        };
        let mut lines = Vec::with_capacity(self.covered.len());
        for name in &self.covered {
            lines.push(match name.as_str() {
                "(request-target)" => target(request.method, path_and_query),
                "(created)" => format!("(created): {}", written(&self.created, "created is missing")?),
                "(expires)" => format!("(expires): {}", written(&self.expires, "expires is missing")?),
                name => {
                    let value = (request.header)(name).ok_or_else(|| Refusal::Absent(name.to_owned()))?;
                    format!("{name}: {}", if tells(name) { value.trim() } else { "(not shown)" })
                }
            });
        }
        Ok(lines.join("\n"))
    }
}

/// Checks a claim against the public key that it names, in PEM format.
pub fn verify(claim: &Claim, request: &Received<'_>, public_key_pem: &str) -> Result<(), Refusal> {
    let key = PublicKey::from_pem(public_key_pem).map_err(Refusal::BadKey)?;
    let fits_algorithm = match (&key, claim.algorithm.as_deref()) {
        (PublicKey::Rsa(_), Some("ed25519")) | (PublicKey::Ed25519(_), Some("rsa-sha256")) => false,
        (PublicKey::Rsa(_) | PublicKey::Ed25519(_), _) => true,
    };
    if !fits_algorithm {
        return Err(Refusal::BadKey("it is not of the algorithm that the signature names"));
    }
    let fits = |path_and_query: &str| {
        let text = claim.signed_text(request, path_and_query, |_| true)?;
        Ok::<_, Refusal>(key.verify(text.as_bytes(), &claim.signature))
    };
    if fits(request.path_and_query)? {
        return Ok(());
    }
    // Old Mastodon, GoToSocial's second try and others sign the path without the query.
    if let Some((path, _)) = request.path_and_query.split_once('?')
        && fits(path)?
    {
        return Ok(());
    }
    let compared = claim.signed_text(request, request.path_and_query, |name| TOLD.contains(&name))?;
    Err(Refusal::Mismatch { compared })
}

/// `name="value",name=7` with names in lower case. Repeated names are refused, since two readers may then see two
/// things.
fn parameters(header: &str) -> Result<Vec<(String, &str)>, Refusal> {
    let mut found: Vec<(String, &str)> = Vec::new();
    let mut rest = header.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=').ok_or(Refusal::Malformed("a parameter has no value"))?;
        let name = name.trim().to_ascii_lowercase();
        let (value, after) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').ok_or(Refusal::Malformed("a quote is not closed"))?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        if found.iter().any(|(known, _)| *known == name) {
            return Err(Refusal::Malformed("a parameter is repeated"));
        }
        found.push((name, value.trim()));
        rest = after.trim_start();
        if let Some(next) = rest.strip_prefix(',') {
            rest = next.trim_start();
        } else if !rest.is_empty() {
            return Err(Refusal::Malformed("parameters are not separated by commas"));
        }
    }
    Ok(found)
}
