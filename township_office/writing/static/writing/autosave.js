/* <form data-autosave="/…/draft/"> is saved while one writes: two seconds after the last stroke, and on
   leaving. What happened stands in [data-autosave-state]. Passwords and files are never sent.
   204, or 200 with {"fields": {name: value}}: saved, and hidden fields renewed. 409 and 422 with
   {"sentence": "…"}: not saved, and not tried again before the next stroke (409: not at all). */
(() => {
  "use strict";
  const PAUSE = 2000;
  const AGAIN = 15000;
  const MOST_ON_LEAVING = 60000; // bytes a browser still takes from a page that closes
  const SIGNED_OUT = "登录已过期，请在另一个窗口登录后继续，内容还在本页";
  const UNREACHED = "没有保存上：网络不通，内容还在本页";
  const FAILED = "没有保存上：系统出了问题，过一会儿再试，内容还在本页";
  const NOT_ALLOWED = "没有保存上：这份文稿现在不能改，请先把内容复制下来";
  const OVERTAKEN = "没有保存上：这份文稿已经在别处改过，请复制内容后重新打开";

  function watch(form) {
    const state = form.querySelector("[data-autosave-state]") || document.querySelector("[data-autosave-state]");
    let timer = 0;
    let dirty = false;
    let saving = false;
    let leaving = false;
    let over = false;
    let unsaved = false;
    let underway = new AbortController();

    const say = (words) => {
      if (state && state.textContent !== words) state.textContent = words;
    };

    const fail = (words) => {
      unsaved = true;
      say(words);
    };

    function content() {
      const data = new FormData(form);
      for (const field of form.querySelectorAll("input[type=password], input[type=file]")) data.delete(field.name);
      return data;
    }

    const post = (more) =>
      fetch(form.dataset.autosave, {
        method: "POST",
        body: content(),
        headers: { Accept: "application/json" },
        redirect: "manual",
        signal: underway.signal,
        ...more,
      });

    /* Whoever has signed in again has another token; the page he is on can still be had. */
    async function renewToken() {
      const page = await fetch(location.href, { redirect: "manual" });
      if (!page.ok) return false;
      const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
      const token = fresh.querySelector("input[name=csrfmiddlewaretoken]");
      const own = form.querySelector("input[name=csrfmiddlewaretoken]");
      if (!token || !own) return false;
      own.value = token.value;
      return true;
    }

    const signedOut = (answer) => answer.type === "opaqueredirect" || [401, 403].includes(answer.status);

    async function told(answer) {
      try {
        return await answer.json();
      } catch {
        return {};
      }
    }

    async function settle(answer) {
      if (answer.status === 204) return saved({});
      const said = await told(answer);
      if (answer.ok) return saved(said.fields || {});
      over = answer.status === 409;
      const words = over ? OVERTAKEN : answer.status === 403 ? NOT_ALLOWED : FAILED;
      fail(said.sentence ? `没有保存上：${said.sentence}` : words);
      if (answer.status < 500) return;
      dirty = true;
      later(AGAIN);
    }

    function saved(fields) {
      for (const [name, value] of Object.entries(fields)) form.elements.namedItem(name).value = value;
      unsaved = false;
      const now = new Date();
      const two = (number) => String(number).padStart(2, "0");
      say(`已自动保存 ${two(now.getHours())}:${two(now.getMinutes())}`);
    }

    async function save() {
      if (saving || leaving || over || !dirty) return;
      saving = true;
      dirty = false;
      try {
        let answer = await post();
        if (signedOut(answer)) {
          const again = await renewToken();
          if (again) answer = await post();
          if (!again || answer.type === "opaqueredirect" || answer.status === 401) {
            dirty = true;
            fail(SIGNED_OUT);
            return;
          }
        }
        await settle(answer);
      } catch {
        dirty = true;
        if (leaving) return;
        fail(UNREACHED);
        later(AGAIN);
      } finally {
        saving = false;
      }
      if (dirty && !timer) later(PAUSE);
    }

    function later(pause) {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = 0;
        save();
      }, pause);
    }

    function touched() {
      dirty = true;
      later(PAUSE);
    }

    form.addEventListener("input", touched);
    form.addEventListener("change", touched);
    form.addEventListener("submit", () => {
      leaving = true; // what is sent now must not be overtaken by what was saved before it
      clearTimeout(timer);
      underway.abort();
    });
    addEventListener("pageshow", () => {
      leaving = false;
      underway = new AbortController();
    });
    addEventListener("online", () => save());
    document.addEventListener("visibilitychange", () => save());
    addEventListener("pagehide", () => {
      if (!dirty || leaving || over) return;
      dirty = false;
      post({ keepalive: true }).catch(() => {});
    });
    /* What could not be saved, or is too long to be sent by a page that closes: the browser asks first. */
    addEventListener("beforeunload", (e) => {
      if (leaving || (!dirty && !unsaved)) return;
      const size = Array.from(content().values(), (value) => new Blob([value]).size).reduce((a, b) => a + b, 0);
      if (unsaved || size > MOST_ON_LEAVING) e.preventDefault();
    });
  }

  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
})();
