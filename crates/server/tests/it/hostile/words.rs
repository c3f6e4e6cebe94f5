//! Words that would be more than words: whatever others write, it is text where it is shown.

use serde_json::{Value, json};
use testkit::{Home, Person};

use super::{does, stage};
use crate::with_site;

/// What somebody writes who wants readers' browsers to do something.
const PAYLOADS: [&str; 41] = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" `onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><a><set attributeName=href to=javascript:alert(1) /><text>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id=x xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x\">",
    "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<template><img src=x onerror=alert(1)></template>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "<!--><script>alert(1)</script>-->",
    "<p title='</p><script>alert(1)</script>'>x</p>",
    "<a href=\"x\" title='\"><img src=x onerror=alert(1)>'>x</a>",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\"&#106;&#97;vascript&colon;alert(1)\">x</a>",
    "<a href=\"java\tscript:alert(1)\">x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<object data=javascript:alert(1)></object><embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>",
    "<input autofocus onfocus=alert(1)><select onchange=alert(1)><textarea onkeyup=alert(1)></textarea>",
    "<base href=\"https://evil.example/\"><link rel=stylesheet href=//evil.example/x.css>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<style>@import 'https://evil.example/x.css';</style><p style=\"background:url(//evil.example)\">x</p>",
    "<p id=login name=body class=\"admin-panel\" onclick=alert(1) ping=//evil.example>x</p>",
    "<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)><details ontoggle=alert(1) open>x",
];

/// Elements that a text may have.
const ELEMENTS: [&str; 30] = [
    "p",
    "br",
    "a",
    "span",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "s",
    "del",
    "ins",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "ruby",
    "rt",
    "rp",
    "rb",
    "sub",
    "sup",
    "h1",
    "h2",
    "h3",
    "q",
    "small",
    "abbr",
];
/// Their attributes.
const ATTRIBUTES: [&str; 11] =
    ["href", "rel", "class", "target", "lang", "dir", "translate", "start", "reversed", "value", "title"];

/// What is wrong with HTML that our own writer wrote: names and quoted values, nothing else.
fn dangers(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').skip(1) {
        let Some((inside, _)) = tag.split_once('>') else {
            found.push(format!("an open tag: {tag}"));
            continue;
        };
        let inside = inside.trim_start_matches('/').trim_end_matches('/');
        let (name, rest) = inside.split_once(' ').unwrap_or((inside, ""));
        if !ELEMENTS.contains(&name) {
            found.push(format!("an element: {name}"));
        }
        let mut parts = rest.split('"');
        while let Some(before) = parts.next() {
            let attribute = before.trim().trim_end_matches('=');
            let Some(value) = parts.next() else {
                if !attribute.is_empty() {
                    found.push(format!("a bare attribute: {attribute}"));
                }
                break;
            };
            let is_safe = ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
            if !ATTRIBUTES.contains(&attribute) || (attribute == "href" && !is_safe) {
                found.push(format!("an attribute: {attribute}={value}"));
            }
            let is_known = |class: &str| !class.contains("admin");
            if attribute == "class" && !value.split(' ').all(is_known) {
                found.push(format!("a class: {value}"));
            }
        }
    }
    found
}

fn is_harmless(html: &Value, case: &str) {
    let html = html.as_str().unwrap_or_else(|| panic!("{case}: a text"));
    assert_eq!(dangers(html), [""; 0], "{case}: {html}");
}

#[test]
fn the_judge_knows_what_is_dangerous() {
    let missed: Vec<&str> = PAYLOADS.into_iter().filter(|payload| dangers(payload).is_empty()).collect();
    assert_eq!(missed, [""; 0]);
    assert_eq!(
        dangers("<p>a <a href=\"https://a.example/\" rel=\"nofollow\">b</a><br />c &lt;img&gt;</p>"),
        [""; 0]
    );
}

