//! Limits of what staff do and write.

/// Roles that a server can have.
pub const ROLES: usize = 100;
/// Characters of a role's name.
pub const ROLE_NAME_CHARACTERS: usize = 30;
/// Entries of the audit log that are read at once.
pub const AUDIT_ENTRIES_SHOWN: i64 = 100;

// House style, figures, trends and hooks.

/// Languages in which a rule can be said besides its own.
pub const RULE_TRANSLATIONS: usize = 100;
/// Bytes of a code of a language, such as `zh-Hant`.
pub const LANGUAGE_CODE_BYTES: usize = 20;
/// Custom emoji of a server.
pub const CUSTOM_EMOJIS: usize = 5_000;
/// Characters of the heading under which apps show a custom emoji.
pub const EMOJI_CATEGORY_CHARACTERS: usize = 60;
/// Characters of a text by which the audit log names it.
pub const AUDIT_NAME_CHARACTERS: usize = 80;
/// Announcements that those who write them see at once.
pub const ANNOUNCEMENTS_SHOWN: i64 = 100;
/// Days that a figure can tell of.
pub const FIGURE_DAYS: i64 = 366;
/// Days that it tells of where nothing is said.
pub const FIGURE_DAYS_AT_FIRST: i64 = 30;
/// Figures that are kept in memory.
pub const FIGURES_KEPT: u64 = 500;
/// For how many milliseconds a figure is true.
pub const FIGURES_MS: i64 = 5 * 60 * 1_000;
/// For how many days it is kept who looked.
pub const ACTIVE_DAYS_KEPT: i64 = 400;
/// Shares of a dimension, at most.
pub const DIMENSION_SHARES: i64 = 100;
/// Users whose languages are read for one figure.
pub const LANGUAGES_READ: i64 = 50_000;
/// Users of whom it is looked whether they come back.
pub const COHORT_USERS: i64 = 50_000;
/// Milliseconds after joining in which the app is let in with which somebody came.
pub const SOURCE_MS: i64 = 10_000;
/// How far a queue is counted.
pub const QUEUE_COUNTED: i64 = 10_000;
/// Neighbours on the first page of those who take care of a server.
pub const NEIGHBOURS_ON_DASHBOARD: usize = 20;
/// Weeks of which everybody may know what happened here.
pub const WEEKS_SHOWN: i64 = 12;
/// Days until the disk is full from which on that is worth a look.
pub const DISK_DAYS_WARNED: i64 = 30;
/// Tags that are not found, or not shown, because somebody decided so.
pub const TAG_RULES: i64 = 20_000;
/// Decisions about trends that are read at once.
pub const REVIEWS_READ: usize = 500;
/// Hosts of pages, and tags, that those who decide about trends see at once.
pub const REVIEWED_PAGE: (i64, i64) = (100, 200);
/// Figures that are asked for at once.
pub const FIGURES_ASKED: usize = 30;
/// Shares of a dimension, where nothing is said.
pub const DIMENSION_SHARES_AT_FIRST: i64 = 10;
/// Web hooks of a server.
pub const WEB_HOOKS: usize = 50;
/// Bytes of the address of a web hook.
pub const WEB_HOOK_URL_BYTES: usize = 2_048;
/// What one web hook is told in one go.
pub const WEB_HOOK_MESSAGES: i64 = 20;
/// Days after which a web hook is not told any more what it did not take.
pub const WEB_HOOK_DAYS: i64 = 3;
/// The longest pause between two tries to tell a web hook something, in milliseconds.
pub const WEB_HOOK_PAUSE_MS: i64 = 4 * 3_600_000;
/// Characters of what is kept of why a web hook took nothing.
pub const WEB_HOOK_ERROR_CHARACTERS: usize = 200;
/// Terms of service, or privacy policies, that are read at once.
pub const HOUSE_TEXTS: i64 = 500;

/// Neighbours about whom something is decided, listed at once: default and most.
pub const NEIGHBOUR_BLOCKS_PAGE: (i64, i64) = (100, 500);
/// Characters of a comment on a decision about a neighbour.
pub const COMMENT_CHARACTERS: usize = 2_000;
/// Follows that are ended or restored in one transaction.
pub const SEVERED_BATCH: i64 = 200;
/// Days for which follows that were ended all at once can be restored and read.
pub const SEVERANCE_DAYS: i64 = 730;
/// What somebody lost, listed at once: default and most.
pub const SEVERANCES_PAGE: (i64, i64) = (20, 40);
/// Lines of a list of those who were lost.
pub const SEVERED_LISTED: i64 = 50_000;

/// Blocks at the door, listed at once: default and most.
pub const DOOR_PAGE: (i64, i64) = (100, 200);
/// Networks that can be blocked.
pub const IP_BLOCKS: i64 = 10_000;
/// Days for which a network is blocked at most, unless it is for good.
pub const IP_BLOCK_DAYS: i64 = 3_650;
/// Names that can be blocked.
pub const USERNAME_BLOCKS: i64 = 5_000;
/// Days of which it is shown how often somebody tried to join with a blocked provider.
pub const TRIES_DAYS: i64 = 7;

/// Lines of a blocklist.
pub const BLOCKLIST_LINES: usize = 20_000;
/// Lists of others that are read.
pub const BLOCKLIST_SUBSCRIPTIONS: i64 = 50;
/// Lists of others that are read in one go.
pub const BLOCKLISTS_AT_ONCE: i64 = 5;
/// Hours until a list of others is read again.
pub const BLOCKLIST_HOURS: i64 = 24;
/// Characters of a post by which its author knows it again.
pub const EXCERPT_CHARACTERS: usize = 140;
/// After how many hours it is asked again which versions of the program there are.
pub const UPDATES_HOURS: i64 = 24;
/// Newer versions that are shown.
pub const UPDATES_SHOWN: usize = 10;
/// Characters of the number of a version, and of where it says what is new.
pub const UPDATE_CHARACTERS: (usize, usize) = (60, 500);

