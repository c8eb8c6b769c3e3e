//! The hasher as a whole.

use std::sync::mpsc;

use errand_domain::ClientAddress;
use errand_domain::users::{Email, PasswordPolicy};
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, yield_now};

use super::*;

fn client(account: &str, host: u8) -> HashedFor {
    HashedFor {
        account: Some(Email::parse(&format!("{account}@example.org")).unwrap()),
        address: ClientAddress::new([192, 0, 2, host].into()),
    }
}

#[tokio::test]
async fn only_the_hashed_password_matches() {
    let hasher = BcryptHasher::new(HashingSettings { cost: 4, queue: 0 });
    let turn = hasher.turn(&client("ada", 1)).await.unwrap();
    let policy = PasswordPolicy { min_length: 8 };
    let password = policy.parse("correct horse".into(), None).unwrap();
    let hash = turn.hash(password).await.unwrap();
    let verify = |typed: &str, hash| turn.verify(typed.into(), hash);

    let right = verify("correct horse", Some(hash.clone())).await;
    assert!(matches!(right, Ok(Verification::Match { rehashed: None })));
    let wrong = verify("battery staple", Some(hash)).await;
    assert!(matches!(wrong, Ok(Verification::Mismatch)));
    let nobodys = verify("correct horse", None).await;
    assert!(matches!(nobodys, Ok(Verification::Mismatch)));
}

/// Starts a hash for `whose` and notes when it is done.
fn submit(
    hasher: &Arc<BcryptHasher>,
    whose: HashedFor,
    done: mpsc::Sender<String>,
    work: impl FnOnce() + Send + 'static,
) -> JoinHandle<Result<(), Failure>> {
    let hasher = Arc::clone(hasher);
    tokio::spawn(async move {
        let deadline = Instant::now() + Duration::from_mins(1);
        let turn = hasher.turns.take(&whose, deadline).await?;
        let name = whose.account.unwrap();
        let work = move || {
            work();
            done.send(name.canonical().to_owned())
                .map_err(Failure::internal)
        };
        hasher.cores.run(turn, deadline, work).await
    })
}

#[tokio::test]
async fn another_accounts_hash_is_next_while_one_account_floods_from_everywhere() {
    let hasher = Arc::new(BcryptHasher {
        cost: 4,
        turns: Turns::new(50),
        cores: Arc::new(Cores::new(1)),
    });
    let (done, order) = mpsc::channel();
    let (started, has_started) = oneshot::channel();
    let (let_go, is_let_go) = mpsc::channel();
    let first = submit(&hasher, client("ada", 0), done.clone(), move || {
        started.send(()).unwrap();
        is_let_go.recv().unwrap();
    });
    has_started.await.unwrap();
    let flood = (1..=50).map(|host| submit(&hasher, client("ada", host), done.clone(), || {}));
    let flood: Vec<_> = flood.collect();
    yield_now().await;
    let bob = submit(&hasher, client("bob", 99), done.clone(), || {});
    yield_now().await;
    let_go.send(()).unwrap();
    for task in [first, bob].into_iter().chain(flood) {
        task.await.unwrap().unwrap();
    }
    let order: Vec<_> = order.try_iter().take(3).collect();
    assert_eq!(
        order,
        ["ada@example.org", "bob@example.org", "ada@example.org"]
    );
}
