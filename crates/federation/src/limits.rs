//! Limits of this room: how long, how much and how many when talking with other servers. Those that other rooms
//! share are in `model::limits`.

use std::time::Duration;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// How long a connection to another server may take to come about.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Names of hosts that are looked up at once. Each takes a thread until the system answers.
pub const LOOKUPS_AT_ONCE: usize = 64;
/// For how long a name that was not found is not looked up again.
pub const NAME_UNKNOWN: Duration = Duration::from_secs(60);
/// How long a whole request to another server may take, redirects and body included.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// How long a delivery may take that has failed before.
pub const REQUEST_TIMEOUT_LATER: Duration = Duration::from_secs(30);
/// After how long a delivery counts as slow, and makes room for others.
pub const SLOW_AFTER: Duration = Duration::from_secs(3);
/// How long an idle connection is kept for the next request.
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(15);
/// Hosts to which connections are kept at once; those to others are closed after each request.
pub const HOSTS_KEPT: u64 = 2_000;
/// Redirects that a fetch follows.
pub const REDIRECTS: usize = 3;
/// Requests under way at once to one host, deliveries excepted.
pub const FETCHES_AT_ONCE_PER_HOST: usize = 4;
/// Hosts whose state (concurrency, back-off) is remembered.
pub const HOSTS: u64 = 10_000;
/// Bytes of an address; longer ones are refused.
pub const URL_BYTES: usize = 2_048;
/// Bytes of another server's answer to a delivery that are read; nothing is done with them but keeping the
/// connection usable.
pub const ANSWER_BYTES: usize = 16 * 1024;

/// How long the storage of files may be silent while it is asked for something, or sent a part of a file.
pub const STORAGE_PATIENCE: Duration = Duration::from_secs(60);
/// Idle connections to the storage of files, or to the translator, that are kept for the next request.
pub const OPERATORS_CONNECTIONS_KEPT: usize = 32;

/// How long a translator may take for an answer.
pub const TRANSLATION_PATIENCE: Duration = Duration::from_secs(30);
/// Statuses that a translator is given at once; others wait.
pub const TRANSLATIONS_AT_ONCE: usize = 4;
/// Bytes of an answer of a translator.
pub const TRANSLATION_BYTES: usize = 1024 * 1024;
/// Translations that are kept.
pub const TRANSLATIONS: u64 = 2_000;
/// How long a translation is kept.
pub const TRANSLATION_FOR: Duration = Duration::from_secs(24 * 60 * 60);
/// How long it is kept between which languages a translator translates.
pub const TRANSLATION_LANGUAGES_FOR: Duration = Duration::from_secs(60 * 60);

/// Bytes of a file that a status elsewhere shows.
pub const REMOTE_FILE_BYTES: u64 = 99 * 1024 * 1024;
/// Bytes of somebody's picture or banner elsewhere.
pub const REMOTE_PICTURE_BYTES: u64 = 8 * 1024 * 1024;
/// Files of other servers that are fetched at once.
pub const FILES_AT_ONCE: usize = 16;
/// Bytes of what a server knows a file by; longer ones are not remembered.
pub const IMPRINT_BYTES: usize = 256;
/// Files of other servers that are remembered to be under way.
pub const FILES_UNDER_WAY: u64 = 10_000;
/// How long the fetch of a file may take.
pub const FILE_TIMEOUT: Duration = Duration::from_secs(120);

