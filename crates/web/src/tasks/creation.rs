//! The request that creates a task: its content, and the id if the client makes it.

use std::borrow::Cow;

use deserr::{Deserr, IntoValue, Map, MergeWithError, Value, ValuePointerRef, take_cf_content};
use errand_domain::Invalid;
use errand_domain::tasks::{NewTask, TaskId};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::{Uuid, Variant};

use super::requests::ReplaceTaskRequest;
use crate::input::{FieldErrors, Given, fields};

/// The content of a new task.
pub(crate) struct CreateTaskRequest {
    id: Given<NewId>,
    content: ReplaceTaskRequest,
}

impl CreateTaskRequest {
    /// The id, which is a new one unless the client made it, and the content.
    pub(super) fn parse(self) -> Result<(TaskId, NewTask), FieldErrors> {
        let id = self.id.0.map_or_else(Uuid::now_v7, |NewId(id)| id);
        Ok((TaskId(id), self.content.try_into()?))
    }
}

/// An id that a client made.
struct NewId(Uuid);

impl NewId {
    /// Accepts a UUIDv7 in its hyphenated form.
    fn parse(text: &str) -> Result<Self, Invalid> {
        // Of all forms of a UUID, only the hyphenated one has 36 characters.
        let id: Option<Uuid> = (text.len() == 36).then(|| text.parse().ok()).flatten();
        let is_v7 = |id: &Uuid| id.get_version_num() == 7 && id.get_variant() == Variant::RFC4122;
        id.filter(is_v7)
            .map(Self)
            .ok_or_else(|| Invalid::new("invalid_id", "must be a UUIDv7 with hyphens"))
    }
}

fields! {
    NewId, String, |text| NewId::parse(&text);
}

impl Deserr<FieldErrors> for CreateTaskRequest {
    fn deserialize_from_value<V: IntoValue>(
        mut value: Value<V>,
        location: ValuePointerRef,
    ) -> Result<Self, FieldErrors> {
        let id = match &mut value {
            Value::Map(members) => members.remove("id"),
            _ => None,
        };
        let id = id.map_or_else(
            || Ok(Given::default()),
            |id| Given::deserialize_from_value(id.into_value(), location.push_key("id")),
        );
        let content = ReplaceTaskRequest::deserialize_from_value(value, location);
        match (id, content) {
            (Ok(id), Ok(content)) => Ok(Self { id, content }),
            (Err(errors), Ok(_)) | (Ok(_), Err(errors)) => Err(errors),
            (Err(id), Err(content)) => Err(take_cf_content(FieldErrors::merge(
                Some(id),
                content,
                location,
            ))),
        }
    }
}

impl PartialSchema for CreateTaskRequest {
    fn schema() -> RefOr<Schema> {
        let mut schema = ReplaceTaskRequest::schema();
        if let RefOr::T(Schema::Object(object)) = &mut schema {
            let id = ObjectBuilder::new()
                .schema_type(Type::String)
                .pattern(Some(ID))
                .description(Some("A UUIDv7 (RFC 9562), if the client makes the id"))
                .examples(["019b0000-0000-7000-8000-000000000000"]);
            object.properties.insert("id".to_owned(), id.into());
            object.description = Some("The content of a new task.".to_owned());
        }
        schema
    }
}

const ID: &str =
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-7[0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$";

impl ToSchema for CreateTaskRequest {
    fn name() -> Cow<'static, str> {
        "CreateTaskRequest".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        ReplaceTaskRequest::schemas(schemas);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("019b0000-0000-7000-8000-000000000000")]
    #[case("FFFFFFFF-FFFF-7FFF-BFFF-FFFFFFFFFFFF")]
    fn a_client_may_make_a_uuid_v7(#[case] text: &str) {
        let id = NewId::parse(text).unwrap();
        assert_eq!(id.0.to_string(), text.to_lowercase());
    }

    #[rstest]
    #[case::empty("")]
    #[case::version_4("019b0000-0000-4000-8000-000000000000")]
    #[case::other_variant("019b0000-0000-7000-c000-000000000000")]
    #[case::nil("00000000-0000-0000-0000-000000000000")]
    #[case::without_hyphens("019b0000000070008000000000000000")]
    #[case::in_braces("{019b0000-0000-7000-8000-000000000000}")]
    #[case::urn("urn:uuid:019b0000-0000-7000-8000-000000000000")]
    #[case::hyphens_elsewhere("019b0000-00007-000-8000-000000000000")]
    fn anything_else_is_refused(#[case] text: &str) {
        assert!(NewId::parse(text).is_err());
    }
}
