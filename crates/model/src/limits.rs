//! Limits shared by several rooms. Each has a name, a unit and a reason; nothing in Fanfare grows without one.

mod joining;
mod moderation;
mod passkeys;

pub use joining::*;
pub use moderation::*;
pub use passkeys::*;

/// Characters in a status, content warning included; a link counts as 23.
pub const STATUS_CHARACTERS: usize = 500;
/// Characters that any link counts as, whatever its length.
pub const LINK_CHARACTERS: usize = 23;
/// Attachments of a status.
pub const STATUS_ATTACHMENTS: usize = 4;
/// Bytes of the text of an incoming request's body, uploads excepted.
pub const BODY_BYTES: usize = 1024 * 1024;
/// Bytes of a document from another server.
pub const DOCUMENT_BYTES: usize = 1024 * 1024;
/// Characters in a username.
pub const USERNAME_CHARACTERS: usize = 30;
/// Characters in a remote username; longer ones are refused.
pub const REMOTE_USERNAME_CHARACTERS: usize = 2_048;
/// Characters in a display name; longer remote ones are cut.
pub const DISPLAY_NAME_CHARACTERS: usize = 2_048;
/// Bytes of a remote account's description; longer ones are cut.
pub const REMOTE_NOTE_BYTES: usize = 20 * 1024;
/// Characters of a remote content warning; longer ones are cut.
pub const REMOTE_SPOILER_CHARACTERS: usize = 5_000;
/// Fields of a remote profile; further ones are dropped.
pub const REMOTE_FIELDS: usize = 50;
/// Websites that may name a remote account as an author; further ones are dropped.
pub const REMOTE_ATTRIBUTION_DOMAINS: usize = 256;
/// Other addresses of the same person that an account may name; further remote ones are dropped.
pub const ALIASES: usize = 256;
/// Days after a move until an account moves again.
pub const MOVE_DAYS: i64 = 30;
/// Follows, notes, blocks or mutes that come along at once when an account moves.
pub const MOVE_BATCH: i64 = 100;
/// Bytes of all websites, or all other addresses, of a remote account; further ones are dropped.
pub const REMOTE_TEXTS_BYTES: usize = 16 * 1024;
/// Characters of a name or value in a remote profile's table; longer ones are cut, as on Mastodon.
pub const REMOTE_FIELD_CHARACTERS: usize = 2_047;
/// Custom emoji of one remote document; further ones are dropped.
pub const REMOTE_EMOJIS: usize = 64;
/// Different reactions of one account to one status; further ones count as favourites alone.
pub const REACTIONS_BY_ONE: usize = 20;
/// Different reactions shown of a status.
pub const REACTIONS_SHOWN: usize = 100;
/// Different reactions read at once, of all statuses on a page.
pub const REACTIONS_READ: i64 = 2_000;
/// Accounts that are named among those who reacted to a status.
pub const REACTED_BY: i64 = 400;
/// Bytes in the shortcode of a reaction; a longer one counts as a favourite alone.
pub const REACTION_BYTES: usize = 128;
/// Bytes of a password, as Argon2 must not be fed megabytes.
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// Characters in a password, at least.
pub const PASSWORD_CHARACTERS_MIN: usize = 8;
/// Characters in an e-mail address.
pub const EMAIL_CHARACTERS: usize = 320;
/// Characters in an application's name.
pub const APPLICATION_NAME_CHARACTERS: usize = 60;
/// Characters in an application's website or one of its redirect addresses.
pub const APPLICATION_URL_CHARACTERS: usize = 2_000;
/// Redirect addresses of an application.
pub const APPLICATION_REDIRECT_URIS: usize = 32;
/// Days after which an application is forgotten that nobody ever let in.
pub const APPLICATION_UNUSED_DAYS: i64 = 30;
/// Hours for which an idempotency key is remembered.
pub const IDEMPOTENCY_HOURS: i64 = 1;
/// Bytes of an idempotency key; longer ones are refused.
pub const IDEMPOTENCY_KEY_BYTES: usize = 512;
/// Minutes for which an authorization code can be traded.
pub const AUTHORIZATION_CODE_MINUTES: i64 = 10;
/// Days for which a browser stays signed in.
pub const SESSION_DAYS: i64 = 30;
/// Sessions that are listed of one user; of more the newest.
pub const SESSIONS_SHOWN: i64 = 200;
/// Milliseconds after which it is noted again that a session is used.
pub const SESSION_SEEN_MS: i64 = 3_600_000;
/// Characters kept of what a browser calls itself.
pub const USER_AGENT_CHARACTERS: usize = 500;
/// Minutes for which the password need not be given again before something that matters.
pub const CONFIRMED_MINUTES: i64 = 10;
/// Tokens of one user that are read to list the apps that they let in.
pub const TOKENS_SHOWN: i64 = 1_000;
/// Milliseconds after which it is noted again that a token is used.
pub const TOKEN_SEEN_MS: i64 = 24 * 3_600_000;
/// Minutes between the password and the code of a second factor.
pub const PENDING_SIGN_IN_MINUTES: i64 = 10;
/// Codes that can be tried after one password.
pub const PENDING_SIGN_IN_TRIES: i64 = 5;
/// Codes of a second factor tried for one user, and seconds in which they are counted.
pub const CODES_PER_USER: (u32, i64) = (15, 3_600);
/// Bytes of a list that somebody brings along.
pub const IMPORT_BYTES: usize = 5 * 1024 * 1024;
/// Lines of such a list; as Mastodon.
pub const IMPORT_LINES: usize = 20_000;
/// Characters of a cell of it; what is longer is cut.
pub const IMPORT_CELL_CHARACTERS: usize = 2_048;
/// Such lists of one account that are shown.
pub const IMPORTS_SHOWN: i64 = 20;
/// Such lists of one account that wait at once.
pub const IMPORTS_WAITING: usize = 6;
/// Such lists that are worked on in turns.
pub const IMPORTS_AT_ONCE: i64 = 10;
/// Lines of one list that are worked on before it is the turn of another.
pub const IMPORT_LINES_AT_ONCE: i64 = 10;
/// Days for which it can be read what came of such a list.
pub const IMPORT_DAYS: i64 = 7;
/// Entries that are read at once to write a file to take along.
pub const PORTABLE_BATCH: i64 = 500;
/// Days between two archives of one account, and for which each can be downloaded.
pub const ARCHIVE_DAYS: i64 = 7;
/// Tries of making an archive before it is given up.
pub const ARCHIVE_TRIES: i64 = 3;
/// Statuses that go at once when their author leaves.
pub const LEAVING_BATCH: i64 = 50;
/// Old statuses of one account that are looked at in one round of housekeeping.
pub const CLEAN_UP_STATUSES: i64 = 200;
/// Old statuses that go in one round of housekeeping; those of the account that is looked at last may be more.
pub const CLEAN_UP_ROUND: i64 = 500;
/// Clean-ups that are read at once.
pub const CLEAN_UPS_READ: i64 = 100;
/// Minutes for which a secret of a second factor is shown while it is set up.
pub const AUTHENTICATOR_SETUP_MINUTES: i64 = 60;
/// Recovery codes of one user.
pub const RECOVERY_CODES: usize = 10;
/// Statuses in a home timeline kept in memory; older ones are read from the database.
pub const HOME_STATUSES: usize = 800;
/// Entries at the top of a home timeline among which the same status is not shown again as a reblog.
pub const HOME_REBLOG_WINDOW: usize = 80;
/// Accounts of whom it is kept in memory whom they hide; the least recently used is dropped first.
pub const HIDINGS: u64 = 10_000;
/// Filters of one account.
pub const FILTERS: i64 = 200;
/// Keywords of one filter.
pub const FILTER_KEYWORDS: usize = 500;
/// Statuses of one filter.
pub const FILTER_STATUSES: usize = 1_000;
/// Characters of a filter's title.
pub const FILTER_TITLE_CHARACTERS: usize = 256;
/// Characters of a filter's keyword.
pub const FILTER_KEYWORD_CHARACTERS: usize = 512;
/// Accounts whose filters are kept in memory; the least recently used is dropped first.
pub const FILTERS_KEPT: u64 = 10_000;
/// Lists of one account.
pub const LISTS: i64 = 50;
/// Characters in the title of a list.
pub const LIST_TITLE_CHARACTERS: usize = 255;
/// Tags of one list.
pub const LIST_TAGS: i64 = 100;
/// Followed tags in a page by default and at most.
pub const TAGS_PAGE: (i64, i64) = (100, 200);
/// Tags that one can show on one's profile.
pub const FEATURED_TAGS: i64 = 10;
/// Tags suggested for one's profile.
pub const FEATURED_TAG_SUGGESTIONS: i64 = 10;
/// Days of a tag's history.
pub const TAG_HISTORY_DAYS: i64 = 7;
/// Bytes of a tag's name.
pub const TAG_BYTES: usize = 512;
/// Hours that a group of notifications spans at most.
pub const GROUP_HOURS: i64 = 12;
/// Accounts shown of a group of notifications.
pub const GROUP_SAMPLES: i64 = 8;
/// Accounts listed of a group of notifications.
pub const GROUP_ACCOUNTS: i64 = 400;
/// Unread notifications that are counted by default and at most.
pub const UNREAD_COUNT: (i64, i64) = (100, 1_000);
/// Days for which a follower counts as new.
pub const NEW_FOLLOWER_DAYS: i64 = 3;
/// Days for which an account counts as new.
pub const NEW_ACCOUNT_DAYS: i64 = 30;
/// Statuses of a conversation that are remembered, so that it knows its newest when one goes.
pub const CONVERSATION_STATUSES: usize = 100;
/// Milliseconds that a scheduled status must be ahead, as on Mastodon.
pub const SCHEDULE_AHEAD_MS: i64 = 5 * 60 * 1_000;
/// Scheduled statuses of one account that wait at once.
pub const SCHEDULED_STATUSES: i64 = 300;
/// Scheduled statuses of one account for one day.
pub const SCHEDULED_STATUSES_A_DAY: i64 = 25;
/// Pinned statuses of one account that are shown, remote accounts included.
pub const PINS_SHOWN: i64 = 40;
/// Answers of a remote poll; further ones are dropped.
pub const REMOTE_POLL_OPTIONS: usize = 500;
/// Characters of a remote poll's answer; longer ones are cut.
pub const REMOTE_POLL_OPTION_CHARACTERS: usize = 2_000;
/// Milliseconds after a vote until other servers hear of it, with all votes until then.
pub const POLL_UPDATE_AFTER_MS: i64 = 3 * 60 * 1_000;
/// Things handled in one go that become due by time alone: polls that end, statuses to be published.
pub const DUE_BATCH: i64 = 100;
/// Versions of a status that are shown.
pub const STATUS_EDITS: i64 = 1_000;
/// Characters of a private note on an account.
pub const ACCOUNT_NOTE_CHARACTERS: usize = 2_000;
/// Accounts that one can follow whatever one's own followers.
pub const FOLLOWS: i64 = 7_500;
/// Accounts that one can follow for each ten followers, beyond that.
pub const FOLLOWS_PER_TEN_FOLLOWERS: i64 = 11;
/// Accounts asked about at once: whom one follows among their followers.
pub const FAMILIAR_FOLLOWERS: usize = 80;
/// Familiar followers shown of all those accounts together.
pub const FAMILIAR_FOLLOWERS_SHOWN: i64 = 400;
/// Follows ended at once by a domain block.
pub const DOMAIN_BLOCK_FOLLOWS: i64 = 10_000;
/// Rounds in which a page is filled when what is hidden leaves holes.
pub const PAGE_ROUNDS: usize = 10;
/// Languages chosen for one follow.
pub const FOLLOW_LANGUAGES: usize = 200;
/// Domain blocks in a page by default and at most.
pub const DOMAIN_BLOCKS_PAGE: (i64, i64) = (100, 200);
/// Home timelines kept in memory; the least recently used is dropped first.
pub const HOMES: u64 = 10_000;
/// Statuses in a page by default and at most.
pub const STATUSES_PAGE: (i64, i64) = (20, 40);
/// Statuses in a feed by default and at most, as on Mastodon.
pub const FEED_STATUSES: (i64, i64) = (20, 200);
/// Pixels across a frame with a status, at most.
pub const EMBED_WIDTH: u32 = 400;
/// Pixels down a frame with a status until it is known how high it is.
pub const EMBED_HEIGHT: u32 = 400;
/// Seconds for which others may keep how a status is embedded; as Mastodon.
pub const EMBED_SECONDS: u32 = 86_400;
/// Accounts in a page by default and at most.
pub const ACCOUNTS_PAGE: (i64, i64) = (40, 80);
/// Notifications in a page by default and at most.
pub const NOTIFICATIONS_PAGE: (i64, i64) = (40, 80);
/// Search results by default and at most.
pub const SEARCH_PAGE: (i64, i64) = (20, 40);
/// Relationships asked for at once.
pub const RELATIONSHIPS: usize = 80;
/// Ancestors in a thread for somebody signed in, and for a visitor.
pub const ANCESTORS: (i64, i64) = (4_096, 40);
/// Descendants in a thread for somebody signed in, and for a visitor.
pub const DESCENDANTS: (i64, i64) = (4_096, 60);
/// Depth of the tree of answers shown to somebody signed in, and to a visitor.
pub const THREAD_DEPTH: (i64, i64) = (4_096, 20);
/// Statuses in a thread that a visitor asks for more of, at most.
pub const DESCENDANTS_MOST: i64 = 600;
/// Answers that are put below a status that comes later than they.
pub const ORPHANS: i64 = 1_000;
/// Mentions in a status that are looked up; further ones stay text.
pub const STATUS_MENTIONS: usize = 100;
/// Hashtags of a status that are kept; further ones stay text.
pub const STATUS_TAGS: usize = 100;
/// Events waiting for one slow live stream before it is told to reconnect.
pub const STREAM_BACKLOG: usize = 256;
/// Events handled in one go.
pub const EVENTS_BATCH: i64 = 100;
/// Tries of an event's effects before it is set aside for the operator.
pub const EVENT_TRIES: i64 = 8;
/// Deliveries that are under way at once.
pub const DELIVERIES_AT_ONCE: usize = 256;
/// Deliveries that take long and are under way beside those at once.
pub const DELIVERIES_SLOW: usize = 256;
/// Deliveries that are under way at once to one host.
pub const DELIVERIES_AT_ONCE_PER_HOST: usize = 8;
/// Days after which a delivery is given up.
pub const DELIVERY_DAYS: i64 = 7;
/// Days for which what still matters later (follows, blocks, ends) is kept for a server that takes nothing.
pub const LASTING_DAYS: i64 = 30;
/// Tries of a received activity before it is set aside for the operator.
pub const INBOX_TRIES: i64 = 8;
/// Set aside activities that are listed at once.
pub const QUARANTINED_SHOWN: i64 = 1_000;
/// Neighbours that are listed.
pub const NEIGHBOURS_SHOWN: i64 = 100_000;
/// Servers that are listed of those on which a status has not arrived.
pub const UNDELIVERED_SHOWN: i64 = 100;
/// Days for which a processed activity's id is remembered, so that it is not processed again.
pub const SEEN_DAYS: i64 = 30;
/// Days for which an inquiry is remembered after it was done, so that it is not made again at once.
pub const INQUIRY_DAYS: i64 = 2;
/// Days for which a deleted status's address is remembered, so that it does not come back.
pub const TOMBSTONE_DAYS: i64 = 30;
/// Items in a page of a collection shown to other servers.
pub const COLLECTION_PAGE: i64 = 40;
/// Options of a poll, unless the admin says otherwise.
pub const POLL_OPTIONS: usize = 4;
/// Characters in an option of a poll, unless the admin says otherwise.
pub const POLL_OPTION_CHARACTERS: usize = 50;
/// Seconds for which a poll is open, at least.
pub const POLL_SECONDS_MIN: i64 = 5 * 60;
/// Seconds for which a poll is open, at most: the length of the longest month and a little, as on Mastodon.
pub const POLL_SECONDS_MAX: i64 = 2_629_746;
/// Statuses that one can pin to one's profile, unless the admin says otherwise.
pub const PINNED_STATUSES: usize = 5;
/// Requests of one user to the client API, and seconds in which they are counted.
pub const API_PER_USER: (u32, i64) = (1_500, 5 * 60);
/// Requests with one token, and seconds in which they are counted.
pub const API_PER_TOKEN: (u32, i64) = (300, 5 * 60);
/// Requests of one address without a token, and seconds in which they are counted.
pub const API_PER_ADDRESS: (u32, i64) = (300, 5 * 60);
/// Pages after the first, and seconds in which they are counted.
pub const PAGES: (u32, i64) = (300, 15 * 60);
/// Uploads of one user, and seconds in which they are counted.
pub const UPLOADS: (u32, i64) = (30, 30 * 60);
/// Accounts made from one address, and seconds in which they are counted.
pub const SIGN_UPS_PER_ADDRESS: (u32, i64) = (5, 30 * 60);
/// Applications made from one address, and seconds in which they are counted.
pub const APPLICATIONS_PER_ADDRESS: (u32, i64) = (5, 10 * 60);
/// Statuses deleted and reblogs taken back by one user, and seconds in which they are counted.
pub const DELETIONS: (u32, i64) = (30, 30 * 60);
/// Statuses, edits and reblogs of one account, and seconds in which they are counted.
pub const STATUSES_PER_ACCOUNT: (u32, i64) = (300, 3 * 3_600);
/// Follows of accounts and tags by one account, and seconds in which they are counted.
pub const FOLLOWS_PER_ACCOUNT: (u32, i64) = (400, 24 * 3_600);
/// Reports of one account, and seconds in which they are counted.
pub const REPORTS_PER_ACCOUNT: (u32, i64) = (400, 24 * 3_600);
/// Passwords tried from one address, and seconds in which they are counted.
pub const PASSWORDS_PER_ADDRESS: (u32, i64) = (25, 5 * 60);
/// Passwords tried for one e-mail address or username, and seconds in which they are counted.
pub const PASSWORDS_PER_NAME: (u32, i64) = (25, 3_600);
/// How often one address may ask where its own server meets something of ours, in five minutes: each asks a server.
pub const ELSEWHERE_PER_ADDRESS: (u32, i64) = (20, 5 * 60);
/// Counters of requests kept in memory; the least recently used is dropped first.
pub const THROTTLE_COUNTERS: u64 = 200_000;
/// Characters in a display name that somebody here chooses; as Mastodon 4.6.
pub const OWN_NAME_CHARACTERS: usize = 40;
/// Characters in a description that somebody here writes; links count as in statuses.
pub const NOTE_CHARACTERS: usize = 500;
/// Lines of the table of a profile here.
pub const FIELDS: usize = 4;
/// Characters in a name or a value of that table.
pub const FIELD_CHARACTERS: usize = 255;
/// Websites that may name somebody here as an author.
pub const ATTRIBUTION_DOMAINS: usize = 10;
/// Bytes of the picture of a custom emoji.
pub const EMOJI_BYTES: usize = 256 * 1024;
/// Milliseconds for which a file of another server is kept that is only passed on (its media policy is `proxy`): as long as
/// somebody may listen or look on.
pub const PROXIED_FOR_MS: i64 = 600_000;
/// Bytes of the address of another server's custom emoji that is shown from here; one with a longer address is shown
/// from there.
pub const EMOJI_URL_BYTES: usize = 1_000;
/// Characters of a setting that is one line, and of a rule.
pub const SETTING_LINE_CHARACTERS: usize = 500;
/// Bytes of a setting that is a text.
pub const SETTING_TEXT_BYTES: usize = 128 * 1024;
/// Accounts, tags or statuses that visitors are shown first.
pub const FEATURED_MOST: usize = 12;
/// The most characters that an admin may allow in a status.
pub const STATUS_CHARACTERS_MOST: usize = 100_000;
/// The most attachments that an admin may allow.
pub const STATUS_ATTACHMENTS_MOST: usize = 16;
/// The most options of a poll that an admin may allow.
pub const POLL_OPTIONS_MOST: usize = 100;
/// The most characters in an option of a poll that an admin may allow.
pub const POLL_OPTION_CHARACTERS_MOST: usize = 500;
/// Characters in an announcement.
pub const ANNOUNCEMENT_CHARACTERS: usize = 10_000;
/// Announcements shown at once.
pub const ANNOUNCEMENTS: i64 = 100;
/// Different reactions to an announcement.
pub const ANNOUNCEMENT_REACTIONS: usize = 8;
/// Characters in what somebody says about a report.
pub const REPORT_CHARACTERS: usize = 1_000;
/// Characters in what another server says about a report; longer ones are cut.
pub const REMOTE_REPORT_CHARACTERS: usize = 5_000;
/// Statuses that a report may point to.
pub const REPORT_STATUSES: usize = 100;
/// Open reports listed at once.
pub const REPORTS_SHOWN: i64 = 1_000;
/// Characters in why somebody wishes to join.
pub const REASON_CHARACTERS: usize = 420;
/// Users listed at once who wait for a yes.
pub const WAITING_SHOWN: i64 = 1_000;
/// Words of one status or account in the index for search.
pub const SEARCH_WORDS: usize = 5_000;
/// Rows put into the index for search at once when it is made anew.
pub const SEARCH_BATCH: i64 = 500;
/// How many statuses of somebody who now lets everybody find them can be found at once.
pub const SEARCH_OPENED: i64 = 10_000;
/// How many results of a search can be left out.
pub const SEARCH_OFFSET: i64 = 400;
/// How long trends stand until they are worked out anew.
pub const TRENDS_MS: i64 = 5 * 60 * 1_000;
/// People who must have to do with something before it can trend.
pub const TREND_ACCOUNTS: i64 = 2;
/// Trends of each kind.
pub const TRENDS: usize = 200;
/// Rows looked at for the trends of a kind.
pub const TREND_ROWS: i64 = 20_000;
/// Tags or links of trends on a page.
pub const TRENDS_PAGE: (i64, i64) = (10, 20);
/// Days after which a page that somebody looks at is asked for anew; as Mastodon.
pub const CARD_DAYS: i64 = 14;
/// Days after which a page of which there is nothing to show is asked for again.
pub const NO_CARD_DAYS: i64 = 1;
/// Days after which what is known of a page is forgotten, unless it was asked for anew.
pub const CARD_KEPT_DAYS: i64 = 180;
/// What is known of pages that is forgotten at once.
pub const CARDS_FORGOTTEN: i64 = 1_000;
/// Statuses whose copies in memory are read anew when what is known of a page changes.
pub const CARD_COPIES: i64 = 200;
/// Statuses of which those who watch are told when something becomes known of the page that they show.
pub const CARD_TOLD: i64 = 20;
/// How old those may be, in milliseconds.
pub const CARD_TOLD_MS: i64 = 60 * 60 * 1_000;
/// Pages that wait in memory to be asked for; further ones wait until somebody looks again.
pub const PAGES_WANTED: usize = 2_000;
/// How long a page that was to be asked for is not put down again, in milliseconds.
pub const PAGE_WANTED_AGAIN_MS: i64 = 10 * 60 * 1_000;
/// How old a status from elsewhere may be while everybody who has it asks for the page that it shows, in milliseconds.
pub const PAGE_RUSH_MS: i64 = 10 * 60 * 1_000;
/// Over how long such questions are spread, in milliseconds; as Mastodon.
pub const PAGE_SPREAD_MS: i64 = 60 * 1_000;
/// Rows looked at for suggestions of a kind.
pub const SUGGESTION_ROWS: i64 = 200;
/// Neighbours found at once by their domain.
pub const PEERS_FOUND: usize = 10;
/// Bytes of the address of a push service.
pub const PUSH_ENDPOINT_BYTES: usize = 4_096;
/// Characters of what was said in a message to an app.
pub const PUSH_BODY_CHARACTERS: usize = 140;
/// Bytes of statuses kept in memory, more or less.
pub const SHELF_STATUSES: u64 = 16 * 1024 * 1024;
/// Bytes of accounts kept in memory, more or less.
pub const SHELF_ACCOUNTS: u64 = 6 * 1024 * 1024;
/// How many notes of what somebody did with a status are kept in memory.
pub const SHELF_MARKS: u64 = 40_000;
/// How many tokens are kept in memory.
pub const SHELF_BEARERS: u64 = 5_000;
/// How many names of tags are kept in memory.
pub const SHELF_TAGS: usize = 5_000;
/// Days for which the address of a sealed file counts; servers of followers are given as long to come for it.
pub const SEALED_FILE_DAYS: i64 = 7;
/// How long what is kept in memory counts, since other processes may write, too.
pub const SHELF_MS: i64 = 10_000;
/// How long it counts who shows a token: a token revoked by another process works no longer than this.
pub const SHELF_BEARER_MS: i64 = 1_000;