/// Documents that the processing of one activity may fetch.
pub const FETCHES_PER_ACTIVITY: usize = 30;
/// Accounts about whom one report of another server may be.
pub const ACCOUNTS_PER_REPORT: usize = 16;
/// Documents that one search or one address pasted by a person may fetch.
pub const FETCHES_PER_QUESTION: usize = 12;
/// Requests to find out where people of another server meet what is here.
pub const FETCHES_PER_PLACE: usize = 2;
/// Statuses above a new one that are fetched at once when they are unknown.
pub const ANCESTORS_FETCHED: usize = 10;
/// Statuses above another that are fetched when somebody opens its thread, if the budget allows as many.
pub const ANCESTORS_CLIMBED: usize = 100;
/// Unknown people mentioned in a remote status who are looked up; further ones are left out.
pub const STRANGERS_FETCHED: usize = 8;
/// How long the processing of one activity may take.
pub const PROCESSING_TIMEOUT: Duration = Duration::from_secs(60);
/// Activities processed at once, each of another signer.
pub const ACTIVITIES_AT_ONCE: usize = 32;
/// Received activities that wait in memory.
pub const INBOX_IN_HAND: usize = 400;
/// Received activities after which the inbox is read from the start again.
pub const INBOX_ROUND: usize = 4_000;
/// Received activities that are done before the database is told of them all.
pub const DONE_BATCH: usize = 64;
/// How long the mentions of a draft may take to be looked up.
pub const MENTIONS_TIMEOUT: Duration = Duration::from_secs(10);
/// Mentions of a draft that are looked up at once.
pub const MENTIONS_AT_ONCE: usize = 8;

