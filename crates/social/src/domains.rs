//! Domains: what is decided of one holds for what is under it.

/// A host and all that it is under, from the host upwards.
pub(crate) fn and_above(host: &str) -> impl Iterator<Item = &str> {
    let above = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    std::iter::once(host).chain(above)
}
