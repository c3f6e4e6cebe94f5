//! HTTP Message Signatures (RFC 9421), out and in: as much of them as servers of the network use.

use base64::{Engine, engine::general_purpose::STANDARD};
use sfv::{Dictionary, InnerList, Item, ListEntry, Parser};

use super::{Asked, KeyError, PrivateKey, PublicKey, Received, Refusal, Unsigned, digest};
use crate::{http_date, limits};

/// What a signature has to cover, told to those who ask us to take theirs (RFC 9421, section 5.1).
pub const ACCEPT_SIGNATURE: &str = "sig1=(\"@method\" \"@target-uri\" \"content-digest\");created;keyid";

/// Signs a request; answers all headers that it must carry.
pub(super) fn sign(
    request: &Unsigned<'_>,
    more: &[(&'static str, String)],
    wanted: Option<&Asked>,
    key: &PrivateKey,
    key_id: &str,
) -> Result<Vec<(&'static str, String)>, KeyError> {
    let mut headers = vec![("Host", request.host.to_owned()), ("Date", http_date::write(request.date_ms))];
    let target = format!("{}://{}{}", request.scheme, request.host, request.path_and_query);
    let mut covered =
        vec![("@method".to_owned(), request.method.to_owned()), ("@target-uri".to_owned(), target)];
    if let Some(body) = request.body {
        let digest = digest::content_header(body);
        covered.push(("content-digest".to_owned(), digest.clone()));
        headers.push(("Content-Digest", digest));
    }
    if let Some(content_type) = request.content_type {
        headers.push(("Content-Type", content_type.to_owned()));
    }
    for (name, value) in more {
        covered.push((name.to_ascii_lowercase(), value.clone()));
        headers.push((name, value.clone()));
    }
    if let Some(wanted) = wanted {
        covered.extend(wanted.beyond(&covered, request));
    }
    let names: Vec<String> = covered.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let created = request.date_ms / 1000;
    let asked = wanted.map(|wanted| asked_parameters(wanted, created)).unwrap_or_default();
    let parameters = format!("({});created={created};keyid=\"{key_id}\"{asked}", names.join(" "));
    let signature = STANDARD.encode(key.sign(base(borrowed(&covered), &parameters).as_bytes())?);
    let label = wanted.map_or("sig1", |wanted| &wanted.label);
    headers.push(("Signature-Input", format!("{label}={parameters}")));
    headers.push(("Signature", format!("{label}=:{signature}:")));
    Ok(headers)
}

/// The parameters that somebody asked for beside those that are always there.
fn asked_parameters(wanted: &Asked, created: i64) -> String {
    let mut written = String::new();
    if wanted.expires {
        written += &format!(";expires={}", created + limits::SIGNATURE_LASTS_SECONDS);
    }
    for (name, text) in [("nonce", &wanted.nonce), ("tag", &wanted.tag), ("alg", &wanted.algorithm)] {
        if let Some(text) = text {
            // Written as it is read: a string has no letters that would have to be, but these two.
            let text = text.replace('\\', "\\\\").replace('"', "\\\"");
            written += &format!(";{name}=\"{text}\"");
        }
    }
    written
}

fn borrowed(covered: &[(String, String)]) -> impl Iterator<Item = (&str, String)> {
    covered.iter().map(|(name, value)| (name.as_str(), value.clone()))
}

/// The text that is signed.
fn base<'a>(covered: impl Iterator<Item = (&'a str, String)>, parameters: &str) -> String {
    let mut lines: Vec<String> = covered.map(|(name, value)| format!("\"{name}\": {value}")).collect();
    lines.push(format!("\"@signature-params\": {parameters}"));
    lines.join("\n")
}

/// What a signature claims, with everything checked that needs no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) key_id: String,
    algorithm: Option<String>,
    covered: Vec<String>,
    /// The parameters as they were signed.
    parameters: String,
    signature: Vec<u8>,
    created: i64,
    expires: Option<i64>,
}

impl Claim {
    /// Reads the signature of a request and checks what needs no key.
    pub(super) fn read(request: &Received<'_>) -> Result<Self, Refusal> {
        let header = |name: &str| (request.header)(name).ok_or(Refusal::Missing);
        let claim = Self::parse(&header("signature-input")?, &header("signature")?)?;
        if let Some(other) = claim.algorithm.as_deref().filter(|name| !ALGORITHMS.contains(name)) {
            return Err(Refusal::Algorithm(other.to_owned()));
        }
        claim.check_coverage(request)?;
        request.check_age(claim.created.saturating_mul(1000))?;
        if let Some(expires) = claim.expires {
            request.check_expiry(expires.saturating_mul(1000), &expires.to_string())?;
        }
        if claim.covers("host") {
            request.check_host()?;
        }
        if claim.covers("content-digest") {
            let digest = (request.header)("content-digest").ok_or(Refusal::NoDigest)?;
            digest::check_content(&digest, request.body.unwrap_or_default())?;
        }
        Ok(claim)
    }

