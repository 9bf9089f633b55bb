//! Tables of the catalogue as Markdown.

use std::fmt::Write;

use crate::api::export::{Rows, markdown};
use crate::catalog::cost::Usage;
use crate::catalog::state::TableState;
use crate::catalog::table::{Scope, View};
use crate::locale::Locale;
use crate::query::Query;
use crate::route::Route;
use crate::snapshot::Snapshot;

/// Rows of a table inside a text; more are a link away.
const ROWS: usize = 60;

/// The rows that an address chooses, all of them.
pub(super) fn chosen(snapshot: &Snapshot, view: View, route: &Route, query: &Query) -> String {
    let locale = route.locale;
    let title = match view {
        View::Specs => locale.pick("模型规格", "Models"),
        View::Prices => locale.pick("价格", "Prices"),
        View::Scores => locale.pick("评测成绩", "Benchmark scores"),
        View::Cost(_) => locale.pick("费用估算", "Cost"),
    };
    let laid_out = snapshot.table(view, &Scope::default(), locale);
    let (state, problems) = TableState::read(query, "", &laid_out.table);
    let rows = Rows::new(&snapshot.site.catalog, &laid_out.table, &state, &problems);
    let data = locale.pick("同样的行", "The same rows");
    let address = |kind: &str| format!("/data/{}.{}.{kind}{}", view.name(), locale.code(), query.print());
    format!(
        "# {title}\n\n{}\n{data}: [CSV]({}), [JSON]({})\n",
        markdown(&rows, usize::MAX),
        address("csv"),
        address("json")
    )
}

/// What a month of some usage costs.
pub(super) fn cost(snapshot: &Snapshot, route: &Route, query: &Query) -> String {
    let usage = Usage::read(query).0;
    let locale = route.locale;
    let lead = locale.pick(
        format!(
            "每次请求输入 {} 词元、输出 {} 词元，每月 {} 次，缓存命中 {}%，高峰 {}%。",
            usage.input, usage.output, usage.requests, usage.cached, usage.peak
        ),
        format!(
            "{} input and {} output tokens a request, {} requests a month, {}% of the input cached, {}% at peak hours.",
            usage.input, usage.output, usage.requests, usage.cached, usage.peak
        ),
    );
    let table = chosen(snapshot, View::Cost(usage), route, query);
    table.replacen("\n\n", &format!("\n\n{lead}\n\n"), 1)
}

/// A table inside a text.
pub(super) fn part(snapshot: &Snapshot, view: View, scope: &Scope, locale: Locale) -> String {
    let laid_out = snapshot.table(view, scope, locale);
    let state = TableState::default();
    let rows = Rows::new(&snapshot.site.catalog, &laid_out.table, &state, &[]);
    let mut out = markdown(&rows, ROWS);
    let total = laid_out.table.rows.len();
    if total > ROWS {
        let place = match view {
            View::Specs => "/models",
            View::Prices => "/pricing",
            View::Scores | View::Cost(_) => "/benchmarks",
        };
        let series: Vec<&str> = scope.series.iter().map(|id| id.as_str()).collect();
        let mut query = Query::default();
        query.set("series", &series.join(","));
        let (prefix, query) = (locale.prefix(), query.print());
        let says = locale.pick(format!("共 {total} 行，其余见"), format!("{total} rows in all; the rest:"));
        writeln!(out, "\n{says} [{place}]({prefix}{place}{query})").ok();
    }
    out
}
