//! What a month of use costs, and what memory a model takes.

mod cost;
mod memory;

pub(super) use cost::{CostBody, cost, cost_parameters};
pub(super) use memory::{MemoryBody, memory, memory_parameters};
