// The custom element `<kpi-evaluator>`, version 1: fields may be added; none is renamed or removed.

import type { Evaluation, Input, KpiError, RuleSet } from "./kpi-evaluator.js";

/** What `localStorage` is, as far as drafts need it. */
export interface DraftStorage {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
  /** These two are for erasing; without them the page does not offer that. */
  readonly length?: number;
  key?(n: number): string | null;
}

export class KpiEvaluatorElement extends HTMLElement {
  /** A sheet; it wins over `src` and content. */
  input: Input | undefined;
  /** A rule set as data, or the id of one; it wins over the attribute. */
  ruleSet: RuleSet | string | null | undefined;
  /** Where drafts are kept instead of in memory. */
  drafts: DraftStorage | undefined;
}

/** The page is mounted. */
export interface KpiEvaluatorReady {
  version: string;
}

/** Something could not be done; the last state stays, or the content is shown. */
export interface KpiEvaluatorFault {
  code: KpiError["code"];
  message: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "kpi-evaluator": KpiEvaluatorElement;
  }
  interface GlobalEventHandlersEventMap {
    "kpi-evaluator-ready": CustomEvent<KpiEvaluatorReady>;
    /** After every evaluation: the first, and after every change. `detail` is made when it is first read: do so in the listener. `kpis` is how many it has. */
    "kpi-evaluator-change": CustomEvent<Evaluation> & { readonly kpis: number };
    "kpi-evaluator-error": CustomEvent<KpiEvaluatorFault>;
  }
}
