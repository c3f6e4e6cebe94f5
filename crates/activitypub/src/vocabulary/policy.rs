//! What authors say about who may do what with their objects (GoToSocial's interaction policies).

use serde_json::Value;

use crate::{lenient, limits};

/// Who may do something: addresses of people and collections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubPolicy {
    /// Who may at once.
    pub automatic: Vec<String>,
    /// Who may after the author was asked.
    pub manual: Vec<String>,
}

/// Who may do what with an object. What is not said is for everybody who sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InteractionPolicy {
    /// Who may like it.
    pub like: Option<SubPolicy>,
    /// Who may answer it.
    pub reply: Option<SubPolicy>,
    /// Who may share it.
    pub announce: Option<SubPolicy>,
    /// Whether it is told in the words of GoToSocial 0.20 and later, which understands requests for consent.
    pub is_current: bool,
}

const CURRENT: [&str; 2] = ["automaticApproval", "manualApproval"];
const OLD: [&str; 2] = ["always", "approvalRequired"];

impl InteractionPolicy {
    /// Reads the policy of an object.
    pub fn parse(document: &Value) -> Self {
        let Some(policy) = document.get("interactionPolicy") else {
            let reply = is_closed(document).then(SubPolicy::default);
            return Self { reply, ..Self::default() };
        };
        let part = |name: &str| policy.get(name);
        let parts = ["canLike", "canReply", "canAnnounce"];
        let is_current = |part: &Value| CURRENT.iter().any(|name| part.get(name).is_some());
        Self {
            like: part("canLike").and_then(sub_policy),
            reply: part("canReply").and_then(sub_policy),
            announce: part("canAnnounce").and_then(sub_policy),
            is_current: parts.into_iter().filter_map(part).any(is_current),
        }
    }
}

/// Whether nobody may answer an object, as PeerTube and Pixelfed say it.
fn is_closed(document: &Value) -> bool {
    /// PeerTube's word for it among those for comments.
    const DISABLED: i64 = 2;
    let is_none = |people: &Value| match people {
        // Pixelfed writes the empty list as text.
        Value::String(text) => text == "[]",
        Value::Array(people) => people.is_empty(),
        other => other.is_null(),
    };
    let capabilities = document.get("capabilities").and_then(|all| all.get("reply"));
    lenient::flag(document, "commentsEnabled") == Some(false)
        || lenient::number(document, "commentsPolicy") == Some(DISABLED)
        || capabilities.is_some_and(is_none)
}

/// An empty list is the same as none in JSON-LD: then nothing is said.
fn sub_policy(policy: &Value) -> Option<SubPolicy> {
    let [automatic, manual] = [0, 1].map(|place| {
        let found = [CURRENT[place], OLD[place]].into_iter().flat_map(|name| lenient::ids(policy, name));
        found.take(limits::POLICY_PEOPLE).map(str::to_owned).collect::<Vec<_>>()
    });
    let is_said = !(automatic.is_empty() && manual.is_empty());
    is_said.then_some(SubPolicy { automatic, manual })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn policies_are_read_by_both_names() {
        let read = |policy: Value| InteractionPolicy::parse(&json!({ "interactionPolicy": policy }));
        let new = read(json!({ "canReply": { "automaticApproval": "a", "manualApproval": ["b", "c"] } }));
        let reply = SubPolicy { automatic: vec!["a".into()], manual: vec!["b".into(), "c".into()] };
        assert_eq!((new.reply, new.is_current), (Some(reply), true));
        let old = read(json!({ "canLike": { "always": ["a"], "approvalRequired": [] } }));
        let like = SubPolicy { automatic: vec!["a".into()], manual: Vec::new() };
        assert_eq!((old.like, old.is_current), (Some(like), false));
    }

    #[test]
    fn comments_that_are_not_wanted_are_answers_by_nobody() {
        let reply = |document: Value| InteractionPolicy::parse(&document).reply;
        for closed in [
            json!({ "commentsEnabled": false }),
            json!({ "commentsPolicy": 2 }),
            json!({ "capabilities": { "reply": "[]" } }),
            json!({ "capabilities": { "reply": null } }),
        ] {
            assert_eq!(reply(closed.clone()), Some(SubPolicy::default()), "{closed}");
        }
        for open in [
            json!({ "commentsEnabled": true, "commentsPolicy": 1 }),
            json!({ "commentsPolicy": 3 }),
            json!({ "capabilities": { "announce": null } }),
            json!({ "capabilities": { "reply": "https://www.w3.org/ns/activitystreams#Public" } }),
        ] {
            assert_eq!(reply(open.clone()), None, "{open}");
        }
    }

    #[test]
    fn what_is_not_said_is_nothing() {
        for policy in
            [json!(null), json!({}), json!("x"), json!({ "canReply": {} }), json!({ "canReply": null })]
        {
            let document = json!({ "interactionPolicy": policy });
            assert_eq!(InteractionPolicy::parse(&document), InteractionPolicy::default(), "{document}");
        }
        let empty = json!({ "interactionPolicy": { "canReply": { "automaticApproval": [] } } });
        assert_eq!(InteractionPolicy::parse(&empty).reply, None);
    }
}
