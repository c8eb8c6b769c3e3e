// The trash, a chunk of its own.

export { TrashPage } from '@/features/tasks/trash/trash-page';
