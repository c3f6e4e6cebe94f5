//! Link previews: what pages say of themselves, who is asked for them and how often, and pages that mean ill.

use std::{net::IpAddr, time::Duration};

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Trap, bomb, people::id, trap::Manners};

use crate::{
    acquaintance::befriend,
    channels::{connect, hears, subscribes},
    guarded, with_site, with_site_that_may,
};

const DAY_MS: i64 = 24 * 3_600_000;

/// The card of a status, as somebody sees it now.
async fn card(who: &Person, status: &Value) -> Value {
    who.get(&format!("/api/v1/statuses/{}", id(status))).await.ok()["card"].clone()
}

/// The card of a link that somebody posts, once everything has happened that follows.
async fn card_of(home: &Home, who: &Person, link: &str) -> Value {
    let status = who.posts(&format!("see {link}")).await;
    home.settle().await;
    card(who, &status).await
}

/// How often a path was asked for.
fn count(far: &Neighbour, path: &str) -> usize {
    far.asked().iter().filter(|asked| *asked == path).count()
}

fn page(title: &str) -> String {
    format!("<!doctype html><title>{title}</title><meta property=og:description content='About {title}'>")
}

#[test]
fn a_page_is_asked_once_and_shown_to_all() {
    with_site(async |home| {
        let (alice, bob, far) =
            (home.person("alice").await, home.person("bob").await, Neighbour::start().await);
        far.serves_as("/tea", "text/html; charset=utf-8", &page("<b>Tea</b> &amp; \u{202e}cake"));
        bob.follows("alice").await;
        let mut socket = connect(home, &bob).await;
        subscribes(&mut socket, &[]).await;
        let status = alice.posts(&format!("see {} and {}", far.url("/tea#top"), far.url("/other"))).await;
        assert_eq!(status["card"], Value::Null);
        home.settle().await;
        let shown = card(&alice, &status).await;
        // Whatever looks like markup is none: clients show it as text, and so do our pages.
        assert_eq!(
            (&shown["title"], &shown["description"]),
            (&json!("<b>Tea</b> & cake"), &json!("About <b>Tea</b> & cake"))
        );
        assert_eq!((&shown["url"], &shown["type"]), (&json!(far.url("/tea")), &json!("link")));
        let image = &shown["image"];
        assert!(
            image.as_str().is_none_or(|url| url.starts_with(home.requests.base())),
            "only from here: {image}"
        );
        assert_eq!(shown["missing_attribution"], false);
        let frame = hears(&mut socket).await;
        assert_eq!(frame["event"], "update");
        let frame = hears(&mut socket).await;
        assert_eq!(frame["event"], "status.update", "who watches is told");
        assert!(frame["payload"].as_str().unwrap().contains("About <b>Tea"), "{frame}");
        let again = bob.posts(&far.url("/tea")).await;
        assert_eq!(again["card"]["title"], "<b>Tea</b> & cake", "it is known");
        let visitors = home.requests.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
        assert_eq!(visitors["card"]["title"], "<b>Tea</b> & cake");
        assert_eq!(visitors["card"].get("missing_attribution"), None);
        let reblog = bob.reblogs(&status).await;
        assert_eq!(reblog["reblog"]["card"]["title"], "<b>Tea</b> & cake");
        home.settle().await;
        assert_eq!((count(&far, "/tea"), count(&far, "/other")), (1, 0));
        let web = home.requests.get(&format!("/@alice/{}", id(&status))).await;
        assert!(web.text.contains("&#38; cake") && !web.text.contains("<b>Tea"), "S-181: {}", web.text);
        assert!(web.text.contains(&format!("href=\"{}\"", far.url("/tea"))), "{}", web.text);
    });
}