/// Characters of what an attachment shows; as Mastodon.
pub const DESCRIPTION_CHARACTERS: usize = 10_000;
/// Pictures that are worked on at once.
pub const PICTURES_AT_ONCE: usize = 2;
/// Videos and sounds that are worked on at once. Pictures do not wait for them.
pub const VIDEOS_AT_ONCE: usize = 1;
/// Uploads of one account that wait to be worked on.
pub const UPLOADS_WAITING: i64 = 30;
/// Waiting uploads among which the next is chosen.
pub const UPLOADS_LOOKED_AT: i64 = 1_000;
/// How long an upload is kept that belongs to no status, in milliseconds; as Mastodon.
pub const UPLOAD_KEPT_MS: i64 = 24 * 3_600_000;
/// Files that are brought to another place before it is told how far it is.
pub const FILES_MOVED: i64 = 100;
/// Files that are brought to another place at once.
pub const FILES_MOVED_AT_ONCE: usize = 4;
/// After how long a file that was stored must be noted; until then it may still be under way.
pub const FILE_NOTED_MS: i64 = 50 * 60_000;
/// Bytes of the disk that no file takes, since the database needs them.
pub const DISK_FREE_BYTES: u64 = 256 * 1024 * 1024;
/// Files that are removed in a row.
pub const FILES_REMOVED: i64 = 200;
/// Bytes of an upload.
pub const UPLOAD_BYTES: usize = 99 * 1024 * 1024;
/// How long an app that uploads waits for its file to be worked on before it is told to ask again.
pub const UPLOAD_PATIENCE: std::time::Duration = std::time::Duration::from_secs(8);
/// The same where an app cannot ask again (the first version of uploading).
pub const UPLOAD_PATIENCE_LONG: std::time::Duration = std::time::Duration::from_secs(240);
/// Attachments of a status elsewhere that are kept.
pub const REMOTE_ATTACHMENTS: usize = 16;
/// Files that one request may bring.
pub const FILES_PER_REQUEST: usize = 4;
/// How long a body that brings files may take, in whatever pieces it comes.
pub const UPLOAD_TIME: std::time::Duration = std::time::Duration::from_secs(30 * 60);
/// Bytes of a body that brings files, with what stands around them.
pub const UPLOAD_BODY_BYTES: usize = UPLOAD_BYTES + 8 * 1024 * 1024;
/// Characters of what somebody's picture or banner shows; as Mastodon.
pub const PICTURE_DESCRIPTION_CHARACTERS: usize = 150;
/// How long a file of another server that cannot be had or shown is not asked for again, in milliseconds.
pub const REMOTE_FILE_AGAIN_MS: i64 = 6 * 3_600_000;
/// How soon the picture or banner of a profile that was heard of again may be asked for again, in milliseconds.
pub const PICTURE_AGAIN_MS: i64 = 60_000;
/// How soon a custom emoji of another server, of which nobody tells, is asked for again, in milliseconds.
pub const EMOJI_AGAIN_MS: i64 = 24 * 3_600_000;
/// How exactly it is known when somebody last looked at a file of another server, in milliseconds.
pub const VIEWED_AGAIN_MS: i64 = 3_600_000;
/// Files of other servers that are removed in a row to make room.
pub const EVICTED_AT_ONCE: i64 = 50;
/// Passwords hashed at once: each takes 19 MiB and a core.
pub const PASSWORDS_AT_ONCE: usize = 2;
/// Ids tried for one status. More than a few clashes would mean that ids are no longer spread.
pub const ID_TRIES: usize = 32;

/// Bytes of the disk that files and the database may take unless something else is said.
pub const DISK_BUDGET_BYTES: u64 = 20_000_000_000;
/// The least that may be said: there must be room for a few files.
pub const DISK_BUDGET_BYTES_MIN: u64 = 100_000_000;
