//! Lists of neighbours to limit or suspend that others keep: read once a day through the guarded client.

use social::blocklists::subscriptions;
use url::Url;

use crate::{Federation, fetch::Wanted, limits};

/// The media types in which such lists come.
const KINDS: &[&str] = &["text/csv", "text/plain", "application/csv", "application/octet-stream"];

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
        let wanted =
            Wanted { accept: "text/csv, text/plain;q=0.5", kinds: KINDS, most: limits::BLOCKLIST_BYTES + 1 };
        let fetched = self.0.client.get_plain(&url, wanted).await.map_err(|error| error.to_string())?;
        if fetched.body.len() > limits::BLOCKLIST_BYTES {
            // Half of a list would say that the rest was taken back.
            return Err(format!("it is larger than {} bytes", limits::BLOCKLIST_BYTES));
        }
        String::from_utf8(fetched.body).map_err(|_| "it is not UTF-8".to_owned())
    }
}
