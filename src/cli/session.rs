//! Session: what a run has read, what went wrong, and the exit status that follows.

use std::{
    collections::HashSet,
    fs::File,
    io::{BufWriter, Write},
};

use incident_mapper::{
    export,
    read::{Fate, Problem, ReadError},
};
use serde::Serialize;

use super::{
    console::Console,
    failure::{Failure, Status},
    flags::{FailOn, FailureFlags},
};

/// Documents by what became of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Documents {
    /// Something was found in them.
    pub(crate) mapped: u64,
    /// Nothing was, perhaps because they hold no text.
    pub(crate) empty: u64,
    /// They are of a format that is not read.
    pub(crate) skipped: u64,
    /// They could not be read.
    pub(crate) failed: u64,
}

/// So many documents with the id of another are told.
const SAME_IDS_TOLD: u64 = 10;

/// What a run found, for `--fail-on`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Found {
    /// Reports, features or toponyms.
    pub(crate) all: u64,
    /// Those without a place.
    pub(crate) unresolved: u64,
}

/// A line of `--errors`.
#[derive(Serialize)]
struct ErrorLine<'e> {
    id: Option<&'e str>,
    file: Option<&'e str>,
    line: Option<usize>,
    error: String,
}

/// The bookkeeping of a run over documents or reports.
pub(crate) struct Session<'f> {
    flags: &'f FailureFlags,
    pub(crate) console: Console,
    pub(crate) documents: Documents,
    warnings: u64,
    errors: Option<BufWriter<File>>,
    formats_told: HashSet<String>,
    members_told: HashSet<String>,
    same_ids: u64,
}

impl<'f> Session<'f> {
    pub(crate) fn begin(flags: &'f FailureFlags) -> Result<Self, Failure> {
        let create = |path| {
            File::create(path).map(BufWriter::new).map_err(|error| {
                let path = std::path::Path::display(path);
                Failure::Unfinished(format!("{path}: the file of errors cannot be written: {error}; name another"))
            })
        };
        Ok(Self {
            console: Console::new(flags.quiet),
            documents: Documents::default(),
            warnings: 0,
            errors: flags.errors.as_deref().map(create).transpose()?,
            formats_told: HashSet::new(),
            members_told: HashSet::new(),
            same_ids: 0,
            flags,
        })
    }

    /// A document was worked on, and so many things were found in it.
    pub(crate) fn read(&mut self, found: u64) {
        if found > 0 {
            self.documents.mapped += 1;
        } else {
            self.documents.empty += 1;
        }
        self.console.step();
    }

    /// A document was not read, or not without a remark.
    pub(crate) fn unread(&mut self, error: &ReadError) -> Result<(), Failure> {
        match error.problem.fate() {
            Fate::Failed => {
                let (id, file) = (error.id.as_deref(), Some(error.file.as_str()));
                return self.failed(id, file, error.line, &error.to_string(), &error.problem);
            }
            Fate::Empty => self.documents.empty += 1,
            Fate::Skipped => {
                self.documents.skipped += 1;
                if let Problem::OtherFormat(format) = &error.problem
                    && !self.formats_told.insert(format.clone())
                {
                    return Ok(()); // one word about a format is enough; the summary has the number
                }
            }
            Fate::Noted => {
                if matches!(error.problem, Problem::SameId(_)) {
                    self.same_id(error);
                    return Ok(());
                }
                if let Problem::UnknownMember(name) = &error.problem
                    && !self.members_told.insert(name.clone())
                {
                    return Ok(()); // a thousand articles with `tags` need no thousand words
                }
            }
        }
        self.warn(&error.to_string());
        Ok(())
    }

    /// A file of a million lines with one id must not give a million warnings.
    fn same_id(&mut self, error: &ReadError) {
        self.same_ids += 1;
        match self.same_ids {
            ..=SAME_IDS_TOLD => self.warn(&error.to_string()),
            n if n == SAME_IDS_TOLD + 1 => {
                self.warn("further documents whose id is not their own are not told");
            }
            _ => self.warnings += 1,
        }
    }