#[test]
fn the_first_page_is_shown_and_nothing_else() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        for path in ["/1", "/2", "/3"] {
            far.serves_as(path, "text/html", &page(path));
        }
        let own = alice.posts("mine").await["url"].as_str().unwrap().to_owned();
        let (one, two, three) = (far.url("/1"), far.url("/2"), far.url("/3"));
        alice.finds(&bob.handle()).await;
        let status = alice.posts(&format!("#tea @{} {own} {two} {one}", bob.handle())).await;
        home.settle().await;
        assert_eq!(card(&alice, &status).await["title"], "/2");
        assert_eq!(count(&far, "/1"), 0, "only what is shown is asked for");
        let edit = json!({ "status": format!("now {one}") });
        alice.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&status)), Some(edit)).await.ok();
        home.settle().await;
        assert_eq!(card(&alice, &status).await["title"], "/1");
        let none = json!({ "status": "now nothing" });
        alice.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&status)), Some(none)).await.ok();
        assert_eq!(card(&alice, &status).await, Value::Null);
        let original = alice.posts("original").await;
        let quote = json!({ "status": format!("see {three}"), "quoted_status_id": original["id"] });
        let quote = alice.posts_with(quote).await;
        home.settle().await;
        assert_eq!(card(&alice, &quote).await, Value::Null, "a quote takes its place");
        let person = alice.posts(&format!("who is {}", bob.uri)).await;
        home.settle().await;
        assert_eq!(card(&alice, &person).await, Value::Null);
        assert_eq!(count(&far, "/3"), 0);
    });
}

#[test]
fn nobody_causes_a_question_without_looking() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        for path in ["/open", "/direct", "/followers"] {
            far.serves_as(path, "text/html", &page(path));
        }
        let link = far.url("/open");
        let note = bob.note(1, &format!("<p><a href=\"{link}\">{link}</a></p>"));
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        home.requests.get("/api/v1/timelines/public?limit=40").await.ok();
        home.requests.get("/@bob").await;
        home.pass(60_000);
        home.settle().await;
        assert_eq!(count(&far, "/open"), 0, "it has arrived, and visitors have looked");
        let status = alice.home().await.into_iter().find(|it| it["uri"] == note["id"]).unwrap();
        home.settle().await;
        assert_eq!(count(&far, "/open"), 0, "everybody who has it is looking: not all at the same moment");
        home.pass(60_000);
        home.settle().await;
        assert_eq!((count(&far, "/open"), &card(&alice, &status).await["title"]), (1, &json!("/open")));
        for (kind, asked) in [("direct", 0), ("followers", 1)] {
            let visibility = if kind == "direct" { "direct" } else { "private" };
            let body = json!({ "status": far.url(&format!("/{kind}")), "visibility": visibility });
            let status = alice.posts_with(body).await;
            home.settle().await;
            card(&alice, &status).await;
            home.settle().await;
            assert_eq!(count(&far, &format!("/{kind}")), asked, "{kind}");
        }
    });
}

#[test]
fn what_is_known_is_asked_for_anew_by_and_by() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        far.serves_as("/page", "text/html", &page("old"));
        let (kept, gone) = (alice.posts(&far.url("/page")).await, alice.posts(&far.url("/gone")).await);
        home.settle().await;
        assert_eq!(card(&alice, &kept).await["title"], "old");
        assert_eq!((card(&alice, &gone).await, count(&far, "/gone")), (Value::Null, 1));
        home.pass(DAY_MS / 2);
        card(&alice, &gone).await;
        home.settle().await;
        assert_eq!(count(&far, "/gone"), 1, "that there is nothing is remembered");
        far.serves_as("/page", "text/html", &page("new"));
        far.serves_as("/gone", "text/html", &page("back"));
        home.pass(DAY_MS);
        for status in [&kept, &gone] {
            card(&alice, status).await;
        }
        home.settle().await;
        assert_eq!((&card(&alice, &gone).await["title"], count(&far, "/page")), (&json!("back"), 1));
        home.pass(13 * DAY_MS);
        assert_eq!(card(&alice, &kept).await["title"], "old", "meanwhile the old one is shown");
        home.settle().await;
        assert_eq!((&card(&alice, &kept).await["title"], count(&far, "/page")), (&json!("new"), 2));
        // A server that is down for a while costs nobody the card.
        far.answers("/page", http::StatusCode::BAD_GATEWAY);
        home.pass(15 * DAY_MS);
        card(&alice, &kept).await;
        for _ in 0..4 {
            home.settle().await;
            home.pass(3_600_000);
        }
        assert_eq!((&card(&alice, &kept).await["title"], count(&far, "/page")), (&json!("new"), 5));
        // But what is no page any more has none.
        far.answers("/page", http::StatusCode::GONE);
        home.pass(2 * DAY_MS);
        card(&alice, &kept).await;
        home.settle().await;
        assert_eq!(card(&alice, &kept).await, Value::Null);
    });
}

