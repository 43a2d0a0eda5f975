//! The program's behaviour as its users see it: `tests/cmd/*.md` and `*.toml`, run by trycmd.
//! `TRYCMD=overwrite cargo test --test cmd` takes what the program does now as what it should do.

#[test]
fn cmd() {
    trycmd::TestCases::new().case("tests/cmd/*.md").case("tests/cmd/*.toml");
}
