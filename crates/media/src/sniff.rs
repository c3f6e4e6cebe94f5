//! What a file is, by its own first bytes. Nothing else decides which decoder reads it: no name, no claimed type. What
//! is not on this list is not read at all - SVG, HTML, playlists and scripts that point elsewhere among it.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Bytes that are looked at.
pub const SNIFF_BYTES: usize = 4_096;

/// The formats that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JPEG (ITU-T T.81).
    Jpeg,
    /// PNG (W3C), animated or not.
    Png,
    /// GIF 87a and 89a.
    Gif,
    /// WebP (RFC 9649).
    Webp,
    /// AV1 in ISO/IEC 23008-12.
    Avif,
    /// HEVC in ISO/IEC 23008-12.
    Heic,
    /// ISO base media (ISO/IEC 14496-12) with pictures that move, or so it says; sound alone is found out later.
    Mp4,
    /// QuickTime.
    Mov,
    /// ISO base media that says to be sound.
    M4a,
    /// Matroska as far as WebM allows, by its `DocType`.
    Webm,
    /// MPEG-1 or 2, layer 3.
    Mp3,
    /// Ogg (RFC 3533).
    Ogg,
    /// FLAC (RFC 9639).
    Flac,
    /// RIFF WAVE.
    Wav,
    /// AAC in ADTS frames.
    Aac,
}

/// Pictures, or what runs in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// One picture, or a few that follow each other.
    Picture,
    /// Video, perhaps with sound; or sound in a container made for video.
    Video,
    /// Sound.
    Audio,
}

impl Format {
    /// Which part of this room reads it.
    #[must_use]
    pub fn family(self) -> Family {
        match self {
            Self::Jpeg | Self::Png | Self::Gif | Self::Webp | Self::Avif | Self::Heic => Family::Picture,
            Self::Mp4 | Self::Mov | Self::Webm => Family::Video,
            Self::M4a | Self::Mp3 | Self::Ogg | Self::Flac | Self::Wav | Self::Aac => Family::Audio,
        }
    }

    /// The content type that a file of this format is served with (IANA).
    #[must_use]
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Heic => "image/heic",
            Self::Mp4 => "video/mp4",
            Self::Mov => "video/quicktime",
            Self::M4a => "audio/mp4",
            Self::Webm => "video/webm",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::Flac => "audio/flac",
            Self::Wav => "audio/wav",
            Self::Aac => "audio/aac",
        }
    }

    /// How a file's name ends.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
            Self::Avif => "avif",
            Self::Heic => "heic",
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::M4a => "m4a",
            Self::Webm => "webm",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Flac => "flac",
            Self::Wav => "wav",
            Self::Aac => "aac",
        }
    }

    /// Its name with an article, for sentences.
    #[must_use]
    pub fn a(self) -> &'static str {
        match self {
            Self::Jpeg => "a JPEG picture",
            Self::Png => "a PNG picture",
            Self::Gif => "a GIF picture",
            Self::Webp => "a WebP picture",
            Self::Avif => "an AVIF picture",
            Self::Heic => "a HEIC picture",
            Self::Mp4 => "an MP4 file",
            Self::Mov => "a QuickTime video",
            Self::M4a => "an M4A file",
            Self::Webm => "a WebM file",
            Self::Mp3 => "an MP3 file",
            Self::Ogg => "an Ogg file",
            Self::Flac => "a FLAC file",
            Self::Wav => "a WAV file",
            Self::Aac => "an AAC file",
        }
    }

    /// Many of it, at the start of a sentence.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG pictures",
            Self::Png => "PNG pictures",
            Self::Gif => "GIF pictures",
            Self::Webp => "WebP pictures",
            Self::Avif => "AVIF pictures",
            Self::Heic => "HEIC pictures",
            Self::Mp4 => "MP4 files",
            Self::Mov => "QuickTime videos",
            Self::M4a => "M4A files",
            Self::Webm => "WebM files",
            Self::Mp3 => "MP3 files",
            Self::Ogg => "Ogg files",
            Self::Flac => "FLAC files",
            Self::Wav => "WAV files",
            Self::Aac => "AAC files",
        }
    }
}

/// What the file that begins with these bytes is; [`SNIFF_BYTES`] of them are enough.
///
/// # Errors
/// Nothing on the list, or nothing at all.
pub fn sniff(start: &[u8]) -> Result<Format, Refusal> {
    if start.is_empty() {
        return Err(Refusal::Empty);
    }
    picture(start).or_else(|| iso_media(start)).or_else(|| stream(start)).ok_or(Refusal::Unknown)
}

fn picture(start: &[u8]) -> Option<Format> {
    match start {
        [0xFF, 0xD8, 0xFF, ..] => Some(Format::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Format::Png),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Format::Gif),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Format::Webp),
        _ => None,
    }
}

