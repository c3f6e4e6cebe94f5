//! Every word that people read on pages, in English, in one place, so that a second language has one place to go.

use model::{Timestamp, Visibility};

pub(crate) const FOOTER: &str = "runs on Fanfare";
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
pub(crate) const FREE_SOFTWARE: &str = "free software under the GNU AGPL";

pub(crate) const PRIVACY_POLICY: &str = "Privacy policy";

// Signing in
pub(crate) const SIGN_IN: &str = "Sign in";
pub(crate) const SIGN_IN_LEAD: &str = "With the account that you have here.";
pub(crate) const USERNAME: &str = "E-mail address or username";
pub(crate) const PASSWORD: &str = "Password";
pub(crate) const WRONG_PASSWORD: &str =
    "That name and password do not belong together. Check both and try again; nothing was changed.";

pub(crate) const TOO_MANY_TITLE: &str = "Too many tries";
pub(crate) const TOO_MANY: &str = "Somebody has tried too many passwords from here, or for this account. Wait some minutes and try again; \
     nothing was changed.";

// Consent
pub(crate) const CONSENT: &str = "Let an app in";
pub(crate) const CONSENT_QUESTION: &str = "wants to use your account";
pub(crate) const CONSENT_AS: &str = "It would act as";
pub(crate) const CONSENT_OTHER: &str = "Use another account";
pub(crate) const CONSENT_MAY: &str = "If you agree, it may";
pub(crate) const CONSENT_POWERFUL: &str = "for staff";
pub(crate) const CONSENT_TO: &str = "Afterwards you are sent to";
pub(crate) const CONSENT_CODE: &str = "Afterwards you get a code to copy into the app.";
pub(crate) const CONSENT_CAUTION: &str =
    "Anybody can name an app as they like. Agree only if you have just started this yourself.";
pub(crate) const AUTHORIZE: &str = "Authorize";
pub(crate) const DENY: &str = "Deny";
pub(crate) const CODE_TITLE: &str = "One more step";
pub(crate) const CODE_LEAD: &str =
    "Copy this code and paste it into the app. It works once, and for ten minutes.";
pub(crate) const CODE_LABEL: &str = "Code for the app";
pub(crate) const CODE_CAUTION: &str = "Give it to nobody: whoever has it gets into your account.";
pub(crate) const DENIED_TITLE: &str = "The app stays out";
pub(crate) const DENIED: &str = "You refused. The app got nothing, and you can close this page.";
pub(crate) const ACCESS_DENIED: &str = "The person refused the request.";
pub(crate) const UNKNOWN_APP: &str = "This server does not know the app that sent you here. Start again in the app; it will introduce itself anew.";
pub(crate) const BAD_REDIRECT: &str =
    "The app wants the answer at an address that it did not register. To be safe, you are not sent there.";

// Somebody or something of another server
pub(crate) const FOLLOW: &str = "Follow";
pub(crate) const TOO_MANY_FOLLOWS: &str =
    "You have followed very many accounts today. Try again tomorrow; nothing was changed.";
pub(crate) const PROFILE: &str = "See the whole profile";
pub(crate) const FOLLOW_SELF: &str = "That is you.";
pub(crate) const FOLLOWING: &str = "You follow this account.";
pub(crate) const FOLLOW_ASKED: &str = "You have asked to follow this account. It has not answered yet.";
pub(crate) const MOVED_TO: &str = "This account is not used any more. Its person has moved to";
pub(crate) const MOVED_SHOW: &str = "See the new account";
pub(crate) const FOUND_TITLE: &str = "Here it is";
pub(crate) const FOUND_HINT: &str =
    "Your app finds this post now: search for its address there to answer, boost or keep it.";
pub(crate) const FOUND_OPEN: &str = "Open the post";
pub(crate) const UNKNOWN_TITLE: &str = "Nobody and nothing found";
pub(crate) const UNKNOWN: &str = "This server looked for the account or post that you came with and found neither. Check the address for a slip, \
     or try again later: the other server may not answer now, or not tell.";

// Failures
pub(crate) const NOT_FOUND_TITLE: &str = "Nothing here";
pub(crate) const NOT_FOUND: &str = "There is no such page, or it is not for you to see. It may have been deleted, or the address has a slip in it.";
pub(crate) const BAD_TITLE: &str = "That did not work";
pub(crate) const FORGED: &str = "This form is out of date, or it did not come from this server. Nothing was changed. Open the page again and \
     send the form once more.";
pub(crate) const UNREADABLE: &str = "This server could not read what your browser sent. Nothing was changed.";
pub(crate) const OUR_FAULT_TITLE: &str = "Something went wrong";
pub(crate) const OUR_FAULT: &str =
    "This is the server's fault, not yours, and it has been noted. Please try again in a moment.";

