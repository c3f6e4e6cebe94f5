//! Reactions to statuses, which Mastodon does not have. Apps look for them under the names that Pleroma, glitch-soc and
//! Fedibird gave them; what they find there is the same.

use model::Instance;
use serde::Serialize;
use social::{
    StatusView,
    status_reactions::{Emoji, Tally, TallyView},
};
use url::Url;

use super::Account;
use crate::json::Object;

/// How a status was answered with one emoji.
#[derive(Clone, Debug, Serialize)]
pub struct StatusReaction {
    /// The emoji, or the name of the picture; with the host if it is of another server.
    pub name: String,
    /// How many chose it.
    pub count: i64,
    /// Whether the viewer did.
    pub me: bool,
    /// Where the picture is.
    pub url: Option<String>,
    /// The same, for apps that show no movement.
    pub static_url: Option<String>,
    /// Who chose it, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accounts: Option<Vec<Account>>,
}

#[derive(Serialize)]
struct Pleroma<'a> {
    emoji_reactions: &'a [StatusReaction],
}

impl StatusReaction {
    /// With those who reacted.
    pub fn with_accounts(instance: &Instance, view: &TallyView) -> Self {
        let accounts = view.accounts.iter().map(|account| Account::new(instance, account)).collect();
        let alone = Self::new(instance, &view.tally, view.me);
        Self { accounts: Some(accounts), ..alone }
    }

    fn new(instance: &Instance, tally: &Tally, me: bool) -> Self {
        let Emoji { name, picture } = &tally.emoji;
        let foreign = picture.as_ref().filter(|url| !instance.owns(url)).and_then(|url| Url::parse(url).ok());
        let name = match foreign.as_ref().and_then(Url::host_str) {
            Some(host) => format!("{name}@{host}"),
            None => name.clone(),
        };
        let url = tally.shown.as_ref().map(|shown| shown.url.clone());
        let still = tally.shown.as_ref().and_then(|shown| shown.static_url.clone());
        Self { name, count: tally.count, me, static_url: still.or_else(|| url.clone()), url, accounts: None }
    }

    /// Writes the reactions to a status, if there are any.
    pub(super) fn write_all(object: &mut Object<'_>, instance: &Instance, view: &StatusView) {
        let tallies = &view.sheet.reactions;
        if tallies.is_empty() {
            return;
        }
        let one = |tally: &Tally| Self::new(instance, tally, view.own_reactions.contains(&tally.emoji));
        let all: Vec<Self> = tallies.iter().map(one).collect();
        object.field("pleroma").value(&Pleroma { emoji_reactions: &all });
        object.field("reactions").value(&all);
        object.field("emoji_reactions").value(&all);
    }
}
