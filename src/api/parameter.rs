//! What operations take. One definition describes a parameter, checks its
//! values and stands in the documents.

use crate::api::problem::Invalid;
use crate::catalog::price::Decimal;
use crate::catalog::quantity::Date;
use crate::content::diagnostic::nearest;

/// Where a parameter stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In the path: `/models/{id}`.
    Path,
    /// Behind the `?`.
    Query,
}

/// A parameter of an operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// What it means, in Chinese and English.
    pub about: (String, String),
    /// The values it takes.
    pub takes: Takes,
    /// Where it stands.
    pub place: Place,
    /// Whether it must be given.
    pub required: bool,
    /// A value to try.
    pub example: Option<String>,
}

/// The values of a parameter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Takes {
    /// Text of at most so many characters.
    Text(usize),
    /// A whole number in a range.
    Count(u64, u64),
    /// A decimal number of at least zero, with at most six places.
    Decimal,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// `true` or `false`.
    Flag,
    /// One of these.
    One(Vec<String>),
    /// Some of these, separated by commas, at most so many.
    Some(Vec<String>, usize),
    /// An id of lower-case letters, digits, dots and hyphens.
    Id,
    /// Ids separated by commas, at least and at most so many.
    Ids(usize, usize),
    /// The path of a page: ids joined by slashes.
    Slug,
}

/// The longest id.
pub(super) const LONGEST_ID: usize = 120;

impl Parameter {
    /// A parameter of the query that may be left out.
    pub fn new(name: &str, takes: Takes, zh: &str, en: &str) -> Self {
        Self {
            name: name.to_owned(),
            about: (zh.to_owned(), en.to_owned()),
            takes,
            place: Place::Query,
            required: false,
            example: None,
        }
    }

    /// The same as a part of the path.
    pub fn in_path(self) -> Self {
        Self { place: Place::Path, required: true, ..self }
    }

    /// The same, but it must be given.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// The same with a value to try.
    pub fn example(self, value: &str) -> Self {
        Self { example: Some(value.to_owned()), ..self }
    }

    /// Why a value cannot be taken, if so.
    pub fn refuses(&self, value: &str) -> Option<Invalid> {
        let reason = self.takes.refuses(value)?;
        Some(Invalid::new(&self.name, value, reason))
    }
}

impl Takes {
    fn refuses(&self, value: &str) -> Option<String> {
        // Space around a value is a slip of the hand.
        let value = if matches!(self, Self::Text(_)) { value } else { value.trim() };
        let fine = match self {
            Self::Text(most) => value.chars().count() <= *most,
            Self::Count(least, most) => {
                let plain = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
                plain && value.parse().is_ok_and(|count: u64| (*least..=*most).contains(&count))
            }
            Self::Decimal => value.parse::<Decimal>().is_ok_and(|number| number.0 >= 0),
            Self::Date => read_date(value).is_some(),
            Self::Flag => flag(value).is_some(),
            Self::One(known) => known.iter().any(|one| one == value),
            Self::Some(known, most) => {
                let asked: Vec<&str> = value.split(',').collect();
                if asked.len() <= *most
                    && let Some(wrong) = asked.iter().find(|one| !known.iter().any(|known| known == *one))
                {
                    return Some(unknown(wrong, known));
                }
                asked.len() <= *most
            }
            Self::Id => is_id(value),
            Self::Ids(least, most) => {
                let count = value.split(',').count();
                (*least..=*most).contains(&count) && value.split(',').all(is_id)
            }
            Self::Slug => {
                value.split('/').all(|part| !part.is_empty()) && value.chars().count() <= LONGEST_ID * 2
            }
        };
        (!fine).then(|| match self {
            Self::One(known) => unknown(value, known),
            other => format!("give {}", other.in_words()),
        })
    }

