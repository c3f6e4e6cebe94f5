//! Grouped notifications: what stands together, with the people and statuses of the whole page once.

use std::sync::Arc;

use model::Instance;
use serde::Serialize;
use social::{
    AccountView, Viewer,
    notifications::{
        groups::{Group, Groups},
        matters::Matter,
    },
};

use super::{Account, AccountWarning, RelationshipSeveranceEvent, Report, Status, WrittenAccount};
use crate::json::Text;

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#GroupedNotificationsResults>, written out.
#[derive(Clone, Debug)]
pub struct GroupedNotificationsResults(Text);

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#NotificationGroup>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct NotificationGroup {
    pub group_key: String,
    pub notifications_count: i64,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub most_recent_notification_id: String,
    pub page_min_id: String,
    pub page_max_id: String,
    pub latest_page_notification_at: String,
    pub sample_account_ids: Vec<String>,
    /// Only there when it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_id: Option<String>,
    /// Only there when it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<RelationshipSeveranceEvent>,
    /// Only there when it is about what staff decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moderation_warning: Option<AccountWarning>,
    /// Only there when it is about a report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
}

/// <https://docs.joinmastodon.org/methods/grouped_notifications/#PartialAccountWithAvatar>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct PartialAccount {
    pub id: String,
    pub acct: String,
    pub url: String,
    pub avatar: String,
    pub avatar_static: String,
    pub avatar_description: String,
    pub locked: bool,
    pub bot: bool,
}

impl GroupedNotificationsResults {
    /// A page of groups as the one they are for sees it.
    pub fn new(instance: &Instance, viewer: Viewer, page: &Groups, only_avatars: bool) -> Self {
        let firsts: Vec<_> = page.groups.iter().filter_map(|group| group.samples.first()).collect();
        let is_whole = |view: &&Arc<AccountView>| !only_avatars || firsts.contains(&&view.account.id);
        let partial = page.people.iter().filter(|view| !is_whole(view));
        Self(Text::of_object(|object| {
            object.field("accounts").list(page.people.iter().filter(is_whole), |text, view| {
                text.written(WrittenAccount::of(instance, view));
            });
            // Only there when asked for: those of whom a picture is enough.
            if only_avatars {
                object.field("partial_accounts").list(partial, |text, view| {
                    text.value(&PartialAccount::new(instance, view));
                });
            }
            object
                .field("statuses")
                .list(&page.statuses, |text, view| Status::write(text, instance, viewer, view));
            object
                .field("notification_groups")
                .list(&page.groups, |text, group| text.value(&NotificationGroup::new(instance, group)));
        }))
    }

    /// The text of it.
    pub(crate) fn into_text(self) -> Text {
        self.0
    }
}

impl NotificationGroup {
    fn new(instance: &Instance, group: &Group) -> Self {
        let (oldest, newest, newest_at) = group.page;
        let (moderation_warning, report) = match &group.matter {
            Some(Matter::Strike(strike, about)) => (Some(AccountWarning::new(instance, strike, about)), None),
            Some(Matter::Report(report, about)) => (None, Some(Report::new(instance, report, about))),
            None => (None, None),
        };
        Self {
            group_key: group.newest.group(),
            notifications_count: group.count,
            kind: group.newest.kind.as_str(),
            most_recent_notification_id: group.most_recent.to_string(),
            page_min_id: oldest.to_string(),
            page_max_id: newest.to_string(),
            latest_page_notification_at: newest_at.to_rfc3339_millis(),
            sample_account_ids: group.samples.iter().map(ToString::to_string).collect(),
            status_id: group.newest.status_id.map(|id| id.to_string()),
            event: group.severance.as_ref().map(Into::into),
            moderation_warning,
            report,
        }
    }
}

impl PartialAccount {
    fn new(instance: &Instance, view: &AccountView) -> Self {
        let whole = Account::new(instance, view);
        Self {
            id: whole.id,
            acct: whole.acct,
            url: whole.url,
            avatar: whole.avatar,
            avatar_static: whole.avatar_static,
            avatar_description: whole.avatar_description,
            locked: whole.locked,
            bot: whole.bot,
        }
    }
}
