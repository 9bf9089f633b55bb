//! Everything about one model, each value with its source. Other pages point
//! here: a fact's row has its key in TOML as its id, prices, scores and the
//! architecture are `price-1`, `score-1` and `architecture`.

mod architecture;
mod facts;
mod prices;
mod scores;
mod siblings;
mod sources;
mod summary;

use leptos::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::model::{Model, ModelId};
use crate::catalog::profile::{Line, lines};
use crate::catalog::quantity::Date;
use crate::locale::Locale;
use crate::page::Heading;
use crate::route::{Place, Route};
use crate::ui::app::{Frame, Request};
use crate::ui::components::breadcrumbs::trail;
use crate::ui::components::contents::FoldedContents;
use crate::ui::pages::missing;
use crate::ui::text;

/// What the parts of the page are drawn from.
struct Subject<'a> {
    request: &'a Request,
    catalog: &'a Catalog,
    model: &'a Model,
    /// The model's facts in the page's language.
    facts: Vec<Line>,
    locale: Locale,
    today: Date,
}

impl Subject<'_> {
    /// The name of the model's series, and the table of its models.
    fn series(&self) -> (String, String) {
        let series = self.catalog.series(&self.model.series);
        let name = series.map_or(self.model.series.as_str(), |series| series.name.get(self.locale));
        let table = Route::new(self.locale, Place::Models).asking("series", self.model.series.as_str());
        (name.to_owned(), table)
    }

    /// The page about the model's series, where there is one.
    fn series_page(&self) -> Option<String> {
        let slug = self.catalog.series(&self.model.series)?.page.as_ref()?;
        let exists = self.request.snapshot.site.addresses.has_page(self.locale, slug);
        exists.then(|| Route::page(self.locale, slug).path())
    }
}

pub(crate) fn page(request: &Request, id: &str) -> Frame {
    let catalog = &request.snapshot.site.catalog;
    let Some(model) = catalog.model(&ModelId::from(id)) else {
        return missing::page(request);
    };
    let locale = request.route.locale;
    let facts = lines(&model.facts, locale);
    let subject = Subject { request, catalog, model, facts, locale, today: request.snapshot.today };
    let name = model.name.get(locale).to_owned();
    let description = summary::sentence(&subject);
    let (series, table) = subject.series();
    let steps = vec![
        (text::MODELS.get(locale).to_owned(), Some(Route::new(locale, Place::Models).path())),
        (series, Some(subject.series_page().unwrap_or(table))),
    ];
    let sections: Vec<(&str, (&str, &str), Option<AnyView>)> = vec![
        ("facts", ("规格", "Facts"), Some(facts::section(&subject))),
        ("prices", ("价格", "Prices"), prices::section(&subject)),
        ("benchmarks", ("基准成绩", "Benchmarks"), scores::section(&subject)),
        ("architecture", ("架构", "Architecture"), architecture::section(&subject)),
        ("siblings", ("同系列模型", "Siblings"), siblings::section(&subject)),
        ("sources", ("数据来源", "Sources"), Some(sources::section(&subject))),
    ];
    let drawn: Vec<_> = sections.into_iter().filter_map(|(id, name, body)| Some((id, name, body?))).collect();
    let heading = |(id, (zh, en), _): &(&str, (&str, &str), AnyView)| Heading {
        level: 2,
        text: locale.pick(*zh, *en).to_owned(),
        anchor: (*id).to_owned(),
    };
    let headings: Vec<Heading> = drawn.iter().map(heading).collect();
    let sections = drawn.into_iter().map(|(id, (zh, en), body)| section(id, locale.pick(zh, en), body));
    let main = view! {
        <article class="model-page">
            {trail(locale, &steps, name.clone())}
            {summary::head(&subject, &description)}
            <FoldedContents headings=headings.clone() locale />
            {sections.collect_view()}
            {siblings::neighbours(&subject)}
        </article>
    };
    Frame { headings, trail: Some(steps), ..Frame::new(name, description, main.into_any()) }
}

/// A part with its heading. The architecture is one value with one source, so
/// there the whole part has the id that source marks point to.
fn section(id: &'static str, title: &'static str, body: AnyView) -> AnyView {
    if id == "architecture" {
        view! { <section id=id><h2>{title}</h2>{body}</section> }.into_any()
    } else {
        view! { <section><h2 id=id>{title}</h2>{body}</section> }.into_any()
    }
}
