//! The repositories on one test database, and queries that many tests need.

use std::sync::Arc;

use errand_domain::changes::{Commit, CommitError, CommitId, Journal, Put};
use errand_domain::tasks::{
    Order, Task, TaskCursor, TaskFilter, TaskId, TaskPatch, TaskQuery, TaskRepository, TaskSort,
};
use errand_domain::users::{Email, PasswordHash, PasswordVersion, User, UserId, UserRepository};
use errand_domain::{Limit, LocalTime, Page, TimeZone, Timestamp};
use errand_infrastructure::accounts::SqlAccountRepository;
use errand_infrastructure::changes::{SqlChangeLog, SqlJournal};
use errand_infrastructure::email_tokens::SqlEmailTokenRepository;
use errand_infrastructure::events::SqlEventLog;
use errand_infrastructure::jobs::SqlJobQueue;
use errand_infrastructure::personal_tokens::SqlPersonalTokenRepository;
use errand_infrastructure::sessions::SqlSessionRepository;
use errand_infrastructure::signup_invitations::SqlSignupInvitationRepository;
use errand_infrastructure::tasks::SqlTaskRepository;
use errand_infrastructure::throttles::SqlThrottles;
use errand_infrastructure::users::SqlUserRepository;
use errand_test_support::TestDatabase;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tokio::task::JoinSet;

use crate::tasks::draft::Draft;

/// The version of every user's first password.
pub(crate) const FIRST: PasswordVersion = PasswordVersion(1);

pub(crate) struct Store {
    pub(crate) users: SqlUserRepository,
    pub(crate) accounts: SqlAccountRepository,
    pub(crate) signup_invitations: SqlSignupInvitationRepository,
    pub(crate) sessions: SqlSessionRepository,
    pub(crate) personal_tokens: SqlPersonalTokenRepository,
    pub(crate) events: SqlEventLog,
    pub(crate) email_tokens: SqlEmailTokenRepository,
    pub(crate) jobs: SqlJobQueue,
    pub(crate) throttles: SqlThrottles,
    pub(crate) tasks: SqlTaskRepository,
    pub(crate) journal: SqlJournal,
    pub(crate) changes: SqlChangeLog,
    /// For queries that bypass the repositories.
    pub(crate) sql: DatabaseConnection,
}

impl Store {
    pub(crate) async fn on(database: &TestDatabase) -> Arc<Self> {
        let connection = database.connect().await;
        Arc::new(Self {
            users: SqlUserRepository::new(connection.clone()),
            accounts: SqlAccountRepository::new(connection.clone()),
            signup_invitations: SqlSignupInvitationRepository::new(connection.clone()),
            sessions: SqlSessionRepository::new(connection.clone()),
            personal_tokens: SqlPersonalTokenRepository::new(connection.clone()),
            events: SqlEventLog::new(connection.clone()),
            email_tokens: SqlEmailTokenRepository::new(connection.clone()),
            jobs: SqlJobQueue::new(connection.clone()),
            throttles: SqlThrottles::new(connection.clone()),
            tasks: SqlTaskRepository::new(connection.clone()),
            journal: SqlJournal::new(connection.clone()),
            changes: SqlChangeLog::new(connection),
            sql: sea_orm::Database::connect(database.url()).await.unwrap(),
        })
    }

    /// A new user.
    pub(crate) async fn user(&self, name: &str) -> UserId {
        let user = user(&format!("{name}@example.org"));
        self.users.insert(&user, &hash("secret")).await.unwrap();
        user.id
    }

    /// The user with this id.
    pub(crate) async fn found(&self, id: UserId) -> Option<User> {
        let credentials = self.users.credentials_of(id).await.unwrap();
        credentials.map(|credentials| credentials.user)
    }

    /// Stores a new task and returns it.
    pub(crate) async fn keep(&self, owner: UserId, draft: Draft) -> Task {
        let task = draft.task();
        self.create(owner, &task).await.unwrap();
        task
    }

    pub(crate) async fn create(&self, owner: UserId, task: &Task) -> Result<(), CommitError> {
        self.commit(owner, vec![Put::create(task.clone())]).await
    }

    pub(crate) async fn commit(&self, actor: UserId, puts: Vec<Put>) -> Result<(), CommitError> {
        self.journal.commit(&commit(actor, puts)).await
    }

