//! Limits on what is read of others' documents. Longer lists are cut, longer texts are the reader's business.

/// Bytes of an id; a longer one is none. Databases cannot find what is longer than this.
pub const ID_BYTES: usize = 2_048;
/// The highest size or count that is believed; higher ones are cut to it.
pub const NUMBER: i64 = u32::MAX as i64;
/// How deep a document is looked at for odd spellings; what lies deeper stays as it is.
pub const SPELLING_DEPTH: usize = 32;
/// Addressees read of `to` or `cc`.
pub const ADDRESSEES: usize = 1_000;
/// Tags (mentions, hashtags, emoji) read of an object.
pub const TAGS: usize = 300;
/// Groups read of an object.
pub const GROUPS: usize = 8;
/// Characters read of the name of a place, and of each line of its address.
pub const PLACE_CHARACTERS: usize = 200;
/// Attachments read of an object.
pub const ATTACHMENTS: usize = 32;
/// Lines of a profile's table that are read.
pub const FIELDS: usize = 50;
/// Keys read of an actor.
pub const KEYS: usize = 10;
/// Other names that an actor may claim.
pub const ALIASES: usize = 256;
/// Websites that an actor lets name it as an author.
pub const ATTRIBUTION_DOMAINS: usize = 256;
/// Objects of one activity that are read: what a report is about.
pub const OBJECTS: usize = 256;
/// Bytes of a handle.
pub const HANDLE_BYTES: usize = 512;
/// Links read of a WebFinger answer.
pub const LINKS: usize = 64;

/// Answers of a poll that are read.
pub const POLL_OPTIONS: usize = 500;
/// People and collections in a policy for quotes that are read.
pub const QUOTERS: usize = 32;
/// People and collections in a policy for answers, favourites or reblogs that are read.
pub const POLICY_PEOPLE: usize = 128;
/// Proofs of one document that are looked at.
pub const PROOFS: usize = 8;
/// Components that one signature may cover.
pub const SIGNED_COMPONENTS: usize = 32;
/// Bytes of a PEM document that is read; longer ones are refused.
pub const PEM_BYTES: usize = 16 * 1024;
/// How long after its date a request is taken, in milliseconds: 12 hours, as Mastodon does.
pub const SIGNATURE_OLDEST_MS: i64 = 12 * 3_600_000;
/// How far ahead of our clock a request may be dated, in milliseconds: one hour.
pub const SIGNATURE_EARLIEST_MS: i64 = 3_600_000;
/// How long a signature of ours counts where it is asked to say so, in seconds.
pub const SIGNATURE_LASTS_SECONDS: i64 = 300;
/// Bytes of a signature header that is read; longer ones are refused.
pub const SIGNATURE_HEADER_BYTES: usize = 8 * 1024;
/// Characters of a key that is read; longer ones are refused.
pub const MULTIBASE_CHARACTERS: usize = 2_048;
