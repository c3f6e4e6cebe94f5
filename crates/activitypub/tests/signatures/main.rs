//! Signatures: what we sign can be verified, what is tampered with is refused, and what other implementations
//! signed is judged as they say.

mod draft;
mod request;
mod standard;
mod vectors;

const NOW_MS: i64 = 1_763_892_000_000;
const HOUR_MS: i64 = 3_600_000;
const KEY_ID: &str = "https://far.example/u/bob#main-key";
