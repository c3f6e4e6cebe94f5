//! Media policies: whether the files of a neighbour are kept, passed on or not shown at all. What is decided of a domain
//! holds for what is under it, and for files that lie there, whoever shows them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use model::{AccountId, Attachment, AttachmentKind, AttachmentState, MediaPolicy, Status};
use url::Url;

use crate::{Result, Site, domain_blocks, domains};

/// What was decided, by domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Policies {
    decided: BTreeMap<String, MediaPolicy>,
    /// Those of whom nothing at all is shown, whatever was decided of those under them.
    refused: BTreeSet<String>,
}

impl Policies {
    /// What holds for a host, given with its port if that is unusual.
    fn of(&self, host: &str) -> MediaPolicy {
        if self.decided.is_empty() && self.refused.is_empty() {
            return MediaPolicy::Cache;
        }
        let host = host.to_ascii_lowercase();
        let bare = host.rsplit_once(':').map_or(host.as_str(), |(bare, _)| bare);
        if domains::and_above(&host).chain(domains::and_above(bare)).any(|name| self.refused.contains(name)) {
            return MediaPolicy::Refuse;
        }
        let decided = domains::and_above(&host).find_map(|domain| self.decided.get(domain));
        decided.copied().unwrap_or_default()
    }

    /// The stricter of what holds for whoever shows a file and for where it is.
    pub(crate) fn of_file(&self, domain: Option<&str>, url: &str) -> MediaPolicy {
        let stricter =
            |one: MediaPolicy, other: MediaPolicy| if one as u8 >= other as u8 { one } else { other };
        let place = Url::parse(url).ok().and_then(|url| {
            let host = url.host_str()?;
            Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
        });
        stricter(
            domain.map(|domain| self.of(domain)).unwrap_or_default(),
            place.map(|place| self.of(&place)).unwrap_or_default(),
        )
    }

    fn refuses(&self, domain: Option<&str>, url: Option<&str>) -> bool {
        url.is_some_and(|url| self.of_file(domain, url) == MediaPolicy::Refuse)
    }

    fn refuses_anything(&self) -> bool {
        !self.refused.is_empty() || self.decided.values().any(|policy| *policy == MediaPolicy::Refuse)
    }
}

/// Decides about the files of a domain; answers its name as it is kept.
pub async fn set(site: &Site, domain: &str, policy: MediaPolicy) -> Result<String> {
    let domain = domain_blocks::normalize(site, domain)?;
    match policy {
        MediaPolicy::Cache => store::media_policies::delete(&site.store, &domain).await?,
        MediaPolicy::Proxy | MediaPolicy::Refuse => {
            store::media_policies::set(&site.store, &domain, policy.as_str()).await?;
        }
    }
    load(site).await?;
    Ok(domain)
}

/// What was decided, by domain.
pub async fn list(site: &Site) -> Result<Vec<(String, MediaPolicy)>> {
    let decided = store::media_policies::list(&site.store).await?;
    Ok(decided.into_iter().filter_map(|(domain, word)| Some((domain, MediaPolicy::parse(&word)?))).collect())
}

/// Takes over what was decided, so that changes made on the command line count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let policies = Policies {
        decided: list(site).await?.into_iter().collect(),
        refused: site.neighbour_blocks().without_media().collect(),
    };
    if *site.media_policies() != policies {
        site.set_media_policies(policies);
    }
    Ok(())
}

/// Takes away what is not shown of statuses: what is told of it stays, and where it is on its own server.
pub(crate) async fn hide(
    site: &Site,
    statuses: &[Status],
    attachments: &mut HashMap<model::StatusId, Vec<Attachment>>,
) -> Result<()> {
    let policies = site.media_policies();
    if attachments.is_empty() || !policies.refuses_anything() {
        return Ok(());
    }
    let showing = statuses.iter().filter(|status| attachments.contains_key(&status.id));
    let authors: Vec<AccountId> = showing.map(|status| status.account_id).collect();
    let domains: HashMap<AccountId, Option<String>> = store::accounts::list(&site.store, &authors)
        .await?
        .into_iter()
        .map(|author| (author.id, author.domain))
        .collect();
    for status in statuses {
        let domain = domains.get(&status.account_id).and_then(Option::as_deref);
        for attachment in attachments.get_mut(&status.id).into_iter().flatten() {
            if policies.refuses(domain, attachment.remote_url.as_deref()) {
                attachment.state = AttachmentState::Failed;
                attachment.kind = AttachmentKind::Unknown;
            }
        }
    }
    Ok(())
}

/// Takes away what is not shown of a profile.
pub(crate) fn hide_pictures(site: &Site, account: &mut model::Account) {
    let (policies, domain) = (site.media_policies(), account.domain.clone());
    if domain.is_none() || !policies.refuses_anything() {
        return;
    }
    for url in [&mut account.avatar_url, &mut account.header_url] {
        if policies.refuses(domain.as_deref(), url.as_deref()) {
            *url = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_decided_holds_for_what_is_under_it_and_for_what_lies_there() {
        let decided = [("far.example", MediaPolicy::Refuse), ("cdn.example:8443", MediaPolicy::Proxy)];
        let policies = Policies {
            decided: decided.map(|(domain, policy)| (domain.to_owned(), policy)).into(),
            refused: ["bad.example".to_owned()].into(),
        };
        for (domain, url, policy) in [
            (None, "https://other.example/a.png", MediaPolicy::Cache),
            (Some("far.example"), "https://other.example/a.png", MediaPolicy::Refuse),
            (Some("other.example"), "https://files.FAR.example/a.png", MediaPolicy::Refuse),
            (Some("other.example"), "https://cdn.example:8443/a.png", MediaPolicy::Proxy),
            (Some("social.far.example"), "https://cdn.example:8443/a.png", MediaPolicy::Refuse),
            (Some("notfar.example"), "https://cdn.example/a.png", MediaPolicy::Cache),
            (Some("social.bad.example:8443"), "https://cdn.example/a.png", MediaPolicy::Refuse),
        ] {
            assert_eq!(policies.of_file(domain, url), policy, "{domain:?} {url}");
        }
    }
}
