//! Starting to serve, and the reasons why it fails.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;

use crate::errand::Errand;

const SECRET: &str = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=";

fn production() -> Errand {
    Errand::new().with("ERRAND_ENVIRONMENT", "production")
}

#[test]
fn it_starts_in_an_empty_folder_and_stops_when_asked() {
    let errand = Errand::new();
    let serving = errand.serve();
    assert!(serving.address.ip().is_loopback());
    let mut client = TcpStream::connect(serving.address).unwrap();
    let request = "GET /health/live HTTP/1.1\r\nHost: errand\r\nConnection: close\r\n\r\n";
    client.write_all(request.as_bytes()).unwrap();
    let mut response = String::new();
    client.read_to_string(&mut response).unwrap();
    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
    assert!(errand.path("data/errand.db").is_file());
    assert_eq!(serving.stop().code(), Some(0));
}

#[test]
fn production_starts_with_a_secret_and_does_not_reveal_it() {
    let errand = production().with("JWT_SECRET", SECRET);
    let serving = errand.serve();
    assert!(!errand.path("data/jwt_secret").exists());
    assert!(
        serving
            .said
            .iter()
            .all(|line| line.starts_with('{') && !line.contains(SECRET))
    );
}

#[test]
fn production_without_a_secret_does_not_start() {
    for errand in [production(), production().with("JWT_SECRET", "")] {
        let complaint = errand.run([]).failure();
        assert!(
            complaint.starts_with("JWT_SECRET is missing"),
            "{complaint}"
        );
        assert!(!errand.path("data").exists());
    }
}

#[test]
fn a_weak_secret_prevents_the_start_and_is_not_printed() {
    for (weak, why) in [
        ("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4I", "shorter"),
        ("change-me-n4bQgYhMfWWaL+qgxVrQFaO", "placeholder"),
        ("abababababababababababababababababab", "repeats"),
    ] {
        for environment in ["production", "development"] {
            let errand = Errand::new()
                .with("ERRAND_ENVIRONMENT", environment)
                .with("JWT_SECRET", weak);
            let complaint = errand.run([]).failure();
            assert!(
                complaint.starts_with("JWT_SECRET cannot be used"),
                "{complaint}"
            );
            assert!(
                complaint.contains(why) && !complaint.contains(weak),
                "{complaint}"
            );
        }
    }
}

#[test]
fn development_creates_and_reuses_a_private_folder_and_secret() {
    let errand = Errand::new();
    let path = errand.path("data/jwt_secret");
    let first = errand.serve();
    let made = fs::read_to_string(&path).unwrap();
    let permissions = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(permissions(&path), 0o600);
    assert_eq!(permissions(&errand.path("data")), 0o700);
    let is_told = |said: &[String]| {
        said.iter()
            .any(|line| line.contains("generated a development secret"))
    };
    assert!(is_told(&first.said));
    assert!(!first.said.iter().any(|line| line.contains(&made)));
    drop(first);
    let second = errand.serve();
    assert!(!is_told(&second.said));
    assert_eq!(fs::read_to_string(&path).unwrap(), made);
}

#[test]
fn a_database_that_the_superuser_creates_belongs_to_the_owner_of_its_folder() {
    let errand = Errand::new();
    let folder = errand.path("data");
    fs::create_dir(&folder).unwrap();
    let (user, group) = (12_345, 54_321);
    let Ok(()) = chown(&folder, Some(user), Some(group)) else {
        // Only the superuser can make files for others.
        return;
    };
    errand.run(["migrate"]).success();
    let file = fs::metadata(folder.join("errand.db")).unwrap();
    assert_eq!((file.uid(), file.gid()), (user, group));
}

