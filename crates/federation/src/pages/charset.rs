//! In which letters a page is written: as its first bytes, its server or the page itself says, or else as it looks.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::limits::CHARSET_BYTES;

/// The text of a page from this host.
pub(super) fn text(bytes: &[u8], content_type: &str, host: &str) -> String {
    let encoding = named(content_type).or_else(|| declared(bytes)).unwrap_or_else(|| guessed(bytes, host));
    // A mark at the beginning goes before all of them.
    let (text, _, _) = encoding.decode(bytes);
    // PostgreSQL has no room for it, and HTML no use.
    text.replace('\0', "\u{fffd}")
}

/// As the server says.
fn named(content_type: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label(&content_type.to_ascii_lowercase())?.as_bytes())
}

/// As the page says in its head, by either kind of tag.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(CHARSET_BYTES)];
    let head: String = head.iter().map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let tags = head.split("<meta").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let encoding = tags.filter_map(label).find_map(|label| Encoding::for_label(label.as_bytes()))?;
    // Whoever could read that was not reading UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// What stands after `charset=`.
fn label(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("charset")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let rest = rest.trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>'));
    Some(&rest[..end.unwrap_or(rest.len())])
}

fn guessed(bytes: &[u8], host: &str) -> &'static Encoding {
    // That encoding can hide markup from whoever reads it wrongly.
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let country = host.rsplit('.').next().filter(|last| last.bytes().all(|byte| byte.is_ascii_lowercase()));
    detector.guess(country.map(str::as_bytes), Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_read_as_they_were_meant() {
        let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("<title>お茶の話を少し</title>");
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("<title>Käse für später, süß</title>");
        let (russian, _, _) = encoding_rs::WINDOWS_1251.encode("<title>Чай и немного сахара утром</title>");
        let tagged =
            [&b"<META http-equiv=content-type content='text/html; charset=windows-1251'>"[..], &russian]
                .concat();
        let short = [&b"<meta charset = \"Shift_JIS\" />"[..], &sjis].concat();
        let marked = [&b"\xef\xbb\xbf"[..], "<title>お茶</title>".as_bytes()].concat();
        let wide: Vec<u8> =
            [0xFEFF].into_iter().chain("<title>お茶".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (bytes, kind, host, expected) in [
            (sjis.to_vec(), "text/html; charset=shift_jis", "far.example", "お茶の話"),
            (sjis.to_vec(), "text/html", "far.jp", "お茶の話"),
            (short, "text/html", "far.example", "お茶の話"),
            (latin.to_vec(), "text/html;charset=\"ISO-8859-1\"", "far.example", "Käse für später"),
            (latin.to_vec(), "text/html", "far.de", "Käse für später"),
            (tagged, "text/html", "far.example", "Чай и немного"),
            (russian.to_vec(), "text/html; charset=no-such", "far.ru", "Чай и немного"),
            ("<title>お茶</title>".into(), "text/html", "127.0.0.1", "お茶"),
            ("<meta charset=utf-16><title>お茶</title>".into(), "text/html", "far.example", "お茶"),
            (marked, "text/html; charset=windows-1252", "far.example", "お茶"),
            (wide, "text/html; charset=utf-8", "far.example", "お茶"),
        ] {
            let read = text(&bytes, kind, host);
            assert!(read.contains(expected), "{kind} {host}: {read}");
        }
    }

    #[test]
    fn no_bytes_are_too_odd() {
        let all: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        for kind in [
            "",
            "charset",
            "charset=",
            "text/html; charset=\"",
            "text/html; charset=replacement",
            "text/html; charset=utf-7",
        ] {
            assert!(!text(&all, kind, "far.EXAMPLE").contains('\0'));
            text(b"", kind, "");
        }
    }
}