#[test]
fn a_page_names_an_author_who_agrees() {
    with_site(async |home| {
        let (alice, bob, far) =
            (home.person("alice").await, home.person("bob").await, Neighbour::start().await);
        let here = home.domain();
        let naming = |who: &str| format!("{}<meta name=fediverse:creator content='{who}'>", page("news"));
        far.serves_as("/local", "text/html", &naming(&format!("@alice@{here}")));
        far.serves_as("/nobody", "text/html", &naming(&format!("@nobody@{}", far.domain)));
        far.serves_as("/odd", "text/html", &naming("@../../x@evil"));
        // By the number, since a domain that somebody here agrees to has a dot.
        let link = far.url("/local").replace("localhost", "127.0.0.1");
        let status = bob.posts(&link).await;
        home.settle().await;
        let seen = card(&alice, &status).await;
        assert_eq!((&seen["authors"], &seen["missing_attribution"]), (&json!([]), &json!(true)));
        assert_eq!(card(&bob, &status).await["missing_attribution"], false);
        let agrees = json!({ "attribution_domains": ["127.0.0.1"] });
        alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(agrees)).await.ok();
        let seen = card(&alice, &status).await;
        assert_eq!(
            (&seen["authors"][0]["account"]["acct"], &seen["missing_attribution"]),
            (&json!("alice"), &json!(false))
        );
        let web = home.requests.get(&format!("/@bob/{}", id(&status))).await;
        assert!(web.text.contains("<bdi>@alice</bdi>"), "{}", web.text);
        let spoofed = card_of(home, &bob, &far.url("/local")).await;
        assert_eq!(spoofed["authors"], json!([]), "another website may not");
        for path in ["/nobody", "/odd"] {
            let card = card_of(home, &bob, &far.url(path)).await;
            assert_eq!((&card["title"], &card["authors"]), (&json!("news"), &json!([])), "{path}");
        }
        let carol = far.person("carol");
        let mut document = carol.document();
        document["attributionDomains"] = json!(["127.0.0.1"]);
        far.serves("/users/carol", &document);
        far.serves_as("/remote", "text/html", &naming(&carol.handle()));
        let card = card_of(home, &bob, &far.url("/remote").replace("localhost", "127.0.0.1")).await;
        assert_eq!(card["authors"][0]["account"]["acct"], carol.handle());
    });
}

#[test]
fn no_page_passes_for_another() {
    with_site(async |home| {
        let (alice, far, other) =
            (home.person("alice").await, Neighbour::start().await, Neighbour::start().await);
        let lies = format!(
            "{}<link rel=canonical href='{}'><meta property=og:url content='{}'><meta property=og:image content='{}'>",
            page("lies"),
            other.url("/true"),
            other.url("/true"),
            other.url("/picture.png"),
        );
        far.serves_as("/lies", "text/html", &lies);
        let card = card_of(home, &alice, &far.url("/lies")).await;
        assert_eq!(card["url"], far.url("/lies"));
        assert!(!card.to_string().contains("picture.png"), "nobody is sent to pictures elsewhere: {card}");
        assert!(other.asked().is_empty(), "nobody else is asked for it");
        // Where a shortened link leads is said openly.
        far.redirects("/short", &other.url("/true"));
        other.serves_as("/true", "text/html", &page("true"));
        let card = card_of(home, &alice, &far.url("/short")).await;
        assert_eq!((&card["url"], &card["title"]), (&json!(other.url("/true")), &json!("true")));
        far.serves_as(
            "/same?utm=1",
            "text/html",
            &format!("{}<link rel=canonical href=/better>", page("same")),
        );
        assert_eq!(card_of(home, &alice, &far.url("/same?utm=1")).await["url"], far.url("/better"));
    });
}

