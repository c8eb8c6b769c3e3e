//! What the example accounts contain. Days are counted from today, so the page always has something
//! to do today.

use errand_domain::tasks::Priority;

/// A number of days after today.
pub(super) type Day = i64;

/// A day and a time on it.
pub(super) type Moment = (Day, &'static str);

/// A task and what happens to it.
#[derive(Debug)]
pub(super) struct Sample {
    pub(super) title: &'static str,
    pub(super) notes: &'static str,
    pub(super) priority: Priority,
    pub(super) tags: &'static [&'static str],
    pub(super) due: Option<(Day, Option<&'static str>)>,
    pub(super) written: Moment,
    pub(super) then: &'static [(Moment, Step)],
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Complete,
    Delete,
    Rename(&'static str),
    Postpone(Day),
}

/// When the accounts are created, before all tasks.
pub(super) const BEGINNING: Moment = (-16, "08:30");

/// A task without anything but a title.
const PLAIN: Sample = Sample {
    title: "",
    notes: "",
    priority: Priority::Medium,
    tags: &[],
    due: None,
    written: (-7, "18:40"),
    then: &[],
};

/// The tasks of the first account.
pub(super) const ADA: &[Sample] = &[
    Sample {
        title: "Renew the car insurance",
        notes: "The old contract ends this month. Compare the offer of the credit union first.",
        priority: Priority::High,
        tags: &["admin", "money"],
        due: Some((-6, None)),
        written: (-14, "08:12"),
        then: &[((-6, "20:31"), Step::Postpone(-2))],
    },
    Sample {
        title: "Return the library books",
        tags: &["errands"],
        due: Some((-1, None)),
        written: (-13, "17:05"),
        ..PLAIN
    },
    Sample {
        title: "Call the dentist for an appointment",
        notes: "Not on a Tuesday.",
        priority: Priority::High,
        tags: &["health", "calls"],
        due: Some((0, Some("11:30"))),
        written: (-3, "09:47"),
        ..PLAIN
    },
    Sample {
        title: "Buy tomatoes, basil and bread",
        tags: &["shopping"],
        due: Some((0, None)),
        written: (-1, "19:22"),
        ..PLAIN
    },
    Sample {
        title: "Send the quarterly report to Grace",
        notes: "Numbers are in the shared folder.\nAsk Alan for the chart on page 3.",
        priority: Priority::High,
        tags: &["work"],
        due: Some((-2, Some("16:00"))),
        written: (-9, "10:15"),
        then: &[
            (
                (-5, "11:02"),
                Step::Rename("Send the quarterly report to Grace and Alan"),
            ),
            ((-2, "15:40"), Step::Postpone(0)),
        ],
    },
    Sample {
        title: "Water the plants",
        priority: Priority::Low,
        tags: &["home", "garden"],
        due: Some((0, None)),
        written: (-4, "07:58"),
        ..PLAIN
    },
    Sample {
        title: "Pick up the parcel at the station",
        tags: &["errands"],
        due: Some((1, Some("18:00"))),
        written: (-1, "12:30"),
        ..PLAIN
    },
    Sample {
        title: "Prepare the slides for the talk",
        priority: Priority::High,
        tags: &["work"],
        due: Some((2, None)),
        written: (-8, "14:20"),
        ..PLAIN
    },
    Sample {
        title: "Book a table for Sam's birthday",
        notes: "Six people, near the river if there is room outside.",
        tags: &["family", "calls"],
        due: Some((3, None)),
        written: (-6, "21:10"),
        ..PLAIN
    },
    Sample {
        title: "Pay the electricity bill",
        tags: &["money"],
        due: Some((5, None)),
        written: (-5, "08:05"),
        ..PLAIN
    },
    Sample {
        title: "Repair the light of the bicycle",
        priority: Priority::Low,
        tags: &["home"],
        due: Some((6, None)),
        written: (-11, "16:45"),
        ..PLAIN
    },
    Sample {
        title: "Plant the spring bulbs",
        tags: &["garden"],
        due: Some((12, None)),
        written: (-2, "10:30"),
        ..PLAIN
    },
    Sample {
        title: "Renew the passport",
        notes: "Bring the old one and a photo.",
        tags: &["admin"],
        due: Some((30, None)),
        written: (-10, "13:00"),
        ..PLAIN
    },
    Sample {
        title: "Read “The Mythical Man-Month”",
        priority: Priority::Low,
        tags: &["someday"],
        written: (-12, "22:15"),
        ..PLAIN
    },
    Sample {
        title: "Find a piano teacher",
        tags: &["someday", "family"],
        ..PLAIN
    },
    Sample {
        title: "Cancel the old gym membership",
        tags: &["admin", "money"],
        due: Some((-4, None)),
        written: (-10, "09:20"),
        then: &[((-4, "12:48"), Step::Complete)],
        ..PLAIN
    },
    Sample {
        title: "Order new ink for the printer",
        tags: &["shopping", "home"],
        written: (-8, "18:02"),
        then: &[((-3, "20:05"), Step::Complete)],
        ..PLAIN
    },
    Sample {
        title: "Write back to Charles",
        notes: "About the engine.",
        tags: &["calls"],
        due: Some((-1, Some("20:00"))),
        written: (-5, "19:30"),
        then: &[((-1, "18:11"), Step::Complete)],
        ..PLAIN
    },
    Sample {
        title: "Review the budget with Alan",
        priority: Priority::High,
        tags: &["work", "money"],
        due: Some((-1, None)),
        written: (-7, "11:35"),
        then: &[((-1, "16:52"), Step::Complete)],
        ..PLAIN
    },
    Sample {
        title: "Take out the recycling",
        priority: Priority::Low,
        tags: &["home"],
        due: Some((0, None)),
        written: (-1, "21:40"),
        then: &[((0, "07:15"), Step::Complete)],
        ..PLAIN
    },
    Sample {
        title: "Buy a fax machine",
        priority: Priority::Low,
        tags: &["shopping"],
        written: (-13, "09:00"),
        then: &[((-12, "09:30"), Step::Delete)],
        ..PLAIN
    },
    Sample {
        title: "Buy tomatoes",
        tags: &["shopping"],
        written: (-2, "08:40"),
        then: &[((-1, "19:23"), Step::Delete)],
        ..PLAIN
    },
];

/// The tasks of the second account.
pub(super) const GRACE: &[Sample] = &[
    Sample {
        title: "Read the quarterly report",
        priority: Priority::High,
        tags: &["work"],
        due: Some((1, None)),
        written: (-2, "16:10"),
        ..PLAIN
    },
    Sample {
        title: "Find the moth in relay 70",
        tags: &["work"],
        due: Some((0, Some("15:45"))),
        written: (-6, "08:20"),
        ..PLAIN
    },
    Sample {
        title: "Pack for the sailing trip",
        tags: &["family"],
        due: Some((4, None)),
        ..PLAIN
    },
    Sample {
        title: "Reply to the committee",
        tags: &["work"],
        written: (-9, "10:00"),
        then: &[((-3, "14:25"), Step::Complete)],
        ..PLAIN
    },
];
