// The only way in which this page makes elements: what comes from the log becomes text, and never markup.

function element(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(target, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    target.setAttribute(name, value);
  }
  target.append(...children);
  return target;
}

const byId = (id) => document.getElementById(id);

const count = (number, thing) =>
  new Intl.NumberFormat("en").format(number) + " " + thing + (Number(number) === 1 ? "" : "s");

/** Characters that one does not see, or that turn around what one sees. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;

/** A text of the log, isolated from what stands around it, with what is unseen made visible. */
function plain(text) {
  const result = element("bdi", {});
  let done = 0;
  for (const found of text.matchAll(UNSEEN)) {
    result.append(text.slice(done, found.index), unseen(found[0]));
    done = found.index + found[0].length;
  }
  result.append(text.slice(done));
  return result;
}

function unseen(character) {
  const name = "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return element("span", { class: "unseen", title: "a character that is not seen" }, name);
}

function copyButton(button, text) {
  button.addEventListener("click", async () => {
    const said = button.textContent;
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select and copy by hand: this browser does not allow it here";
    }
    setTimeout(() => (button.textContent = said), 3000);
  });
  return button;
}
