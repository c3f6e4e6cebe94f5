//! The limits of this room, so that no text costs more than a fixed amount of work.

/// Bytes of HTML that are read; what follows is cut off.
pub const INPUT_BYTES: usize = 1024 * 1024;
/// Bytes of a single HTML tag or comment; a longer one is skipped, as reading its attributes takes quadratic time.
pub const TAG_BYTES: usize = 16 * 1024;
/// Bytes of HTML after which a text is divided, as serializing a long one takes quadratic time.
pub const TEXT_BYTES: usize = 4 * 1024;
/// Elements inside each other; deeper ones lose their tags and keep their text.
pub const DEPTH: usize = 32;
/// Bytes of a link's address; a longer one stays text.
pub const LINK_BYTES: usize = 4_096;
/// Characters that any link counts as, whatever its length.
pub const LINK_COUNTS_AS: usize = 23;
/// Characters of an address that are shown, its scheme and `www.` aside.
pub const LINK_SHOWN_CHARACTERS: usize = 30;
/// Characters in a hashtag; a longer one stays text.
pub const TAG_CHARACTERS: usize = 100;
/// Bytes in a host name, as in DNS.
pub const HOST_BYTES: usize = 253;
/// Characters in the name of a custom emoji, at least.
pub const SHORTCODE_CHARACTERS_MIN: usize = 2;
/// Characters in the name of a custom emoji, at most; other servers may go this far.
pub const SHORTCODE_CHARACTERS_MAX: usize = 2_048;
/// Characters in a name shown beside an avatar; longer ones are cut.
pub const NAME_CHARACTERS: usize = 2_048;
/// Characters in the language tag of an element.
pub const LANGUAGE_CHARACTERS: usize = 35;
/// Characters of a word in an index; longer ones are cut.
pub const WORD_CHARACTERS: usize = 64;
/// Things that a page says of itself by name, such as its title, that are read.
pub const PAGE_METAS: usize = 200;
/// Bytes of such a thing, or of a page's title.
pub const PAGE_META_BYTES: usize = 4 * 1024;
/// Links in the head of a page that are read.
pub const PAGE_LINKS: usize = 100;
/// Pieces of structured data in a page that are read.
pub const PAGE_SCRIPTS: usize = 8;
/// Bytes of such a piece.
pub const PAGE_SCRIPT_BYTES: usize = 128 * 1024;
/// Links of a status that are counted.
pub const LINKS: usize = 5;
/// Bytes in a link that is counted.
pub const COUNTED_LINK_BYTES: usize = 2_000;
