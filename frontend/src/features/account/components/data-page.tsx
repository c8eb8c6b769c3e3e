// Exports the data, or deletes the account.

import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { messageOf } from '@/lib/errors';
import { useTranslation } from '@/lib/i18n';
import { exportAccount } from '../api';
import { DeleteAccountDialog } from './delete-account-dialog';
import { Section } from './section';

export function DataPage() {
  const { t } = useTranslation();
  const [isDeleting, setDeleting] = useState(false);
  const download = useMutation({ mutationFn: exportAccount, onSuccess: saveFile });
  return (
    <>
      <Section title={t('export.title')} text={t('export.text')}>
        {download.isError && <Notice tone="error">{messageOf(download.error)}</Notice>}
        <Button
          look="outline"
          className="justify-self-start"
          busy={download.isPending}
          onClick={() => download.mutate()}
        >
          <Download size={17} aria-hidden />
          {t('export.download')}
        </Button>
      </Section>
      <Section title={t('deletion.title')} text={t('deletion.text')}>
        <Button look="danger" className="justify-self-start" onClick={() => setDeleting(true)}>
          {t('deletion.open')}
        </Button>
      </Section>
      {isDeleting && <DeleteAccountDialog onClose={() => setDeleting(false)} />}
    </>
  );
}

function saveFile(file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = 'errand-export.json';
  link.click();
  URL.revokeObjectURL(link.href);
}
