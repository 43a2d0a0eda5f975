//! Format: how a file's bytes become documents. A further format (html, csv, RSS, WARC) is a variant of [`Format`], its
//! extensions and a function of an open stream; a compressed one (gzip, zstd) is a decoder around the stream in [`open`].

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::Path,
};

use super::{Document, LARGEST_DOCUMENT, Problem, ReadError, input::Entry, json_lines, plain};

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One document, the whole file, plain or Markdown, perhaps with front matter.
    Text,
    /// A document a line.
    JsonLines,
}

/// What a name says of a file in a folder.
pub(super) enum Known {
    /// It is read.
    Read(Format),
    /// Plainly no document: an image, a map, a program.
    NoDocument,
    /// It may be a document that is not read; how to call such files.
    Other(String),
}

/// Files that nobody expects to be read as news, among them our own layers.
const NO_DOCUMENT: &[&str] = &[
    "bmp", "css", "geojson", "geojsonl", "gif", "gpkg", "ico", "jpeg", "jpg", "js", "json", "lock", "log", "map",
    "mp3", "mp4", "png", "py", "qgs", "qgz", "qml", "rs", "sh", "svg", "tif", "tiff", "toml", "vrt", "webp", "woff",
    "woff2", "yaml", "yml",
];

/// Formats that hold text but that would be read as gibberish if they were taken for it.
const UNREADABLE: &[&str] = &[
    "bz2", "csv", "doc", "docx", "epub", "gz", "htm", "html", "odt", "pdf", "rtf", "tar", "tsv", "warc", "xls", "xlsx",
    "xml", "xz", "zip", "zst",
];

/// The documents of one file, with the lines that they begin on.
pub(super) type Documents = Box<dyn Iterator<Item = Result<Found, ReadError>> + Send>;

/// A document as a file has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) document: Document,
    /// Counted from 1; none where the file is the document.
    pub(super) line: Option<usize>,
}

impl Format {
    fn of_extension(extension: &str) -> Option<Self> {
        match extension {
            "txt" | "text" | "md" | "markdown" => Some(Self::Text),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            _ => None,
        }
    }

    /// By a file's name, in a folder.
    pub(super) fn known(path: &Path) -> Known {
        let extension = extension(path);
        if let Some(format) = Self::of_extension(&extension) {
            Known::Read(format)
        } else if NO_DOCUMENT.contains(&extension.as_str()) {
            Known::NoDocument
        } else if extension.is_empty() {
            Known::Other("files without an extension".into())
        } else {
            Known::Other(format!(".{extension} files"))
        }
    }

    /// The extension, with its dot, of a file that was named and that is no text.
    pub(super) fn unreadable(path: &Path) -> Option<String> {
        let extension = extension(path);
        let no_text = UNREADABLE.contains(&extension.as_str())
            || matches!(extension.as_str(), "png" | "jpg" | "jpeg" | "gif" | "webp");
        no_text.then(|| format!(".{extension}"))
    }

    /// By a file's name, when it was named itself; none when its first bytes must tell.
    pub(super) fn of_name(path: &Path) -> Option<Self> {
        Self::of_extension(&extension(path))
    }
}

fn extension(path: &Path) -> String {
    path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// The documents of the file, or of standard input for `-`; its first bytes tell the format if none is given.
pub(super) fn open(entry: &Entry, format: Option<Format>) -> Documents {
    let stream: Box<dyn Read + Send> = if entry.path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        match File::open(&entry.path) {
            Ok(file) => Box::new(file),
            Err(error) => return Box::new(std::iter::once(Err(entry.error(Problem::Io(error))))),
        }
    };
    match read_as(entry, format, stream) {
        Ok(documents) => documents,
        Err(error) => Box::new(std::iter::once(Err(entry.error(Problem::Io(error))))),
    }
}

fn read_as(entry: &Entry, format: Option<Format>, mut stream: Box<dyn Read + Send>) -> io::Result<Documents> {
    let mut head = Vec::new();
    let format = match format {
        Some(format) => format,
        None => sniff(&mut stream, &mut head)?,
    };
    let stream = Cursor::new(head).chain(stream);
    Ok(match format {
        Format::JsonLines => {
            let lines: Box<dyn BufRead + Send> = Box::new(BufReader::with_capacity(1 << 16, stream));
            Box::new(json_lines::JsonLines::new(entry.clone(), lines))
        }
        Format::Text => {
            let mut bytes = Vec::new();
            stream.take(LARGEST_DOCUMENT + 1).read_to_end(&mut bytes)?;
            Box::new(plain::documents(entry, bytes).into_iter())
        }
    })
}

/// Plain text does not begin with `{"`, `{}` or `[{`; JSON does. Reads as much into `head` as it takes to see.
fn sniff(stream: &mut impl Read, head: &mut Vec<u8>) -> io::Result<Format> {
    let mut piece = [0; 512];
    loop {
        let bare = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let mut signs = bare.iter().filter(|b| !b.is_ascii_whitespace() && **b != 0x1e);
        match (signs.next(), signs.next()) {
            (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{')) => {
                return Ok(Format::JsonLines);
            }
            (Some(b'{' | b'['), None) | (None, _) if head.len() < 1 << 16 => {}
            _ => return Ok(Format::Text),
        }
        match stream.read(&mut piece) {
            Ok(0) => return Ok(Format::Text),
            Ok(n) => head.extend_from_slice(&piece[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sniffs() {
        for (text, format) in [
            ("{\"text\": \"x\"}", Format::JsonLines),
            ("\u{feff}\n\n { \"text\"", Format::JsonLines),
            ("\u{1e}{\"a\"", Format::JsonLines),
            ("[{\"text\"", Format::JsonLines),
            ("", Format::Text),
            ("  \n", Format::Text),
            ("{curly} news", Format::Text),
            ("[Updated] Sirens sounded", Format::Text),
        ] {
            let mut head = Vec::new();
            assert_eq!(sniff(&mut text.as_bytes(), &mut head).unwrap(), format, "{text:?}");
        }
    }

    #[test]
    fn a_pipe_that_drips_is_sniffed_alike() {
        struct Drip<'t>(&'t [u8]);
        impl Read for Drip<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let n = self.0.len().min(1);
                into[..n].copy_from_slice(&self.0[..n]);
                self.0 = &self.0[n..];
                Ok(n)
            }
        }
        let mut head = Vec::new();
        assert_eq!(sniff(&mut Drip(b"{ \"text\": \"x\"}"), &mut head).unwrap(), Format::JsonLines);
    }
}