    /// What it takes, in words.
    pub fn in_words(&self) -> String {
        match self {
            Self::Text(most) => format!("text of at most {most} characters"),
            Self::Count(least, most) => format!("a whole number from {least} to {most}"),
            Self::Decimal => "a decimal number such as 0.28, at most six places".to_owned(),
            Self::Date => "a day such as 2026-01-31".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::One(known) => format!("one of {}", known.join(", ")),
            Self::Some(known, most) if known.len() <= *most => {
                format!("some of {}, separated by commas", known.join(", "))
            }
            Self::Some(known, most) => format!("at most {most} of {}, separated by commas", known.join(", ")),
            Self::Id => "an id such as deepseek-v3".to_owned(),
            Self::Ids(least, most) => format!("{least} to {most} ids, separated by commas"),
            Self::Slug => "the path of a page, such as llm/deepseek".to_owned(),
        }
    }
}

/// A value that is none of a list, with the nearest that is.
fn unknown(value: &str, known: &[String]) -> String {
    let near = nearest(value, known.iter().map(String::as_str));
    let listed = if known.len() <= 40 { format!("; give {}", known.join(", ")) } else { String::new() };
    match near {
        Some(near) => format!("`{}` is not known; did you mean `{near}`?", shortened(value)),
        None => format!("`{}` is not known{listed}", shortened(value)),
    }
}

fn shortened(value: &str) -> String {
    value.chars().take(40).collect()
}

fn is_id(value: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte);
    !value.is_empty() && value.len() <= LONGEST_ID && value.bytes().all(plain)
}

/// `true` and `false` as people write them.
pub(super) fn flag(value: &str) -> Option<bool> {
    match value {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => None,
    }
}

/// A whole day. Days before 1970, of which no price is known, count as the first.
pub(super) fn read_date(value: &str) -> Option<Date> {
    let year: u16 = value.get(..4)?.parse().ok()?;
    let later = if year < 1970 { format!("1972{}", value.get(4..)?) } else { value.to_owned() };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let is_leap_day = value.get(4..) == Some("-02-29");
    let date: Date = later.parse().ok().filter(|_| value.len() == 10 && (leap || !is_leap_day))?;
    Some(if year < 1970 { Date::from_days_since_epoch(0) } else { date })
}

#[cfg(test)]
mod tests {
    use super::{Parameter, Takes, read_date};

    fn takes(takes: &Takes, value: &str) -> bool {
        Parameter::new("x", takes.clone(), "", "").refuses(value).is_none()
    }

    #[test]
    fn values_are_taken_or_refused() {
        let sizes = Takes::Some(vec!["s".into(), "m".into(), "l".into()], 2);
        for (kind, fine, wrong) in [
            (Takes::Count(1, 50), &["1", "50", " 7 "][..], &["0", "51", "", "-1", "+1", "1.5", "x"][..]),
            (Takes::Flag, &["true", "0"], &["", "yes", "TRUE", "null"]),
            (Takes::Decimal, &["0", "0.28"], &["-1", "", "1e3", "0.0000001"]),
            (Takes::Date, &["2026-02-28", "0001-01-01"], &["2026-02-30", "2026-02", "", "20260101"]),
            (sizes, &["s", "s,l"], &["", "x", "s,m,l", "s,"]),
            (Takes::Ids(2, 3), &["a,b", "a-1.5,b,c"], &["a", "a,b,c,d", "a,,b", "A,b"]),
            (Takes::Slug, &["llm/deepseek", "指南"], &["", "/llm", "a//b"]),
            (Takes::Text(3), &["", "三个字"], &["four"]),
        ] {
            assert!(fine.iter().all(|value| takes(&kind, value)), "{kind:?}");
            assert!(wrong.iter().all(|value| !takes(&kind, value)), "{kind:?}");
        }
    }

    #[test]
    fn a_mistyped_value_is_told_the_near_one() {
        let kind = Parameter::new("sort", Takes::One(vec!["released".into(), "context".into()]), "", "");
        let refused = kind.refuses("relased").expect("a refusal");
        assert_eq!(refused.reason, "`relased` is not known; did you mean `released`?");
        assert!(kind.refuses("zzz").expect("a refusal").reason.ends_with("give released, context"));
    }

    #[test]
    fn days_of_any_year_are_read() {
        assert_eq!(read_date("1900-02-28").map(|date| date.to_string()).as_deref(), Some("1970-01-01"));
        assert!(read_date("1900-02-29").is_none() && read_date("1904-02-29").is_some());
    }
}
