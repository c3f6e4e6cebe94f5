//! Subscriptions of apps to Web Push, and messages on their way to them.

use model::{
    AccountId, Id, NotificationId, NotificationKind, PushMessage, PushPolicy, PushSubscription,
    PushSubscriptionId, Timestamp, TokenId,
};

use crate::{
    Error, Exec, Result, Signal, Sql, Tx, Value,
    notifications::words,
    row::{Cursor, FromRow},
};

static DELETE_BY_TOKEN: Sql = Sql::new("DELETE FROM push_subscriptions WHERE token_id = $1");

/// Ends the subscription of a token, if there is one.
pub async fn delete_by_token(mut db: impl Exec, token: TokenId) -> Result<()> {
    db.exec(&DELETE_BY_TOKEN, &[token.into()]).await?;
    Ok(())
}

static INSERT: Sql = Sql::new(
    "INSERT INTO push_subscriptions
            (id, token_id, account_id, access_token, endpoint, p256dh, auth, standard, alerts, policy)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);

/// Adds a subscription in place of the token's earlier one.
pub async fn replace(tx: &mut Tx, subscription: &PushSubscription) -> Result<()> {
    delete_by_token(&mut *tx, subscription.token_id).await?;
    let values: [Value<'_>; 10] = [
        subscription.id.into(),
        subscription.token_id.into(),
        subscription.account_id.into(),
        (&subscription.access_token).into(),
        (&subscription.endpoint).into(),
        (&subscription.p256dh).into(),
        (&subscription.auth).into(),
        subscription.standard.into(),
        words(&subscription.alerts),
        subscription.policy.as_str().into(),
    ];
    let mut tx = tx;
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static UPDATE: Sql = Sql::new("UPDATE push_subscriptions SET alerts = $1, policy = $2 WHERE id = $3");

/// Changes what an app wants to be told.
pub async fn update(mut db: impl Exec, subscription: &PushSubscription) -> Result<()> {
    let values = [words(&subscription.alerts), subscription.policy.as_str().into(), subscription.id.into()];
    db.exec(&UPDATE, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {push_subscription p} FROM push_subscriptions p WHERE p.id = $1");

/// The subscription with this id.
pub async fn find(mut db: impl Exec, id: PushSubscriptionId) -> Result<Option<PushSubscription>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_BY_TOKEN: Sql =
    Sql::new("SELECT {push_subscription p} FROM push_subscriptions p WHERE p.token_id = $1");

/// The subscription of a token.
pub async fn find_by_token(mut db: impl Exec, token: TokenId) -> Result<Option<PushSubscription>> {
    db.find(&FIND_BY_TOKEN, &[token.into()]).await
}

static LIST: Sql =
    Sql::new("SELECT {push_subscription p} FROM push_subscriptions p WHERE p.account_id = $1 ORDER BY p.id");

/// The subscriptions of an account's apps.
pub async fn list(mut db: impl Exec, account: AccountId) -> Result<Vec<PushSubscription>> {
    db.rows(&LIST, &[account.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM push_subscriptions WHERE id = $1");

/// Ends a subscription.
pub async fn delete(mut db: impl Exec, id: PushSubscriptionId) -> Result<()> {
    db.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static INSERT_MESSAGE: Sql = Sql::new(
    "INSERT INTO pushes (id, subscription_id, notification_id, due_at) VALUES ($1, $2, $3, 0)
         ON CONFLICT DO NOTHING",
);

/// Adds a message, due at once.
pub async fn insert_message(
    mut tx: &mut Tx,
    id: Id<PushMessage>,
    subscription: PushSubscriptionId,
    notification: NotificationId,
) -> Result<()> {
    tx.exec(&INSERT_MESSAGE, &[id.into(), subscription.into(), notification.into()]).await?;
    tx.signal(Signal::Pushes);
    Ok(())
}

static DUE: Sql = Sql::new(
    "SELECT p.id, p.subscription_id, p.notification_id, p.tries
       FROM pushes p WHERE p.due_at <= $1 ORDER BY p.due_at, p.id LIMIT $2",
);

/// Messages that are due.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<PushMessage>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

static DELETE_MESSAGE: Sql = Sql::new("DELETE FROM pushes WHERE id = $1");

/// The message arrived, or was given up.
pub async fn delete_message(mut db: impl Exec, id: Id<PushMessage>) -> Result<()> {
    db.exec(&DELETE_MESSAGE, &[id.into()]).await?;
    Ok(())
}

static FAIL: Sql = Sql::new("UPDATE pushes SET tries = tries + 1, due_at = $1 WHERE id = $2");

/// The message did not arrive: try again at `due_at`.
pub async fn fail(mut db: impl Exec, id: Id<PushMessage>, due_at: Timestamp) -> Result<()> {
    db.exec(&FAIL, &[due_at.into(), id.into()]).await?;
    Ok(())
}

impl FromRow for PushSubscription {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            token_id: row.take()?,
            account_id: row.take()?,
            access_token: row.take()?,
            endpoint: row.take()?,
            p256dh: row.take()?,
            auth: row.take()?,
            standard: row.take()?,
            alerts: kinds(row)?,
            policy: row.word(PushPolicy::parse)?,
        })
    }
}

/// Kinds as stored. One that this program does not know is left out.
fn kinds(row: &mut Cursor<'_>) -> Result<Vec<NotificationKind>> {
    let words: Vec<String> = row.json()?;
    Ok::<_, Error>(words.iter().filter_map(|word| NotificationKind::parse(word)).collect())
}

impl FromRow for PushMessage {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            subscription_id: row.take()?,
            notification_id: row.take()?,
            tries: row.take()?,
        })
    }
}
