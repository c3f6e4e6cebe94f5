//! Limits on joining, on setting a server up, and on letters.

/// Invites of one member that are open at once.
pub const INVITES_OPEN: i64 = 50;
/// Invites listed at once.
pub const INVITES_SHOWN: i64 = 200;
/// How often an invite may be used, where its maker gives a number.
pub const INVITE_USES_MOST: i64 = 10_000;
/// Days for which an invite is open, where its maker gives a number.
pub const INVITE_DAYS_MOST: i64 = 3_650;
/// Rules of a server.
pub const RULES: usize = 50;
/// Forms for joining sent from one address, and seconds in which they are counted.
pub const SIGN_UP_TRIES_PER_ADDRESS: (u32, i64) = (25, 5 * 60);
/// Codes tried for setting a server up from one address, and seconds in which they are counted.
pub const SETUP_CODES_PER_ADDRESS: (u32, i64) = (10, 10 * 60);
/// Hours for which whoever had the code may make the owner.
pub const SETUP_HOURS: i64 = 24;
/// Bytes of what is typed into one screen of setting up and not yet taken over.
pub const SETUP_DRAFT_BYTES: usize = 32 * 1024;
/// Letters that are sent in a minute, in all.
pub const LETTERS_PER_MINUTE: i64 = 60;
/// Letters that are read from the queue at once.
pub const LETTERS_AT_ONCE: i64 = 20;
/// How long it is tried to send a letter, in milliseconds.
pub const LETTER_TRIED_FOR_MS: i64 = 2 * 24 * 3_600_000;
/// The longest pause between two tries to send a letter, in milliseconds.
pub const LETTER_PAUSE_MS: i64 = 4 * 3_600_000;
/// For how many days it is kept that a letter was sent, and to whom.
pub const LETTER_KEPT_DAYS: i64 = 7;
/// How long the code in a letter works that asks to confirm an address, in milliseconds; as Mastodon.
pub const CONFIRMATION_CODE_MS: i64 = 2 * 24 * 3_600_000;
/// How long the code works with which another password is chosen, in milliseconds.
pub const PASSWORD_CODE_MS: i64 = 3_600_000;
/// Letters to confirm an address or to choose another password that go to one address, in seconds; as Mastodon.
pub const CODES_PER_NAME: (u32, i64) = (5, 1_800);
/// The same that are asked for from one network.
pub const CODES_PER_ADDRESS: (u32, i64) = (25, 300);
/// Members of the staff who are told that somebody waits.
pub const STAFF_TOLD: i64 = 20;
/// After how many days somebody is forgotten who never confirmed their address; as Mastodon.
pub const UNCONFIRMED_DAYS: i64 = 7;
/// Those of them who are forgotten in a row.
pub const UNCONFIRMED_AT_ONCE: i64 = 100;
/// For how many days it is kept from where somebody signed in.
pub const PLACE_KEPT_DAYS: i64 = 180;
/// Characters of what a browser calls itself that a letter tells.
pub const BROWSER_CHARACTERS: usize = 200;
/// How exactly it is known when somebody last looked, in milliseconds.
pub const VISIT_NOTED_MS: i64 = 3_600_000;
/// People of whom that is kept in memory.
pub const VISITORS_NOTED: u64 = 20_000;
/// People who are looked at in a row for what they missed.
pub const DIGESTS_AT_ONCE: i64 = 20;
/// Things that somebody missed that are counted.
pub const DIGEST_COUNTED: i64 = 40;
/// Those of them that are told.
pub const DIGEST_SHOWN: usize = 10;
/// Characters of each.
pub const DIGEST_CHARACTERS: usize = 200;
/// People who may join within an hour before the others wait for a yes, unless the settings say otherwise.
pub const FLOOD_SIGN_UPS: u32 = 100;
/// Days without staff after which everybody waits for a yes, unless the settings say otherwise.
pub const UNATTENDED_DAYS: u32 = 7;
/// People who can wait for a yes at once.
pub const WAITING_MOST: i64 = 10_000;
/// Letters an hour that tell staff of somebody who waits.
pub const WAITING_LETTERS: (u32, i64) = (20, 60 * 60);
/// Milliseconds for which a task counts that is set to whoever wishes to join.
pub const PROOF_MS: i64 = 60 * 60 * 1_000;
/// Tasks that are remembered as done, so that each counts once.
pub const PROOFS_REMEMBERED: u64 = 100_000;
/// Bytes of the answer to a task.
pub const PROOF_BYTES: usize = 64;
/// The hardest task, in bits: a quarter of a minute on a fast machine, some minutes on an old phone.
pub const PROOF_BITS_MOST: usize = 22;
/// Questions that are put to those who wait.
pub const QUESTIONS: usize = 5;
