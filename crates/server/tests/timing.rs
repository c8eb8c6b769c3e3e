//! Whether an account exists cannot be told by how long a refusal takes. Times differ from machine to
//! machine and from moment to moment, so they are taken in turns, and judged by how often one kind
//! takes longer than the other, not by how much. The test needs a machine that is doing nothing else, so
//! `cargo test` leaves it out; `cargo test -p errand --test timing` runs it, and CI does.

use std::time::{Duration, Instant};

use errand_test_support::{PASSWORD, TestApp, TestDatabase};
use serde_json::{Value, json};

const LOGIN: &str = "/api/v1/auth/login";
const ROUNDS: usize = 150;
/// Cliff's delta below which an effect counts as small at most (Romano et al. 2006).
const SMALL: f64 = 0.33;

/// How much more often the times of one kind are greater than those of the other: from -1, never, by
/// 0, as often as not, to 1, always.
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
async fn an_unknown_email_takes_as_long_as_a_wrong_password() {
    let app = TestApp::with(TestDatabase::sqlite().await, |settings| {
        settings.auth.hashing.cost = 6;
    })
    .await;
    app.user_named("ada@example.org").await;
    let known = json!({ "email": "ada@example.org", "password": "wrong horse" });
    let unknown = json!({ "email": "bob@example.org", "password": "wrong horse" });
    // What is refused without a hash: if this cannot be told apart, nothing can.
    let control = json!({ "email": "ada@example.org", "password": PASSWORD, "more": 1 });
    let mut times = [const { Vec::new() }; 3];
    for round in 0..ROUNDS + 10 {
        let taken = [
            time(&app, &known, 401).await,
            time(&app, &unknown, 401).await,
            time(&app, &control, 422).await,
        ];
        // The first ones find nothing warm.
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
