//! Whom to tell of a hole in the site's security: `security.txt` of RFC 9116.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode};

use crate::catalog::quantity::Date;
use crate::locale::Locale;
use crate::route::{File, Origin};
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::state::AppState;

/// `GET /.well-known/security.txt`, for a content folder that names a contact.
pub(super) async fn security(State(state): State<AppState>) -> Response<Body> {
    let snapshot = state.snapshot();
    let Some(contact) = &snapshot.site.settings.contact else {
        return plain(StatusCode::NOT_FOUND, "This site names no contact.\n");
    };
    let text = draw(contact, snapshot.today, &state.origin());
    answer(StatusCode::OK, "text/plain; charset=utf-8", Policy::Ask, text)
}

fn draw(contact: &str, today: Date, origin: &Origin) -> String {
    let languages = Locale::ALL.map(Locale::code).join(", ");
    let (expires, own) = (expiry(today), origin.join(File::SECURITY));
    format!("Contact: {contact}\nExpires: {expires}\nPreferred-Languages: {languages}\nCanonical: {own}\n")
}

/// The first day of this month in a year: less than a year ahead, as the standard
/// advises, and the same for a month, so that the answer can be kept.
fn expiry(today: Date) -> String {
    format!("{:04}-{:02}-01T00:00:00Z", today.year().saturating_add(1), today.month())
}

#[cfg(test)]
mod tests {
    use super::draw;

    #[test]
    fn a_contact_is_told_with_all_the_standard_asks_for() {
        let today = "2026-11-25".parse().expect("a day");
        let origin = "https://atlas.example".parse().expect("an origin");
        assert_eq!(
            draw("mailto:security@atlas.example", today, &origin),
            "Contact: mailto:security@atlas.example\n\
             Expires: 2027-11-01T00:00:00Z\n\
             Preferred-Languages: zh, en\n\
             Canonical: https://atlas.example/.well-known/security.txt\n"
        );
    }
}
