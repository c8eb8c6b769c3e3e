//! The errors that operations have in common.

use std::collections::btree_map::Entry;

use utoipa::IntoResponses;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::security::SecurityRequirement;

use super::has_parameter;
use crate::error::{
    AnyErrors, BodyErrors, HeaderErrors, InputErrors, KeyErrors, ProtectedErrors, VersionErrors,
};
use crate::input::{IDEMPOTENCY_KEY, IF_MATCH, IF_NONE_MATCH};

/// Adds the errors that an operation's handler does not list.
pub(super) fn declare(operation: &mut Operation) {
    let has_body = operation.request_body.is_some();
    let has_parameters = has_parameter(operation, |it| it.parameter_in != ParameterIn::Header);
    let bearer = SecurityRequirement::new("bearer", [""; 0]);
    let is_protected = operation
        .security
        .as_ref()
        .is_some_and(|any| any.contains(&bearer));
    // An empty requirement shows that none was forgotten.
    operation
        .security
        .get_or_insert_with(|| vec![SecurityRequirement::default()]);
    if has_body {
        add::<BodyErrors>(operation);
    }
    if has_body || has_parameters {
        add::<InputErrors>(operation);
    }
    if has_parameter(operation, |it| it.name == IF_MATCH) {
        add::<VersionErrors>(operation);
    }
    if has_parameter(operation, |it| it.name == IF_NONE_MATCH) {
        add::<HeaderErrors>(operation);
    }
    if has_parameter(operation, |it| it.name == IDEMPOTENCY_KEY) {
        add::<KeyErrors>(operation);
    }
    if is_protected {
        add::<ProtectedErrors>(operation);
    }
    add::<AnyErrors>(operation);
}

/// Adds errors to those that are there already.
fn add<E: IntoResponses>(operation: &mut Operation) {
    for (status, response) in E::responses() {
        match operation.responses.responses.entry(status) {
            Entry::Vacant(entry) => {
                entry.insert(response);
            }
            Entry::Occupied(mut entry) => {
                if let (RefOr::T(old), RefOr::T(new)) = (entry.get_mut(), response) {
                    for code in new.description.split(" or ") {
                        if !old.description.contains(code) {
                            old.description.push_str(" or ");
                            old.description.push_str(code);
                        }
                    }
                }
            }
        }
    }
}
