//! Formulas: LaTeX to MathML, which browsers draw and read aloud themselves.

use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use crate::html::escape;

static CONVERTER: LazyLock<Option<LatexToMathML>> =
    LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// The MathML of a formula. What is no LaTeX stays readable as code.
pub(super) fn formula(latex: &str, display: bool) -> String {
    let mode = if display { MathDisplay::Block } else { MathDisplay::Inline };
    let mathml = CONVERTER.as_ref().and_then(|c| c.convert_with_local_state(latex, mode).ok());
    match (mathml, display) {
        (Some(done), true) => format!("<span class=\"formula\" tabindex=\"0\">{}</span>", done.mathml),
        (Some(done), false) => done.mathml,
        (None, _) => format!("<code class=\"formula-source\">{}</code>", escape(latex)),
    }
}

#[cfg(test)]
mod tests {
    use super::formula;

    #[test]
    fn latex_becomes_mathml_and_nonsense_stays_readable() {
        assert!(formula("x^2", false).starts_with("<math"));
        assert!(formula("\\frac{", true).contains("\\frac{"));
    }
}
