// Keeps what is below main as new as the record: it fetches it again when the event stream has news, and every few seconds where there is none. Old
// nodes stay where they are, so that focus, text that is typed, opened details and scrolled boxes stay too.
(() => {
  'use strict';
  const EVERY = 5000, WITH_EVENTS = 30000, SOON = 250, TOO_OLD = 20000;
  let fetched = Date.now(), fetching = false, again = false, soon = 0, stream = null, streamed = '';

  const main = () => document.getElementById('main');

  // The coordinator's clock, whatever this machine's shows.
  let ahead = 0;
  const now = () => Date.now() + ahead;

  // What a person did to an element, which a newer page does not know of.
  const OWN = { DETAILS: ['open'], INPUT: ['value'], BUTTON: ['aria-disabled'] };

  function sameKind(old, next) {
    return old.nodeType === next.nodeType && old.nodeName === next.nodeName && (old.id || '') === (next.id || '');
  }

  function attributes(old, next) {
    const own = OWN[old.nodeName] || [];
    for (const { name, value } of next.attributes) {
      if (old.getAttribute(name) !== value && !own.includes(name)) old.setAttribute(name, value);
    }
    for (const { name } of [...old.attributes]) {
      if (!next.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
    }
  }

  function morph(old, next) {
    if (old.nodeType !== Node.ELEMENT_NODE) {
      if (old.nodeValue !== next.nodeValue) old.nodeValue = next.nodeValue;
      return;
    }
    if (old.nodeName === 'INPUT' && old.type === 'hidden') old.value = next.value;
    attributes(old, next);
    children(old, [...next.childNodes]);
  }

  function children(old, wanted) {
    const byId = new Map([...old.children].filter(node => node.id).map(node => [node.id, node]));
    let at = old.firstChild;
    for (const next of wanted) {
      const known = next.id && byId.get(next.id);
      if (known && known !== at && sameKind(known, next)) {
        old.insertBefore(known, at);
        at = known;
      }
      if (at && sameKind(at, next)) {
        morph(at, next);
        at = at.nextSibling;
      } else {
        old.insertBefore(document.importNode(next, true), at);
      }
    }
    while (at) {
      const rest = at.nextSibling;
      at.remove();
      at = rest;
    }
  }

  function show(text) {
    const next = new DOMParser().parseFromString(text, 'text/html').getElementById('main');
    if (!next) throw new Error('no page');
    const focused = document.activeElement;
    morph(main(), next);
    if (focused && focused !== document.body && !focused.isConnected) main().focus();
    titled();
    count();
    listen();
  }

  function titled() {
    const { mark, title } = main().dataset;
    ahead = Date.parse(main().dataset.now) - Date.now();
    document.title = (mark ? mark + ' ' : '') + title;
  }

  // Times until something, each second.
  function left(seconds) {
    if (seconds < 120) return Math.max(0, seconds) + ' s';
    const minutes = Math.floor(seconds / 60);
    return minutes < 120 ? minutes + ' min' : Math.floor(minutes / 60) + ' h ' + (minutes % 60) + ' min';
  }

  function count() {
    for (const time of document.querySelectorAll('time.count')) {
      const text = left(Math.floor((Date.parse(time.dataset.until) - now()) / 1000));
      if (time.textContent !== text) time.textContent = text;
    }
    const stale = document.getElementById('stale');
    const old = Date.now() - fetched > TOO_OLD + (stream ? WITH_EVENTS : 0);
    if (old === stale.hidden) {
      stale.hidden = !old;
      stale.textContent = old ? 'This page is old: the coordinator does not answer. It is tried again.' : '';
    }
  }

  async function refresh() {
    if (fetching) {
      again = true;
      return;
    }
    fetching = true;
    again = false;
    try {
      const address = new URL(location.href);
      address.hash = '';
      address.searchParams.set('part', 'main');
      const answer = await fetch(address, { credentials: 'same-origin', cache: 'no-store' });
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        location.reload();
        return;
      }
      if (answer.ok) {
        const text = await answer.text();
        fetched = Date.now();
        show(text);
      }
    } catch (failed) {
      // The next attempt follows; what is shown is marked as old meanwhile.
    } finally {
      fetching = false;
      if (again) refreshSoon();
    }
  }

  function refreshSoon() {
    clearTimeout(soon);
    soon = setTimeout(refresh, SOON);
  }

  function listen() {
    const address = main().dataset.events;
    if (address === streamed) return;
    if (stream) stream.close();
    stream = null;
    streamed = address;
    if (!address || !window.EventSource) return;
    stream = new EventSource(address);
    stream.addEventListener('message', refreshSoon);
    // It is over, or waits: a browser would connect again at once.
    stream.addEventListener('end', () => {
      stream.close();
      stream = null;
      refreshSoon();
    });
  }

  function wait() {
    const open = stream && stream.readyState === EventSource.OPEN;
    if (!document.hidden && Date.now() - fetched >= (open ? WITH_EVENTS : EVERY)) refresh();
    count();
  }

  document.addEventListener('submit', event => {
    const button = event.submitter;
    if (!button) return;
    if (button.getAttribute('aria-disabled')) event.preventDefault();
    button.setAttribute('aria-disabled', 'true');
  });
  document.addEventListener('visibilitychange', () => document.hidden || refresh());
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('button[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
  });
  titled();
  count();
  listen();
  setInterval(wait, 1000);
})();
