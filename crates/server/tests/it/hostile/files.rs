//! Files that would be more than pictures and sounds, and a tool that reads them and was taken over.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use http::{Method, StatusCode};
use serde_json::json;

use super::{does, stage};
use crate::{
    PROGRAM,
    media::{downloads, jpeg, png, sends, uploads},
    with_site,
};

/// A chunk of a PNG.
fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut checksum = 0xFFFF_FFFF_u32;
    for byte in name.iter().chain(body) {
        checksum ^= u32::from(*byte);
        for _ in 0..8 {
            checksum = if checksum & 1 == 1 { (checksum >> 1) ^ 0xEDB8_8320 } else { checksum >> 1 };
        }
    }
    [&(body.len() as u32).to_be_bytes()[..], name, body, &(!checksum).to_be_bytes()].concat()
}

/// A PNG that says to be so large, and has nothing in it.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    let nothing = [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1];
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", &nothing), chunk(b"IEND", &[])].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunks].concat()
}

/// A JPEG with a segment behind its first two bytes.
fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = ((body.len() + 2) as u16).to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, body, &jpeg[2..]].concat()
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_picture_that_says_to_be_enormous_is_not_unpacked() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let stage = stage(home).await;
        let (alice, evil) = (&stage.alice, &stage.evil);
        let bombs = [(12_000, 12_000), (15_000, 15_000), (0x8000_0000, 1), (u32::MAX, u32::MAX)];
        for (width, height) in bombs {
            let bytes = bomb(width, height);
            let (code, message) = sends(home, alice, &bytes, &[]).await.error();
            assert!(
                code == 422 && message.contains("File cannot be used"),
                "S-162: an upload: {code} {message}"
            );
            let profile = "/api/v1/accounts/update_credentials";
            let avatar = alice.uploads(Method::PATCH, profile, &[("avatar", &bytes)], &[]).await;
            assert_eq!(avatar.status, 422, "S-162: an avatar: {}", avatar.text);
            stage.bad.serves_bytes(&format!("/{width}.png"), "image/png", &bytes);
        }
        let mut profile = evil.document();
        profile["icon"] = json!({ "type": "Image", "url": stage.bad.url("/15000.png") });
        does(home, evil, &evil.activity("Update", 1, &profile), "S-162").await;
        let mut note = evil.note(1, "<p>look</p>");
        let picture = |(width, _): (u32, u32)| json!({ "type": "Image", "mediaType": "image/png", "url": stage.bad.url(&format!("/{width}.png")) });
        note["attachment"] = bombs.into_iter().map(picture).collect();
        does(home, evil, &evil.activity("Create", 2, &note), "S-162").await;
        home.pass(model::limits::SHELF_MS);
        let status = alice.home().await.remove(0);
        let attached = status["media_attachments"].as_array().expect("a list");
        assert_eq!(attached.len(), bombs.len());
        for url in attached.iter().map(|one| &one["url"]).chain([&status["account"]["avatar"]]) {
            assert_eq!(downloads(home, url).await.0, 404, "S-162: {url}");
        }
        assert_eq!(
            uploads(home, alice, &png(20, 20), &[]).await["type"],
            "image",
            "S-162: the next one is taken"
        );
    });
}

#[test]
fn a_file_tells_nothing_and_is_nothing_but_a_picture() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let alice = home.person("alice").await;
        let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x3b\x01\x02\0\x1d\0\0\0\x1a\0\0\0\0\0\0\0alices GPS 52.5200N 13.4050E\0";
        let laughs = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'alices'><!ENTITY b '&a;&a;&a;&a;'>\
            <!ENTITY c SYSTEM 'file:///etc/passwd'>]><x:xmpmeta>&b;&c;</x:xmpmeta>";
        let xmp = [&b"http://ns.adobe.com/xap/1.0/\0"[..], laughs.as_bytes()].concat();
        let whole = jpeg(64, 48, [9, 99, 9]);
        let page = b"<html><script>alices()</script>{\"type\":\"Note\",\"id\":\"https://home.example/1\"}";
        for (case, bytes) in [
            ("S-194: EXIF", with_segment(&whole, 0xE1, exif)),
            ("S-192: XMP", with_segment(&whole, 0xE1, &xmp)),
            ("S-194: IPTC", with_segment(&whole, 0xED, b"Photoshop 3.0\0alices")),
            ("S-194: a comment", with_segment(&whole, 0xFE, b"alices")),
            ("S-200: a page behind it", [&whole[..], page].concat()),
            ("S-200: a page before the picture", with_segment(&whole, 0xFE, page)),
        ] {
            assert!(contains(&bytes, b"alices"), "{case}");
            // Whatever it is called, and whatever type is claimed.
            let form = reqwest::multipart::Part::bytes(bytes).file_name("../../note.json");
            let form = form.mime_str("application/activity+json").expect("a type");
            let form = reqwest::multipart::Form::new().part("file", form);
            let request = home.requests.request(Method::POST, "/api/v2/media").bearer_auth(&alice.token);
            let taken = crate::media::meanwhile(home, home.requests.send(request.multipart(form))).await.ok();
            for key in ["url", "preview_url"] {
                for accept in ["application/activity+json", "application/ld+json", "text/html", "*/*"] {
                    let request =
                        home.requests.request(Method::GET, taken[key].as_str().expect("an address"));
                    let served = request.header("accept", accept).send().await.unwrap();
                    assert_eq!(served.status(), StatusCode::OK, "{case}");
                    assert_eq!(served.headers()["content-type"], "image/jpeg", "S-200: {accept}");
                    assert_eq!(served.headers()["x-content-type-options"], "nosniff", "S-199: {accept}");
                    let bytes = served.bytes().await.unwrap();
                    assert!(!contains(&bytes, b"alices") && !contains(&bytes, b"ENTITY"), "{case}");
                }
            }
        }
        for xml in [laughs, "<!DOCTYPE svg SYSTEM 'file:///etc/passwd'><svg/>", "<rss><channel/></rss>"] {
            assert_eq!(sends(home, &alice, xml.as_bytes(), &[]).await.status, 422, "S-192: {xml}");
        }
    });
}

