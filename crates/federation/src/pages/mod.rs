//! Pages that statuses link to: what they say of themselves is asked for when somebody here first looks at a status that
//! shows it, once for all statuses. Pages are asked without a signature, and none is asked for another's sake.

mod charset;
mod describe;
mod links;
mod players;
mod structured;

use activitypub::webfinger::Handle;
use markup::page::Page;
use model::{Account, PreviewCard};
use store::inquiries::{Inquiry, InquiryKind};
use url::Url;

use crate::{Federation, fetch::Wanted, limits, objects::Budget, trouble::Trouble};

/// A page for people.
const HTML: Wanted<'static> =
    Wanted { accept: "text/html", kinds: &["text/html", "application/xhtml+xml"], most: limits::PAGE_BYTES };
/// How a page is embedded.
const JSON: Wanted<'static> =
    Wanted { accept: "application/json", kinds: &["application/json"], most: limits::PAGE_BYTES };

impl Federation {
    /// Has those pages asked by and by at which somebody has looked and of which nothing is known.
    pub(crate) async fn note_wanted_pages(&self) -> social::Result<()> {
        for wanted in social::preview_cards::wanted(self.site()) {
            let again_ms = limits::PAGE_AGAIN_MS;
            self.inquire_at(InquiryKind::Page, &wanted.link, again_ms, wanted.due_at).await?;
        }
        Ok(())
    }

    /// Asks for a page and keeps what it says, also that it says nothing.
    pub(crate) async fn look_into_page(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let (site, link) = (self.site(), inquiry.subject.as_str());
        if !social::preview_cards::is_wanted(site, link).await? {
            return Ok(());
        }
        let is_last = inquiry.tries + 1 >= limits::PAGE_TRIES;
        match self.card_of(link).await {
            Ok(card) => Ok(social::preview_cards::keep(site, card).await?),
            Err(Trouble::Later(reason)) if !is_last => Err(Trouble::Later(reason)),
            Err(Trouble::Later(reason)) => {
                social::preview_cards::unreachable(site, link).await?;
                Err(Trouble::Refused(reason))
            }
            Err(Trouble::Refused(reason)) => {
                social::preview_cards::keep(site, self.empty_card(link)).await?;
                Err(Trouble::Refused(reason))
            }
            Err(fault) => Err(fault),
        }
    }

    /// What a page says of itself.
    async fn card_of(&self, link: &str) -> Result<PreviewCard, Trouble> {
        let url = Url::parse(link).map_err(|_| Trouble::refused("it is no address"))?;
        let fetched = self.0.client.get_plain(&url, HTML).await?;
        let host = fetched.url.host_str().unwrap_or_default();
        let page = markup::page::read(&charset::text(&fetched.body, &fetched.content_type, host));
        let card = describe::card(&page, &fetched.url, self.empty_card(link));
        let card = self.with_player(card, &page, &fetched.url).await;
        let creator_id = match describe::creator(&page) {
            Some(handle) if card.is_found() => self.creator(handle).await?.map(|account| account.id),
            _ => None,
        };
        Ok(PreviewCard { creator_id, ..card })
    }

    /// The card with the player of its video, if it is one of somebody who is known for players.
    async fn with_player(&self, card: PreviewCard, page: &Page, address: &Url) -> PreviewCard {
        let Some(question) = players::question(page, address, &self.0.players) else { return card };
        match self.0.client.get_plain(&question.endpoint, JSON).await {
            Ok(answer) => players::with_answer(card, &question, &answer.body),
            Err(error) => {
                tracing::debug!(%error, "a video is shown as a link, since its server does not say how to embed it");
                card
            }
        }
    }

    /// The account with a handle that a page names as its author.
    async fn creator(&self, handle: &str) -> Result<Option<Account>, Trouble> {
        let Some(handle) = Handle::parse(handle) else { return Ok(None) };
        let budget = Budget::new(limits::FETCHES_PER_QUESTION);
        let asked = self.resolve_handle(&handle, &budget);
        // The page is shown without its author rather than not at all.
        Ok(tokio::time::timeout(limits::CREATOR_TIMEOUT, asked).await.unwrap_or(Ok(None))?)
    }

    /// What a page says that says nothing.
    fn empty_card(&self, link: &str) -> PreviewCard {
        let site = self.site();
        PreviewCard { fetched_at: site.now(), ..PreviewCard::nothing(site.id(), link) }
    }
}
