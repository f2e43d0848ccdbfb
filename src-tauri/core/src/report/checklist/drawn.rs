//! A laid-out drawing as inline SVG. Its colours are the page's.

use maud::{Markup, html};

use super::shown;
use crate::guide::hint::{Anchor, Drawing, Shape, ShapeKind};

/// The drawing with its text alternative.
pub(super) fn svg(drawing: &Drawing) -> Markup {
    html! {
        svg.hint viewBox=(format!("0 0 {} {}", drawing.width, drawing.height)) role="img" aria-label=(shown(&drawing.alt)) {
            @for one in &drawing.shapes { (shape(one)) }
        }
    }
}

fn shape(shape: &Shape) -> Markup {
    let Shape { x, y, w, h, .. } = *shape;
    let class = shape.role.class();
    html! {
        @match shape.kind {
            ShapeKind::Rect => rect class=(class) x=(x) y=(y) width=(w) height=(h) rx="4" {},
            ShapeKind::Circle => circle class=(class) cx=(x + w / 2) cy=(y + h / 2) r=(w / 2) {},
            ShapeKind::Line => line class=(class) x1=(x) y1=(y) x2=(x + w) y2=(y + h) {},
            ShapeKind::Text => text class=(class) x=(x) y=(y) text-anchor=(anchor(shape.anchor))
                textLength=[shape.squeezed.then_some(w)] lengthAdjust=[shape.squeezed.then_some("spacingAndGlyphs")] { (shown(&shape.text)) },
        }
    }
}

fn anchor(anchor: Anchor) -> &'static str {
    match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
    }
}
