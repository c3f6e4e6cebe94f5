//! Whether each case is told somewhere: its number stands at the beginning of a text in one of the stories.

use std::{fs, path::Path};

/// HTTP signatures, authority over objects, what is between some people, requests that others would have us make, bombs,
/// what would be more than words and pictures, and the ways in.
const CASES: [u16; 172] = [
    1, 2, 3, 4, 6, 7, 8, 9, 10, 12, 13, 14, 15, 17, 18, 19, 24, 25, 26, 27, 32, 33, 35, 36, 38, 39, 40, 41,
    43, 46, 47, 51, 52, 54, 55, 56, 57, 58, 59, 61, 62, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 77, 78,
    79, 80, 82, 87, 88, 90, 92, 97, 99, 102, 103, 104, 105, 108, 109, 111, 114, 117, 118, 119, 120, 121, 122,
    123, 124, 126, 128, 129, 130, 131, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 146, 147, 148,
    149, 150, 151, 153, 154, 156, 158, 159, 160, 161, 162, 163, 164, 165, 167, 168, 170, 171, 172, 173, 174,
    176, 177, 179, 180, 181, 182, 183, 190, 192, 193, 194, 195, 197, 198, 199, 200, 201, 207, 208, 209, 211,
    212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224, 225, 227, 228, 229, 230, 232, 234, 235,
    236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246,
];
/// Where stories about those who mean harm live.
const PLACES: [&str; 8] = [
    "tests/it",
    "tests/it/access",
    "tests/it/hostile",
    "tests/it/settings",
    "tests/it/staff",
    "src/http",
    "../federation/tests",
    "../federation/src",
];

#[test]
fn every_case_is_told() {
    let mut told = String::new();
    for place in PLACES {
        for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(place)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("covered.rs") {
                told.push_str(&fs::read_to_string(&path).unwrap());
            }
        }
    }
    // One sentence may tell several.
    let is_told =
        |case: u16| ["\"", ", "].iter().any(|before| told.contains(&format!("{before}S-{case:03}")));
    let missing: Vec<u16> = CASES.into_iter().filter(|case| !is_told(*case)).collect();
    assert_eq!(missing, [0; 0], "cases that no story tells");
}