/// How old a status may be for its change to come first, in milliseconds; older ones are no news.
pub const OVERTAKING_MS: i64 = HOUR_MS;
/// Inquiries that wait; when there are more, further ones are not made.
pub const INQUIRIES_WAITING: i64 = 10_000;
/// Inquiries under way at once, each to another host.
pub const INQUIRIES_AT_ONCE: usize = 8;
/// Inquiries after which a worker looks around.
pub const INQUIRIES_ROUND: usize = 200;
/// How long one inquiry may take; what it found until then stays.
pub const INQUIRY_TIMEOUT: Duration = Duration::from_secs(120);
/// Tries of an inquiry that nobody answers.
pub const INQUIRY_TRIES: i64 = 5;
/// Wait after the first failure of an inquiry, in milliseconds, times four for each further one.
pub const INQUIRY_RETRY_MS: i64 = MINUTE_MS;
/// How long after a profile was asked about that is not done again, in milliseconds.
pub const PROFILE_AGAIN_MS: i64 = 24 * HOUR_MS;
/// How old a profile may be while its person publishes, in milliseconds; then it is asked for again. As Mastodon.
pub const PROFILE_STALE_MS: i64 = 7 * 24 * HOUR_MS;
/// How long after that it is asked about again when somebody opens it, in milliseconds.
pub const PROFILE_OPENED_AGAIN_MS: i64 = 6 * HOUR_MS;
/// How long after that a page is asked again whether it leads back to a profile of another server, in milliseconds.
pub const LINK_AGAIN_MS: i64 = 24 * HOUR_MS;
/// Statuses taken from a profile.
pub const PROFILE_STATUSES: usize = 20;
/// Documents that the inquiry about one profile may fetch.
pub const FETCHES_PER_PROFILE: usize = 40;
/// Pages of a collection on a profile that are read.
pub const PROFILE_PAGES: usize = 3;
/// Servers that are asked about a tag.
pub const TAG_HOSTS: i64 = 4;
/// Statuses taken from another server's timeline of a tag.
pub const TAG_STATUSES: usize = 20;
/// Documents that the inquiry about one tag may fetch: statuses, and their authors.
pub const FETCHES_PER_TAG: usize = 60;
/// How long after a server was asked about a tag that is not done again, in milliseconds.
pub const TAG_AGAIN_MS: i64 = 6 * HOUR_MS;
/// How long after a person opened a tag nothing is looked at when they open it again, in milliseconds.
pub const TAG_OPENED_MS: i64 = 10 * MINUTE_MS;
/// Tags that people opened lately that are remembered.
pub const TAGS_OPENED: u64 = 10_000;
/// How long after it was asked how a poll stands that is not done again, in milliseconds; as Mastodon.
pub const POLL_AGAIN_MS: i64 = MINUTE_MS;
/// How long whoever looks at a poll waits for its server.
pub const POLL_TIMEOUT: Duration = Duration::from_secs(3);
/// Polls asked for lately that are remembered.
pub const POLLS_ASKED: u64 = 10_000;
/// How long the server must have been away before those whom people here follow are asked what it missed, in
/// milliseconds.
pub const AWAY_MS: i64 = 30 * MINUTE_MS;
/// How long after that they are asked, in milliseconds: who speaks by then delivers what was missed by themselves.
pub const MISSED_AFTER_MS: i64 = 10 * MINUTE_MS;
/// Accounts that are asked what was missed, those first that published last.
pub const MISSED_ACCOUNTS: i64 = 1_000;
/// How long after a thread was asked about that is not done again, in milliseconds; as Mastodon.
pub const THREAD_AGAIN_MS: i64 = 15 * MINUTE_MS;
/// How old a status must be before its answers are asked for, in milliseconds: those to new ones are on their way.
pub const THREAD_AGE_MS: i64 = 5 * MINUTE_MS;
/// Statuses taken from a thread.
pub const THREAD_STATUSES: usize = 500;
/// Pages of collections read for one thread.
pub const THREAD_PAGES: usize = 100;
/// Answers to one status of a thread that are looked at.
pub const THREAD_ANSWERS: usize = 200;
/// Documents that the inquiry about one thread may fetch.
pub const FETCHES_PER_THREAD: usize = 400;
/// Statuses fetched from one host for one thread.
pub const THREAD_FETCHES_PER_HOST: usize = 100;
/// Statuses of a thread fetched at once.
pub const THREAD_FETCHES_AT_ONCE: usize = 4;
/// Bytes of a page of the web that are read; its beginning says what it is.
pub const PAGE_BYTES: usize = 1024 * 1024;
/// Bytes at the beginning of a page in which it may say in which letters it is written; as browsers, and a little more.
pub const CHARSET_BYTES: usize = 4 * 1024;
/// Pages that wait to be asked for; when there are more, further ones are not.
pub const PAGES_WAITING: i64 = 2_000;
/// How long after a page was asked for that is not done again, in milliseconds, whatever came of it.
pub const PAGE_AGAIN_MS: i64 = 10 * MINUTE_MS;
/// Tries of a page that does not answer.
pub const PAGE_TRIES: i64 = 3;
/// How long the account may be looked for that a page names as its author.
pub const CREATOR_TIMEOUT: Duration = Duration::from_secs(20);
/// Characters of a page's title that are shown.
pub const CARD_TITLE_CHARACTERS: usize = 300;
/// Characters of what a page says of itself, or of its picture, that are shown.
pub const CARD_DESCRIPTION_CHARACTERS: usize = 1_000;
/// Characters of the names of a page's author and publisher that are shown.
pub const CARD_NAME_CHARACTERS: usize = 200;
/// Pixels that a picture of a page may say it has, each way.
pub const CARD_PIXELS: u32 = 50_000;
/// Pixels that a player may have, each way.
pub const PLAYER_PIXELS: u32 = 4_000;
/// Seconds after which an app is asked to look whether a thread is whole.
pub const REFRESH_SECONDS: u32 = 3;

/// How long a delivery waits for the key that signed it to be fetched; the sender comes again later.
pub const KEY_TIMEOUT: Duration = Duration::from_secs(3);
/// How long a sender whose key could not be fetched is asked to wait, in seconds.
pub const KEY_RETRY_SECONDS: u64 = 300;
/// Signing keys kept decoded.
pub const KEYS: u64 = 10_000;
/// How long somebody else's key is kept decoded; for so long a key that was replaced still works.
pub const KEY_FRESH: Duration = Duration::from_secs(3600);
/// Bytes of a public key as a PEM document; longer ones are not kept.
pub const KEY_BYTES: usize = 16 * 1024;
/// Public keys of one actor that are kept; further ones are ignored.
pub const KEYS_PER_ACTOR: usize = 10;
/// How long after a refetch of a key the next one may happen, in milliseconds.
pub const KEY_REFETCH_MS: i64 = 5 * MINUTE_MS;
/// How long a key or account that could not be had is not asked for again, in milliseconds.
pub const ABSENT_MS: i64 = 5 * MINUTE_MS;
/// How long a fetched account counts as fresh, in milliseconds.
pub const ACCOUNT_FRESH_MS: i64 = 24 * HOUR_MS;

