//! What can go wrong in storage. Callers treat all of it as a fault of ours, except what is not found.

/// The result of a storage operation.
pub type Result<T> = std::result::Result<T, Error>;

/// A storage operation failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A row that must exist does not.
    #[error("row not found")]
    NotFound,
    /// SQLite refused.
    #[error("sqlite: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// PostgreSQL refused.
    #[error("postgresql: {0}{detail}", detail = detail(.0))]
    Postgres(#[from] tokio_postgres::Error),
    /// No connection to PostgreSQL could be had.
    #[error("postgresql pool: {0}")]
    Pool(#[from] deadpool_postgres::PoolError),
    /// The commit that several transactions shared failed.
    #[error("commit: {0}")]
    Commit(String),
    /// A stored value is not what its column promises.
    #[error("column {column}: {problem}")]
    Corrupt {
        /// Position of the column in the row, from 0.
        column: usize,
        /// What is wrong.
        problem: String,
    },
    /// The database is newer than this program, or a migration failed.
    #[error("{0}")]
    Migration(String),
    /// The storage of files refused.
    #[error("files: {0}")]
    Storage(String),
    /// The database cannot be opened.
    #[error("{0}")]
    Open(String),
}

impl Error {
    /// Whether the write clashed with a row that is already there.
    pub fn is_conflict(&self) -> bool {
        match self {
            Self::Sqlite(rusqlite::Error::SqliteFailure(error, _)) => {
                error.code == rusqlite::ErrorCode::ConstraintViolation
            }
            Self::Postgres(error) => error.code() == Some(&tokio_postgres::error::SqlState::UNIQUE_VIOLATION),
            _ => false,
        }
    }
}

fn detail(error: &tokio_postgres::Error) -> String {
    error.as_db_error().map_or_else(String::new, |db| format!(": {}", db.message()))
}