    /// A document or a report line failed. `message` says where, `problem` only what.
    pub(crate) fn failed(
        &mut self,
        id: Option<&str>,
        file: Option<&str>,
        line: Option<usize>,
        message: &str,
        problem: &dyn std::fmt::Display,
    ) -> Result<(), Failure> {
        self.documents.failed += 1;
        self.warnings += 1;
        if self.flags.keep_going {
            self.console.warn(message);
        } else {
            self.console.warn_always(message); // it changes the exit status, so --quiet does not hide it
        }
        let Some(errors) = &mut self.errors else {
            return Ok(());
        };
        let error = problem.to_string();
        let line = ErrorLine { id, file, line, error };
        serde_json::to_writer(&mut *errors, &line)
            .map_err(std::io::Error::from)
            .and_then(|()| errors.write_all(b"\n"))
            .map_err(|error| self.errors_lost(&error))
    }

    /// Something that the user should know.
    pub(crate) fn warn(&mut self, message: &str) {
        self.warnings += 1;
        self.console.warn(message);
    }

    /// Something that the user should know even if all else is silent: what was asked for is not there.
    pub(crate) fn warn_always(&mut self, message: &str) {
        self.warnings += 1;
        self.console.warn_always(message);
    }

    fn errors_lost(&self, error: &std::io::Error) -> Failure {
        let path = self.flags.errors.as_deref().unwrap_or("".as_ref()).display();
        Failure::Unfinished(format!("{path}: cannot be written: {error}; make room"))
    }

    /// Says `summary` and gives the exit status.
    pub(crate) fn end(mut self, summary: &str, found: Found) -> Result<Status, Failure> {
        self.console.finish();
        self.console.tell(summary);
        self.exit(found)
    }

    /// Gives the exit status.
    pub(crate) fn exit(mut self, found: Found) -> Result<Status, Failure> {
        if let Some(mut errors) = self.errors.take() {
            errors.flush().map_err(|error| self.errors_lost(&error))?;
        }
        let met = |what: &FailOn| match what {
            FailOn::Unresolved if found.unresolved > 0 => {
                Some(format!("unresolved: {} without a place", found.unresolved))
            }
            FailOn::Nothing if found.all == 0 => Some("nothing: nothing was found".to_owned()),
            FailOn::Warnings if self.warnings > 0 => Some(format!("warnings: {}", self.warnings)),
            _ => None,
        };
        let mut status = Status::Done;
        for reason in self.flags.fail_on.iter().filter_map(met) {
            self.console.error(&format!("--fail-on {reason}"));
            status = Status::Wanting;
        }
        if self.documents.failed > 0 && !self.flags.keep_going {
            status = Status::Wanting;
        }
        Ok(status)
    }
}

impl Found {
    pub(crate) fn add(&mut self, more: Self) {
        self.all += more.all;
        self.unresolved += more.unresolved;
    }
}

impl Documents {
    fn all(self) -> u64 {
        self.mapped + self.empty + self.skipped + self.failed
    }

    /// "3 documents (1 empty, 2 failed)"
    pub(crate) fn summary(self) -> String {
        let all = self.all();
        let rest: Vec<_> = [(self.empty, "empty"), (self.skipped, "skipped"), (self.failed, "failed")]
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, word)| format!("{n} {word}"))
            .collect();
        let all = count(all, "document");
        if rest.is_empty() { all } else { format!("{all} ({})", rest.join(", ")) }
    }
}

impl From<Documents> for export::Documents {
    fn from(documents: Documents) -> Self {
        Self {
            read: documents.all(),
            mapped: documents.mapped,
            empty: documents.empty,
            skipped: documents.skipped,
            failed: documents.failed,
        }
    }
}

/// "1 document", "2 documents"
pub(crate) fn count(n: u64, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_read_well() {
        let mut documents = Documents { mapped: 1, ..Documents::default() };
        assert_eq!(documents.summary(), "1 document");
        (documents.empty, documents.failed) = (1, 2);
        assert_eq!(documents.summary(), "4 documents (1 empty, 2 failed)");
    }
}