// The front page
pub(crate) const LEAD: &str =
    "A home on the fediverse. People here write, and follow people on this and thousands of other servers.";
pub(crate) const APP_TITLE: &str = "Come in with an app";
pub(crate) const APP_LEAD: &str = "Any app for Mastodon works. Where it asks for your server, type:";
pub(crate) const APP_HINT: &str = "The app then brings you here to sign in and agree.";
pub(crate) const LATEST: &str = "Latest posts from here";
pub(crate) const LATEST_NONE: &str =
    "Nobody has posted in public yet. The first post you write with an app appears here.";

// Profiles and statuses
pub(crate) const BOT: &str = "Automated";
pub(crate) const FOLLOW_HINT: &str = "To follow from anywhere, search for this in your app:";
pub(crate) const POSTS_TITLE: &str = "Posts";
pub(crate) const POSTS_NONE: &str = "Nothing that everybody may see yet.";
pub(crate) const POSTS_END: &str = "Nothing further this way.";
pub(crate) const NEWER: &str = "Newer";
pub(crate) const OLDER: &str = "Older";
pub(crate) const PAGES: &str = "Newer and older posts";
pub(crate) const TAG_NONE: &str = "Nobody this server knows has used this tag in public yet.";
pub(crate) const CONTENT_WARNING: &str = "Content warning:";
pub(crate) const EMBEDDED_FROM: &str = "See the post and its replies on";
pub(crate) const BY: &str = "By";
pub(crate) const BOOSTED: &str = "boosted";
pub(crate) const SENSITIVE: &str = "Sensitive media: show";
pub(crate) const REACTIONS: &str = "Reactions";
pub(crate) const REPLY: &str = "Reply";
pub(crate) const EDITED: &str = "edited";
pub(crate) const THREAD_ABOVE: &str = "Earlier in this thread";
pub(crate) const THREAD_BELOW: &str = "Replies";
pub(crate) const THREAD_NONE: &str = "No replies yet.";

/// What to tell somebody whose app asked wrongly and cannot be told itself.
pub(crate) fn asked_wrongly(description: &str) -> String {
    format!("The app asked for something that cannot be: {description}.")
}

/// Names a program on the person's own device.
pub(crate) fn program_with_scheme(scheme: &str) -> String {
    format!("the app on this device that opens {scheme}: addresses")
}

/// The front page's description.
pub(crate) fn welcome(name: &str, lead: &str) -> String {
    format!("{name}: {lead}")
}

/// A tag page's description.
pub(crate) fn tagged(name: &str) -> String {
    format!("Public posts with #{name}")
}

/// A profile's title.
pub(crate) fn name_and_handle(name: &str, handle: &str) -> String {
    format!("{name} ({handle})")
}

/// A status page's title.
pub(crate) fn post_by(name: &str) -> String {
    format!("Post by {name}")
}

/// What a profile's feed is about.
pub(crate) fn public_posts_from(handle: &str) -> String {
    format!("Public posts from {handle}")
}

/// The same, where only those with a tag are in it.
pub(crate) fn public_posts_tagged(handle: &str, tag: &str) -> String {
    format!("Public posts from {handle} with #{tag}")
}

/// What a feed is called among a page's links.
pub(crate) fn feed_of(what: &str, format: &str) -> String {
    format!("{what} ({format})")
}

/// What made a feed.
pub(crate) fn generator() -> String {
    format!("Fanfare {VERSION}")
}

/// Who may see a status, unless everybody.
pub(crate) fn visibility(visibility: Visibility) -> Option<&'static str> {
    match visibility {
        Visibility::Public => None,
        Visibility::Unlisted => Some("Quiet: everybody may see it, but it is not listed"),
        Visibility::Private => Some("Only people who follow"),
        Visibility::Direct => Some("Only the people mentioned"),
    }
}

fn count(number: i64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{} {many}", thousands(number)) }
}

