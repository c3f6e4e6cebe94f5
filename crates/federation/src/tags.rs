//! Tags of other servers: what was published there lately with a tag that somebody here follows or opens, so that a small
//! server's tag is not empty. Today's collections of tags hold nothing, so that the timelines of the client API
//! (`GET /api/v1/timelines/tag/:hashtag`) are asked, of which only the addresses are believed: each status is fetched from
//! where it is.

use activitypub::{audience::Reach, lenient, vocabulary::Object};
use model::AccountId;
use serde_json::Value;
use store::inquiries::{Inquiry, InquiryKind};
use url::Url;

use crate::{Federation, limits, objects::Budget, profiles::passable, statuses, trouble::Trouble};

impl Federation {
    /// Somebody here follows a tag, or opens it. The servers of those whom they follow, most of whom first, are asked what
    /// was published with it, unless that was done some hours ago.
    pub async fn tag_opened(&self, me: AccountId, name: &str) -> social::Result<()> {
        let now = self.site().now();
        let (opened, key) = (&self.0.opened, (me, markup::extract::tag_key(name)));
        if opened.get(&key).is_some_and(|at| now.as_millis() - at.as_millis() < limits::TAG_OPENED_MS) {
            return Ok(());
        }
        opened.insert(key, now);
        let Some(tag) = social::tags::find(self.site(), name).await? else { return Ok(()) };
        let homes = store::follows::homes_of_followed(&self.site().store, me, limits::TAG_HOSTS).await?;
        for uri in homes {
            if let Some(page) = page_of(&uri, &tag.name) {
                self.inquire(InquiryKind::Tag, page.as_str(), limits::TAG_AGAIN_MS).await?;
            }
        }
        Ok(())
    }

    /// Asks what was published with a tag.
    pub(crate) async fn look_into_tag(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let budget = Budget::new(limits::FETCHES_PER_TAG);
        let (timeline, key) =
            timeline_of(&inquiry.subject).ok_or_else(|| Trouble::refused("it is not the page of a tag"))?;
        let fetched = self.fetch_plain(timeline.as_str(), "application/json", &budget).await?;
        let told: Value = serde_json::from_slice(&fetched.body)
            .map_err(|error| Trouble::refused(format!("its timeline is not JSON: {error}")))?;
        let mut found = 0;
        // Oldest first, so that what answers itself finds what it answers.
        for uri in named(&told).into_iter().rev() {
            if passable(self.take_in_tagged(&uri, &key, &budget).await)? == Some(true) {
                found += 1;
                store::inquiries::set_found(&self.site().store, inquiry.id, found).await?;
            }
        }
        Ok(())
    }

    /// Takes in a public status with the tag; answers whether it is new. Answers to what is not known here are left out.
    async fn take_in_tagged(&self, uri: &str, key: &str, budget: &Budget) -> Result<bool, Trouble> {
        if self.site().instance.owns(uri) || self.known_status(uri).await?.is_some() {
            return Ok(false);
        }
        let object = statuses::read(&self.fetch_object(uri, budget).await?)?;
        if !carries(object.get(), key) {
            return Err(Trouble::refused("it does not carry the tag"));
        }
        if let Some(parent) = &object.get().in_reply_to
            && self.known_status(parent).await?.is_none()
        {
            return Err(Trouble::refused("it answers what is not known here"));
        }
        let author = self.author_of(&object, budget).await?;
        match object.get().audience.reach(author.followers_url.as_deref()) {
            Reach::Public => Ok(self.take_in_found(&object, &author, budget).await?.is_some()),
            _ => Err(Trouble::refused("it is not for everybody")),
        }
    }
}

/// The page of a tag on the server of an account.
fn page_of(account: &str, name: &str) -> Option<Url> {
    let mut page = Url::parse(account).ok()?.join("/").ok()?;
    page.path_segments_mut().ok()?.pop_if_empty().extend(["tags", name]);
    Some(page)
}

/// The timeline of a tag whose page this is, and the tag's key.
fn timeline_of(page: &str) -> Option<(Url, String)> {
    let page = Url::parse(page).ok()?;
    let name = page.path_segments()?.next_back().filter(|name| !name.is_empty())?;
    let key = markup::extract::tag_key(&percent_encoding::percent_decode_str(name).decode_utf8_lossy());
    let mut timeline = page.join("/").ok()?;
    timeline.path_segments_mut().ok()?.pop_if_empty().extend(["api", "v1", "timelines", "tag", &key]);
    timeline.query_pairs_mut().append_pair("limit", &limits::TAG_STATUSES.to_string());
    Some((timeline, key))
}

/// The addresses of the statuses in a timeline, as the client API tells them.
fn named(timeline: &Value) -> Vec<String> {
    let statuses = timeline.as_array().map_or(&[][..], Vec::as_slice);
    statuses
        .iter()
        .take(limits::TAG_STATUSES)
        .filter(|status| status.get("reblog").is_none_or(Value::is_null))
        .filter_map(|status| lenient::text(status, "uri"))
        .map(str::to_owned)
        .collect()
}

fn carries(object: &Object, key: &str) -> bool {
    object.hashtags.iter().any(|tag| markup::extract::tag_key(tag.name.trim_start_matches('#')) == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tags_page_leads_to_its_timeline() {
        let page = page_of("https://far.example:8443/users/bob?x", "日本").unwrap();
        assert_eq!(page.as_str(), "https://far.example:8443/tags/%E6%97%A5%E6%9C%AC");
        let (timeline, key) = timeline_of(page.as_str()).unwrap();
        assert_eq!(key, "日本");
        let expected = "https://far.example:8443/api/v1/timelines/tag/%E6%97%A5%E6%9C%AC?limit=20";
        assert_eq!(timeline.as_str(), expected);
        assert_eq!(timeline_of("https://far.example/"), None);
    }
}
