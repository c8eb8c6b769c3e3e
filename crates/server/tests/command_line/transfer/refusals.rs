//! What is refused, in a sentence, and changes nothing.

use std::fs;

use errand_test_support::{TestDatabase, on_both_databases};

use super::archive::{self, files};
use super::{on, used};
use crate::errand::Errand;

const NOT_AN_ARCHIVE: &str = "the file is not an archive made by `errand backup`";

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_file_is_not_restored() {
    let app = used(TestDatabase::sqlite().await).await;
    let errand = on(&app.database);
    errand.run(["backup", "a.gz"]).success();
    errand
        .run(["backup", "b.db", "--format", "sqlite"])
        .success();
    let errand = errand.with("DATABASE_URL", "sqlite://new/errand.db");
    let lines = archive::lines(&errand.path("a.gz"));
    let with = |name: &str, index: usize, from: &str, to: &str| {
        let mut lines = lines.clone();
        let line = lines[index].replace(from, to);
        assert_ne!(line, lines[index]);
        lines[index] = line;
        archive::write(&errand.path(name), &lines);
    };
    let bytes = fs::read(errand.path("a.gz")).unwrap();
    fs::write(errand.path("cut"), &bytes[..bytes.len() / 2]).unwrap();
    fs::write(errand.path("empty"), "").unwrap();
    fs::write(errand.path("text"), "Dear diary,\n".repeat(99)).unwrap();
    archive::write(&errand.path("other"), &["Dear diary,".to_owned()]);
    archive::write(&errand.path("short"), &lines[..lines.len() - 1]);
    with("changed", 1, "example.org", "example.com");
    with("narrow", 1, r#"[""#, r#"["1",""#);
    with("later", 0, r#""migration":"m2026"#, r#""migration":"m2099"#);
    with("wider", 0, r#""email_typed""#, r#""email_wanted""#);
    let damaged = |how: &str| format!("the archive is damaged: {how}");
    let other_version = "the archive has the tables of another version of Errand (m20";
    for (name, complaint) in [
        ("cut", damaged("it cannot be decompressed to its end")),
        ("short", damaged("it ends too early")),
        ("changed", damaged("a checksum is wrong")),
        ("narrow", damaged("a row has too few or too many values")),
        ("later", other_version.to_owned()),
        ("wider", other_version.to_owned()),
        ("empty", NOT_AN_ARCHIVE.to_owned()),
        ("text", NOT_AN_ARCHIVE.to_owned()),
        ("other", NOT_AN_ARCHIVE.to_owned()),
        (
            "b.db",
            "the file is a SQLite database, not an archive: ".to_owned(),
        ),
    ] {
        let said = errand.run(["restore", name]).failure();
        let expected = format!("{name} cannot be restored: {complaint}");
        assert!(said.starts_with(&expected), "{said}");
        assert!(!errand.path("new").exists(), "{name}");
    }
    let said = errand.run(["restore", "none.gz"]).failure();
    assert!(said.starts_with("none.gz cannot be read: "), "{said}");
    assert!(!errand.path("new").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_overwrites_nothing_and_leaves_nothing_behind() {
    let database = TestDatabase::sqlite().await;
    let errand = on(&database).file("a.gz", "precious");
    let said = errand.run(["backup", "a.gz"]).failure();
    assert_eq!(said, "a.gz exists already, and is left as it is");
    assert_eq!(fs::read(errand.path("a.gz")).unwrap(), b"precious");
    let said = errand.run(["backup", "none/a.gz"]).failure();
    assert!(said.starts_with("none/a.gz cannot be written: "), "{said}");
    assert_eq!(files(&errand.path("")), ["a.gz"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sqlite_backup_of_postgres_is_refused() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let errand = on(&database);
    let said = errand
        .run(["backup", "b.db", "--format", "sqlite"])
        .failure();
    assert_eq!(said, "only a SQLite database has a backup in this format");
    assert!(files(&errand.path("")).is_empty());
}

#[test]
fn addresses_that_lead_nowhere_are_refused() {
    let errand = Errand::new().file("url", "sqlite://none.db\n");
    for (from, complaint) in [
        (
            "nonsense",
            "FROM must be a URL such as sqlite://data/errand.db or ",
        ),
        (
            "sqlite://none.db",
            "there is no database at none.db: run `errand migrate` first",
        ),
        (
            "@url",
            "there is no database at none.db: run `errand migrate` first",
        ),
        ("@none", "none cannot be read: "),
    ] {
        let said = errand.run(["copy-db", from, "sqlite://to.db"]).failure();
        assert!(said.starts_with(complaint), "{said}");
    }
    let said = errand
        .run(["copy-db", "sqlite://none.db", "nonsense"])
        .failure();
    assert!(said.starts_with("TO must be a URL such as "), "{said}");
    assert_eq!(files(&errand.path("")), ["url"]);
}

on_both_databases! {
    async fn databases_of_other_versions_are_neither_copied_nor_written_to(database: TestDatabase) {
        let app = used(database).await;
        let full = app.database.url();
        let (older, newer) = (
            app.database.empty_sibling().await,
            app.database.empty_sibling().await,
        );
        on(&older).run(["migrate", "up"]).success();
        on(&older).run(["migrate", "down"]).success();
        on(&newer).run(["migrate", "up"]).success();
        newer.execute("INSERT INTO migrations (name) VALUES ('m2099')").await;
        let errand = on(&app.database);
        let said = errand.run(["copy-db", full, older.url()]).failure();
        assert_eq!(said, "the database has the tables of another version of Errand; use a new one");
        let said = errand.run(["copy-db", older.url(), full]).failure();
        assert_eq!(said, "the tables are not up to date: run `errand migrate` first");
        for (from, to) in [(full, newer.url()), (newer.url(), full)] {
            let said = errand.run(["copy-db", from, to]).failure();
            assert!(said.contains("the database is newer than this program"), "{said}");
        }
        let said = on(&newer).run(["backup", "a.gz"]).failure();
        assert!(said.contains("the database is newer than this program"), "{said}");
        let users = "SELECT CAST(COUNT(*) AS text) FROM users";
        for database in [&older, &newer] {
            assert_eq!(database.query_text(users).await, "0");
        }
    }
}
