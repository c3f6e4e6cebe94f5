//! Transactions: all or nothing, also when many share one commit.

use std::sync::Arc;

use futures_util::future::join_all;
use model::Timestamp;
use store::{Durability, Exec, Sql, Store, migrate, settings};

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM settings WHERE name LIKE 'n%'");

/// Runs the story on SQLite and, where a server is named, on PostgreSQL.
fn on_each_engine(story: impl AsyncFn(Store)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let sqlite = Store::sqlite(&folder.path().join("x.sqlite"), Durability::Full).expect("a database");
        migrate::run(&sqlite, Timestamp::from_millis(1)).await.expect("migrations run");
        story(sqlite).await;
        if let Ok(url) = std::env::var("FANFARE_TEST_POSTGRES") {
            let name = format!("store_{}_{:p}", std::process::id(), &folder).replace("0x", "");
            let url = store::fresh::empty_postgres(&url, &name).await.expect("a database");
            let postgres = Store::postgres(&url, 8).await.expect("a connection");
            migrate::run(&postgres, Timestamp::from_millis(1)).await.expect("migrations run");
            story(postgres).await;
        }
    });
}

async fn count(store: &Store) -> i64 {
    let mut db = store;
    db.get(&COUNT, &[]).await.expect("a count")
}

#[test]
fn what_is_not_committed_leaves_no_trace() {
    on_each_engine(async |store| {
        let mut tx = store.begin().await.unwrap();
        settings::insert(&mut tx, "n1", "x").await.unwrap();
        drop(tx);
        assert_eq!(count(&store).await, 0);
        let mut tx = store.begin().await.unwrap();
        settings::insert(&mut tx, "n2", "x").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&store).await, 1);
    });
}

#[test]
fn many_writers_at_once_keep_what_they_commit_and_lose_what_they_do_not() {
    on_each_engine(async |store| {
        let store = Arc::new(store);
        let writers = (0..100).map(|number| {
            let store = Arc::clone(&store);
            async move {
                let mut tx = store.begin().await.unwrap();
                settings::insert(&mut tx, &format!("n{number}"), "x").await.unwrap();
                tokio::task::yield_now().await;
                if number % 3 == 0 {
                    drop(tx);
                } else {
                    tx.commit().await.unwrap();
                    let kept = settings::find(&*store, &format!("n{number}")).await.unwrap();
                    assert_eq!(kept.as_deref(), Some("x"), "what was acknowledged can be read");
                }
            }
        });
        join_all(writers).await;
        assert_eq!(count(&store).await, 66);
    });
}

#[test]
fn a_writer_that_gives_up_waiting_holds_up_nobody() {
    on_each_engine(async |store| {
        let held = store.begin().await.unwrap();
        // On SQLite it has to wait; on PostgreSQL it may not have to.
        drop(tokio::time::timeout(std::time::Duration::ZERO, store.begin()).await);
        held.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        settings::insert(&mut tx, "n1", "x").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(count(&store).await, 1);
    });
}

#[test]
fn the_log_of_sqlite_begins_anew_while_it_is_written_to() {
    const PAGE: usize = 4_096;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.sqlite");
        let store = Store::sqlite(&path, Durability::Normal).expect("a database");
        migrate::run(&store, Timestamp::from_millis(1)).await.expect("migrations run");
        let value = "x".repeat(500 * PAGE);
        for number in 0..100 {
            settings::insert(&store, &format!("n{number}"), &value).await.unwrap();
        }
        let log = std::fs::metadata(folder.path().join("x.sqlite-wal")).unwrap().len();
        assert!(log < 25_000 * PAGE as u64, "{log} bytes after 50,000 pages");
        assert_eq!(count(&store).await, 100);
        drop(store);
        assert!(!folder.path().join("x.sqlite-wal").exists(), "nothing is left beside the database");
    });
}
