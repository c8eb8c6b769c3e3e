// A dialog returns the focus to what opened it.

import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { Dialog } from './dialog';

function Opener() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button">Before</button>
      <button type="button" onClick={() => setOpen(true)}>
        Open
      </button>
      {isOpen && (
        <Dialog title="A question" onClose={() => setOpen(false)}>
          <button type="button" onClick={() => setOpen(false)}>
            Answer
          </button>
        </Dialog>
      )}
    </>
  );
}

test.each(['{Escape}', 'Answer'])('the focus returns after %s', async (way) => {
  const user = userEvent.setup();
  render(<Opener />);
  const opener = screen.getByRole('button', { name: 'Open' });
  await user.click(opener);
  await screen.findByRole('dialog');
  if (way === 'Answer') await user.click(screen.getByRole('button', { name: way }));
  else await user.keyboard(way);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(() => expect(opener).toHaveFocus());
});

test('what has the focus by the time a dialog is gone keeps it', async () => {
  render(<Opener />);
  const [before, opener] = screen.getAllByRole('button');
  opener?.focus();
  fireEvent.click(screen.getByRole('button', { name: 'Open' }));
  fireEvent.keyDown(await screen.findByRole('dialog'), { key: 'Escape' });
  before?.focus();
  // The library returns the focus in the next turn of the event loop.
  await new Promise((resolve) => setTimeout(resolve));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(before).toHaveFocus();
});
