//! Small packets that become very large when they are unpacked.

use base64::{Engine, engine::general_purpose::STANDARD};

/// Five hundred megabytes of spaces, packed with Brotli.
const BROTLI: &str = "z///f/glQOKxQCD3/p/////wSwDEYQGA7v0/////4ZcAiMMiAN37f/7//8MvARCHBQC69//8//+HXwIgDgsAdO//+f//D78EQBwW\
    AOje//P//x9+CYA4LADQvf/n//8//BIAcVgAoHv/z///f/glAOKwAED3/p/////wSwDEYQGA7v0/////4ZcAiMMCAN37f/7//8Mv\
    ARCHBQC69//8//+HXwIgDgsAdO//+f//D78EQBwWAOje//P//x9+CYA4LADQvf/n//8//BIAcVgAoHv/z///f/glAOKwAED3/p//\
    ///wSwDEYQGA7v0/////4ZcAiMMCAN37f/7//8MvARCHBQC69//8//+HXwIgDgsAdO//+f//D78EQBwWAOje//P//x9+CYA4LADQ\
    vf/n//8//BIAcVgAoHv/z///f/glAOKwAED3/p/////wSwDEYQGA7v0/////4ZcAiMMCAN37f/7//8MvARCHBQC69//8//+HXwIg\
    DgsAdO//+f//D78EQBwWAOje//P//x9+CYA4LADQvf/P//8f/BIAcVgAoHv/Aw==";
/// The longest repetition that one code can name.
const RUN: u64 = 258;

/// So many megabytes of spaces, packed with gzip.
pub fn gzip(megabytes: u64) -> Vec<u8> {
    // Magic, deflate, no flags, no time, no system.
    let mut packed = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let mut bits = Bits { bytes: &mut packed, held: 0, count: 0 };
    // The last block, with the fixed codes; one space; then again and again what stood one byte before.
    bits.push(0b1, 1);
    bits.push(0b01, 2);
    bits.push_code(0x30 + u32::from(b' '), 8);
    for _ in 0..(megabytes * 1024 * 1024 / RUN) {
        bits.push_code(0b1100_0101, 8);
        bits.push_code(0, 5);
    }
    bits.push_code(0, 7);
    bits.push(0, 7);
    packed.extend([0; 8]);
    packed
}

/// Five hundred megabytes of spaces, packed with Brotli.
pub fn brotli() -> Vec<u8> {
    STANDARD.decode(BROTLI).expect("a constant")
}

/// Bits on their way into bytes, the lowest first.
struct Bits<'a> {
    bytes: &'a mut Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits<'_> {
    fn push(&mut self, bits: u32, count: u32) {
        self.held |= bits << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Codes stand with their highest bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (32 - count), count);
    }
}