    /// Of several signatures, the first that names its key is the one that counts.
    fn parse(input: &str, signature: &str) -> Result<Self, Refusal> {
        if input.len() > limits::SIGNATURE_HEADER_BYTES || signature.len() > limits::SIGNATURE_HEADER_BYTES {
            return Err(Refusal::Malformed("it is too long"));
        }
        let inputs = dictionary(input, "Signature-Input is not a dictionary")?;
        let signatures = dictionary(signature, "Signature is not a dictionary")?;
        let named = inputs.iter().find_map(|(label, entry)| match entry {
            ListEntry::InnerList(list) if list.params.contains_key("keyid") => Some((label, list)),
            _ => None,
        });
        let (label, list) = named.ok_or(Refusal::Malformed("it names no keyid"))?;
        let signature = match signatures.get(label) {
            Some(ListEntry::Item(item)) => item.bare_item.as_byte_sequence(),
            _ => None,
        };
        let text = |name: &str| list.params.get(name).and_then(|value| value.as_string());
        let number = |name: &'static str| match list.params.get(name) {
            None => Ok(None),
            Some(value) => match value.as_integer() {
                Some(seconds) => Ok(Some(i64::from(seconds))),
                None => Err(Refusal::Malformed("a time is not a number")),
            },
        };
        Ok(Self {
            key_id: text("keyid").map(|id| id.as_str().to_owned()).unwrap_or_default(),
            algorithm: text("alg").map(|name| name.as_str().to_ascii_lowercase()),
            covered: components(list)?,
            parameters: serialized(list)?,
            signature: signature.ok_or(Refusal::Malformed("its signature is not there"))?.to_vec(),
            created: number("created")?.ok_or(Refusal::Uncovered("created"))?,
            expires: number("expires")?,
        })
    }

    pub(super) fn covers(&self, name: &str) -> bool {
        self.covered.iter().any(|covered| covered == name)
    }

    /// What the request is and for whom must be signed, and what its body says.
    fn check_coverage(&self, request: &Received<'_>) -> Result<(), Refusal> {
        if !self.covers("@method") {
            return Err(Refusal::Uncovered("@method"));
        }
        let has_query = self.covers("@query") || !request.path_and_query.contains('?');
        let has_path = self.covers("@request-target") || (self.covers("@path") && has_query);
        let has_target = self.covers("@target-uri") || (self.covers("@authority") && has_path);
        if !has_target {
            return Err(Refusal::Uncovered("@target-uri"));
        }
        if request.has_body() && !self.covers("content-digest") {
            return Err(Refusal::Uncovered("content-digest"));
        }
        Ok(())
    }

    /// Checks the claim against the public key that it names.
    pub(super) fn verify(&self, request: &Received<'_>, key: &PublicKey) -> Result<(), Refusal> {
        let expected = match key {
            PublicKey::Rsa(_) => RSA,
            PublicKey::Ed25519(_) => ED25519,
        };
        if self.algorithm.as_deref().is_some_and(|named| named != expected) {
            return Err(Refusal::BadKey("it is not of the algorithm that the signature names"));
        }
        let mut covered = Vec::with_capacity(self.covered.len());
        for name in &self.covered {
            covered.push((name.as_str(), value(request, name)?));
        }
        let text = base(covered.iter().map(|(name, value)| (*name, value.clone())), &self.parameters);
        if key.verify(text.as_bytes(), &self.signature) {
            return Ok(());
        }
        let told = covered.into_iter().map(|(name, value)| (name, Received::told(name, value)));
        Err(Refusal::Mismatch { compared: base(told, &self.parameters) })
    }
}

pub(super) const RSA: &str = "rsa-v1_5-sha256";
pub(super) const ED25519: &str = "ed25519";
pub(super) const ALGORITHMS: [&str; 2] = [RSA, ED25519];

fn dictionary(text: &str, complaint: &'static str) -> Result<Dictionary, Refusal> {
    Parser::new(text).parse().map_err(|_| Refusal::Malformed(complaint))
}

/// The names of what is covered. Those with parameters (parts of headers, of answers) are not used between servers.
fn components(list: &InnerList) -> Result<Vec<String>, Refusal> {
    if list.items.len() > limits::SIGNED_COMPONENTS {
        return Err(Refusal::Malformed("it covers very much"));
    }
    let name = |item: &Item| {
        let name = item.bare_item.as_string().filter(|_| item.params.is_empty());
        name.map(|name| name.as_str().to_owned())
    };
    let names: Option<Vec<String>> = list.items.iter().map(name).collect();
    let names = names.ok_or(Refusal::Malformed("it covers something that is not read here"))?;
    let is_repeated = |(at, name): (usize, &String)| names[..at].contains(name);
    if names.iter().enumerate().any(is_repeated) {
        return Err(Refusal::Malformed("it covers something twice"));
    }
    Ok(names)
}

fn serialized(list: &InnerList) -> Result<String, Refusal> {
    let list = vec![ListEntry::InnerList(list.clone())];
    sfv::FieldType::serialize(&list).ok_or(Refusal::Malformed("it covers nothing"))
}

/// The value of a component (RFC 9421, section 2).
fn value(request: &Received<'_>, name: &str) -> Result<String, Refusal> {
    let (path, query) = match request.path_and_query.split_once('?') {
        Some((path, query)) => (path, query),
        None => (request.path_and_query, ""),
    };
    Ok(match name {
        "@method" => request.method.to_owned(),
        "@scheme" => request.scheme.to_owned(),
        "@authority" => request.host.to_ascii_lowercase(),
        "@target-uri" => format!("{}://{}{}", request.scheme, request.host, request.path_and_query),
        "@request-target" => request.path_and_query.to_owned(),
        "@path" => path.to_owned(),
        "@query" => format!("?{query}"),
        name if name.starts_with('@') => {
            return Err(Refusal::Malformed("it covers something that is not read here"));
        }
        name => request.covered(name)?.trim().to_owned(),
    })
}
