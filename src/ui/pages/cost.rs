//! The cost calculator.

use crate::ui::app::{Frame, Request};

pub(crate) fn page(request: &Request) -> Frame {
    crate::ui::pages::missing::page(request)
}
