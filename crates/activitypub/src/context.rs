//! The `@context` of what we send. Contexts are written, never fetched and never interpreted.

use serde_json::{Value, json};

/// The context of activities.
pub fn activity() -> Value {
    json!("https://www.w3.org/ns/activitystreams")
}

/// The context of statuses.
pub fn object() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        {
            "ostatus": "http://ostatus.org#",
            "toot": "http://joinmastodon.org/ns#",
            "conversation": "ostatus:conversation",
            "sensitive": "as:sensitive",
            "Hashtag": "as:Hashtag",
            "Emoji": "toot:Emoji",
            "blurhash": "toot:blurhash",
            "focalPoint": { "@container": "@list", "@id": "toot:focalPoint" },
            "votersCount": "toot:votersCount",
            "quote": { "@id": "https://w3id.org/fep/044f#quote", "@type": "@id" },
            "quoteAuthorization": { "@id": "https://w3id.org/fep/044f#quoteAuthorization", "@type": "@id" },
            "quoteUri": "http://fedibird.com/ns#quoteUri",
            "quoteUrl": "as:quoteUrl",
            "_misskey_quote": "https://misskey-hub.net/ns#_misskey_quote",
            "searchableBy": { "@id": "http://fedibird.com/ns#searchableBy", "@type": "@id" },
            "gts": "https://gotosocial.org/ns#",
            "interactionPolicy": { "@id": "gts:interactionPolicy", "@type": "@id" },
            "canQuote": { "@id": "gts:canQuote", "@type": "@id" },
            "canLike": { "@id": "gts:canLike", "@type": "@id" },
            "canReply": { "@id": "gts:canReply", "@type": "@id" },
            "canAnnounce": { "@id": "gts:canAnnounce", "@type": "@id" },
            "automaticApproval": { "@id": "gts:automaticApproval", "@type": "@id" },
            "manualApproval": { "@id": "gts:manualApproval", "@type": "@id" },
            "replyAuthorization": { "@id": "gts:replyAuthorization", "@type": "@id" },
        },
    ])
}

/// The context of reactions.
pub fn reaction() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        {
            "toot": "http://joinmastodon.org/ns#",
            "Emoji": "toot:Emoji",
            "misskey": "https://misskey-hub.net/ns#",
            "_misskey_reaction": "misskey:_misskey_reaction",
        },
    ])
}

/// The context of wishes to quote, and of consent to them (FEP-044f).
pub fn quote() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        {
            "gts": "https://gotosocial.org/ns#",
            "QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest",
            "QuoteAuthorization": "https://w3id.org/fep/044f#QuoteAuthorization",
            "interactingObject": { "@id": "gts:interactingObject", "@type": "@id" },
            "interactionTarget": { "@id": "gts:interactionTarget", "@type": "@id" },
        },
    ])
}

/// The context of wishes to like, answer or share, and of consent to them (GoToSocial).
pub fn interaction() -> Value {
    json!(["https://gotosocial.org/ns", "https://www.w3.org/ns/activitystreams"])
}

/// The context of actors.
pub fn actor() -> Value {
    json!([
        "https://www.w3.org/ns/activitystreams",
        "https://w3id.org/security/v1",
        "https://w3id.org/security/multikey/v1",
        {
            "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
            "toot": "http://joinmastodon.org/ns#",
            "featured": { "@id": "toot:featured", "@type": "@id" },
            "featuredTags": { "@id": "toot:featuredTags", "@type": "@id" },
            "alsoKnownAs": { "@id": "as:alsoKnownAs", "@type": "@id" },
            "movedTo": { "@id": "as:movedTo", "@type": "@id" },
            "schema": "http://schema.org#",
            "PropertyValue": "schema:PropertyValue",
            "value": "schema:value",
            "discoverable": "toot:discoverable",
            "indexable": "toot:indexable",
            "suspended": "toot:suspended",
            "webfinger": "https://purl.archive.org/socialweb/webfinger#webfinger",
            "Emoji": "toot:Emoji",
            "attributionDomains": { "@id": "toot:attributionDomains", "@type": "@id" },
            "assertionMethod": { "@id": "https://w3id.org/security#assertionMethod", "@type": "@id" },
            "implements": { "@id": "https://w3id.org/fep/844e#implements", "@type": "@id" },
        },
    ])
}
