//! The calculator's questions.

use leptos::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::memory::cache::Cache;
use crate::catalog::memory::precision::{CACHE, Precision, WEIGHTS};
use crate::catalog::memory::question::Question;
use crate::catalog::model::Model;
use crate::locale::Locale;
use crate::route::{Place, Route};

/// Whether there is anything to count: weights that can be downloaded and
/// whose number or shape is known.
pub(crate) fn is_countable(model: &Model) -> bool {
    let open = model.facts.open_weights.as_ref().is_some_and(|open| *open.value());
    model.architecture.is_some() || (open && model.facts.total_params.is_some())
}

/// The model that is shown before one is chosen: the newest whose weights and
/// cache can be counted without an assumption, else the newest of any.
pub(crate) fn usual(catalog: &Catalog) -> Option<&Model> {
    let newest = |fits: &dyn Fn(&Model) -> bool| {
        let fitting = catalog.models.iter().filter(|model| is_countable(model) && fits(model));
        let date = |model: &Model| model.facts.released.as_ref().map(|date| *date.value());
        // Of several on one day, the first of the catalogue.
        fitting.reduce(|newest, model| if date(model) > date(newest) { model } else { newest })
    };
    let whole = |model: &Model| {
        let shape = model.architecture.as_ref().map(|architecture| &architecture.shape);
        let counted = shape.is_some_and(|shape| {
            Cache::of(shape).is_ok_and(|cache| cache.notes.is_empty()) && Cache::plain(shape).is_ok()
        });
        counted && model.facts.total_params.is_some()
    };
    newest(&whole).or_else(|| newest(&|_| true))
}

/// The form: it leads to its own page, and `data-live` lets it be answered in
/// place. A field that holds its `data-default` is left out of the address.
#[component]
pub(crate) fn Form(
    question: Question,
    chosen: String,
    usual: String,
    models: AnyView,
    locale: Locale,
) -> impl IntoView {
    let (load, default) = (question.load, Question::DEFAULT);
    let address = Route::new(locale, Place::Memory).path();
    let formats = |list: &[Precision], chosen: Precision| {
        let option = |format: &Precision| {
            let name = format!("{} · {}", format.name, format.bits());
            view! { <option value=format.id selected={*format == chosen}>{name}</option> }
        };
        list.iter().map(option).collect_view()
    };
    let contexts = [4_096, 8_192, 32_768, 131_072, 262_144, 1_048_576_u64];
    let contexts = contexts.map(|tokens| view! { <option value=tokens.to_string()></option> });
    view! {
        <form method="get" action=address class="calculator" data-live autocomplete="off">
            <label class="model">
                {locale.pick("模型", "Model")}
                <select name="model" data-default=usual>{models}</select>
                {chosen.is_empty().then(|| locale.pick("目录里还没有开放权重的模型。", "The catalogue has no open weights yet."))}
            </label>
            <label>
                {locale.pick("权重精度 · bit", "Weights · bits")}
                <select name="weights" data-default=default.weights.id>{formats(&WEIGHTS, load.weights)}</select>
            </label>
            <label>
                {locale.pick("KV 缓存精度 · bit", "KV cache · bits")}
                <select name="kv" data-default=default.cache.id>{formats(&CACHE, load.cache)}</select>
            </label>
            <label>
                {locale.pick("上下文（词元）", "Context (tokens)")}
                <input name="context" value=load.context.to_string() data-default=default.context.to_string() maxlength="12" list="contexts" aria-describedby="context-help" />
            </label>
            <label>
                {locale.pick("并发序列数", "Sequences at once")}
                <input name="batch" value=load.batch.to_string() data-default=default.batch.to_string() maxlength="8" inputmode="numeric" />
            </label>
            <label>
                {locale.pick("余量（%）", "Allowance (%)")}
                <input name="overhead" value=load.overhead.to_string() data-default=default.overhead.to_string() maxlength="5" inputmode="numeric" aria-describedby="overhead-help" />
            </label>
            <button type="submit" class="no-script">{locale.pick("计算", "Calculate")}</button>
            <datalist id="contexts">{contexts.into_iter().collect_view()}</datalist>
            <p class="muted">
                <span id="context-help">{locale.pick("上下文可以写 131072 或 128k（128,000）。", "A context may be written 131072 or 128k (128,000). ")}</span>
                <span id="overhead-help">{locale.pick("余量是经验值，留给激活、CUDA 上下文和碎片。", "The allowance is a rule of thumb for activations, the CUDA context and fragmentation.")}</span>
            </p>
        </form>
    }
}

/// The models that can be counted, by series.
pub(crate) fn options(catalog: &Catalog, chosen: &str, locale: Locale) -> AnyView {
    let groups = catalog.series.iter().filter_map(|series| {
        let models = catalog.models.iter().filter(|model| model.series == series.id && is_countable(model));
        let options: Vec<_> = models
            .map(|model| {
                let id = model.id.as_str().to_owned();
                let selected = id == chosen;
                view! { <option value=id selected=selected>{model.name.get(locale).to_owned()}</option> }
            })
            .collect();
        let label = series.name.get(locale).to_owned();
        (!options.is_empty()).then(|| view! { <optgroup label=label>{options}</optgroup> })
    });
    groups.collect_view().into_any()
}
