//! Lists of neighbours to limit or suspend that others keep: read once a day through the guarded client. They are files of
//! Mastodon's kind, or datasets of FIRES, of which the snapshot is read page by page.

use serde_json::{Value, json};
use social::blocklists::subscriptions;
use url::Url;

use crate::{Federation, fetch::Wanted, limits};

/// The media types in which such lists come.
const KINDS: &[&str] = &[
    "text/csv",
    "text/plain",
    "application/csv",
    "application/octet-stream",
    "application/ld+json",
    "application/json",
    "application/activity+json",
];
const ACCEPT: &str = "text/csv, application/ld+json;q=0.9, application/json;q=0.8, text/plain;q=0.5";

/// What came from an address, and how much there may still be.
struct Read {
    text: String,
    room: usize,
}

impl Federation {
    /// Reads the lists that are due; answers how many there were.
    pub async fn read_blocklists(&self) -> social::Result<usize> {
        let due = subscriptions::due(self.site()).await?;
        for list in &due {
            match self.read_blocklist(&list.url).await {
                Ok(text) => subscriptions::arrived(self.site(), list, &text).await?,
                Err(why) => subscriptions::failed(self.site(), list, &why).await?,
            }
        }
        Ok(due.len())
    }

    async fn read_blocklist(&self, address: &str) -> Result<String, String> {
        let url = Url::parse(address).map_err(|_| "it is not an address".to_owned())?;
        let read = self.read_part(&url, limits::BLOCKLIST_BYTES).await?;
        match serde_json::from_str::<Value>(&read.text) {
            Ok(document) if document.is_object() => self.read_dataset(&url, document, read.room).await,
            _ => Ok(read.text),
        }
    }

    async fn read_part(&self, url: &Url, room: usize) -> Result<Read, String> {
        let wanted = Wanted { accept: ACCEPT, kinds: KINDS, most: room + 1 };
        let fetched = self.0.client.get_plain(url, wanted).await.map_err(|error| error.to_string())?;
        // Half of a list would say that the rest was taken back.
        let left = room
            .checked_sub(fetched.body.len())
            .ok_or_else(|| format!("it is larger than {} bytes", limits::BLOCKLIST_BYTES))?;
        let text = String::from_utf8(fetched.body).map_err(|_| "it is not UTF-8".to_owned())?;
        Ok(Read { text, room: left })
    }

    /// Reads all that a dataset says now, from what stood at its address.
    async fn read_dataset(&self, url: &Url, found: Value, mut room: usize) -> Result<String, String> {
        let mut page = found;
        let mut base = url.clone();
        let mut items = Vec::new();
        for _ in 0..limits::BLOCKLIST_PAGES {
            items.extend(
                ["orderedItems", "items"].iter().filter_map(|name| page[name].as_array()).flatten().cloned(),
            );
            let next = match &page["endpoints"]["snapshot"] {
                Value::Null if page["first"].is_null() => page["next"].take(),
                Value::Null => page["first"].take(),
                snapshot => snapshot.clone(),
            };
            page = match next {
                Value::Null => return Ok(json!({ "items": items }).to_string()),
                Value::String(address) => {
                    base = base.join(&address).map_err(|_| "a page of it has no address".to_owned())?;
                    let read = self.read_part(&base, room).await?;
                    room = read.room;
                    serde_json::from_str(&read.text).map_err(|_| "a page of it is not JSON".to_owned())?
                }
                // The first page is there already.
                within => within,
            };
        }
        Err(format!("it has more than {} pages", limits::BLOCKLIST_PAGES))
    }
}
