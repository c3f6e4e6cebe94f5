//! Sees to it that a change of the built web client is embedded anew, and tells when there is none.

use std::{env, fs, path::Path};

fn main() {
    let built = Path::new("../../client/dist");
    println!("cargo::rerun-if-changed={}", built.display());
    println!("cargo::rerun-if-env-changed=FANFARE_REQUIRE_CLIENT");
    // A debug build reads the files from the folder, so it must be there even while it is empty.
    fs::create_dir_all(built).expect("the folder of the web client can be made");
    if built.join(".vite/manifest.json").exists() {
        return;
    }
    let advice =
        "the web client is not built, so this program has none: run `npm ci && npm run build` in client/";
    // A release without its client would be a blank page for everybody.
    assert!(env::var_os("FANFARE_REQUIRE_CLIENT").is_none(), "{advice}");
    println!("cargo::warning={advice}");
}
