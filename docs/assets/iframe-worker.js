/* Search on pages that are opened from a folder. Browsers start no workers from files, so a hidden frame does what
   the theme's search worker does elsewhere; without this file the theme would fetch such a one from the web. */

if (location.protocol === "file:") {
  window.Worker = window.IFrameWorker = class extends EventTarget {
    constructor(url) {
      super();
      this.frame = document.createElement("iframe");
      this.frame.hidden = true;
      this.frame.title = "search";
      this.frame.srcdoc = "<!doctype html><title>search</title>";
      const loaded = new Promise(resolve => this.frame.addEventListener("load", resolve, { once: true }));
      this.ready = loaded.then(() => {
        const inner = this.frame.contentWindow;
        inner.postMessage = data => this.dispatchEvent(new MessageEvent("message", { data }));
        inner.importScripts = async (...urls) => {
          for (const each of urls) await this.load(each);
        };
        return this.load(new URL(url, location.href).href);
      });
      document.body.append(this.frame);
    }

    load(url) {
      return new Promise((resolve, reject) => {
        const script = this.frame.contentDocument.createElement("script");
        Object.assign(script, { src: url, onload: resolve, onerror: reject });
        this.frame.contentDocument.head.append(script);
      });
    }

    postMessage(data) {
      this.ready.then(() => this.frame.contentWindow.dispatchEvent(new MessageEvent("message", { data })));
    }

    terminate() {
      this.frame.remove();
    }
  };
}
