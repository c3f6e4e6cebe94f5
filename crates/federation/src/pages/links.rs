//! Pages that profiles lead to: one that leads back (`rel="me"`) is the same person's, and the profile says so.

use model::{Account, AccountId};
use store::inquiries::{Inquiry, InquiryKind};
use url::Url;

use super::{HTML, charset};
use crate::{Federation, trouble::Trouble};

impl Federation {
    /// Effect of a change of somebody's profile here: the pages that it leads to are asked.
    pub async fn profile_changed(&self, id: AccountId) -> social::Result<()> {
        match store::accounts::find(&self.site().store, id).await? {
            Some(account) if account.is_local() && !account.is_suspended() => {
                self.note_links(&account, 0).await
            }
            _ => Ok(()),
        }
    }

    /// Has the pages asked to which a profile leads, unless that was done within `again_ms`.
    pub(crate) async fn note_links(&self, account: &Account, again_ms: i64) -> social::Result<()> {
        for link in social::profile::unverified_links(account) {
            if let Ok(mut subject) = Url::parse(&link) {
                // What comes after this sign is sent to nobody, so it may say for whom the page is asked.
                subject.set_fragment(Some(&account.id.to_string()));
                self.inquire(InquiryKind::Link, subject.as_str(), again_ms).await?;
            }
        }
        Ok(())
    }

    /// Asks a page whether it leads back.
    pub(crate) async fn look_into_link(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let nowhere = || Trouble::refused("it is no address");
        let mut page = Url::parse(&inquiry.subject).map_err(|_| nowhere())?;
        let id = page.fragment().and_then(|id| id.parse().ok()).ok_or_else(nowhere)?;
        page.set_fragment(None);
        let site = self.site();
        let Some(account) = store::accounts::find(&site.store, id).await? else { return Ok(()) };
        let is_same = |link: &String| {
            Url::parse(link).is_ok_and(|mut link| {
                link.set_fragment(None);
                link == page
            })
        };
        let Some(link) = social::profile::unverified_links(&account).into_iter().find(is_same) else {
            return Ok(());
        };
        let fetched = self.0.client.get_plain(&page, HTML).await?;
        let host = fetched.url.host_str().unwrap_or_default();
        let text = charset::text(&fetched.body, &fetched.content_type, host);
        let leads_back = |claim: &String| {
            fetched
                .url
                .join(claim)
                .is_ok_and(|claim| [&account.url, &account.uri].contains(&&String::from(claim)))
        };
        match markup::page::own_links(&text).iter().any(leads_back) {
            true => Ok(social::profile::verify(site, id, &link).await?),
            false => Err(Trouble::refused("it does not lead back")),
        }
    }
}
