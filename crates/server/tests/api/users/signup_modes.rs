//! Who may sign up, by the setting `auth.signup`.

use errand::settings::SignupSetting;
use errand_domain::signup_invitations::{SignupInvitation, SignupInvitationRepository};
use errand_domain::users::Email;
use errand_domain::{Clock, TokenSecrets};
use errand_infrastructure::signup_invitations::SqlSignupInvitationRepository;
use errand_infrastructure::{RandomTokenSecrets, SystemClock};
use errand_test_support::{PASSWORD, Response, TestApp, TestDatabase, on_both_databases};
use futures_util::future::join_all;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use super::SIGNUP;

async fn app(database: TestDatabase, mode: SignupSetting) -> TestApp {
    TestApp::with(database, |settings| settings.auth.signup = mode).await
}

async fn sign_up(app: &TestApp, email: &str, invitation: Option<&str>) -> Response {
    let mut account = json!({ "email": email, "password": PASSWORD });
    if let Some(invitation) = invitation {
        account["invitation"] = invitation.into();
    }
    app.post(SIGNUP, &account).await
}

/// The token of a new invitation.
async fn invitation(app: &TestApp, email: Option<&str>) -> String {
    let email = email.map(|email| Email::parse(email).unwrap());
    let invitations = SqlSignupInvitationRepository::new(app.database.connect().await);
    let secret = RandomTokenSecrets.generate().unwrap();
    let digest = RandomTokenSecrets.digest(&secret);
    let invitation = SignupInvitation::new(email, SystemClock.now());
    invitations.insert(&invitation, &digest).await.unwrap();
    secret.to_text().expose_secret().to_owned()
}

async fn mode(app: &TestApp) -> Value {
    let instance = app.get("/api/v1/instance").await;
    instance.assert_status(200);
    instance.json()
}

on_both_databases! {
    async fn everybody_can_sign_up_by_default(database: TestDatabase) {
        let app = TestApp::on(database).await;
        assert_eq!(mode(&app).await, json!({ "signup": "open" }));
        sign_up(&app, "ada@example.org", None).await.assert_status(201);
        sign_up(&app, "bob@example.org", Some("anything")).await.assert_status(201);
    }

    async fn nobody_can_sign_up_where_it_is_closed(database: TestDatabase) {
        let app = app(database, SignupSetting::Closed).await;
        assert_eq!(mode(&app).await, json!({ "signup": "closed" }));
        let token = invitation(&app, None).await;
        for invitation in [None, Some(&*token)] {
            let refused = sign_up(&app, "ada@example.org", invitation).await;
            refused.assert_problem(403, "signup_closed");
        }
        let account = json!({ "email": "ada@example.org", "password": PASSWORD });
        app.post("/auth/signup", &account).await.assert_problem(403, "signup_closed");
    }

    async fn an_invitation_makes_one_account_of_the_email_it_is_for(database: TestDatabase) {
        let app = app(database, SignupSetting::Invitation).await;
        assert_eq!(mode(&app).await, json!({ "signup": "invitation" }));
        let refused = sign_up(&app, "ada@example.org", None).await;
        refused.assert_problem(403, "invitation_required");
        let token = invitation(&app, Some("ada@example.org")).await;
        for (email, token) in [
            ("ada@example.org", "x"),
            ("ada@example.org", &token.to_uppercase()),
            ("bob@example.org", &token),
        ] {
            let refused = sign_up(&app, email, Some(token)).await;
            refused.assert_invalid(&[("/invitation", "invalid_token")]);
        }
        sign_up(&app, "Ada@Example.org", Some(&token)).await.assert_status(201);
        let refused = sign_up(&app, "ada@example.org", Some(&token)).await;
        refused.assert_invalid(&[("/invitation", "invalid_token")]);
        app.log_in("ada@example.org", PASSWORD).await;
    }

    async fn of_simultaneous_signups_with_an_invitation_one_succeeds(database: TestDatabase) {
        let app = app(database, SignupSetting::Invitation).await;
        let token = invitation(&app, None).await;
        let emails: Vec<_> = (0..10).map(|number| format!("user{number}@example.org")).collect();
        let signups = emails.iter().map(|email| sign_up(&app, email, Some(&token)));
        let mut statuses: Vec<_> = join_all(signups).await.iter().map(|done| done.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses[..2], [201, 422]);
        assert_eq!(app.database.query_text("SELECT CAST(COUNT(*) AS text) FROM users").await, "1");
    }
}
