use serde::Serialize;

use super::label::SegmentKind;

/// A part of a post's text, with what the engine saw in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The author's words, exactly.
    pub text: String,
    /// What this part is.
    pub kind: SegmentKind,
    /// What it was understood as: a product name, a term, a rule.
    pub label: Option<String>,
}

/// A highlighted span: byte offsets into the original text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// What this part is.
    pub kind: SegmentKind,
    /// What it was understood as.
    pub label: Option<String>,
}

/// Cuts a text into segments that together are the whole text.
///
/// Where spans overlap, the one given first keeps the part it covers; a span that does not fall on characters is left out,
/// so that a highlight can never lose or change a word of the evidence.
#[must_use]
pub fn segments(text: &str, spans: &[Span]) -> Vec<Segment> {
    let usable: Vec<&Span> =
        spans.iter().filter(|span| span.start < span.end && text.get(span.start..span.end).is_some()).collect();
    let mut cuts: Vec<usize> = usable.iter().flat_map(|span| [span.start, span.end]).chain([0, text.len()]).collect();
    cuts.sort_unstable();
    cuts.dedup();

    let mut out: Vec<(Option<usize>, Segment)> = Vec::new();
    for (start, end) in cuts.iter().copied().zip(cuts.iter().copied().skip(1)) {
        let Some(part) = text.get(start..end) else { continue };
        let owner = usable.iter().position(|span| span.start <= start && end <= span.end);
        match out.last_mut() {
            Some((last, segment)) if *last == owner => segment.text.push_str(part),
            _ => out.push((owner, segment(part, owner.and_then(|index| usable.get(index).copied())))),
        }
    }
    out.into_iter().map(|(_, segment)| segment).collect()
}

fn segment(text: &str, span: Option<&Span>) -> Segment {
    Segment {
        text: text.to_owned(),
        kind: span.map_or(SegmentKind::Plain, |span| span.kind),
        label: span.and_then(|span| span.label.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Segment, SegmentKind, Span, segments};

    fn span(start: usize, end: usize, kind: SegmentKind) -> Span {
        Span { start, end, kind, label: None }
    }

    fn shape(parts: &[Segment]) -> Vec<(&str, SegmentKind)> {
        parts.iter().map(|part| (part.text.as_str(), part.kind)).collect()
    }

    #[test]
    fn the_segments_together_are_the_text() {
        let text = "Sous Doliprane, j'ai été malade 🤮 toute la nuit";
        let parts = segments(
            text,
            &[
                span(5, 14, SegmentKind::Product),
                span(24, 31, SegmentKind::Reaction),
                span(999, 1003, SegmentKind::Special),
            ],
        );
        assert_eq!(parts.iter().map(|part| part.text.as_str()).collect::<String>(), text);
        assert_eq!(shape(&parts).get(1), Some(&("Doliprane", SegmentKind::Product)));
    }

    #[test]
    fn the_first_span_keeps_what_it_covers() {
        let parts = segments("abcdef", &[span(2, 4, SegmentKind::Product), span(0, 6, SegmentKind::Finding)]);
        assert_eq!(
            shape(&parts),
            [("ab", SegmentKind::Finding), ("cd", SegmentKind::Product), ("ef", SegmentKind::Finding)]
        );
    }

    #[test]
    fn a_span_inside_a_character_is_left_out() {
        let parts = segments("é!", &[span(1, 3, SegmentKind::Product), span(2, 2, SegmentKind::Product)]);
        assert_eq!(shape(&parts), [("é!", SegmentKind::Plain)]);
    }

    #[test]
    fn an_empty_text_has_no_segment() {
        assert!(segments("", &[span(0, 1, SegmentKind::Product)]).is_empty());
    }
}
