/* A name in its own language: letters, direction and voice are those of the language. */

export default function ({ parentElement, data }) {
  const name = element("p", "", data.name);
  name.lang = data.language;
  name.dir = "auto";
  parentElement.querySelector(".native").replaceChildren(name);
}
