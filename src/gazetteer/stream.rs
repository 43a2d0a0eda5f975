//! Stream: the bytes of a file in, the same bytes out once they are known to be UTF-8, with the lines that they stand in.
//!
//! Files of twelve million rows pass through here, so it holds one block and the starts of that block's lines.

use std::{
    collections::VecDeque,
    io::{self, Read},
    path::Path,
};

use super::GazetteerError;

/// Bytes read at a time.
const BLOCK: usize = 1 << 16;
/// A first line longer than this is no text that we know.
const LONGEST: usize = 1 << 20;

/// Text that is read block by block.
pub(crate) struct Stream<R> {
    from: R,
    /// Checked bytes that were not taken yet, after `at`.
    block: Vec<u8>,
    at: usize,
    /// The beginning of a character that a block's end cut.
    cut: Vec<u8>,
    /// Bytes of the file that were checked, a byte order mark counted.
    checked: usize,
    /// Bytes that were checked, a byte order mark not counted.
    offset: u64,
    /// Line feeds so far.
    feeds: usize,
    /// Offset and line of each line that is not blank, from the one that was asked for last.
    starts: VecDeque<(u64, usize)>,
    after_end: bool,
    ended: bool,
    wrong: Option<Wrong>,
}

/// What no text may have.
#[derive(Debug, Clone, Copy)]
struct Wrong {
    line: usize,
    byte: usize,
}

impl<R: Read> Stream<R> {
    /// The text of `from`; a byte order mark at its beginning is left out.
    pub(crate) fn new(from: R) -> Self {
        Self {
            from,
            block: Vec::with_capacity(BLOCK + 4),
            at: 0,
            cut: Vec::new(),
            checked: 0,
            offset: 0,
            feeds: 0,
            starts: VecDeque::new(),
            after_end: true,
            ended: false,
            wrong: None,
        }
    }

    /// The first line that is not blank, without taking it; none if there is none.
    ///
    /// # Errors
    /// What reading gives.
    pub(crate) fn first_line(&mut self) -> io::Result<Option<&str>> {
        let is_end = |b: &u8| matches!(b, b'\n' | b'\r');
        let (start, end) = loop {
            let text = &self.block[self.at..];
            let start = text.iter().position(|b| !b.is_ascii_whitespace());
            let end = start.and_then(|start| text[start..].iter().position(is_end).map(|n| start + n));
            if let (Some(start), Some(end)) = (start, end) {
                break (start, end);
            }
            if text.len() > LONGEST || !self.more()? {
                let length = self.block.len() - self.at;
                match start {
                    None => return Ok(None),
                    Some(start) => break (start, length),
                }
            }
        };
        let line = &self.block[self.at + start..self.at + end];
        // the cut at `LONGEST` may be within a character
        Ok(Some(std::str::from_utf8(line).unwrap_or_default()))
    }

    /// The line of the first character at or after `offset` that is no line end; offsets have to rise.
    pub(crate) fn line_at(&mut self, offset: u64) -> usize {
        while self.starts.len() > 1 && self.starts[0].0 < offset {
            self.starts.pop_front();
        }
        self.starts.front().map_or(self.feeds + 1, |&(_, line)| line)
    }

    /// Takes the next line that is not blank, without its end, and its number; none at the end.
    ///
    /// # Errors
    /// What reading gives.
    pub(crate) fn next_line(&mut self, line: &mut String) -> io::Result<Option<usize>> {
        line.clear();
        loop {
            let text = &self.block[self.at..];
            let end = text.iter().position(|&b| b == b'\n');
            let Some(end) = end else {
                if self.more()? {
                    continue;
                }
                // the last line has no end
                let number = self.feeds + 1;
                line.push_str(std::str::from_utf8(&self.block[self.at..]).unwrap_or_default());
                self.at = self.block.len();
                trim_end(line);
                return Ok((!line.is_empty()).then_some(number));
            };
            // one `\n` a line, so the offset of this one tells its number
            let behind = self.offset - (text.len() as u64);
            line.push_str(std::str::from_utf8(&text[..end]).unwrap_or_default());
            self.at += end + 1;
            trim_end(line);
            if !line.is_empty() {
                return Ok(Some(self.line_at(behind)));
            }
        }
    }

