// Reads the samples with a service of newsnlp, from JavaScript (Node 18 or newer, nothing to install):
//
//     newsnlp serve &
//     node examples/client.mjs http://127.0.0.1:8000

import { readFile, readdir } from "node:fs/promises";

const address = process.argv[2] ?? "http://127.0.0.1:8000";

/** POST, and again later for as long as the service is busy. */
async function post(path, body) {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(address + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer = await response.json();
    if (response.ok) return answer;
    if (response.status !== 503 || attempt === 5) throw new Error(`${answer.title}: ${answer.detail}`);
    await new Promise((later) => setTimeout(later, 1000 * Number(response.headers.get("Retry-After"))));
  }
}

const folder = new URL(".", import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith(".txt")).sort();
const articles = [];
for (const name of names) articles.push({ text: await readFile(new URL(name, folder), "utf8"), meta: { name } });

const { results } = await post("/v1/extract_many", { articles });
for (const { article, problem } of results) {
  if (problem) {
    console.log(problem.detail);
    continue;
  }
  const speakers = new Set(article.quotes.map((quote) => quote.speaker?.name).filter(Boolean));
  console.log(`${article.meta.name}: ${article.quotes.length} quotes; ${[...speakers].join(", ")}`);
}

// Offsets count characters, as Python does; Array.from makes the same of a JavaScript string.
const article = await post("/v1/extract", { text: "😀 Мост откроют в мае, сообщила мэр Ольга Седова." });
const [{ start, end }] = article.entities.find((entity) => entity.type === "person").mentions;
console.log(Array.from(article.text).slice(start, end).join(""));
