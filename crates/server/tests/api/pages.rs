//! The web pages: the files of `frontend/dist`, embedded in the binary.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use errand_test_support::{Response, TestApp, on_both_databases};
use flate2::read::GzDecoder;
use reqwest::Method;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
    worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The output of the build, which the server must send unchanged.
fn dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../frontend/dist")
}

fn kept(name: &str) -> Vec<u8> {
    fs::read(dist().join(name)).unwrap()
}

/// The URL path of every file.
fn addresses() -> Vec<String> {
    let mut addresses = Vec::new();
    for folder in ["", "assets/", "icons/"] {
        for entry in fs::read_dir(dist().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.contains('.') {
                addresses.push(format!("/{folder}{name}"));
            }
        }
    }
    addresses
}

/// The body and its encoding for a client that accepts these encodings.
async fn get_encoded(app: &TestApp, path: &str, accepted: &str) -> (Vec<u8>, String) {
    let request = app.request(Method::GET, path);
    let request = request.header("accept-encoding", accepted);
    let response = request.send().await.unwrap();
    let encoding = response.headers().get("content-encoding");
    let encoding = encoding.map_or("", |encoding| encoding.to_str().unwrap());
    let encoding = encoding.to_owned();
    (response.bytes().await.unwrap().to_vec(), encoding)
}

fn decoded(bytes: &[u8], encoding: &str) -> Vec<u8> {
    let mut plain = Vec::new();
    match encoding {
        "br" => brotli::Decompressor::new(bytes, 4096).read_to_end(&mut plain),
        "gzip" => GzDecoder::new(bytes).read_to_end(&mut plain),
        _ => return bytes.to_owned(),
    }
    .unwrap();
    plain
}

async fn get_knowing(app: &TestApp, path: &str, tags: &str) -> Response {
    let request = app.request(Method::GET, path);
    app.send(request.header("if-none-match", tags)).await
}

