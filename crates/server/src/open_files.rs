//! How many files and connections the process may have open. Systems grant 1,024 unless asked, and a community of some
//! size talks to more servers than that; whoever asks may have many more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tracing::warn;

/// Fewer than this are too few for a server that others talk to.
const ENOUGH: u64 = 16_384;

/// Takes as many as the system grants. With few, what is over is refused until there is room again.
pub(crate) fn allow_many() {
    let granted = getrlimit(Resource::Nofile);
    let most = Rlimit { current: granted.maximum, ..granted };
    let has = match setrlimit(Resource::Nofile, most) {
        Ok(()) => granted.maximum,
        Err(error) => {
            warn!(%error, "could not raise the limit of open files");
            granted.current
        }
    };
    if let Some(count) = has.filter(|count| *count < ENOUGH) {
        warn!(
            count,
            "this process may have few files and connections open: see LimitNOFILE of systemd, or ulimit -n"
        );
    }
}
