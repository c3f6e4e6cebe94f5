//! Feeds and embeds: what readers, and pages elsewhere, get of what people here say.

use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Home, Neighbour, people::id};

use crate::{
    acquaintance::befriend,
    pages::{page, sign_in},
    with_site,
};

/// The texts of all elements with this name, in order, as they stand in the document.
fn all<'a>(feed: &'a Answer, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}>"), format!("</{name}>"));
    feed.text.split(&open).skip(1).filter_map(|rest| rest.split(&close).next()).collect()
}

/// What the items of a feed say, newest first.
fn said(feed: &Answer) -> Vec<String> {
    let is_rss = feed.text.contains("<rss");
    let items = all(feed, if is_rss { "item" } else { "entry" }).into_iter();
    let name = if is_rss { "<description>" } else { "<content " };
    let plain = |item: &str| {
        let html = item.split(name).nth(1).unwrap();
        let html = html.split("&lt;p&gt;").nth(1).unwrap();
        html.split("&lt;/p&gt;").next().unwrap().to_owned()
    };
    items.map(plain).collect()
}

async fn update(person: &testkit::Person, changes: Value) {
    person.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
}

async fn feed(home: &Home, path: &str) -> Answer {
    let answer = home.requests.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer
}

#[test]
fn a_profile_is_a_feed_of_what_everybody_may_see() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let first = alice.posts("first #Tea").await;
        alice.posts_with(json!({ "status": "quiet", "visibility": "unlisted" })).await;
        alice.replies(&first, "to myself").await;
        let other = bob.posts("from bob").await;
        alice.replies(&other, "to bob #tea").await;
        alice.reblogs(&other).await;
        for secret in ["private", "direct", "local"] {
            alice.posts_with(json!({ "status": "secret", "visibility": secret })).await;
        }
        for (format, kind) in [("rss", "application/rss+xml"), ("atom", "application/atom+xml")] {
            let posts = feed(home, &format!("/@alice.{format}")).await;
            assert_eq!(posts.header("content-type"), format!("{kind}; charset=utf-8"));
            assert_eq!(said(&posts).len(), 3, "{}", posts.text);
            assert!(said(&posts)[0].ends_with("to myself") && said(&posts)[1] == "quiet");
            let replies = feed(home, &format!("/@alice/with_replies.{format}")).await;
            assert_eq!(said(&replies).len(), 4, "{}", replies.text);
            assert!(said(&replies)[0].contains("to bob"), "{:?}", said(&replies));
            let tagged = feed(home, &format!("/@alice/tagged/tea.{format}")).await;
            assert_eq!(said(&tagged).len(), 1, "answers to others have a feed of their own");
            assert!(said(&feed(home, &format!("/@alice/tagged/nothing.{format}")).await).is_empty());
            assert_eq!(said(&feed(home, &format!("/@alice.{format}?limit=1")).await).len(), 1);
            assert_eq!(said(&feed(home, &format!("/@alice.{format}?limit=-1")).await).len(), 1);
            assert_eq!(said(&feed(home, &format!("/@alice.{format}?limit=x")).await).len(), 3);
            assert_eq!(said(&feed(home, &format!("/@alice@{}.{format}", home.domain())).await).len(), 3);
            let shown = page(&home.requests, "/@alice", "").await;
            let link = format!("<link rel=\"alternate\" type=\"{kind}\"");
            assert!(shown.text.contains(&link) && shown.text.contains(&format!("/@alice.{format}")));
        }
        for nothing in ["/@nobody.rss", "/@alice/else.rss", "/@alice/tagged/a%20b", "/@alice.xml"] {
            assert_eq!(home.requests.get(nothing).await.status, 404, "{nothing}");
        }
    });
}

#[test]
fn a_feed_is_the_same_for_its_author() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.posts("open").await;
        alice.posts_with(json!({ "status": "secret", "visibility": "private" })).await;
        let session = crate::pages::cookie(&sign_in(home, "alice", "alice-password", "/").await);
        let (own, anybodys) =
            (page(&home.requests, "/@alice.rss", &session).await, feed(home, "/@alice.rss").await);
        assert_eq!(own.text, anybodys.text);
        assert_eq!(alice.get("/@alice.rss").await.text, anybodys.text);
        assert!(anybodys.header("cache-control").starts_with("public"));
    });
}

