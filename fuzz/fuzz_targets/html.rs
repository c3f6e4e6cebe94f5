//! HTML of others: what comes out holds nothing that acts, however a browser reads it, and cleaning it again changes
//! nothing.
#![no_main]

use html5ever::{driver::ParseOpts, parse_document, parse_fragment, tendril::TendrilSink};
use libfuzzer_sys::{Corpus, fuzz_target};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that may come out; those of a document's frame are the parser's own.
const ELEMENTS: [&str; 23] = [
    "a", "b", "blockquote", "body", "br", "code", "del", "em", "head", "html", "i", "li", "ol", "p", "pre", "rp",
    "rt", "ruby", "s", "span", "strong", "u", "ul",
];
const ATTRIBUTES: [&str; 10] =
    ["href", "class", "target", "rel", "translate", "lang", "start", "reversed", "value", "title"];
const SCHEMES: [&str; 11] =
    ["http", "https", "dat", "dweb", "ipfs", "ipns", "ssb", "gopher", "xmpp", "magnet", "gemini"];

fuzz_target!(|data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    for clean in [markup::sanitize::html, markup::sanitize::field] {
        let once = clean(text);
        assert_eq!(clean(&once), once, "cleaning twice");
        judge(&once);
    }
    let name = markup::sanitize::plain_name(text);
    assert_eq!(markup::sanitize::plain_name(&name), name);
    drop(markup::plain::text(text));
    drop(markup::extract::handles(text));
    Corpus::Keep
});

/// Reads the text as a page and as a part of one, which browsers do by different rules.
fn judge(html: &str) {
    look(&parse_document(RcDom::default(), ParseOpts::default()).one(html).document);
    let within = html5ever::QualName::new(None, html5ever::ns!(html), html5ever::local_name!("div"));
    let part = parse_fragment(RcDom::default(), ParseOpts::default(), within, Vec::new(), true);
    look(&part.one(html).document);
}

fn look(top: &Handle) {
    let mut nodes = vec![top.clone()];
    while let Some(node) = nodes.pop() {
        match &node.data {
            NodeData::Document | NodeData::Text { .. } => {}
            NodeData::Element { name, attrs, .. } => {
                assert!(name.ns == html5ever::ns!(html), "{name:?}");
                assert!(ELEMENTS.contains(&&*name.local), "{name:?}");
                for attribute in attrs.borrow().iter() {
                    check(&attribute.name.local, &attribute.value);
                }
            }
            other => panic!("a browser would see {other:?}"),
        }
        nodes.extend(node.children.borrow().iter().cloned());
    }
}

fn check(name: &str, value: &str) {
    assert!(ATTRIBUTES.contains(&name), "{name}");
    if name == "href" {
        let scheme = value.split(':').next().unwrap_or_default().to_ascii_lowercase();
        assert!(SCHEMES.contains(&scheme.as_str()), "{value:?}");
        let read = url::Url::parse(value).expect("an address that is kept is one");
        assert_eq!(read.scheme(), scheme, "{value:?}");
    }
}
