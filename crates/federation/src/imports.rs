//! Lists that people bring along: whom and what they name is looked up, on their own server if need be.

use social::portable::import::{self, Found, Named};

use crate::Federation;

impl Federation {
    /// Works on the next lines of lists that wait; answers how many lines that were.
    pub async fn import_due(&self) -> social::Result<usize> {
        let site = self.site();
        let mut done = 0;
        for (list, me, lines) in import::due(site).await? {
            for line in &lines {
                let found = match import::named(list.kind, line) {
                    Named::Account("") | Named::Status("") | Named::Nothing => Found::Nothing,
                    Named::Account(address) => match import::known(site, address).await? {
                        Some(known) => Found::Account(Box::new(known)),
                        None => found(self.resolve_account(address).await?, Found::Account),
                    },
                    Named::Status(address) => found(self.resolve_status(address).await?, Found::Status),
                };
                import::done(site, &list, &me, line, found).await?;
                done += 1;
            }
        }
        Ok(done)
    }
}

fn found<T>(answer: Option<T>, kind: impl Fn(Box<T>) -> Found) -> Found {
    answer.map_or(Found::Nothing, |found| kind(Box::new(found)))
}
