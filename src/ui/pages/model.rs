//! Everything about one model.

use crate::ui::app::{Frame, Request};

pub(crate) fn page(request: &Request, _id: &str) -> Frame {
    crate::ui::pages::missing::page(request)
}
