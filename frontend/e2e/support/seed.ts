// Creates tasks through the API.

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { password } from './app';

export interface SeededTask {
  title: string;
  description?: string;
  priority?: 'high' | 'medium' | 'low';
  tags?: string[];
  due_date?: string;
  due_time?: string;
  completed?: boolean;
}

const AT_ONCE = 8;

export async function seed(page: Page, email: string, tasks: SeededTask[]): Promise<void> {
  const headers = await authorize(page, email);
  for (let start = 0; start < tasks.length; start += AT_ONCE) {
    const turn = tasks.slice(start, start + AT_ONCE);
    const made = await Promise.all(
      turn.map((task) => page.request.post('/api/v1/tasks', { data: task, headers })),
    );
    expect(made.map((response) => response.status())).toEqual(turn.map(() => 201));
  }
}

// Signs in and returns the authorization header.
export async function authorize(page: Page, email: string): Promise<{ authorization: string }> {
  const data = { email, password };
  const login = await page.request.post('/api/v1/auth/login', { data });
  const { access_token: token } = (await login.json()) as { access_token: string };
  return { authorization: `Bearer ${token}` };
}

// The date `days` from now, in UTC, the time zone of the tests.
export function day(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

// A realistic week of tasks, in either language.
export function aWeek(language: 'en' | 'ar'): SeededTask[] {
  const pick = <T>(english: T, arabic: T) => (language === 'en' ? english : arabic);
  const [home, work, family] = pick(['home', 'work', 'family'], ['المنزل', 'العمل', 'العائلة']);
  return [
    { title: pick('Water the plants', 'سقي النباتات'), priority: 'low', due_date: day(-2) },
    {
      title: pick('Send the invoice to Lovelace & Co.', 'إرسال الفاتورة إلى الشركة'),
      priority: 'high',
      tags: [work],
      due_date: day(-1),
      due_time: '17:00',
    },
    {
      title: pick('Call the dentist', 'الاتصال بطبيب الأسنان'),
      priority: 'high',
      tags: [family],
      due_date: day(0),
      due_time: '23:30',
    },
    { title: pick('Buy sourdough on the way home', 'شراء الخبز'), due_date: day(0), tags: [home] },
    {
      title: pick(
        'Prepare the slides for the review with everybody who has worked on the third quarter',
        'تحضير الشرائح لاجتماع المراجعة مع كل من عمل على الربع الثالث من هذه السنة',
      ),
      description: pick('Numbers first, then the plan.', 'الأرقام أولًا ثم الخطة.'),
      due_date: day(0),
      tags: [work, pick('quarterly review', 'مراجعة')],
    },
    { title: pick('Return the library book', 'إعادة الكتاب إلى المكتبة'), due_date: day(1) },
    {
      title: pick('Train to Hamburg', 'القطار إلى الإسكندرية'),
      priority: 'high',
      due_date: day(3),
      due_time: '07:42',
      tags: [pick('travel', 'سفر')],
    },
    {
      title: pick('Renew the passport', 'تجديد جواز السفر'),
      priority: 'low',
      due_date: day(40),
      tags: [pick('travel', 'سفر')],
    },
    { title: pick('Learn to bake bread', 'تعلّم خبز الخبز'), priority: 'low', tags: [home] },
    { title: pick('Plan the birthday of Ada', 'التخطيط لعيد ميلاد آدا'), tags: [family] },
    { title: pick('Pay the rent', 'دفع الإيجار'), completed: true, due_date: day(-3) },
    { title: pick('Fix the bicycle', 'إصلاح الدراجة'), completed: true, tags: [home] },
  ];
}