/// A tool that tells what it reaches: as its last complaint, which whoever sent the file is told.
fn taken_over(folder: &Path, secret: &Path, port: u16) {
    let outside = folder.join("written");
    let script = format!(
        r#"#!/bin/bash
case "$*" in
  *-version*) echo "ffmpeg version 9"; exit 0;;
  *-encoders*) echo "libx264 libmp3lame"; exit 0;;
esac
got=begun
cat {secret} >/dev/null 2>&1 && got="$got,secret"
cat /etc/passwd >/dev/null 2>&1 && got="$got,passwords"
ls / >/dev/null 2>&1 && got="$got,list"
(echo here > {outside}) 2>/dev/null && got="$got,write"
(exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null && got="$got,network"
kill -0 {server} 2>/dev/null && got="$got,server"
[ -n "$FANFARE_SECRET" ] && got="$got,environment"
[ "$(ulimit -d)" = unlimited ] && got="$got,memory"
[ "$(ulimit -t)" = unlimited ] && got="$got,time"
echo "reached $got" >&2
exit 1
"#,
        secret = secret.display(),
        outside = outside.display(),
        server = std::process::id(),
    );
    for name in ["ffmpeg", "ffprobe"] {
        let file = folder.join(name);
        fs::write(&file, &script).expect("a tool");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("a tool");
    }
}

#[test]
fn a_tool_that_is_taken_over_reaches_nothing() {
    with_site(async |home| {
        let tools = home.data().join("tools");
        fs::create_dir(&tools).expect("a folder");
        // Where only the server may look: not beside the tool, whose folder is open to it.
        let secret = home.data().join("secret");
        fs::write(&secret, "alices secret").expect("a secret");
        let base = url::Url::parse(home.requests.base()).expect("an address");
        taken_over(&tools, &secret, base.port().expect("a port"));
        // Without walls it reaches all of it, or the rest of the story would prove nothing.
        let free = std::process::Command::new(tools.join("ffprobe")).env("FANFARE_SECRET", "x").output();
        let free = String::from_utf8(free.expect("it runs").stderr).expect("words");
        assert!(
            free.contains("begun,secret,passwords,list,write,network,server,environment,memory,time"),
            "{free}"
        );
        fs::remove_file(tools.join("written")).expect("it was written");
        home.opens_workshop_with_tools(PROGRAM, tools.as_os_str());
        let alice = home.person("alice").await;
        let film = b"\0\0\0\x18ftypisom\0\0\0\0iso2avc1\0\0\0\x08mdat\0\0\0\x08moov";
        let (code, message) = sends(home, &alice, film, &[]).await.error();
        assert!(code == 422 && message.contains("reached begun"), "S-195: {code} {message}");
        let reached = message.split("reached ").nth(1).unwrap_or_default();
        let walled = ["network", "environment", "memory", "time"];
        let all = ["secret", "passwords", "list", "write", "server"];
        // A kernel without Landlock hides no files; whoever runs the server is told.
        let hides_files =
            fs::read_to_string("/sys/kernel/security/lsm").map_or(true, |known| known.contains("landlock"));
        let forbidden = walled.iter().chain(all.iter().filter(|_| hides_files));
        for what in forbidden {
            assert!(!reached.contains(what), "S-195: it reached {what}: {message}");
        }
        assert_eq!(tools.join("written").exists(), !hides_files, "S-195");
        assert_eq!(
            uploads(home, &alice, &png(20, 20), &[]).await["type"],
            "image",
            "S-195: others are taken"
        );
    });
}

/// No file of another machine's choosing is opened, however a film or a list asks for it.
#[test]
fn a_film_that_names_other_files_opens_none() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let alice = home.person("alice").await;
        let port = url::Url::parse(home.requests.base()).expect("an address").port().expect("a port");
        let list = format!(
            "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:{port}/api/v1/instance\n#EXTINF:1,\nfile:///etc/passwd\n"
        );
        let concat = "ffconcat version 1.0\nfile '/etc/passwd'\n";
        let brand = b"\0\0\0\x18ftypisom\0\0\0\0iso2avc1";
        for text in [list.as_str(), concat] {
            for start in [&b""[..], brand, b"OggS\0", b"ID3\x04"] {
                let (code, message) =
                    sends(home, &alice, &[start, text.as_bytes()].concat(), &[]).await.error();
                assert_eq!(code, 422, "S-195: {message}");
                assert!(!message.contains("root:"), "S-195: {message}");
            }
        }
    });
}
