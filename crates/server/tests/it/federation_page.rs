//! FEDERATION.md: its lists are those of the code.

use std::{fs, path::Path};

/// Says that the page is to be brought up to date instead of checked.
const WRITE: &str = "FANFARE_TEST_WRITE";

#[test]
fn the_page_for_other_servers_lists_what_the_code_does() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../FEDERATION.md");
    let text = fs::read_to_string(&path).unwrap();
    let wanted = federation::supported::page(&text);
    for list in ["<!-- proposals -->", "<!-- activities -->"] {
        assert!(text.contains(list), "the page has no place for {list}");
    }
    if std::env::var_os(WRITE).is_some() {
        fs::write(&path, wanted).unwrap();
    } else {
        assert!(text == wanted, "FANFARE_TEST_WRITE=1 brings FEDERATION.md up to date");
    }
}
