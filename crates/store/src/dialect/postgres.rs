//! PostgreSQL: a pool of connections, each statement prepared once per connection.

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use tokio_postgres::types::ToSql;

use crate::{
    Error, Result, Value,
    row::{Cursor, FromRow, Row},
};

/// A pool of connections.
pub(crate) struct Postgres(Pool);

/// A transaction on one connection of the pool.
pub(crate) struct Tx(Option<Object>);

impl Postgres {
    pub(crate) async fn connect(url: &str, connections: usize) -> Result<Self> {
        let config: tokio_postgres::Config =
            url.parse().map_err(|error| Error::Open(format!("cannot read the database address: {error}")))?;
        let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, tokio_postgres::NoTls, recycling);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .build()
            .map_err(|error| Error::Open(format!("cannot make a connection pool: {error}")))?;
        drop(pool.get().await.map_err(|error| Error::Open(format!("cannot reach the database: {error}")))?);
        Ok(Self(pool))
    }

    pub(crate) async fn rows<T: FromRow>(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<T>> {
        rows(&self.0.get().await?, sql, values).await
    }

    pub(crate) async fn prepare(&self, sql: &str) -> Result<()> {
        self.0.get().await?.prepare(sql).await?;
        Ok(())
    }

    /// The plan for values that are not known yet, as prepared statements get it after some runs.
    #[cfg(test)]
    pub(crate) async fn explain(&self, sql: &str) -> Result<Vec<String>> {
        let connection = self.0.get().await?;
        let count = connection.prepare(sql).await?.params().len();
        let nulls = vec!["NULL"; count].join(", ");
        let values = if nulls.is_empty() { nulls } else { format!("({nulls})") };
        connection.batch_execute("SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL").await?;
        connection.batch_execute(&format!("PREPARE plan AS {sql}")).await?;
        let rows = connection.simple_query(&format!("EXPLAIN (COSTS OFF) EXECUTE plan {values}")).await?;
        Ok(rows
            .iter()
            .filter_map(|message| match message {
                tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                _ => None,
            })
            .collect())
    }

    pub(crate) async fn script(&self, script: &str) -> Result<()> {
        let script = script.replace("{id}", "BIGINT PRIMARY KEY").replace("{blob}", "BYTEA");
        // Several statements sent at once are one transaction.
        self.0.get().await?.batch_execute(&script).await?;
        Ok(())
    }

    pub(crate) async fn begin(&self) -> Result<Tx> {
        let connection = self.0.get().await?;
        // The guard exists before the transaction does: a caller that goes away meanwhile cannot leave one open.
        let tx = Tx(Some(connection));
        tx.connection().batch_execute("BEGIN").await?;
        Ok(tx)
    }
}

impl Tx {
    pub(crate) async fn rows<T: FromRow>(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<T>> {
        rows(self.connection(), sql, values).await
    }

    pub(crate) async fn exec(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64> {
        let connection = self.connection();
        let statement = connection.prepare_cached(sql).await?;
        Ok(connection.execute(&statement, &parameters(values)).await?)
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        self.connection().batch_execute("COMMIT").await?;
        // Finished: the connection goes back to the pool.
        drop(self.0.take());
        Ok(())
    }

    fn connection(&self) -> &Object {
        self.0.as_ref().expect("an unfinished transaction holds its connection")
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            // Closing the connection makes the server roll back; it must not return to the pool as it is.
            drop(Object::take(connection));
        }
    }
}

fn parameters<'a>(values: &'a [Value<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

async fn rows<T: FromRow>(connection: &Object, sql: &str, values: &[Value<'_>]) -> Result<Vec<T>> {
    let statement = connection.prepare_cached(sql).await?;
    let found = connection.query(&statement, &parameters(values)).await?;
    found.iter().map(|row| T::from_row(&mut Cursor::new(Row::Postgres(row)))).collect()
}

/// Makes a database, like `template` or empty; both names must be plain words.
pub(crate) async fn create_database(url: &str, name: &str, template: Option<&str>) -> Result<String> {
    let server = Postgres::connect(url, 1).await?;
    server.0.get().await?.batch_execute(&creation(name, template)).await?;
    address(url, name)
}

/// Makes a database with what `fill` writes into it, unless there is one of this name. Whoever else wants it waits.
pub(crate) async fn create_database_once(
    url: &str,
    name: &str,
    fill: impl AsyncFnOnce(String) -> Result<()>,
) -> Result<()> {
    let server = Postgres::connect(url, 1).await?;
    let connection = server.0.get().await?;
    // Held by this session alone, so it is given back whatever happens.
    connection.batch_execute("SELECT pg_advisory_lock(1)").await?;
    if connection.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await?.is_some() {
        return Ok(());
    }
    let unfinished = format!("{name}_unfinished");
    connection.batch_execute(&format!("DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")).await?;
    connection.batch_execute(&creation(&unfinished, None)).await?;
    fill(address(url, &unfinished)?).await?;
    Ok(connection.batch_execute(&format!("ALTER DATABASE {unfinished} RENAME TO {name}")).await?)
}

/// With the collation that this program relies on.
fn creation(name: &str, template: Option<&str>) -> String {
    match template {
        Some(template) => format!("CREATE DATABASE {name} TEMPLATE {template}"),
        None => format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C'"),
    }
}

/// The address of another database of the same server.
fn address(url: &str, name: &str) -> Result<String> {
    let (base, _) = url.rsplit_once('/').ok_or_else(|| Error::Open("no database in the address".into()))?;
    Ok(format!("{base}/{name}"))
}

/// Removes such a database, whoever is connected to it.
pub(crate) async fn drop_database(url: &str, name: &str) -> Result<()> {
    let server = Postgres::connect(url, 1).await?;
    let connection = server.0.get().await?;
    Ok(connection.batch_execute(&format!("DROP DATABASE {name} WITH (FORCE)")).await?)
}
