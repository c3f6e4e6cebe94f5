//! NodeInfo: what a server says of itself to statistics (http://nodeinfo.diaspora.software).

use serde_json::{Value, json};

/// Figures that a server publishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeInfo {
    /// Version of the software.
    pub version: String,
    /// Where its source is; empty if that is not known.
    pub repository: String,
    /// Members.
    pub users: i64,
    /// Members active in the last four weeks.
    pub active_month: i64,
    /// Members active in the last half year.
    pub active_half_year: i64,
    /// Statuses published here.
    pub local_posts: i64,
    /// Whether anybody may sign up.
    pub open_registrations: bool,
    /// The server's name.
    pub node_name: String,
    /// What the server is about.
    pub node_description: String,
}

/// The document at `/.well-known/nodeinfo`, which also says who the server itself is (FEP-2677); `base` is its address
/// without a slash at the end, `actor` that of its actor.
pub fn discovery(base: &str, actor: &str) -> Value {
    let link = |version: &str| {
        json!({
            "rel": format!("http://nodeinfo.diaspora.software/ns/schema/{version}"),
            "href": format!("{base}/nodeinfo/{version}"),
        })
    };
    let itself = json!({ "rel": "https://www.w3.org/ns/activitystreams#Application", "href": actor });
    json!({ "links": [link("2.0"), link("2.1"), itself] })
}

impl NodeInfo {
    /// The document of version 2.0.
    pub fn v2_0(&self) -> Value {
        self.document("2.0", json!({ "name": "fanfare", "version": self.version }))
    }

    /// The document of version 2.1.
    pub fn v2_1(&self) -> Value {
        let mut software = json!({ "name": "fanfare", "version": self.version });
        if !self.repository.is_empty() {
            software["repository"] = json!(self.repository);
        }
        self.document("2.1", software)
    }

    fn document(&self, version: &str, software: Value) -> Value {
        let mut document = json!({
            "version": version,
            "protocols": ["activitypub"],
            "services": { "outbound": [], "inbound": [] },
            "usage": {
                "users": {
                    "total": self.users,
                    "activeMonth": self.active_month,
                    "activeHalfyear": self.active_half_year,
                },
                "localPosts": self.local_posts,
            },
            "openRegistrations": self.open_registrations,
            "metadata": {
                "nodeName": self.node_name,
                "nodeDescription": self.node_description,
                // Libraries of apps that do not know this program learn here whose API it speaks.
                "upstream": { "name": "mastodon" },
            },
        });
        document["software"] = software;
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_versions_differ_in_what_they_say_of_the_software() {
        let info = NodeInfo {
            version: "1.0.0".to_owned(),
            repository: "https://code.example/fanfare".to_owned(),
            users: 3,
            active_month: 2,
            active_half_year: 3,
            local_posts: 7,
            open_registrations: false,
            node_name: "Home".to_owned(),
            node_description: String::new(),
        };
        let (old, new) = (info.v2_0(), info.v2_1());
        assert_eq!(old["software"], json!({ "name": "fanfare", "version": "1.0.0" }));
        assert_eq!(new["software"]["repository"], "https://code.example/fanfare");
        assert_eq!((&old["version"], &new["version"]), (&json!("2.0"), &json!("2.1")));
        assert_eq!(old["usage"], new["usage"]);
        assert_eq!(
            new["usage"],
            json!({ "users": { "total": 3, "activeMonth": 2, "activeHalfyear": 3 }, "localPosts": 7 })
        );
        let links = discovery("https://home.example", "https://home.example/actor");
        assert_eq!(links["links"][1]["href"], "https://home.example/nodeinfo/2.1");
    }
}
