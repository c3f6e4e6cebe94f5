//! Workers that misbehave, and what becomes of it.
