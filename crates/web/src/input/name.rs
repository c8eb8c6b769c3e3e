//! Domain values with names. One definition parses the names and lists them in the OpenAPI
//! document.

use std::any::type_name;
use std::borrow::Cow;
use std::str::FromStr;

use deserr::{Deserr, IntoValue, Value, ValuePointerRef};
use errand_domain::Invalid;
use serde::{Serialize, Serializer};
use strum::VariantNames;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use super::{FieldErrors, parse};

/// A value that is chosen by its name.
#[derive(Clone, Copy, Default)]
pub(crate) struct Name<T>(pub(crate) T);

impl<T: FromStr + VariantNames> Deserr<FieldErrors> for Name<T> {
    fn deserialize_from_value<V: IntoValue>(
        value: Value<V>,
        location: ValuePointerRef,
    ) -> Result<Self, FieldErrors> {
        parse(value, location, |name: String| {
            let named = name.parse().map(Self);
            named.map_err(|_| Invalid::unknown_value(T::VARIANTS))
        })
    }
}

impl<T: Copy + Into<&'static str>> Serialize for Name<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.into())
    }
}

impl<T: VariantNames> PartialSchema for Name<T> {
    fn schema() -> RefOr<Schema> {
        let names = ObjectBuilder::new().schema_type(Type::String);
        names.enum_values(Some(T::VARIANTS.iter().copied())).into()
    }
}

impl<T: VariantNames> ToSchema for Name<T> {
    fn name() -> Cow<'static, str> {
        let (_, name) = type_name::<T>().rsplit_once("::").unwrap_or_default();
        format!("{name}Name").into()
    }
}
