//! A preview as one line, in the words of Node's `util.inspect`.

use crate::preview::{Kind, Member, Preview};

/// At most `width` characters; what is cut off is an `…`.
pub fn one_line(preview: &Preview, width: usize) -> String {
    let mut line = Line { text: String::new(), room: width };
    line.value(preview, true);
    line.text
}

struct Line {
    text: String,
    /// Characters that still fit.
    room: usize,
}

impl Line {
    /// Whether there was room for it.
    fn push(&mut self, piece: &str) -> bool {
        let length = piece.chars().count();
        if length <= self.room {
            self.text.push_str(piece);
            self.room -= length;
            return true;
        }
        if self.room > 0 {
            self.text.extend(piece.chars().take(self.room - 1));
            self.text.push('…');
            self.room = 0;
        }
        false
    }

    fn value(&mut self, preview: &Preview, is_outermost: bool) -> bool {
        let Preview { kind, text, more, .. } = preview;
        match kind {
            Kind::Plain => self.push(&escaped(text)) && self.properties(&preview.members, *more),
            Kind::Text => self.push(&quoted(text, *more)),
            Kind::Function | Kind::Class => {
                let sign = if *kind == Kind::Class { "class" } else { "ƒ" };
                let name = if text.is_empty() { "(anonymous)" } else { text };
                self.push(&format!("{sign} {}", escaped(name))) && self.properties(&preview.members, *more)
            }
            Kind::Box => {
                let (inside, properties) = preview.members.split_at(preview.members.len().min(1));
                self.push(&format!("[{text}: "))
                    && inside.iter().all(|member| self.value(&member.value, false))
                    && self.push("]")
                    && self.properties(properties, *more)
            }
            Kind::Error if is_outermost => self.push(&escaped(text)),
            Kind::Error => self.push(&format!("[{}]", escaped(text))),
            Kind::Circular => self.push("[Circular]"),
            Kind::Deep => self.push(&format!("[{}]", if text.is_empty() { "Object" } else { text })),
            Kind::Promise => self.promise(preview),
            Kind::Proxy => self.push("Proxy ") && preview.members.iter().all(|member| self.value(&member.value, false)),
            Kind::Array => self.list(preview, "[", "]"),
            Kind::Object | Kind::Set | Kind::Map => self.list(preview, "{", "}"),
        }
    }

    fn promise(&mut self, preview: &Preview) -> bool {
        if !self.push(if preview.text.is_empty() { "Promise" } else { &preview.text }) {
            return false;
        }
        match preview.members.first() {
            None => self.push(" { <pending> }"),
            Some(Member { name, value, .. }) => {
                self.push(if name == "rejected" { " ✗ " } else { " → " }) && self.value(value, false)
            }
        }
    }

    /// What an object has that is shown as one piece otherwise.
    fn properties(&mut self, members: &[Member], more: u64) -> bool {
        members.is_empty() && more == 0 || self.push(" ") && self.members(members, more, "{", "}")
    }

    fn list(&mut self, preview: &Preview, open: &str, close: &str) -> bool {
        if !preview.text.is_empty() {
            let name = match preview.length {
                Some(length) => format!("{}({length}) ", preview.text),
                None => format!("{} ", preview.text),
            };
            if !self.push(&name) {
                return false;
            }
        }
        self.members(&preview.members, preview.more, open, close)
    }

    fn members(&mut self, members: &[Member], more: u64, open: &str, close: &str) -> bool {
        if members.is_empty() && more == 0 {
            return self.push(open) && self.push(close);
        }
        if !self.push(open) {
            return false;
        }
        for (index, member) in members.iter().enumerate() {
            if !self.push(if index == 0 { " " } else { ", " }) || !self.member(member) {
                return false;
            }
        }
        if more > 0 {
            let lead = if members.is_empty() { " " } else { ", " };
            return self.push(lead)
                && self.push("… ")
                && self.push(&more.to_string())
                && self.push(" more ")
                && self.push(close);
        }
        self.push(" ") && self.push(close)
    }

    fn member(&mut self, member: &Member) -> bool {
        if let Some(key) = &member.key {
            return self.value(key, false) && self.push(" => ") && self.value(&member.value, false);
        }
        let is_named = !member.name.is_empty();
        (!is_named || self.push(&escaped(&member.name)) && self.push(": ")) && self.value(&member.value, false)
    }
}

/// In single quotes, or in those that need fewer escapes.
fn quoted(text: &str, more: u64) -> String {
    let fits_a_template = !text.contains('`') && !text.contains("${");
    let quote = match (text.contains('\''), text.contains('"')) {
        (false, _) => '\'',
        (true, false) => '"',
        (true, true) if fits_a_template => '`',
        (true, true) => '\'',
    };
    let mut result = String::from(quote);
    for character in text.chars() {
        if character == quote || character == '\\' {
            result.push('\\');
        }
        escape(character, &mut result);
    }
    if more > 0 {
        result.push('…');
    }
    result.push(quote);
    if more > 0 {
        result.push_str(&format!(" +{more}"));
    }
    result
}

/// What is no text of a program's, and must not end a line all the same.
fn escaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    text.chars().for_each(|character| escape(character, &mut result));
    result
}

fn escape(character: char, result: &mut String) {
    match character {
        '\u{8}' => result.push_str("\\b"),
        '\t' => result.push_str("\\t"),
        '\n' => result.push_str("\\n"),
        '\u{c}' => result.push_str("\\f"),
        '\r' => result.push_str("\\r"),
        '\u{2028}' | '\u{2029}' => result.push_str(&format!("\\u{:X}", character as u32)),
        character if character.is_control() => result.push_str(&format!("\\x{:02X}", character as u32)),
        character => result.push(character),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(json: &str, width: usize) -> String {
        one_line(&serde_json::from_str(json).unwrap(), width)
    }

    #[test]
    fn values_look_as_node_shows_them() {
        assert_eq!(line(r#"{"t":"42"}"#, 80), "42");
        assert_eq!(line(r#"{"k":"text","t":"it's"}"#, 80), "\"it's\"");
        assert_eq!(line(r#"{"k":"text","t":"abc","x":7}"#, 80), "'abc…' +7");
        assert_eq!(
            line(r#"{"k":"object","m":[{"k":"a","v":{"t":"1"}},{"k":"b","v":{"k":"array","n":0}}]}"#, 80),
            "{ a: 1, b: [] }"
        );
        assert_eq!(line(r#"{"k":"array","m":[{"v":{"t":"1"}}],"x":99,"n":100}"#, 80), "[ 1, … 99 more ]");
        assert_eq!(
            line(r#"{"k":"map","t":"Map","n":1,"m":[{"f":{"t":"1"},"v":{"k":"text","t":"x"}}]}"#, 80),
            "Map(1) { 1 => 'x' }"
        );
        assert_eq!(line(r#"{"k":"promise","m":[{"k":"fulfilled","v":{"t":"42"}}]}"#, 80), "Promise → 42");
        assert_eq!(line(r#"{"k":"promise"}"#, 80), "Promise { <pending> }");
    }

    #[test]
    fn a_cut_is_always_visible() {
        assert_eq!(line(r#"{"k":"array","m":[{"v":{"t":"1000"}},{"v":{"t":"2000"}}]}"#, 10), "[ 1000, 2…");
        assert_eq!(line(r#"{"t":"123456"}"#, 3), "12…");
        assert_eq!(line(r#"{"t":"1"}"#, 0), "");
    }
}