#[test]
fn no_text_of_others_does_anything() {
    with_site(async |home| {
        let stage = stage(home).await;
        let (alice, evil) = (&stage.alice, &stage.evil);
        for (number, payload) in (1..).zip(PAYLOADS) {
            let note = evil.note(number, &format!("<p>{number}</p>{payload}"));
            assert_eq!(evil.delivers(home, &evil.activity("Create", number, &note)).await.status, 202);
        }
        home.settle().await;
        let account = alice.finds(&evil.handle()).await;
        let path = format!("/api/v1/accounts/{}/statuses?limit=40", testkit::people::id(&account));
        let first = testkit::people::list(&alice.get(&path).await);
        let oldest = testkit::people::id(first.last().expect("statuses"));
        let rest = testkit::people::list(&alice.get(&format!("{path}&max_id={oldest}")).await);
        assert_eq!(first.len() + rest.len(), PAYLOADS.len(), "S-168: each is shown");
        for status in first.iter().chain(&rest) {
            is_harmless(&status["content"], "S-171");
            let content = status["content"].as_str().unwrap();
            assert!(!content.contains(" id=") && !content.contains(" style="), "S-172: {content}");
        }
    });
}

#[test]
fn no_profile_of_others_does_anything() {
    with_site(async |home| {
        let stage = stage(home).await;
        let (alice, evil) = (&stage.alice, &stage.evil);
        let mut profile = evil.document();
        profile["name"] = json!("<script>alert(1)</script>\u{202e}gnp.exe");
        profile["summary"] = json!(PAYLOADS.concat());
        profile["url"] = json!("javascript:alert(1)");
        profile["icon"] = json!({ "type": "Image", "url": "data:text/html,<script>alert(1)</script>" });
        profile["image"] = json!({ "type": "Image", "url": "javascript:alert(1)" });
        profile["movedTo"] = json!("javascript:alert(1)");
        profile["attachment"] = PAYLOADS
            .iter()
            .take(16)
            .map(|payload| json!({ "type": "PropertyValue", "name": payload, "value": payload }))
            .collect();
        stage.bad.serves("/users/evil", &profile);
        does(home, evil, &evil.activity("Update", 1, &profile), "S-174").await;
        home.pass(model::limits::SHELF_MS);
        let shown = alice.get(&format!("/api/v1/accounts/lookup?acct={}", evil.handle())).await.ok();
        assert_eq!(
            shown["display_name"], "<script>alert(1)</script>gnp.exe",
            "S-180: text, and nothing that turns it"
        );
        assert_eq!(shown["mixes_alphabets"], Value::Null, "S-180: nothing is said of plain names");
        profile["name"] = json!("\u{410}lice of home");
        stage.bad.serves("/users/evil", &profile);
        does(home, evil, &evil.activity("Update", 2, &profile), "S-180").await;
        home.pass(model::limits::SHELF_MS);
        let lookalike = alice.get(&format!("/api/v1/accounts/lookup?acct={}", evil.handle())).await.ok();
        assert_eq!(lookalike["mixes_alphabets"], true, "S-180: a Cyrillic letter among Latin ones");
        is_harmless(&shown["note"], "S-174");
        let fields = shown["fields"].as_array().unwrap();
        assert!(!fields.is_empty(), "{shown}");
        for field in fields {
            is_harmless(&field["value"], "S-174");
        }
        for key in ["url", "avatar", "avatar_static", "header", "header_static", "uri"] {
            assert!(shown[key].as_str().unwrap().starts_with("http"), "S-176: {key} {shown}");
        }
        assert_eq!(shown["moved"], Value::Null, "S-176");
        let mut note = evil.note(1, "<p>:cat: #tag</p>");
        note["tag"] = json!([
            { "type": "Hashtag", "name": "#tag", "href": "javascript:alert(1)" },
            { "type": "Emoji", "name": ":cat:", "icon": { "type": "Image", "url": "javascript:alert(1)" } },
            { "type": "Emoji", "name": ":<b>:", "icon": { "type": "Image", "url": stage.bad.url("/b.png") } },
            { "type": "Emoji", "name": ":a b:", "icon": { "type": "Image", "url": stage.bad.url("/a.svg") } },
        ]);
        note["summary"] = json!("<img src=x onerror=alert(1)>");
        note["attachment"] = json!([{
            "type": "Image", "mediaType": "image/png", "url": stage.bad.url("/x.png"), "name": "1 < 2 <script>alert(1)</script>",
        }]);
        does(home, evil, &evil.activity("Create", 2, &note), "S-177").await;
        let status = alice.home().await.remove(0);
        is_harmless(&status["content"], "S-171");
        for tag in status["tags"].as_array().unwrap() {
            assert!(tag["url"].as_str().unwrap().starts_with("http"), "S-177: {tag}");
        }
        for emoji in status["emojis"].as_array().unwrap() {
            let is_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            assert!(is_word(emoji["shortcode"].as_str().unwrap()), "S-177: {emoji}");
            assert!(emoji["url"].as_str().unwrap().starts_with(home.requests.base()), "S-177: {emoji}");
        }
        // Plain text for apps, which write it as text.
        let described = status["media_attachments"][0]["description"].as_str().unwrap_or_default();
        assert!(described.starts_with("1 < 2"), "S-173: {status}");
        assert!(!status["spoiler_text"].as_str().unwrap().contains("&lt;"), "S-173: {status}");
    });
}

