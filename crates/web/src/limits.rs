//! Limits on pages and on what they are sent.

/// Bytes of a form; ours have a handful of short fields and an app's address.
pub const FORM_BYTES: usize = 16 * 1024;
/// Accounts of one browser that wait signed in beside the one that acts.
pub const OTHER_ACCOUNTS: usize = 4;
/// Statuses on a page.
pub const PAGE_STATUSES: i64 = 20;
/// How deep answers are indented; deeper ones stay there, or they would leave a phone's screen.
pub const DEPTH_MOST: usize = 4;
/// Characters of a status that stand for the title it does not have.
pub const BEGINNING_CHARACTERS: usize = 80;
/// Characters of a page's description for search engines and previews.
pub const DESCRIPTION_CHARACTERS: usize = 300;
/// Characters of a tag in an address; nothing longer was ever a tag.
pub const TAG_CHARACTERS: usize = 200;
/// Bytes of what is looked for.
pub const WANTED_BYTES: usize = 2_048;
/// GB of the disk that somebody may type in when a server is set up; more is a slip.
pub const BUDGET_GB_MOST: u64 = 1_000_000;
/// People who are looked up and followed at once when a server is set up.
pub const FOLLOWS_AT_ONCE: usize = 25;
