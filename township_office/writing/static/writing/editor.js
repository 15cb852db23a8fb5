/* The sheet one writes on: paragraphs, four levels of heading, tables, and back again.
   It drives the editor of django-prose-editor, which is fetched by its address (data-editor), so that
   neither an import map nor a nonce is needed; its own menu asks for a newer browser than Chromium 109.
   Without it the field stays a plain area in which each line is a paragraph. */

const LEVELS = [2, 3, 4, 5];
const MARKS = {
  2: ["一、", "一级标题（黑体）"],
  3: ["（一）", "二级标题（楷体）"],
  4: ["1.", "三级标题（仿宋）"],
  5: ["（1）", "四级标题（仿宋）"],
};
const INDENT = /^[ \t\u00a0\u3000]+/gm;
const WIDE = /[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]/;
const NUMBERED = /^\s*(\d+[.．、]|[（(]|[一二三四五六七八九十]+、)/;

const COUNTED = "[一二三四五六七八九十百〇零]{1,5}";
const FACES = [
  [new RegExp(`^${COUNTED}\\s?[、，](?!${COUNTED})`), "looks-first"],
  [new RegExp(`^[（(]\\s?${COUNTED}\\s?[）)]`), "looks-second"],
];

const inTable = (editor) => editor.isActive("table");

const GROUPS = [
  {
    name: "段落层次",
    shown: (editor) => !inTable(editor), // a cell has no levels
    acts: [
      {
        mark: "正文",
        says: "正文段落",
        run: (chain) => chain.setParagraph(),
        pressed: (editor) => editor.isActive("paragraph"),
      },
      ...LEVELS.map((level) => ({
        mark: MARKS[level][0],
        says: MARKS[level][1],
        run: (chain) => chain.setHeading({ level }),
        pressed: (editor) => editor.isActive("heading", { level }),
      })),
    ],
  },
  {
    name: "表格",
    shown: (editor) => !inTable(editor),
    acts: [
      {
        mark: "插入表格",
        says: "插入三行三列的表格，第一行是表头",
        run: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
      },
    ],
  },
  {
    name: "改表格",
    shown: inTable,
    acts: [
      { mark: "加行", says: "在下面加一行", run: (chain) => chain.addRowAfter() },
      { mark: "删行", says: "删去这一行", run: (chain) => chain.deleteRow() },
      { mark: "加列", says: "在右边加一列", run: (chain) => chain.addColumnAfter() },
      { mark: "删列", says: "删去这一列", run: (chain) => chain.deleteColumn() },
      {
        mark: "合并",
        says: "合并选中的单元格",
        run: (chain) => chain.mergeCells(),
        able: (editor) => editor.can().mergeCells(),
      },
      {
        mark: "拆开",
        says: "拆开合并了的单元格",
        run: (chain) => chain.splitCell(),
        able: (editor) => editor.can().splitCell(),
      },
      { mark: "表头", says: "这一格是不是表头", run: (chain) => chain.toggleHeaderCell() },
      { mark: "删表", says: "删去整张表格", run: (chain) => chain.deleteTable() },
    ],
  },
  {
    name: "撤销和重做",
    acts: [
      { mark: "撤销", says: "撤销（Ctrl+Z）", run: (chain) => chain.undo(), able: (editor) => editor.can().undo() },
      { mark: "重做", says: "重做（Ctrl+Y）", run: (chain) => chain.redo(), able: (editor) => editor.can().redo() },
    ],
  },
];

/* What WPS and Word put on the clipboard, without what the policy of the page would complain of. */
function withoutLooks(html) {
  return html
    .replace(/<(style|script|xml|title|del)\b[^]*?<\/\1\s*>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on\w+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, ""));
}

function counted(list) {
  if (list.tagName !== "OL") return;
  const within = list.parentElement.closest("ol, ul");
  let count = list.start;
  for (const item of list.children) {
    const number = within ? `（${count++}）` : `${count++}.`;
    const first = item.firstElementChild?.matches("p, div") ? item.firstElementChild : item;
    if (!NUMBERED.test(first.textContent)) first.prepend(number);
  }
}

function renamed(element, tag) {
  const better = element.ownerDocument.createElement(tag);
  better.append(...element.childNodes);
  element.replaceWith(better);
}

/* Word breaks the lines of its markup in the middle of a Chinese sentence: no word ends there. */
function unwrapped(text) {
  const wide = (at) => WIDE.test(text.charAt(at));
  return text.replace(/\s*\n\s*/g, (space, at) => (wide(at - 1) || wide(at + space.length) ? "" : " "));
}

function pasted(html) {
  if (html.includes("data-pm-slice")) return html; // from this editor or another of its kind
  const page = new DOMParser().parseFromString(withoutLooks(html), "text/html");
  for (const list of page.querySelectorAll("ol")) counted(list);
  for (const title of page.querySelectorAll("h1")) renamed(title, "h2");
  for (const title of page.querySelectorAll("h6")) renamed(title, "h5");
  const words = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  let block = null;
  while (words.nextNode()) {
    const { currentNode: node } = words;
    if (node.parentElement.closest("pre")) continue;
    node.data = unwrapped(node.data).replace(/\u00a0/g, " ");
    const around = node.parentElement.closest("p, h2, h3, h4, h5, td, th, li, div");
    if (around !== block) node.data = node.data.replace(/^[\s\u3000]+/, "");
    if (node.data.trim()) block = around;
  }
  return page.body.innerHTML;
}

