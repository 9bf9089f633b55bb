//! Facts by the names they have in TOML.

use crate::catalog::measure::Value;
use crate::catalog::model::Facts;
use crate::catalog::source::{SourceId, Sourced};
use crate::locale::Locale;

/// Declares the facts: the field of [`Facts`], and how its value is read.
macro_rules! facts {
    ($($name:ident $variant:ident $zh:literal $en:literal: $read:expr;)+) => {
        /// A field of [`Facts`].
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Fact {
            $(#[doc = concat!("[`Facts::", stringify!($name), "`].")] $variant,)+
        }

        impl Fact {
            /// All of them, in the order of the fields.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name in TOML.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($name),)+
                }
            }

            /// What it is called.
            pub fn label(self, locale: Locale) -> &'static str {
                match self {
                    $(Self::$variant => locale.pick($zh, $en),)+
                }
            }

            /// What is known of it, and who says so.
            pub fn of(self, facts: &Facts) -> Option<(Value<'_>, SourceId)> {
                match self {
                    $(Self::$variant => facts.$name.as_ref().map(|fact| said(fact, $read)),)+
                }
            }
        }
    };
}

facts! {
    released Released "发布日期" "Released": |date| Value::Date(*date);
    status Status "状态" "Status": |status| Value::Status(*status);
    retired Retired "下线日期" "Retirement date": |date| Value::Date(*date);
    total_params TotalParams "总参数量" "Total parameters": |count| Value::Params(*count);
    active_params ActiveParams "激活参数量" "Active parameters": |count| Value::Params(*count);
    training_tokens TrainingTokens "训练词元数" "Training tokens": |count| Value::Params(*count);
    context_window ContextWindow "上下文窗口" "Context window": |count| Value::Tokens(*count);
    input_limit InputLimit "输入上限" "Input limit": |count| Value::Tokens(*count);
    max_output MaxOutput "输出上限" "Maximum output": |count| Value::Tokens(*count);
    structure Structure "结构" "Structure": |structure| Value::Structure(*structure);
    input Input "输入模态" "Input modalities": |kinds| Value::Kinds(kinds);
    output Output "输出模态" "Output modalities": |kinds| Value::Kinds(kinds);
    reasoning Reasoning "先思考后回答" "Reasoning": |yes| Value::Flag(*yes);
    tool_calling ToolCalling "工具调用" "Tool calling": |yes| Value::Flag(*yes);
    structured_output StructuredOutput "结构化输出" "Structured output": |yes| Value::Flag(*yes);
    open_weights OpenWeights "开放权重" "Open weights": |yes| Value::Flag(*yes);
    license License "许可证" "Licence": |text| Value::Text(text);
    knowledge_cutoff KnowledgeCutoff "知识截止" "Knowledge cutoff": |text| Value::Text(text);
    hf_id HfId "Hugging Face 仓库" "Hugging Face repository": |text| Value::Text(text);
    paper Paper "论文或报告" "Paper or report": |text| Value::Text(text);
}

impl Fact {
    /// The fact a name in TOML stands for.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fact| fact.name() == name)
    }
}

fn said<'a, T>(fact: &'a Sourced<T>, read: impl Fn(&'a T) -> Value<'a>) -> (Value<'a>, SourceId) {
    (read(&fact.claim.value), fact.claim.source)
}
