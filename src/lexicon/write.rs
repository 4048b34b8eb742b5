//! Products as the text of a `products.toml`.

use toml::Value;

use super::Product;

/// The text of a `products.toml`: the same products give the same bytes.
#[must_use]
pub fn products_toml(heading: &str, products: &[Product]) -> String {
    let mut text = String::with_capacity(products.len() * 128);
    for line in heading.lines() {
        text.push_str(&format!("# {line}\n"));
    }
    text.push_str("product = [\n");
    for product in products {
        text.push_str(&format!("  {{ name = {}", quoted(&product.name)));
        if let Some(substance) = &product.substance {
            text.push_str(&format!(", substance = {}", quoted(substance)));
        }
        text.push_str(&format!(", kind = \"{}\", status = \"{}\"", product.kind, product.status));
        if product.support {
            text.push_str(", support = true");
        }
        if product.exact {
            text.push_str(", exact = true");
        }
        text.push_str(" },\n");
    }
    text.push_str("]\n");
    text
}

fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::lexicon::{ProductKind, ProductStatus};
    use crate::engine::pack::schema::ProductsToml;

    #[test]
    fn a_name_with_quotes_comes_back_as_it_was() {
        let product = Product {
            name: "L\"A\\B".to_owned(),
            substance: Some("l'eau \"pure\"".to_owned()),
            kind: ProductKind::Medicine,
            status: ProductStatus::Otc,
            support: true,
            exact: false,
        };
        let text = products_toml("Made by hand.\nTwice.", &[product]);
        let read: ProductsToml = toml::from_str(&text).unwrap();
        let back = &read.product[0];
        assert_eq!(back.name.get_ref(), "L\"A\\B");
        assert_eq!(back.substance.as_deref(), Some("l'eau \"pure\""));
        assert!(back.support && !back.exact && text.starts_with("# Made by hand.\n# Twice.\n"));
    }
}
