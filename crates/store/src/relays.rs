//! Relays: servers that pass on what is public between many others.

use model::{Id, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

/// A relay that this server asked to pass things on.
#[derive(Clone, Debug)]
pub struct Relay {
    /// Identifier.
    pub id: Id<Relay>,
    /// The address under which an admin knows it: of its inbox, or of its actor.
    pub address: String,
    /// Where what is for it goes.
    pub inbox_url: String,
    /// Its actor, as soon as that is known.
    pub actor_uri: Option<String>,
    /// The activity by which it was asked.
    pub follow_uri: String,
    /// Whether it agreed.
    pub state: RelayState,
    /// When it was asked.
    pub created_at: Timestamp,
}

/// Whether a relay agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelayState {
    /// It was asked and has not answered.
    Pending,
    /// It passes things on.
    Accepted,
    /// It does not want to.
    Rejected,
}

impl RelayState {
    /// The word used in storage and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Pending, Self::Accepted, Self::Rejected].into_iter().find(|state| state.as_str() == word)
    }
}

static INSERT: Sql = Sql::new(
    "INSERT INTO relays (id, address, inbox_url, actor_uri, follow_uri, state, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (address) DO NOTHING",
);

/// Adds a relay; answers whether it is new.
pub async fn insert(mut db: impl Exec, relay: &Relay) -> Result<bool> {
    let values: [Value<'_>; 7] = [
        relay.id.into(),
        (&relay.address).into(),
        (&relay.inbox_url).into(),
        (&relay.actor_uri).into(),
        (&relay.follow_uri).into(),
        relay.state.as_str().into(),
        relay.created_at.into(),
    ];
    Ok(db.exec(&INSERT, &values).await? > 0)
}

static LIST: Sql = Sql::new(
    "SELECT r.id, r.address, r.inbox_url, r.actor_uri, r.follow_uri, r.state, r.created_at
       FROM relays r
      ORDER BY r.id",
);

/// All relays, oldest first.
pub async fn list(mut db: impl Exec) -> Result<Vec<Relay>> {
    db.rows(&LIST, &[]).await
}

static DECIDE: Sql = Sql::new("UPDATE relays SET state = $1, actor_uri = $2 WHERE id = $3");

/// The relay with this actor has agreed, or not.
pub async fn decide(mut db: impl Exec, id: Id<Relay>, state: RelayState, actor_uri: &str) -> Result<()> {
    db.exec(&DECIDE, &[state.as_str().into(), actor_uri.into(), id.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM relays WHERE id = $1");

/// Removes a relay.
pub async fn delete(mut db: impl Exec, id: Id<Relay>) -> Result<()> {
    db.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

impl FromRow for Relay {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            address: row.take()?,
            inbox_url: row.take()?,
            actor_uri: row.take()?,
            follow_uri: row.take()?,
            state: row.word(RelayState::parse)?,
            created_at: row.take()?,
        })
    }
}