#[test]
fn a_folder_open_to_everybody_exposes_no_file() {
    let errand = Errand::new().file("data/errand.db", "");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let set = |name: &str, mode| {
        fs::set_permissions(errand.path(name), Permissions::from_mode(mode)).unwrap();
    };
    set("data", 0o777);
    let files = || {
        let files = fs::read_dir(errand.path("data")).unwrap();
        let names = files.map(|file| file.unwrap().path());
        let modes = names.map(|path| (path.file_name().unwrap().to_owned(), mode(&path)));
        modes.collect::<BTreeMap<_, _>>()
    };
    let private = ["errand.db", "errand.db-shm", "errand.db-wal", "jwt_secret"];
    let private = BTreeMap::from(private.map(|name| (name.into(), 0o600)));
    let database = ["errand.db", "errand.db-shm", "errand.db-wal"];
    // A database created elsewhere.
    set("data/errand.db", 0o644);
    drop(errand.serve());
    assert_eq!(files(), private);
    // Files left behind by a killed process, possibly of an older version.
    for name in database {
        set(&format!("data/{name}"), 0o666);
    }
    drop(errand.serve());
    assert_eq!(files(), private);
    // A new database.
    for name in database {
        fs::remove_file(errand.path("data").join(name)).unwrap();
    }
    drop(errand.serve());
    assert_eq!(files(), private);
    assert_eq!(mode(&errand.path("data")), 0o777);
}

#[test]
fn a_secret_file_that_others_can_access_is_refused_until_it_is_private() {
    let errand = Errand::new().file("data/jwt_secret", SECRET);
    let path = errand.path("data/jwt_secret");
    let set = |mode| fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
    for mode in [0o666, 0o644, 0o640, 0o620, 0o604, 0o602] {
        set(mode);
        let complaint = errand.run([]).failure();
        assert_eq!(
            complaint,
            "the secret in data/jwt_secret cannot be used: other users can read or write it; \
             run `chmod 600 data/jwt_secret`, or delete it to get a new one",
            "{mode:o}"
        );
        assert!(!errand.path("data/errand.db").exists());
    }
    set(0o600);
    errand.serve();
}

#[test]
fn the_development_secret_is_stored_beside_the_database() {
    let errand = Errand::new().with("DATABASE_URL", "sqlite://elsewhere/errand.db");
    drop(errand.serve());
    assert!(errand.path("elsewhere/jwt_secret").is_file());
    assert!(!errand.path("data").exists());
}

#[test]
fn a_data_folder_that_cannot_be_created_is_a_clear_failure() {
    let errand = Errand::new().file("data", "");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.starts_with("the secret in data/jwt_secret cannot be used: "),
        "{complaint}"
    );

    let errand = Errand::new()
        .with("JWT_SECRET", SECRET)
        .file("taken", "")
        .with("DATABASE_URL", "sqlite://taken/errand.db");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.starts_with("the folder of the database cannot be made: "),
        "{complaint}"
    );
}

#[test]
fn a_database_file_that_cannot_be_opened_is_a_clear_failure() {
    let errand = Errand::new()
        .with("JWT_SECRET", SECRET)
        .with("DATABASE_URL", "sqlite:///proc/errand.db");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.starts_with("the database cannot be used: "),
        "{complaint}"
    );
}

#[test]
fn a_database_url_of_another_kind_is_a_clear_failure_without_its_password() {
    for url in [
        "mysql://ada:hunter2@localhost/errand",
        "http://ada:hunter2@localhost/errand",
        "ada:hunter2@localhost/errand",
        "postgres://ada:hunter2@[localhost/errand",
        "postgres:ada:hunter2",
        "sqlite://ada:hunter2@my folder/errand.db",
        "sqlite",
    ] {
        let errand = Errand::new().with("DATABASE_URL", url);
        let complaint = errand.run([]).failure();
        assert!(complaint.contains("database"), "{url}: {complaint}");
        assert!(!complaint.contains("hunter2"), "{url}: {complaint}");
    }
}

#[test]
fn a_database_that_does_not_answer_is_a_clear_failure_without_its_password() {
    let errand = Errand::new()
        .with("DATABASE_URL", "postgres://ada:hunter2@127.0.0.1:1/errand")
        .with("ERRAND__DATABASE__ACQUIRE_TIMEOUT_MS", "100");
    let complaint = errand.run([]).failure();
    assert!(
        complaint.starts_with("the database cannot be used: "),
        "{complaint}"
    );
    assert!(complaint.contains("Connection refused"), "{complaint}");
    assert!(!complaint.contains("hunter2"), "{complaint}");
}

#[test]
fn a_port_in_use_is_a_clear_failure() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let errand = Errand::new().with("PORT", &address.port().to_string());
    let complaint = errand.run([]).failure();
    assert!(
        complaint.starts_with(&format!("cannot listen on {address}: ")),
        "{complaint}"
    );
}
