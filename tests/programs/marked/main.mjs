// Markdown with everything in it to HTML; tokens; a renderer, an extension and a hook of one's own.
import { marked, Marked, Lexer, Parser } from 'marked';

const text = `# Title with \`code\` & <b>html</b>

Setext
======

A *paragraph* with **bold**, ~~gone~~, [a link](http://x.example "title"), ![image](a.png), <http://auto.example>, https://bare.example and\\
a hard break.

> quote
> > nested
> - with a list

1. one
2. two
   - inner *item*

   a second paragraph
10. ten

- [x] done
- [ ] open

| a | b | c |
|:--|:-:|--:|
| 1 | \`|\` \\| | 3 |

\`\`\`js title
const x = "<&>";
\`\`\`

    indented

***

[ref]: <http://ref.example> 'Ref'
A [ref] and [text][ref], a footnote-ish[^1] &copy; &#x41; \\*not em\\*

<div>
raw *html*
</div>

Line with trailing spaces  
next line
`;
console.log(marked.parse(text));
console.log(marked.parse('a\nb', { breaks: true }), marked.parseInline('*x* `y`'), marked.parse('| a |\n|---|\n~~x~~', { gfm: false }));
console.log(JSON.stringify(new Lexer().lex('# a *b*\n\n- c\n- d')));
const custom = new Marked({
  renderer: { heading({ tokens, depth }) { return `<h${depth} id="${this.parser.parseInline(tokens).toLowerCase().replace(/\W+/g, '-')}">${this.parser.parseInline(tokens)}</h${depth}>\n`; } },
  extensions: [{ name: 'mention', level: 'inline', start: (source) => source.indexOf('@'), tokenizer(source) { const match = /^@(\w+)/.exec(source); if (match) return { type: 'mention', raw: match[0], name: match[1] }; }, renderer: ({ name }) => `<a href="/u/${name}">@${name}</a>` }],
  hooks: { preprocess: (source) => source.replace('PRE', 'pre'), postprocess: (html) => html.trim() },
  walkTokens(token) { if (token.type === 'link') token.href += '?seen'; },
});
console.log(custom.parse('# Hello World\n\nPRE @ada [x](y)'));
console.log(await new Marked({ async: true, walkTokens: async () => { await null; } }).parse('*async*'));
console.log(Parser.parse(marked.lexer('> a')), marked.use === Marked.prototype.use);
let long = '';
for (let at = 0; at < 500; at++) long += `${at}. item **${at}**\n`;
console.log(marked.parse(long).length, marked.parse('*'.repeat(2000)).length, marked.parse('['.repeat(500)).length);
try {
  marked.parse(null);
} catch (error) {
  console.log(error.message.split('\n')[0]);
}