#[test]
fn what_is_no_page_has_no_card() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        for (path, kind, body) in [
            ("/plain", "text/plain", page("plain")),
            ("/json", "application/json", page("json")),
            ("/activity", "application/activity+json", json!({ "id": "x" }).to_string()),
            ("/picture", "image/png", page("picture")),
            ("/none", "", page("none")),
            ("/empty", "text/html", String::new()),
            ("/silent", "text/html", "<p>no title".to_owned()),
        ] {
            far.serves_as(path, kind, &body);
            assert_eq!(card_of(home, &alice, &far.url(path)).await, Value::Null, "{path}");
        }
        far.redirects("/circle", "/circle");
        assert_eq!(card_of(home, &alice, &far.url("/circle")).await, Value::Null);
        assert!(count(&far, "/circle") <= federation::limits::REDIRECTS + 1);
        assert_eq!(card_of(home, &alice, "https://no-such-host.example/").await, Value::Null);
        assert!(far.asked().iter().all(|path| !path.starts_with("/oembed")));
    });
}

#[test]
fn letters_are_read_as_they_were_meant() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let sjis = b"<title>\x82\xa8\x92\x83</title>";
        for head in ["text/html; charset=Shift_JIS", "text/html; charset=\"sjis\""] {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {head}");
            let trap = Trap::answers(&head, sjis).await;
            assert_eq!(card_of(home, &alice, &trap.url("/tea")).await["title"], "お茶");
        }
        let declared = [&b"<meta charset=sjis>"[..], sjis].concat();
        let trap = Trap::answers("HTTP/1.1 200 OK\r\ncontent-type: text/html", &declared).await;
        assert_eq!(card_of(home, &alice, &trap.url("/tea")).await["title"], "お茶");
        let odd = b"<title>a\0b \xff\xfe \xf0\x9f</title>";
        let trap = Trap::answers("HTTP/1.1 200 OK\r\ncontent-type: text/html; charset=utf-8", odd).await;
        let title = card_of(home, &alice, &trap.url("/odd")).await["title"].as_str().unwrap().to_owned();
        assert!(title.starts_with('a') && !title.contains('\0'), "{title:?}");
    });
}

#[test]
fn enormous_pages_cost_little() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        far.serves_as("/large", "text/html", &format!("{}{}", page("large"), "<p>x".repeat(2_500_000)));
        assert_eq!(
            card_of(home, &alice, &far.url("/large")).await["title"],
            "large",
            "S-148: the beginning is enough"
        );
        let nested = format!("{}{}", page("nested"), "<div><svg><math><template>".repeat(40_000));
        far.serves_as("/nested", "text/html", &nested);
        assert_eq!(
            card_of(home, &alice, &far.url("/nested")).await["title"],
            "nested",
            "S-147: depth is nothing"
        );
        let attributes: String = (0..120_000).map(|number| format!("a{number} ")).collect();
        far.serves_as("/attributes", "text/html", &format!("<p {attributes}>{}", page("attributes")));
        assert_eq!(
            card_of(home, &alice, &far.url("/attributes")).await["title"],
            "attributes",
            "S-147: nor are attributes"
        );
        let ld = format!("<script type=application/ld+json>{}</script>{}", "[".repeat(100_000), page("data"));
        far.serves_as("/data", "text/html", &ld);
        assert_eq!(
            card_of(home, &alice, &far.url("/data")).await["title"],
            "data",
            "S-147: nor is data in data"
        );
        let head = format!("HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n{}", page("endless"));
        let endless = Manners {
            head: head.into_bytes(),
            piece: vec![b'x'; 64 * 1024],
            times: u64::MAX,
            pause: Duration::ZERO,
        };
        let trap = Trap::on_loopback(endless).await;
        assert_eq!(card_of(home, &alice, &trap.url("/")).await["title"], "endless", "S-151: cut");
        assert!(trap.sent() < 20 * 1024 * 1024, "S-151: {} bytes were sent", trap.sent());
        let packed = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-encoding: gzip";
        let trap = Trap::answers(packed, &bomb::gzip(500)).await;
        assert_eq!(card_of(home, &alice, &trap.url("/")).await, Value::Null, "S-150: a packed bomb");
        far.serves_as("/long", "text/html", &page(&"long ".repeat(50_000)));
        let card = card_of(home, &alice, &far.url("/long")).await;
        assert!(
            card["title"].as_str().unwrap().chars().count() <= federation::limits::CARD_TITLE_CHARACTERS,
            "S-163"
        );
    });
}