function button(editor, act) {
  const made = document.createElement("button");
  Object.assign(made, { type: "button", className: "button quiet little", textContent: act.mark, title: act.says });
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") act.run(editor.chain().focus()).run();
  });
  made.renew = () => {
    made.setAttribute("aria-disabled", String(act.able ? !act.able(editor) : false));
    if (act.pressed) made.setAttribute("aria-pressed", String(act.pressed(editor)));
  };
  return made;
}

function bar(editor) {
  const made = document.createElement("div");
  made.className = "editor-bar";
  made.setAttribute("role", "toolbar");
  made.setAttribute("aria-label", "正文格式");
  for (const { name, shown, acts } of GROUPS) {
    const group = document.createElement("div");
    group.className = "editor-group";
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    group.append(...acts.map((act) => button(editor, act)));
    group.renew = () => {
      group.hidden = shown ? !shown(editor) : false;
      for (const each of group.children) each.renew();
    };
    made.append(group);
  }
  made.addEventListener("mousedown", (e) => e.preventDefault()); // what is selected stays selected
  made.renew = () => {
    for (const group of made.children) group.renew();
  };
  return made;
}

/* In which face a typed number shows at once. The level itself is put by the server (writing/levels.py),
   whose measure this is: a line that reads like a heading. */
function faceOf(text) {
  const lead = text.match(/^[^。！？；]*[。！？；]?/)[0];
  if (lead.endsWith("；") || lead.length > (/[。！？]$/.test(lead) ? 30 : 60)) return "";
  return (FACES.find(([mark]) => mark.test(text)) || [])[1];
}

function faces({ Extension, Plugin, pm }) {
  const { Decoration, DecorationSet } = pm.view;
  const shown = ({ doc }) => {
    const found = [];
    doc.forEach((node, at) => {
      const face = node.type.name === "paragraph" && faceOf(node.textContent);
      if (face) found.push(Decoration.node(at, at + node.nodeSize, { class: face }));
    });
    return DecorationSet.create(doc, found);
  };
  return Extension.create({
    name: "faces",
    addProseMirrorPlugins: () => [new Plugin({ props: { decorations: shown } })],
  });
}

/* What belongs to the area belongs to the sheet: its label, its notes, its fault. */
function described(area) {
  const label = document.querySelector(`label[for="${area.id}"]`);
  const said = { role: "textbox", "aria-multiline": "true", class: "editor-sheet official", spellcheck: "false" };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (area.hasAttribute(name)) said[name] = area.getAttribute(name);
    area.removeAttribute(name);
  }
  if (label) {
    label.id ||= `${area.id}_label`;
    label.removeAttribute("for");
    said["aria-labelledby"] = label.id;
  }
  return [said, label];
}

/* What was typed before the sheet was there, or what the browser remembers of it, is not lost. */
function startingWith(area) {
  if (area.value === area.defaultValue) return area.dataset.body;
  const escaped = (line) => line.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const lines = area.value.split("\n").filter((line) => line.trim());
  return lines.map((line) => (/^<(p|h[2-5]|table)>/.test(line) ? line : `<p>${escaped(line)}</p>`)).join("");
}

const written = (editor) => editor.getHTML().replace(/<p><\/p>/g, "");

async function lay(area) {
  const kit = await import(area.dataset.editor);
  const frame = document.createElement("div");
  frame.className = "editor";
  const sought = document.activeElement === area;
  const [attributes, label] = described(area);
  area.before(frame);
  area.hidden = true;
  area.value = startingWith(area);
  const editor = new kit.Editor({
    element: frame,
    injectCSS: false,
    content: area.value,
    extensions: [
      kit.Document,
      kit.Text,
      kit.Paragraph,
      kit.HardBreak,
      kit.Heading.configure({ levels: LEVELS }),
      kit.Table,
      kit.TableRow,
      kit.TableHeader,
      kit.TableCell,
      kit.History,
      kit.Gapcursor,
      kit.TrailingNode,
      kit.Placeholder.configure({ placeholder: area.placeholder }),
      faces(kit),
    ],
    editorProps: {
      attributes,
      handleKeyDown: (_, e) => e.key === "Enter" && (e.ctrlKey || e.metaKey), // sends the form (office.js)
      transformPastedHTML: pasted,
      transformPastedText: (text) => text.replace(INDENT, ""),
    },
  });
  const tools = bar(editor);
  frame.prepend(tools);
  tools.renew();
  let last = written(editor);
  editor.on("transaction", () => {
    tools.renew();
    if (written(editor) === last) return;
    area.value = last = written(editor);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  label?.addEventListener("click", () => editor.commands.focus());
  if (sought) editor.commands.focus();
}

for (const area of document.querySelectorAll("textarea[data-editor]")) lay(area);
