//! Where a range of a text is after an edit.

export interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Span {
  readonly start: Place;
  readonly end: Place;
}

export interface Edit {
  readonly range: Span;
  readonly text: string;
}

/** The span after an edit, and whether the edit may have changed what its lines come to. */
export function moved(span: Span, edit: Edit): { span: Span; isTouched: boolean } {
  if (edit.range.start.line > span.end.line) {
    return { span, isTouched: false };
  }
  const isTouched = edit.range.end.line >= span.start.line && !isAbove(span, edit) && !isBelow(span, edit);
  return { span: { start: movedPlace(span.start, edit), end: movedPlace(span.end, edit) }, isTouched };
}

/** Whole lines above leave a line as it is, though the edit ends at its beginning. */
function isAbove(span: Span, { range, text }: Edit): boolean {
  return range.end.line === span.start.line && range.end.character === 0 && (text === '' || text.endsWith('\n'));
}

/** So do lines that are begun behind it. */
function isBelow(span: Span, { range, text }: Edit): boolean {
  return !isBefore(range.start, span.end) && /^\r?\n/.test(text);
}

function movedPlace(place: Place, { range, text }: Edit): Place {
  if (isBefore(place, range.start)) {
    return place;
  }
  const lines = text.split('\n');
  const lastLine = range.start.line + lines.length - 1;
  const end = (lines.at(-1)?.length ?? 0) + (lines.length === 1 ? range.start.character : 0);
  if (isBefore(place, range.end)) {
    return { line: lastLine, character: end };
  }
  const line = lastLine + place.line - range.end.line;
  const character = place.line === range.end.line ? end + place.character - range.end.character : place.character;
  return { line, character };
}

function isBefore(one: Place, other: Place): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
