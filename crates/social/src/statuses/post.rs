//! Publishing a status: by somebody here.

use std::collections::HashMap;

use markup::{Handle, MentionLink};
use model::{
    Account, AccountId, Interaction, InteractionPolicy, Poll, Status, StatusId, Timestamp, Visibility,
    account::Emoji, limits,
};

use super::{
    Draft,
    attached::Attached,
    get_original,
    keep::{Place, Ready, store},
};
use crate::{
    Refusal, Result, Site, Viewer, attachments,
    content_rules::{
        act::Acts,
        judge::{self, Moment},
    },
    custom_emojis, floods,
    interactions::{self, Leave},
    quotes, trend_reviews,
};

const HOUR_MS: i64 = 3_600_000;

/// Publishes a draft. The same idempotency key answers the same status. Remote people that the text names must be
/// known already; names that are not stay text.
pub async fn post(site: &Site, by: &Account, draft: Draft) -> Result<Status> {
    draft.check(&site.settings().statuses)?;
    if let Some(status) = posted_before(site, by, &draft).await? {
        return Ok(status);
    }
    let parent = match draft.in_reply_to_id {
        None => None,
        Some(id) => Some(get_original(site, Viewer::Account(by.id), id).await?),
    };
    let asked = asked(site, by, parent.as_ref()).await?;
    let quoted = match draft.quoted_status_id {
        None => None,
        Some(id) => Some(get_original(site, Viewer::Account(by.id), id).await?),
    };
    let attached = attachments::of_draft(site, by, &draft.media, None).await?;
    let named = look_up(site, &draft.text).await?;
    floods::check_newcomer(site, by, named.len())?;
    let mut whole = as_preferred(site, by, draft.clone(), parent.as_ref()).await?;
    if let Some(quoted) = &quoted {
        whole.beside(quoted, &ids_of(&named))?;
    }
    let mut ready = compose(site, by, whole, parent.as_ref(), &named);
    trend_reviews::check_tags(site, &ready.tags).await?;
    ready.attached = Attached::Own(attached);
    ready.asked = asked.filter(|_| !ready.status.local_only);
    if let Some(quoted) = &quoted {
        ready.quote = Some(quotes::begin(site, by, quoted, ready.status.id).await?);
    }
    ready.status.emojis = emojis(site, &ready.status, ready.poll.as_ref()).await?;
    let moment = if ready.scheduled_id.is_some() { Moment::Due } else { Moment::Now };
    let acts = judge::own(site, ready.case(), moment).await?;
    ready.obey(acts);
    match store(site, &mut ready).await? {
        true => Ok(ready.status),
        // A request with the same key was faster.
        false => posted_before(site, by, &draft)
            .await?
            .ok_or(Refusal::Conflict("a request with the same idempotency key is under way").into()),
    }
}

/// Asks content rules about a draft that is to be published later.
pub(crate) async fn ask_rules(
    site: &Site,
    by: &Account,
    draft: &Draft,
    attached: &[model::Attachment],
) -> Result<Acts> {
    let named = look_up(site, &draft.text).await?;
    let whole = as_preferred(site, by, draft.clone(), None).await?;
    let mut ready = compose(site, by, whole, None, &named);
    ready.attached = Attached::Own(attached.to_vec());
    judge::own(site, ready.case(), Moment::Now).await
}

/// The author of what is answered, if they are to be asked first.
async fn asked(site: &Site, by: &Account, parent: Option<&Status>) -> Result<Option<AccountId>> {
    let Some(parent) = parent else { return Ok(None) };
    let leave = interactions::check(site, by, parent, Interaction::Reply).await?;
    Ok((leave == Leave::Asked).then_some(parent.account_id))
}

/// Refuses an answer to what its author does not let this account answer. What is not there is no matter yet.
pub(crate) async fn check_answer(site: &Site, by: &Account, draft: &Draft) -> Result<()> {
    let Some(id) = draft.in_reply_to_id else { return Ok(()) };
    match get_original(site, Viewer::Account(by.id), id).await {
        Ok(parent) => asked(site, by, Some(&parent)).await.map(drop),
        Err(crate::Error::Refusal(_)) => Ok(()),
        Err(fault) => Err(fault),
    }
}

