//! Proofs inside documents (FEP-8b32, `eddsa-jcs-2022`): whoever holds a document can tell whose words it is, also
//! when somebody else passes it on.

use aws_lc_rs::digest::{SHA256, digest};
use serde_json::{Map, Value, json};

use crate::{
    lenient, limits,
    signature::{KeyError, PrivateKey, PublicKey, Refusal, multibase},
};

/// The vocabulary of proofs; documents that have one name it in their context.
pub const CONTEXT: &str = "https://w3id.org/security/data-integrity/v2";

/// What a proof claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The address of the key.
    pub key_id: String,
    /// What the signature may be about: the hashes of the proof's parameters and of the document.
    messages: Vec<Vec<u8>>,
    signature: Vec<u8>,
}

impl Claim {
    /// Reads the proof of a document, if it has one of the kind that is read here; `now` is the time as RFC 3339 in
    /// UTC, with which an end of the proof's life is compared.
    pub fn read(document: &Value, now: &str) -> Option<Result<Self, Refusal>> {
        let proofs = lenient::list(document, "proof").iter().take(limits::PROOFS);
        let known = proofs.filter(|proof| lenient::text(proof, "cryptosuite") == Some("eddsa-jcs-2022"));
        known.map(|proof| Self::of(document, proof, now)).next()
    }

    fn of(document: &Value, proof: &Value, now: &str) -> Result<Self, Refusal> {
        let text = |key| lenient::text(proof, key);
        if text("type") != Some("DataIntegrityProof") || text("proofPurpose") != Some("assertionMethod") {
            return Err(Refusal::Malformed("the proof is not for assertions"));
        }
        if let Some(expires) = text("expires").filter(|expires| *expires < now) {
            return Err(Refusal::Expired(expires.to_owned()));
        }
        let signature = text("proofValue").and_then(multibase::decode);
        let signature = signature.ok_or(Refusal::Malformed("the proof's value is not base58"))?;
        let key_id = lenient::id(proof, "verificationMethod");
        let key_id = key_id.ok_or(Refusal::Malformed("the proof names no key"))?.to_owned();
        let (Some(fields), Some(parameters)) = (document.as_object(), proof.as_object()) else {
            return Err(Refusal::Malformed("the proof is not an object"));
        };
        let (mut fields, mut parameters) = (fields.clone(), parameters.clone());
        fields.remove("proof");
        parameters.remove("proofValue");
        // What was proved may since have got a longer context, but not another one.
        if let Some(proved) = parameters.get("@context") {
            let (own, proved_all) = (lenient::list(document, "@context"), lenient::list(proof, "@context"));
            if !own.starts_with(proved_all) {
                return Err(Refusal::Malformed("the proof is about another context"));
            }
            fields.insert("@context".to_owned(), proved.clone());
        }
        let mut messages = vec![message(&fields, &parameters)?];
        // Fedify signs a document the old way (RsaSignature2017) when it is proved already. Nobody here reads that.
        if fields.remove("signature").is_some() {
            messages.push(message(&fields, &parameters)?);
        }
        Ok(Self { key_id, messages, signature })
    }

    /// Checks the proof against the public key that it names.
    pub fn verify(&self, key: &PublicKey) -> Result<(), Refusal> {
        match key {
            PublicKey::Rsa(_) => Err(Refusal::BadKey("proofs are made with Ed25519 keys")),
            PublicKey::Ed25519(_) => {
                let is_proved = self.messages.iter().any(|message| key.verify(message, &self.signature));
                is_proved.then_some(()).ok_or(Refusal::BadProof)
            }
        }
    }
}

/// Proves a document, which must have a context; `created` is the time as RFC 3339.
pub fn prove(document: &mut Value, key: &PrivateKey, key_id: &str, created: &str) -> Result<(), KeyError> {
    let fields = document.as_object_mut().ok_or(KeyError::Document)?;
    add_context(fields);
    let parameters = json!({
        "@context": fields.get("@context"), "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": key_id, "proofPurpose": "assertionMethod", "created": created,
    });
    let Value::Object(mut parameters) = parameters else { return Err(KeyError::Document) };
    let message = message(fields, &parameters).map_err(|_| KeyError::Document)?;
    parameters.insert("proofValue".to_owned(), multibase::encode(&key.sign(&message)?).into());
    fields.insert("proof".to_owned(), Value::Object(parameters));
    Ok(())
}

/// Names the vocabulary of proofs in the document's context.
fn add_context(fields: &mut Map<String, Value>) {
    let own = fields.remove("@context").unwrap_or_default();
    let mut all = match own {
        Value::Array(all) => all,
        Value::Null => Vec::new(),
        one => vec![one],
    };
    if !all.iter().any(|one| one == CONTEXT) {
        // Objects come last in a context, so that they can use what others define.
        let at = all.iter().position(Value::is_object).unwrap_or(all.len());
        all.insert(at, CONTEXT.into());
    }
    fields.insert("@context".to_owned(), all.into());
}

