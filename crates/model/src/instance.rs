//! The instance: this server as other servers and apps see it.

/// Where this server is on the network. All addresses that leave the house are made here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Host and, if unusual, port: the part of handles after the `@`.
    pub domain: String,
    /// `https`, or `http` for trials on one machine.
    pub scheme: &'static str,
    /// The host, with port if unusual, under which pictures, videos and sounds are found, if that is one of its own.
    pub media_host: Option<String>,
}

impl Instance {
    /// An address on this server; `path` begins with `/`.
    pub fn url(&self, path: &str) -> String {
        format!("{}://{}{path}", self.scheme, self.domain)
    }

    /// An address of a picture, video or sound on this server; `path` begins with `/`.
    pub fn media_url(&self, path: &str) -> String {
        match self.media_origin() {
            Some(origin) => format!("{origin}{path}"),
            None => self.url(path),
        }
    }

    /// Where those are found, if that is a host of its own: scheme and host.
    pub fn media_origin(&self) -> Option<String> {
        self.media_host.as_ref().map(|host| format!("{}://{host}", self.scheme))
    }

    /// The name of the server's own actor: the domain without a port, since some servers (GoToSocial) read
    /// anything with a colon as an address.
    pub fn actor_name(&self) -> &str {
        self.domain.split(':').next().unwrap_or(&self.domain)
    }

    /// Whether `domain` means this server, without regard to case.
    pub fn is_home(&self, domain: &str) -> bool {
        self.domain.eq_ignore_ascii_case(domain)
    }

    /// Whether `url` is an address on this server.
    pub fn owns(&self, url: &str) -> bool {
        url.strip_prefix(self.scheme)
            .and_then(|rest| rest.strip_prefix("://"))
            .and_then(|rest| rest.strip_prefix(self.domain.as_str()))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_very_host_are_ours() {
        let home = Instance { domain: "home.example".into(), scheme: "https", media_host: None };
        assert!(home.owns("https://home.example/ap/users/1"));
        for other in ["https://home.example.evil/", "http://home.example/", "https://home.example:81/x", "x"]
        {
            assert!(!home.owns(other), "{other}");
        }
    }
}
