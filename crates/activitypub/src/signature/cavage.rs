//! draft-cavage-http-signatures-12, out and in.

use std::collections::HashSet;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};

use super::{KeyError, PrivateKey, PublicKey, Received, Refusal, Unsigned, digest};
use crate::{http_date, limits};

/// Signs a request; answers all headers that it must carry.
pub(super) fn sign(
    request: &Unsigned<'_>,
    more: &[(&'static str, String)],
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
    headers.extend_from_slice(more);
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

/// What a signature header claims, with everything checked that needs no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    /// The address of the key.
    pub(super) key_id: String,
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
    pub(super) fn read(request: &Received<'_>) -> Result<Self, Refusal> {
        let Some(header) = (request.header)("signature") else { return Err(Refusal::Missing) };
        let claim = Self::parse(&header)?;
        claim.check_algorithm()?;
        claim.check_coverage(request)?;
        claim.check_age(request)?;
        if claim.covers("host") {
            request.check_host()?;
        }
        claim.check_digest(request)?;
        Ok(claim)
    }

    fn parse(header: &str) -> Result<Self, Refusal> {
        if header.len() > limits::SIGNATURE_HEADER_BYTES {
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

    pub(super) fn covers(&self, name: &str) -> bool {
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
            _ => http_date::read(&request.covered("date")?).ok_or(Refusal::BadDate)?,
        };
        request.check_age(dated_ms)?;
        match &self.expires {
            Some(expires) => request.check_expiry(expires.millis(), &expires.written),
            None => Ok(()),
        }
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

    /// The text that was signed, with the headers' values as `show` writes them.
    fn signed_text(
        &self,
        request: &Received<'_>,
        path_and_query: &str,
        show: impl Fn(&str, String) -> String,
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
                name => format!("{name}: {}", show(name, request.covered(name)?.trim().to_owned())),
            });
        }
        Ok(lines.join("\n"))
    }

    /// Checks the claim against the public key that it names.
    pub(super) fn verify(&self, request: &Received<'_>, key: &PublicKey) -> Result<(), Refusal> {
        let fits_algorithm = !matches!(
            (key, self.algorithm.as_deref()),
            (PublicKey::Rsa(_), Some("ed25519")) | (PublicKey::Ed25519(_), Some("rsa-sha256"))
        );
        if !fits_algorithm {
            return Err(Refusal::BadKey("it is not of the algorithm that the signature names"));
        }
        let fits = |path_and_query: &str| {
            let text = self.signed_text(request, path_and_query, |_, value| value)?;
            Ok::<_, Refusal>(key.verify(text.as_bytes(), &self.signature))
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
        let compared = self.signed_text(request, request.path_and_query, Received::told)?;
        Err(Refusal::Mismatch { compared })
    }
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
