//! Opening: a file's text, whichever way it is packed; told by its first bytes and not by its name.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;
use zip::ZipArchive;

use super::GazetteerError;

const GZIP: &[u8] = b"\x1f\x8b";
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";
const ZIP: &[u8] = b"PK\x03\x04";
/// What an archive of `GeoNames` has beside its table.
const BESIDES: [&str; 2] = ["readme.txt", "iso-languagecodes.txt"];

/// Gives the text of the file at `path` to `read`.
pub(super) fn with<T>(
    path: &Path,
    read: impl FnOnce(&mut dyn Read) -> Result<T, GazetteerError>,
) -> Result<T, GazetteerError> {
    let failed = |source| GazetteerError::Read { path: path.into(), source };
    let mut file = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
    let start = file.fill_buf().map_err(failed)?;
    if start.starts_with(GZIP) {
        read(&mut MultiGzDecoder::new(file))
    } else if start.starts_with(ZSTD) {
        read(&mut Frames(Some(frame(file).map_err(failed)?)))
    } else if start.starts_with(ZIP) {
        let broken = |error: zip::result::ZipError| failed(error.into());
        let mut archive = ZipArchive::new(file).map_err(broken)?;
        let tables: Vec<String> = archive
            .file_names()
            .filter_map(|name| Some(name.ok()?.into_owned()))
            .filter(|name| is_table(name))
            .collect();
        let [name] = tables.as_slice() else {
            let message = format!("{} texts are in the archive; unzip it and name the one that is meant", tables.len());
            return Err(GazetteerError::Archive { path: path.into(), message });
        };
        read(&mut archive.by_name(name).map_err(broken)?)
    } else {
        read(&mut file)
    }
}

fn is_table(name: &str) -> bool {
    !name.ends_with('/')
        && !name.starts_with("__MACOSX/")
        && !BESIDES.iter().any(|other| name.eq_ignore_ascii_case(other))
}

/// The frames of a zstd file, one after another; most have one.
struct Frames<R: Read>(Option<Frame<R>>);

type Frame<R> = StreamingDecoder<R, ruzstd::decoding::FrameDecoder>;

fn frame<R: Read>(from: R) -> io::Result<Frame<R>> {
    StreamingDecoder::new(from).map_err(io::Error::other)
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while let Some(current) = &mut self.0 {
            let read = current.read(out)?;
            if read > 0 || out.is_empty() {
                return Ok(read);
            }
            let Some(mut rest) = self.0.take().map(StreamingDecoder::into_inner) else {
                break;
            };
            if !rest.fill_buf()?.is_empty() {
                self.0 = Some(frame(rest)?);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn text(bytes: &[u8]) -> Result<String, GazetteerError> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        with(file.path(), |from| {
            let mut text = String::new();
            let read = from.read_to_string(&mut text);
            read.map(|_| text).map_err(|source| GazetteerError::Read { path: "p".into(), source })
        })
    }

    fn zipped(names: &[&str]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
        for name in names {
            archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
            archive.write_all(format!("text of {name}").as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all("ä,b".as_bytes()).unwrap();
        let gzip = gzip.finish().unwrap();
        assert_eq!(text(&[gzip.clone(), gzip.clone()].concat()).unwrap(), "ä,bä,b");
        assert!(text(&gzip[..gzip.len() - 9]).is_err(), "cut short");
        let level = ruzstd::encoding::CompressionLevel::Uncompressed;
        let zstd = ruzstd::encoding::compress_to_vec(&b"plain"[..], level);
        assert_eq!(text(&[zstd.clone(), zstd].concat()).unwrap(), "plainplain");
        assert_eq!(text(b"plain").unwrap(), "plain");
        assert_eq!(text(b"").unwrap(), "");
    }

    #[test]
    fn an_archive_has_one_table() {
        assert_eq!(text(&zipped(&["readme.txt", "IN.txt"])).unwrap(), "text of IN.txt");
        let error = text(&zipped(&["PK.txt", "IN.txt"])).unwrap_err().to_string();
        assert!(error.ends_with("2 texts are in the archive; unzip it and name the one that is meant"), "{error}");
    }
}
