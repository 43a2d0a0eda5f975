//! Exit statuses that need more than a command line: closed pipes, full disks, locks, signals.

#![allow(clippy::unwrap_used, reason = "a test that cannot start must fail")]

use std::{
    fs::{self, File},
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, Output, Stdio},
};

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_incident-mapper"));
    command.args(args);
    command
}

fn run(args: &[&str]) -> Output {
    program(args).output().unwrap()
}

fn waiting_for_input(args: &[&str]) -> Child {
    program(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let lines = "{\"id\":0,\"text\":\"It was calm in Pune.\"}\n".repeat(5_000);
    let input = folder.path().join("many.jsonl");
    fs::write(&input, lines).unwrap();
    let mut child = program(&["places", input.to_str().unwrap(), "--quiet"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("{\"id\":\"0\""), "{first}");
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn failed_documents_are_written_to_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("in.jsonl"), "{\"id\":\"x\",\"text\":1}\n{\n").unwrap();
    let errors = path("errors.jsonl");
    // the file of errors lies in the folder that is read, and is not read
    for _ in 0..2 {
        let output = run(&["extract", folder.path().to_str().unwrap(), "--errors", &errors]);
        assert_eq!(output.status.code(), Some(1));
        let lines = fs::read_to_string(&errors).unwrap();
        let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(
            lines,
            [
                serde_json::json!({"id": "x", "file": path("in.jsonl"), "line": 1,
                    "error": "`text` is not a string; mend the line or remove it"}),
                serde_json::json!({"id": "in.jsonl:2", "file": path("in.jsonl"), "line": 2,
                    "error": "not valid JSON: EOF while parsing an object; mend the line or remove it"}),
            ]
        );
    }
}

#[test]
fn a_folder_of_our_own_is_not_read_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "It was calm in Pune.").unwrap();
    for target in ["out", "."] {
        let target = folder.path().join(target);
        let args = ["map", folder.path().to_str().unwrap(), "-o", target.to_str().unwrap()];
        let first = run(&args);
        let second = run(&args);
        assert_eq!(first.status.code(), Some(0), "{first:?}");
        let said = |output: &Output| String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(said(&first), said(&second));
        assert!(said(&first).contains("from 1 document"), "{first:?}");
    }
}

#[test]
fn a_run_that_read_nothing_leaves_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("bad.jsonl"), "{\n").unwrap();
    fs::write(path("none.jsonl"), "").unwrap();
    fs::create_dir(path("bare")).unwrap();
    for (input, status) in [("bad.jsonl", 1), ("bare", 1), ("none.jsonl", 0)] {
        let out = path(&format!("out-{input}"));
        let output = run(&["map", &path(input), "-o", &out]);
        assert_eq!(output.status.code(), Some(status), "{output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.contains(&format!("nothing was read, {out} is left as it was")), status == 1, "{said}");
        assert_eq!(fs::exists(&out).unwrap(), status == 0);
    }
}

/// What is written to standard output comes last: whoever does not take it changes neither the files nor the status.
#[cfg(target_os = "linux")]
#[test]
fn an_address_that_nobody_takes_ends_no_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("in.jsonl"), "{\"text\":\"Drones struck Amritsar on 8 May 2025.\"}\n{\n").unwrap();
    for (stdout, status) in [(None, 1), (Some("/dev/full"), 3)] {
        let depfile = path("layers.d");
        let arguments = ["map", &path("in.jsonl"), "-o", &path("out"), "--open", "--depfile", &depfile];
        let mut command = program(&arguments);
        if let Some(full) = stdout {
            command.stdout(File::create(full).unwrap());
        } else {
            let (reader, writer) = std::io::pipe().unwrap();
            drop(reader);
            command.stdout(writer);
        }
        let output = command.stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(status), "{output:?}");
        assert!(fs::read_to_string(&depfile).unwrap().contains("in.jsonl"));
        fs::remove_file(depfile).unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let output = program(&["lookup", "Pune"]).stdout(File::create("/dev/full").unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.starts_with("error: standard output cannot be written"), "{said}");
}

#[test]
fn a_folder_that_another_run_writes_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "It was calm in Pune.").unwrap();
    let input = folder.path().join("a.txt");
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let lock = File::create(out.join(".incident-mapper.lock")).unwrap();
    lock.lock().unwrap();
    let output = run(&["map", input.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(3));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("another run is writing this folder"), "{said}");
    drop(lock);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_the_run_and_replaces_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let mut child = waiting_for_input(&["map", "-", "-o", out.to_str().unwrap()]);
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"It was calm in Pune.").unwrap();
    // the handler is there once the program has taken its input; the pipe is small, so give it more than fits
    input.write_all("\n".repeat(1 << 18).as_bytes()).unwrap();
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let status = child.wait().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(130), "interrupted; nothing was replaced\n"));
    assert!(!out.exists());
    drop(input);
}
