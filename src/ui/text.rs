//! The interface's words, in both languages, side by side.

use crate::locale::Locale;

/// A phrase of the interface.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    zh: &'static str,
    en: &'static str,
}

impl Words {
    /// The phrase in a language.
    pub const fn get(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Zh => self.zh,
            Locale::En => self.en,
        }
    }
}

/// Declares phrases: a name, the Chinese, the English.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident = $zh:literal, $en:literal;)+) => {$(
        $(#[$doc])*
        pub const $name: Words = Words { zh: $zh, en: $en };
    )+};
}

words! {
    /// Label of search fields.
    SEARCH = "搜索", "Search";
    /// Placeholder of search fields.
    SEARCH_HINT = "搜索模型、概念、价格…", "Search models, concepts, prices…";
    /// Button of forms that filter.
    APPLY = "应用", "Apply";
    /// Button of forms that calculate.
    CALCULATE = "计算", "Calculate";
    /// First link of every page.
    SKIP = "跳到正文", "Skip to content";
    /// Name of the site navigation.
    NAVIGATION = "导航", "Navigation";
    /// Heading of the navigation's data group.
    DATA = "数据", "Data";
    /// Name of the table of models.
    MODELS = "模型规格", "Models";
    /// Name of the table of prices.
    PRICING = "模型价格", "Pricing";
    /// Name of the table of scores.
    BENCHMARKS = "基准成绩", "Benchmark scores";
    /// Name of the list of scenarios.
    SCENARIOS = "使用场景", "Scenarios";
    /// Name of the glossary.
    GLOSSARY = "术语表", "Glossary";
    API = "API 接口", "API";
    /// Name of the comparison.
    COMPARE = "模型对比", "Compare models";
    /// Name of the list of releases and price changes.
    UPDATES = "更新动态", "Updates";
    /// Name of the cost calculator.
    COST = "费用计算", "Cost calculator";
    /// Name of the memory calculator.
    MEMORY = "显存计算", "Memory calculator";
    /// Heading of a page's contents.
    CONTENTS = "本页目录", "On this page";
    /// Button that switches the theme.
    THEME = "切换主题", "Switch theme";
    /// Link to the front page in breadcrumbs.
    HOME = "首页", "Home";
    /// Link to the page before.
    PREVIOUS = "上一篇", "Previous";
    /// Link to the page after.
    NEXT = "下一篇", "Next";
    /// Link to where the page can be edited.
    EDIT = "编辑此页", "Edit this page";
    /// Before the date of the last revision.
    UPDATED = "更新于", "Updated";
    /// Label of scenario chips.
    SCENARIO = "使用场景", "Scenario";
    /// Label of the series choice.
    SERIES = "系列", "Series";
    /// Choice of every series.
    ALL = "全部", "All";
    /// Label of the free text filter.
    TEXT = "名称", "Name";
    /// Placeholder of the free text filter.
    TEXT_HINT = "如 deepseek v3", "e.g. deepseek v3";
    /// Opens the filters of a table between paragraphs.
    FILTER = "筛选与列", "Filters and columns";
    /// A choice of nothing in particular.
    ANY = "不限", "any";
    /// Label of the least context window.
    MIN_CONTEXT = "上下文 ≥", "Context ≥";
    /// Label of the highest output price.
    MAX_PRICE = "输出价 ≤", "Output ≤";
    /// What the highest output price means.
    MAX_PRICE_HINT = "每百万输出词元；另一币种按表中汇率比较", "per million output tokens; the other currency is compared at the table's rate";
    /// Label of the choice of columns and units.
    COLUMNS = "列与单位", "Columns";
    /// Label of the choice of digits.
    UNITS = "数字", "Digits";
    /// Label of the choice of currency.
    MONEY = "币种", "Currency";
    /// Prices in the currency they are published in.
    NATIVE = "原币种", "as published";
    /// Before the formats rows can be had in.
    EXPORT = "导出", "Export";
    /// Button that copies the address.
    COPY_LINK = "复制链接", "Copy link";
    /// Button that compares the ticked models.
    COMPARE_PICKED = "对比所选", "Compare";
    /// Before the name of a model, on its box.
    PICK = "选择对比：", "Pick to compare: ";
    /// What a heading does.
    SORT_HINT = "点击排序，按住 Shift 追加", "Click to sort, Shift adds a column";
    /// Link that removes every filter.
    CLEAR = "清除全部", "Clear all";
    /// What a removable chip does.
    REMOVE = "移除筛选：", "Remove filter: ";
    /// Name of the pager.
    PAGES = "分页", "Pages";
    /// Heading of a table's sources.
    SOURCES = "数据来源", "Sources";
    /// What a source mark says.
    SOURCE = "来源", "Source";
    /// What a mark of disagreement says.
    DISPUTED = "来源说法不一", "sources disagree";
    /// What a mark of a condition says.
    NOTED = "另有条件", "conditions apply";
    /// What a mark of an old price says.
    STALE = "超过 90 天未核对", "not checked for 90 days";
    /// What an empty cell says.
    UNKNOWN = "未知", "unknown";
    /// An empty result.
    NO_ROWS = "没有符合条件的模型。", "No model matches.";
    /// What an empty result suggests.
    RELAX = "试试去掉一个条件：", "Try removing a condition: ";
    /// What an ignored parameter is told with.
    IGNORED = "地址中有不认识的条件，已忽略：", "Ignored unknown conditions in the address: ";
}

/// How many rows there are.
pub fn row_count(locale: Locale, shown: usize, total: usize) -> String {
    match locale {
        Locale::Zh if shown == total => format!("共 {total} 行"),
        Locale::Zh => format!("{total} 行中的 {shown} 行"),
        Locale::En if shown == total => format!("{total} rows"),
        Locale::En => format!("{shown} of {total} rows"),
    }
}

/// What a link to a page of rows says.
pub fn page_label(locale: Locale, page: usize) -> String {
    locale.pick(format!("第 {} 页", page + 1), format!("Page {}", page + 1))
}
