//! Models: chosen and ordered by the same code as the tables, and one by one.

use crate::api::asked::Asked;
use crate::api::body::{Listed, ModelBody, ModelSummary};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::{Invalid, Problem};
use crate::api::{answer, operation, parameter};
use crate::catalog::Catalog;
use crate::catalog::model::Model;
use crate::catalog::quantity::Date;
use crate::catalog::sort;
use crate::catalog::state::TableState;
use crate::catalog::table::{Row, Scope, Table, View};
use crate::locale::Locale;
use crate::snapshot::Snapshot;

/// A page of the models that hold.
pub(super) fn list(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let laid_out = snapshot.table(View::Specs, &Scope::default(), Locale::En);
    let rows = chosen(&laid_out.table, asked)?;
    let catalog = &snapshot.site.catalog;
    let with_sources = asked.is_on("sources");
    answer(&Listed::cut(asked, &rows, |row| {
        let model = catalog.model(&row.model.as_str().into())?;
        Some(ModelSummary::of(catalog, model, snapshot.today, with_sources))
    }))
}

/// Everything about one model.
pub(super) fn one(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let model = named(catalog, asked.word("id").unwrap_or_default())?;
    answer(&ModelBody::of(catalog, model, day(snapshot, asked), asked.is_on("sources")))
}

/// What the list takes.
pub(super) fn parameters(snapshot: &Snapshot) -> Vec<Parameter> {
    let mut all = of_table(snapshot, View::Specs);
    all.extend(operation::paging());
    all.push(operation::sources());
    all
}

/// A model by its id.
///
/// # Errors
///
/// With the nearest id, when there is none.
pub(super) fn named<'a>(catalog: &'a Catalog, id: &str) -> Result<&'a Model, Problem> {
    catalog.model(&id.into()).ok_or_else(|| {
        let by_alias = catalog.models.iter().find(|model| model.aliases.iter().any(|alias| alias == id));
        match by_alias {
            Some(model) => Problem::not_found(format!(
                "`{id}` is another name of the model `{}`; ask for that.",
                model.id
            )),
            None => {
                Problem::unknown("model", id, catalog.models.iter().map(|model| model.id.as_str()), "/models")
            }
        }
    })
}

/// The day that is asked about.
pub(super) fn day(snapshot: &Snapshot, asked: &Asked) -> Date {
    asked.word("date").and_then(parameter::read_date).unwrap_or(snapshot.today)
}

/// The rows of a table that its parameters choose, in their order.
///
/// # Errors
///
/// With what the table does not understand.
pub(super) fn chosen<'a>(table: &'a Table, asked: &Asked) -> Result<Vec<&'a Row>, Problem> {
    let found = understood(table, asked)?.select(table, usize::MAX).found;
    Ok(found.rows.iter().map(|row| &table.rows[*row]).collect())
}

/// What is asked of a table.
///
/// # Errors
///
/// With what the table does not understand.
pub(super) fn understood(table: &Table, asked: &Asked) -> Result<TableState, Problem> {
    let (state, problems) = TableState::read(asked.query(), "", table);
    if !problems.is_empty() {
        let errors = problems.iter().map(|problem| {
            Invalid::new(&problem.key, &problem.value, "the table has no such value; see /api")
        });
        return Err(Problem::invalid(errors.collect()));
    }
    Ok(state)
}

/// The filters and orders of a table.
pub(super) fn of_table(snapshot: &Snapshot, view: View) -> Vec<Parameter> {
    let zh = snapshot.table(view, &Scope::default(), Locale::Zh);
    let en = snapshot.table(view, &Scope::default(), Locale::En);
    let mut all = Vec::new();
    for (zh, en) in zh.table.facets.iter().zip(&en.table.facets) {
        if en.choices.is_empty() {
            continue;
        }
        let known: Vec<String> = en.choices.iter().map(|choice| choice.id.clone()).collect();
        let (all_zh, all_en) = if en.many { ("，要全部符合", "; all must hold") } else { ("", "") };
        let about = (
            format!("只要这些{}{all_zh}", zh.label),
            format!("Only these, by {}{all_en}", en.label.to_lowercase()),
        );
        let most = known.len();
        all.push(Parameter { about, ..Parameter::new(&en.key, Takes::Some(known, most), "", "") });
    }
    if en.table.column("context").is_some() {
        let takes = Takes::Count(1, 1_000_000_000);
        all.push(
            Parameter::new(
                "min_context",
                takes,
                "上下文窗口至少这么多词元",
                "Context window of at least so many tokens",
            )
            .example("128000"),
        );
    }
    if en.table.column("out").is_some() {
        all.push(Parameter::new(
            "max_price",
            Takes::Decimal,
            "每百万输出词元最多这么多钱，默认按美元；其他货币按站内汇率比较",
            "At most so much for 1,000,000 output tokens, in dollars unless `money` says otherwise; other currencies are compared at the site's rate",
        ).example("2.5"));
        if en.table.rate.is_some() {
            let known = vec!["USD".to_owned(), "CNY".to_owned()];
            all.push(Parameter::new(
                "money",
                Takes::One(known),
                "`max_price` 与排序所用的货币",
                "The currency of `max_price` and of the order",
            ));
        }
    }
    all.push(
        Parameter::new("q", Takes::Text(100), "名称里含有每个词", "Names contain each of these words")
            .example("deepseek"),
    );
    let columns = en.table.columns.iter().flat_map(|column| [column.key.clone(), format!("-{}", column.key)]);
    all.push(Parameter::new(
        "sort",
        Takes::Some(columns.collect(), sort::MOST),
        "按这些列排序，前面加 - 为从大到小",
        "Order by these columns; a leading - puts the largest first",
    ));
    all
}
