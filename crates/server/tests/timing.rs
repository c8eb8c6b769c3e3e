//! The duration of a refusal does not reveal whether an account exists. Durations differ between
//! machines and moments, so the kinds of requests take turns, and the test compares how often one
//! kind takes longer, not by how much. The test needs an otherwise idle machine, so `cargo test`
//! leaves it out; CI runs `cargo test -p errand --test timing`.

use std::time::{Duration, Instant};

use errand_test_support::{PASSWORD, TestApp, TestDatabase};
use serde_json::{Value, json};

const LOGIN: &str = "/api/v1/auth/login";
const ROUNDS: usize = 150;
/// Below this Cliff's delta an effect is at most small (Romano et al. 2006).
const SMALL: f64 = 0.33;

/// How much more often a time of the first kind exceeds one of the second: from -1 (never) through
/// 0 (equally often) to 1 (always).
fn cliffs_delta(one: &[Duration], other: &[Duration]) -> f64 {
    let pairs = one.iter().flat_map(|a| other.iter().map(move |b| a.cmp(b)));
    let pairs: Vec<_> = pairs.map(|ordering| f64::from(ordering as i8)).collect();
    let count = u32::try_from(pairs.len()).unwrap();
    pairs.iter().sum::<f64>() / f64::from(count)
}

async fn time(app: &TestApp, body: &Value, status: u16) -> Duration {
    let begun = Instant::now();
    app.post(LOGIN, body).await.assert_status(status);
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn refusing_an_unknown_email_takes_as_long_as_a_wrong_password() {
    let app = TestApp::with(TestDatabase::sqlite().await, |settings| {
        settings.auth.hashing.cost = 6;
    })
    .await;
    app.user_named("ada@example.org").await;
    let known = json!({ "email": "ada@example.org", "password": "wrong horse" });
    let unknown = json!({ "email": "bob@example.org", "password": "wrong horse" });
    // A request that is refused without hashing. If the test cannot tell it apart, it cannot tell
    // anything apart.
    let control = json!({ "email": "ada@example.org", "password": PASSWORD, "more": 1 });
    let mut times = [const { Vec::new() }; 3];
    for round in 0..ROUNDS + 10 {
        let taken = [
            time(&app, &known, 401).await,
            time(&app, &unknown, 401).await,
            time(&app, &control, 422).await,
        ];
        // The first requests run on cold caches.
        if round >= 10 {
            for (times, taken) in times.iter_mut().zip(taken) {
                times.push(taken);
            }
        }
    }
    let [known, unknown, control] = times;
    let sensitivity = cliffs_delta(&known, &control);
    assert!(
        sensitivity > 0.9,
        "a hash is seen in the times: {sensitivity}"
    );
    let effect = cliffs_delta(&known, &unknown);
    assert!(
        effect.abs() < SMALL,
        "who exists is seen in the times: {effect}"
    );
}
