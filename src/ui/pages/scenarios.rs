//! What people want a model for.

use crate::ui::app::{Frame, Request};

pub(crate) fn all(request: &Request) -> Frame {
    crate::ui::pages::missing::page(request)
}

pub(crate) fn one(request: &Request, _id: &str) -> Frame {
    crate::ui::pages::missing::page(request)
}
