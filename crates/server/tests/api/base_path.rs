//! Everything served under the path of `server.public_url`.

use errand_infrastructure::mail::MailTransport;
use errand_test_support::{
    MailServer, PASSWORD, Response, TestApp, TestDatabase, on_both_databases,
};
use reqwest::Method;
use serde_json::json;

const ADA: &str = "ada@example.org";

async fn app_under_a_path(database: TestDatabase) -> (TestApp, MailServer) {
    let server = MailServer::start().await;
    let app = TestApp::with(database, |settings| {
        let public_url = "https://example.org/errand/".to_owned();
        settings.server.public_url = public_url.try_into().unwrap();
        settings.server.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.mail.transport = MailTransport::Smtp;
        settings.mail.smtp_url = server.url().into();
    })
    .await;
    assert!(app.url.ends_with("/errand"), "{}", app.url);
    (app, server)
}

/// Sends a GET to exactly this path.
async fn get_raw(app: &TestApp, path: &str) -> Response {
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    app.send_raw(request).await
}

/// The attribute values that begin with `/`.
fn addresses(page: &str) -> Vec<&str> {
    let values = page.split("=\"").skip(1);
    let values = values.filter_map(|rest| rest.split('"').next());
    values.filter(|value| value.starts_with('/')).collect()
}

on_both_databases! {
    async fn the_api_and_the_links_in_mails_are_under_the_path(database: TestDatabase) {
        let (app, server) = app_under_a_path(database).await;
        let ada = app.user_named(ADA).await;
        let made = ada.post("/api/v1/tasks", &json!({ "title": "milk" })).await;
        made.assert_status(201);
        let location = made.header("location");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(location, format!("/errand/api/v1/tasks/{id}"));
        let followed = ada.get(location.strip_prefix("/errand").unwrap()).await;
        assert_eq!(followed.json()["title"], "milk");
        app.get("/api/v1/nowhere").await.assert_problem(404, "route_not_found");

        let mail = server.mails_to(ADA, 1).await.remove(0);
        let link = "\r\nhttps://example.org/errand/verify-email#token=";
        assert!(mail.text.contains(link), "{mail:?}");
        let token = json!({ "token": mail.token() });
        app.post("/api/v1/auth/email-verification", &token).await.assert_status(204);
    }

    async fn cookies_have_the_path_unless_their_name_forbids_it(database: TestDatabase) {
        let (app, _server) = app_under_a_path(database).await;
        let ada = app.user_named(ADA).await;
        let plain = app.refresh(&ada.cookie).await;
        let cookie = plain.header("set-cookie");
        assert!(cookie.starts_with("errand_refresh="), "{cookie}");
        assert!(cookie.contains("; Path=/errand/;"), "{cookie}");

        let login = app.request(Method::POST, "/api/v1/auth/login");
        let login = login.header("x-forwarded-for", "192.0.2.1");
        let login = login.header("x-forwarded-proto", "https");
        let login = login.json(&json!({ "email": ADA, "password": PASSWORD }));
        let secure = app.send(login).await;
        let cookie = secure.header("set-cookie");
        assert!(cookie.starts_with("__Host-errand_refresh="), "{cookie}");
        assert!(cookie.contains("; Path=/;"), "{cookie}");
    }

    async fn pages_of_the_public_url_may_use_the_cookie(database: TestDatabase) {
        let (app, _server) = app_under_a_path(database).await;
        let ada = app.user_named(ADA).await;
        for (origin, status) in [("https://example.org", 200), ("https://example.com", 403)] {
            let refresh = app.request(Method::POST, "/api/v1/auth/refresh");
            let refresh = refresh.header("origin", origin).header("cookie", &ada.cookie);
            app.send(refresh.json(&json!({}))).await.assert_status(status);
        }
    }

    async fn the_application_asks_for_nothing_outside_the_path(database: TestDatabase) {
        let (app, _server) = app_under_a_path(database).await;
        let index = app.get("/").await;
        for path in ["/index.html", "/account/security", "/verify-email"] {
            let page = app.get(path).await;
            page.assert_status(200);
            assert_eq!(page.body, index.body, "{path}");
            assert!(page.header("content-type").starts_with("text/html"));
        }
        let addresses = addresses(&index.body);
        assert!(addresses.len() > 5, "{}", index.body);
        for address in addresses {
            let path = address.strip_prefix("/errand");
            let path = path.unwrap_or_else(|| panic!("{address} is outside"));
            app.get(path).await.assert_status(200);
        }
        let known = app.request(Method::GET, "/").header("if-none-match", index.header("etag"));
        app.send(known).await.assert_status(304);
        app.send(app.request(Method::POST, "/")).await.assert_problem(405, "method_not_allowed");
    }

    async fn the_path_itself_leads_to_the_application(database: TestDatabase) {
        let (app, _server) = app_under_a_path(database).await;
        for (path, location) in [("/errand", "/errand/"), ("/errand/docs", "/errand/docs/")] {
            let response = get_raw(&app, path).await;
            response.assert_status(308);
            assert_eq!(response.header("location"), location);
        }
    }

    async fn the_documentation_is_of_the_api_under_the_path(database: TestDatabase) {
        let (app, _server) = app_under_a_path(database).await;
        let document = app.get("/openapi.json").await.json();
        assert_eq!(document["servers"][0]["url"], "/errand");
        let page = app.get("/docs/").await;
        page.assert_status(200);
        let policy = page.header("content-security-policy");
        assert!(policy.contains("style-src 'self' 'sha256-"), "{policy}");
        let initializer = app.get("/docs/swagger-initializer.js").await;
        assert!(initializer.body.contains("\"../openapi.json\""), "{}", initializer.body);
    }

    async fn requests_without_the_path_are_answered_too(database: TestDatabase) {
        let (app, _server) = app_under_a_path(database).await;
        let index = app.get("/").await;
        for (path, status) in [
            ("/health/ready", 200),
            ("/api/v1/tasks", 401),
            ("/openapi.json", 200),
            ("/errandx/api/v1/tasks", 200),
            ("/errand/errand/api/v1/tasks", 200),
        ] {
            let response = get_raw(&app, path).await;
            response.assert_status(status);
            let is_page = response.body == index.body;
            assert_eq!(is_page, path.starts_with("/errand"), "{path}");
        }
    }
}
