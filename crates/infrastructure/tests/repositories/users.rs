//! Storing, finding and changing users.

use errand_domain::Failure;
use errand_domain::users::{Email, KeepUserError, User, UserId, UserRepository};
use errand_test_support::on_both_databases;
use uuid::Uuid;

use crate::store::{Store, at_once, hash, instant, noon, user};
use crate::tasks::draft::zone;

on_both_databases! {
    async fn a_user_is_found_unchanged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = User {
            time_zone: zone("America/Argentina/ComodRivadavia"),
            created_at: instant("2026-06-15T12:00:00.123456Z"),
            ..user("Ada+Errand@BÜCHER.example")
        };
        store
            .users
            .insert(&ada, &hash("$2b$12$hash"))
            .await
            .unwrap();
        let found = store.found(ada.id).await;
        let credentials = store.users.credentials(&ada.email).await.unwrap().unwrap();
        assert_eq!(found, Some(ada.clone()));
        assert_eq!(credentials.user, ada);
        assert_eq!(credentials.password_hash.0, "$2b$12$hash");
    }

    async fn an_unknown_id_or_email_finds_nobody(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.user("ada").await;
        let nobody = user("bob@example.org");
        assert!(store.found(nobody.id).await.is_none());
        assert!(
            store
                .users
                .credentials(&nobody.email)
                .await
                .unwrap()
                .is_none()
        );
    }

    async fn all_spellings_of_an_email_are_one_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = user("ada@example.org");
        store.users.insert(&ada, &hash("secret")).await.unwrap();
        let other = user("ADA@Example.ORG");
        let taken = store.users.insert(&other, &hash("other")).await;
        assert!(matches!(taken, Err(KeepUserError::EmailTaken)));
        let found = store
            .users
            .credentials(&other.email)
            .await
            .unwrap()
            .unwrap();
        assert_eq!((found.user, found.password_hash), (ada, hash("secret")));
    }

    async fn similar_emails_are_different_users(database: TestDatabase) {
        let store = Store::on(&database).await;
        let emails = [
            "ada@example.org",
            "a_a@example.org",
            "a%@example.org",
            "ada@example.or",
        ];
        for email in emails {
            store
                .users
                .insert(&user(email), &hash(email))
                .await
                .unwrap();
        }
        for email in emails {
            let email = Email::parse(email).unwrap();
            let found = store.users.credentials(&email).await.unwrap().unwrap();
            assert_eq!(found.password_hash.0, email.as_typed());
        }
    }

    async fn fifty_simultaneous_signups_with_one_email_create_one_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let outcomes = at_once(50, |_| {
            let store = store.clone();
            async move {
                let ada = user("ada@example.org");
                let inserted = store.users.insert(&ada, &hash("secret")).await;
                inserted.map(|()| ada)
            }
        });
        let (kept, refused): (Vec<_>, Vec<_>) = outcomes.await.into_iter().partition(Result::is_ok);
        assert_eq!((kept.len(), refused.len()), (1, 49));
        for refusal in refused {
            assert!(matches!(refusal, Err(KeepUserError::EmailTaken)));
        }
        let ada = kept.into_iter().next().unwrap().unwrap();
        assert_eq!(store.found(ada.id).await, Some(ada));
    }

    async fn a_duplicate_id_is_a_defect_and_not_a_taken_email(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = user("ada@example.org");
        store.users.insert(&ada, &hash("secret")).await.unwrap();
        let bob = User {
            id: ada.id,
            ..user("bob@example.org")
        };
        let refused = store.users.insert(&bob, &hash("secret")).await;
        assert!(matches!(
            refused,
            Err(KeepUserError::Failure(Failure::Internal(_)))
        ));
    }

    async fn a_time_zone_changes_for_one_user_only(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let before = store.found(ada).await.unwrap();
        let (apia, later) = (zone("Pacific/Apia"), instant("2026-06-15T12:00:01Z"));
        let moved = store.users.set_time_zone(ada, apia, later).await.unwrap();
        assert_eq!(
            moved,
            Some(User {
                time_zone: apia,
                ..before
            })
        );
        assert_eq!(store.found(ada).await, moved);
        let bob = store.found(bob).await.unwrap();
        assert_eq!(bob.time_zone.name(), "UTC");
    }

    async fn an_unknown_user_has_no_time_zone_to_change(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.user("ada").await;
        let nobody = UserId(Uuid::now_v7());
        let moved = store
            .users
            .set_time_zone(nobody, zone("Asia/Tokyo"), noon().now)
            .await;
        assert_eq!(moved.unwrap(), None);
    }

    async fn a_hash_is_replaced_only_if_it_is_still_the_expected_one(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (user("ada@example.org"), user("bob@example.org"));
        for user in [&ada, &bob] {
            store.users.insert(user, &hash("old")).await.unwrap();
        }
        let hash_of = async |user: &User| {
            let found = store.users.credentials(&user.email).await.unwrap();
            found.unwrap().password_hash.0
        };
        store
            .users
            .replace_hash(ada.id, &hash("older"), &hash("new"))
            .await
            .unwrap();
        assert_eq!(hash_of(&ada).await, "old");
        store
            .users
            .replace_hash(ada.id, &hash("old"), &hash("new"))
            .await
            .unwrap();
        assert_eq!(hash_of(&ada).await, "new");
        assert_eq!(hash_of(&bob).await, "old");
        let nobody = UserId(Uuid::now_v7());
        store
            .users
            .replace_hash(nobody, &hash("old"), &hash("new"))
            .await
            .unwrap();
        assert_eq!(hash_of(&bob).await, "old");
    }
}
