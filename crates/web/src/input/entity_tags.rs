//! Entity tags (RFC 9110 §8.8.3), and the headers that list them. The tag of a task is its version.

use actix_web::http::header::HeaderMap;

use super::header;
use crate::error::ApiError;

/// The value of `If-Match` or `If-None-Match`.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum EntityTags {
    /// `*`: whatever there is.
    Any,
    /// Any of these.
    Tags(Vec<EntityTag>),
}

/// One entity tag.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct EntityTag {
    is_weak: bool,
    /// What is between the quotes.
    opaque: String,
}

impl EntityTags {
    /// Reads a header. Its lines are one list.
    ///
    /// # Errors
    /// `malformed_header`.
    pub(super) fn of(headers: &HeaderMap, name: &'static str) -> Result<Option<Self>, ApiError> {
        let Some(value) = header::joined(headers, name)? else {
            return Ok(None);
        };
        let tags = Self::parse(&value);
        tags.map(Some).ok_or(ApiError::MalformedHeader(name))
    }

    fn parse(value: &str) -> Option<Self> {
        if value.trim_matches(WHITE_SPACE) == "*" {
            return Some(Self::Any);
        }
        let (mut tags, mut rest) = (Vec::new(), value);
        loop {
            // A list may have empty members (RFC 9110 §5.6.1.2).
            rest = rest.trim_start_matches([' ', '\t', ',']);
            if rest.is_empty() {
                return (!tags.is_empty()).then_some(Self::Tags(tags));
            }
            let weak = rest.strip_prefix("W/");
            let (opaque, after) = weak.unwrap_or(rest).strip_prefix('"')?.split_once('"')?;
            if !opaque.bytes().all(|byte| byte.is_ascii_graphic()) {
                return None;
            }
            tags.push(EntityTag {
                is_weak: weak.is_some(),
                opaque: opaque.to_owned(),
            });
            rest = after.trim_start_matches(WHITE_SPACE);
            if !(rest.is_empty() || rest.starts_with(',')) {
                return None;
            }
        }
    }

    /// The versions with these tags by strong comparison, which no weak tag passes; `None` means
    /// all.
    pub(super) fn versions(&self) -> Option<Vec<i64>> {
        let Self::Tags(tags) = self else { return None };
        let strong = tags.iter().filter(|tag| !tag.is_weak);
        Some(strong.filter_map(EntityTag::version).collect())
    }

    /// Whether a version has one of these tags by weak comparison.
    pub(crate) fn include(&self, version: i64) -> bool {
        match self {
            Self::Any => true,
            Self::Tags(tags) => tags.iter().any(|tag| tag.version() == Some(version)),
        }
    }
}

impl EntityTag {
    /// The version with this tag, if there can be one: tags are compared byte by byte, so `"01"` is
    /// the tag of none.
    fn version(&self) -> Option<i64> {
        let version: Option<i64> = self.opaque.parse().ok();
        version.filter(|version| version.to_string() == self.opaque)
    }
}

/// The tag of a version.
pub(crate) fn entity_tag(version: i64) -> String {
    format!("\"{version}\"")
}

const WHITE_SPACE: [char; 2] = [' ', '\t'];

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::one(r#""3""#, &[3], &[3])]
    #[case::several(r#""3", "5""#, &[3, 5], &[3, 5])]
    #[case::without_spaces(r#""3","5""#, &[3, 5], &[3, 5])]
    #[case::empty_members(" ,, \"3\"\t, ", &[3], &[3])]
    #[case::weak(r#"W/"3", "5""#, &[5], &[3, 5])]
    #[case::no_number(r#""a,b", "", "W/", "3""#, &[3], &[3])]
    #[case::not_the_tag_of_a_version(r#""03", "+3", "3.0""#, &[], &[])]
    #[case::no_number_that_fits(r#""9223372036854775808""#, &[], &[])]
    fn a_list_of_tags_names_versions(
        #[case] value: &str,
        #[case] strong: &[i64],
        #[case] weak: &[i64],
    ) {
        let tags = EntityTags::parse(value).unwrap();
        assert_eq!(tags.versions().unwrap(), strong);
        let included: Vec<_> = (0..10).filter(|version| tags.include(*version)).collect();
        assert_eq!(included, weak);
    }

    #[test]
    fn a_star_stands_for_every_version() {
        let any = EntityTags::parse(" *\t").unwrap();
        assert_eq!(any.versions(), None);
        assert!(any.include(1));
    }

    #[rstest]
    #[case("")]
    #[case(" , ")]
    #[case("3")]
    #[case("\"3")]
    #[case("3\"")]
    #[case("'3'")]
    #[case(r#""3" "5""#)]
    #[case(r#""3""5""#)]
    #[case(r#""3", *"#)]
    #[case(r#"*, "3""#)]
    #[case("**")]
    #[case(r#"w/"3""#)]
    #[case(r#"W/ "3""#)]
    #[case("W/")]
    #[case(r#""3", 5"#)]
    #[case(r#"" 3""#)]
    #[case("\"3\t\"")]
    fn anything_else_is_malformed(#[case] value: &str) {
        assert_eq!(EntityTags::parse(value), None);
    }
}
