//! Every SQL statement is taken by both engines.

use std::{fs, path::Path};

use crate::with_site;

#[test]
fn every_statement_can_be_prepared() {
    with_site(async |home| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src");
        let mut count = 0;
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "rs") || path.ends_with("sql.rs") {
                continue;
            }
            for sql in store::sql::statements_in(&fs::read_to_string(&path).unwrap()) {
                if let Err(error) = home.site.store.prepare(&sql).await {
                    panic!("{}: {error}\n{}", path.display(), sql.for_postgres());
                }
                count += 1;
            }
        }
        assert!(count > 100, "only {count} statements were found: does the search still work?");
    });
}
