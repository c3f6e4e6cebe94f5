//! Sees to it that a change of the built web client is embedded anew, and tells when there is none.

use std::{env, path::Path};

fn main() {
    let built = Path::new("../../client/dist");
    println!("cargo::rerun-if-changed={}", built.display());
    println!("cargo::rerun-if-env-changed=FANFARE_REQUIRE_CLIENT");
    if built.join(".vite/manifest.json").exists() {
        return;
    }
    let advice =
        "the web client is not built, so this program has none: run `npm ci && npm run build` in client/";
    // A release without its client would be a blank page for everybody.
    assert!(env::var_os("FANFARE_REQUIRE_CLIENT").is_none(), "{advice}");
    println!("cargo::warning={advice}");
}
