//! The demo's people and what they say to each other, through the same verbs as everybody.

use std::collections::HashMap;

use model::{Account, Role, RoleId, Status, Visibility};
use social::{
    Result, Site, favourites, follows, reblogs,
    sign_up::{self, NewUser},
    statuses::{self, Draft},
};

/// How a member signs in.
pub(super) struct Member {
    pub(super) email: String,
    pub(super) password: String,
}

/// Who lives here, and what they may do.
const PEOPLE: [(&str, RoleId); 5] = [
    ("olga", Role::OWNER),
    ("mia", Role::MODERATOR),
    ("alice", Role::EVERYBODY),
    ("bob", Role::EVERYBODY),
    ("noor", Role::EVERYBODY),
];

/// Who follows whom.
const FOLLOWS: [(&str, &str); 9] = [
    ("alice", "bob"),
    ("bob", "alice"),
    ("alice", "noor"),
    ("noor", "alice"),
    ("noor", "mia"),
    ("mia", "olga"),
    ("bob", "olga"),
    ("alice", "olga"),
    ("olga", "alice"),
];

/// One post: a name to refer to it by, its author, what it answers, its warning, its text, who may see it.
type Line = (&'static str, &'static str, Option<&'static str>, &'static str, &'static str, Visibility);

const LINES: [Line; 10] = {
    use Visibility::{Private, Public, Unlisted};
    [
        (
            "welcome",
            "olga",
            None,
            "",
            "Welcome to our little town on the fediverse. Say hello! #introduction",
            Public,
        ),
        (
            "hello",
            "alice",
            Some("welcome"),
            "",
            "@olga hello! I paint old trains and write about the painting.",
            Public,
        ),
        (
            "trains",
            "alice",
            None,
            "",
            "Finished the dining car of 1934 today. The brass took longer than all the rest. #trains #painting",
            Public,
        ),
        (
            "brass",
            "bob",
            Some("trains"),
            "",
            "@alice what did you use for the brass? It looks warm even at dusk.",
            Public,
        ),
        (
            "ochre",
            "alice",
            Some("brass"),
            "",
            "@bob raw sienna, then a very thin glaze of yellow ochre. And patience.",
            Public,
        ),
        (
            "film",
            "noor",
            None,
            "The end of the film everybody talks about",
            "She takes the night train after all, and it is the right thing to do.",
            Public,
        ),
        (
            "film2",
            "mia",
            Some("film"),
            "The end of the film everybody talks about",
            "@noor I did not expect to cry about a timetable.",
            Public,
        ),
        (
            "bread",
            "bob",
            None,
            "",
            "Sourdough, day three: it has a name now, so I can no longer throw it away. #bread",
            Public,
        ),
        (
            "quiet",
            "mia",
            None,
            "",
            "A small note that should not push anything else off the public timeline.",
            Unlisted,
        ),
        (
            "circle",
            "alice",
            None,
            "",
            "For those who follow me: the studio is open on Saturday, come in by the yard.",
            Private,
        ),
    ]
};

/// Who favourites what.
const FAVOURITES: [(&str, &str); 6] = [
    ("bob", "trains"),
    ("olga", "trains"),
    ("noor", "trains"),
    ("alice", "bread"),
    ("mia", "welcome"),
    ("alice", "ochre"),
];

/// Who reblogs what.
const REBLOGS: [(&str, &str); 3] = [("olga", "trains"), ("noor", "bread"), ("bob", "welcome")];

/// Makes the people, lets them follow each other and talk.
pub(super) async fn gather(site: &Site) -> Result<Vec<Member>> {
    let mut members = Vec::new();
    let mut accounts: HashMap<&str, Account> = HashMap::new();
    for (name, role_id) in PEOPLE {
        let member = Member { email: format!("{name}@demo.example"), password: format!("{name}-password") };
        let new = NewUser {
            username: name.to_owned(),
            email: member.email.clone(),
            password: member.password.clone(),
            role_id,
        };
        accounts.insert(name, sign_up::create(site, new).await?);
        members.push(member);
    }
    for (follower, followed) in FOLLOWS {
        let choice = follows::Choice::default();
        follows::follow(site, &accounts[follower], accounts[followed].id, choice, None).await?;
    }
    let posted = talk(site, &accounts).await?;
    for (by, line) in FAVOURITES {
        favourites::favourite(site, &accounts[by], posted[line].id, None).await?;
    }
    for (by, line) in REBLOGS {
        reblogs::reblog(site, &accounts[by], posted[line].id, None).await?;
    }
    Ok(members)
}

async fn talk(site: &Site, accounts: &HashMap<&str, Account>) -> Result<HashMap<&'static str, Status>> {
    let mut posted: HashMap<&str, Status> = HashMap::new();
    for (name, author, answers, warning, text, visibility) in LINES {
        let draft = Draft {
            text: text.to_owned(),
            spoiler_text: warning.to_owned(),
            sensitive: Some(!warning.is_empty()),
            language: Some("en".to_owned()),
            visibility: Some(visibility),
            in_reply_to_id: answers.map(|earlier| posted[earlier].id),
            ..Draft::default()
        };
        posted.insert(name, statuses::post(site, &accounts[author], draft).await?);
    }
    Ok(posted)
}
