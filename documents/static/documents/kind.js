/* 文种 says how a title ends and, until somebody says otherwise, which way the paper goes. */
(() => {
  "use strict";
  const row = document.querySelector("[data-going-up]");
  const { kind, direction, title } = row.closest("form").elements;
  const goesUp = () => row.dataset.goingUp.split(" ").includes(kind.value);
  const usual = goesUp() ? "down" : direction.value;
  let chosen = false;

  row.addEventListener("change", (e) => {
    if (e.target.name === "direction") chosen = true;
    if (e.target === kind && !chosen) direction.value = goesUp() ? "up" : usual;
    title.placeholder = `关于……的${kind.value}`;
  });
})();
