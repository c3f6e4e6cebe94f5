//! Proof of work: instead of a riddle by somebody else, a browser that wishes to join does some sums. It costs a person a
//! second, and whoever sends thousands of forms hours. Whoever cannot do them waits for a yes.

use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
    rand::SystemRandom,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::limits;
use moka::sync::Cache;

use crate::{Fault, Result, Site, secrets};

/// What this process needs to know its own tasks again. A restart forgets them: whoever was about to join gets another.
#[derive(Debug)]
pub(crate) struct Tasks {
    key: Option<hmac::Key>,
    used: Cache<String, ()>,
}

impl Default for Tasks {
    fn default() -> Self {
        let key = hmac::Key::generate(hmac::HMAC_SHA256, &SystemRandom::new()).ok();
        let used = Cache::builder()
            .max_capacity(limits::PROOFS_REMEMBERED)
            .time_to_live(std::time::Duration::from_millis(limits::PROOF_MS.unsigned_abs()))
            .build();
        Self { key, used }
    }
}

/// A task that is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be proved: until when it counts, something that comes once, and our seal.
    pub challenge: String,
    /// With how many zero bits SHA-256 of the challenge, a colon and the answer must begin.
    pub bits: u32,
}

/// What somebody answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// The challenge.
    pub challenge: String,
    /// The answer.
    pub answer: String,
}

/// Sets a task to whoever wishes to join, where the settings ask for one.
pub fn set(site: &Site) -> Result<Option<Task>> {
    let bits = site.settings().door.proof_bits;
    let Some(key) = site.tasks.key.as_ref().filter(|_| bits > 0) else { return Ok(None) };
    let until = site.now().plus_millis(limits::PROOF_MS).as_millis();
    let body = format!("{until}.{}", secrets::make()?);
    let seal = URL_SAFE_NO_PAD.encode(hmac::sign(key, body.as_bytes()));
    Ok(Some(Task { challenge: format!("{body}.{seal}"), bits }))
}

/// Whether somebody did what was asked; a task counts once.
pub(super) fn is_done(site: &Site, proof: Option<&Proof>) -> Result<bool> {
    let bits = site.settings().door.proof_bits;
    if bits == 0 {
        return Ok(true);
    }
    let Some(Proof { challenge, answer }) = proof else { return Ok(false) };
    let key = site.tasks.key.as_ref().ok_or_else(|| Fault::new("there is no key for tasks"))?;
    let Some((body, seal)) = challenge.rsplit_once('.') else { return Ok(false) };
    let Ok(seal) = URL_SAFE_NO_PAD.decode(seal) else { return Ok(false) };
    let until = body.split('.').next().and_then(|until| until.parse::<i64>().ok());
    let is_ours = hmac::verify(key, body.as_bytes(), &seal).is_ok()
        && until.is_some_and(|until| until >= site.now().as_millis());
    if !is_ours || answer.len() > limits::PROOF_BYTES || !is_enough(challenge, answer, bits) {
        return Ok(false);
    }
    Ok(site.tasks.used.entry(challenge.clone()).or_insert(()).is_fresh())
}

fn is_enough(challenge: &str, answer: &str, bits: u32) -> bool {
    let sum = digest(&SHA256, format!("{challenge}:{answer}").as_bytes());
    let mut zeros = 0;
    for byte in sum.as_ref() {
        zeros += byte.leading_zeros();
        if *byte != 0 {
            break;
        }
    }
    zeros >= bits
}

/// Does what is asked, as a browser does it.
pub fn solve(task: &Task) -> Proof {
    let answer = (0_u64..)
        .map(|number| number.to_string())
        .find(|number| is_enough(&task.challenge, number, task.bits));
    Proof { challenge: task.challenge.clone(), answer: answer.unwrap_or_default() }
}
