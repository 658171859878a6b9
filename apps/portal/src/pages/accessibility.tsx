import type { GetServerSideProps } from 'next';
import { AccessibilityPage } from '../features/home/accessibility-page.tsx';
import type { Frame } from '../features/site/frame.ts';
import { publicPage } from '../request/public-frame.ts';

export const config = { unstable_runtimeJS: false };

export const getServerSideProps: GetServerSideProps<{ frame: Frame }> = async (context) => ({
  props: { frame: (await publicPage(context)).frame },
});

export default AccessibilityPage;
