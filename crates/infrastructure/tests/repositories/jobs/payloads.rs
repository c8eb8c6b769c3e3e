//! What a job does survives storage, and what this version does not know is left to newer ones.

use errand_domain::jobs::{JobKind, JobQueue, NewJob, Work};
use errand_test_support::on_both_databases;
use secrecy::ExposeSecret;

use super::{at, mail};
use crate::store::Store;

on_both_databases! {
    async fn a_mail_is_claimed_unchanged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let mut mail = mail(&ada, 0);
        mail.subject = "\"Grüße\" \\ 'ada' 🦀".to_owned();
        mail.text = "See you.\n\n\thttps://errand.example.org/#token=0707\n".into();
        store.jobs.insert(&[NewJob::mail(&mail)]).await.unwrap();
        let job = store.claim(0).await.unwrap();
        assert_eq!((job.kind, job.user, job.attempt), (JobKind::SendMail, Some(ada.id), 1));
        assert_eq!((job.expires_at, job.claimed_until), (Some(mail.expires_at), at(60)));
        let Some(Work::SendMail(claimed)) = job.work else { panic!("{job:?}") };
        assert_eq!((claimed.id, claimed.user), (mail.id, ada.id));
        assert_eq!((claimed.to, claimed.subject), (mail.to, mail.subject));
        assert_eq!(claimed.text.expose_secret(), mail.text.expose_secret());
        assert_eq!(claimed.created_at, mail.created_at);
        assert_eq!(claimed.expires_at, mail.expires_at);
    }

    async fn every_recurring_job_is_claimed_as_what_it_was(database: TestDatabase) {
        let store = Store::on(&database).await;
        store.jobs.insert(&NewJob::recurring(at(0))).await.unwrap();
        for _ in Work::RECURRING {
            let job = store.claim(0).await.unwrap();
            assert_eq!(job.work.map(|work| work.kind()), Some(job.kind));
            assert_eq!((job.user, job.expires_at), (None, None));
        }
    }

    async fn a_payload_that_cannot_be_read_is_claimed_without_work_and_kept(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        let mut run_at = 0;
        for payload in [
            "{}",
            "[]",
            r#"{"user": 1, "to": "", "subject": "", "text": ""}"#,
            // A newer version may send an HTML text, which this one must not drop.
            r#"{"user": "0194e2a5-0000-7000-8000-000000000000", "to": "", "subject": "", "text": "", "html": ""}"#,
        ] {
            store.queue(&ada, run_at).await;
            store.execute(&format!("UPDATE jobs SET payload = '{payload}'")).await;
            let job = store.claim(run_at).await.unwrap();
            assert!(job.work.is_none(), "{payload}");
            assert_eq!(job.kind, JobKind::SendMail);
            assert!(store.settle(&job, job.unreadable(at(run_at))).await);
            assert_eq!(store.claimed(run_at + 59).await, None);
            // A newer version can read it, and the attempt did not count.
            let newer = r#"{"user": "0194e2a5-0000-7000-8000-000000000000", "to": "", "subject": "", "text": ""}"#;
            store.execute(&format!("UPDATE jobs SET payload = '{newer}'")).await;
            let job = store.claim(run_at + 60).await.unwrap();
            assert_eq!((job.work.is_some(), job.attempt), (true, 1));
            store.execute("DELETE FROM jobs").await;
            run_at += 100;
        }
    }

    async fn a_job_of_an_unknown_kind_is_left_alone(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.ada().await;
        store.queue(&ada, 0).await;
        store.execute("UPDATE jobs SET kind = 'send_pigeon'").await;
        assert!(!store.has_due(0).await);
        assert_eq!(store.claimed(0).await, None);
        let listed = store.jobs.list().await.unwrap();
        assert_eq!((listed[0].kind.as_str(), listed[0].attempts), ("send_pigeon", 0));
    }
}
