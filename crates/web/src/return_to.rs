//! Where a browser goes after signing in: only to a path of this server, whatever the address said.

use url::Url;

/// Where people are at home once they are signed in, unless they came from somewhere.
pub(crate) const HOME: &str = "/home";

/// The path, if it can only mean a page of this server to any browser.
pub(crate) fn local_path(text: &str) -> Option<&str> {
    // Browsers drop control characters and read a backslash as a slash, so both could hide another host.
    let is_plain = text.starts_with('/') && text.chars().all(|c| !c.is_control() && c != '\\' && c != ' ');
    if !is_plain {
        return None;
    }
    let here = Url::parse("http://here.invalid/").ok()?;
    let url = here.join(text).ok()?;
    // Two slashes in a row are a host when something takes the beginning off.
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let stays = url.origin() == here.origin() && !url.path().contains("//") && !path.contains("//");
    stays.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_this_server_is_kept() {
        for path in ["/", "/@alice", "/oauth/authorize?redirect_uri=https://app.example/cb&state=%5C%0a"] {
            assert_eq!(local_path(path), Some(path));
        }
    }

    #[test]
    fn nothing_leads_away() {
        for path in [
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "///evil.example",
            "/web//evil.example",
            "/..//evil.example",
            "/.//evil.example",
            "/\t/evil.example",
            "/\n/evil.example",
            "https://evil.example/",
            "https:evil.example",
            "javascript:alert(1)",
            "evil.example",
            "@evil.example",
            " //evil.example",
            "",
        ] {
            assert_eq!(local_path(path), None, "{path:?}");
        }
    }
}
