//! The queries of lists.

use errand_domain::Invalid;
use errand_domain::tasks::{
    DueDate, Order, Priority, SearchTerms, Tag, TaskFilter, TaskQuery, TaskSort,
};
use errand_domain::users::UserId;
use utoipa::IntoParams;

use super::cursor::AfterTask;
use super::responses::PriorityName;
use crate::error::ApiError;
use crate::input::{Parameters, decode_cursor, parse_bool, parse_limit};

/// What a list of tasks is asked for with. It describes [`parse_task_query`] to those who read the
/// schema.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ListTasksParameters {
    /// Only completed (`true`) or only open (`false`) tasks.
    #[param(nullable = false)]
    completed: Option<bool>,
    /// Only tasks with this priority. Repeat it for tasks with any of several.
    #[param(nullable = false, explode = true, style = Form)]
    priority: Option<Vec<PriorityName>>,
    /// Only tasks with this tag. Repeat it for tasks with any of several.
    #[param(nullable = false, explode = true, style = Form)]
    tag: Option<Vec<super::requests::TagName>>,
    /// Only tasks that contain all of these terms in their title, description or tags, ignoring
    /// case and accents. White space separates terms.
    #[param(nullable = false, max_length = 200, pattern = r"^[^\u0000]*$")]
    search: Option<String>,
    /// Only tasks due before this date (exclusive).
    #[param(nullable = false, value_type = Option<String>, format = Date)]
    due_before: Option<DueDate>,
    /// Only tasks due after this date (exclusive).
    #[param(nullable = false, value_type = Option<String>, format = Date)]
    due_after: Option<DueDate>,
    /// Only overdue tasks (`true`) or only the others (`false`). An open task is overdue once its
    /// due date, or time, has passed in its time zone.
    #[param(nullable = false)]
    overdue: Option<bool>,
    /// The sort key; `created_at` by default. Tasks without a due date come last in both orders;
    /// ties are sorted by id.
    #[param(nullable = false, inline)]
    sort: Option<SortName>,
    /// The sort order; by default `asc` for `due_date` and `title`, and `desc` otherwise.
    #[param(nullable = false, inline)]
    order: Option<OrderName>,
    /// The maximum number of tasks; 50 by default.
    #[param(nullable = false, minimum = 1, maximum = 100)]
    limit: Option<u16>,
    /// The `next_cursor` of the previous page. All other parameters except `limit` and `include`
    /// must be unchanged.
    #[param(nullable = false, format = "cursor")]
    cursor: Option<String>,
    /// `total` adds the number of tasks on all pages.
    #[param(nullable = false, inline)]
    include: Option<IncludeName>,
}

/// What a list of tags is asked for with.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ListTagsParameters {
    /// The maximum number of tags; 50 by default.
    #[param(nullable = false, minimum = 1, maximum = 100)]
    limit: Option<u16>,
    /// The `next_cursor` of the previous page.
    #[param(nullable = false, format = "cursor")]
    cursor: Option<String>,
}

#[derive(utoipa::ToSchema)]
#[schema(rename_all = "snake_case")]
#[expect(dead_code, reason = "it only describes")]
enum SortName {
    CreatedAt,
    UpdatedAt,
    DueDate,
    Priority,
    Title,
}

#[derive(utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it only describes")]
enum OrderName {
    Asc,
    Desc,
}

#[derive(utoipa::ToSchema)]
#[schema(rename_all = "lowercase")]
#[expect(dead_code, reason = "it only describes")]
enum IncludeName {
    Total,
}

/// The most tags that one list looks for.
const MAX_TAGS: usize = 100;

/// Parses the query of a list of tasks, and the fingerprint that its cursors bear.
pub(crate) fn parse_task_query(query: &str, user: UserId) -> Result<(TaskQuery, u64), ApiError> {
    let mut parameters = Parameters::new(query);
    let limit = parameters.one("limit", parse_limit).unwrap_or_default();
    let include = parameters.one("include", parse_include);
    let after = parameters.one("cursor", |text| Ok(text.to_owned()));
    let fingerprint = parameters.fingerprint(user.0.as_bytes());
    let mut tags = parameters.many("tag", Tag::parse);
    tags.sort_unstable();
    tags.dedup();
    if tags.len() > MAX_TAGS {
        let detail = format!("must have at most {MAX_TAGS} different values");
        let invalid = Invalid::new("too_many", detail).with_number("max", MAX_TAGS);
        parameters.refuse("tag", invalid);
    }
    let filter = TaskFilter {
        completed: parameters.one("completed", parse_bool),
        priorities: parameters.many("priority", Priority::parse),
        tags,
        search: parameters
            .one("search", SearchTerms::parse)
            .unwrap_or_default(),
        due_before: parameters.one("due_before", DueDate::parse),
        due_after: parameters.one("due_after", DueDate::parse),
        overdue: parameters.one("overdue", parse_bool),
    };
    let sort = parameters.one("sort", parse_sort).unwrap_or_default();
    let order = parameters.one("order", parse_order);
    let after = after.map(|text| decode_cursor::<AfterTask>(&text, fingerprint)?.parse(sort));
    let after = after.transpose().unwrap_or_else(|invalid| {
        parameters.refuse("cursor", invalid);
        None
    });
    parameters.finish()?;
    let query = TaskQuery {
        filter,
        sort,
        order: order.unwrap_or(sort.natural_order()),
        after,
        limit,
        with_total: include.is_some(),
    };
    Ok((query, fingerprint))
}

fn parse_sort(value: &str) -> Result<TaskSort, Invalid> {
    match value {
        "created_at" => Ok(TaskSort::CreatedAt),
        "updated_at" => Ok(TaskSort::UpdatedAt),
        "due_date" => Ok(TaskSort::DueDate),
        "priority" => Ok(TaskSort::Priority),
        "title" => Ok(TaskSort::Title),
        _ => Err(Invalid::unknown_value(&[
            "created_at",
            "updated_at",
            "due_date",
            "priority",
            "title",
        ])),
    }
}

fn parse_order(value: &str) -> Result<Order, Invalid> {
    match value {
        "asc" => Ok(Order::Ascending),
        "desc" => Ok(Order::Descending),
        _ => Err(Invalid::unknown_value(&["asc", "desc"])),
    }
}

fn parse_include(value: &str) -> Result<(), Invalid> {
    match value {
        "total" => Ok(()),
        _ => Err(Invalid::unknown_value(&["total"])),
    }
}
