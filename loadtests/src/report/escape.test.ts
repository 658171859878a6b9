import { describe, expect, it } from 'vitest';
import { escapeText, html, jsonInScript, visible } from './escape.ts';

describe('text', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onload="alert(1)', '&quot; onload=&quot;alert(1)'],
    ["' x='", '&#39; x=&#39;'],
    ['a & b', 'a &amp; b'],
    ['&lt;', '&amp;lt;'],
  ])('%s becomes %s', (text, escaped) => expect(escapeText(text)).toBe(escaped));

  it('is escaped wherever it is put into markup, and markup is not', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${inner}${[inner, inner]}${7}</p>`.html).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b><b>&lt;i&gt;</b>7</p>',
    );
  });

  it.each([
    ['an escape sequence of a terminal', '\u001b[2Jgone', '\ufffd[2Jgone'],
    ['NUL', 'a\0b', 'a\ufffdb'],
    ['the mark that turns the order of writing', 'exe.\u202egnp', 'exe.\ufffdgnp'],
    ['half of a surrogate pair', 'a\ud800b', 'a\ufffdb'],
    ['a carriage return', 'Met\rNot met', 'Met\ufffdNot met'],
    ['Hindi, breaks and emoji, which stay', 'सभा\n\t🙂', 'सभा\n\t🙂'],
  ])('shows %s', (_, text, shown) => expect(visible(text)).toBe(shown));
});

describe('JSON in a script', () => {
  const hostile = { name: '</script><!-- <script>\u2028\u2029 &amp; ]]>' };

  it('holds no sign that HTML or an old parser of scripts takes for its own', () => {
    expect(jsonInScript(hostile).html).not.toMatch(/[<>&\u2028\u2029]/);
  });

  it('means what it meant', () => expect(JSON.parse(jsonInScript(hostile).html)).toEqual(hostile));
});
