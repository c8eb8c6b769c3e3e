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
    /// Only completed tasks, or only open ones.
    #[param(nullable = false)]
    completed: Option<bool>,
    /// Only tasks of this priority; repeated, of any of these.
    #[param(nullable = false, explode = true, style = Form)]
    priority: Option<Vec<PriorityName>>,
    /// Only tasks with this tag; repeated, with any of these.
    #[param(nullable = false, explode = true, style = Form)]
    tag: Option<Vec<super::requests::TagName>>,
    /// Only tasks in whose title, description or tags every one of these terms occurs, however
    /// case, accents and the like are typed. Terms are separated by white space.
    #[param(nullable = false, max_length = 200, pattern = r"^[^\u0000]*$")]
    search: Option<String>,
    /// Only tasks due before this day, the day itself excluded.
    #[param(nullable = false, value_type = Option<String>, format = Date)]
    due_before: Option<DueDate>,
    /// Only tasks due after this day, the day itself excluded.
    #[param(nullable = false, value_type = Option<String>, format = Date)]
    due_after: Option<DueDate>,
    /// Only open tasks whose day, or time of day, has passed in their time zone; or only the others.
    #[param(nullable = false)]
    overdue: Option<bool>,
    /// What to sort by: `created_at` unless told. Tasks without a due date come last in both
    /// orders; equal tasks are sorted by id.
    #[param(nullable = false, inline)]
    sort: Option<SortName>,
    /// In which order: unless told, `asc` for `due_date` and `title`, else `desc`.
    #[param(nullable = false, inline)]
    order: Option<OrderName>,
    /// How many tasks at most: 50 unless told.
    #[param(nullable = false, minimum = 1, maximum = 100)]
    limit: Option<u16>,
    /// The `next_cursor` of the page before, with all other parameters but `limit` and `include`
    /// as they were.
    #[param(nullable = false, format = "cursor")]
    cursor: Option<String>,
    /// What to tell besides: `total`, the number of tasks on all pages.
    #[param(nullable = false, inline)]
    include: Option<IncludeName>,
}

/// What a list of tags is asked for with.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
#[expect(dead_code, reason = "it only describes")]
pub(crate) struct ListTagsParameters {
    /// How many tags at most: 50 unless told.
    #[param(nullable = false, minimum = 1, maximum = 100)]
    limit: Option<u16>,
    /// The `next_cursor` of the page before.
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
