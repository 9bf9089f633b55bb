//! What programs are told: the same facts as the pages, as JSON.
//!
//! 1. [`parameter`] says what an operation takes, and refuses anything else.
//! 2. [`operation`] lists the operations: one name, one address, one function
//!    from the snapshot to an answer. The HTTP API, the description of it, the
//!    page about it and the tools for agents are all made from this list.
//! 3. [`body`] holds the shapes of answers; a field's name gives its unit.
//! 4. [`models`], [`prices`], [`series`], [`scenarios`], [`compare`],
//!    [`estimate`], [`search`] and [`pages`] fill them.
//! 5. [`markdown`] gives a page as Markdown, [`llms`] all of them as one text.
//! 6. [`describe`] writes the OpenAPI 3.1 document.
//!
//! Pure functions of a snapshot: nothing here knows HTTP beyond a status.

mod asked;
mod body;
mod compare;
mod describe;
mod estimate;
pub mod export;
pub mod llms;
pub mod markdown;
mod models;
mod operation;
mod pages;
mod parameter;
mod prices;
mod problem;
mod scenarios;
mod scores;
pub mod search;
mod series;

pub use asked::Asked;
pub use describe::{openapi, tool_arguments, tool_schema};
pub use operation::{OPERATIONS, Operation, Tag};
pub use parameter::{Parameter, Place, Takes};
pub use problem::{Invalid, Problem};

use operation::answer;

/// Where the operations stand.
pub const ROOT: &str = "/api/v1";