    /// Reads a block more behind what is there; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        if self.wrong.is_some() {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if self.ended {
            return Ok(false);
        }
        self.block.drain(..self.at);
        self.at = 0;
        let old = self.block.len();
        self.block.append(&mut self.cut);
        let held = self.block.len();
        self.block.resize(held + BLOCK, 0);
        let read = loop {
            match self.from.read(&mut self.block[held..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => {
                    self.block.truncate(held);
                    return Err(e);
                }
                Ok(read) => break read,
            }
        };
        self.block.truncate(held + read);
        self.ended = read == 0;
        let fresh = &self.block[old..];
        if let Err(error) = std::str::from_utf8(fresh) {
            let valid = error.valid_up_to();
            if error.error_len().is_some() || self.ended {
                let line = self.feeds + fresh[..valid].split(|&b| b == b'\n').count();
                self.wrong = Some(Wrong { line, byte: self.checked + valid });
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.cut = self.block.split_off(old + valid);
        }
        let first = self.checked == 0;
        self.checked += self.block.len() - old;
        if first && self.block[old..].starts_with("\u{feff}".as_bytes()) {
            self.block.drain(old..old + 3);
        }
        self.count(old);
        Ok(!self.ended)
    }

    /// Notes the lines of the block from `old` on.
    fn count(&mut self, old: usize) {
        for &byte in &self.block[old..] {
            if matches!(byte, b'\n' | b'\r') {
                self.after_end = true;
                self.feeds += usize::from(byte == b'\n');
            } else if self.after_end {
                self.after_end = false;
                self.starts.push_back((self.offset, self.feeds + 1));
            }
            self.offset += 1;
        }
    }

    /// The error of the file that reading it gave.
    pub(crate) fn error(&self, path: &Path, source: io::Error) -> GazetteerError {
        let path = path.into();
        match self.wrong {
            Some(Wrong { line, byte }) => GazetteerError::NotUtf8 { path, line, byte },
            None => GazetteerError::Read { path, source },
        }
    }
}

fn trim_end(line: &mut String) {
    if line.ends_with('\r') {
        line.pop();
    }
}

impl<R: Read> Read for Stream<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // an empty block in the middle is the first part of a character
        while self.at == self.block.len() {
            if !self.more()? {
                return Ok(0);
            }
        }
        let taken = out.len().min(self.block.len() - self.at);
        out[..taken].copy_from_slice(&self.block[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a byte at a time, so that every character is cut.
    struct Slow<'t>(&'t [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let Some((&first, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            out[0] = first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn lines(text: &[u8]) -> Vec<(usize, String)> {
        let mut stream = Stream::new(Slow(text));
        let mut line = String::new();
        let mut lines = Vec::new();
        while let Some(number) = stream.next_line(&mut line).unwrap() {
            lines.push((number, line.clone()));
        }
        lines
    }

    #[test]
    fn lines_have_their_numbers() {
        let text = "\u{feff}ä\tb\r\n\n\nç\n€";
        assert_eq!(lines(text.as_bytes()), [(1, "ä\tb".into()), (4, "ç".into()), (5, "€".into())]);
        assert_eq!(lines(b"").len(), 0);
        assert_eq!(lines(b"\n\na\n\n"), [(3, "a".into())]);
        assert_eq!(Stream::new(Slow(text.as_bytes())).first_line().unwrap(), Some("ä\tb"));
        assert_eq!(Stream::new(Slow(b" \n\n")).first_line().unwrap(), None);
    }

    #[test]
    fn what_is_not_text_is_named() {
        for text in [&b"\xef\xbb\xbfab\ncd\n\xff"[..], b"\xef\xbb\xbfab\ncd\n\xc3"] {
            let mut stream = Stream::new(Slow(text));
            let source = stream.read_to_string(&mut String::new()).unwrap_err();
            let error = stream.error(Path::new("p"), source).to_string();
            assert!(error.starts_with("p:3: not UTF-8 text (byte 9 of"), "{error}");
        }
    }
}