/// What is signed: the hash of the parameters, then that of the document, both in canonical form (RFC 8785).
fn message(fields: &Map<String, Value>, parameters: &Map<String, Value>) -> Result<Vec<u8>, Refusal> {
    let hash = |value: &Map<String, Value>| {
        let canonical = serde_json_canonicalizer::to_vec(value);
        canonical
            .map(|bytes| digest(&SHA256, &bytes))
            .map_err(|_| Refusal::Malformed("it has no canonical form"))
    };
    Ok([hash(parameters)?.as_ref(), hash(fields)?.as_ref()].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-11-23T10:00:00Z";
    const KEY_ID: &str = "https://far.example/u/bob#ed25519-key";

    fn proved(key: &PrivateKey) -> Value {
        let mut document = json!({
            "@context": "https://www.w3.org/ns/activitystreams", "id": "https://far.example/1", "type": "Like",
            "actor": "https://far.example/u/bob", "object": "https://home.example/1", "weight": 1.50,
        });
        prove(&mut document, key, KEY_ID, NOW).unwrap();
        document
    }

    fn check(document: &Value, key: &PrivateKey) -> Result<(), Refusal> {
        Claim::read(document, NOW).expect("there is a proof")?.verify(key.public())
    }

    #[test]
    fn an_old_signature_may_have_been_added_or_been_there() {
        let key = PrivateKey::generate_ed25519().unwrap();
        let mut added = proved(&key);
        added["signature"] = json!({ "type": "RsaSignature2017", "signatureValue": "c2ln" });
        assert_eq!(check(&added, &key), Ok(()));
        let mut there = added.clone();
        there.as_object_mut().unwrap().remove("proof");
        prove(&mut there, &key, KEY_ID, NOW).unwrap();
        assert_eq!(check(&there, &key), Ok(()));
        added["object"] = json!("https://home.example/2");
        assert_eq!(check(&added, &key), Err(Refusal::BadProof));
    }

    #[test]
    fn what_is_proved_is_believed_and_nothing_else() {
        let (key, other) = (PrivateKey::generate_ed25519().unwrap(), PrivateKey::generate_ed25519().unwrap());
        let document = proved(&key);
        assert_eq!(Claim::read(&document, NOW).unwrap().unwrap().key_id, KEY_ID);
        assert_eq!(check(&document, &key), Ok(()));
        assert_eq!(check(&document, &other), Err(Refusal::BadProof));
        assert!(matches!(check(&document, &PrivateKey::generate().unwrap()), Err(Refusal::BadKey(_))));
        for (pointer, value) in [
            ("/object", json!("https://home.example/2")),
            ("/weight", json!(1.51)),
            ("/proof/created", json!("2026-11-23T11:00:00Z")),
            ("/proof/verificationMethod", json!("https://evil.example/key")),
        ] {
            let mut changed = document.clone();
            *changed.pointer_mut(pointer).unwrap() = value;
            assert_eq!(check(&changed, &key), Err(Refusal::BadProof), "{pointer}");
        }
        let mut added = document;
        added["to"] = json!("as:Public");
        assert_eq!(check(&added, &key), Err(Refusal::BadProof));
    }

    #[test]
    fn a_context_may_grow_but_not_change() {
        let key = PrivateKey::generate_ed25519().unwrap();
        let mut document = proved(&key);
        document["@context"].as_array_mut().unwrap().push(json!({ "x": "https://x.example/" }));
        assert_eq!(check(&document, &key), Ok(()));
        document["@context"] = json!(["https://x.example/"]);
        assert!(matches!(check(&document, &key), Err(Refusal::Malformed(_))));
    }

    #[test]
    fn proofs_of_other_kinds_are_none_and_odd_ones_are_refused() {
        let key = PrivateKey::generate_ed25519().unwrap();
        for none in [json!(null), json!([]), json!("x"), json!({ "cryptosuite": "ecdsa-rdfc-2019" })] {
            let mut document = proved(&key);
            document["proof"] = none;
            assert_eq!(Claim::read(&document, NOW), None);
        }
        for (name, odd) in [
            ("proofValue", json!("u123")),
            ("proofValue", json!(null)),
            ("proofPurpose", json!("authentication")),
            ("verificationMethod", json!(7)),
            ("expires", json!("2026-11-23T09:59:59Z")),
        ] {
            let mut document = proved(&key);
            document["proof"][name] = odd;
            assert!(Claim::read(&document, NOW).unwrap().is_err(), "{name}");
        }
        let mut several = proved(&key);
        several["proof"] = json!([{ "cryptosuite": "x" }, several["proof"]]);
        assert_eq!(check(&several, &key), Ok(()));
    }
}
