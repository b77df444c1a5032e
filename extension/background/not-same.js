// Which stories are not shown for a page, because the reader has said that it does not repeat them?
"use strict";

globalThis.copytaster ??= {};

copytaster.notSame = (() => {
  const { feedback } = copytaster;

  return {
    /** The answer to a look-up without what the reader has refused for the page that asks. */
    async without(answer, { url = "" }) {
      if (!answer?.stories?.length || !/^https?:/.test(url)) return answer;
      return { ...answer, stories: await feedback.without(url, answer.stories) };
    },
    /** Keeps that a page is not a story; nothing of a private window. */
    add: async ({ story }, { tab, url = "" }) => {
      if (!tab?.incognito && typeof story?.id === "string" && story.id && /^https?:/.test(url)) await feedback.refuse(url, story);
      return { kind: "kept" };
    },
  };
})();
