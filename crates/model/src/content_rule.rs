//! Content rules: what staff want to happen with statuses that have something about them, and what happened so.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, ReportId, StatusId, Timestamp};

/// Identifies a content rule.
pub type ContentRuleId = Id<ContentRule>;
/// Identifies a hit.
pub type RuleHitId = Id<RuleHit>;

/// What is to happen with statuses for which all conditions hold.
#[derive(Clone, Debug, PartialEq)]
pub struct ContentRule {
    /// Identifier.
    pub id: ContentRuleId,
    /// What staff call it; authors are told it, too.
    pub name: String,
    /// Whether it acts.
    pub is_live: bool,
    /// Whose statuses it looks at.
    pub looks_at: LooksAt,
    /// What must all be so.
    pub conditions: Vec<Condition>,
    /// What happens then.
    pub action: RuleAction,
    /// What the author is told; empty for a sentence of ours.
    pub notice: String,
    /// When it ends to act.
    pub expires_at: Option<Timestamp>,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it was last tried out as it is now.
    pub rehearsed_at: Option<Timestamp>,
}

impl ContentRule {
    /// Whether it acts at a moment.
    pub fn acts_at(&self, now: Timestamp) -> bool {
        self.is_live && self.expires_at.is_none_or(|end| end > now)
    }
}

/// Whose statuses a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LooksAt {
    /// Those written here.
    Local,
    /// Those of neighbours.
    Remote,
    /// All.
    Everywhere,
}

impl LooksAt {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Remote => "remote",
            Self::Everywhere => "everywhere",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Local, Self::Remote, Self::Everywhere].into_iter().find(|one| one.as_str() == word)
    }

    /// Whether it looks at what was written here, or elsewhere.
    pub fn includes(self, is_local: bool) -> bool {
        match self {
            Self::Local => is_local,
            Self::Remote => !is_local,
            Self::Everywhere => true,
        }
    }
}

/// Something that must be so for a rule to act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Condition {
    /// One of these words, or words in a row, stands in it.
    Words {
        /// They, as staff wrote them.
        words: Vec<String>,
    },
    /// A regular expression finds something in it.
    Pattern {
        /// It.
        pattern: String,
    },
    /// It links somewhere.
    Links {
        /// To one of these domains or what is below them; none for anywhere.
        #[serde(default)]
        domains: Vec<String>,
        /// So many times at least.
        #[serde(default)]
        at_least: Option<i64>,
    },
    /// It shows one of these files.
    Media {
        /// SHA-256 of each, in hexadecimal digits.
        hashes: Vec<String>,
    },
    /// Its author is new here.
    NewAccounts {
        /// For how many hours somebody is.
        younger_than_hours: i64,
    },
    /// It names many people.
    Mentions {
        /// How many at least.
        at_least: i64,
    },
    /// It is in one of these languages.
    Languages {
        /// Their codes.
        languages: Vec<String>,
        /// Or in any but these.
        #[serde(default)]
        is_any_but: bool,
    },
    /// It gives away what others should not know.
    Secrets {
        /// What of that.
        kinds: Vec<SecretKind>,
    },
}

impl Condition {
    /// Whether it reads what somebody says. Direct statuses are not read so.
    pub const fn reads(&self) -> bool {
        matches!(
            self,
            Self::Words { .. } | Self::Pattern { .. } | Self::Media { .. } | Self::Languages { .. }
        )
    }
}

/// Something that others should not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// The number of a payment card, with a right check digit.
    CardNumber,
    /// The number of a bank account, with right check digits.
    Iban,
    /// A private key.
    PrivateKey,
    /// What lets programs in, as well-known services write it.
    AccessKey,
}

/// What happens with a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleAction {
    /// The author is asked whether they mean it.
    Ask,
    /// What it shows is hidden until somebody asks for it.
    MarkSensitive,
    /// Staff find a report.
    Report,
    /// Nobody but its author sees it until staff say so.
    Hold,
    /// It is not published.
    Refuse,
}

impl RuleAction {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Ask, Self::MarkSensitive, Self::Report, Self::Hold, Self::Refuse];

    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ask => "ask",
            Self::MarkSensitive => "mark_sensitive",
            Self::Report => "report",
            Self::Hold => "hold",
            Self::Refuse => "refuse",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }
}

/// Something that a rule did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleHit {
    /// Identifier.
    pub id: RuleHitId,
    /// The rule.
    pub rule_id: ContentRuleId,
    /// What it was called then.
    pub rule_name: String,
    /// What it did.
    pub action: RuleAction,
    /// Why: for each condition what was found. Never a secret itself.
    pub because: Vec<String>,
    /// Whose status it was.
    pub account_id: AccountId,
    /// The status, if there is one.
    pub status_id: Option<StatusId>,
    /// What shows that the same is said again, where it was not published.
    pub digest: Option<String>,
    /// The report that was made.
    pub report_id: Option<ReportId>,
    /// How it stands.
    pub state: HitState,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
    /// Until when the author may publish the same nevertheless.
    pub allowed_until: Option<Timestamp>,
}

/// How something that a rule did stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitState {
    /// It was done.
    Done,
    /// Staff or the author are to decide.
    Waiting,
    /// What was held was published.
    Released,
    /// What was held was removed.
    Removed,
    /// The author was asked, and meant it.
    PublishedAnyway,
    /// It was taken back.
    Undone,
}

impl HitState {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Waiting => "waiting",
            Self::Released => "released",
            Self::Removed => "removed",
            Self::PublishedAnyway => "published_anyway",
            Self::Undone => "undone",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Done, Self::Waiting, Self::Released, Self::Removed, Self::PublishedAnyway, Self::Undone]
            .into_iter()
            .find(|one| one.as_str() == word)
    }
}

/// A status that nobody but its author sees until staff decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldStatus {
    /// The status.
    pub status_id: StatusId,
    /// Who is to see it once it is released.
    pub visibility: crate::Visibility,
    /// Whether it was published before, and says something else now.
    pub was_published: bool,
    /// Whether it came by itself, so that it is told once it is released.
    pub is_news: bool,
    /// When it goes, unless somebody decides.
    pub expires_at: Option<Timestamp>,
}

/// A rule is tried out on what was published lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// The rule.
    pub rule_id: ContentRuleId,
    /// How many statuses were read.
    pub read: i64,
    /// About how many there are.
    pub total: i64,
    /// For how many all conditions hold.
    pub matched: i64,
    /// By how many authors those are.
    pub authors: i64,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// The status that was read last.
    pub at: StatusId,
}

/// A status for which all conditions of a rule hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RehearsalMatch {
    /// The status.
    pub status_id: StatusId,
    /// Whose it is.
    pub account_id: AccountId,
    /// Why.
    pub because: Vec<String>,
    /// Whether whoever tries the rule out thinks that right.
    pub is_right: Option<bool>,
}
