//! Limits on pages and on what they are sent.

/// Bytes of a form; ours have a handful of short fields and an app's address.
pub const FORM_BYTES: usize = 16 * 1024;
/// Accounts of one browser that wait signed in beside the one that acts.
pub const OTHER_ACCOUNTS: usize = 4;
/// Fields of a form with a file.
pub const FORM_FIELDS: usize = 16;
/// Bytes of a form with a list that somebody brings along. More than the list may have, since a browser only shows what
/// is wrong once it has sent everything.
pub const IMPORT_FORM_BYTES: usize = 4 * model::limits::IMPORT_BYTES;
/// Lines that are shown of those that came to nothing; all of them are in a file.
pub const IMPORT_LINES_SHOWN: usize = 100;
/// Trending tags, links and posts on a page for visitors.
pub const TRENDS_SHOWN: i64 = 10;
/// People on a page of the directory.
pub const PAGE_PEOPLE: i64 = 20;
/// People of the directory on the page about what is going on.
pub const PEOPLE_SHOWN: i64 = 6;
/// Answers to a post that search engines are told.
pub const COMMENTS_TOLD: usize = 20;
/// How many times more answers a visitor is shown who asks for more.
pub const MORE_ANSWERS: i64 = 3;
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