on_both_databases! {
    async fn every_file_of_the_build_is_sent_unchanged_with_its_policy(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in addresses() {
            let response = app.get(&path).await;
            response.assert_status(200);
            assert_eq!(get_encoded(&app, &path, "identity").await.0, kept(&path[1..]), "{path}");
            assert_eq!(response.header("content-security-policy"), POLICY, "{path}");
            assert_eq!(response.header("vary"), "Accept-Encoding, Origin", "{path}");
            let lifetime = if path.starts_with("/assets/") {
                "public, max-age=31536000, immutable"
            } else {
                "no-cache"
            };
            assert_eq!(response.header("cache-control"), lifetime, "{path}");
            let media_type = match path.rsplit('.').next().unwrap() {
                "html" => "text/html; charset=utf-8",
                "js" => "text/javascript; charset=utf-8",
                "css" => "text/css; charset=utf-8",
                "svg" => "image/svg+xml",
                "png" => "image/png",
                "webmanifest" => "application/manifest+json",
                other => panic!("{other}"),
            };
            assert_eq!(response.header("content-type"), media_type, "{path}");
        }
    }

    async fn every_other_path_serves_the_application(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let application = String::from_utf8(kept("index.html")).unwrap();
        for path in [
            "/",
            "/index.html",
            "/account/security",
            "/account/security/",
            "/sign-in?to=/account/data",
            "/verify-email?token=a.b",
            "/tasks/nowhere",
            "/assets/nowhere",
            "/%",
            "/%00",
            "/%F0%9F%A6%8A",
        ] {
            let response = app.get(path).await;
            response.assert_status(200);
            assert_eq!(response.body, application, "{path}");
            assert_eq!(response.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(response.header("content-security-policy"), POLICY);
            assert_eq!(response.header("cache-control"), "no-cache", "{path}");
        }
    }

    async fn a_path_like_the_api_or_a_file_is_not_a_page(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in [
            "/api",
            "/api/v1/nowhere",
            "//api/v1/nowhere",
            "/API/v1/nowhere",
            "/auth/nowhere",
            "/docs-not",
            "/docs/nowhere",
            "/health/nowhere",
            "/metrics",
            "/openapi.json/nowhere",
            "/assets/nowhere.js",
            "/nowhere.txt",
            "/.env",
            "/index.html.br",
            "/index.html.gz",
        ] {
            for method in [Method::GET, Method::POST] {
                let response = app.send(app.request(method, path)).await;
                response.assert_problem(404, "route_not_found");
            }
        }
    }

    async fn no_path_leads_out_of_the_build(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let application = String::from_utf8(kept("index.html")).unwrap();
        for path in [
            "/../package.json",
            "/../../Cargo.toml",
            "/assets/../../package.json",
            "/assets/../index.html",
            "/..%2fpackage.json",
            "/%2e%2e/package.json",
            "/%2e%2e%2fpackage%2ejson",
            "/..\\package.json",
            "/..%5cpackage.json",
            "/./package.json",
            "//etc/passwd",
            "///etc/passwd",
            "/%2fetc%2fpasswd",
            "/file:///etc/passwd",
            "/index.html%00.js",
            "/assets/",
            "/assets/..",
        ] {
            let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
            let response = app.send_raw(request).await;
            match response.status {
                200 => assert_eq!(response.body, application, "{path}"),
                status => assert!(matches!(status, 400 | 404), "{path}: {response:?}"),
            }
        }
    }

    async fn a_file_is_compressed_as_the_client_accepts(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let mut paths = addresses();
        paths.retain(|path| !path.contains(".png"));
        paths.extend(["/".to_owned(), "/account".to_owned()]);
        for path in paths {
            let name = match path.as_str() {
                "/" | "/account" => "index.html",
                path => &path[1..],
            };
            for (accepted, encoding) in [
                ("gzip, deflate, br, zstd", "br"),
                ("br;q=0.5, identity;q=0.1", "br"),
                ("br;q=0, gzip", "gzip"),
                ("br;q=0.5, gzip;q=0.8", "gzip"),
                ("GZIP", "gzip"),
                ("br;q=0, gzip;q=0", ""),
                ("deflate, zstd", ""),
                ("identity, br;q=0.5", ""),
                ("", ""),
                ("no list; of, encodings;q=2", ""),
            ] {
                let (bytes, told) = get_encoded(&app, &path, accepted).await;
                assert_eq!(told, encoding, "{path}: {accepted}");
                let file = kept(name);
                assert!(bytes.len() < file.len() || encoding.is_empty(), "{path}: {accepted}");
                assert!(decoded(&bytes, encoding) == file, "{path}: {accepted}");
            }
        }
        let picture = "/icons/icon-192.png";
        let (bytes, encoding) = get_encoded(&app, picture, "gzip, br").await;
        assert_eq!((bytes, encoding.as_str()), (kept(&picture[1..]), ""));
    }

    async fn a_file_the_client_already_has_is_not_sent_again(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in ["/", "/account", "/sw.js", "/icons/icon.svg", "/manifest.webmanifest"] {
            let whole = app.get(path).await;
            let tag = whole.header("etag");
            assert!(tag.starts_with('"') && tag.len() > 20, "{tag}");
            for tags in [tag.to_owned(), format!("\"a\", W/{tag}"), "*".to_owned()] {
                let response = get_knowing(&app, path, &tags).await;
                response.assert_status(304);
                assert_eq!(response.body, "");
                for name in ["etag", "cache-control", "vary", "content-security-policy"] {
                    assert_eq!(response.header(name), whole.header(name), "{name}");
                }
            }
            let other = get_knowing(&app, path, "\"a\"").await;
            other.assert_status(200);
            assert_eq!(other.body, whole.body);
        }
    }

    async fn each_encoding_has_its_own_etag(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let mut tags = Vec::new();
        for accepted in ["br", "gzip", "identity"] {
            let request = app.request(Method::GET, "/");
            let request = request.header("accept-encoding", accepted);
            let response = request.send().await.unwrap();
            tags.push(response.headers()["etag"].clone());
        }
        tags.dedup();
        assert_eq!(tags.len(), 3, "{tags:?}");
    }

    async fn a_page_can_only_be_read(database: TestDatabase) {
        let app = TestApp::on(database).await;
        for path in ["/", "/account/security", "/sw.js", "/assets/nowhere"] {
            for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"] {
                let method = Method::from_bytes(method.as_bytes()).unwrap();
                let response = app.send(app.request(method, path)).await;
                response.assert_problem(405, "method_not_allowed");
                assert_eq!(response.header("allow"), "GET, HEAD");
            }
            let head = app.send(app.request(Method::HEAD, path)).await;
            let got = app.get(path).await;
            assert_eq!((head.status, head.body.as_str()), (200, ""));
            for name in ["etag", "content-length", "content-type"] {
                assert_eq!(head.header(name), got.header(name), "{name}");
            }
        }
    }
}
