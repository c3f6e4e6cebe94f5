//! Wishes for a letter with a code, written down before anybody looks whether somebody has the address.

use model::{Id, one_time_code::Purpose};

use crate::{
    Exec, Result, Signal, Sql, Tx,
    row::{Cursor, FromRow},
};

/// A wish for a letter with a code.
#[derive(Clone, Debug)]
pub struct LetterRequest {
    /// Identifier, in order of time.
    pub id: Id<LetterRequest>,
    /// What the code is to be good for.
    pub purpose: Purpose,
    /// The address that was given.
    pub email: String,
}

static INSERT: Sql = Sql::new("INSERT INTO letter_requests (id, purpose, email) VALUES ($1, $2, $3)");

/// Writes a wish down.
pub async fn insert(mut tx: &mut Tx, request: &LetterRequest) -> Result<()> {
    tx.exec(&INSERT, &[request.id.into(), request.purpose.as_str().into(), (&request.email).into()]).await?;
    tx.signal(Signal::Letters);
    Ok(())
}

static LIST: Sql = Sql::new("SELECT q.id, q.purpose, q.email FROM letter_requests q ORDER BY q.id LIMIT $1");

/// The oldest wishes.
pub async fn list(mut db: impl Exec, limit: i64) -> Result<Vec<LetterRequest>> {
    db.rows(&LIST, &[limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM letter_requests WHERE id = $1");

/// The wish was seen to; answers false if somebody else has done that.
pub async fn delete(mut db: impl Exec, id: Id<LetterRequest>) -> Result<bool> {
    Ok(db.exec(&DELETE, &[id.into()]).await? > 0)
}

impl FromRow for LetterRequest {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, purpose: row.word(Purpose::parse)?, email: row.take()? })
    }
}