#[test]
fn no_preview_is_asked_for_in_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let canary = Trap::canaries([IpAddr::from([127, 0, 0, 9])]).await.remove(0);
        let there = canary.url("/secret");
        far.redirects("/away", &there);
        far.redirects("/file", "file:///etc/passwd");
        let names = format!(
            "{}<meta property=og:image content='{there}'><meta property=og:url content='{there}'>\
             <link rel=canonical href='{there}'><meta name=twitter:player content='{there}'>\
             <link rel=alternate type=application/json+oembed href='{there}'>\
             <meta name=fediverse:creator content='@x@{}'>",
            page("names"),
            canary.address,
        );
        far.serves_as("/names", "text/html", &names);
        for link in [there.clone(), far.url("/away"), far.url("/file"), far.url("/names")] {
            let card = card_of(home, &alice, &link).await;
            assert!(card.is_null() || card["title"] == "names", "S-141: {link}: {card}");
            assert_eq!(canary.connections(), 0, "S-141: {link}");
        }
    });
}

#[test]
fn videos_play_in_locked_frames_of_known_hosts() {
    with_site(async |home| {
        let (alice, tube, other) =
            (home.person("alice").await, Neighbour::start().await, Neighbour::start().await);
        let link = "<link rel=alternate type=application/json+oembed href=/oembed>";
        let answer = |frame: &str| {
            json!({
                "type": "video", "title": "Film", "author_name": "Bob", "provider_name": "Tube", "width": 560, "height": 315,
                "html": format!("<script src=//evil.example></script><iframe src=\"{frame}\" onload=alert(1)></iframe>"),
            })
            .to_string()
        };
        for site in [&tube, &other] {
            site.serves_as("/w/1", "text/html", &format!("{}{link}", page("page")));
            site.serves_as(
                "/w/2",
                "text/html",
                &format!("{}{}", page("page"), link.replace("/oembed>", "/oembed2>")),
            );
            site.serves_as(
                "/oembed",
                "application/json; charset=utf-8",
                &answer(&site.url("/embed/1?a=1&amp;b=2")),
            );
            site.serves_as("/oembed2", "application/json", &answer("https://evil.example/embed/1"));
        }
        let federation = home.awakes_with_players(&[&tube.domain]);
        let mut cards = Vec::new();
        for url in [tube.url("/w/1"), tube.url("/w/2"), other.url("/w/1")] {
            let status = alice.posts(&url).await;
            federation.inquire_due().await.unwrap();
            cards.push(card(&alice, &status).await);
        }
        let [film, foreign, unknown] = cards.try_into().unwrap();
        assert_eq!(
            (&film["type"], &film["title"], &film["width"]),
            (&json!("video"), &json!("Film"), &json!(560))
        );
        assert_eq!(film["authors"][0]["name"], "Bob");
        let html = film["html"].as_str().unwrap();
        assert!(html.starts_with("<iframe ") && html.contains(" sandbox=\"allow-scripts "), "{html}");
        assert!(!html.contains("script>") && !html.contains("onload"), "{html}");
        assert!(html.contains(&tube.url("/embed/1?a=1&amp;b=2")), "{html}");
        for card in [&foreign, &unknown] {
            assert_eq!(
                (&card["type"], &card["title"], &card["html"]),
                (&json!("link"), &json!("page"), &json!(""))
            );
        }
        assert_eq!(count(&other, "/oembed"), 0, "hosts that are not known for players are not asked");
    });
}

#[test]
fn what_trends_has_its_title() {
    with_site(async |home| {
        let (alice, bob, far) =
            (home.person("alice").await, home.person("bob").await, Neighbour::start().await);
        far.serves_as("/tea", "text/html", &page("Tea"));
        for who in [&alice, &bob] {
            who.posts(&format!("{} {}", far.url("/tea"), far.url("/unknown"))).await;
        }
        home.settle().await;
        let links = home.requests.get("/api/v1/trends/links").await.ok();
        let links = links.as_array().unwrap();
        let find = |path: &str| links.iter().find(|link| link["url"] == far.url(path)).unwrap();
        assert_eq!(
            (&find("/tea")["title"], &find("/tea")["history"][0]["accounts"]),
            (&json!("Tea"), &json!("2"))
        );
        assert!(
            find("/unknown")["title"].as_str().unwrap().ends_with("/unknown"),
            "its address stands for its title"
        );
        assert_eq!(count(&far, "/unknown"), 0);
    });
}
