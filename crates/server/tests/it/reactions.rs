//! Reactions to statuses with an emoji: of other servers, in every form, and of people here.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list},
};

use crate::{acquaintance::befriend, with_site};

async fn shown(by: &Person, status: &Value) -> Value {
    by.get(&format!("/api/v1/statuses/{}", id(status))).await.ok()
}

/// Name, number and whether one's own of each reaction, as apps see them.
fn reactions(status: &Value) -> Vec<(String, i64, bool)> {
    let all = status["pleroma"]["emoji_reactions"].as_array().cloned().unwrap_or_default();
    assert!(all.is_empty() || (status["reactions"] == json!(all) && status["emoji_reactions"] == json!(all)));
    let one =
        |one: &Value| Some((one["name"].as_str()?.to_owned(), one["count"].as_i64()?, one["me"] == true));
    all.iter().map(|it| one(it).expect("a reaction")).collect()
}

fn is(name: &str, count: i64, me: bool) -> (String, i64, bool) {
    (name.to_owned(), count, me)
}

async fn reacts(by: &Person, method: Method, status: &Value, emoji: &str) -> testkit::Answer {
    by.send(method, &format!("/api/v1/pleroma/statuses/{}/reactions/{emoji}", id(status)), None).await
}

async fn tells(home: &Home, by: &testkit::Stranger, activity: &Value) {
    assert_eq!(by.delivers(home, activity).await.status, 202);
    home.settle().await;
}

#[test]
fn reactions_from_elsewhere_are_shown_with_their_emoji_and_end_one_by_one() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        let status = alice.posts("nice").await;
        let tea = json!([{ "type": "Emoji", "name": ":tea:", "icon": { "url": far.url("/tea.png") } }]);
        let with = |mut activity: Value, key: &str, emoji: &str| {
            activity[key] = json!(emoji);
            activity["tag"] = tea.clone();
            activity
        };
        let cup = with(bob.activity("EmojiReact", 1, &status["uri"]), "content", "🍵");
        let picture = with(bob.activity("EmojiReact", 2, &status["uri"]), "content", ":tea:");
        let misskey = with(dan.activity("Like", 1, &status["uri"]), "_misskey_reaction", ":tea@far.example:");
        for (by, reaction) in [(&bob, &cup), (&bob, &picture), (&dan, &misskey)] {
            tells(home, by, reaction).await;
        }
        let seen = shown(&alice, &status).await;
        let name = format!("tea@{}", bob.domain.split(':').next().unwrap());
        assert_eq!(reactions(&seen), [is("🍵", 1, false), is(&name, 2, false)]);
        let url = seen["reactions"][1]["url"].as_str().unwrap();
        assert!(url.starts_with(&home.site.instance.url("/media/remote/emojis/")), "shown from here: {url}");
        assert_eq!(seen["favourites_count"], 2, "each person favourites once");
        assert_eq!(alice.notified().await, ["favourite"; 2], "and the author is told once of each");
        let who = list(&alice.get(&format!("/api/v1/pleroma/statuses/{}/reactions", id(&status))).await);
        assert_eq!(who[1]["accounts"].as_array().map(Vec::len), Some(2));
        assert_eq!(who[0]["accounts"][0]["username"], "bob");
        // One ends; the favourite stands for the other, and ends with it.
        tells(home, &bob, &bob.activity("Undo", 11, &cup)).await;
        let seen = shown(&alice, &status).await;
        assert_eq!((reactions(&seen), &seen["favourites_count"]), (vec![is(&name, 2, false)], &json!(2)));
        tells(home, &bob, &bob.activity("Undo", 12, &picture["id"])).await;
        let seen = shown(&alice, &status).await;
        assert_eq!((reactions(&seen), &seen["favourites_count"]), (vec![is(&name, 1, false)], &json!(1)));
        tells(home, &dan, &dan.activity("Undo", 11, &misskey)).await;
        let seen = shown(&alice, &status).await;
        assert_eq!((reactions(&seen).len(), &seen["favourites_count"]), (0, &json!(0)));
        assert!(alice.notified().await.is_empty());
    });
}

#[test]
fn a_favourite_and_a_reaction_of_one_person_end_apart() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let status = alice.posts("nice").await;
        let like = bob.activity("Like", 1, &status["uri"]);
        let mut react = bob.activity("EmojiReact", 2, &status["uri"]);
        react["content"] = json!("🍵");
        for (first, second) in [(&like, &react), (&react, &like)] {
            let number = if first == &like { 20 } else { 30 };
            let (mut one, mut other) = (first.clone(), second.clone());
            for (activity, number) in [(&mut one, number), (&mut other, number + 1)] {
                activity["id"] = json!(format!("{}/odd/{number}", bob.uri));
                tells(home, &bob, activity).await;
            }
            let (like, react) = if number == 20 { (&one, &other) } else { (&other, &one) };
            assert_eq!(shown(&alice, &status).await["favourites_count"], 1);
            tells(home, &bob, &bob.activity("Undo", number, react)).await;
            let seen = shown(&alice, &status).await;
            assert_eq!((reactions(&seen).len(), &seen["favourites_count"]), (0, &json!(1)), "{number}");
            tells(home, &bob, &bob.activity("Undo", number + 1, like)).await;
            assert_eq!(shown(&alice, &status).await["favourites_count"], 0);
        }
        // What is no emoji is a favourite all the same.
        for (number, odd) in (40..).zip(["so nice", ":unknown:", ""]) {
            let mut odd_one = bob.activity("Like", number, &status["uri"]);
            odd_one["content"] = json!(odd);
            tells(home, &bob, &odd_one).await;
            let seen = shown(&alice, &status).await;
            assert_eq!((reactions(&seen).len(), &seen["favourites_count"]), (0, &json!(1)), "{odd}");
            tells(home, &bob, &bob.activity("Undo", number, &odd_one["id"])).await;
        }
    });
}

