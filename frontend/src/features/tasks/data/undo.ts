// Takes changes back. Every write answers with its commit, which the server undoes. An undo is a commit
// as well, so it can be undone in turn.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { answer, api, written } from '@/lib/api/client';
import { session } from '@/lib/api/session';
import { ApiError, isPassing, messageOf } from '@/lib/errors';
import { translation } from '@/lib/i18n';
import { dismissToast, showToast } from '@/lib/toasts';
import { newId } from '@/lib/uuid';
import { findTask, replaceTasks } from './cache';
import { refreshLists, whileChanging } from './refresh';
import { refreshTags } from './tags';

interface Change {
  // Says what was done.
  text: string;
  // In the order in which they were made.
  commits: string[];
}

// How to undo what was done on this page, the last change at the end.
let undos: (() => void)[] = [];
session.subscribe(() => {
  if (session.get().status === 'signed-out') undos = [];
});

// Says what was done, and offers to undo it.
export function useOfferUndo(): (text: string, commits: string[]) => void {
  const queries = useQueryClient();
  return (text, commits) => offerUndo(queries, { text, commits });
}

// For what needs no saying, but can be undone with Ctrl+Z.
export function useRememberUndo(): (text: string, commits: string[]) => void {
  const queries = useQueryClient();
  return (text, commits) => void rememberUndo(queries, { text, commits });
}

// Undoes the last change that was made on this page.
export function undoLast(): void {
  undos.at(-1)?.();
}

function offerUndo(queries: QueryClient, change: Change): void {
  // There was nothing to change.
  if (change.commits.length === 0) return;
  const undo = rememberUndo(queries, change, () => dismissToast(toast));
  const action = { label: translation().t('undo'), run: undo };
  const toast = showToast({ text: change.text, action });
}

function rememberUndo(
  queries: QueryClient,
  { text, commits }: Change,
  onUndo?: () => void,
): () => void {
  const undo = () => {
    undos = undos.filter((one) => one !== undo);
    onUndo?.();
    void takeBack(queries, requestsFor(commits), (made) => {
      offerRedo(queries, { text, commits: made });
    });
  };
  undos.push(undo);
  return undo;
}

function offerRedo(queries: QueryClient, { text, commits }: Change): void {
  const { t } = translation();
  const redo = () => {
    void takeBack(queries, requestsFor(commits), (made) => {
      offerUndo(queries, { text, commits: made });
    });
  };
  showToast({ text: t('undo.done'), action: { label: t('redo'), run: redo } });
}

interface UndoRequest {
  commit: string;
  // The same when the request is repeated, so it is carried out once.
  key: string;
}

function requestsFor(commits: string[]): UndoRequest[] {
  return commits.map((commit) => ({ commit, key: newId() }));
}

// Undoes commits, the last one first. `onDone` gets the commits that this made; what could not be
// undone is reported.
async function takeBack(
  queries: QueryClient,
  requests: UndoRequest[],
  onDone: (commits: string[]) => void,
): Promise<void> {
  const made: string[] = [];
  const refused: UndoRequest[] = [];
  const reasons: unknown[] = [];
  await whileChanging(queries, async () => {
    for (const request of requests.toReversed()) {
      try {
        const { data, commit } = await undoCommit(request);
        replaceTasks(queries, data.items);
        if (commit !== null) made.push(commit);
      } catch (reason) {
        refused.unshift(request);
        reasons.push(reason);
      }
    }
  });
  refreshTags(queries);
  await refreshLists(queries);
  if (made.length > 0) onDone(made);
  if (refused.length === 0) return;
  const { t } = translation();
  const action = reasons.some(isPassing) && {
    action: { label: t('failure.retry'), run: () => void takeBack(queries, refused, onDone) },
  };
  const reason = (await reasonOfConflict(queries, reasons)) ?? messageOf(reasons[0]);
  showToast({ tone: 'error', text: t('undo.failed', { reason }), ...action });
}

function undoCommit({ commit, key }: UndoRequest) {
  const params = { path: { id: commit }, header: { 'Idempotency-Key': key } };
  return written(api.POST('/api/v1/commits/{id}/undo', { params, keepalive: true }));
}

// Which task was changed since, if that is the reason.
async function reasonOfConflict(queries: QueryClient, reasons: unknown[]): Promise<string | null> {
  const conflicts = reasons.flatMap((reason) =>
    reason instanceof ApiError ? (reason.problem.conflicts ?? []) : [],
  );
  const [first] = conflicts;
  if (first === undefined) return null;
  const params = { path: { id: first.id } };
  const task =
    findTask(queries, first.id) ??
    (await answer(api.GET('/api/v1/tasks/{id}', { params })).catch(() => undefined));
  const { t } = translation();
  if (task === undefined) return t('undo.deleted_since');
  return t('undo.changed_since', { count: conflicts.length, title: task.title });
}