#[test]
fn a_feed_is_sent_again_only_when_something_changed() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let known = async |header: &'static str, value: &str, path: &str| {
            home.requests.send(home.requests.request(Method::GET, path).header(header, value)).await.status
        };
        let empty = feed(home, "/@alice.atom").await;
        assert_eq!(known("if-none-match", empty.header("etag"), "/@alice.atom").await, 304);
        assert_eq!(empty.header("last-modified"), "");
        let status = alice.posts("hello").await;
        for path in ["/@alice.rss", "/@alice.atom"] {
            let first = feed(home, path).await;
            let (tag, date) = (first.header("etag").to_owned(), first.header("last-modified").to_owned());
            assert_eq!(known("if-none-match", &tag, path).await, 304);
            assert_eq!(known("if-modified-since", &date, path).await, 304);
            home.pass(2_000);
            let edit = json!({ "status": format!("hello {path}") });
            alice.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&status)), Some(edit)).await.ok();
            assert_eq!(known("if-none-match", &tag, path).await, 200);
            assert_eq!(known("if-modified-since", &date, path).await, 200);
        }
    });
}

#[test]
fn what_people_write_is_never_markup_in_a_feed() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        update(&alice, json!({ "display_name": "]]></title><b>&" })).await;
        let body = json!({
            "status": "]]> <script>alert(1)</script> &amp; <![CDATA[ #tea",
            "spoiler_text": "</title><script>&",
            "poll": { "options": ["<b>yes", "no"], "expires_in": 3_600 },
        });
        alice.posts_with(body).await;
        for path in ["/@alice.rss", "/@alice.atom", "/tags/tea.rss", "/tags/tea.atom"] {
            let feed = feed(home, path).await;
            assert!(
                !feed.text.contains("<script") && !feed.text.contains("<![CDATA["),
                "S-181: {}",
                feed.text
            );
            assert!(!feed.text.contains("<b>"), "S-181: {}", feed.text);
            // A warning is the title, and stands before the text, whose markup is inside a text.
            assert!(feed.text.contains("<title>&lt;/title&gt;&lt;script&gt;&amp;</title>"), "{}", feed.text);
            assert!(feed.text.contains("&lt;strong&gt;Content warning:&lt;/strong&gt;"), "{}", feed.text);
            let double = "&amp;lt;script&amp;gt;alert(1)";
            let decimal = "&amp;#60;b&amp;#62;yes";
            assert!(feed.text.contains(double) && feed.text.contains(decimal), "{}", feed.text);
            assert!(feed.text.contains("<category>tea<") || feed.text.contains("<category term=\"tea\"/>"));
        }
    });
}

#[test]
fn search_engines_are_told_whom_they_may_list() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.posts("hello #tea").await;
        update(&alice, json!({ "indexable": false, "discoverable": false })).await;
        assert!(feed(home, "/@alice.rss").await.header("x-robots-tag").contains("noindex"));
        update(&alice, json!({ "indexable": true })).await;
        assert_eq!(feed(home, "/@alice.rss").await.header("x-robots-tag"), "");
        assert!(feed(home, "/tags/tea.rss").await.header("x-robots-tag").contains("noindex"));
    });
}

#[test]
fn a_tag_is_a_feed_of_everybody() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut note = bob.note(1, "<p>from afar</p>");
        note["tag"] = json!([{ "type": "Hashtag", "name": "#tea", "href": far.url("/tags/tea") }]);
        note["url"] = json!(far.url("/@bob/1"));
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        alice.posts("from here #tea").await;
        alice.posts_with(json!({ "status": "quiet #tea", "visibility": "unlisted" })).await;
        for format in ["rss", "atom"] {
            let feed = feed(home, &format!("/tags/Tea.{format}")).await;
            assert_eq!(said(&feed).len(), 2, "{}", feed.text);
            assert!(said(&feed).contains(&"from afar".to_owned()), "{}", feed.text);
            assert!(
                feed.text.contains(&far.url("/@bob/1")),
                "what is elsewhere is read there: {}",
                feed.text
            );
        }
        assert!(said(&feed(home, "/tags/unknown.rss").await).is_empty());
        assert_eq!(home.requests.get("/tags/a%20b.rss").await.status, 404);
        assert_eq!(
            home.requests.get(&format!("/@{}.rss", bob.handle())).await.status,
            404,
            "people elsewhere have theirs"
        );
    });
}