/// Waits after the first failures to reach a host, in milliseconds; after these, every `RETRY_OFTEN_MS`.
pub const RETRY_MS: [i64; 6] = [5_000, 15_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS];
/// Wait between tries of a host that has been unreachable for some days at most, in milliseconds, give or take a fifth: when
/// it comes back it has its mail within a quarter of an hour.
pub const RETRY_OFTEN_MS: i64 = 12 * MINUTE_MS;
/// For how long a host is tried so often, in milliseconds; after that, every `RETRY_LAST_MS`.
pub const RETRY_OFTEN_FOR_MS: i64 = 4 * 24 * HOUR_MS;
/// Wait between tries of a host that has been unreachable for long, in milliseconds, give or take a fifth.
pub const RETRY_LAST_MS: i64 = HOUR_MS;
/// Hosts whose clocks are compared with ours: those that answered last.
pub const CLOCKS: usize = 101;
/// Hosts that must have answered before their clocks say anything about ours.
pub const CLOCKS_AGREEING: usize = 5;
/// For how long what a host says that the time is counts, in milliseconds.
pub const CLOCK_HEARD_MS: i64 = HOUR_MS;
/// How far our clock may be from the others' before whoever runs this server is told, in milliseconds.
pub const CLOCK_OFF_MS: i64 = 30_000;
/// The longest wait that another server may ask of us, in milliseconds.
pub const RETRY_AFTER_MS: i64 = 6 * HOUR_MS;
/// Wait between tries of a host that has been silent for `LASTING_MS`, in milliseconds, give or take a fifth.
pub const DEAD_PROBE_MS: i64 = 24 * HOUR_MS;
/// Wait between tries of a host that said that it is gone for good, in milliseconds.
pub const GONE_PROBE_MS: i64 = 7 * 24 * HOUR_MS;
/// For how long a delivery that goes to many is kept for a host that does not take it, in milliseconds.
pub const PATIENCE_MS: i64 = model::limits::DELIVERY_DAYS * 24 * HOUR_MS;
/// For how long what still matters later (follows, blocks, ends) is kept for such a host, in milliseconds.
pub const LASTING_MS: i64 = model::limits::LASTING_DAYS * 24 * HOUR_MS;
/// Waits after a delivery whose signature was not taken, in milliseconds; after these it is given up.
pub const UNAUTHORIZED_MS: [i64; 2] = [10 * MINUTE_MS, 50 * MINUTE_MS];
/// For how long it counts that a host did not take a way to sign, and how often something better is tried, in
/// milliseconds.
pub const MANNER_MS: i64 = 7 * 24 * HOUR_MS;
/// Things that a program says it understands that are read.
pub const CAPABILITIES: usize = 32;
/// Hosts that the operator wants to be tried at once.
pub const ASKED_AT_ONCE: i64 = 100;
/// Followers here of one account elsewhere who are compared.
pub const SYNCHRONIZED_FOLLOWERS: usize = 10_000;
/// How long after somebody's followers were compared the next time may be, in milliseconds.
pub const SYNCHRONIZE_MS: i64 = 10 * MINUTE_MS;
/// Deliveries read from the queue at once.
pub const DELIVERIES_BATCH: i64 = 500;
/// Deliveries for one host that wait in memory; further ones wait in the database.
pub const LANE_ITEMS: usize = 1_000;
/// When so few deliveries for a host are left in memory, more are read.
pub const LANE_LOW: usize = 200;
/// Deliveries at the head of a host's lane among which one is looked for that may go.
pub const LANE_SCAN: usize = 64;
/// Deliveries that are over before the database is told of them all.
pub const OVER_BATCH: usize = 64;
/// How often lanes are looked at again, since time alone makes deliveries due.
pub const LOOK_AGAIN: Duration = Duration::from_millis(100);
/// Bytes of activities that are kept ready while they are delivered.
pub const PARCELS_BYTES: u64 = 16 * 1024 * 1024;
/// How long an activity is kept ready.
pub const PARCEL_FRESH: Duration = Duration::from_secs(60);
/// Wait before a received activity that failed is processed again, in milliseconds, doubled with each try.
pub const INBOX_RETRY_MS: i64 = MINUTE_MS;
/// How long a received activity waits that is not taken in now, with all that comes after it, in milliseconds.
pub const PUT_OFF_MS: i64 = MINUTE_MS;
/// How often a host that is not known to be failing may hasten its deliveries by speaking to us, in milliseconds.
pub const HASTEN_MS: i64 = 10 * MINUTE_MS;
/// Activities of one host that wait in the inbox; who brings more is asked to come again later.
pub const INBOX_WAITING_PER_HOST: i64 = 10_000;
/// Activities that wait in the inbox.
pub const INBOX_WAITING: i64 = 200_000;
/// How long whoever brings too much is asked to wait, in seconds.
pub const INBOX_FULL_SECONDS: u64 = 120;
/// Answers of one host that are passed on in an hour to the followers of whom they answer.
pub const PASSED_ON_PER_HOUR: u32 = 600;
/// How long that hour is.
pub const PASSED_ON_FOR: Duration = Duration::from_secs(3_600);
/// For how long it counts that something was taken back before it came, in milliseconds.
pub const EARLY_END_MS: i64 = HOUR_MS;
/// Things taken back before they came that are remembered.
pub const EARLY_ENDS: u64 = 10_000;
/// How often one that is known to be failing may, in milliseconds.
pub const HASTEN_FAILING_MS: i64 = MINUTE_MS;
/// How often a host must have stumbled over a delivery before others overtake that.
pub const SUSPECT_STUMBLES: u32 = 2;
/// Tries of a delivery over which a host stumbles while it takes others.
pub const STUMBLE_TRIES: i64 = 8;

