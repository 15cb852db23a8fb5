/* The one thing paper needs of a script; Ctrl+P does the same without. */
document.querySelector("[data-print]").addEventListener("click", () => print());
