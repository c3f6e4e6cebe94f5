//! Handles: `@alice` and `@alice@far.example:8080`, and where they may stand in a text.

use std::fmt;

use url::Host;

use crate::characters::is_word;
use crate::limits::HOST_BYTES;

/// The name by which an account is mentioned.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Handle {
    /// The part before the host, as written.
    pub username: String,
    /// The host with its port, if any, in lower case and in the ASCII form of international names;
    /// `None` where only a username was written.
    pub host: Option<String>,
}

impl Handle {
    /// Reads `alice`, `@alice`, `alice@far.example` or `@alice@far.example`; nothing else may follow.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('@').unwrap_or(text);
        let (length, handle) = name_and_host(text)?;
        (length == text.len()).then_some(handle)
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.username)?;
        self.host.as_ref().map_or(Ok(()), |host| write!(f, "@{host}"))
    }
}

/// The mention that begins with the `@` at the start of `rest`, and its length in bytes.
pub(super) fn at_start(rest: &str, before: Option<char>) -> Option<(usize, Handle)> {
    // A word, a path or a query in front means an e-mail address or part of one's own notation.
    if before.is_some_and(|c| is_word(c) || matches!(c, '/' | '=')) {
        return None;
    }
    let (length, handle) = name_and_host(&rest[1..])?;
    let after = &rest[1 + length..];
    if after.starts_with("://") || after.starts_with(continues_name) {
        return None;
    }
    Some((1 + length, handle))
}

/// Whether a character after a handle shows that the word goes on, as in `@renée`. Scripts that are written without
/// spaces, as in `@aliceさん`, do end a handle.
fn continues_name(c: char) -> bool {
    matches!(c, '@' | '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

fn name_and_host(text: &str) -> Option<(usize, Handle)> {
    let name = username_length(text);
    if name == 0 {
        return None;
    }
    let username = text[..name].to_owned();
    let Some(rest) = text[name..].strip_prefix('@') else {
        return Some((name, Handle { username, host: None }));
    };
    let (host_length, host) = host(rest)?;
    Some((name + 1 + host_length, Handle { username, host: Some(host) }))
}

/// ASCII words joined by single dots or hyphens.
fn username_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_name = |i: usize| bytes.get(i).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    let mut end = 0;
    while is_name(end) || (end > 0 && matches!(bytes.get(end), Some(b'.' | b'-')) && is_name(end + 1)) {
        end += 1;
    }
    end
}

/// The host at the start of `text`: its length as written, and its canonical form.
fn host(text: &str) -> Option<(usize, String)> {
    let length = domain_length(text);
    if length == 0 || length > HOST_BYTES {
        return None;
    }
    let domain = match Host::parse(&text[..length]).ok()? {
        Host::Domain(domain) => domain,
        // `1` and `0x7f.1` are addresses too, but nobody means them.
        Host::Ipv4(address) if address.to_string() == text[..length] => address.to_string(),
        Host::Ipv4(_) | Host::Ipv6(_) => return None,
    };
    if domain.len() > HOST_BYTES {
        return None;
    }
    match port(&text[length..]) {
        Some((port_length, port)) => Some((length + port_length, format!("{domain}:{port}"))),
        None => Some((length, domain)),
    }
}

/// Words of any script joined by single dots or by hyphens.
fn domain_length(text: &str) -> usize {
    let mut end = 0;
    let mut before = '.';
    for (i, c) in text.char_indices() {
        let joins = matches!(c, '.' | '-') && before != '.' && !(c == '.' && before == '-');
        if is_word(c) {
            end = i + c.len_utf8();
        } else if !joins {
            break;
        }
        before = c;
    }
    end
}

fn port(text: &str) -> Option<(usize, u16)> {
    let digits = text.strip_prefix(':')?;
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    if digits[length..].starts_with(is_word) {
        return None;
    }
    let port = digits[..length].parse().ok().filter(|port| *port != 0)?;
    Some((1 + length, port))
}

#[cfg(test)]
mod tests {
    use super::Handle;
    use crate::extract::handles;

    fn named(text: &str) -> Vec<String> {
        handles(text).iter().map(Handle::to_string).collect()
    }

    #[test]
    fn mentions_are_found() {
        for (text, expected) in [
            ("@alice", "@alice"),
            ("hello @alice!", "@alice"),
            ("(@alice)", "@alice"),
            (".@alice: hi", "@alice"),
            ("@alice's", "@alice"),
            ("@alice. Bye", "@alice"),
            ("@al.i-ce_2.", "@al.i-ce_2"),
            ("@alice--x", "@alice"),
            ("@aliceさん", "@alice"),
            ("みなさん、@alice", "@alice"),
            ("@@alice", "@alice"),
            ("@alice@far.example", "@alice@far.example"),
            ("@alice@Far.EXAMPLE.", "@alice@far.example"),
            ("@alice@far.example: hi", "@alice@far.example"),
            ("@alice@localhost:4001 hi", "@alice@localhost:4001"),
            ("@alice@localhost:4001.", "@alice@localhost:4001"),
            ("@alice@far.example:99999", "@alice@far.example"),
            ("@alice@far.example/x", "@alice@far.example"),
            ("@alice@far-away.example-", "@alice@far-away.example"),
            ("@alice@bücher.example", "@alice@xn--bcher-kva.example"),
            ("@alice@例え.テスト", "@alice@xn--r8jz45g.xn--zckzah"),
            ("@alice@xn--bcher-kva.example", "@alice@xn--bcher-kva.example"),
            ("@alice@127.0.0.1:80", "@alice@127.0.0.1:80"),
        ] {
            assert_eq!(named(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_mention_is_not_one() {
        for text in [
            "alice@far.example",
            "é@alice",
            "日@alice",
            "path/@alice",
            "q=@alice",
            "@",
            "@ alice",
            "@-alice",
            "@alice@",
            "@alice@far.example@more",
            "@renée",
            "@éric",
            "@alice://x",
            "@alice@-far",
            "@alice@999.999.999.999",
            "@alice@1",
        ] {
            assert_eq!(named(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn a_handle_is_read_whole_or_not_at_all() {
        let far = Handle { username: "alice".into(), host: Some("far.example".into()) };
        assert_eq!(Handle::parse("@alice@far.example"), Some(far.clone()));
        assert_eq!(Handle::parse("alice@FAR.example"), Some(far));
        assert_eq!(Handle::parse("alice"), Some(Handle { username: "alice".into(), host: None }));
        for text in
            ["", "@", "@@alice", "alice@", "alice@far.example/", "alice bob", "alice@far example", "@alice "]
        {
            assert_eq!(Handle::parse(text), None, "{text:?}");
        }
    }
}
