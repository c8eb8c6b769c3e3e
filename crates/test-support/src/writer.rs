//! Clients that write with keys whatever fails, and what must hold afterwards.

use reqwest::{Client, Method, RequestBuilder};
use serde_json::json;

use crate::{Response, TestDatabase};

/// Creates a task, completes it, creates the next, and so on. The key of a request is its number,
/// so one that did not succeed is repeated with the same key.
pub struct Writer {
    client: Client,
    number: usize,
    token: String,
    succeeded: usize,
    task: String,
}

impl Writer {
    /// A writer with this number, which is in the titles of its tasks: `3 of 7` is the task of the
    /// third request of writer 7.
    pub fn new(number: usize, token: &str) -> Self {
        Self {
            client: Client::new(),
            number,
            token: token.to_owned(),
            succeeded: 0,
            task: String::new(),
        }
    }

    /// Makes the next request to the product at this URL, or repeats the last one if it did not
    /// succeed. Returns the answer.
    ///
    /// # Errors
    /// If there is no answer.
    ///
    /// # Panics
    /// If the answer is another task than the one requested.
    pub async fn write(&mut self, url: &str) -> Result<Response, reqwest::Error> {
        let (number, count) = (self.number, self.succeeded);
        let creates = count.is_multiple_of(2);
        let tasks = format!("{url}/api/v1/tasks");
        let request = if creates {
            let title = format!("{count} of {number}");
            let task = json!({ "title": title, "description": "milk", "tags": ["a", "b"] });
            self.client.request(Method::POST, tasks).json(&task)
        } else {
            let patch = json!({ "completed": true, "description": "bread", "tags": ["b", "c"] });
            let task = format!("{tasks}/{}", self.task);
            self.client.request(Method::PATCH, task).json(&patch)
        };
        let response = self.send(request).await?;
        if (200..300).contains(&response.status) {
            let task = response.json();
            assert_eq!(task["completed"], !creates, "{task}");
            let title = format!("{} of {number}", count - count % 2);
            assert_eq!(task["title"], title, "{task}");
            task["id"]
                .as_str()
                .expect("an id")
                .clone_into(&mut self.task);
            self.succeeded += 1;
        }
        Ok(response)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Response, reqwest::Error> {
        let key = format!("{}-{}", self.number, self.succeeded);
        let request = request.bearer_auth(&self.token);
        let response = request.header("Idempotency-Key", key).send().await?;
        Response::read(response).await
    }
}

/// Checks that all these writers' successful requests were carried out once, that nothing else was,
/// and that the tasks agree with everything that is stored about them.
///
/// # Panics
/// If that is not so.
pub async fn assert_written_once(database: &TestDatabase, writers: &[Writer]) {
    let changes: usize = writers.iter().map(|writer| writer.succeeded).sum();
    let tasks: usize = writers
        .iter()
        .map(|writer| writer.succeeded.div_ceil(2))
        .sum();
    for (select, expected) in [
        ("COUNT(*) FROM tasks", tasks),
        ("COUNT(DISTINCT title) FROM tasks", tasks),
        ("COUNT(completed_at) FROM tasks", changes - tasks),
        ("SUM(version) FROM tasks", changes),
        ("COUNT(*) FROM changes", changes),
        ("MAX(seq) FROM changes", changes),
        ("MAX(seq) FROM scopes", changes),
        ("COUNT(*) FROM request_keys", changes),
        (
            "COUNT(*) FROM request_keys JOIN changes ON changes.commit_id = request_keys.commit_id",
            changes,
        ),
        // The last state in the log is the task's.
        (
            "COUNT(*) FROM tasks JOIN changes ON entity_id = tasks.id
             WHERE CAST(after ->> 'version' AS bigint) = tasks.version
             AND after ->> 'description' = description",
            tasks,
        ),
        ("COUNT(*) FROM task_tags", 2 * tasks),
        (
            "COUNT(*) FROM task_tags JOIN tasks ON task_id = id
             WHERE tag = 'b' OR tag = CASE WHEN completed_at IS NULL THEN 'a' ELSE 'c' END",
            2 * tasks,
        ),
    ] {
        assert_eq!(count(database, select).await, expected, "{select}");
    }
    if !database.is_postgres() {
        database.assert_search_index().await;
    }
}

async fn count(database: &TestDatabase, select: &str) -> usize {
    let (count, from) = select.split_once(" FROM ").expect("a table");
    let text = format!("SELECT CAST(COALESCE({count}, 0) AS text) FROM {from}");
    let count = database.query_text(&text).await;
    count.parse().expect("a number")
}
