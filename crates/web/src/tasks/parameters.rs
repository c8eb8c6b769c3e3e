//! The query of a list of tasks.

use deserr::Deserr;
use errand_domain::tasks::{DueDate, Order, SearchTerms, Tag, TaskFilter, TaskQuery, TaskSort};
use errand_domain::users::UserId;
use errand_domain::{Invalid, Limit};
use strum::{EnumString, VariantNames};
use utoipa::IntoParams;

use super::cursor::AfterTask;
use super::requests::TagName;
use super::responses::PriorityName;
use crate::error::ApiError;
use crate::input::{
    Cursor, FieldErrors, Flag, Many, Name, Query, fields, place_of, unknown_parameter,
};

/// What a list of tasks is asked for with.
#[derive(Deserr, IntoParams)]
#[deserr(error = FieldErrors, deny_unknown_fields = unknown_parameter)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListTasksParameters {
    /// Only completed (`true`) or only open (`false`) tasks.
    #[param(value_type = Option<bool>, nullable = false)]
    #[deserr(default)]
    completed: Option<Flag>,
    /// Only tasks with this priority. Repeat it for tasks with any of several.
    #[param(value_type = Option<Vec<PriorityName>>, nullable = false, explode = true, style = Form)]
    #[deserr(default)]
    priority: Many<PriorityName>,
    /// Only tasks with this tag. Repeat it for tasks with any of several.
    #[param(value_type = Option<Vec<TagName>>, nullable = false, explode = true, style = Form)]
    #[deserr(default)]
    tag: AnyTag,
    /// Only tasks that contain all of these terms in their title, description or tags, ignoring
    /// case and accents. White space separates terms.
    #[param(value_type = Option<String>, nullable = false, max_length = 200, pattern = r"^[^\u0000]*$")]
    #[deserr(default)]
    search: SearchTerms,
    /// Only tasks due before this date (exclusive).
    #[param(value_type = Option<String>, nullable = false, format = Date)]
    #[deserr(default)]
    due_before: Option<DueDate>,
    /// Only tasks due after this date (exclusive).
    #[param(value_type = Option<String>, nullable = false, format = Date)]
    #[deserr(default)]
    due_after: Option<DueDate>,
    /// Only overdue tasks (`true`) or only the others (`false`). An open task is overdue once its
    /// due date, or time, has passed in its time zone.
    #[param(value_type = Option<bool>, nullable = false)]
    #[deserr(default)]
    overdue: Option<Flag>,
    /// The sort key; `created_at` by default. Tasks without a due date come last in both orders;
    /// ties are sorted by id.
    #[param(value_type = Option<SortName>, nullable = false, inline)]
    #[deserr(default)]
    sort: SortName,
    /// The sort order; by default `asc` for `due_date` and `title`, and `desc` otherwise.
    #[param(nullable = false, inline)]
    #[deserr(default)]
    order: Option<OrderName>,
    /// The maximum number of tasks; 50 by default.
    #[param(value_type = Option<u16>, nullable = false, minimum = 1, maximum = 100)]
    #[deserr(default)]
    limit: Limit,
    /// The `next_cursor` of the previous page. All other parameters except `limit` and `include`
    /// must be unchanged.
    #[param(value_type = Option<String>, nullable = false, format = "cursor")]
    #[deserr(default)]
    cursor: Option<Cursor>,
    /// `total` adds the number of tasks on all pages.
    #[param(nullable = false, inline)]
    #[deserr(default)]
    include: Option<IncludeName>,
}

type SortName = Name<TaskSort>;
type OrderName = Name<Order>;
type IncludeName = Name<Include>;

/// What a list tells besides its page.
#[derive(EnumString, VariantNames)]
#[strum(serialize_all = "lowercase")]
enum Include {
    Total,
}

/// The tags one of which a task must have, each once, in their order.
#[derive(Default)]
pub(crate) struct AnyTag(Vec<Tag>);

impl AnyTag {
    /// The most tags that one list looks for.
    const MAX_COUNT: usize = 100;

    /// Drops repetitions and accepts at most 100 different tags.
    pub(crate) fn parse(Many(names): Many<TagName>) -> Result<Self, Invalid> {
        let mut tags: Vec<_> = names.into_iter().map(|TagName(tag)| tag).collect();
        tags.sort_unstable();
        tags.dedup();
        if tags.len() > Self::MAX_COUNT {
            let detail = format!("must have at most {} different values", Self::MAX_COUNT);
            return Err(Invalid::new("too_many", detail).with_number("max", Self::MAX_COUNT));
        }
        Ok(Self(tags))
    }
}

fields! {
    SearchTerms, String, |text| SearchTerms::parse(&text);
    AnyTag, Many<TagName>, AnyTag::parse;
}

/// Parses the query of a list of tasks, and the fingerprint that its cursors bear.
pub(crate) fn parse_task_query(query: &str, user: UserId) -> Result<(TaskQuery, u64), ApiError> {
    let query = Query::new(query);
    let fingerprint = query.fingerprint("tasks", user);
    let parameters: ListTasksParameters = query.parse()?;
    let Name(sort) = parameters.sort;
    let place = |after: AfterTask| after.parse(sort);
    let query = TaskQuery {
        filter: TaskFilter {
            completed: parameters.completed.map(|Flag(flag)| flag),
            priorities: parameters
                .priority
                .0
                .into_iter()
                .map(|Name(value)| value)
                .collect(),
            tags: parameters.tag.0,
            search: parameters.search,
            due_before: parameters.due_before,
            due_after: parameters.due_after,
            overdue: parameters.overdue.map(|Flag(flag)| flag),
        },
        sort,
        order: parameters
            .order
            .map_or(sort.natural_order(), |Name(order)| order),
        after: place_of(parameters.cursor, fingerprint, place)?,
        limit: parameters.limit,
        with_total: parameters.include.is_some(),
    };
    Ok((query, fingerprint))
}
