//! Reader: all inputs as one stream of documents.

use std::{
    collections::{HashSet, VecDeque},
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::{
    Document, Format, Input, InputError, Problem, ReadError,
    folder::Folder,
    format::{self, Documents, Found},
    input::Entry,
};

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The day of publication of documents that do not tell theirs.
    pub published: Option<Date>,
    /// Files and folders that are passed by wherever they are met: those that the run writes.
    pub exclude: Vec<PathBuf>,
    /// Keep the names of all that is read, for [`Reader::was_read`]; the memory for them grows with the input.
    pub remember: bool,
}

/// So many ids are remembered to tell of equal ones: memory must not grow with the input (1 M ids are 18 MB).
const IDS_REMEMBERED: usize = 1 << 20;

/// The documents of all inputs, in the order of the inputs.
///
/// ```no_run
/// use incident_mapper::read::{ReadOptions, Reader};
/// for document in Reader::open(&["reports".into()], ReadOptions::default())? {
///     match document {
///         Ok(document) => println!("{}", document.id),
///         Err(error) => eprintln!("{error}"),
///     }
/// }
/// # Ok::<(), incident_mapper::read::InputError>(())
/// ```
pub struct Reader {
    inputs: VecDeque<Input>,
    folder: Option<Folder>,
    /// The open file, and how to open it.
    file: Option<(String, Documents)>,
    /// A document whose note was given first.
    waiting: Option<Document>,
    options: ReadOptions,
    ids: HashSet<u64>,
    was_read: Vec<PathBuf>,
}

impl Reader {
    /// Looks at every input before any is read.
    ///
    /// # Errors
    /// An input that is not there or is of a format that is no text.
    pub fn open(inputs: &[PathBuf], options: ReadOptions) -> Result<Self, InputError> {
        let inputs = inputs.iter().map(|path| Input::named(path)).collect::<Result<VecDeque<_>, _>>()?;
        if inputs.iter().filter(|i| **i == Input::Stdin).count() > 1 {
            return Err(InputError::StdinTwice);
        }
        Ok(Self { inputs, folder: None, file: None, waiting: None, options, ids: HashSet::new(), was_read: Vec::new() })
    }

    /// The files that were opened so far and the folders that were looked into, if [`ReadOptions::remember`] asks for
    /// them; a folder changes when a file comes or goes.
    pub fn was_read(&self) -> &[PathBuf] {
        &self.was_read
    }

    fn start(&mut self, input: Input) {
        let (entry, format) = match input {
            Input::Folder(root) => {
                self.folder = Some(Folder::new(root, self.options.exclude.clone()));
                return;
            }
            Input::Stdin => {
                let (path, id) = ("-".into(), "-".into());
                (Entry { path, id }, None)
            }
            Input::File(path) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                let id = name.to_string_lossy().into_owned();
                let format = Format::of_name(Path::new(name));
                (Entry { path, id }, format)
            }
        };
        self.read(&entry, format);
    }

    fn read(&mut self, entry: &Entry, format: Option<Format>) {
        if self.options.remember && entry.path != Path::new("-") {
            self.was_read.push(entry.path.clone());
        }
        let path = entry.path.to_string_lossy().into_owned();
        self.file = Some((path, format::open(entry, format)));
    }

    /// Fills in the default date, and holds back a document that holds no text or has an id twice.
    fn admit(&mut self, file: &str, found: Found) -> Result<Document, ReadError> {
        let mut document = found.document;
        document.published = document.published.or(self.options.published);
        let empty = document.text.trim().is_empty() && document.title.as_deref().is_none_or(|t| t.trim().is_empty());
        if !empty && !self.repeats(&document.id) {
            return Ok(document);
        }
        let mut error = ReadError {
            id: Some(document.id.clone()),
            file: file.to_owned(),
            line: found.line,
            column: None,
            problem: Problem::Empty,
        };
        if !empty {
            error.problem = Problem::SameId(document.id.clone());
            self.waiting = Some(document);
        }
        Err(error)
    }

    fn repeats(&mut self, id: &str) -> bool {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        let hash = hasher.finish();
        if self.ids.len() < IDS_REMEMBERED { !self.ids.insert(hash) } else { self.ids.contains(&hash) }
    }
}

