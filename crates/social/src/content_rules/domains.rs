//! Where the links of a status lead.

use url::Url;

/// The hosts to which safe HTML links, one for each address, without those of people and tags.
pub(super) fn of_links(html: &str) -> Vec<String> {
    markup::links::links(html).iter().filter_map(|link| host(link)).collect()
}

/// The hosts of all that is marked as a link, each once: a neighbour could mark any link as a person or a tag.
pub(super) fn of_all(html: &str) -> Vec<String> {
    let addresses = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let mut hosts: Vec<String> = addresses.filter_map(host).collect();
    hosts.sort_unstable();
    hosts.dedup();
    hosts
}

fn host(address: &str) -> Option<String> {
    Some(Url::parse(address).ok()?.host_str()?.to_owned())
}

/// Whether a host is a domain or below it.
pub(super) fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

/// A domain as hosts are written, if it is one.
pub(super) fn plain(written: &str) -> Option<String> {
    let bare = written.trim().trim_start_matches("*.").trim_start_matches('.').to_lowercase();
    let bare = bare.strip_prefix("https://").or(bare.strip_prefix("http://")).unwrap_or(&bare);
    let bare = bare.trim_end_matches('/');
    let is_bare = !bare.is_empty() && !bare.contains(['/', '@', ':', '?', '#', ' ']);
    let url = is_bare.then(|| Url::parse(&format!("https://{bare}")).ok()).flatten()?;
    url.host_str().filter(|host| host.contains('.')).map(str::to_owned)
}
