//! Invalid task fields and the errors they cause, for every request that writes a task.

use serde_json::{Value, json};

type Errors = &'static [(&'static str, &'static str)];

pub(super) fn bad_fields() -> impl Iterator<Item = (Value, Errors)> {
    texts()
        .into_iter()
        .chain(choices())
        .chain(tags())
        .chain(dues())
        .chain(several())
}

fn texts() -> [(Value, Errors); 14] {
    let (blank, long, control): (Errors, Errors, Errors) = (
        &[("/title", "blank")],
        &[("/title", "too_long")],
        &[("/title", "control_character")],
    );
    let description = |value: Value| json!({ "description": value });
    [
        (json!({ "title": "" }), blank),
        (json!({ "title": " \u{3000}\u{a0} " }), blank),
        (json!({ "title": "\u{200b}\u{feff}" }), blank),
        (json!({ "title": "\u{3164} \u{202e}" }), blank),
        (json!({ "title": "é".repeat(201) }), long),
        (json!({ "title": "a\0b" }), control),
        (json!({ "title": "a\nb" }), control),
        (json!({ "title": "a\u{85}b" }), control),
        (json!({ "title": null }), &[("/title", "wrong_type")]),
        (json!({ "title": 7 }), &[("/title", "wrong_type")]),
        (
            description("é".repeat(10_001).into()),
            &[("/description", "too_long")],
        ),
        (
            description("a\0".into()),
            &[("/description", "control_character")],
        ),
        (description(json!(["a"])), &[("/description", "wrong_type")]),
        (description(json!(false)), &[("/description", "wrong_type")]),
    ]
}

fn choices() -> [(Value, Errors); 7] {
    [
        (
            json!({ "completed": "true" }),
            &[("/completed", "wrong_type")],
        ),
        (json!({ "completed": 1 }), &[("/completed", "wrong_type")]),
        (
            json!({ "completed": null }),
            &[("/completed", "wrong_type")],
        ),
        (
            json!({ "priority": "urgent" }),
            &[("/priority", "unknown_value")],
        ),
        (
            json!({ "priority": "High" }),
            &[("/priority", "unknown_value")],
        ),
        (json!({ "priority": 1 }), &[("/priority", "wrong_type")]),
        (json!({ "priority": null }), &[("/priority", "wrong_type")]),
    ]
}

fn tags() -> [(Value, Errors); 6] {
    let different: Vec<_> = (0..21).map(|number| number.to_string()).collect();
    [
        (json!({ "tags": different }), &[("/tags", "too_many")]),
        (
            json!({ "tags": vec!["home"; 21] }),
            &[("/tags", "too_many")],
        ),
        (
            json!({ "tags": ["a", "é".repeat(51)] }),
            &[("/tags/1", "too_long")],
        ),
        (json!({ "tags": "home" }), &[("/tags", "wrong_type")]),
        (json!({ "tags": null }), &[("/tags", "wrong_type")]),
        (
            json!({ "tags": ["\u{2060}", "a", "a\0", 5, null] }),
            &[
                ("/tags/0", "blank"),
                ("/tags/2", "control_character"),
                ("/tags/3", "wrong_type"),
                ("/tags/4", "wrong_type"),
            ],
        ),
    ]
}

fn dues() -> [(Value, Errors); 9] {
    let zone: Errors = &[("/time_zone", "unknown_time_zone")];
    [
        (
            json!({ "due_date": "2026-02-29" }),
            &[("/due_date", "invalid_date")],
        ),
        (
            json!({ "due_date": "2026-12-31T00:00:00Z" }),
            &[("/due_date", "invalid_date")],
        ),
        (json!({ "due_date": "" }), &[("/due_date", "invalid_date")]),
        (
            json!({ "due_date": 20_261_231 }),
            &[("/due_date", "wrong_type")],
        ),
        (
            json!({ "due_time": "24:00" }),
            &[("/due_time", "invalid_time")],
        ),
        (
            json!({ "due_time": "09:30Z" }),
            &[("/due_time", "invalid_time")],
        ),
        (json!({ "due_time": 9.5 }), &[("/due_time", "wrong_type")]),
        (json!({ "time_zone": "Berlin" }), zone),
        (json!({ "time_zone": "Europe/Berlin\0" }), zone),
    ]
}

fn several() -> [(Value, Errors); 4] {
    [
        (
            json!({ "user_id": "019b0000" }),
            &[("/user_id", "unknown_field")],
        ),
        (
            json!({ "deleted_at": 1, "version": 2 }),
            &[
                ("/deleted_at", "unknown_field"),
                ("/version", "unknown_field"),
            ],
        ),
        (json!({ "a/b~c": 1 }), &[("/a~1b~0c", "unknown_field")]),
        (
            json!({
                "title": 5,
                "description": {},
                "completed": "yes",
                "priority": "urgent",
                "tags": ["a", 5],
                "due_date": "tomorrow",
                "due_time": "noon",
                "time_zone": "Mars",
                "owner": "bob",
            }),
            &[
                ("/title", "wrong_type"),
                ("/description", "wrong_type"),
                ("/completed", "wrong_type"),
                ("/priority", "unknown_value"),
                ("/tags/1", "wrong_type"),
                ("/due_date", "invalid_date"),
                ("/due_time", "invalid_time"),
                ("/time_zone", "unknown_time_zone"),
                ("/owner", "unknown_field"),
            ],
        ),
    ]
}