/// A page as everybody sees it.
async fn page(home: &Home, address: &str) -> testkit::Answer {
    let request = home.requests.request(http::Method::GET, address).header("accept", "text/html");
    home.requests.send(request).await
}

async fn says_what_it_wants(home: &Home, alice: &Person) -> Value {
    let words = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    let changes = json!({ "display_name": "'><script>alert(1)</script>", "note": words, "fields_attributes": [{ "name": words, "value": words }] });
    alice.send(http::Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
    let poll = json!({ "options": ["<script>alert(1)</script>", "b"], "expires_in": 3_600 });
    alice.posts_with(json!({ "status": words, "spoiler_text": words, "poll": poll })).await;
    let status = alice.posts_with(json!({ "status": format!("{words} #tag"), "spoiler_text": words })).await;
    for text in [words, &PAYLOADS.concat()] {
        let new = social::announcements::NewAnnouncement {
            text: text.to_owned(),
            starts_at: None,
            ends_at: None,
            all_day: false,
        };
        home.announces(new).await;
    }
    social::settings::set(&home.site, "about", &PAYLOADS.concat()).await.expect("it is set");
    home.adds_rule(words, words).await;
    status
}

#[test]
fn no_words_of_people_here_are_markup_on_pages() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = says_what_it_wants(home, &alice).await;
        let about = home.requests.get("/api/v1/instance/extended_description").await.ok();
        is_harmless(&about["content"], "S-179");
        for announcement in testkit::people::list(&alice.get("/api/v1/announcements").await) {
            is_harmless(&announcement["content"], "S-179");
        }
        is_harmless(&status["content"], "S-171");
        assert!(status["spoiler_text"].as_str().unwrap().contains("<script>"), "S-173: plain text: {status}");
        let post = status["url"].as_str().expect("an address").to_owned();
        for address in
            ["/", "/@alice", &post, "/tags/tag", "/auth/sign_in", "/nowhere", "/about", "/@alice.rss"]
        {
            let shown = page(home, address).await;
            let text = shown.text.to_lowercase();
            assert!(
                !text.contains("<script>alert") && !text.contains("<img src=x"),
                "S-181: {address} {text}"
            );
            if !shown.header("content-type").starts_with("text/html") {
                continue;
            }
            let policy = shown.header("content-security-policy");
            for part in
                ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]
            {
                assert!(policy.contains(part), "S-182: {address} {policy}");
            }
            assert!(!policy.contains("unsafe-"), "S-182: {address} {policy}");
            for (name, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "same-origin")] {
                assert_eq!(shown.header(name), value, "S-183: {address}");
            }
            // Apps open the page in a window that they must still know afterwards.
            let opener = if address == "/auth/sign_in" { "" } else { "same-origin" };
            assert_eq!(shown.header("cross-origin-opener-policy"), opener, "S-183: {address}");
            assert!(shown.header("permissions-policy").contains("camera=()"), "S-183: {address}");
        }
    });
}
