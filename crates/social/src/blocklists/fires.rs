//! Blocklists as FIRES writes them (FediMod's Fediverse Intelligence Replication Endpoint Server, data model of 2026): the
//! latest change about each domain. A recommendation says what to do, an advisory only warns, and whoever thought better
//! of it publishes a retraction; only recommendations become entries.

use model::{BlocklistEntry, NeighbourBlock, Severity, limits};
use serde::Deserialize;
use serde_json::{Value, json};

use super::file::Wrong;
use crate::{Problem, Refusal, Result, Site, domain_blocks};

/// Where the words are defined.
const CONTEXT: [&str; 2] =
    ["https://www.w3.org/ns/activitystreams", "https://fires.fedimod.org/context/fires.jsonld"];

/// The latest changes of a dataset.
#[derive(Deserialize)]
struct Snapshot {
    #[serde(default, alias = "orderedItems")]
    items: Vec<Change>,
}

/// What a dataset says about something.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Change {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, alias = "entity_kind")]
    entity_kind: String,
    #[serde(default, alias = "entity_key")]
    entity_key: String,
    #[serde(alias = "recommended_policy")]
    recommended_policy: Option<String>,
    #[serde(default, alias = "recommended_filters")]
    recommended_filters: Vec<String>,
    comment: Option<String>,
}

/// Whether a text is meant to be one of these.
pub(super) fn is_one(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Reads what a snapshot says about domains. What it says of accounts and addresses is not for a list of servers.
pub(super) fn read(site: &Site, text: &str) -> Result<(Vec<BlocklistEntry>, Vec<Wrong>)> {
    let snapshot: Snapshot = serde_json::from_str(text)
        .map_err(|error| invalid(format!("is no list that can be read: {error}")))?;
    if snapshot.items.len() > limits::BLOCKLIST_LINES {
        let most = limits::BLOCKLIST_LINES;
        return Err(invalid(format!("has too many lines (maximum is {most})")));
    }
    let (mut entries, mut wrong, mut seen) = (Vec::new(), Vec::new(), std::collections::HashSet::new());
    for (at, change) in snapshot.items.iter().enumerate() {
        // The first is the newest.
        if change.entity_kind != "domain" || !seen.insert(change.entity_key.to_lowercase()) {
            continue;
        }
        match change.entry(site) {
            Ok(entry) => entries.extend(entry),
            Err(message) => wrong.push(Wrong { line: at + 1, message }),
        }
    }
    Ok((entries, wrong))
}

impl Change {
    /// What it recommends, if it recommends something against a domain.
    fn entry(&self, site: &Site) -> std::result::Result<Option<BlocklistEntry>, String> {
        if self.kind != "Recommendation" {
            return Ok(None);
        }
        let severity = match self.recommended_policy.as_deref().unwrap_or_default() {
            "drop" | "reject" => Severity::Suspend,
            "filter" => self.filtered(),
            "accept" => return Ok(None),
            other => return Err(format!("{other} is no policy that is known here")),
        };
        let domain = domain_blocks::normalize(site, &self.entity_key).map_err(|error| error.to_string())?;
        let comment =
            self.comment.as_ref().map(|text| text.chars().take(limits::COMMENT_CHARACTERS).collect());
        Ok(Some(BlocklistEntry {
            domain,
            severity: severity.as_str().to_owned(),
            reject_media: severity != Severity::Suspend && self.filters("media"),
            reject_reports: severity != Severity::Suspend && self.filters("report"),
            public_comment: comment,
            obfuscate: false,
        }))
    }

    /// Filters of media and reports alone leave the rest as it is; any other limits.
    fn filtered(&self) -> Severity {
        let is_known = |filter: &String| names(filter, "media") || names(filter, "report");
        match !self.recommended_filters.is_empty() && self.recommended_filters.iter().all(is_known) {
            true => Severity::Noop,
            false => Severity::Silence,
        }
    }

    fn filters(&self, what: &str) -> bool {
        self.recommended_filters.iter().any(|filter| names(filter, what))
    }
}

/// Whether the last part of a filter's address names something.
fn names(filter: &str, what: &str) -> bool {
    filter.rsplit(['#', '/']).next().is_some_and(|name| name.to_lowercase().contains(what))
}

/// What was decided, as a snapshot that others can read.
pub(super) fn write(site: &Site, blocks: &[NeighbourBlock]) -> String {
    let address = site.instance.url("/api/fanfare/v1/admin/domain_blocks/export.json");
    let items: Vec<Value> = blocks.iter().rev().map(|block| change(&address, block)).collect();
    let snapshot = json!({
        "@context": CONTEXT,
        "id": address,
        "type": "OrderedCollection",
        "totalItems": items.len(),
        "orderedItems": items,
    });
    snapshot.to_string()
}

fn change(address: &str, block: &NeighbourBlock) -> Value {
    let mut filters = Vec::new();
    if block.severity != Severity::Suspend {
        filters.extend(block.reject_media.then_some("reject-media"));
        filters.extend(block.reject_reports.then_some("reject-reports"));
        filters.extend((block.severity == Severity::Silence).then_some("limit"));
    }
    json!({
        "id": format!("{address}#{}", block.id),
        "type": "Recommendation",
        "published": block.id.time().to_rfc3339_millis(),
        "entityKind": "domain",
        "entityKey": block.domain,
        "labels": [],
        "recommendedPolicy": if block.severity == Severity::Suspend { "drop" } else { "filter" },
        "recommendedFilters": filters,
        "comment": block.public_comment,
    })
}

fn invalid(message: String) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("csv", message)]).into()
}
