//! Nodes of a finite-state map, as the crate `fst` writes them (version 3): one step from a node by a byte.
//!
//! The crate reads a node whole before it looks for a byte in it, and panics where a node is damaged. Looking up names
//! is most of what a document costs, so the steps are our own; a test holds them against the crate's.
//!
//! A node lies before its address, its last byte first: what it is, then the sizes of its numbers, its bytes, the
//! addresses that they lead to, their outputs.

/// Where a map ends that goes no further: a node that is not written.
const END: usize = 0;
/// A node of more transitions has a table from byte to transition.
const INDEXED: usize = 32;
/// The frequent bytes, which a node of one transition holds in its last byte, from 1 on.
const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRN\
M+LOqHG";

/// The address of the root.
pub(super) fn root(map: &[u8]) -> usize {
    // the last four bytes are a checksum
    let at = map.len().checked_sub(12).and_then(|at| number(map, at, 8));
    at.and_then(|at| usize::try_from(at).ok()).unwrap_or(END)
}

/// The address that `byte` leads to from the node at `address`, and the output on the way.
#[inline]
pub(super) fn step(map: &[u8], address: usize, byte: u8) -> Option<(usize, u64)> {
    if address == END {
        return None;
    }
    let state = *map.get(address)?;
    if state & 0x80 == 0 {
        return Node::read(map, address, state)?.step(map, byte);
    }
    let mut at = address;
    let input = match usize::from(state & 0x3f) {
        0 => {
            at = at.checked_sub(1)?;
            *map.get(at)?
        }
        common => COMMON[common - 1],
    };
    if input != byte {
        return None;
    }
    at = at.checked_sub(1)?;
    if state & 0x40 != 0 {
        return Some((at, 0)); // the node directly before
    }
    let (address_size, output_size) = sizes(*map.get(at)?);
    let end = at.checked_sub(address_size + output_size)?;
    Some((target(map, end + output_size, address_size, end)?, number(map, end, output_size)?))
}

/// The output of the name that ends with the node at `address`, if one does.
pub(super) fn ending(map: &[u8], address: usize) -> Option<u64> {
    if address == END {
        return Some(0);
    }
    let state = *map.get(address)?;
    if state & 0xc0 != 0x40 {
        return None;
    }
    let node = Node::read(map, address, state)?;
    number(map, node.end, node.output_size)
}

/// A node of any number of transitions.
struct Node {
    /// One past its bytes.
    inputs: usize,
    /// Its first byte.
    end: usize,
    transitions: usize,
    address_size: usize,
    output_size: usize,
}

impl Node {
    #[inline]
    fn read(map: &[u8], address: usize, state: u8) -> Option<Self> {
        let mut at = address.checked_sub(1)?;
        let mut transitions = usize::from(state & 0x3f);
        if transitions == 0 {
            // 1 would have been written in the state
            transitions = match map.get(at)? {
                1 => 256,
                &n => n.into(),
            };
            at = at.checked_sub(1)?;
        }
        let (address_size, output_size) = sizes(*map.get(at)?);
        let inputs = if transitions > INDEXED { at.checked_sub(256)? } else { at };
        let last = usize::from(state & 0x40 != 0) * output_size;
        let end = inputs.checked_sub(transitions * (1 + address_size + output_size) + last)?;
        Some(Self { inputs, end, transitions, address_size, output_size })
    }

    #[inline]
    fn step(&self, map: &[u8], byte: u8) -> Option<(usize, u64)> {
        let n = if self.transitions > INDEXED {
            usize::from(*map.get(self.inputs + usize::from(byte))?)
        } else {
            let inputs = map.get(self.inputs - self.transitions..self.inputs)?;
            let position = inputs.iter().position(|&input| input == byte)?;
            self.transitions - 1 - position
        };
        if n >= self.transitions {
            return None;
        }
        let addresses = self.inputs - self.transitions;
        let outputs = addresses - self.transitions * self.address_size;
        let address = target(map, addresses - (n + 1) * self.address_size, self.address_size, self.end)?;
        Some((address, number(map, outputs - (n + 1) * self.output_size, self.output_size)?))
    }
}

/// Bytes of an address and of an output.
fn sizes(byte: u8) -> (usize, usize) {
    (usize::from(byte >> 4), usize::from(byte & 15))
}

/// The address that is written at `at`, as its distance before the node's first byte.
fn target(map: &[u8], at: usize, size: usize, end: usize) -> Option<usize> {
    match usize::try_from(number(map, at, size)?).ok()? {
        0 => Some(END),
        distance => end.checked_sub(distance),
    }
}

/// The number of `size` bytes at `at`; more bytes follow any number of a node.
fn number(map: &[u8], at: usize, size: usize) -> Option<u64> {
    if size == 0 {
        return Some(0);
    }
    let eight = u64::from_le_bytes(*map.get(at..)?.first_chunk()?);
    Some(eight & u64::MAX >> (64 - 8 * size.min(8)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(map: &[u8], key: &[u8]) -> Option<u64> {
        let mut all = 0;
        let mut at = root(map);
        for &byte in key {
            let (next, output) = step(map, at, byte)?;
            all += output;
            at = next;
        }
        ending(map, at).map(|output| all + output)
    }

    #[test]
    fn every_key_is_found_and_no_other() {
        // all bytes, in nodes of one transition, of a few, of more than 32 and of 256
        let mut keys: Vec<Vec<u8>> = (0..=255).map(|b| vec![b]).collect();
        keys.extend((0..40).map(|b| vec![b'a', b]));
        keys.extend((0..=255).map(|b| vec![b'b', 7, b, b, 1]));
        keys.extend([&b"new"[..], b"new delhi", b"new york", b"newark"].map(<[u8]>::to_vec));
        keys.sort();
        let pairs = || keys.iter().zip((0..).map(|n: u64| n * n * 977));
        let map = fst::Map::from_iter(pairs()).unwrap();
        let bytes = map.as_fst().as_bytes();
        assert!(pairs().all(|(key, value)| get(bytes, key) == Some(value)));
        for key in [&b""[..], b"ne", b"new d", b"newarks", b"b", b"b\x07a"] {
            assert_eq!(get(bytes, key), map.get(key), "{key:?}");
        }
    }

    #[test]
    fn an_empty_map_has_no_key() {
        let map = fst::Map::from_iter(Vec::<(&str, u64)>::new()).unwrap();
        assert_eq!(get(map.as_fst().as_bytes(), b"a"), None);
        assert_eq!(get(map.as_fst().as_bytes(), b""), None);
    }

    #[test]
    fn damaged_bytes_lead_nowhere() {
        for end in 0..40 {
            let map: Vec<u8> = (0..end).map(|n: u8| n.wrapping_mul(0x9d)).collect();
            for at in 0..64 {
                let _ = (step(&map, at, b'a'), ending(&map, at), root(&map));
            }
        }
    }
}
