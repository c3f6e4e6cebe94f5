//! Embedding: what anybody may show in a frame on a page of theirs - open statuses of people here.

use model::{Status, StatusId};

use super::show;
use crate::{Refusal, Result, Site, StatusView, Viewer};

/// Whether anybody may show the status on a page of theirs.
pub fn is_embeddable(view: &StatusView) -> bool {
    let (status, author) = (&view.status, &view.author.account);
    let is_everybodys = status.visibility.is_open() && !status.local_only && !status.is_reblog();
    is_everybodys && author.is_local() && !author.is_suspended()
}

/// The status with this id as anybody may show it. All others are not found.
pub async fn embeddable(site: &Site, id: StatusId) -> Result<StatusView> {
    let view = show(site, Viewer::Nobody, id).await?;
    if is_embeddable(&view) { Ok(view) } else { Err(Refusal::NotFound.into()) }
}

/// The same for one with this address: that of its page, of the page to embed, or the one that other servers know.
pub async fn embeddable_at(site: &Site, address: &str) -> Result<StatusView> {
    let address = address.trim().split(['?', '#']).next().unwrap_or_default();
    if !site.instance.owns(address) {
        return Err(Refusal::NotFound.into());
    }
    let home = site.instance.url("/");
    let Some((handle, id)) = address.strip_prefix(&home).and_then(page) else {
        let status: Option<Status> = super::find_by_uri(site, address).await?;
        return embeddable(site, status.ok_or(Refusal::NotFound)?.id).await;
    };
    let view = embeddable(site, id).await?;
    let is_authors = view.author.account.username.eq_ignore_ascii_case(handle);
    if is_authors { Ok(view) } else { Err(Refusal::NotFound.into()) }
}

/// The username and the status in the path of a page, such as `@alice/1` or `@alice/1/embed`.
fn page(path: &str) -> Option<(&str, StatusId)> {
    let path = path.strip_suffix("/embed").unwrap_or(path);
    let (username, id) = path.strip_prefix('@')?.split_once('/')?;
    Some((username, id.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_and_nothing_else() {
        assert_eq!(page("@alice/12"), Some(("alice", StatusId::new(12))));
        assert_eq!(page("@alice/12/embed"), Some(("alice", StatusId::new(12))));
        for path in ["", "@alice", "@alice/x", "@alice/12/x", "alice/12", "ap/users/1/statuses/2"] {
            assert_eq!(page(path), None, "{path}");
        }
    }
}