/// `12,345`
pub(crate) fn thousands(number: i64) -> String {
    let digits = number.max(0).to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// How many people live here.
pub(crate) fn members(number: i64) -> String {
    count(number, "person", "people")
}

/// How many statuses there are.
pub(crate) fn posts(number: i64) -> String {
    count(number, "post", "posts")
}

/// How many other servers are known.
pub(crate) fn servers(number: i64) -> String {
    count(number, "other server known", "other servers known")
}

/// How many somebody follows.
pub(crate) fn follows(number: i64) -> String {
    format!("follows {}", thousands(number))
}

/// How many follow somebody.
pub(crate) fn followers(number: i64) -> String {
    count(number, "follower", "followers")
}

/// How many answered.
pub(crate) fn replies(number: i64) -> String {
    count(number, "reply", "replies")
}

/// How many reblogged.
pub(crate) fn boosts(number: i64) -> String {
    count(number, "boost", "boosts")
}

/// How many favourited.
pub(crate) fn favourites(number: i64) -> String {
    count(number, "favourite", "favourites")
}

/// How many reacted with an emoji.
pub(crate) fn reactions(number: i64, emoji: &str) -> String {
    format!("{} with {emoji}", count(number, "reaction", "reactions"))
}

/// When somebody came.
pub(crate) fn joined(time: Timestamp) -> String {
    let day = time.to_date();
    format!("Here since {}", date(&day).unwrap_or(day))
}

/// `23 Nov 2026, 10:00 UTC`
pub(crate) fn moment(time: Timestamp) -> String {
    let text = time.to_rfc3339_seconds();
    let day = text.get(..10).and_then(date);
    match (day, text.get(11..16)) {
        (Some(day), Some(clock)) => format!("{day}, {clock} UTC"),
        _ => text,
    }
}

/// `23 Nov 2026` for `2026-11-23`.
fn date(iso: &str) -> Option<String> {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut parts = iso.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(format!("{} {month} {year}", day.trim_start_matches('0')))
}

/// What a scope lets an app do, fit to stand after "it may".
pub(crate) fn scope(scope: &str) -> &'static str {
    match scope {
        "read" => {
            "see everything that your account sees: timelines, messages, notifications, lists, settings"
        }
        "profile" => "see your name, picture and profile, and nothing else",
        "write" => "do everything in your name: post, delete, message, follow, change your profile",
        "follow" => "see and change whom you follow, mute and block",
        "push" => "be woken when something happens to you",
        "read:accounts" => "see accounts as you see them",
        "read:blocks" => "see whom you block",
        "read:bookmarks" => "see your bookmarks",
        "read:collections" => "see your collections",
        "read:favourites" => "see what you marked as favourite",
        "read:filters" => "see your filters",
        "read:follows" => "see whom you follow and who asks to follow you",
        "read:lists" => "see your lists",
        "read:mutes" => "see whom you mute",
        "read:notifications" => "see your notifications",
        "read:search" => "search in your name",
        "read:statuses" => "see posts as you see them, private ones too",
        "write:accounts" => "change your profile",
        "write:blocks" => "block and unblock people",
        "write:bookmarks" => "add and remove bookmarks",
        "write:collections" => "change your collections",
        "write:conversations" => "mark messages as read and remove them",
        "write:favourites" => "mark posts as favourite in your name",
        "write:filters" => "change your filters",
        "write:follows" => "follow and unfollow people, and answer those who ask to follow you",
        "write:lists" => "change your lists",
        "write:media" => "upload pictures and videos",
        "write:mutes" => "mute and unmute people and conversations",
        "write:notifications" => "clear your notifications",
        "write:reports" => "report people to moderators in your name",
        "write:statuses" => "post, edit and delete posts in your name",
        _ => admin_scope(scope),
    }
}

fn admin_scope(scope: &str) -> &'static str {
    match scope {
        "admin:read" => "see all that staff of this server may see, members' e-mail and IP addresses too",
        "admin:read:accounts" => "see members as staff do, their e-mail and IP addresses too",
        "admin:read:reports" => "see reports",
        "admin:read:domain_allows" => "see which servers are allowed",
        "admin:read:domain_blocks" => "see which servers are blocked",
        "admin:read:ip_blocks" => "see which IP addresses are blocked",
        "admin:read:email_domain_blocks" => "see which e-mail providers are blocked",
        "admin:read:canonical_email_blocks" => "see which e-mail addresses are blocked",
        "admin:write" => "do everything that staff of this server may do: suspend members, block servers",
        "admin:write:accounts" => "limit, suspend and approve members",
        "admin:write:reports" => "decide reports",
        "admin:write:domain_allows" => "allow servers",
        "admin:write:domain_blocks" => "block servers",
        "admin:write:ip_blocks" => "block IP addresses",
        "admin:write:email_domain_blocks" => "block e-mail providers",
        "admin:write:canonical_email_blocks" => "block e-mail addresses",
        // Never shown: an unknown scope is refused before anybody is asked.
        _ => "do something that this server has no words for",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_scope_has_words_of_its_own() {
        let words: HashSet<&str> = model::scope::KNOWN.iter().map(|known| scope(known)).collect();
        assert_eq!(words.len(), model::scope::KNOWN.len());
        assert!(!words.contains(scope("unknown")));
    }

    #[test]
    fn numbers_and_times_are_written_for_people() {
        assert_eq!([posts(0), posts(1), posts(1_234_567)], ["0 posts", "1 post", "1,234,567 posts"]);
        let time = Timestamp::from_millis(1_763_892_000_045);
        assert_eq!(moment(time), "23 Nov 2025, 10:00 UTC");
        assert_eq!(joined(time), "Here since 23 Nov 2025");
    }
}
