//! Administering accounts, and what a disabled user can no longer do.

use errand_domain::accounts::{Account, AccountRepository, Statistics};
use errand_domain::email_tokens::{EmailToken, EmailTokenRepository, Purpose};
use errand_domain::events::{Event, EventKind, EventLog};
use errand_domain::personal_tokens::{Insertion, PersonalTokenRepository};
use errand_domain::sessions::{Rotated, Rotation, Session, SessionRepository};
use errand_domain::users::{Email, User, UserId, UserRepository};
use errand_domain::{SealedSecret, Timestamp};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::email_tokens::issue::{client, digest, mail, notice, now};
use crate::personal_tokens::token;
use crate::sessions::{POLICY, session};
use crate::store::{FIRST, Store, hash, limit, user};
use crate::tasks::draft::task;

impl Store {
    async fn account(&self, name: &str) -> Account {
        let email = Email::parse(&format!("{name}@example.org")).unwrap();
        self.accounts.find(&email).await.unwrap().unwrap()
    }

    /// Stores a session of `user` that was used `at`, whose refresh token has this number.
    async fn session(&self, user: UserId, at: Timestamp, number: u8) -> Session {
        let (session, digest) = (session(user, at), digest(number));
        let kept = self.sessions.insert(&session, &digest, FIRST, POLICY);
        assert!(kept.await.unwrap());
        session
    }
}

fn minutes(minutes: i64) -> SignedDuration {
    SignedDuration::from_mins(minutes)
}

