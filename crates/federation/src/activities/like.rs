//! Like: favouriting a status, and reacting to it with an emoji, as Misskey tells it. Pleroma's EmojiReact says the same.

use activitypub::{
    context,
    vocabulary::{
        Activity as Read,
        written::{Activity, Tag},
    },
};
use model::{Account, Favourite, Status, StatusReaction};
use social::status_reactions::Emoji;

use super::Request;
use crate::{translate, trouble::Trouble};

/// Somebody favourites a status that is known here, or reacts to it; nothing is fetched for that.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let status = request.federation.known_status(request.object_id()?).await?;
    let status = status.ok_or_else(|| Trouble::refused("its object is not known here"))?;
    let (site, uri) = (request.federation.site(), request.activity.id.clone());
    match emoji(request.activity) {
        Some(emoji) => {
            social::status_reactions::react_remote(site, request.by, status.id, emoji, uri).await?
        }
        None => social::favourites::favourite(site, request.by, status.id, uri).await?,
    };
    Ok(())
}

/// The emoji with which somebody reacts. What is said beside a Like and is none makes it no less a favourite.
pub(super) fn emoji(activity: &Read) -> Option<Emoji> {
    let written = [&activity.content, &activity.reaction].into_iter().flatten();
    let pictures = translate::emojis(&activity.emojis);
    written.into_iter().find_map(|written| {
        // Misskey says where a picture comes from: `tea@far.example`.
        let name = written.trim().trim_matches(':').split('@').next().unwrap_or_default();
        let picture = pictures.iter().find(|emoji| emoji.shortcode == name);
        Emoji::arrived(written, picture.map(|emoji| emoji.url.clone()))
    })
}

/// A favourite by somebody here.
pub(crate) fn build(by: &Account, favourite: &Favourite, status: &Status) -> Activity<String> {
    let id = format!("{}/likes/{}", by.uri, favourite.id);
    Activity::new("Like", id, &by.uri, status.uri.clone())
}

/// A reaction by somebody here. Servers that know none take it for a favourite.
pub(crate) fn react(by: &Account, reaction: &StatusReaction, status: &Status) -> Activity<String> {
    let StatusReaction { name, picture, .. } = reaction;
    let written = if picture.is_some() { format!(":{name}:") } else { name.clone() };
    Activity {
        content: Some(written.clone()),
        misskey_reaction: Some(written),
        tag: picture.iter().map(|picture| Tag::emoji(name, picture)).collect(),
        ..build(by, &reaction.as_favourite(), status).with_context(context::reaction())
    }
}