/// Files made of boxes say what they are in the first, `ftyp`; QuickTime's oldest have none.
fn iso_media(start: &[u8]) -> Option<Format> {
    let (length, name) = (start.get(..4)?, start.get(4..8)?);
    let length = u32::from_be_bytes(length.try_into().ok()?) as usize;
    match name {
        b"ftyp" if (16..=1_024).contains(&length) => {
            let brands = start.get(8..length.min(start.len()))?;
            let major = brands.get(..4)?;
            // The second four bytes are a version, not a brand.
            let compatible = brands.get(8..).unwrap_or_default().chunks_exact(4);
            std::iter::once(major).chain(compatible).find_map(brand)
        }
        b"moov" | b"mdat" | b"wide" | b"free" | b"skip" if length == 1 || length >= 8 => Some(Format::Mov),
        _ => None,
    }
}

/// What a brand promises; the first that says something decides.
fn brand(brand: &[u8]) -> Option<Format> {
    match brand {
        b"avif" | b"avis" => Some(Format::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Format::Heic),
        b"M4A " | b"M4B " | b"M4P " => Some(Format::M4a),
        b"qt  " => Some(Format::Mov),
        b"isom" | b"iso2" | b"iso3" | b"iso4" | b"iso5" | b"iso6" | b"iso7" | b"iso8" | b"iso9" | b"avc1"
        | b"mp41" | b"mp42" | b"mp71" | b"M4V " | b"M4VH" | b"M4VP" | b"MSNV" | b"dash" | b"f4v "
        | b"3gp4" | b"3gp5" | b"3gp6" | b"3gp7" | b"3g2a" | b"mmp4" | b"av01" | b"XAVC" => Some(Format::Mp4),
        _ => None,
    }
}

fn stream(start: &[u8]) -> Option<Format> {
    match start {
        [0x1A, 0x45, 0xDF, 0xA3, ..] if says_webm(start) => Some(Format::Webm),
        [b'O', b'g', b'g', b'S', 0, ..] => Some(Format::Ogg),
        [b'f', b'L', b'a', b'C', ..] => Some(Format::Flac),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => Some(Format::Wav),
        [b'I', b'D', b'3', 2..=4, ..] => Some(Format::Mp3),
        // Frame headers: eleven bits of ones, then version, layer and rates that exist.
        [0xFF, second, ..] if second & 0xF6 == 0xF0 => Some(Format::Aac),
        [0xFF, second, third, ..]
            if second & 0xE6 == 0xE2
                && second & 0x18 != 0x08
                && third & 0xF0 != 0xF0
                && third & 0x0C != 0x0C =>
        {
            Some(Format::Mp3)
        }
        _ => None,
    }
}

/// Matroska tells in its header, `DocType` (0x4282), whether it keeps to WebM.
fn says_webm(start: &[u8]) -> bool {
    /// Bytes of the header among which the type stands.
    const HEADER_BYTES: usize = 128;
    let header = start.get(..HEADER_BYTES).unwrap_or(start);
    header.windows(7).any(|seven| seven == [0x42, 0x82, 0x84, b'w', b'e', b'b', b'm'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_on_the_list_is_read() {
        for text in [
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg/>",
            "<!DOCTYPE html><script>alert(1)</script>",
            "push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'https://example.com/x.jpg'\n",
            "#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\nfile:///etc/passwd\n",
            "ffconcat version 1.0\nfile '/etc/passwd'\n",
            "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Note\"}",
            "%!PS-Adobe-3.0 EPSF-3.0\n",
            "%PDF-1.7\n",
            "BM      ",
            "\u{feff}<svg/>",
            "RIFF\u{0}\u{0}\u{0}\u{0}AVI LIST",
        ] {
            assert_eq!(sniff(text.as_bytes()), Err(Refusal::Unknown), "{text}");
        }
        assert_eq!(sniff(b""), Err(Refusal::Empty));
        assert_eq!(sniff(b"\x1A\x45\xDF\xA3\x8B\x42\x82\x88matroska"), Err(Refusal::Unknown));
        assert_eq!(sniff(b"\0\0\0\x14ftypcrx \0\0\0\0crx "), Err(Refusal::Unknown));
    }

    #[test]
    fn the_brand_tells_pictures_from_videos() {
        assert_eq!(sniff(b"\0\0\0\x1Cftypmif1\0\0\0\0mif1heicmiaf"), Ok(Format::Heic));
        assert_eq!(sniff(b"\0\0\0\x1Cftypavif\0\0\0\0mif1avifmiaf"), Ok(Format::Avif));
        assert_eq!(sniff(b"\0\0\0\x18ftypM4A \0\0\0\0isommp42"), Ok(Format::M4a));
        assert_eq!(sniff(b"\0\0\0\x18ftypisom\0\0\0\0iso2avc1"), Ok(Format::Mp4));
        assert_eq!(sniff(b"\0\0\0\x14ftypqt  \0\0\0\0qt  "), Ok(Format::Mov));
    }

    #[test]
    fn no_start_of_a_file_is_a_surprise() {
        let whole = b"\0\0\0\x1Cftypmif1\0\0\0\0mif1heicmiaf";
        for length in 0..whole.len() {
            let _ = sniff(&whole[..length]);
        }
    }
}
