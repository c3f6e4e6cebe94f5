//! What visitors are shown first: profiles, tags and statuses that those who run the server chose by settings. What
//! has gone since, and what is not for everybody any more, is left out.

use std::fmt::Display;

use model::{StatusId, Visibility, limits, settings};

use crate::{
    AccountView, Problem, Refusal, Result, Site, StatusView, TagView, Viewer, accounts, tags,
    timelines::show_unhidden_ids,
};

/// What visitors are shown first.
#[derive(Clone, Debug, Default)]
pub struct Featured {
    /// Profiles.
    pub accounts: Vec<AccountView>,
    /// Tags.
    pub tags: Vec<TagView>,
    /// Statuses.
    pub statuses: Vec<StatusView>,
}

/// What a visitor is shown of what was chosen.
pub async fn show(site: &Site) -> Result<Featured> {
    let chosen = &site.settings().featured;
    let mut found = Vec::new();
    for acct in &chosen.accounts {
        match accounts::lookup(site, acct).await {
            Ok(view) => found.push(view),
            Err(crate::Error::Refusal(Refusal::NotFound)) => {}
            Err(error) => return Err(error),
        }
    }
    found.retain(|view| {
        !view.account.is_suspended() && !view.account.is_limited() && view.account.moved_to_id.is_none()
    });
    let mut known = Vec::new();
    for name in &chosen.tags {
        known.push(tags::find_or_unused(site, name).await?);
    }
    let mut statuses = show_unhidden_ids(site, Viewer::Nobody, &chosen.statuses).await?;
    statuses.retain(is_for_everybody);
    Ok(Featured { accounts: found, tags: tags::dress(site, Viewer::Nobody, known).await?, statuses })
}

fn is_for_everybody(view: &StatusView) -> bool {
    let (status, author) = (&view.status, &view.author.account);
    status.visibility == Visibility::Public && !status.is_reblog() && !author.is_suspended()
}

/// Refuses to show first what is not there; `name` is the setting that is decided about.
pub(crate) async fn check(site: &Site, name: &'static str, chosen: &settings::Featured) -> Result<()> {
    let missing = |what: &dyn Display, kind: &str| -> crate::Error {
        Refusal::Invalid(vec![Problem::new(name, format!("names {what}, and there is no such {kind}"))])
            .into()
    };
    if name == "featured.accounts" {
        for acct in &chosen.accounts {
            accounts::lookup(site, acct).await.map_err(|error| match error {
                crate::Error::Refusal(Refusal::NotFound) => missing(acct, "account"),
                other => other,
            })?;
        }
    }
    if name == "featured.statuses" {
        for id in &chosen.statuses {
            let status = store::statuses::find(&site.store, *id).await?.ok_or_else(|| missing(id, "post"))?;
            if status.visibility != Visibility::Public || status.is_reblog() {
                return Err(missing(id, "public post"));
            }
        }
    }
    Ok(())
}

/// Reads names that are separated by spaces.
pub(crate) fn read<T: PartialEq>(
    value: &str,
    one: fn(&str) -> std::result::Result<T, String>,
) -> std::result::Result<Vec<T>, String> {
    let mut all = Vec::new();
    for word in value.split_whitespace() {
        let named = one(word)?;
        if !all.contains(&named) {
            all.push(named);
        }
    }
    match all.len() {
        many if many > limits::FEATURED_MOST => Err(format!("must be {} at most", limits::FEATURED_MOST)),
        _ => Ok(all),
    }
}

/// Writes them again.
pub(crate) fn write<T: Display>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The handle of an account, as apps spell it.
pub(crate) fn accounts(word: &str) -> std::result::Result<String, String> {
    let acct = word.trim_start_matches('@');
    let is_part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':'))
    };
    let is_handle = match acct.split_once('@') {
        None => is_part(acct),
        Some((username, domain)) => is_part(username) && is_part(domain),
    };
    is_handle.then(|| acct.to_owned()).ok_or_else(|| format!("{word} is not a handle, such as: alice"))
}

/// The name of a tag, without the `#`.
pub(crate) fn tags(word: &str) -> std::result::Result<String, String> {
    let name = word.trim_start_matches('#');
    let is_tag = markup::extract::tags(&format!("#{name}")) == [name] && name.len() <= limits::TAG_BYTES;
    is_tag.then(|| name.to_owned()).ok_or_else(|| format!("{word} is not a hashtag"))
}

/// A status, by its number or the address of its page here.
pub(crate) fn statuses(word: &str) -> std::result::Result<StatusId, String> {
    let number = word.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    number.parse().map_err(|_| format!("{word} is not the address of a post"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_people_write_them() {
        assert_eq!(read("@alice bob@far.example alice", accounts).unwrap(), ["alice", "bob@far.example"]);
        assert_eq!(read("#tea  Bücher", tags).unwrap(), ["tea", "Bücher"]);
        let posts = read("12 https://home.example/@alice/13/", statuses).unwrap();
        assert_eq!(write(&posts), "12 13");
        assert!(read("alice@", accounts).is_err() && read("two words#", tags).is_err());
        let many: Vec<String> = (0..=limits::FEATURED_MOST).map(|number| number.to_string()).collect();
        assert!(read(&many.join(" "), statuses).is_err());
    }
}
