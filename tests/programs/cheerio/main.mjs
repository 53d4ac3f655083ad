// A page loaded, searched, walked, changed and printed; forms, tables, text, broken markup and XML.
import * as cheerio from 'cheerio';

const $ = cheerio.load(`<!doctype html><html><head><title>Shop &amp; more</title></head><body>
<ul id="fruits"><li class="apple" data-count="3" data-json='{"a":1}'>Apple</li><li class="orange sweet">Orange</li><li class="pear">Pear<b>!</b></li></ul>
<form><input name="q" value="x"><input type="checkbox" name="c" checked><select name="s"><option>1<option selected>2</select><textarea name="t">text</textarea></form>
<table><tr><th>k<th>v<tr><td>a<td>1<tr><td>b<td>2</table>
<p>One <em>two</em> three<p>Second <a href="/x?y=1&z=2">link</a><!-- note --><script>if (a < b) {}</script>
</body></html>`);
console.log($('title').text(), $('li').length, $('.apple').data(), $('#fruits').children().map((at, node) => `${at}${$(node).text()}`).get());
for (const selector of ['li:first-child', 'li:not(.apple)', 'li:nth-child(odd)', 'ul > li.sweet', 'li ~ .pear b', '[data-count="3"]', '[class^=or]', 'p:has(em)', 'li:contains("ear")', 'option:selected', ':checked', 'tr:eq(1) td:last', 'em, a[href*="y="]', 'input:not([type])', ':header', 'p:last-of-type > a']) {
  console.log(selector.padEnd(20), $(selector).map((_, node) => $.html(node)).get());
}
console.log($('.orange').next().text(), $('.pear').prevAll().length, $('b').parents().map((_, node) => node.tagName).get(), $('b').closest('ul').attr('id'), $('li').index($('.pear')), $('li').filter((at) => at > 0).not('.pear').attr('class'));
console.log($('form').serializeArray(), $('form').serialize(), $('select').val(), $('input').first().prop('value'), $('textarea').val());
$('.apple').after('<li class="plum">Plum</li>').addClass('a b').removeClass('apple').attr('title', 'a "quoted" <title>').css({ color: 'red', 'font-size': '12px' }).text('<Apple>');
$('.orange').replaceWith(() => '<li>Replaced</li>').end();
$('.pear').wrap('<div class="w"></div>').prepend('» ').find('b').remove();
$('#fruits').append($('<li>').text('New').data('k', 1)).toggleClass('on');
$('li').each((at, node) => at === 2 && $(node).attr('data-at', String(at)));
console.log($.html('#fruits'));
console.log($('table').find('tr').slice(1).map((_, row) => [$(row).find('td').map((_, cell) => $(cell).text()).get()]).get());
console.log($('p').first().contents().map((_, node) => `${node.type}:${node.type === 'text' ? JSON.stringify(node.data) : node.name}`).get(), $('script').html(), $('a').prop('href'), $('p').text().length);
console.log($.extract({ fruits: [{ selector: 'li', value: (node) => $(node).text() }], link: { selector: 'a', value: 'href' } }));
const broken = cheerio.load('<div><p>one<div>two</p><b><i>x</b>y</i><td>cell', null, false);
console.log(broken.html(), cheerio.load('<p>&eacute;&#x1F389;&nbsp;<', null, false).html());
const xml = cheerio.load('<?xml version="1.0"?><feed xmlns:x="u"><x:item ID="1"/><Item>t<![CDATA[<raw>]]></Item></feed>', { xml: true });
console.log(xml('x\\:item').attr('ID'), xml('Item').text(), xml.xml());
let rows = '';
for (let at = 0; at < 3000; at++) rows += `<tr><td>${at}</td><td class="c${at % 7}"><a href="#${at}">link</a></td></tr>`;
const big = cheerio.load(`<table>${rows}</table>`);
console.log(big('td.c3 a').length, big('tr').eq(1500).find('a').attr('href'), big('tbody').children('tr:nth-child(3n)').length, big.html().length);
try {
  $('li:unknown-pseudo');
} catch (error) {
  console.log(error.name, error.message);
}
