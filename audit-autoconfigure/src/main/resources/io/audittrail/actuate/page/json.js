// JSON.parse rounds long numbers and forgets how things were written. An auditor needs both.

/** A number, digit by digit as it was written. */
class Digits {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** An object with its keys in their order, and its source text. */
class JsonObject extends Map {}

function parseJson(text) {
  const token = /[\s]*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])[\s]*/y;
  let start = 0;
  let end = 0;

  function next() {
    const begin = token.lastIndex;
    const found = token.exec(text);
    if (!found) {
      throw new SyntaxError("The answer is no JSON at character " + begin);
    }
    start = begin + found[0].indexOf(found[1]);
    end = start + found[1].length;
    return found[1];
  }

  function expect(what) {
    if (next() !== what) {
      throw new SyntaxError("The answer is no JSON at character " + start);
    }
  }

  function isNext(what) {
    const begin = token.lastIndex;
    if (next() === what) {
      return true;
    }
    token.lastIndex = begin;
    return false;
  }

  function value() {
    const first = next();
    switch (first[0]) {
      case "{":
        return object(start);
      case "[":
        return array();
      case '"':
      case "t":
      case "f":
      case "n":
        return JSON.parse(first);
      default:
        return new Digits(first);
    }
  }

  function object(begin) {
    const result = new JsonObject();
    if (!isNext("}")) {
      do {
        const key = JSON.parse(next());
        expect(":");
        result.set(key, value());
      } while (isNext(","));
      expect("}");
    }
    result.source = text.slice(begin, end);
    return result;
  }

  function array() {
    const result = [];
    if (!isNext("]")) {
      do {
        result.push(value());
      } while (isNext(","));
      expect("]");
    }
    return result;
  }

  const result = value();
  if (token.lastIndex < text.length) {
    throw new SyntaxError("The answer is no JSON after character " + token.lastIndex);
  }
  return result;
}
