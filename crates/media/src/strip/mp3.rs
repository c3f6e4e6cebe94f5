//! MP3: frames of sound, with tags before and after (ID3v2, ID3v1, APE). The sound is kept.

use crate::{
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// What is between the tags.
///
/// # Errors
/// There is no sound between them.
pub fn strip(bytes: &[u8]) -> Result<&[u8], Refusal> {
    let mut sound = bytes;
    while let Some(length) = id3v2(sound) {
        sound = sound.get(length..).ok_or_else(|| damaged(Format::Mp3, "it breaks off"))?;
    }
    // What is before the first frame is padding at best.
    let start = sound.windows(2).position(|two| two[0] == 0xFF && two[1] & 0xE0 == 0xE0);
    sound = &sound[start.ok_or_else(|| damaged(Format::Mp3, "there is no sound in it"))?..];
    loop {
        let before = sound.len();
        sound = without_id3v1(without_ape(sound));
        if sound.len() == before {
            return Ok(sound);
        }
    }
}

/// Bytes of an ID3v2 tag at the start: ten, and as many as four numbers of seven bits say.
fn id3v2(bytes: &[u8]) -> Option<usize> {
    let header = bytes.get(..10).filter(|header| header.starts_with(b"ID3"))?;
    let length = header[6..].iter().fold(0, |length, byte| length << 7 | usize::from(byte & 0x7F));
    let footer = if header[5] & 0x10 == 0 { 0 } else { 10 };
    Some(10 + length + footer)
}

fn without_id3v1(sound: &[u8]) -> &[u8] {
    const TAG_BYTES: usize = 128;
    match sound.len().checked_sub(TAG_BYTES) {
        Some(at) if sound[at..].starts_with(b"TAG") => &sound[..at],
        _ => sound,
    }
}

/// APEv2 ends with a footer that says how long it is, and may begin with a header of the same length as the footer.
fn without_ape(sound: &[u8]) -> &[u8] {
    const FOOTER_BYTES: usize = 32;
    let Some(at) = sound.len().checked_sub(FOOTER_BYTES) else { return sound };
    let footer = &sound[at..];
    if !footer.starts_with(b"APETAGEX") {
        return sound;
    }
    let number = |at: usize| u32::from_le_bytes([footer[at], footer[at + 1], footer[at + 2], footer[at + 3]]);
    let header = if number(20) & 0x8000_0000 == 0 { 0 } else { FOOTER_BYTES };
    let length = (number(12) as usize).saturating_add(header);
    &sound[..sound.len().checked_sub(length).unwrap_or(at)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_sound_is_left() {
        let frame = [&b"\xFF\xFB\x90\x00"[..], &[0; 413]].concat();
        let id3v1 = [&b"TAG"[..], &[b'a'; 125]].concat();
        let ape = [&b"APETAGEX"[..], &2000_u32.to_le_bytes(), &32_u32.to_le_bytes(), &[0; 16]].concat();
        let whole = [&b"ID3\x04\0\0\0\0\0\x05alice"[..], &frame, &ape, &id3v1].concat();
        assert_eq!(strip(&whole).unwrap(), frame);
        assert!(strip(b"ID3\x04\0\0\0\0\0\x7F").is_err());
        assert!(strip(b"nothing").is_err());
    }
}
