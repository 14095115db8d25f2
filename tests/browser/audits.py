"""What must hold on every view whatever a page says: asked of the document as the browser has built it."""

from __future__ import annotations

from playwright.sync_api import Page

_FOREIGN = """() => {
    const wrong = [], seen = element => `${element.tagName.toLowerCase()} ${element.outerHTML.slice(0, 150)}`
    if (window.pwned !== undefined) wrong.push('a script of the page ran')
    const ours = 'html head meta title link script body a header nav form label input kbd details summary div select ' +
        'option button p main footer dialog h1 h2 h3 dl dt dd span bdi ol ul li table thead tbody tr th td code b br ' +
        'section aside article blockquote mark fieldset legend datalist textarea svg line ins del canvas text g rect ' +
        'path title circle time small'
    const known = new Set(ours.split(' '))
    const leading = new Set(['href', 'src', 'action', 'formaction', 'xlink:href', 'data-outline', 'data-live'])
    const moulds = [...document.querySelectorAll('template#judging')] // what rows of the map are made of
    const held = moulds.flatMap(mould => [...mould.content.querySelectorAll('*')])
    for (const element of [...document.querySelectorAll('*:not(template#judging)'), ...held]) {
        if (!known.has(element.localName)) wrong.push('an element of a page: ' + seen(element))
        if (element.matches('.pwned')) wrong.push('an element of a page: ' + seen(element))
        for (const { name, value } of element.attributes) {
            if (name.startsWith('on')) wrong.push(`${name}: ` + seen(element))
            if (!leading.has(name)) continue
            const address = new URL(value, location.href)
            const away = address.origin !== location.origin
            if (!['http:', 'https:'].includes(address.protocol)) wrong.push(`${name}=${value.slice(0, 80)}`)
            const leaves = element.matches('a[rel~=noopener][target=_blank]')
            if (away && !leaves) wrong.push(`leads away: ${value.slice(0, 80)}`)
        }
    }
    if (document.querySelectorAll('meta').length > 3) wrong.push('meta elements of a page')
    for (const script of document.scripts)
        if (!script.src || script.textContent) wrong.push('a script: ' + seen(script))
    if (/T49T/.test(document.body.innerText)) wrong.push('a template of a page was filled in')
    return wrong
}"""

_BROKEN = """() => {
    const wrong = [], root = document.documentElement
    if (root.scrollWidth > root.clientWidth) {
        const wide = [...document.querySelectorAll('main *, header *')].filter(e => {
            const box = e.getBoundingClientRect()
            return (box.right > innerWidth + 1 || box.left < -1) && box.width > 2 && !e.closest('.table, .matrix, .map')
        })
        wrong.push(`${root.scrollWidth} wide where ${root.clientWidth} is there: ` +
            wide.slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | '))
    }
    for (const heading of document.querySelectorAll('h1, h2, h3')) {
        const lines = heading.getBoundingClientRect().height / parseFloat(getComputedStyle(heading).lineHeight)
        const most = innerWidth > 600 ? 7 : 14
        if (lines > most) wrong.push(`${Math.round(lines)} lines: ${heading.textContent.slice(0, 60)}`)
    }
    return wrong
}"""

_TURNED = """() => {
    const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const opens = /[\\u202a\\u202b\\u2066\\u2067\\u2068]/
    const closes = { '\\u202c': /[\\u202a\\u202b]/, '\\u2069': /[\\u2066-\\u2068]/ }
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const open = [], start = node.data.slice(0, 60)
        for (const sign of node.data) {
            if (/[\\u202d\\u202e]/.test(sign)) wrong.push('turned round: ' + start)
            else if (opens.test(sign)) open.push(sign)
            else if (closes[sign] && !closes[sign].test(open.pop() ?? '')) wrong.push('closes too much: ' + start)
        }
        if (open.length) wrong.push('left open: ' + start)
        if (/\\p{M}{9}/u.test(node.data)) wrong.push('a heap of marks: ' + node.data.slice(0, 30))
    }
    return wrong
}"""


def foreign(page: Page) -> list[str]:
    """What of a page has become part of the desk: elements, handlers, addresses that lead away, what ran."""
    return list(page.evaluate(_FOREIGN))


def broken(page: Page) -> list[str]:
    """Where the page is wider than its window, or a heading is a column of its own."""
    return list(page.evaluate(_BROKEN))


def turned(page: Page) -> list[str]:
    """Texts that would turn round, or cover, what stands beside them."""
    return list(page.evaluate(_TURNED))