impl Iterator for Reader {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(document) = self.waiting.take() {
            return Some(Ok(document));
        }
        loop {
            if let Some((path, mut documents)) = self.file.take()
                && let Some(item) = documents.next()
            {
                let item = item.and_then(|found| self.admit(&path, found));
                self.file = Some((path, documents));
                return Some(item);
            }
            if let Some(folder) = &mut self.folder {
                let found = folder.next();
                if self.options.remember {
                    self.was_read.append(&mut folder.entered);
                }
                match found {
                    Some(Ok((entry, format))) => {
                        self.read(&entry, Some(format));
                        continue;
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => self.folder = None,
                }
            }
            let input = self.inputs.pop_front()?;
            self.start(input);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(root: &Path, inputs: &[&str], options: ReadOptions) -> Vec<String> {
        let inputs: Vec<_> = inputs.iter().map(|i| root.join(i)).collect();
        Reader::open(&inputs, options)
            .unwrap()
            .map(|item| match item {
                Ok(d) => format!("{} {}", d.id, d.published.map_or("-".into(), |p| p.to_string())),
                Err(e) => format!("! {e}").replace(&*root.to_string_lossy(), "").split(';').next().unwrap().to_owned(),
            })
            .collect()
    }

    #[test]
    fn inputs_in_their_order_with_what_is_wrong_between() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            std::fs::create_dir_all(root.path().join("in")).unwrap();
            std::fs::write(root.path().join(name), text).unwrap();
        };
        write("in/b.txt", "It fell.");
        write("in/empty.txt", " \n");
        write(
            "in/c.jsonl",
            "{\"text\":\"x\",\"published\":\"2025-05-10\"}\n{\"text\":\"\"}\n{\"title\":\"Only\",\"text\":\"\"}",
        );
        write("z.txt", "First.");
        let published = super::super::day("2024-01-01");
        let options = ReadOptions { published, ..ReadOptions::default() };
        assert_eq!(
            read(root.path(), &["z.txt", "in", "in/b.txt"], options),
            [
                "z.txt 2024-01-01",
                "b.txt 2024-01-01",
                "c.jsonl:1 2025-05-10",
                "! /in/c.jsonl:2: holds no text",
                "c.jsonl:3 2024-01-01",
                "! /in/empty.txt: holds no text",
                "! /in/b.txt: an earlier document has the same id, \"b.txt\"",
                "b.txt 2024-01-01",
            ]
        );
    }

    #[test]
    fn what_was_read_is_remembered() {
        let root = tempfile::tempdir().unwrap();
        let at = |name: &str| root.path().join(name);
        for folder in ["news/deep", "news/layers", "elsewhere"] {
            std::fs::create_dir_all(at(folder)).unwrap();
        }
        let files = ["news/a.txt", "news/a.d", "news/photo.jpg", "news/old.pdf", "news/.hidden.txt", "news/deep/b.txt"];
        for file in files.into_iter().chain(["news/layers/c.txt", "elsewhere/d.txt", "z.txt"]) {
            std::fs::write(at(file), "It fell.").unwrap();
        }
        let mut expected = vec!["news", "news/a.txt", "news/deep", "news/deep/b.txt", "z.txt"];
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(at("elsewhere"), at("news/link")).unwrap();
            expected.splice(4..4, ["news/link", "news/link/d.txt"]);
        }
        let options =
            ReadOptions { exclude: vec![at("news/layers"), at("news/a.d")], remember: true, ..ReadOptions::default() };
        let mut reader = Reader::open(&[at("news"), at("z.txt")], options).unwrap();
        while reader.next().is_some() {}
        assert_eq!(reader.was_read(), expected.into_iter().map(at).collect::<Vec<_>>());
    }

    #[test]
    fn inputs_that_cannot_be_used() {
        let open = |inputs: &[&str]| {
            let inputs: Vec<_> = inputs.iter().map(PathBuf::from).collect();
            match Reader::open(&inputs, ReadOptions::default()) {
                Ok(_) => "open".to_owned(),
                Err(error) => error.to_string(),
            }
        };
        assert_eq!(open(&["none.txt"]), "none.txt: there is no such file or folder; check the path");
        assert_eq!(open(&["-", "-"]), "`-` is named twice; standard input can be read only once");
    }
}