/// Bytes of a custom emoji's name.
pub const SHORTCODE_BYTES: usize = 128;
/// Bytes of a language code.
pub const LANGUAGE_BYTES: usize = 35;
/// Messages to apps sent at once.
pub const PUSHES_BATCH: i64 = 64;
/// How long a push service keeps a message for an app that is away, in seconds; as Mastodon.
pub const PUSH_TTL_SECONDS: i64 = 48 * 3_600;
/// Bytes of a page that are searched; the head comes first.
pub const PAGE_HEAD_BYTES: usize = 256 * 1024;
/// Bytes of one tag that are read.
pub const PAGE_TAG_BYTES: usize = 4 * 1024;
/// Bytes of a text in Markdown; a longer one is shown as it was typed.
pub const MARKDOWN_BYTES: usize = 256 * 1024;
/// How long an operator waits for a running server to notice what they want.
pub const OPERATOR_WAITS: Duration = Duration::from_secs(1);
/// How long a signature for a push service counts, in seconds.
pub const PUSH_SIGNED_FOR_SECONDS: i64 = 12 * 3_600;
/// Pieces of an archive that wait for the disk.
pub const ARCHIVE_PIECES: usize = 16;
/// Statuses that are read at once for an archive.
pub const ARCHIVE_STATUSES: i64 = 100;
/// Bytes of a list of neighbours to limit or suspend that others keep.
pub const BLOCKLIST_BYTES: usize = 4 * 1024 * 1024;
/// Bytes of what says which versions of the program there are.
pub const UPDATES_BYTES: usize = 1024 * 1024;
/// Pages of such a list.
pub const BLOCKLIST_PAGES: usize = 1_000;
