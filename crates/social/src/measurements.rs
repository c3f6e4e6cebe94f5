//! What is known of sizes and durations of files, as apps read them.

use serde_json::Value;

/// What another server told of sizes and durations, with what is known since the file and its preview are kept here.
pub(crate) fn measured(told: Option<&str>, kept: Option<&str>) -> Option<String> {
    let mut meta = read(told).filter(Value::is_object).unwrap_or_else(|| Value::Object(Default::default()));
    let kept = read(kept)?;
    for part in ["original", "small"] {
        if let Some(size) = kept.get(part).filter(|_| part == "small" || meta.get(part).is_none()) {
            meta[part] = size.clone();
        }
    }
    Some(meta.to_string())
}

/// Sizes and durations, with the preview's of another.
pub(crate) fn with_small(meta: Option<&str>, preview: Option<&str>) -> Option<String> {
    let mut meta = read(meta).unwrap_or_else(|| Value::Object(Default::default()));
    if let Some(small) = read(preview).and_then(|preview| preview.get("original").cloned()) {
        meta["small"] = small;
    }
    Some(meta.to_string())
}

fn read(text: Option<&str>) -> Option<Value> {
    text.and_then(|text| serde_json::from_str(text).ok())
}
