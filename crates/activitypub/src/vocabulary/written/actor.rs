//! Actors as we write them.

use serde::Serialize;
use serde_json::Value;

use super::Tag;

/// An actor.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Actor {
    /// The context.
    #[serde(rename = "@context")]
    pub context: Value,
    /// Its address.
    pub id: String,
    /// `Person`, `Service`, `Application`, `Group` or `Organization`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Where deliveries for it go.
    pub inbox: String,
    /// What it published.
    pub outbox: String,
    /// Its followers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub followers: Option<String>,
    /// Whom it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub following: Option<String>,
    /// What it pinned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<String>,
    /// Tags on its profile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured_tags: Option<String>,
    /// The name before the `@`.
    pub preferred_username: String,
    /// The handle (FEP-2c59).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webfinger: Option<String>,
    /// The name shown.
    pub name: String,
    /// The description, HTML.
    pub summary: String,
    /// The page for people.
    pub url: String,
    /// Whether follows need consent.
    pub manually_approves_followers: bool,
    /// Whether it may be recommended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discoverable: Option<bool>,
    /// Whether its public statuses may be searched.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indexable: Option<bool>,
    /// The day it came to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<String>,
    /// Its key.
    pub public_key: PublicKey,
    /// Keys that prove documents (FEP-521a).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assertion_method: Vec<Multikey>,
    /// The program that it is served by, and what that understands (FEP-844e).
    pub generator: Application,
    /// Shared addresses.
    pub endpoints: Endpoints,
    /// The profile's table.
    pub attachment: Vec<Value>,
    /// Its picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<Value>,
    /// Its banner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Value>,
    /// Emoji and hashtags.
    pub tag: Vec<Tag>,
    /// Websites that may name it as an author.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attribution_domains: Vec<String>,
    /// Other addresses of the same person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_known_as: Vec<String>,
    /// The actor that its person uses instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// Whether its server shows nothing of it for now.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub suspended: bool,
}

impl Actor {
    /// Only what others need to check signatures: no name to show, no description, no table, no pins.
    #[must_use]
    pub fn reduced(self) -> Self {
        Self {
            name: self.preferred_username.clone(),
            summary: String::new(),
            followers: None,
            following: None,
            featured: None,
            featured_tags: None,
            discoverable: None,
            indexable: None,
            published: None,
            attachment: Vec::new(),
            icon: None,
            image: None,
            tag: Vec::new(),
            attribution_domains: Vec::new(),
            also_known_as: Vec::new(),
            moved_to: None,
            ..self
        }
    }
}

/// A public key.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PublicKey {
    /// Its address.
    pub id: String,
    /// Whose it is.
    pub owner: String,
    /// PEM.
    pub public_key_pem: String,
}

/// Addresses that all accounts of a server share.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoints {
    /// Where one delivery serves everybody.
    pub shared_inbox: String,
}

/// A public key as FEP-521a has it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Multikey {
    /// Its address.
    pub id: String,
    /// Always `Multikey`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Whose it is.
    pub controller: String,
    /// The key, in multibase.
    pub public_key_multibase: String,
}

/// A program, and what it understands (FEP-844e).
#[derive(Clone, Debug, Serialize)]
pub struct Application {
    /// Always `Application`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What it understands.
    pub implements: Vec<Capability>,
}

/// Something that a program understands.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Capability {
    /// The address of its specification.
    pub href: &'static str,
    /// Its name.
    pub name: &'static str,
}

impl Application {
    /// This program.
    pub fn ours() -> Self {
        Self { kind: "Application", implements: CAPABILITIES.to_vec() }
    }
}

/// What this program understands beyond what everybody does.
const CAPABILITIES: [Capability; 2] = [
    Capability {
        href: "https://datatracker.ietf.org/doc/html/rfc9421",
        name: "RFC-9421: HTTP Message Signatures",
    },
    Capability {
        href: "https://datatracker.ietf.org/doc/html/rfc9421#name-eddsa-using-curve-edwards25",
        name: "RFC-9421 signatures using the Ed25519 algorithm",
    },
];