on_both_databases! {
    async fn accounts_are_listed_with_numbers_and_in_pages(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk")).await;
        store.keep(ada, task("bread")).await;
        store.keep(ada, task("salt")).await;
        store.toggle(ada, &milk).await.unwrap();
        let trashed = store.keep(ada, task("gone")).await;
        store.delete(ada, &trashed).await.unwrap();
        store.session(ada, now() + minutes(2), 1).await;
        let first = store.accounts.list(None, limit(1)).await.unwrap();
        let [account] = &first.items[..] else { panic!("{first:?}") };
        let expected = Account {
            user: User { id: ada, ..user("ada@example.org") },
            disabled_at: None,
            last_seen_at: Some(now() + minutes(2)),
            open_tasks: 2,
            completed_tasks: 1,
        };
        assert_eq!(*account, expected);
        assert_eq!(first.next, Some(ada));
        let second = store.accounts.list(first.next, limit(1)).await.unwrap();
        assert_eq!((second.items[0].user.id, second.next), (bob, None));
        assert_eq!(second.items[0].last_seen_at, None);
        assert_eq!(store.account("ada").await, expected);
        let nobody = Email::parse("nobody@example.org").unwrap();
        assert_eq!(store.accounts.find(&nobody).await.unwrap(), None);
    }

    async fn a_user_was_seen_at_the_last_login_or_use_of_a_token(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for (kind, at) in [(EventKind::LoggedIn, 3), (EventKind::LoginFailed, 9)] {
            let event = Event::new(ada, kind, &client(), now() + minutes(at));
            store.events.record(&event).await.unwrap();
        }
        assert_eq!(store.account("ada").await.last_seen_at, Some(now() + minutes(3)));
        let token = store.keep_token(ada, 1).await;
        store.personal_tokens.record_use(&[(token.id, now() + minutes(4))]).await.unwrap();
        assert_eq!(store.account("ada").await.last_seen_at, Some(now() + minutes(4)));
    }

    async fn nothing_lets_in_a_disabled_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        store.issue(&ada, Purpose::VerifyEmail, 2).await;
        let email = Email::parse("new@example.org").unwrap();
        let change = EmailToken::for_change(digest(3), ada.id, email, now());
        let change_mail = mail(&change, now());
        let pending = store.email_tokens.issue_change(&change, FIRST, &change_mail);
        assert!(pending.await.unwrap());
        let kept = store.session(ada.id, now(), 4).await;
        store.keep_token(ada.id, 5).await;
        let exchange = |presented, successor| Rotation {
            presented: digest(presented),
            successor: digest(successor),
            sealed: SealedSecret([0; SealedSecret::BYTES]),
        };
        let rotation = exchange(4, 6);
        let rotated = store.sessions.rotate(kept.id, &rotation, POLICY, now());
        assert!(matches!(rotated.await.unwrap(), Rotated::Rotated(_)));
        // What the user holds is still there.
        store.execute("UPDATE users SET disabled_at = created_at").await;
        assert!(store.users.credentials(&ada.email).await.unwrap().is_none());
        assert!(store.users.credentials_of(ada.id).await.unwrap().is_none());
        assert_eq!(store.sessions.find(ada.id, kept.id).await.unwrap(), None);
        for presented in [4, 6] {
            let rotation = exchange(presented, 7);
            let rotated = store.sessions.rotate(kept.id, &rotation, POLICY, now());
            assert_eq!(rotated.await.unwrap(), Rotated::Gone);
        }
        let (late, fresh) = (session(ada.id, now()), digest(8));
        let inserted = store.sessions.insert(&late, &fresh, FIRST, POLICY);
        assert!(!inserted.await.unwrap());
        assert!(store.personal_tokens.find(&digest(5)).await.unwrap().is_none());
        let late = token(ada.id);
        let inserted = store.personal_tokens.insert(&late, &fresh, FIRST);
        assert_eq!(inserted.await.unwrap(), Insertion::NotProven);
        assert!(store.reset(1, "new", now()).await.is_none());
        assert!(store.verify(2, now()).await.is_none());
        assert!(store.email_tokens.find_change(&digest(3), now()).await.unwrap().is_none());
        let (notice, third) = (notice(&ada), digest(3));
        let changed = store.email_tokens.change_email(&third, &notice, now());
        assert!(!changed.await.unwrap());
    }

    async fn disabling_ends_sessions_and_reset_links_and_can_be_undone(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        let bob = store.user("bob").await;
        for (user, number) in [(ada.id, 1), (bob, 2)] {
            store.begin_session(user).await;
            store.keep_token(user, number).await;
            store.keep(user, task("milk")).await;
        }
        assert!(store.accounts.disable(ada.id, now()).await.unwrap());
        assert!(store.accounts.disable(ada.id, now() + minutes(1)).await.unwrap());
        let name = ada.email.local_part().to_owned();
        let account = store.account(&name).await;
        assert_eq!((account.disabled_at, account.open_tasks), (Some(now()), 1));
        assert_eq!((store.sessions_of(ada.id).await, store.sessions_of(bob).await), (0, 1));
        assert!(store.accounts.enable(ada.id, now()).await.unwrap());
        assert_eq!(store.account(&name).await.disabled_at, None);
        assert!(store.users.credentials(&ada.email).await.unwrap().is_some());
        assert!(store.personal_tokens.find(&digest(1)).await.unwrap().is_some());
        assert!(store.reset(1, "new", now()).await.is_none());
        assert_eq!(store.account("bob").await.disabled_at, None);
    }

    async fn setting_a_password_ends_all_that_the_old_one_allowed(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.sent(Purpose::ResetPassword).await;
        let bob = store.user("bob").await;
        for (user, number) in [(ada.id, 1), (bob, 2)] {
            store.begin_session(user).await;
            store.keep_token(user, number).await;
        }
        let mails = store.number("SELECT COUNT(*) FROM jobs").await;
        let (new, notice) = (hash("new"), notice(&ada));
        let set = store.accounts.set_password(ada.id, &new, &notice, now());
        assert!(set.await.unwrap());
        assert_eq!(store.password_of(ada.id).await, ("new".to_owned(), 2));
        assert_eq!((store.sessions_of(ada.id).await, store.sessions_of(bob).await), (0, 1));
        assert_eq!(store.personal_tokens.list(ada.id).await.unwrap(), []);
        assert_eq!(store.personal_tokens.list(bob).await.unwrap().len(), 1);
        assert!(store.reset(1, "newer", now()).await.is_none());
        assert_eq!(store.password_of(bob).await, ("secret".to_owned(), 1));
        assert_eq!(store.number("SELECT COUNT(*) FROM jobs").await, mails + 1);
    }

    async fn a_deleted_account_leaves_nothing_and_others_stay(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        for (user, number) in [(ada, 1), (bob, 2)] {
            store.begin_session(user).await;
            store.keep_token(user, number).await;
            store.keep(user, task("milk")).await;
        }
        assert!(store.accounts.disable(ada, now()).await.unwrap());
        assert!(store.accounts.delete(ada).await.unwrap());
        for table in ["users", "sessions", "personal_tokens", "tasks", "changes"] {
            let count = format!("SELECT COUNT(*) FROM {table}");
            assert!(store.number(&count).await <= 1, "{table}");
        }
        assert_eq!(store.account("bob").await.open_tasks, 1);
        if !database.is_postgres() {
            database.assert_search_index().await;
        }
    }

    async fn the_statistics_are_numbers(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob, _) = (store.user("ada").await, store.user("bob").await, store.user("eve").await);
        let milk = store.keep(ada, task("milk")).await;
        store.keep(ada, task("bread")).await;
        let trashed = store.keep(bob, task("salt")).await;
        store.delete(bob, &trashed).await.unwrap();
        store.toggle(ada, &milk).await.unwrap();
        store.session(ada, now(), 1).await;
        store.session(ada, now(), 2).await;
        store.session(bob, now() - minutes(1), 3).await;
        let token = store.keep_token(ada, 1).await;
        store.personal_tokens.record_use(&[(token.id, now())]).await.unwrap();
        store.accounts.set_admin(ada, true, now()).await.unwrap();
        store.execute("UPDATE users SET disabled_at = created_at WHERE email = 'eve@example.org'").await;
        let statistics = store.accounts.statistics(now()).await.unwrap();
        let expected = Statistics {
            users: 3,
            disabled_users: 1,
            admins: 1,
            active_users: 1,
            open_tasks: 1,
            completed_tasks: 1,
            jobs: 0,
            dead_jobs: 0,
        };
        assert_eq!(statistics, expected);
        let earlier = store.accounts.statistics(now() - minutes(1)).await.unwrap();
        assert_eq!(earlier.active_users, 2);
    }

    async fn an_admin_is_one_until_it_is_revoked(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, _bob) = (store.user("ada").await, store.user("bob").await);
        let kept = store.session(ada, now(), 1).await;
        for is_admin in [true, false] {
            assert!(store.accounts.set_admin(ada, is_admin, now()).await.unwrap());
            let (user, _) = store.sessions.find(ada, kept.id).await.unwrap().unwrap();
            assert_eq!(user.is_admin, is_admin);
            assert!(!store.account("bob").await.user.is_admin);
        }
    }

    async fn an_unknown_account_is_not_changed(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.user("ada").await;
        let (accounts, id) = (&store.accounts, UserId(Uuid::now_v7()));
        assert!(!accounts.disable(id, now()).await.unwrap());
        assert!(!accounts.enable(id, now()).await.unwrap());
        assert!(!accounts.set_admin(id, true, now()).await.unwrap());
        let (new, notice) = (hash("new"), notice(&user("nobody@example.org")));
        let set = accounts.set_password(id, &new, &notice, now());
        assert!(!set.await.unwrap());
        assert!(!accounts.delete(id).await.unwrap());
        assert_eq!(store.number("SELECT COUNT(*) FROM users").await, 1);
        assert_eq!(store.number("SELECT COUNT(*) FROM jobs").await, 0);
    }
}