/// The draft with what its author prefers where it says nothing.
async fn as_preferred(site: &Site, by: &Account, draft: Draft, parent: Option<&Status>) -> Result<Draft> {
    let user = store::users::find_by_account(&site.store, by.id).await?;
    let preferences = user.map(|user| user.preferences).unwrap_or_default();
    // Without a wish, an answer is not shown to more people than what it answers.
    let floor = parent.map_or(Visibility::Public, |parent| parent.visibility);
    Ok(Draft {
        visibility: draft.visibility.or(Some(preferences.visibility_for(by.locked).max(floor))),
        sensitive: draft.sensitive.or(Some(preferences.sensitive)),
        language: draft
            .language
            .or(preferences.language)
            .or_else(|| site.settings().languages.first().cloned()),
        quote_policy: draft.quote_policy.or(Some(preferences.quote_policy)),
        ..draft
    })
}

async fn posted_before(site: &Site, by: &Account, draft: &Draft) -> Result<Option<Status>> {
    let Some(key) = &draft.idempotency_key else { return Ok(None) };
    match store::idempotency_keys::find(&site.store, by.id, key, remembered_since(site)).await? {
        None => Ok(None),
        Some(id) => Ok(store::statuses::find(&site.store, id).await?),
    }
}

pub(crate) fn remembered_since(site: &Site) -> Timestamp {
    site.now().plus_millis(-limits::IDEMPOTENCY_HOURS * HOUR_MS)
}

/// The accounts that a text names, by handle as written.
pub(crate) async fn look_up(site: &Site, text: &str) -> Result<HashMap<Handle, Account>> {
    let mut named = HashMap::new();
    for handle in markup::extract::handles(text).into_iter().take(limits::STATUS_MENTIONS) {
        let host = handle.host.as_deref();
        if let Some(account) = crate::accounts::find_by_handle(site, &handle.username, host).await? {
            named.insert(handle, account);
        }
    }
    Ok(named)
}

fn compose<'a>(
    site: &Site,
    by: &'a Account,
    draft: Draft,
    parent: Option<&Status>,
    named: &HashMap<Handle, Account>,
) -> Ready<'a> {
    let id: StatusId = site.id();
    let content = html(site, &draft.text, named);
    let visibility = draft.visibility.unwrap_or(Visibility::Public);
    let status = Status {
        id,
        account_id: by.id,
        uri: format!("{}/statuses/{id}", by.uri),
        url: Some(format!("{}/{id}", by.url)),
        in_reply_to_id: parent.map(|parent| parent.id),
        in_reply_to_account_id: parent.map(|parent| parent.account_id),
        reblog_of_id: None,
        visibility,
        quote_approval: quotes::chosen(draft.quote_policy.unwrap_or_default(), visibility),
        interaction_policy: InteractionPolicy::default(),
        searchable: None,
        quotes_count: 0,
        content,
        sensitive: draft.sensitive == Some(true) || !draft.spoiler_text.is_empty(),
        spoiler_text: draft.spoiler_text,
        language: draft.language,
        application_id: draft.application_id,
        emojis: Vec::new(),
        replies_count: 0,
        reblogs_count: 0,
        favourites_count: 0,
        created_at: id.time(),
        edited_at: None,
        // What answers something that stays here stays here.
        local_only: draft.local_only || parent.is_some_and(|parent| parent.local_only),
        conversation_id: parent.map_or(id, |parent| parent.conversation_id),
        text: draft.text,
    };
    Ready {
        tags: markup::extract::tags(&status.text),
        attached: Attached::Own(Vec::new()),
        poll: draft.poll.as_ref().map(|poll| poll.make(site, &status)),
        status,
        quote: None,
        author: by,
        mentioned: ids_of(named),
        idempotency_key: draft.idempotency_key,
        scheduled_id: draft.scheduled_id,
        place: Place { parent_uri: None, context_uri: None, is_news: true },
        asked: None,
        acts: Acts::default(),
    }
}

/// The custom emoji that a status uses.
pub(super) async fn emojis(site: &Site, status: &Status, poll: Option<&Poll>) -> Result<Vec<Emoji>> {
    let mut texts = vec![status.text.as_str(), status.spoiler_text.as_str()];
    texts.extend(poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.as_str()));
    custom_emojis::used_in(site, &texts).await
}

/// What a text becomes.
pub(crate) fn html(site: &Site, text: &str, named: &HashMap<Handle, Account>) -> String {
    markup::compose::html(text, &site.instance.url(""), |handle| {
        let account = named.get(handle)?;
        Some(MentionLink { url: account.url.clone(), username: account.username.clone() })
    })
}

/// The accounts named, each once.
pub(super) fn ids_of(named: &HashMap<Handle, Account>) -> Vec<AccountId> {
    let mut ids: Vec<AccountId> = named.values().map(|account| account.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