// Accounts, reports and strikes.

/// Days within which a suspended account can come back; then what it published goes.
pub const SUSPENSION_DAYS: i64 = 30;
/// Days within which somebody can object to what staff decided.
pub const APPEAL_DAYS: i64 = 20;
/// Characters of an appeal.
pub const APPEAL_CHARACTERS: usize = 2_000;
/// Characters of what staff tell somebody of whom they decide.
pub const STRIKE_CHARACTERS: usize = 5_000;
/// Statuses that staff act on at once.
pub const STRIKE_STATUSES: usize = 100;
/// Strikes shown to the person whom they concern.
pub const STRIKES_SHOWN: i64 = 100;
/// Texts that staff keep to tell again.
pub const WARNING_PRESETS: i64 = 100;
/// Characters of what such a text is called.
pub const PRESET_TITLE_CHARACTERS: usize = 100;
/// Characters of a note of staff.
pub const STAFF_NOTE_CHARACTERS: usize = 2_000;
/// Notes of staff about one thing.
pub const STAFF_NOTES_SHOWN: i64 = 500;
/// Characters of what staff and somebody who was reported say to each other at once.
pub const TALK_CHARACTERS: usize = 2_000;
/// Messages about one report, and those of all reports that somebody sees.
pub const TALK_MESSAGES: i64 = 100;
/// Accounts on a page of what staff look for: usual and at most.
pub const DOSSIERS_PAGE: (i64, i64) = (100, 200);
/// Reports on a page: usual and at most.
pub const REPORTS_PAGE: (i64, i64) = (100, 200);
/// Networks shown for a page of accounts.
pub const NETWORKS_SHOWN: i64 = 2_000;
/// Open reports about one account that a decision closes.
pub const REPORTS_CLOSED: i64 = 500;
/// People whom staff let in or turn away at once.
pub const APPLICANTS_AT_ONCE: usize = 200;
/// Accounts whose time is over that go in one step.
pub const ERASURES_AT_ONCE: i64 = 10;

// Content rules.

/// Content rules of a server.
pub const CONTENT_RULES: usize = 200;
/// Characters of a content rule's name.
pub const CONTENT_RULE_NAME_CHARACTERS: usize = 100;
/// Characters of what authors are told by a content rule.
pub const CONTENT_RULE_NOTICE_CHARACTERS: usize = 500;
/// Conditions of one content rule.
pub const CONDITIONS: usize = 8;
/// Words, domains, hashes or languages of one condition.
pub const CONDITION_ENTRIES: usize = 500;
/// Bytes of one of them.
pub const CONDITION_ENTRY_BYTES: usize = 200;
/// Bytes of a regular expression.
pub const PATTERN_BYTES: usize = 1_000;
/// Bytes of memory that a regular expression may take once it is ready.
pub const PATTERN_READY_BYTES: usize = 1 << 20;
/// Bytes of memory in which all regular expressions keep what they learn as they read.
pub const PATTERN_LEARNT_BYTES: usize = 4 << 20;
/// Bytes of a status that content rules read: more than anybody here can write.
pub const JUDGED_BYTES: usize = 256 * 1_024;
/// The largest number that a condition can ask for.
pub const CONDITION_NUMBER: i64 = 100_000;
/// What is said of why a rule acted, for each condition: so many things.
pub const REASONS_SHOWN: usize = 3;
/// Minutes in which posting the same again answers the question whether it is meant.
pub const ASK_MINUTES: i64 = 10;
/// Hours in which an author may publish what was refused, once staff took that back.
pub const ALLOWED_HOURS: i64 = 24;
/// Days after which goes what was refused from elsewhere, unless staff release it.
pub const HELD_DAYS: i64 = 30;
/// Held statuses whose time is over that go in one step.
pub const HELD_EXPIRED: i64 = 100;
/// Days for which it is kept what content rules did.
pub const HIT_DAYS: i64 = 365;
/// What content rules did, listed at once: usual and at most.
pub const HITS_PAGE: (i64, i64) = (40, 80);
/// What one content rule did that is undone at once.
pub const HITS_UNDONE: i64 = 1_000;
/// Characters of what an author is told of the removal of a held status.
pub const REMOVAL_CHARACTERS: usize = 2_000;
/// Days on which a content rule is tried out.
pub const REHEARSAL_DAYS: i64 = 30;
/// Statuses that are read in one step of that.
pub const REHEARSAL_STEP: i64 = 500;
/// Statuses that are counted before that begins.
pub const REHEARSAL_COUNTED: i64 = 1_000_000;
/// Finds of that which are kept.
pub const REHEARSAL_MATCHES: i64 = 10_000;
/// Finds of that which are shown.
pub const REHEARSAL_SAMPLES: i64 = 40;

// Floods of mentions.

/// People whom a server names in how many seconds, if nobody of it was known here before; others are not slowed down.
pub const STRANGERS_MENTIONS: (u32, i64) = (100, 60);
/// People whom somebody names in how many seconds who joined lately.
pub const NEWCOMERS_MENTIONS: (u32, i64) = (60, 60 * 60);
/// For how many days people and servers are new.
pub const NEWCOMER_DAYS: i64 = 7;
/// Reports that one server names too many people, in how many seconds.
pub const FLOOD_REPORTS: (u32, i64) = (1, 24 * 60 * 60);
