// A condition offers the values of its own fact; without this script they all stand there in groups.
document.querySelectorAll(".flow-row").forEach((row) => {
  const fact = row.querySelector("select[name$='-fact']");
  if (!fact) return;
  const value = row.querySelector("select[name$='-value']");
  const number = row.querySelector("input[name$='-number']");
  const fit = () => {
    const label = fact.selectedOptions[0].textContent;
    const groups = [...value.querySelectorAll("optgroup")];
    const own = groups.filter((group) => group.label === label);
    groups.forEach((group) => { group.hidden = group.disabled = fact.value !== "" && group.label !== label; });
    if (value.selectedOptions[0]?.parentElement.disabled) value.value = "";
    if (number) number.closest(".flow-field").hidden = fact.value === "" || own.length > 0;
    value.closest(".flow-field").hidden = fact.value !== "" && own.length === 0;
  };
  fact.addEventListener("change", fit);
  fit();
});
