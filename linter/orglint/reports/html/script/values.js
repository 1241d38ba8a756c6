'use strict';

/* Values in words: the same words as orglint/model/shown_values.py and wording.py; tests/reports/shown_values.json has
   values that both are tested with. Texts come harmless: Python made control characters visible. */

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60]];

function formatNumber(number) {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function formatCount(number, noun) {
  return `${formatNumber(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/* Microseconds since 1970 as text in RFC 3339, as Python writes it. */
function formatTimestamp(at) {
  const second = Math.floor(at / 1e6), rest = at - second * 1e6;
  const text = new Date(second * 1000).toISOString().slice(0, 19);
  return text + (rest ? '.' + String(rest).padStart(6, '0') : '') + 'Z';
}

/* Microseconds since 1970 of such a text; null if it is none. */
function parseTimestamp(text) {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{6}))?Z$/.exec(text);
  return found ? Date.parse(found[1] + 'Z') * 1000 + Number(found[2] || 0) : null;
}

function describeDistance(at, now) {
  const days = Math.floor(Math.abs(at - now) / 86400e6);
  if (!days) return 'today';
  return at < now ? `${formatCount(days, 'day')} ago` : `in ${formatCount(days, 'day')}`;
}

function describeDuration(microseconds) {
  let left = Math.floor(Math.abs(microseconds) / 1e6);
  const words = [];
  for (const [unit, seconds] of UNITS) {
    const number = Math.floor(left / seconds);
    left -= number * seconds;
    if (number) words.push(formatCount(number, unit));
  }
  return words.slice(0, 2).join(' ') || 'less than a minute';
}

function describeElement(value) {
  if (value === null) return 'unknown';
  return value === '' ? 'empty text' : String(value);
}

function isUnknown(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && !('say' in value);
}

/* A value as the pack has it, of a kind, in words; `absent` is the word for none. */
function describeValue(value, kind, absent, now) {
  if (value === null) return absent;
  if (isUnknown(value)) return 'unknown';
  if (Array.isArray(value)) return value.map(describeElement).join(', ') || 'none';
  if (typeof value === 'object') return value.say;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return kind === 'duration' ? describeDuration(value) : formatNumber(value);
  const at = kind === 'time' ? parseTimestamp(value) : null;
  return at === null ? describeElement(value) : describeDistance(at, now);
}

/* The same value as JSON. */
function writeRaw(value) {
  if (isUnknown(value)) return 'unknown';
  return value !== null && typeof value === 'object' && 'raw' in value ? value.raw : JSON.stringify(value);
}