#[test]
fn a_post_can_be_embedded_by_anybody() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        update(&alice, json!({ "display_name": "Alice <b>" })).await;
        let status = alice.posts("hello").await;
        let address = status["url"].as_str().unwrap();
        let shown = home.requests.get(&format!("/@alice/{}", id(&status))).await;
        let link =
            shown.text.split("type=\"application/json+oembed\" href=\"").nth(1).expect("the page tells");
        let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        let oembed = home.requests.get(&link).await.ok();
        assert_eq!((&oembed["type"], &oembed["version"]), (&json!("rich"), &json!("1.0")));
        assert_eq!((&oembed["width"], &oembed["height"]), (&json!(400), &Value::Null));
        assert_eq!((&oembed["author_name"], &oembed["cache_age"]), (&json!("Alice <b>"), &json!(86_400)));
        let html = oembed["html"].as_str().unwrap();
        assert!(!html.contains("<b>") && html.contains("sandbox=") && html.contains("/embed.js"), "{html}");
        let framed = html.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(framed, format!("{address}/embed"));
        assert_eq!(home.requests.get(&format!("{link}&maxwidth=-1&maxheight=0")).await.ok()["width"], 1);
        for asked in [status["uri"].as_str().unwrap(), framed, &format!("{address}?x#y")] {
            let asked: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
            let small =
                home.requests.get(&format!("/api/oembed?url={asked}&maxwidth=300&maxheight=200")).await.ok();
            assert_eq!((&small["width"], &small["height"]), (&json!(300), &json!(200)), "{asked}");
        }
        let page = home.requests.get(framed).await;
        let policy = page.header("content-security-policy");
        assert!(policy.contains("frame-ancestors *") && !policy.contains("unsafe"), "S-182: {policy}");
        assert_eq!(page.header("x-frame-options"), "", "S-182: frames are for embeds");
        assert!(page.text.contains("hello") && !page.text.contains("Alice <b>"), "S-181: {}", page.text);
        let script = home.requests.get("/embed.js").await;
        assert!(script.header("content-type").starts_with("text/javascript"));
        assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
        for other in
            [format!("/@alice/{}", id(&status)), "/@alice".into(), "/".into(), "/@alice/1/embed".into()]
        {
            let page = home.requests.get(&other).await;
            let policy = page.header("content-security-policy");
            assert!(policy.contains("frame-ancestors 'none'"), "S-182: {other}: {policy}");
            assert_eq!(page.header("x-frame-options"), "DENY", "S-182: {other}");
        }
    });
}

#[test]
fn what_not_everybody_may_see_cannot_be_embedded() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let note = bob.note(1, "<p>from afar</p>");
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let open = alice.posts("open").await;
        let mut refused = vec![alice.home().await.into_iter().find(|it| it["uri"] == note["id"]).unwrap()];
        for kind in ["private", "direct", "local"] {
            refused.push(alice.posts_with(json!({ "status": "secret", "visibility": kind })).await);
        }
        refused.push(alice.reblogs(&open).await);
        let gone = alice.posts("gone").await;
        alice.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&gone)), None).await.ok();
        refused.push(gone);
        let missing = home.requests.get("/@alice/1/embed").await;
        for status in &refused {
            let place = format!("/@alice/{}", id(status));
            assert_eq!(home.requests.get(&format!("{place}/embed")).await.text, missing.text);
            // It is the same for somebody who may see it.
            assert_eq!(alice.get(&format!("{place}/embed")).await.text, missing.text);
            for address in [home.site.instance.url(&place), status["uri"].as_str().unwrap_or("x").to_owned()]
            {
                let asked: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
                assert_eq!(alice.get(&format!("/api/oembed?url={asked}")).await.status, 404, "{address}");
            }
            let shown = page(&home.requests, &place, "").await;
            assert!(!shown.text.contains("json+oembed"));
        }
        let elsewhere = format!("/@bob/{}/embed", id(&open));
        assert_eq!(home.requests.get(&elsewhere).await.status, 404, "nobody else's name stands before it");
        for bad in ["", "?url=", "?url=x", "?url=https%3A%2F%2Felsewhere.example%2F%40alice%2F1"] {
            assert_eq!(home.requests.get(&format!("/api/oembed{bad}")).await.status, 404, "{bad}");
        }
        assert_eq!(home.requests.get("/api/oembed?url=x&format=xml").await.status, 501);
    });
}

#[test]
fn a_program_that_plays_podcasts_is_told_how_long_a_file_is() {
    with_site(async |home| {
        home.opens_workshop_with_tools(crate::PROGRAM, std::ffi::OsStr::new(""));
        let alice = home.person("alice").await;
        // Frames of silence: MPEG 1, layer 3, 128 kbit/s, 44.1 kHz.
        let frame = [&[0xFF, 0xFB, 0x90, 0][..], &[0; 413]].concat();
        let sound = crate::media::uploads(home, &alice, &frame.repeat(40), &[]).await;
        assert_eq!(sound["type"], "audio", "{sound}");
        alice.posts_with(json!({ "status": "episode one", "media_ids": [sound["id"]] })).await;
        let feed = home.requests.get("/@alice.rss").await.text;
        let bytes = crate::media::downloads(home, &sound["url"]).await.2.len();
        let enclosure = feed.split("<enclosure").nth(1).expect("an enclosure").split("/>").next().unwrap();
        for part in [
            format!("length=\"{bytes}\""),
            "type=\"audio/mpeg\"".to_owned(),
            sound["url"].as_str().unwrap().to_owned(),
        ] {
            assert!(enclosure.contains(&part), "{enclosure}");
        }
    });
}