#[test]
fn people_here_react_and_take_it_back() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        tells(home, &bob, &bob.activity("Create", 1, &bob.note(1, "<p>hello</p>"))).await;
        let status = alice.home().await[0].clone();
        let before = far.received().len();
        let seen = reacts(&alice, Method::PUT, &status, "%F0%9F%8D%B5").await.ok();
        assert_eq!((reactions(&seen), &seen["favourited"]), (vec![is("🍵", 1, true)], &json!(true)));
        assert_eq!(reactions(&shown(&carol, &status).await), [is("🍵", 1, false)]);
        assert_eq!(reacts(&alice, Method::PUT, &status, "%F0%9F%8D%B0").await.status, 422, "one is enough");
        assert_eq!(reacts(&carol, Method::PUT, &status, "hm").await.status, 422);
        home.settle().await;
        let seen = reacts(&alice, Method::DELETE, &status, "%F0%9F%8D%B5").await.ok();
        assert_eq!((reactions(&seen).len(), &seen["favourited"]), (0, &json!(false)));
        reacts(&alice, Method::PUT, &status, "%F0%9F%8D%B0").await.ok();
        let seen = alice.act(&format!("/api/v1/statuses/{}/unfavourite", id(&status))).await.ok();
        assert_eq!((reactions(&seen).len(), &seen["favourites_count"]), (0, &json!(0)));
        home.settle().await;
        let told: Vec<Value> = far.received().into_iter().skip(before).map(|it| it.activity).collect();
        let kinds: Vec<&str> = told.iter().filter_map(|it| it["type"].as_str()).collect();
        assert_eq!(kinds, ["Like", "Undo", "Like", "Undo"]);
        assert_eq!((&told[0]["content"], &told[0]["_misskey_reaction"]), (&json!("🍵"), &json!("🍵")));
        assert_eq!((&told[1]["object"]["id"], &told[1]["object"]["content"]), (&told[0]["id"], &json!("🍵")));
        assert_eq!(told[3]["object"]["id"], told[2]["id"]);
    });
}

#[test]
fn apps_for_glitch_soc_react_at_their_own_addresses() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let status = alice.posts("nice").await;
        let glitch = async |verb: &str, emoji: &str| {
            carol.act(&format!("/api/v1/statuses/{}/{verb}/{emoji}", id(&status))).await
        };
        let seen = glitch("react", "%F0%9F%8D%B5").await.ok();
        assert_eq!(reactions(&seen), [is("🍵", 1, true)]);
        assert_eq!(glitch("react", "%F0%9F%8D%B0").await.status, 422, "one is enough");
        assert_eq!(glitch("react", "hm").await.status, 422);
        let seen = glitch("unreact", "%F0%9F%8D%B5").await.ok();
        assert_eq!(reactions(&seen), []);
        let private = json!({ "status": "not for carol", "visibility": "direct" });
        let path = format!("/api/v1/statuses/{}/react/%F0%9F%8D%B5", id(&alice.posts_with(private).await));
        assert_eq!(carol.act(&path).await.status, 404);
    });
}

#[test]
fn a_page_shows_reactions_in_pictures_and_in_words() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        let status = alice.posts("nice").await;
        let address = format!("/@alice/{}", id(&status));
        let page = async || home.requests.get(&address).await.text;
        assert!(!page().await.contains("reactions"), "nothing is said of none");
        for (number, by, emoji) in [(1, &bob, "🍵"), (2, &dan, "🍵"), (3, &bob, ":tea:")] {
            let mut react = by.activity("EmojiReact", number, &status["uri"]);
            react["content"] = json!(emoji);
            let icon = json!({ "url": far.url("/tea.png") });
            react["tag"] = json!([{ "type": "Emoji", "name": ":tea:", "icon": icon }]);
            tells(home, by, &react).await;
        }
        let page = page().await;
        for words in ["2 reactions with 🍵", "1 reaction with :tea:", r#"alt=":tea:""#] {
            assert!(page.contains(words), "{words}: {page}");
        }
        let picture = home.site.instance.url("/media/remote/emojis/");
        assert!(page.contains(&format!("<img src=\"{picture}")), "shown from here, as pages may: {page}");
        assert!(!page.contains("/tea.png"), "nobody who looks is sent elsewhere: {page}");
    });
}
