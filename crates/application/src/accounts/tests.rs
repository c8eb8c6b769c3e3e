//! Administering accounts.

use errand_domain::TimeZone;
use errand_domain::accounts::Statistics;
use errand_domain::events::EventKind;
use errand_domain::users::{KeepUserError, UserId};
use jiff::SignedDuration;
use mockall::predicate::eq;
use uuid::Uuid;

use super::{ManageAccountError, NewAccount};
use crate::testing::*;

/// Expects one event that an administrator caused.
fn tell(ports: &mut Ports, kind: EventKind) {
    ports
        .events
        .expect_record()
        .withf(move |event| {
            event.kind == kind && event.device.is_empty() && event.address_prefix.is_empty()
        })
        .times(1)
        .returning(|_| Ok(()));
}

fn hashes(ports: &mut Ports) {
    let hashing = ports.turn.expect_hash();
    hashing.times(1).returning(|_| Ok(hash("made")));
}

fn new_account() -> NewAccount {
    NewAccount {
        email: email(),
        password: password(),
        is_admin: true,
        time_zone: TimeZone::UTC,
    }
}

#[tokio::test]
async fn a_created_account_is_verified_and_recorded() {
    let mut ports = Ports::new();
    hashes(&mut ports);
    let insert = ports.users.expect_insert().times(1);
    insert
        .withf(|user, kept| {
            user.email_verified_at == Some(now()) && user.is_admin && *kept == hash("made")
        })
        .returning(|_, _| Ok(()));
    tell(&mut ports, EventKind::AccountCreated);
    let user = ports.accounts().create(new_account()).await.unwrap();
    assert_eq!((user.email, user.created_at), (email(), now()));
}

#[tokio::test]
async fn no_second_account_is_created_with_an_email() {
    let mut ports = Ports::new();
    hashes(&mut ports);
    let insert = ports.users.expect_insert();
    insert.returning(|_, _| Err(KeepUserError::EmailTaken));
    let created = ports.accounts().create(new_account()).await;
    assert!(matches!(created, Err(ManageAccountError::EmailTaken)));
}

#[tokio::test]
async fn a_password_is_set_with_a_notice_and_works_at_once() {
    let mut ports = Ports::new();
    hashes(&mut ports);
    ports.policies.password = Some(BACKOFF);
    ports
        .accounts
        .expect_set_password()
        .withf(|id, new, notice, at| {
            *id == ada().id
                && *new == hash("made")
                && notice.to == "ada@example.org"
                && notice.subject.contains("password")
                && *at == now()
        })
        .times(1)
        .returning(|_, _, _, _| Ok(true));
    tell(&mut ports, EventKind::PasswordSet);
    ports.clear(STRANGERS);
    let set = ports.accounts().set_password(&ada(), password()).await;
    set.unwrap();
}

#[tokio::test]
async fn an_account_is_disabled_and_enabled() {
    let mut ports = Ports::new();
    let disable = ports.accounts.expect_disable().times(1);
    disable
        .with(eq(ada().id), eq(now()))
        .returning(|_, _| Ok(true));
    tell(&mut ports, EventKind::AccountDisabled);
    let enable = ports.accounts.expect_enable().times(1);
    enable
        .with(eq(ada().id), eq(now()))
        .returning(|_, _| Ok(true));
    tell(&mut ports, EventKind::AccountEnabled);
    let accounts = ports.accounts();
    accounts.disable(ada().id).await.unwrap();
    accounts.enable(ada().id).await.unwrap();
}

#[tokio::test]
async fn an_admin_is_made_and_unmade() {
    let mut ports = Ports::new();
    for (is_admin, kind) in [
        (true, EventKind::AdminGranted),
        (false, EventKind::AdminRevoked),
    ] {
        let set = ports.accounts.expect_set_admin().times(1);
        set.with(eq(ada().id), eq(is_admin), eq(now()))
            .returning(|_, _, _| Ok(true));
        tell(&mut ports, kind);
    }
    let accounts = ports.accounts();
    accounts.grant_admin(ada().id).await.unwrap();
    accounts.revoke_admin(ada().id).await.unwrap();
}

#[tokio::test]
async fn an_unknown_account_is_reported_and_no_event_is_recorded() {
    let mut ports = Ports::new();
    ports.accounts.expect_find().returning(|_| Ok(None));
    ports.accounts.expect_disable().returning(|_, _| Ok(false));
    ports.accounts.expect_enable().returning(|_, _| Ok(false));
    ports.accounts.expect_delete().returning(|_| Ok(false));
    let set = ports.accounts.expect_set_admin();
    set.returning(|_, _, _| Ok(false));
    hashes(&mut ports);
    let set = ports.accounts.expect_set_password();
    set.returning(|_, _, _, _| Ok(false));
    let (accounts, id) = (ports.accounts(), ada().id);
    for outcome in [
        accounts.find(&email()).await.map(drop),
        accounts.disable(id).await,
        accounts.enable(id).await,
        accounts.grant_admin(id).await,
        accounts.revoke_admin(id).await,
        accounts.set_password(&ada(), password()).await,
        accounts.delete(id).await,
    ] {
        assert!(matches!(outcome, Err(ManageAccountError::NoAccount)));
    }
}

#[tokio::test]
async fn a_failure_is_passed_on() {
    let mut ports = Ports::new();
    ports.accounts.expect_delete().returning(|_| Err(broken()));
    let deleted = ports.accounts().delete(ada().id).await;

    assert!(matches!(deleted, Err(ManageAccountError::Failure(failure)) if is_broken(&failure)));
}

#[tokio::test]
async fn administrators_do_not_lock_themselves_out() {
    let mut ports = Ports::new();
    let disable = ports.accounts.expect_disable().times(1);
    disable.returning(|_, _| Ok(true));
    tell(&mut ports, EventKind::AccountDisabled);
    let (accounts, other) = (ports.accounts(), UserId(Uuid::from_u128(7)));
    let own = accounts.disable_other(ada().id, ada().id).await;
    assert!(matches!(own, Err(ManageAccountError::OwnAccount)));
    accounts.disable_other(other, ada().id).await.unwrap();
}

#[tokio::test]
async fn users_are_active_who_were_seen_in_the_last_thirty_days() {
    let mut ports = Ports::new();
    let counted = Statistics {
        users: 3,
        disabled_users: 1,
        admins: 1,
        active_users: 2,
        open_tasks: 5,
        completed_tasks: 4,
        jobs: 7,
        dead_jobs: 0,
    };
    let since = now() - SignedDuration::from_hours(30 * 24);
    let statistics = ports.accounts.expect_statistics().times(1);
    statistics.with(eq(since)).returning(move |_| Ok(counted));
    assert_eq!(ports.accounts().statistics().await.unwrap(), counted);
}
