//! Newer versions of this program, where an admin named a place that knows them: read once a day through the guarded client.

use url::Url;

use crate::{Federation, fetch::Wanted, limits};

/// The media types in which they come; forges have types of their own.
const KINDS: &[&str] = &["application/json", "text/plain", "application/octet-stream"];

impl Federation {
    /// Reads which versions there are, if that is due; answers how often it did.
    pub async fn read_updates(&self) -> social::Result<usize> {
        let Some(feed) = social::updates::due(self.site()).await? else { return Ok(0) };
        match self.read_update_feed(&feed.url).await {
            Ok(text) => social::updates::arrived(self.site(), feed, &text).await?,
            Err(why) => social::updates::failed(self.site(), feed, &why).await?,
        }
        Ok(1)
    }

    async fn read_update_feed(&self, address: &str) -> Result<String, String> {
        let url = Url::parse(address).map_err(|_| "it is not an address".to_owned())?;
        let wanted = Wanted { accept: "application/json", kinds: KINDS, most: limits::UPDATES_BYTES };
        let fetched = self.0.client.get_plain(&url, wanted).await.map_err(|error| error.to_string())?;
        String::from_utf8(fetched.body).map_err(|_| "it is not UTF-8".to_owned())
    }
}