    /// Writes what `decide` makes of a task, again until nothing was written in between. Returns
    /// the task, or `None` if there is none.
    pub(crate) async fn change(
        &self,
        owner: UserId,
        id: TaskId,
        decide: impl Fn(Task) -> Task,
    ) -> Option<Task> {
        loop {
            let before = self.tasks.find(owner, id).await.unwrap()?;
            let after = decide(before.clone());
            match self
                .commit(owner, vec![Put::change(before, after.clone())])
                .await
            {
                Ok(()) => return Some(after),
                Err(CommitError::Conflict) => {}
                Err(error) => panic!("{error:?}"),
            }
        }
    }

    pub(crate) async fn patch(
        &self,
        owner: UserId,
        id: TaskId,
        patch: &TaskPatch,
        now: Timestamp,
    ) -> Option<Task> {
        let apply = |task| patch.apply(task, now).unwrap();
        self.change(owner, id, apply).await
    }

    pub(crate) async fn toggle(&self, owner: UserId, task: &Task) -> Option<Task> {
        self.change(owner, task.id, |task| task.toggle(later()))
            .await
    }

    /// Moves a task to the trash.
    pub(crate) async fn delete(&self, owner: UserId, task: &Task) -> Option<Task> {
        self.change(owner, task.id, |task| task.delete(later()))
            .await
    }

    pub(crate) async fn find(&self, owner: UserId, task: &Task) -> Option<Task> {
        self.tasks.find(owner, task.id).await.unwrap()
    }

    pub(crate) async fn page(&self, owner: UserId, query: &TaskQuery) -> Page<Task, TaskCursor> {
        self.tasks.list(owner, query, noon()).await.unwrap()
    }

    /// The titles of the tasks that match the filter, in order.
    pub(crate) async fn titles(&self, owner: UserId, filter: TaskFilter) -> Vec<String> {
        self.titles_at(owner, filter, noon()).await
    }

    pub(crate) async fn titles_at(
        &self,
        owner: UserId,
        filter: TaskFilter,
        time: LocalTime,
    ) -> Vec<String> {
        let query = TaskQuery {
            filter,
            ..by(TaskSort::Title, Order::Ascending)
        };
        let page = self.tasks.list(owner, &query, time).await.unwrap();
        assert_eq!(page.next, None, "the tasks of a test fit on a page");
        let titles = page
            .items
            .iter()
            .map(|task| task.content.title.as_str().to_owned());
        titles.collect()
    }

    /// The number a query returns.
    pub(crate) async fn number(&self, select: &str) -> i64 {
        let select = Statement::from_string(self.sql.get_database_backend(), select);
        let row = self.sql.query_one_raw(select).await.unwrap().unwrap();
        row.try_get_by_index(0).unwrap()
    }

    /// Runs SQL that bypasses the repositories.
    pub(crate) async fn execute(&self, sql: &str) {
        self.sql.execute_unprepared(sql).await.unwrap();
    }
}

/// All tasks in this order: the first page, as large as allowed, with the total.
pub(crate) fn by(sort: TaskSort, order: Order) -> TaskQuery {
    TaskQuery {
        filter: TaskFilter::default(),
        sort,
        order,
        after: None,
        limit: limit(100),
        with_total: true,
    }
}

pub(crate) fn limit(value: u64) -> Limit {
    Limit::parse(value).unwrap()
}

/// An unremarkable time.
pub(crate) fn noon() -> LocalTime {
    LocalTime {
        now: instant("2026-06-15T12:00:00Z"),
        home: TimeZone::UTC,
    }
}

/// A while after [`noon`].
pub(crate) fn later() -> Timestamp {
    instant("2026-06-15T13:00:00.000001Z")
}

pub(crate) fn commit(actor: UserId, puts: Vec<Put>) -> Commit {
    Commit {
        id: CommitId::new(),
        actor,
        at: later(),
        key: None,
        puts,
    }
}

pub(crate) fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn user(email: &str) -> User {
    User::new(Email::parse(email).unwrap(), noon().now)
}

pub(crate) fn hash(text: &str) -> PasswordHash {
    PasswordHash(text.to_owned())
}

/// Does something many times simultaneously, and returns the results.
pub(crate) async fn at_once<F>(times: usize, what: impl Fn(usize) -> F) -> Vec<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let set: JoinSet<_> = (0..times).map(what).collect();
    set.join_all().await
}
